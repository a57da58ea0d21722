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
from yinuo.matters.actions import resume, retire, submit_version, suspend
from yinuo.matters.lifecycle import ITEM_VERSION
from yinuo.matters.models import ItemVersion, ProofItem
from yinuo.matters.queries import (
    copied_setup,
    excluded,
    items_visible_to,
    judged,
    open_steps,
    readiness,
    remarks_on,
    rows_of,
    taken_from,
    versions_of,
    visible_to,
    why_not_edit,
)
from yinuo.people.models import Role
from yinuo.people.queries import has_role
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
    "approved": "go",
    "published": "ok",
    "suspended": "look",
    "superseded": "",
    "retired": "",
    UNWRITTEN: "open",
}
VERBS: dict[str, Callable[..., ItemVersion]] = {
    "submit": submit_version,
    "suspend": suspend,
    "resume": resume,
    "retire": retire,
}
WITH_REASON = frozenset({"suspend", "retire"})
REVIEWED = frozenset({"publish", "send_back"})
"""Steps that are taken on the page of the review, where the changes stand."""
MOST_WAITING = 6
SORTS = {"": "目录顺序", "newest": "最近收入的在前", "name": "按名称"}


@officers(*EDITORS)
@require_safe
def catalogue_page(request: HttpRequest) -> HttpResponse:
    """The items, each with the state of its newest version; keyset paged in each order."""
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else ""
    after = whole_number(request.GET.get("after"))
    rows, state, query = narrowed(request, items_visible_to(who(request), on=timezone.localdate()))
    found = list(_ordered(rows, sort, after)[: SIZE + 1])
    context = {
        "waiting": _waiting(request) if not (state or query or after) else [],
        "sorts": SORTS,
        "sort": sort,
        "editor": has_role(who(request), Role.CATALOGUE_EDITOR, on=timezone.localdate()),
        "rows": [_with_state(item) for item in found[:SIZE]],
        "states": STATES,
        "state": state,
        "query": query,
        "first": asked_with(request) if after else "",
        "following": following(request, found[SIZE - 1].pk if len(found) > SIZE else None),
    }
    return render(request, "desk/catalogue.html", context)


def narrowed(request: HttpRequest, rows: QuerySet[ProofItem]) -> tuple[QuerySet[ProofItem], str, str]:
    """Items as the filters of the list ask for them, with state and words as they were understood."""
    state, query = request.GET.get("state", ""), request.GET.get("q", "").strip()[:60].replace("\x00", "")
    state = state if state in STATES else ""
    return _narrowed(rows, state, query), state, query


def _narrowed(rows: QuerySet[ProofItem], state: str, query: str) -> QuerySet[ProofItem]:
    newest = ItemVersion.objects.filter(item=OuterRef("pk")).order_by("-number")
    rows = rows.annotate(
        state=Subquery(newest.values("status")[:1]),
        number=Subquery(newest.values("number")[:1]),
        newest=Subquery(newest.values("pk")[:1]),
    )
    if state:
        rows = rows.filter(state__isnull=True) if state == UNWRITTEN else rows.filter(state=state)
    if query:
        rows = rows.filter(Q(name__icontains=query) | Q(matter__name__icontains=query))
    return rows


def _waiting(request: HttpRequest) -> list[ItemVersion]:
    """The versions that somebody is at, the newest first: to be reviewed, or to be written on."""
    rows = visible_to(who(request), on=timezone.localdate()).filter(status__in=("draft", "in_review"))
    return list(rows.select_related("drafted_by").order_by("-status", "-pk")[:MOST_WAITING])


def _ordered(rows: QuerySet[ProofItem], sort: str, after: int | None) -> QuerySet[ProofItem]:
    """The rows in an order, beginning after the row with a key."""
    if sort == "newest":
        return (rows.filter(pk__lt=after) if after else rows).order_by("-pk")
    if sort == "name":
        last = ProofItem.objects.filter(pk=after).values_list("name", flat=True).first() if after else None
        if last is not None:
            rows = rows.filter(Q(name__gt=last) | Q(name=last, pk__gt=after))
        return rows.order_by("name", "pk")
    return (rows.filter(pk__gt=after) if after else rows).order_by("pk")


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
    on = timezone.localdate()
    versions = list(versions_of(item))
    shown = next((one for one in versions if one.number == number), versions[0] if versions else None)
    open_now = next((one for one in versions if one.status in {"draft", "in_review"}), None)
    editable = why_not_edit(who(request), item.matter.agency, on=on) is None
    context: dict[str, Any] = {
        "editable": editable and (open_now is None or open_now.status == "draft"),
        "describable": editable,
        "open_now": open_now,
        "marks": remarks_on(item, who(request), on=on),
        "judged": [*judged(item, on=on), *excluded(item, on=on)],
        "item": item,
        "versions": [(one, TONES[one.status]) for one in versions],
        "shown": shown,
        "origins": list(rows_of(item)),
        "basis": ITEM_VERSION.step("publish").basis,
        "copied": copied_setup(item),
        "taken": taken_from(item),
        "copyable": any(one.status == "published" for one in versions),
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
        "steps": [
            (step, step.name in WITH_REASON) for step, why in steps if not why and step.name not in REVIEWED
        ],
        "reviewable": any(step.name == "publish" and not why for step, why in steps),
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
    more: dict[str, Any] = {"reason": reason} if step in WITH_REASON else {}
    try:
        VERBS[step](version=version, by=who(request), at=timezone.now(), **more)
    except Refused as refused:
        kept = {"refused": refused.refusal, "tried": step, "typed": reason}
        return _item(request, version.item, version.number, status=409, **kept)
    messages.success(request, f"第{version.number}版：{ITEM_VERSION.step(step).title}，已经办好。")
    return redirect("desk:item", slug=version.item.slug)


def _with_state(item: ProofItem) -> tuple[ProofItem, str, str]:
    """An item with the word and the tone of its newest version's state, which the query brought along."""
    state = getattr(item, "state", None) or UNWRITTEN
    return item, STATES[state], TONES[state]
