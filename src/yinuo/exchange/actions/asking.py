"""Asking a register: purpose and basis first, the question outside any transaction, the answer sealed."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from yinuo.casefile.actions import SYSTEM, record
from yinuo.casefile.models import CaseFile
from yinuo.exchange import connectors
from yinuo.exchange.access import PIPL_34, why_not_ask, why_not_purposeful
from yinuo.exchange.models import Query, Source
from yinuo.exchange.queries import breaker_of, digest_of
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.people.actions import note_access

if TYPE_CHECKING:
    from yinuo.law.grammar import Citation
    from yinuo.people.models import Account, Subject

_SEEN_LATELY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Result:
    """What came of a question: the answer, or the problem; and whether it left the house at all."""

    outcome: str
    answered: dict[str, Any] | None = None
    problem: str = ""
    left: bool = True
    took: timedelta = timedelta()


def ask(
    *,
    source_key: str,
    subject: Subject,
    purpose: str,
    basis: Citation | None,
    case_file_id: int | None,
    by: Account | None,
    at: datetime,
) -> Query:
    """Ask a register about one subject, for one purpose, on one legal basis; keep question and answer sealed.

    Must not be called inside a transaction: nothing is locked while the register answers.

    Args:
        source_key: which register.
        subject: about whom.
        purpose: for what, in Chinese.
        basis: the article that allows the question.
        case_file_id: the case it is for, whose file gets an entry; None where a person looks for himself only.
        by: the person who asks, or None where the house asks by rule.
        at: the moment, aware.

    Returns:
        The kept question. An outage never raises: the outcome is then ``failed`` and ``problem`` says why.

    Raises:
        Refused: no purpose, no basis, not this person's to ask, or the subject's data were erased (个人信息保护法第三十四条).
        Source.DoesNotExist: there is no such register.
        RuntimeError: called inside a transaction.
    """
    refusal = why_not_purposeful(purpose=purpose, basis=basis)
    if refusal is not None or basis is None:
        raise Refused(refusal or Refusal("不能查询", "没有写明查询的法律依据", PIPL_34, "请写明依据。"))
    if not subject.id_number:
        raise Refused(
            Refusal(
                "不能查询",
                "这个主体的个人信息已经依法删除",
                PIPL_34,
                "不再需要查询；如仍要办理，请当事人重新提供。",
            )
        )
    found, may_leave = _admit(source_key, subject, case_file_id, by, at)
    question = {
        "request_id": str(uuid4()),
        "id_number": subject.id_number,
        "name": subject.name,
        "purpose": purpose.strip()[:200],
        "basis": basis.label[:200],
    }
    result = _put(found, question) if may_leave else _not_put(found)
    return _keep(found, subject, question, result, case_file_id, by, at)


@transaction.atomic(durable=True)
def _admit(
    source_key: str, subject: Subject, case_file_id: int | None, by: Account | None, at: datetime
) -> tuple[Source, bool]:
    """The source, and whether the question may leave the house: not while the source is off or rests."""
    found = Source.objects.get(key=source_key)
    case_file = CaseFile.objects.get(pk=case_file_id) if case_file_id is not None else None
    if by is not None:
        refusal = why_not_ask(by, subject, case_file, on=timezone.localdate(at))
        if refusal is not None:
            raise Refused(refusal)
    breaker = breaker_of(found)
    verdict = breaker.verdict(at) if found.enabled else "rest"
    if verdict != "probe":
        return found, verdict == "ask"
    # One question tries the source again; whoever comes second finds that it rests.
    probing = breaker.probing(at, patience=timedelta(milliseconds=3 * found.timeout_ms))
    rested = Q(rests_until__isnull=True) | Q(rests_until__lte=at)
    won = Source.objects.filter(rested, pk=found.pk).update(rests_until=probing.rests_until)
    return found, bool(won)


def _put(found: Source, question: dict[str, str]) -> _Result:
    started = time.monotonic()
    try:
        answer = connectors.ask_register(found.address, question, timeout=found.timeout_ms / 1000)
    except connectors.NoAnswer as silent:
        took = timedelta(seconds=time.monotonic() - started)
        return _Result(Query.Outcome.FAILED, problem=f"{found.name}：{silent.problem}"[:200], took=took)
    outcome = Query.Outcome.ANSWERED if answer.found else Query.Outcome.NOT_FOUND
    return _Result(outcome, answered=answer.body, took=timedelta(seconds=time.monotonic() - started))


def _not_put(found: Source) -> _Result:
    why = "已停用" if not found.enabled else "连续几次没有应答，暂停查询，稍后自动再试"
    return _Result(Query.Outcome.FAILED, problem=f"{found.name}：{why}"[:200], left=False)


@transaction.atomic(durable=True)
def _keep(
    found: Source,
    subject: Subject,
    question: dict[str, str],
    result: _Result,
    case_file_id: int | None,
    by: Account | None,
    at: datetime,
) -> Query:
    if result.left:
        _note_health(found, failed=result.outcome == Query.Outcome.FAILED, at=at + result.took)
    kept = Query.objects.create(
        source=found,
        case_file_id=case_file_id,
        subject=subject,
        purpose=question["purpose"],
        basis=question["basis"],
        asked=question,
        answered=result.answered,
        outcome=result.outcome,
        problem=result.problem,
        digest=digest_of(asked=question, answered=result.answered),
        asked_at=at,
        took_ms=int(result.took / timedelta(milliseconds=1)),
    )
    _note_who_asked(kept, left=result.left, by=by, at=at)
    return kept


def _note_health(found: Source, *, failed: bool, at: datetime) -> None:
    """Count a failure, or end the count; a source that answers steadily is written at most once a minute."""
    if failed:
        source = Source.objects.select_for_update().get(pk=found.pk)
        breaker = breaker_of(source).failed(at)
        source.failures, source.rests_until = breaker.failures, breaker.rests_until
        source.save(update_fields=["failures", "rests_until"])
        return
    stale = Q(failures__gt=0) | Q(answered_at__isnull=True) | Q(answered_at__lt=at - _SEEN_LATELY)
    Source.objects.filter(stale, pk=found.pk).update(failures=0, rests_until=None, answered_at=at)


def _note_who_asked(kept: Query, *, left: bool, by: Account | None, at: datetime) -> None:
    """The case file gets an entry with the seal; where somebody else asked, the person can see who."""
    number = kept.case_file.number if kept.case_file is not None else ""
    if left and by is not None and by.subject_id != kept.subject_id:
        note_access(
            by=by,
            subject=kept.subject,
            what=f"查询{kept.source.name}"[:80],
            purpose=kept.purpose,
            case_number=number,
            at=at,
        )
    if kept.case_file_id is None:
        return
    label = SYSTEM if by is None else "申请人" if by.subject_id is not None else "工作人员"
    record(
        case_file_id=kept.case_file_id,
        step="exchange.ask",
        title=f"查询{kept.source.name}：{kept.get_outcome_display()}"[:80],
        by=by,
        by_label=label,
        at=at,
        basis=CLAUSES["2.4-e"],
        facts={
            "source": kept.source.key,
            "query": kept.pk,
            "purpose": kept.purpose,
            "basis": kept.basis,
            "outcome": kept.outcome,
            "problem": kept.problem,
            "took_ms": kept.took_ms,
            "digest": kept.digest,
        },
    )
