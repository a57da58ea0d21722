"""Finding an item: by words as people type them, or by going through the whole published catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from yinuo.law.scope import PriorityField
from yinuo.matters import edition_scopes
from yinuo.matters.actions import note_missed
from yinuo.matters.queries import (
    CATALOGUE_STATES,
    FORM_CHOICES,
    LAYOUT_CHOICES,
    items_by_state,
    latest,
    nearest_matters,
    published,
    published_file,
    search_items,
    suggested_matters,
)
from yinuo.people.models import Agency
from yinuo.portals.face.doors import everybody

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yinuo.matters.models import ItemVersion

PAGE = 20


@everybody
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Items for what was typed, the nearest first; where nothing is near, what comes closest and other ways to go."""
    q = request.GET.get("q", "").strip()[:80]
    after = _number(request.GET.get("after", ""))
    hits = search_items(q, limit=PAGE + 1, after=after) if q else []
    if q and not hits and not after and request.method == "GET":
        note_missed(query=q, at=timezone.now())
    context = {
        "q": q,
        "hits": hits[:PAGE],
        "following": f"?{urlencode({'q': q, 'after': str(after + PAGE)})}" if len(hits) > PAGE else "",
        "previous": f"?{urlencode({'q': q, 'after': str(max(0, after - PAGE))})}" if after else "",
        "nearest": nearest_matters(q) if q and not hits else [],
        "popular": _popular() if not hits else [],
        "fields": [(field.name, field.value) for field in PriorityField] if q and not hits else [],
    }
    return render(request, "public/search.html", context)


def _popular() -> list[str]:
    """Names of a few matters to begin with; the oldest, so that no list of the whole catalogue is put in order."""
    some = published().order_by("pk").values_list("item__matter__name", flat=True)[:60]
    return list(dict.fromkeys(some))[:6]


@everybody
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """What may be meant by what is typed so far: a part of the page that a script fetches while somebody types."""
    q = request.GET.get("q", "").strip()[:80]
    return render(request, "public/suggested.html", {"matters": suggested_matters(q) if len(q) > 1 else []})


@everybody
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The whole catalogue, by agency, field and state, page by page, with the newest edition to take away."""
    rows, chosen = _narrowed(request)
    after = _number(request.GET.get("after", ""))
    rows = rows.order_by("item_id")
    found = list((rows.filter(item_id__gt=after) if after else rows)[: PAGE + 1])
    following = urlencode({**chosen, "after": str(found[PAGE - 1].item_id)}) if len(found) > PAGE else ""
    edition = latest(edition_scopes.city())
    context = {
        "edition": edition,
        "states": CATALOGUE_STATES,
        "versions": found[:PAGE],
        "total": rows.count(),
        "chosen": chosen,
        "agencies": _agencies(),
        "fields": [(field.name, field.value) for field in PriorityField],
        "following": f"?{following}" if following else "",
        "first": f"?{urlencode(chosen)}" if after else "",
        "asked": urlencode(chosen),
        "forms": FORM_CHOICES,
    }
    return render(request, "public/catalogue.html", context)


@everybody
@require_safe
def download(request: HttpRequest, form: str = "csv") -> HttpResponse:
    """The published catalogue as a file, in the public columns or in those of a department's list; empty cells stay empty."""
    layout = request.GET.get("layout", "")
    if form not in dict(FORM_CHOICES) or (layout and layout not in dict(LAYOUT_CHOICES)):
        raise Http404
    rows, _ = _narrowed(request)
    file = published_file(rows, layout=layout, form=form, on=timezone.localdate())
    answer = HttpResponse(file.content, content_type=file.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer


def _narrowed(request: HttpRequest) -> tuple[QuerySet[ItemVersion], dict[str, str]]:
    """The items of an agency, a field and a state, as asked for; what is unknown does not narrow."""
    field = request.GET.get("field", "")
    field = field if field in PriorityField.__members__ else ""
    slug = request.GET.get("agency", "")[:50]
    agency = Agency.objects.filter(slug=slug).first() if slug else None
    state = request.GET.get("state", "")
    state = state if state in CATALOGUE_STATES else ""
    chosen = {"agency": agency.slug if agency is not None else "", "field": field, "state": state}
    rows = items_by_state(state, agency=agency, field=field)
    return rows, {name: value for name, value in chosen.items() if value}


def _agencies() -> list[tuple[str, str, int]]:
    """Agencies with published items: slug, short name, how many."""
    counted = (
        published().order_by().values_list("item__matter__agency__slug", "item__matter__agency__short_name")
    )
    return [
        (slug, name, count)
        for slug, name, count in counted.annotate(n=Count("pk")).order_by("-n", "item__matter__agency__slug")
    ]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
