"""From plan to checks: opened once when the application is handed in, given to people, dropped when pointless."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.casefile.actions import SYSTEM, begin, record, take_step
from yinuo.commitments.models import Commitment
from yinuo.law.grammar import Refused
from yinuo.law.texts import CLAUSES
from yinuo.verification.access import why_not_assign
from yinuo.verification.actions.locking import lock_case, lock_task
from yinuo.verification.actions.telling import tell
from yinuo.verification.lifecycle import TASK
from yinuo.verification.models import Task
from yinuo.verification.queries import OVER, of_commitment

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.people.models import Account


@transaction.atomic
def open_tasks(*, commitment_id: int, at: datetime) -> list[Task]:
    """Open the checks that the plan of a commitment names; a second call finds them opened.

    Args:
        commitment_id: a commitment on an application handed in.
        at: the moment, aware.

    Returns:
        The checks in the order of the plan: exempt facts go to the pool of routine supervision at once, data checks
        are queued for the system, the others wait, unassigned, for a person. Nothing while the application is a draft.

    Source: 方案二（四）, clauses 2.4-a and 2.4-b.
    """
    application, commitment = lock_case(commitment_id)
    if commitment.planned_at is not None:
        return of_commitment(commitment_id)
    if application.submitted_at is None:
        return []
    commitment.planned_at = at
    Commitment.objects.filter(pk=commitment_id).update(planned_at=at)
    if commitment.status == "withdrawn" or application.status in OVER:
        return []
    tasks = [_open(commitment, line, at) for line in commitment.plan]
    tell(application, at=at)
    return tasks


def _open(commitment: Commitment, line: dict[str, Any], at: datetime) -> Task:
    by_system = line["who"] == "system"
    task = Task.objects.create(
        commitment=commitment,
        case_file_id=commitment.case_file_id,
        agency_id=commitment.agency_id,
        region_code=commitment.region_code,
        fact_key=line["fact_key"],
        fact_text=line["fact_text"],
        method=line["method"],
        timing=line["timing"],
        standard=line["standard"],
        source_key=line["source_key"],
        due_on=date.fromisoformat(line["due_on"]),
        opened_at=at,
        next_attempt_at=at if by_system else None,
    )
    begin(
        task,
        TASK,
        by=None,
        by_label=SYSTEM,
        at=at,
        title="建立核查任务",
        basis=CLAUSES["2.4-a"],
        facts={
            "commitment": commitment.pk,
            **{k: line[k] for k in ("fact_key", "method", "timing", "who", "due_on")},
        },
    )
    if line["exempt"]:
        take_step(
            task,
            TASK,
            "pool",
            by=None,
            by_label=SYSTEM,
            at=at,
            also={"concluded_at": at},
            facts={"listed_until": line["due_on"]},
        )
    elif by_system:
        queue_check(task)
    return task


def queue_check(task: Task) -> None:
    """Ring the bell for a data check; the job exists if and only if the surrounding transaction commits."""
    app.configure_task("verification.check", queue="cases").defer(task_id=task.pk)


@transaction.atomic
def assign(*, task_id: int, to: Account, by: Account, at: datetime) -> Task:
    """Give an open check to a person of the agency, or take it oneself.

    Args:
        task_id: the check.
        to: who is to do it; a checking role in the agency.
        by: himself, where nobody has it, or a deciding officer.
        at: the moment, aware.

    Returns:
        The check.

    Raises:
        Refused: not open any more, or not this officer's to give.
    """
    _, _, task = lock_task(task_id)
    TASK.refuse_unless_open("conclude", task.status)
    refusal = why_not_assign(by, task, to, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)
    if task.assigned_to_id == to.pk:
        return task
    before, task.assigned_to = task.assigned_to_id, to
    task.save(update_fields=["assigned_to"])
    record(
        case_file_id=task.case_file_id,
        step="verification.assign",
        title="分派核查任务",
        by=by,
        by_label="核查人员" if by.pk == to.pk else "审批人",
        at=at,
        basis=CLAUSES["2.4-a"],
        facts={"task": task.pk, "to": to.pk, "before": before},
    )
    return task


@transaction.atomic
def cancel_for_withdrawn(*, commitment_id: int, at: datetime) -> list[Task]:
    """Drop the open checks of a commitment that was withdrawn, or whose application is over.

    Args:
        commitment_id: the commitment.
        at: the moment, aware.

    Returns:
        The checks dropped; none where the commitment stands, so that a second call does nothing.
    """
    application, commitment = lock_case(commitment_id)
    if commitment.status != "withdrawn" and application.status not in OVER:
        return []
    because = (
        "承诺已经撤回" if commitment.status == "withdrawn" else f"申请{application.get_status_display()}"
    )
    tasks = list(
        Task.objects.select_for_update().filter(commitment=commitment_id, status=TASK.start).order_by("id")
    )
    for task in tasks:
        take_step(
            task,
            TASK,
            "cancel",
            by=None,
            by_label=SYSTEM,
            at=at,
            also={"next_attempt_at": None, "concluded_at": at},
            facts={"because": because},
        )
    tell(application, at=at)
    return tasks
