"""From when until when a version applies: in force on a later day, out of use on a set day, by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import SYSTEM, record, take_step
from yinuo.casefile.models import Entry
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.actions.finding import refresh_search
from yinuo.matters.actions.publication import (
    BY_REVIEWER,
    end_version,
    locked_version,
    refuse_itself,
    refuse_other_reviewer,
    refuse_unready,
    stated_reason,
    supersede_running,
)
from yinuo.matters.lifecycle import ITEM_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from yinuo.matters.models import ItemVersion, ProofItem
    from yinuo.people.models import Account

FARTHEST = timedelta(days=2 * 366)
"""No day farther away than two years can be set: by then the law will have been read anew."""
LIVING = ("approved", "published", "suspended")


@transaction.atomic
def approve_version(
    *,
    version: ItemVersion,
    starts_on: date,
    by: Account,
    at: datetime,
    accepted: Iterable[str] = (),
) -> ItemVersion:
    """Approve a version that is to enter into force on a later day; the one in use runs on until then.

    Args:
        version: waits for review.
        starts_on: the first day on which it applies, from tomorrow on.
        by: a legal reviewer of the agency or of the bureau in charge, never who drafted it.
        at: the moment, aware.
        accepted: the remarked words whose staying the reviewer accepts (clause 2.3-b).

    Returns:
        The approved version.

    Raises:
        Refused: not waiting for review, not this person's to review, the day is not a later one, or the law stands
            against publishing it on that day.
    """
    _item, locked = locked_version(version.pk)
    ITEM_VERSION.refuse_unless_open("approve", locked.status)
    refuse_other_reviewer(by, locked, at)
    _refuse_day(starts_on, at, what="没有定下生效日", now="今天就要适用的，请用“审核通过并公布”。")
    conclusions, kept = refuse_unready(locked, on=starts_on, accepted=accepted)
    take_step(
        locked,
        ITEM_VERSION,
        "approve",
        by=by,
        by_label=BY_REVIEWER,
        at=at,
        also={"reviewed_by": by, "starts_on": starts_on},
        facts={
            "version": locked.number,
            "starts_on": starts_on,
            "text_digest": locked.text_digest,
            "accepted": kept,
            "concluded": [found.as_json() for found in conclusions],
        },
    )
    return locked


@transaction.atomic
def call_back(*, version: ItemVersion, reason: str, by: Account, at: datetime) -> ItemVersion:
    """Call an approved version back before its day; it waits for review again, and its day is forgotten.

    Args:
        version: approved, not yet in force.
        reason: why.
        by: a legal reviewer.
        at: the moment, aware.

    Raises:
        Refused: not approved or in force already, not this person's to review, or no reason.
    """
    _item, locked = locked_version(version.pk)
    ITEM_VERSION.refuse_unless_open("call_back", locked.status)
    refuse_other_reviewer(by, locked, at)
    why, planned = stated_reason(reason, "没有收回"), locked.starts_on
    take_step(
        locked,
        ITEM_VERSION,
        "call_back",
        by=by,
        by_label=BY_REVIEWER,
        at=at,
        also={
            "reviewed_by": None,
            "starts_on": None,
            "ends_on": None,
            "ends_because": "",
            "replaced_by": None,
        },
        facts={"version": locked.number, "starts_on": planned, "reason": why},
    )
    return locked


@transaction.atomic
def enter_into_force(*, version_id: int, at: datetime) -> ItemVersion:
    """Put an approved version in force when its day has come, and supersede the one in use in the same act.

    Of two jobs at once the second finds it done; before its day, or once it was called back, nothing happens.

    Args:
        version_id: the version.
        at: the moment, aware.

    Returns:
        The version as it stands afterwards.

    Raises:
        Refused: meanwhile the law stands against it; it stays approved, and the reviewer has to see to it.
    """
    item, locked = locked_version(version_id)
    on = timezone.localdate(at)
    if locked.status != "approved" or locked.starts_on is None or locked.starts_on > on:
        return locked
    conclusions, kept = refuse_unready(locked, on=on, accepted=_accepted(locked))
    supersede_running(locked, by=None, by_label=SYSTEM, at=at)
    take_step(
        locked,
        ITEM_VERSION,
        "enter_into_force",
        by=None,
        by_label=SYSTEM,
        at=at,
        also={"valid_from": on},
        facts={
            "version": locked.number,
            "starts_on": locked.starts_on,
            "text_digest": locked.text_digest,
            "accepted": kept,
            "concluded": [found.as_json() for found in conclusions],
        },
    )
    refresh_search(item, locked.plain)
    return locked


@transaction.atomic
def plan_end(
    *,
    version: ItemVersion,
    ends_on: date,
    reason: str,
    by: Account,
    at: datetime,
    replaced_by: ProofItem | None = None,
) -> ItemVersion:
    """Set the day from which a version no longer applies; until then nothing changes. Set again, the last day counts.

    Args:
        version: approved, published or suspended.
        ends_on: the first day on which it no longer applies, from tomorrow on.
        reason: why; shown to all, before and after.
        by: a legal reviewer of the agency or of the bureau in charge, never who drafted it.
        at: the moment, aware.
        replaced_by: the item that is asked for instead, if any.

    Raises:
        Refused: it will not or no longer apply, not this person's to review, no reason, the day is not a later one or
            not after the day on which it starts, or it is replaced by itself.
    """
    _item, locked = locked_version(version.pk)
    _refuse_unless_living(locked, "不能定停用日")
    refuse_other_reviewer(by, locked, at)
    why = stated_reason(reason, "没有定下停用日")
    _refuse_day(ends_on, at, what="没有定下停用日", now="今天就停用的，请用“停用”。")
    if locked.starts_on is not None and locked.status == "approved" and ends_on <= locked.starts_on:
        raise Refused(
            Refusal(
                "没有定下停用日",
                f"停用日 {ends_on.isoformat()} 不晚于生效日 {locked.starts_on.isoformat()}",
                CLAUSES["3.2-b"],
                "请把停用日定在生效日以后；不想让它生效的，请收回。",
            )
        )
    refuse_itself(locked, replaced_by, "没有定下停用日")
    locked.ends_on, locked.ends_because, locked.replaced_by = ends_on, why[:200], replaced_by
    locked.save(update_fields=["ends_on", "ends_because", "replaced_by"])
    _record_plan(
        locked,
        "matters.plan_end",
        "定停用日",
        by,
        at,
        {
            "ends_on": ends_on,
            "reason": why,
            "replaced_by": replaced_by.slug if replaced_by is not None else "",
        },
    )
    return locked


@transaction.atomic
def drop_end(*, version: ItemVersion, by: Account, at: datetime) -> ItemVersion:
    """Take back the day on which a version was to end; it applies on.

    Raises:
        Refused: it will not or no longer apply, no day was set, or not this person's to review.
    """
    _item, locked = locked_version(version.pk)
    _refuse_unless_living(locked, "不能取消停用日")
    refuse_other_reviewer(by, locked, at)
    planned = locked.ends_on
    if planned is None:
        raise Refused(
            Refusal(
                "没有停用日可以取消",
                "这一版没有定停用日",
                CLAUSES["3.2-b"],
                "不用办什么，它会一直适用到换新版或者停用。",
            )
        )
    locked.ends_on, locked.ends_because, locked.replaced_by = None, "", None
    locked.save(update_fields=["ends_on", "ends_because", "replaced_by"])
    _record_plan(locked, "matters.drop_end", "取消停用日", by, at, {"ends_on": planned})
    return locked


@transaction.atomic
def end_due(*, version_id: int, at: datetime) -> ItemVersion:
    """Retire a version in use whose set day has come, with the reason that was given; done already, nothing happens.

    Args:
        version_id: the version.
        at: the moment, aware.

    Returns:
        The version as it stands afterwards.
    """
    _item, locked = locked_version(version_id)
    due = locked.ends_on is not None and locked.ends_on <= timezone.localdate(at)
    if due and locked.status in ("published", "suspended"):
        end_version(locked, locked.ends_because, locked.replaced_by, by=None, by_label=SYSTEM, at=at)
    return locked


def _accepted(version: ItemVersion) -> frozenset[str]:
    """The words that the reviewer let stand when he approved the version, as the case file says."""
    approval = (
        Entry.objects.filter(row_table=version._meta.db_table, row_id=version.pk, step="item_version.approve")
        .order_by("-number")
        .first()
    )
    return frozenset(approval.facts.get("accepted", ())) if approval is not None else frozenset()


def _record_plan(
    version: ItemVersion, step: str, title: str, by: Account, at: datetime, facts: Mapping[str, object]
) -> None:
    """Record what is planned for a version; its status stays."""
    record(
        case_file_id=version.case_file_id,
        step=step,
        title=title,
        by=by,
        by_label=BY_REVIEWER,
        at=at,
        row=version,
        from_status=version.status,
        to_status=version.status,
        basis=CLAUSES["3.2-b"],
        facts={"version": version.number, **facts},
    )


def _refuse_day(day: date, at: datetime, *, what: str, now: str) -> None:
    """A day that is set lies ahead, and not too far."""
    today = timezone.localdate(at)
    if day <= today:
        raise Refused(
            Refusal(
                what,
                f"{day.isoformat()} 不在今天（{today.isoformat()}）以后",
                CLAUSES["3.2-b"],
                f"请选明天以后的日子。{now}",
            )
        )
    if day > today + FARTHEST:
        raise Refused(
            Refusal(
                what,
                f"{day.isoformat()} 离今天超过两年",
                CLAUSES["3.2-b"],
                "请选两年以内的日子；更远的，到时候再定。",
            )
        )


def _refuse_unless_living(version: ItemVersion, what: str) -> None:
    if version.status not in LIVING:
        raise Refused(
            Refusal(
                what,
                f"这一版现在的状态是“{version.get_status_display()}”",
                CLAUSES["3.2-b"],
                "只有待生效、已公布和暂停适用的版本才有停用日。",
            )
        )
