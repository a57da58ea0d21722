"""Review by another person: what changed against the version in use, what the law says, and each word that is to stay.

Clauses 2.3-b, 2.6-a, 3.2-a.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yinuo.commitments.queries import conditions_of
from yinuo.law.grammar import Refused
from yinuo.matters.actions import publish_version, send_back
from yinuo.matters.merging import apart
from yinuo.matters.queries import (
    content_of,
    differences,
    excluded,
    readiness,
    remarks_of,
    remarks_on,
    visible_to,
    why_not_review,
)
from yinuo.matters.reading import PARTS
from yinuo.people.models import Role
from yinuo.portals.desk.editing import shown
from yinuo.portals.desk.editing.echo import KINDS, answer_name
from yinuo.portals.desk.editing.sheet import clean
from yinuo.portals.face import routes
from yinuo.portals.face.doors import officers
from yinuo.portals.face.notices import clause_texts
from yinuo.portals.face.reading import who

if TYPE_CHECKING:
    from yinuo.matters.models import ItemVersion
    from yinuo.matters.queries import Difference

READERS = (Role.CATALOGUE_EDITOR, Role.LEGAL_REVIEWER, Role.JUSTICE_BUREAU)


@dataclass(frozen=True, slots=True)
class Kept:
    """Words that stay in spite of a remark, for the reviewer to accept.

    Attributes:
        name: of the tick in the form.
        words: as they stand.
        title: of the text they stand in.
        kind: of the remark, in Chinese.
        reason: why they are remarked on.
        answer: why the editor lets them stay.
        accepted: whether the reviewer ticked them.
    """

    name: str
    words: str
    title: str
    kind: str
    reason: str
    answer: str
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class ReviewedPart:
    """A part of the version: what changed in it, and what stayed."""

    title: str
    changed: tuple[tuple[Difference, str, str], ...]
    same: tuple[tuple[Difference, str, str], ...]


@officers(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The version under review; a POST publishes it or sends it back, and keeps what was typed where it is refused."""
    version = get_object_or_404(visible_to(who(request), on=timezone.localdate()), pk=pk)
    if version.status != "in_review":
        messages.info(request, f"第{version.number}版现在是“{version.get_status_display()}”，不在审核中。")
        return redirect("desk:item", slug=version.item.slug)
    if request.method != "POST":
        return _page(request, version)
    try:
        done = _decide(request, version)
    except Refused as refused:
        return _page(request, version, refused=refused.refusal, status=409)
    messages.success(request, done)
    return redirect("desk:item", slug=version.item.slug)


def _decide(request: HttpRequest, version: ItemVersion) -> str:
    by, at = who(request), timezone.now()
    if request.POST.get("do") == "publish":
        accepted = [one.words for one in kept_of(request, version) if one.accepted]
        publish_version(version=version, by=by, at=at, accepted=accepted)
        return f"第{version.number}版已经公布，从今天起适用。"
    notes = {
        name.removeprefix("note:"): clean(said, most=500)
        for name, said in request.POST.items()
        if name.startswith("note:") and str(said).strip()
    }
    refused = [f"“{one.words}”保留的理由不成立" for one in kept_of(request, version) if not one.accepted]
    reason = clean(request.POST.get("reason", ""), most=500).strip()
    told = reason or ("请看逐项意见。" if notes else "")
    told = "；".join([told.rstrip("。"), *refused]) if told and refused else told
    send_back(version=version, reason=told, notes=notes, by=by, at=at)
    return f"第{version.number}版已经退回修改，意见写在各栏旁边。"


def kept_of(request: HttpRequest, version: ItemVersion) -> list[Kept]:
    """The words that stay, each once."""
    found: dict[str, Kept] = {}
    for one in remarks_of(version):
        if one.answer and one.words not in found:
            name = answer_name(one.words).replace("kept", "accept")
            found[one.words] = Kept(
                name,
                one.words,
                one.title,
                KINDS.get(one.remark.kind, one.remark.kind),
                one.remark.reason,
                one.answer,
                bool(request.POST.get(name)),
            )
    return list(found.values())


def _page(request: HttpRequest, version: ItemVersion, *, status: int = 200, **more: Any) -> HttpResponse:
    on, item = timezone.localdate(), version.item
    older = (
        item.versions.filter(number__lt=version.number).exclude(valid_from=None).order_by("-number").first()
    )
    rows = differences(apart(content_of(older)) if older is not None else {}, apart(content_of(version)))
    rows = [row for row in rows if not row.field.startswith("answers.")]
    conclusions = readiness(version, on=on)
    context = {
        "item": item,
        "version": version,
        "older": older,
        "parts": _parts(request, rows),
        "changes": sum(row.changed for row in rows),
        "kept": kept_of(request, version),
        "conclusions": conclusions,
        "against": [found for found in conclusions if found.ok is False],
        "excluded": excluded(item, on=on),
        "marks": remarks_on(item, who(request), on=on),
        "reads": shown.reads(version),
        "why_not": why_not_review(who(request), version, on=on),
        "reason": request.POST.get("reason", "")[:500],
        **more,
    }
    return render(request, "desk/review.html", context, status=status)


def _parts(request: HttpRequest, rows: list[Difference]) -> list[ReviewedPart]:
    def told(part: int, *, changed: bool) -> tuple[tuple[Difference, str, str], ...]:
        return tuple(
            (row, f"note:{row.field}", request.POST.get(f"note:{row.field}", "")[:500])
            for row in rows
            if row.part == part and row.changed is changed
        )

    parts = [
        ReviewedPart(title, told(number, changed=True), told(number, changed=False))
        for number, title in enumerate(PARTS)
    ]
    return [part for part in parts if part.changed or part.same]


@officers(*READERS)
@never_cache
@require_safe
def preview_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A version as an applicant will see it: both ways side by side, the notice, what is filled in."""
    on = timezone.localdate()
    version = get_object_or_404(visible_to(who(request), on=on), pk=pk)
    context = {
        "version": version,
        "item": version.item,
        "matter": version.item.matter,
        "ways": routes.ways(version, on=on, start_url="#notice"),
        "conditions": conditions_of(version),
        "clauses": clause_texts(version),
        "within": routes.decided_within(version.item.matter, on=on),
    }
    return render(request, "desk/preview.html", context)
