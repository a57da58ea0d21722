"""失信认定 and its quashing: one act, one grade, two documents served together, one message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import SYSTEM, begin, next_number, take_step
from yinuo.casefile.models import CaseFile
from yinuo.credit.access import why_not_determine, why_not_handle
from yinuo.credit.actions import serving
from yinuo.credit.actions.entering import enter_false, follow
from yinuo.credit.actions.ruling import rule
from yinuo.credit.lifecycle import DETERMINATION, OBJECTION, REPAIR
from yinuo.credit.models import CreditEntry, Determination
from yinuo.credit.papers import Findings
from yinuo.law.grading import Grade
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from yinuo.law.credit import GradeFactors
    from yinuo.people.models import Account, Agency, Subject

MIN_REASON = 4
BY_CREDIT_OFFICER = "信用专办"
BY_DETERMINING = "认定人"


@transaction.atomic
def determine(
    *,
    subject: Subject,
    case_file_id: int,
    agency: Agency,
    grade: Grade | str,
    factors: GradeFactors,
    measure_keys: Iterable[str],
    reason: str,
    by: Account,
    at: datetime,
    act: str = "",
    findings: Findings | None = None,
) -> Determination:
    """Determine that a promise was false, with its grade, its measures and both documents.

    Args:
        subject: who promised.
        case_file_id: the case.
        agency: who determines; the officer's own.
        grade: the officer's choice, a :class:`Grade` or its name in lower case; the law only suggests.
        factors: what makes the act lighter or heavier; earlier times are counted from the ledger.
        measure_keys: measures chosen among those the law gives for the grade; what follows by law is added.
        reason: the officer's own words.
        by: a credit officer or deciding officer of the agency.
        at: the moment, aware.
        act: number of the letter found false; by default the case's number. One act is determined once.
        findings: what the document tells of the case: matter, facts, evidence, what the person said.

    Returns:
        The determination, in force, with its entry, both documents requested and delivered, and the message queued.

    Raises:
        Refused: a stranger; a grade or measure the law does not give; no reason; the act is already determined.
    """
    file = CaseFile.objects.select_for_update(of=("self",)).get(pk=case_file_id)
    act, day = act or file.number, timezone.localdate(at)
    refusal = why_not_determine(by, agency, file, on=day)
    if refusal is not None:
        raise Refused(refusal)
    _refuse_twice(subject, act)
    refuse_without_reason(reason, "不能作出失信认定", CLAUSES["2.5-a"])
    ruling = rule(grade=grade, factors=factors, chosen=frozenset(measure_keys), subject_id=subject.pk, on=day)
    number = next_number("宿信认", year=day.year)
    entry = enter_false(
        subject=subject,
        agency=agency,
        number=number,
        grade=ruling.grade.name.lower(),
        until=ruling.term.ends_on,
        by=by,
        at=at,
    )
    row = Determination(
        number=number,
        subject=subject,
        case_file=file,
        agency=agency,
        act=act,
        entry=entry,
        grade=ruling.grade.name.lower(),
        factors=ruling.factors_kept(),
        measures=ruling.measures_kept(),
        reason=reason,
        published=ruling.term.published,
        published_until=ruling.term.ends_on if ruling.term.published else None,
        repair_from=ruling.term.repair_possible_from,
        determined_by=by,
        determined_at=at,
    )
    row.document, row.repair_notice = serving.request_both(
        row, ruling.concluded(), findings or Findings(), at=at
    )
    row.save(force_insert=True)
    begin(
        row,
        DETERMINATION,
        by=by,
        by_label=BY_DETERMINING,
        at=at,
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
    _withdraw_kept(subject, act, number, by=by, at=at)
    serving.deliver_both(row, by=by, by_label=BY_DETERMINING, at=at)
    serving.tell_determined(row, at=at)
    return row


@transaction.atomic
def quash(*, determination_id: int, reason: str, ground: str, by: Account, at: datetime) -> Determination:
    """Quash a determination on a ground from outside: a reconsideration, a judgment, the office's own review.

    Args:
        determination_id: the determination.
        reason: the officer's own words.
        ground: number of the decision or judgment, or what the office found.
        by: a credit officer of the determining agency.
        at: the moment, aware.

    Returns:
        The determination, quashed; bar, publicity, sharing and measures have ended with it.

    Raises:
        Refused: a stranger, no reason, or it is already quashed.
    """
    row = locked(determination_id)
    DETERMINATION.refuse_unless_open("quash", row.status)
    refusal = why_not_handle(by, row, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)
    refuse_without_reason(reason, "不能撤销认定", CLAUSES["2.5-d"])
    end_by_quashing(row, ground=ground, reason=reason, by=by, at=at)
    return row


def locked(determination_id: int) -> Determination:
    """The determination, locked; every verb of this room locks it before a repair or an objection to it."""
    return (
        Determination.objects.select_for_update(of=("self",))
        .select_related("agency", "subject", "entry", "case_file")
        .get(pk=determination_id)
    )


def end_by_quashing(row: Determination, *, ground: str, reason: str, by: Account, at: datetime) -> None:
    """Quash a locked determination: entry, message, and whatever of it was still open comes to its end."""
    follow(entry=row.entry, kind=CreditEntry.Kind.QUASHED, basis_document=f"{row.number}撤销", by=by, at=at)
    take_step(
        row,
        DETERMINATION,
        "quash",
        by=by,
        by_label=BY_CREDIT_OFFICER,
        at=at,
        also={"ended_at": row.ended_at or at},
        facts={"determination": row.number, "ground": ground, "reason": reason},
    )
    repair = row.repairs.select_for_update(of=("self",)).filter(status="applied").first()
    if repair is not None:
        take_step(
            repair,
            REPAIR,
            "lapse",
            by=None,
            by_label=SYSTEM,
            at=at,
            also={"decided_at": at},
            facts={"determination": row.number},
        )
    objection = row.objections.select_for_update(of=("self",)).filter(status="raised").first()
    if objection is not None:
        take_step(
            objection,
            OBJECTION,
            "uphold",
            by=by,
            by_label=BY_CREDIT_OFFICER,
            at=at,
            also={"decided_by": by, "decided_at": at, "reason": reason},
            facts={"determination": row.number, "reason": reason},
        )
    serving.tell_ended(row, how="quashed", key=f"quash:{row.number}", at=at)


def _refuse_twice(subject: Subject, act: str) -> None:
    known = Determination.objects.filter(subject=subject, act=act).exclude(status="quashed").first()
    if known is not None:
        raise Refused(
            Refusal(
                "不能再次认定",
                f"这次行为已经由{known.number}认定（{DETERMINATION.statuses[known.status]}），同一行为只认定一次",
                CLAUSES["2.5-a"],
                "认定有误的，可以经异议或者复核撤销原认定后重新认定。",
            )
        )


def refuse_without_reason(reason: str, what: str, citation: Any) -> None:
    if len(reason.strip()) < MIN_REASON:
        raise Refused(Refusal(what, "没有写明理由", citation, "请用自己的话写明事实和理由（至少四个字）。"))


def _withdraw_kept(subject: Subject, act: str, number: str, *, by: Account, at: datetime) -> None:
    kept = CreditEntry.objects.filter(basis_document=act, kind=CreditEntry.Kind.KEPT, subject=subject).first()
    if kept is not None:
        follow(entry=kept, kind=CreditEntry.Kind.QUASHED, basis_document=number, by=by, at=at)
