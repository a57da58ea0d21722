"""信用异议: marked the moment it is raised, decided within its clock; the publicity rests meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import begin, record, take_step
from yinuo.credit.access import why_not_ask, why_not_handle
from yinuo.credit.actions import serving
from yinuo.credit.actions.determining import BY_CREDIT_OFFICER, end_by_quashing, locked, refuse_without_reason
from yinuo.credit.actions.entering import follow
from yinuo.credit.actions.repairing import BY_PERSON
from yinuo.credit.lifecycle import DETERMINATION, OBJECTION
from yinuo.credit.models import CreditEntry, Determination, Objection
from yinuo.law import place
from yinuo.law.credit import objection_decide_due
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.workdays.queries import calendar

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.people.models import Account


@transaction.atomic
def raise_objection(*, determination_id: int, text: str, by: Account, at: datetime) -> Objection:
    """Object to a determination; the record is marked at once and the publicity rests until the objection is decided.

    Args:
        determination_id: a determination in force, or one already repaired that should not have been made.
        text: what is wrong, in the person's words.
        by: the person's account, or one of his representative.
        at: the moment, aware.

    Returns:
        The objection; the one already open where there is one, so that a second click changes nothing.

    Raises:
        Refused: a stranger; the determination is quashed; nothing was said.
    """
    row = locked(determination_id)
    on = timezone.localdate(at)
    refusal = why_not_ask(by, row, on=on) or DETERMINATION.refusal("quash", row.status)
    if refusal is not None:
        raise Refused(refusal)
    open_one = row.objections.filter(status="raised").first()
    if open_one is not None:
        return open_one
    refuse_without_reason(text, "不能提出异议", CLAUSES["2.5-d"])
    due = objection_decide_due(on, place.load(settings.YINUO_PLACE), calendar())
    objection = Objection.objects.create(
        determination=row,
        case_file_id=row.case_file_id,
        text=text.strip(),
        raised_by=by,
        raised_at=at,
        due_on=due.due_on,
    )
    mark = follow(
        entry=row.entry,
        kind=CreditEntry.Kind.OBJECTION_MARKED,
        basis_document=_document(objection),
        by=by,
        at=at,
    )
    begin(
        objection,
        OBJECTION,
        by=by,
        by_label=BY_PERSON,
        at=at,
        title="提出信用异议，当即标注",
        basis=CLAUSES["2.5-d"],
        facts={"determination": row.number, "entry": mark.number, "due_on": due.due_on, "due": due.text},
    )
    serving.tell_objection(row, objection, marked=True, at=at)
    return objection


@transaction.atomic
def ask_assistance(*, objection_id: int, helper: str, reason: str, by: Account, at: datetime) -> Objection:
    """Ask another agency for help with an objection, which makes its clock the longer one, once.

    Args:
        objection_id: an objection that waits.
        helper: the agency asked, by name.
        reason: what is asked and why.
        by: a credit officer of the determining agency.
        at: the moment, aware.

    Raises:
        Refused: a stranger; no longer waiting; asked before; no helper or reason.
    """
    row, objection = _locked(objection_id)
    refusal = why_not_handle(by, row, on=timezone.localdate(at)) or OBJECTION.refusal(
        "uphold", objection.status
    )
    if refusal is not None:
        raise Refused(refusal)
    refuse_without_reason(reason if helper.strip() else "", "不能请求协助", CLAUSES["2.4-h"])
    raised_on = timezone.localdate(objection.raised_at)
    due = objection_decide_due(raised_on, place.load(settings.YINUO_PLACE), calendar(), assisted=True)
    if objection.due_on >= due.due_on:
        raise Refused(
            Refusal(
                "不能再次延长",
                "已经因请求协助延长过期限",
                CLAUSES["2.5-d"],
                f"请在{objection.due_on}前办结。",
            )
        )
    before, objection.due_on = objection.due_on, due.due_on
    objection.save(update_fields=["due_on"])
    record(
        case_file_id=objection.case_file_id,
        step="objection.ask_assistance",
        title=f"请{helper.strip()}协助核实异议"[:80],
        by=by,
        by_label=BY_CREDIT_OFFICER,
        at=at,
        basis=CLAUSES["2.4-h"],
        facts={"helper": helper.strip(), "reason": reason.strip(), "from": before, "to": due.due_on},
    )
    return objection


@transaction.atomic
def decide_objection(*, objection_id: int, upheld: bool, reason: str, by: Account, at: datetime) -> Objection:
    """Decide an objection with reasons: upheld it quashes the determination, rejected it lifts the mark.

    Args:
        objection_id: an objection that waits.
        upheld: the officer's finding.
        reason: what was looked into and what came of it; the person reads it.
        by: a credit officer of the determining agency.
        at: the moment, aware.

    Returns:
        The objection; decided the same way again by the same officer it is returned as it is.

    Raises:
        Refused: a stranger; no reason; decided by somebody else before, or otherwise.
    """
    row, objection = _locked(objection_id)
    refusal = why_not_handle(by, row, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)
    step = "uphold" if upheld else "reject"
    if objection.status == OBJECTION.step(step).target and objection.decided_by_id == by.pk:
        return objection
    OBJECTION.refuse_unless_open(step, objection.status)
    refuse_without_reason(reason, "不能办结异议", CLAUSES["2.5-d"])
    take_step(
        objection,
        OBJECTION,
        step,
        by=by,
        by_label=BY_CREDIT_OFFICER,
        at=at,
        also={"decided_by": by, "decided_at": at, "reason": reason.strip()},
        facts={"determination": row.number, "reason": reason.strip()},
    )
    if upheld:
        end_by_quashing(row, ground=_document(objection), reason=reason.strip(), by=by, at=at)
    else:
        follow(
            entry=row.entry,
            kind=CreditEntry.Kind.OBJECTION_LIFTED,
            basis_document=_document(objection),
            by=by,
            at=at,
        )
        serving.tell_objection(row, objection, marked=False, at=at)
    return objection


def _locked(objection_id: int) -> tuple[Determination, Objection]:
    known = Objection.objects.only("determination_id").get(pk=objection_id)
    row = locked(known.determination_id)
    return row, Objection.objects.select_for_update(of=("self",)).get(pk=objection_id)


def _document(objection: Objection) -> str:
    return f"信用异议{objection.pk}号"
