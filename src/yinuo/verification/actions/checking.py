"""The data check: taken by one worker, asked outside any transaction, concluded in one.

A worker that dies leaves a check whose time is pushed forward; the next one finds it due again. A worker that comes
back late finds that the count of attempts has moved on and leaves everything as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import SYSTEM, record
from yinuo.exchange import queries as exchange
from yinuo.exchange.actions import ask
from yinuo.exchange.comparison import compare
from yinuo.exchange.models import Query, Source
from yinuo.law import place
from yinuo.law.deadlines import due
from yinuo.law.grammar import Refused
from yinuo.law.texts import CLAUSES
from yinuo.verification.actions.concluding import conclude_locked, keep_locked, note_finding
from yinuo.verification.actions.locking import lock_task
from yinuo.verification.actions.telling import tell
from yinuo.verification.lifecycle import TASK
from yinuo.verification.models import Finding, Task
from yinuo.verification.queries import DECIDED, OVER, promised
from yinuo.workdays.queries import calendar

if TYPE_CHECKING:
    from yinuo.applications.models import Application
    from yinuo.commitments.models import Commitment
    from yinuo.people.models import Subject

WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360))
"""How long to wait after the first, second … attempt without an answer; the last for all further ones."""

ATTEMPTS_BEFORE = 3
"""So often a silent source may hold up a decision; not once where the matter is decided at once."""

_LEAST_LEASE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A check in the hands of this worker alone, with what the question needs."""

    task_id: int
    attempt: int
    source_key: str
    subject: Subject
    purpose: str
    case_file_id: int


def run_data_check(*, task_id: int, at: datetime) -> Finding | None:
    """Ask the register about one promised fact, compare field by field, and draw the consequence.

    Must not be called inside a transaction. It agrees → concluded; it differs before the decision → evidence is asked
    for, never a refusal; it differs after → left to an officer; it cannot be told → a person's; the source is silent →
    tried again later, the decision does not wait for it, and near the due day a person takes over.

    Args:
        task_id: the check.
        at: the moment, aware.

    Returns:
        The finding; None where nothing was found out: not due, taken by another worker, or no answer.

    Raises:
        RuntimeError: called inside a transaction.
    """
    taken = _take(task_id, at)
    if taken is None:
        return None
    query, problem = _ask(taken, at)
    return _evaluate(taken, query, problem, at)


@transaction.atomic(durable=True)
def _take(task_id: int, at: datetime) -> _Taken | None:
    task = (
        Task.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("commitment__application_item__application__applicant")
        .defer("commitment__facts", "commitment__application_item__application__answers")
        .filter(pk=task_id, status=TASK.start, next_attempt_at__lte=at)
        .first()
    )
    if task is None:
        return None
    application = task.commitment.application_item.application
    if task.commitment.status == "withdrawn" or application.status in OVER:
        return None
    source = exchange.source(task.source_key)
    patience = timedelta(milliseconds=4 * source.timeout_ms) if source is not None else _LEAST_LEASE
    task.attempts += 1
    task.next_attempt_at = at + max(_LEAST_LEASE, patience)
    task.save(update_fields=["attempts", "next_attempt_at"])
    return _Taken(
        task.pk,
        task.attempts,
        task.source_key,
        application.applicant,
        f"核查承诺：{task.fact_text}"[:200],
        task.case_file_id,
    )


def _ask(taken: _Taken, at: datetime) -> tuple[Query | None, str]:
    """The answer, or why the question could not even be put."""
    try:
        query = ask(
            source_key=taken.source_key,
            subject=taken.subject,
            purpose=taken.purpose,
            basis=CLAUSES["2.4-f"],
            case_file_id=taken.case_file_id,
            by=None,
            at=at,
        )
    except Source.DoesNotExist:
        return None, "没有登记这个数据来源"
    except Refused as refused:
        return None, refused.refusal.why
    return query, query.problem


@transaction.atomic(durable=True)
def _evaluate(taken: _Taken, query: Query | None, problem: str, at: datetime) -> Finding | None:
    application, commitment, task = lock_task(taken.task_id)
    if task.status != TASK.start or task.attempts != taken.attempt:
        return None
    if commitment.status == "withdrawn" or application.status in OVER:
        return None
    if query is None:
        _leave_to_person(application, commitment, task, problem, at)
        finding = None
    elif query.outcome == Query.Outcome.FAILED:
        _wait(application, commitment, task, problem, at)
        finding = None
    else:
        finding = _compare(application, commitment, task, query, at)
    tell(application, at=at)
    keep_locked(application, commitment, at=at)
    return finding


def _compare(
    application: Application, commitment: Commitment, task: Task, query: Query, at: datetime
) -> Finding:
    fact, answers = promised(commitment, task.fact_key)
    record_found = exchange.answer(query) if query.outcome == Query.Outcome.ANSWERED else None
    found = compare(fact.get("expects", {}), answers=answers, record=record_found, labels=fact.get("labels"))
    source = query.source.name
    if found.outcome == "cannot_tell":
        unclear = "、".join(line.label for line in found.lines if line.agrees is None) or "应当比对的内容"
        finding = note_finding(
            task,
            Finding.Outcome.CANNOT_TELL,
            f"{source}没有载明{unclear}，转由核查人员核查",
            comparison=found.as_json(),
            query=query,
            at=at,
        )
        _leave_to_person(application, commitment, task, finding.explanation, at)
        return finding
    differing = "、".join(line.label for line in found.lines if line.agrees is False)
    words = f"与{source}一致" if found.outcome == "agrees" else f"与{source}不一致：{differing}"
    if record_found is None and found.outcome == "differs":
        words = f"{source}查无记录"
    return conclude_locked(
        task,
        found.outcome,
        words,
        comparison=found.as_json(),
        query=query,
        evidence="",
        by=None,
        by_label=SYSTEM,
        at=at,
    )


def _wait(application: Application, commitment: Commitment, task: Task, problem: str, at: datetime) -> None:
    """The source is silent: try later; do not let the decision wait; near the due day a person takes over."""
    pause = WAITS[min(task.attempts, len(WAITS)) - 1]
    task.next_attempt_at = at + pause
    task.save(update_fields=["next_attempt_at"])
    if task.timing == Task.Timing.BEFORE:
        enough = application.matter.at_once or task.attempts >= ATTEMPTS_BEFORE
        if application.status in DECIDED or (enough and not _is_cautious(commitment, task)):
            _put_off(task, commitment, f"{problem}，决定不再等它", at)
        elif task.attempts >= ATTEMPTS_BEFORE:
            _leave_to_person(application, commitment, task, problem, at)
    elif task.attempts >= ATTEMPTS_BEFORE and timezone.localdate(task.next_attempt_at) >= task.due_on:
        _hand_over(task, f"{problem}，期限将到", at)


def _leave_to_person(
    application: Application, commitment: Commitment, task: Task, why: str, at: datetime
) -> None:
    """No register will tell: a person checks by other means, and the decision waits for that only where it must."""
    if task.timing == Task.Timing.BEFORE and (
        application.status in DECIDED or not _is_cautious(commitment, task)
    ):
        _put_off(task, commitment, why, at)
    _extend(task, "document_check_due", timezone.localdate(at))
    _hand_over(task, why, at)


def _put_off(task: Task, commitment: Commitment, why: str, at: datetime) -> None:
    """Move a check behind the decision; the person promised, and a silent register is not his fault (2.4-a)."""
    before = task.due_on
    task.timing = Task.Timing.AFTER
    task.save(update_fields=["timing"])
    _extend(task, "online_check_due", timezone.localdate(commitment.signed_at))
    _enter(
        task,
        "put_off",
        "来源未应答，改为决定后核查",
        at,
        {"because": why, "attempts": task.attempts, "due_before": before, "due_on": task.due_on},
    )


def _hand_over(task: Task, why: str, at: datetime) -> None:
    """Make it a person's: unassigned, and so in the list of what nobody has."""
    task.next_attempt_at = None
    task.save(update_fields=["next_attempt_at"])
    _enter(
        task,
        "hand_over",
        "转由核查人员核查",
        at,
        {"because": why, "attempts": task.attempts, "due_on": task.due_on},
    )


def _extend(task: Task, number: str, start: Any) -> None:
    """Give at least the time that a number of the place gives from a day on; never less than before."""
    end = due(number, start, place.load(settings.YINUO_PLACE), calendar())
    if end.due_on > task.due_on:
        task.due_on = end.due_on
        task.save(update_fields=["due_on"])


def _is_cautious(commitment: Commitment, task: Task) -> bool:
    """Whether the check has to come before the decision: a wrong is costly, or the person is under watch."""
    fact, _ = promised(commitment, task.fact_key)
    return fact.get("item_class") == "strict" or commitment.standing == "watched"


def _enter(task: Task, verb: str, title: str, at: datetime, facts: dict[str, Any]) -> None:
    record(
        case_file_id=task.case_file_id,
        step=f"verification.{verb}",
        title=title,
        by=None,
        by_label=SYSTEM,
        at=at,
        basis=CLAUSES["2.4-a"],
        facts={"task": task.pk, **facts},
    )
