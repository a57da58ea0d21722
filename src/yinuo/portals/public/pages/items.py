"""One item: what it is, both ways side by side, who cannot promise, the notice, the basis, and papers to take away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yinuo.commitments.papers import kinds_of
from yinuo.law.texts import BUSINESS_44_3, CLAUSES
from yinuo.matters.models import ItemVersion
from yinuo.portals.face import routes
from yinuo.portals.face.doors import everybody
from yinuo.portals.face.notices import clause_texts
from yinuo.portals.face.parts import FileLink
from yinuo.portals.public import item_words
from yinuo.portals.public.pages.papers import published_version


@everybody
@require_safe
def item(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of an item in use; a suspended one is shown with its reason."""
    version = published_version(slug)
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


def _papers(version: ItemVersion) -> list[FileLink]:
    """Every paper to read, with its files behind it."""
    slug, edition = version.item.slug, f"第{version.number}版"
    page = reverse("public:papers", args=[slug])
    return [
        *(
            FileLink(kind.title, f"{page}?paper={kind.key}", f"{edition}，{kind.note}；PDF 和 Word", "file")
            for kind in kinds_of(version)
        ),
        FileLink(
            "全套文本", reverse("public:all_papers", args=[slug]), f"{edition}，一次下载，PDF 和 Word", "down"
        ),
    ]
