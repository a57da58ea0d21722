"""信用修复: the person applies without a fee; one decision ends bar, publicity, sharing and measures together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import begin, record, take_step
from yinuo.credit.access import why_not_ask, why_not_handle
from yinuo.credit.actions import serving
from yinuo.credit.actions.determining import BY_CREDIT_OFFICER, locked, refuse_without_reason
from yinuo.credit.actions.entering import follow
from yinuo.credit.lifecycle import DETERMINATION, REPAIR
from yinuo.credit.models import CreditEntry, Determination, Repair
from yinuo.credit.queries import repair_conditions
from yinuo.law import place
from yinuo.law.credit import repair_due
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES, CREDIT_REPAIR_EFFECTS
from yinuo.workdays.queries import calendar

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from yinuo.law.grammar import Conclusion
    from yinuo.people.models import Account

BY_PERSON = "当事人"


@transaction.atomic
def apply_for_repair(
    *, determination_id: int, promise: str, duty_done: str, by: Account, at: datetime
) -> Repair:
    """Apply for repair of one's credit; free of charge, and possible as soon as the law's conditions are met.

    Args:
        determination_id: a determination in force.
        promise: the public credit promise, in the person's words; empty if not given.
        duty_done: how the wrong was corrected and the duty fulfilled; empty if it was not.
        by: the person's account, or one of his representative.
        at: the moment, aware.

    Returns:
        The application; the one already open where there is one, so that a second click changes nothing.

    Raises:
        Refused: a stranger; the determination has ended; a condition is missing, which the refusal names with its day.
    """
    row = locked(determination_id)
    on = timezone.localdate(at)
    refusal = why_not_ask(by, row, on=on) or DETERMINATION.refusal("repair", row.status)
    if refusal is not None:
        raise Refused(refusal)
    waiting = row.repairs.filter(status="applied").first()
    if waiting is not None:
        return waiting
    found = repair_conditions(
        row, on=on, duty_done=bool(duty_done.strip()), promise_signed=bool(promise.strip())
    )
    if not found.ok:
        raise Refused(
            Refusal("现在还不能申请信用修复", found.reason.rstrip("。"), found.citation, found.instead)
        )
    due = repair_due(on, place.load(settings.YINUO_PLACE), calendar())
    repair = Repair.objects.create(
        determination=row,
        case_file_id=row.case_file_id,
        promise=promise.strip(),
        duty_done=duty_done.strip(),
        applied_by=by,
        applied_at=at,
        due_on=due.due_on,
    )
    begin(
        repair,
        REPAIR,
        by=by,
        by_label=BY_PERSON,
        at=at,
        title="申请信用修复（不收费）",
        basis=found.citation,
        facts={"determination": row.number, "due_on": due.due_on, "due": due.text},
        conclusion=found,
    )
    return repair


@transaction.atomic
def decide_repair(
    *, repair_id: int, by: Account, at: datetime, duty_done: bool = True, reason: str = ""
) -> Repair:
    """Decide an application for repair: if all conditions are met it must be granted, and everything ends at once.

    In this one transaction the bar, the publicity, the sharing and the measures end: the determination is repaired,
    the ledger has its entry, the platform is told, the person gets the receipt.

    Args:
        repair_id: an application that waits.
        by: a credit officer of the determining agency.
        at: the moment, aware.
        duty_done: what the officer found of the duties; where he found them not fulfilled, a reason is needed.
        reason: the officer's words.

    Returns:
        The application, granted or not yet; decided again by the same officer it is returned as it is.

    Raises:
        Refused: a stranger; decided by somebody else before; no reason for a duty said to be unfulfilled.
    """
    known = Repair.objects.only("determination_id").get(pk=repair_id)
    row = locked(known.determination_id)
    repair = Repair.objects.select_for_update(of=("self",)).get(pk=repair_id)
    on = timezone.localdate(at)
    refusal = why_not_handle(by, row, on=on)
    if refusal is not None:
        raise Refused(refusal)
    if repair.status != REPAIR.start and repair.decided_by_id == by.pk:
        return repair
    REPAIR.refuse_unless_open("grant", repair.status)
    if not duty_done:
        refuse_without_reason(reason, "不能认定义务没有履行", CLAUSES["2.5-d"])
    found = repair_conditions(row, on=on, duty_done=duty_done, promise_signed=bool(repair.promise))
    if found.ok:
        _grant(row, repair, found, by=by, at=at)
    else:
        _refuse(repair, found, reason, by=by, at=at)
    return repair


def _grant(row: Determination, repair: Repair, found: Conclusion[Any], *, by: Account, at: datetime) -> None:
    receipt = serving.request_receipt(row, found, at=at)
    entry = follow(
        entry=row.entry, kind=CreditEntry.Kind.REPAIRED, basis_document=receipt.number, by=by, at=at
    )
    facts = {"determination": row.number, "entry": entry.number, "receipt": receipt.number}
    take_step(
        row,
        DETERMINATION,
        "repair",
        by=by,
        by_label=BY_CREDIT_OFFICER,
        at=at,
        also={"ended_at": at},
        title="信用修复：停止公示、停止共享、解除限制",
        basis=CREDIT_REPAIR_EFFECTS,
        facts=facts,
    )
    take_step(
        repair,
        REPAIR,
        "grant",
        by=by,
        by_label=BY_CREDIT_OFFICER,
        at=at,
        facts=facts,
        conclusion=found,
        also={"decided_by": by, "decided_at": at, "conclusion": found.as_json(), "receipt": receipt},
    )
    serving.deliver_receipt(row, receipt, by=by, by_label=BY_CREDIT_OFFICER, at=at)
    serving.tell_ended(row, how="repaired", key=f"repair:{row.number}", at=at)


def _refuse(repair: Repair, found: Conclusion[Any], reason: str, *, by: Account, at: datetime) -> None:
    kept = {**found.as_json(), "officer_reason": reason.strip()}
    take_step(
        repair,
        REPAIR,
        "refuse",
        by=by,
        by_label=BY_CREDIT_OFFICER,
        at=at,
        conclusion=found,
        also={"decided_by": by, "decided_at": at, "conclusion": kept},
        facts={"reason": reason.strip()},
    )


@transaction.atomic
def extend_repair(*, repair_id: int, reason: str, by: Account, at: datetime) -> Repair:
    """Extend the time for deciding on repair, once, with a reason the person can read.

    Args:
        repair_id: an application that waits.
        reason: the officer's words.
        by: a credit officer of the determining agency.
        at: the moment, aware.

    Raises:
        Refused: a stranger; no longer waiting; extended before; no reason.
    """
    known = Repair.objects.only("determination_id").get(pk=repair_id)
    row = locked(known.determination_id)
    repair = Repair.objects.select_for_update(of=("self",)).get(pk=repair_id)
    refusal = why_not_handle(by, row, on=timezone.localdate(at)) or REPAIR.refusal("grant", repair.status)
    if refusal is not None:
        raise Refused(refusal)
    refuse_without_reason(reason, "不能延长办理期限", CLAUSES["2.5-d"])
    applied_on = timezone.localdate(repair.applied_at)
    due = repair_due(applied_on, place.load(settings.YINUO_PLACE), calendar(), extended=True)
    if repair.due_on >= due.due_on:
        raise Refused(
            Refusal(
                "不能再次延长", "办理期限已经延长过一次", CLAUSES["2.5-d"], f"请在{repair.due_on}前办结。"
            )
        )
    before, repair.due_on = repair.due_on, due.due_on
    repair.save(update_fields=["due_on"])
    record(
        case_file_id=repair.case_file_id,
        step="repair.extend",
        title="延长信用修复办理期限",
        by=by,
        by_label=BY_CREDIT_OFFICER,
        at=at,
        basis=CLAUSES["2.5-d"],
        facts={"from": before, "to": due.due_on, "reason": reason.strip()},
    )
    return repair
