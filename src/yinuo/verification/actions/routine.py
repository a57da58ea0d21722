"""Routine supervision: an exempt fact that a draw has hit is checked after all, by the lightest means. Clause 2.4-b."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import take_step
from yinuo.law import place
from yinuo.law.deadlines import due
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.law.verification import Method
from yinuo.verification.actions.locking import lock_task
from yinuo.verification.actions.planning import queue_check
from yinuo.verification.lifecycle import TASK
from yinuo.verification.models import Finding
from yinuo.verification.queries import OVER, promised
from yinuo.workdays.queries import calendar

if TYPE_CHECKING:
    from datetime import date, datetime

    from yinuo.people.models import Account
    from yinuo.verification.models import Task


@transaction.atomic
def call_up(
    *, task_id: int, drawn_by_number: str, inspector: Account | None, by: Account, by_label: str, at: datetime
) -> Task | None:
    """Take a fact that was drawn out of the pool: where a register can tell, the system asks; else somebody goes.

    Args:
        task_id: an exempt fact in the pool.
        drawn_by_number: number of the draw.
        inspector: the first of those drawn to go; asked only where no register can tell.
        by: who drew.
        by_label: as what, in Chinese.
        at: the moment, aware.

    Returns:
        The check, open; None where the commitment was withdrawn or its application is over: nothing is left to check.

    Raises:
        Refused: not in the pool any more.
    """
    application, commitment, task = lock_task(task_id)
    if commitment.status == "withdrawn" or application.status in OVER:
        return None
    fact, _ = promised(commitment, task.fact_key)
    by_register = bool(task.source_key and fact.get("expects"))
    number = "online_check_due" if by_register else "onsite_check_due"
    end = due(number, timezone.localdate(at), place.load(settings.YINUO_PLACE), calendar())
    take_step(
        task,
        TASK,
        "call_up",
        by=by,
        by_label=by_label,
        at=at,
        also={
            "due_on": end.due_on,
            "method": (Method.DATA if by_register else Method.SITE).name.lower(),
            "assigned_to": inspector,
            "next_attempt_at": at if by_register else None,
            "concluded_at": None,
        },
        facts={"draw": drawn_by_number, "due_on": end.due_on.isoformat()},
    )
    if by_register:
        queue_check(task)
    return task


@transaction.atomic
def put_back(
    *, task_id: int, listed_until: date, because: str, by: Account, by_label: str, at: datetime
) -> Task:
    """Put a fact back into the pool because the draw that hit it is annulled.

    Args:
        task_id: a check that a draw opened and nobody has begun.
        listed_until: until when it stood in the pool.
        because: why the draw is annulled.
        by: who annuls.
        by_label: as what, in Chinese.
        at: the moment, aware.

    Raises:
        Refused: the check was begun: what was found does not go away with the draw.
    """
    _, _, task = lock_task(task_id)
    if task.status != TASK.start or Finding.objects.filter(task=task).exists():
        raise Refused(
            Refusal(
                "不能撤销这次抽查",
                f"抽中的“{task.fact_text}”已经开始检查",
                CLAUSES["2.4-b"],
                "已经查到的内容不能因为撤销抽查而作废；请把检查做完，另行组织抽查。",
            )
        )
    take_step(
        task,
        TASK,
        "put_back",
        by=by,
        by_label=by_label,
        at=at,
        also={
            "due_on": listed_until,
            "method": Method.EXEMPT.name.lower(),
            "assigned_to": None,
            "next_attempt_at": None,
            "concluded_at": at,
        },
        facts={"because": because, "listed_until": listed_until.isoformat()},
    )
    return task
