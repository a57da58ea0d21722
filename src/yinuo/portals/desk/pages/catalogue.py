"""The catalogue for editors and reviewers: items with the state of their versions, one item, and the steps of a version.

Clauses 2.3-b, 3.2-b, 3.3-a.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yinuo.exchange.models import Source
from yinuo.law.grammar import Refused
from yinuo.matters.actions import publish_version, resume, retire, send_back, submit_version, suspend
from yinuo.matters.lifecycle import ITEM_VERSION
from yinuo.matters.models import ItemVersion, ProofItem
from yinuo.matters.queries import items_visible_to, open_steps, readiness, rows_of, versions_of, visible_to
from yinuo.people.models import Role
from yinuo.portals.desk.wording import remarks
from yinuo.portals.face.doors import officers
from yinuo.portals.face.notices import clause_texts
from yinuo.portals.face.reading import asked_with, following, who, whole_number

if TYPE_CHECKING:
    from django.db.models import QuerySet

EDITORS = (Role.CATALOGUE_EDITOR, Role.LEGAL_REVIEWER, Role.JUSTICE_BUREAU)
SIZE = 30
UNWRITTEN = "unwritten"
STATES = {**ITEM_VERSION.statuses, UNWRITTEN: "还没有编制"}
TONES = {
    "draft": "open",
    "in_review": "go",
    "published": "ok",
    "suspended": "look",
    "superseded": "",
    "retired": "",
    UNWRITTEN: "open",
}
VERBS: dict[str, Callable[..., ItemVersion]] = {
    "submit": submit_version,
    "send_back": send_back,
    "publish": publish_version,
    "suspend": suspend,
    "resume": resume,
    "retire": retire,
}
WITH_REASON = frozenset({"send_back", "suspend", "retire"})


@officers(*EDITORS)
@require_safe
def catalogue_page(request: HttpRequest) -> HttpResponse:
    """The items, each with the state of its newest version; keyset paged."""
    state, query = request.GET.get("state", ""), request.GET.get("q", "").strip()[:60].replace("\x00", "")
    state = state if state in STATES else ""
    after = whole_number(request.GET.get("after"))
    rows = _narrowed(items_visible_to(who(request), on=timezone.localdate()), state, query)
    found = list((rows.filter(pk__gt=after) if after else rows).order_by("pk")[: SIZE + 1])
    context = {
        "rows": [_with_state(item) for item in found[:SIZE]],
        "states": STATES,
        "state": state,
        "query": query,
        "first": asked_with(request) if after else "",
        "following": following(request, found[SIZE - 1].pk if len(found) > SIZE else None),
    }
    return render(request, "desk/catalogue.html", context)


def _narrowed(rows: QuerySet[ProofItem], state: str, query: str) -> QuerySet[ProofItem]:
    newest = ItemVersion.objects.filter(item=OuterRef("pk")).order_by("-number")
    rows = rows.annotate(
        state=Subquery(newest.values("status")[:1]), number=Subquery(newest.values("number")[:1])
    )
    if state:
        rows = rows.filter(state__isnull=True) if state == UNWRITTEN else rows.filter(state=state)
    if query:
        rows = rows.filter(Q(name__icontains=query) | Q(matter__name__icontains=query))
    return rows


@officers(*EDITORS)
@never_cache
@require_safe
def item_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One item: where it comes from, its versions, and one of them as it reads, with the steps open to this officer."""
    rows = items_visible_to(who(request), on=timezone.localdate())
    return _item(request, get_object_or_404(rows, slug=slug), whole_number(request.GET.get("version")))


def _item(
    request: HttpRequest, item: ProofItem, number: int | None, *, status: int = 200, **more: Any
) -> HttpResponse:
    versions = list(versions_of(item))
    shown = next((one for one in versions if one.number == number), versions[0] if versions else None)
    context: dict[str, Any] = {
        "item": item,
        "versions": [(one, TONES[one.status]) for one in versions],
        "shown": shown,
        "origins": list(rows_of(item)),
        "basis": ITEM_VERSION.step("publish").basis,
        **(_version(request, item, shown) if shown is not None else {}),
        **more,
    }
    return render(request, "desk/item.html", context, status=status)


def _version(request: HttpRequest, item: ProofItem, shown: ItemVersion) -> dict[str, Any]:
    on = timezone.localdate()
    shown.item = item
    steps = open_steps(who(request), shown, on=on)
    return {
        "clauses": clause_texts(shown),
        "facts": _facts(shown),
        "readiness": readiness(shown, on=on),
        "remarks": remarks(shown),
        "steps": [(step, step.name in WITH_REASON) for step, why in steps if not why],
        "shut": [(step, why) for step, why in steps if why and shown.status in step.sources],
    }


def _facts(shown: ItemVersion) -> list[tuple[str, str, str, str]]:
    """Each promised fact: text, standard, who can tell, what else proves it."""
    names = dict(Source.objects.values_list("key", "name"))
    return [
        (
            str(fact.get("text", "")),
            str(fact.get("standard", "")),
            names.get(fact.get("source_key", ""), "") or str(fact.get("source_name", "")),
            str(fact.get("alternative", "")),
        )
        for fact in shown.facts
    ]


@officers(*EDITORS)
@require_POST
def step_page(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a version one step on; a refusal says why, and what was typed is kept."""
    version = get_object_or_404(visible_to(who(request), on=timezone.localdate()), pk=pk)
    if step not in VERBS:
        raise Http404
    reason = request.POST.get("reason", "")[:200]
    answered = {one.words: request.POST.get(one.name, "").strip()[:200] for one in remarks(version)}
    more: dict[str, Any] = {"reason": reason} if step in WITH_REASON else {}
    if step == "publish":
        more = {"answered": {words: why for words, why in answered.items() if why}}
    try:
        VERBS[step](version=version, by=who(request), at=timezone.now(), **more)
    except Refused as refused:
        kept = {
            "refused": refused.refusal,
            "tried": step,
            "typed": reason,
            "remarks": remarks(version, answered),
        }
        return _item(request, version.item, version.number, status=409, **kept)
    messages.success(request, f"第{version.number}版：{ITEM_VERSION.step(step).title}，已经办好。")
    return redirect("desk:item", slug=version.item.slug)


def _with_state(item: ProofItem) -> tuple[ProofItem, str, str]:
    """An item with the word and the tone of its newest version's state, which the query brought along."""
    state = getattr(item, "state", None) or UNWRITTEN
    return item, STATES[state], TONES[state]
