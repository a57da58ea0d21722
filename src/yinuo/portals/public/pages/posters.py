"""Posters to print and hang up at the counter. Clause 3.3-b."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yinuo.law.grammar import Refusal
from yinuo.law.texts import CLAUSES
from yinuo.matters.queries import item_by_slug, published_items
from yinuo.people.models import Agency
from yinuo.portals.face.doors import everybody
from yinuo.portals.face.refusals import refusal_page
from yinuo.portals.public import posters


@everybody
@require_safe
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """A poster of one item; of a suspended one there is none, and a retired one says what became of it."""
    version = item_by_slug(slug)
    if version is None:
        return HttpResponseRedirect(reverse("public:item", args=[slug]))
    if version.status == "suspended":
        refusal = Refusal(
            "现在没有海报",
            f"这项证明暂停签承诺：{version.suspended_because}",
            CLAUSES["3.2-b"],
            "恢复以后再打印；暂停期间请把原来的海报取下。",
        )
        return refusal_page(request, refusal)
    return _pdf(posters.of_item(version, at=timezone.now()), f"poster-{slug}-v{version.number}")


@everybody
@require_safe
def unit_poster(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - Django's form
    """A poster of a unit with all items that can be promised."""
    unit = get_object_or_404(Agency, slug=slug)
    versions = list(published_items(agency=unit).filter(status="published"))
    if not versions:
        raise Http404
    return _pdf(posters.of_unit(unit, versions, at=timezone.now()), f"poster-{slug}")


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
