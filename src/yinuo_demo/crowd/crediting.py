"""The credit of the crowd: the ledger, determinations with both papers, and what the platform was told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from yinuo.casefile.actions import SYSTEM
from yinuo.casefile.chain import plain
from yinuo.credit.actions.ruling import rule
from yinuo.credit.lifecycle import DETERMINATION
from yinuo.credit.models import CreditEntry, Determination
from yinuo.credit.papers import Findings, determination_content, repair_notice_content
from yinuo.documents.models import Document
from yinuo.exchange.models import OutboxMessage
from yinuo.law.credit import EntryFact
from yinuo.law.grading import Grade, GradeFactors
from yinuo.law.texts import CLAUSES
from yinuo_demo.crowd.case import check_code

if TYPE_CHECKING:
    from yinuo.people.models import Account
    from yinuo_demo.crowd.case import Case

PLATFORM = "credit-platform"
BY_DETERMINING = "认定人"
FACTORS = {
    Grade.MINOR: GradeFactors(benefit_obtained=True),
    Grade.GENERAL: GradeFactors(amount_fen=680_000, benefit_obtained=True, intent_shown=True),
    Grade.SERIOUS: GradeFactors(
        amount_fen=6_800_000, persons_affected=2, benefit_obtained=True, intent_shown=True, resisted=True
    ),
}


def enter(
    case: Case,
    kind: CreditEntry.Kind,
    basis_document: str,
    *,
    by: Account | None,
    of: CreditEntry | None = None,
    **more: Any,
) -> CreditEntry:
    """A line of the ledger, and what a standing reads of it; see ``credit.actions.entering``."""
    entry = case.batch.add(
        CreditEntry(
            number=case.number("宿信记"),
            subject=case.applicant,
            kind=kind.value,
            agency=case.offer.matter.agency,
            basis_document=basis_document,
            of=of,
            valid_from=case.on,
            entered_by=by,
            entered_at=case.now,
            **more,
        )
    )
    case.ledger.append(read(entry, of))
    return entry


def read(entry: CreditEntry, of: CreditEntry | None) -> EntryFact:
    """An entry as the rule of standing reads it."""
    kind = "withdrawn" if entry.kind == CreditEntry.Kind.QUASHED else entry.kind
    return EntryFact(
        number=entry.number,
        kind=cast("Any", kind),
        grade=Grade[entry.grade.upper()] if entry.grade else None,
        entered_on=entry.valid_from,
        of=of.number if of is not None else None,
        until=entry.valid_until,
    )


def determine(case: Case, grade: Grade, reason: str, *, by: Account, act: str) -> Determination:
    """作出失信认定, with both papers served together; see ``credit.actions.determine``."""
    chosen = frozenset({"closer_checks"}) if grade is not Grade.MINOR else frozenset()
    ruling = rule(
        grade=grade, factors=FACTORS[grade], chosen=chosen, subject_id=case.applicant.pk, on=case.on
    )
    number, term = case.number("宿信认"), ruling.term
    entry = enter(
        case,
        CreditEntry.Kind.FALSE_COMMITMENT,
        number,
        by=by,
        grade=grade.name.lower(),
        valid_until=term.ends_on,
    )
    row = Determination(
        number=number,
        subject=case.applicant,
        case_file=case.file,
        agency=case.offer.matter.agency,
        act=act,
        entry=entry,
        status=DETERMINATION.start,
        grade=grade.name.lower(),
        factors=ruling.factors_kept(),
        measures=ruling.measures_kept(),
        reason=reason,
        published=term.published,
        published_until=term.ends_on if term.published else None,
        repair_from=term.repair_possible_from,
        determined_by=by,
        determined_at=case.now,
    )
    code, notice_code, notice_number = check_code(), check_code(), case.number("宿信修")
    concluded = ruling.concluded()
    row.document = case.request(
        Document.Kind.DETERMINATION,
        "失信行为认定书",
        determination_content(
            row, concluded, Findings(), repair_number=notice_number, check_code=code, at=case.now
        ),
        number=number,
        check_code=code,
    )
    row.repair_notice = case.request(
        Document.Kind.REPAIR_NOTICE,
        "信用修复告知书",
        repair_notice_content(row, concluded, number=notice_number, check_code=notice_code, at=case.now),
        number=notice_number,
        check_code=notice_code,
    )
    case.batch.add(row)
    case.begin(
        row,
        DETERMINATION,
        by=by,
        by_label=BY_DETERMINING,
        title="作出失信认定",
        basis=CLAUSES["2.5-e"],
        facts={
            "determination": number,
            "act": act,
            "entry": entry.number,
            "grade": row.grade,
            "measures": [measure["key"] for measure in row.measures],
            "document": row.document.content_digest,
            "repair_notice": row.repair_notice.content_digest,
        },
        conclusion=ruling.conclusion(reason),
    )
    for document in (row.document, row.repair_notice):
        case.deliver(document, by=by, by_label=BY_DETERMINING)
    tell_platform(
        case,
        row,
        "determination",
        key=f"determination:{number}",
        more={
            "grade": row.grade,
            "act": row.act,
            "determined_on": case.on,
            "published": row.published,
            "published_until": row.published_until,
            "repair_from": row.repair_from,
            "measures": [{"key": m["key"], "title": m["title"], "basis": m["basis"]} for m in row.measures],
        },
    )
    return row


def is_shared(row: Determination) -> bool:
    """Whether the platform is told of it at all."""
    return any(measure["key"] == "shared" for measure in row.measures)


def tell_platform(case: Case, row: Determination, kind: str, *, key: str, more: dict[str, Any]) -> None:
    """A message to the platform, taken by it seconds later; one in fifty was given up and waits for a person."""
    if not is_shared(row):
        return
    created = case.now
    message = case.batch.add(
        OutboxMessage(
            key=key,
            receiver=PLATFORM,
            kind=kind,
            case_file=case.file,
            attempts=1,
            next_at=created + timedelta(minutes=1),
            created_at=created,
            status=OutboxMessage.Status.PENDING.value,
            payload=plain(
                {
                    "number": row.number,
                    "subject": {
                        "kind": row.subject.kind,
                        "name": row.subject.name,
                        "id_number": row.subject.id_number,
                    },
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
        "exchange.send",
        (f"已送达：{kind}" if taken else f"没有送达，待人工处理：{kind}")[:80],
        row=message,
        by=None,
        by_label=SYSTEM,
        from_status="pending",
        to_status=message.status,
        basis=CLAUSES["2.5-b"],
        facts={
            "key": key,
            "receiver": PLATFORM,
            "attempts": 1,
            "receipt": message.receipt,
            "problem": message.problem,
        },
    )
