"""One item: what it is, both ways side by side, who cannot promise, the notice, the basis, and papers to take away."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yinuo.law.texts import BUSINESS_44_3, CLAUSES
from yinuo.matters.models import ItemVersion
from yinuo.matters.queries import item_by_slug
from yinuo.portals.face import routes
from yinuo.portals.face.doors import everybody
from yinuo.portals.face.notices import clause_texts
from yinuo.portals.face.parts import FileLink
from yinuo.portals.public import item_papers, item_words


@everybody
@require_safe
def item(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of an item in use; a suspended one is shown with its reason."""
    version = _version(slug)
    on = timezone.localdate()
    start = reverse("applicant:start", args=[slug])
    context = {
        "version": version,
        "item": version.item,
        "matter": version.item.matter,
        "agency": version.item.matter.agency,
        "facts": item_words.facts(version, on=on),
        "ways": routes.ways(version, on=on, start_url=start),
        "clauses": clause_texts(version),
        "exempt": [fact for fact in version.facts if fact.get("item_class") == "exempt"],
        "papers": _papers(version),
        "barred": CLAUSES["2.2-c"],
        "suspended": CLAUSES["3.2-b"],
        "basis": item_words.basis(version),
        "field_url": f"{reverse('public:catalogue')}?field={version.item.matter.field}",
        "others": item_words.others_of(version),
        "beyond": BUSINESS_44_3,
    }
    return render(request, "public/item.html", context)


@everybody
@require_safe
def paper(request: HttpRequest, slug: str, kind: str) -> HttpResponse:  # noqa: ARG001 - Django's form
    """A blank letter, the notice or the guide, typeset on the spot."""
    version = _version(slug)
    if kind not in item_papers.KINDS:
        raise Http404
    pdf = item_papers.made(version, kind, at=timezone.now())
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{slug}-{kind}-v{version.number}.pdf"'
    return answer


def _version(slug: str) -> ItemVersion:
    version = item_by_slug(slug)
    if version is None:
        raise Http404
    return version


def _papers(version: ItemVersion) -> list[FileLink]:
    slug, edition = version.item.slug, f"PDF，第{version.number}版"
    return [
        FileLink(title, reverse("public:paper", args=[slug, kind]), f"{edition}，{note}", "down")
        for kind, (title, note) in item_papers.KINDS.items()
    ]
