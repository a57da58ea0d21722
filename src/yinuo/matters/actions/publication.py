"""Review and publication of a version, and what may happen to it afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import take_step
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.access import why_not_review
from yinuo.matters.actions.finding import refresh_search
from yinuo.matters.lifecycle import ITEM_VERSION
from yinuo.matters.models import ItemVersion, ProofItem
from yinuo.matters.queries import readiness

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from yinuo.people.models import Account

BY_REVIEWER = "法制审核"
MIN_REASON = 4


@transaction.atomic
def publish_version(
    *, version: ItemVersion, by: Account, at: datetime, answered: Mapping[str, str] | None = None
) -> ItemVersion:
    """Approve a version and publish it; the version used so far is superseded in the same act.

    Args:
        version: waits for review.
        by: a legal reviewer of the agency or of the bureau in charge, never who drafted it.
        at: the moment, aware; the version is valid from that day.
        answered: remarked words kept, each with the reason (clause 2.3-b).

    Returns:
        The published version.

    Raises:
        Refused: not waiting for review, not this person's to review, drafted by himself, the item may not be handled
            by commitment, the notice is incomplete, its words are vague, or it names no article.
    """
    item, locked = _locked(version)
    ITEM_VERSION.refuse_unless_open("publish", locked.status)
    _refuse_other(by, locked, at)
    on = timezone.localdate(at)
    conclusions = readiness(locked, on=on, answered=answered)
    against = [found for found in conclusions if found.ok is False]
    if against:
        first = against[0]
        details = [part.reason for found in against for part in (found, *found.because) if part.ok is False]
        raise Refused(Refusal("还不能公布", "".join(dict.fromkeys(details)), first.citation, first.instead))
    for older in item.versions.select_for_update().filter(status__in=("published", "suspended")):
        take_step(
            older,
            ITEM_VERSION,
            "supersede",
            by=by,
            by_label=BY_REVIEWER,
            at=at,
            also={"valid_until": on},
            facts={"version": older.number, "by_version": locked.number},
        )
    take_step(
        locked,
        ITEM_VERSION,
        "publish",
        by=by,
        by_label=BY_REVIEWER,
        at=at,
        also={"reviewed_by": by, "valid_from": on},
        facts={
            "version": locked.number,
            "text_digest": locked.text_digest,
            "answered": dict(answered or {}),
            "concluded": [found.as_json() for found in conclusions],
        },
    )
    refresh_search(item, locked.plain)
    return locked


@transaction.atomic
def send_back(*, version: ItemVersion, reason: str, by: Account, at: datetime) -> ItemVersion:
    """Return a version to its editor with the reason; it is a draft again.

    Raises:
        Refused: not waiting for review, not this person's to review, or no reason.
    """
    _item, locked = _locked(version)
    ITEM_VERSION.refuse_unless_open("send_back", locked.status)
    _refuse_other(by, locked, at)
    take_step(
        locked,
        ITEM_VERSION,
        "send_back",
        by=by,
        by_label=BY_REVIEWER,
        at=at,
        facts={"version": locked.number, "reason": _reason(reason, "没有退回")},
    )
    return locked


@transaction.atomic
def suspend(*, version: ItemVersion, reason: str, by: Account, at: datetime) -> ItemVersion:
    """Suspend a published version: nobody can promise under it until it is resumed; the reason is shown to all.

    Raises:
        Refused: not published, not this person's to review, or no reason.
    """
    _item, locked = _locked(version)
    ITEM_VERSION.refuse_unless_open("suspend", locked.status)
    _refuse_other(by, locked, at)
    why = _reason(reason, "没有暂停")
    take_step(
        locked,
        ITEM_VERSION,
        "suspend",
        by=by,
        by_label=BY_REVIEWER,
        at=at,
        also={"suspended_because": why[:200]},
        facts={"version": locked.number, "reason": why},
    )
    return locked


@transaction.atomic
def resume(*, version: ItemVersion, by: Account, at: datetime) -> ItemVersion:
    """Let a suspended version be used again.

    Raises:
        Refused: not suspended, or not this person's to review.
    """
    _item, locked = _locked(version)
    ITEM_VERSION.refuse_unless_open("resume", locked.status)
    _refuse_other(by, locked, at)
    take_step(
        locked,
        ITEM_VERSION,
        "resume",
        by=by,
        by_label=BY_REVIEWER,
        at=at,
        also={"suspended_because": ""},
        facts={"version": locked.number},
    )
    return locked


@transaction.atomic
def retire(*, version: ItemVersion, reason: str, by: Account, at: datetime) -> ItemVersion:
    """Take a version out of use for good, for instance because the law has changed.

    Raises:
        Refused: not in use, not this person's to review, or no reason.
    """
    _item, locked = _locked(version)
    ITEM_VERSION.refuse_unless_open("retire", locked.status)
    _refuse_other(by, locked, at)
    take_step(
        locked,
        ITEM_VERSION,
        "retire",
        by=by,
        by_label=BY_REVIEWER,
        at=at,
        also={"valid_until": timezone.localdate(at)},
        facts={"version": locked.number, "reason": _reason(reason, "没有停用")},
    )
    return locked


def _locked(version: ItemVersion) -> tuple[ProofItem, ItemVersion]:
    """Item first, then version: whoever changes versions of one item waits for the other."""
    item = (
        ProofItem.objects.select_for_update(of=("self",))
        .select_related("matter__agency")
        .get(pk=version.item_id)
    )
    locked = (
        ItemVersion.objects.select_for_update(of=("self",)).select_related("drafted_by").get(pk=version.pk)
    )
    locked.item = item
    return item, locked


def _refuse_other(by: Account, version: ItemVersion, at: datetime) -> None:
    refusal = why_not_review(by, version, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)


def _reason(reason: str, what: str) -> str:
    words = reason.strip()
    if len(words) < MIN_REASON:
        raise Refused(
            Refusal(what, "没有写明理由", CLAUSES["3.2-b"], "请写明理由（至少四个字），公布后群众也能看到。")
        )
    return words
