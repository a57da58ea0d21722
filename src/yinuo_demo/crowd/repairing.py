"""How a record of the crowd ends, or does not: repair applied for and decided, objections raised and decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yinuo.casefile.actions import SYSTEM
from yinuo.credit.lifecycle import DETERMINATION, OBJECTION, REPAIR
from yinuo.credit.models import CreditEntry, Determination, Objection, Repair
from yinuo.credit.papers import repair_receipt_content
from yinuo.documents.models import Document
from yinuo.law.credit import RepairFacts, objection_decide_due, repair_conditions, repair_due
from yinuo.law.grading import Grade
from yinuo.law.texts import CLAUSES, CREDIT_REPAIR_EFFECTS
from yinuo_demo.crowd.case import check_code
from yinuo_demo.crowd.crediting import enter, is_shared, tell_platform

if TYPE_CHECKING:
    from yinuo.law.grammar import Conclusion
    from yinuo.people.models import Account
    from yinuo_demo.crowd.case import Case

PLATFORM_TITLE = "信用信息共享平台"
BY_PERSON, BY_CREDIT_OFFICER = "当事人", "信用专办"
PROMISE = "本人承诺今后如实申报，愿意接受社会监督，并同意公开本承诺。"
DUTY_DONE = "已经退回因此取得的款项，并改交了真实的证明。"
OBJECTION_TEXT = "登记的内容有误，我已经向登记单位申请更正，请重新核实。"


def apply_for_repair(case: Case, row: Determination) -> Repair:
    """申请信用修复; see ``credit.actions.apply_for_repair``."""
    found, due = _conditions(case, row, duty_done=True), repair_due(case.on, case.town.place, case.town.days)
    repair = case.batch.add(
        Repair(
            determination=row,
            case_file=case.file,
            promise=PROMISE,
            duty_done=DUTY_DONE,
            applied_by=case.who.account,
            applied_at=case.now,
            due_on=due.due_on,
            status=REPAIR.start,
        )
    )
    case.begin(
        repair,
        REPAIR,
        by=case.who.account,
        by_label=BY_PERSON,
        title="申请信用修复（不收费）",
        basis=found.citation,
        facts={"determination": row.number, "due_on": due.due_on, "due": due.text},
        conclusion=found,
    )
    case.repairs.append(repair)
    return repair


def grant_repair(case: Case, row: Determination, repair: Repair) -> None:
    """Bar, publicity, sharing and measures end at one moment; see ``credit.actions.decide_repair``."""
    by, found = case.officer("credit_officer"), _conditions(case, row, duty_done=True)
    number, code = case.number("宿信复"), check_code()
    receivers = (PLATFORM_TITLE,) if is_shared(row) else ()
    receipt = case.request(
        Document.Kind.REPAIR_RECEIPT,
        "信用修复回执",
        repair_receipt_content(row, found, receivers, number=number, check_code=code, at=case.now),
        number=number,
        check_code=code,
    )
    entry = enter(case, CreditEntry.Kind.REPAIRED, number, by=by, of=row.entry)
    facts = {"determination": row.number, "entry": entry.number, "receipt": number}
    case.step(
        row,
        DETERMINATION,
        "repair",
        by=by,
        by_label=BY_CREDIT_OFFICER,
        also={"ended_at": case.now},
        title="信用修复：停止公示、停止共享、解除限制",
        basis=CREDIT_REPAIR_EFFECTS,
        facts=facts,
    )
    case.step(
        repair,
        REPAIR,
        "grant",
        by=by,
        by_label=BY_CREDIT_OFFICER,
        facts=facts,
        conclusion=found,
        also={"decided_by": by, "decided_at": case.now, "conclusion": found.as_json(), "receipt": receipt},
    )
    case.deliver(receipt, by=by, by_label=BY_CREDIT_OFFICER)
    _tell_ended(case, row, how="repaired", key=f"repair:{row.number}")


def refuse_repair(case: Case, row: Determination, repair: Repair, reason: str) -> None:
    """The duty was found unfulfilled: not yet, with what is missing."""
    by, found = case.officer("credit_officer"), _conditions(case, row, duty_done=False)
    case.step(
        repair,
        REPAIR,
        "refuse",
        by=by,
        by_label=BY_CREDIT_OFFICER,
        conclusion=found,
        facts={"reason": reason},
        also={
            "decided_by": by,
            "decided_at": case.now,
            "conclusion": {**found.as_json(), "officer_reason": reason},
        },
    )


def object_to(case: Case, row: Determination) -> Objection:
    """提出信用异议, marked at once; see ``credit.actions.raise_objection``."""
    due = objection_decide_due(case.on, case.town.place, case.town.days)
    objection = case.batch.add(
        Objection(
            determination=row,
            case_file=case.file,
            text=OBJECTION_TEXT,
            raised_by=case.who.account,
            raised_at=case.now,
            due_on=due.due_on,
            status=OBJECTION.start,
        )
    )
    mark = enter(
        case, CreditEntry.Kind.OBJECTION_MARKED, _document(objection), by=case.who.account, of=row.entry
    )
    case.begin(
        objection,
        OBJECTION,
        by=case.who.account,
        by_label=BY_PERSON,
        title="提出信用异议，当即标注",
        basis=CLAUSES["2.5-d"],
        facts={"determination": row.number, "entry": mark.number, "due_on": due.due_on, "due": due.text},
    )
    tell_platform(case, row, "objection_marked", key=f"objection_marked:{objection.pk}", more={"on": case.on})
    return objection


def decide_objection(
    case: Case, row: Determination, objection: Objection, reason: str, *, upheld: bool
) -> None:
    """Uphold, which quashes the determination, or reject; see ``credit.actions.decide_objection``."""
    by = case.officer("credit_officer")
    case.step(
        objection,
        OBJECTION,
        "uphold" if upheld else "reject",
        by=by,
        by_label=BY_CREDIT_OFFICER,
        also={"decided_by": by, "decided_at": case.now, "reason": reason},
        facts={"determination": row.number, "reason": reason},
    )
    if upheld:
        _quash(case, row, _document(objection), reason, by)
        return
    enter(case, CreditEntry.Kind.OBJECTION_LIFTED, _document(objection), by=by, of=row.entry)
    tell_platform(case, row, "objection_lifted", key=f"objection_lifted:{objection.pk}", more={"on": case.on})


def _quash(case: Case, row: Determination, ground: str, reason: str, by: Account) -> None:
    enter(case, CreditEntry.Kind.QUASHED, f"{row.number}撤销", by=by, of=row.entry)
    case.step(
        row,
        DETERMINATION,
        "quash",
        by=by,
        by_label=BY_CREDIT_OFFICER,
        also={"ended_at": row.ended_at or case.now},
        facts={"determination": row.number, "ground": ground, "reason": reason},
    )
    for repair in case.repairs:
        if repair.status == REPAIR.start:
            case.step(
                repair,
                REPAIR,
                "lapse",
                by=None,
                by_label=SYSTEM,
                also={"decided_at": case.now},
                facts={"determination": row.number},
            )
    _tell_ended(case, row, how="quashed", key=f"quash:{row.number}")


def _conditions(case: Case, row: Determination, *, duty_done: bool) -> Conclusion[Any]:
    return repair_conditions.on(
        case.on,
        RepairFacts(
            grade=Grade[row.grade.upper()],
            determined_on=row.entry.valid_from,
            duty_done=duty_done,
            promise_signed=True,
            on=case.on,
            place=case.town.place,
        ),
    )


def _document(objection: Objection) -> str:
    return f"信用异议{objection.pk}号"


def _tell_ended(case: Case, row: Determination, *, how: str, key: str) -> None:
    tell_platform(
        case, row, how, key=key, more={"ended_on": case.on, "ends": ["publicity", "sharing", "measures"]}
    )
