"""Review and publication of a version, and what may happen to it afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import take_step
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.access import why_not_review
from yinuo.matters.actions.finding import refresh_search
from yinuo.matters.lifecycle import ITEM_VERSION
from yinuo.matters.models import ItemVersion, ProofItem
from yinuo.matters.queries import kept_words, readiness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from yinuo.law.grammar import Conclusion
    from yinuo.people.models import Account

BY_REVIEWER = "法制审核"
MIN_REASON = 4


@transaction.atomic
def publish_version(
    *, version: ItemVersion, by: Account, at: datetime, accepted: Iterable[str] = ()
) -> ItemVersion:
    """Approve a version and publish it; the version used so far is superseded in the same act.

    Args:
        version: waits for review.
        by: a legal reviewer of the agency or of the bureau in charge, never who drafted it.
        at: the moment, aware; the version is valid from that day.
        accepted: the remarked words whose staying the reviewer accepts, each for the editor's reason (clause 2.3-b).

    Returns:
        The published version.

    Raises:
        Refused: not waiting for review, not this person's to review, drafted by himself, the item may not be handled
            by commitment, the notice is incomplete, its words are vague, it names no article, or a reason for words
            that stay is not accepted.
    """
    item, locked = locked_version(version.pk)
    ITEM_VERSION.refuse_unless_open("publish", locked.status)
    refuse_other_reviewer(by, locked, at)
    on = timezone.localdate(at)
    conclusions, kept = refuse_unready(locked, on=on, accepted=accepted)
    supersede_running(locked, by=by, by_label=BY_REVIEWER, at=at)
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
            "accepted": kept,
            "concluded": [found.as_json() for found in conclusions],
        },
    )
    refresh_search(item, locked.plain)
    return locked


def _refuse_unaccepted(kept: Mapping[str, str], accepted: frozenset[str]) -> None:
    waiting = [words for words in kept if words not in accepted]
    if waiting:
        named = "、".join(f"“{words}”" for words in waiting)
        raise Refused(
            Refusal(
                "还不能公布",
                f"保留的用语{named}还没有认可",
                CLAUSES["2.3-b"],
                "请逐条看编制人写的理由：成立的勾选认可，不成立的写明意见退回修改。",
            )
        )


@transaction.atomic
def send_back(
    *,
    version: ItemVersion,
    reason: str,
    by: Account,
    at: datetime,
    notes: Mapping[str, str] | None = None,
) -> ItemVersion:
    """Return a version to its editor with the reason; it is a draft again.

    Args:
        version: waits for review.
        reason: what is to be mended.
        by: a legal reviewer of the agency or of the bureau in charge.
        at: the moment, aware.
        notes: field to what the reviewer remarks on it.

    Raises:
        Refused: not waiting for review, not this person's to review, or no reason.
    """
    _item, locked = locked_version(version.pk)
    ITEM_VERSION.refuse_unless_open("send_back", locked.status)
    refuse_other_reviewer(by, locked, at)
    take_step(
        locked,
        ITEM_VERSION,
        "send_back",
        by=by,
        by_label=BY_REVIEWER,
        at=at,
        facts={
            "version": locked.number,
            "reason": stated_reason(reason, "没有退回"),
            "notes": {field: note.strip() for field, note in (notes or {}).items() if note.strip()},
        },
    )
    return locked


@transaction.atomic
def suspend(*, version: ItemVersion, reason: str, by: Account, at: datetime) -> ItemVersion:
    """Suspend a published version: nobody can promise under it until it is resumed; the reason is shown to all.

    Raises:
        Refused: not published, not this person's to review, or no reason.
    """
    _item, locked = locked_version(version.pk)
    ITEM_VERSION.refuse_unless_open("suspend", locked.status)
    refuse_other_reviewer(by, locked, at)
    why = stated_reason(reason, "没有暂停")
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
    _item, locked = locked_version(version.pk)
    ITEM_VERSION.refuse_unless_open("resume", locked.status)
    refuse_other_reviewer(by, locked, at)
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
def retire(
    *, version: ItemVersion, reason: str, by: Account, at: datetime, replaced_by: ProofItem | None = None
) -> ItemVersion:
    """Take a version out of use for good, for instance because the law has changed.

    Args:
        version: published or suspended.
        reason: why; shown to all at the item's address for ever.
        by: a legal reviewer.
        at: the moment, aware; from that day on it no longer applies.
        replaced_by: the item that is asked for instead, if any.

    Raises:
        Refused: not in use, not this person's to review, no reason, or replaced by itself.
    """
    _item, locked = locked_version(version.pk)
    ITEM_VERSION.refuse_unless_open("retire", locked.status)
    refuse_other_reviewer(by, locked, at)
    why = stated_reason(reason, "没有停用")
    refuse_itself(locked, replaced_by, "没有停用")
    end_version(locked, why, replaced_by, by=by, by_label=BY_REVIEWER, at=at)
    return locked


def end_version(
    locked: ItemVersion,
    because: str,
    replaced_by: ProofItem | None,
    *,
    by: Account | None,
    by_label: str,
    at: datetime,
) -> None:
    """Take the step by which a locked version goes out of use, at once or on the day that was set."""
    take_step(
        locked,
        ITEM_VERSION,
        "retire",
        by=by,
        by_label=by_label,
        at=at,
        also={
            "valid_until": timezone.localdate(at),
            "ends_because": because[:200],
            "replaced_by": replaced_by,
        },
        facts={
            "version": locked.number,
            "reason": because,
            "planned_for": locked.ends_on,
            "replaced_by": replaced_by.slug if replaced_by is not None else "",
        },
    )


def refuse_itself(version: ItemVersion, replaced_by: ProofItem | None, what: str) -> None:
    """An item cannot take its own place."""
    if replaced_by is not None and replaced_by.pk == version.item_id:
        raise Refused(
            Refusal(
                what,
                "接替的事项不能是它自己",
                CLAUSES["3.2-b"],
                "请选另一项；没有接替的，不选。只是要换新版的，请起草下一版。",
            )
        )


def refuse_unready(
    version: ItemVersion, *, on: date, accepted: Iterable[str]
) -> tuple[list[Conclusion[Any]], dict[str, str]]:
    """What the law says of publishing a version on a day, and which words stay for which reason.

    Args:
        version: with its item.
        on: the day from which it is to apply.
        accepted: the remarked words whose staying the reviewer accepts (clause 2.3-b).

    Returns:
        All conclusions, none of which stands against it; the words that stay, each with the editor's reason.

    Raises:
        Refused: one does, all reasons are told, and the way out of the first; or a reason is not accepted.
    """
    conclusions = readiness(version, on=on)
    against = [found for found in conclusions if found.ok is False]
    if against:
        first = against[0]
        details = [part.reason for found in against for part in (found, *found.because) if part.ok is False]
        why = "；".join(dict.fromkeys(reason.removesuffix("。") for reason in details))
        raise Refused(Refusal("还不能公布", why, first.citation, first.instead))
    kept = kept_words(version)
    _refuse_unaccepted(kept, frozenset(accepted))
    return conclusions, kept


def supersede_running(newer: ItemVersion, *, by: Account | None, by_label: str, at: datetime) -> None:
    """Supersede the version of the same item that is in use, in the act that puts a newer one in force."""
    for older in newer.item.versions.select_for_update().filter(status__in=("published", "suspended")):
        take_step(
            older,
            ITEM_VERSION,
            "supersede",
            by=by,
            by_label=by_label,
            at=at,
            also={"valid_until": timezone.localdate(at)},
            facts={"version": older.number, "by_version": newer.number},
        )


def locked_version(version_id: int) -> tuple[ProofItem, ItemVersion]:
    """Item first, then version: whoever changes versions of one item waits for the other."""
    item = (
        ProofItem.objects.select_for_update(of=("self",))
        .select_related("matter__agency")
        .get(versions=version_id)
    )
    locked = (
        ItemVersion.objects.select_for_update(of=("self",)).select_related("drafted_by").get(pk=version_id)
    )
    locked.item = item
    return item, locked


def refuse_other_reviewer(by: Account, version: ItemVersion, at: datetime) -> None:
    """Refuse whoever may not review a version."""
    refusal = why_not_review(by, version, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)


def stated_reason(reason: str, what: str) -> str:
    """The reason of an act that all can read, without which it is not done."""
    words = reason.strip()
    if len(words) < MIN_REASON:
        raise Refused(
            Refusal(what, "没有写明理由", CLAUSES["3.2-b"], "请写明理由（至少四个字），公布后群众也能看到。")
        )
    return words
