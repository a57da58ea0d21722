"""The credit of the crowd: the ledger, determinations with both papers, repair, objection, and what the platform was told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from yinuo.casefile.actions import SYSTEM
from yinuo.casefile.chain import plain
from yinuo.credit.actions.ruling import rule
from yinuo.credit.lifecycle import DETERMINATION, OBJECTION, REPAIR
from yinuo.credit.models import CreditEntry, Determination, Objection, Repair
from yinuo.credit.papers import Findings, determination_content, repair_notice_content, repair_receipt_content
from yinuo.documents.models import Document
from yinuo.exchange.models import OutboxMessage
from yinuo.law.credit import (
    EntryFact,
    Grade,
    GradeFactors,
    RepairFacts,
    objection_decide_due,
    repair_conditions,
    repair_due,
)
from yinuo.law.texts import CLAUSES, CREDIT_REPAIR_EFFECTS
from yinuo_demo.crowd.case import check_code

if TYPE_CHECKING:
    from yinuo.law.grammar import Conclusion
    from yinuo.people.models import Account
    from yinuo_demo.crowd.case import Case

PLATFORM, PLATFORM_TITLE = "credit-platform", "信用信息共享平台"
BY_PERSON, BY_CREDIT_OFFICER, BY_DETERMINING = "当事人", "信用专办", "认定人"
FACTORS = {
    Grade.MINOR: GradeFactors(benefit_obtained=True),
    Grade.GENERAL: GradeFactors(amount_fen=680_000, benefit_obtained=True, intent_shown=True),
    Grade.SERIOUS: GradeFactors(
        amount_fen=6_800_000, persons_affected=2, benefit_obtained=True, intent_shown=True, resisted=True
    ),
}
PROMISE = "本人承诺今后如实申报，愿意接受社会监督，并同意公开本承诺。"
DUTY_DONE = "已经退回因此取得的款项，并改交了真实的证明。"
OBJECTION_TEXT = "登记的内容有误，我已经向登记单位申请更正，请重新核实。"


def enter(
    case: Case, kind: CreditEntry.Kind, basis_document: str, *, by: Account | None, of: CreditEntry | None = None, **more: Any
) -> CreditEntry:
    """A line of the ledger, and what a standing reads of it; see ``credit.actions.entering``."""
    entry = case.batch.add(
        CreditEntry(
            number=case.number("宿信记"), subject=case.applicant, kind=kind.value, agency=case.offer.matter.agency,
            basis_document=basis_document, of=of, valid_from=case.on, entered_by=by, entered_at=case.now, **more,
        )
    )
    case.ledger.append(read(entry, of))
    return entry


def read(entry: CreditEntry, of: CreditEntry | None) -> EntryFact:
    """An entry as the rule of standing reads it."""
    kind = "withdrawn" if entry.kind == CreditEntry.Kind.QUASHED else entry.kind
    return EntryFact(
        number=entry.number, kind=cast("Any", kind), grade=Grade[entry.grade.upper()] if entry.grade else None,
        entered_on=entry.valid_from, of=of.number if of is not None else None, until=entry.valid_until,
    )


def determine(case: Case, grade: Grade, reason: str, *, by: Account, act: str) -> Determination:
    """作出失信认定, with both papers served together; see ``credit.actions.determine``."""
    chosen = frozenset({"closer_checks"}) if grade is not Grade.MINOR else frozenset()
    ruling = rule(grade=grade, factors=FACTORS[grade], chosen=chosen, subject_id=case.applicant.pk, on=case.on)
    number, term = case.number("宿信认"), ruling.term
    entry = enter(
        case, CreditEntry.Kind.FALSE_COMMITMENT, number, by=by, grade=grade.name.lower(), valid_until=term.ends_on
    )
    row = Determination(
        number=number, subject=case.applicant, case_file=case.file, agency=case.offer.matter.agency, act=act, entry=entry,
        status=DETERMINATION.start, grade=grade.name.lower(), factors=ruling.factors_kept(),
        measures=ruling.measures_kept(), reason=reason, published=term.published,
        published_until=term.ends_on if term.published else None, repair_from=term.repair_possible_from,
        determined_by=by, determined_at=case.now,
    )
    code, notice_code, notice_number = check_code(), check_code(), case.number("宿信修")
    concluded = ruling.concluded()
    row.document = case.request(
        Document.Kind.DETERMINATION, "失信行为认定书",
        determination_content(row, concluded, Findings(), repair_number=notice_number, check_code=code, at=case.now),
        number=number, check_code=code,
    )
    row.repair_notice = case.request(
        Document.Kind.REPAIR_NOTICE, "信用修复告知书",
        repair_notice_content(row, concluded, number=notice_number, check_code=notice_code, at=case.now),
        number=notice_number, check_code=notice_code,
    )
    case.batch.add(row)
    case.begin(
        row, DETERMINATION, by=by, by_label=BY_DETERMINING, title="作出失信认定", basis=CLAUSES["2.5-e"],
        facts={
            "determination": number, "act": act, "entry": entry.number, "grade": row.grade,
            "measures": [measure["key"] for measure in row.measures], "document": row.document.content_digest,
            "repair_notice": row.repair_notice.content_digest,
        },
        conclusion=ruling.conclusion(reason),
    )
    for document in (row.document, row.repair_notice):
        case.deliver(document, by=by, by_label=BY_DETERMINING)
    _tell(
        case, row, "determination", key=f"determination:{number}",
        more={
            "grade": row.grade, "act": row.act, "determined_on": case.on, "published": row.published,
            "published_until": row.published_until, "repair_from": row.repair_from,
            "measures": [{"key": m["key"], "title": m["title"], "basis": m["basis"]} for m in row.measures],
        },
    )
    return row


def apply_for_repair(case: Case, row: Determination) -> Repair:
    """申请信用修复; see ``credit.actions.apply_for_repair``."""
    found, due = _conditions(case, row, duty_done=True), repair_due(case.on, case.town.place, case.town.days)
    repair = case.batch.add(
        Repair(
            determination=row, case_file=case.file, promise=PROMISE, duty_done=DUTY_DONE, applied_by=case.who.account,
            applied_at=case.now, due_on=due.due_on, status=REPAIR.start,
        )
    )
    case.begin(
        repair, REPAIR, by=case.who.account, by_label=BY_PERSON, title="申请信用修复（不收费）", basis=found.citation,
        facts={"determination": row.number, "due_on": due.due_on, "due": due.text}, conclusion=found,
    )
    case.repairs.append(repair)
    return repair


def grant_repair(case: Case, row: Determination, repair: Repair) -> None:
    """Bar, publicity, sharing and measures end at one moment; see ``credit.actions.decide_repair``."""
    by, found = case.officer("credit_officer"), _conditions(case, row, duty_done=True)
    number, code = case.number("宿信复"), check_code()
    receivers = (PLATFORM_TITLE,) if _is_shared(row) else ()
    receipt = case.request(
        Document.Kind.REPAIR_RECEIPT, "信用修复回执",
        repair_receipt_content(row, found, receivers, number=number, check_code=code, at=case.now),
        number=number, check_code=code,
    )
    entry = enter(case, CreditEntry.Kind.REPAIRED, number, by=by, of=row.entry)
    facts = {"determination": row.number, "entry": entry.number, "receipt": number}
    case.step(
        row, DETERMINATION, "repair", by=by, by_label=BY_CREDIT_OFFICER, also={"ended_at": case.now},
        title="信用修复：停止公示、停止共享、解除限制", basis=CREDIT_REPAIR_EFFECTS, facts=facts,
    )
    case.step(
        repair, REPAIR, "grant", by=by, by_label=BY_CREDIT_OFFICER, facts=facts, conclusion=found,
        also={"decided_by": by, "decided_at": case.now, "conclusion": found.as_json(), "receipt": receipt},
    )
    case.deliver(receipt, by=by, by_label=BY_CREDIT_OFFICER)
    _tell_ended(case, row, how="repaired", key=f"repair:{row.number}")


def refuse_repair(case: Case, row: Determination, repair: Repair, reason: str) -> None:
    """The duty was found unfulfilled: not yet, with what is missing."""
    by, found = case.officer("credit_officer"), _conditions(case, row, duty_done=False)
    case.step(
        repair, REPAIR, "refuse", by=by, by_label=BY_CREDIT_OFFICER, conclusion=found, facts={"reason": reason},
        also={
            "decided_by": by, "decided_at": case.now, "conclusion": {**found.as_json(), "officer_reason": reason},
        },
    )


def object_to(case: Case, row: Determination) -> Objection:
    """提出信用异议, marked at once; see ``credit.actions.raise_objection``."""
    due = objection_decide_due(case.on, case.town.place, case.town.days)
    objection = case.batch.add(
        Objection(
            determination=row, case_file=case.file, text=OBJECTION_TEXT, raised_by=case.who.account, raised_at=case.now,
            due_on=due.due_on, status=OBJECTION.start,
        )
    )
    mark = enter(
        case, CreditEntry.Kind.OBJECTION_MARKED, _document(objection), by=case.who.account, of=row.entry
    )
    case.begin(
        objection, OBJECTION, by=case.who.account, by_label=BY_PERSON, title="提出信用异议，当即标注", basis=CLAUSES["2.5-d"],
        facts={"determination": row.number, "entry": mark.number, "due_on": due.due_on, "due": due.text},
    )
    _tell(case, row, "objection_marked", key=f"objection_marked:{objection.pk}", more={"on": case.on})
    return objection


def decide_objection(case: Case, row: Determination, objection: Objection, reason: str, *, upheld: bool) -> None:
    """Uphold, which quashes the determination, or reject; see ``credit.actions.decide_objection``."""
    by = case.officer("credit_officer")
    case.step(
        objection, OBJECTION, "uphold" if upheld else "reject", by=by, by_label=BY_CREDIT_OFFICER,
        also={"decided_by": by, "decided_at": case.now, "reason": reason},
        facts={"determination": row.number, "reason": reason},
    )
    if upheld:
        _quash(case, row, _document(objection), reason, by)
        return
    enter(case, CreditEntry.Kind.OBJECTION_LIFTED, _document(objection), by=by, of=row.entry)
    _tell(case, row, "objection_lifted", key=f"objection_lifted:{objection.pk}", more={"on": case.on})


def _quash(case: Case, row: Determination, ground: str, reason: str, by: Account) -> None:
    enter(case, CreditEntry.Kind.QUASHED, f"{row.number}撤销", by=by, of=row.entry)
    case.step(
        row, DETERMINATION, "quash", by=by, by_label=BY_CREDIT_OFFICER, also={"ended_at": row.ended_at or case.now},
        facts={"determination": row.number, "ground": ground, "reason": reason},
    )
    for repair in case.repairs:
        if repair.status == REPAIR.start:
            case.step(
                repair, REPAIR, "lapse", by=None, by_label=SYSTEM, also={"decided_at": case.now},
                facts={"determination": row.number},
            )
    _tell_ended(case, row, how="quashed", key=f"quash:{row.number}")


def _conditions(case: Case, row: Determination, *, duty_done: bool) -> Conclusion[Any]:
    return repair_conditions.on(
        case.on,
        RepairFacts(
            grade=Grade[row.grade.upper()], determined_on=row.entry.valid_from, duty_done=duty_done, promise_signed=True,
            on=case.on, place=case.town.place,
        ),
    )


def _document(objection: Objection) -> str:
    return f"信用异议{objection.pk}号"


def _is_shared(row: Determination) -> bool:
    return any(measure["key"] == "shared" for measure in row.measures)


def _tell_ended(case: Case, row: Determination, *, how: str, key: str) -> None:
    _tell(case, row, how, key=key, more={"ended_on": case.on, "ends": ["publicity", "sharing", "measures"]})


def _tell(case: Case, row: Determination, kind: str, *, key: str, more: dict[str, Any]) -> None:
    """A message to the platform, taken by it seconds later; one in fifty was given up and waits for a person."""
    if not _is_shared(row):
        return
    created = case.now
    message = case.batch.add(
        OutboxMessage(
            key=key, receiver=PLATFORM, kind=kind, case_file=case.file, attempts=1, next_at=created + timedelta(minutes=1),
            created_at=created, status=OutboxMessage.Status.PENDING.value,
            payload=plain(
                {
                    "number": row.number,
                    "subject": {"kind": row.subject.kind, "name": row.subject.name, "id_number": row.subject.id_number},
                    "agency": {"name": row.agency.name, "uscc": row.agency.uscc},
                    **more,
                }
            ),
        )
    )
    case.wait(1, 5)
    taken = not case.hit(0.02)
    message.status = OutboxMessage.Status.DELIVERED.value if taken else OutboxMessage.Status.FAILED.value
    message.receipt = f"演示回执{message.pk:08d}" if taken else ""
    message.problem = "" if taken else "接收方拒绝：编号已被占用（演示）"
    message.delivered_at = case.now if taken else None
    case.record(
        "exchange.send", (f"已送达：{kind}" if taken else f"没有送达，待人工处理：{kind}")[:80], row=message, by=None,
        by_label=SYSTEM, from_status="pending", to_status=message.status, basis=CLAUSES["2.5-b"],
        facts={
            "key": key, "receiver": PLATFORM, "attempts": 1, "receipt": message.receipt, "problem": message.problem,
        },
    )
