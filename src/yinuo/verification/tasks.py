"""Background: open the checks of new commitments, run the data checks, and come round for whatever a lost bell left.

The bells: ``verification.plan`` (commitment_id) after an application is handed in, ``verification.check`` (task_id).
"""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.utils import timezone
from procrastinate import exceptions
from procrastinate.contrib.django import app

from yinuo.law.deadlines import CalendarExhausted
from yinuo.law.grammar import Refused
from yinuo.verification import actions, queries
from yinuo.workdays.rounds import TURN_OF_THE_DAY

log = structlog.get_logger(__name__)


@app.task(name="verification.plan", queue="cases", retry=3)
def plan(commitment_id: int) -> None:
    """Open the checks of one commitment."""
    actions.open_tasks(commitment_id=commitment_id, at=timezone.now())


@app.task(name="verification.check", queue="cases")
def check(task_id: int) -> None:
    """Run one data check; one that is not due, or in other hands, is left alone."""
    actions.run_data_check(task_id=task_id, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="verification.pull_unplanned", queue="cases", queueing_lock="verification.pull_unplanned")
def pull_unplanned(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands the tick
    """Open the checks of every commitment that has none yet."""
    now = timezone.now()
    for pk in queries.without_tasks():
        _each(actions.open_tasks, commitment_id=pk, at=now)


@app.periodic(cron="* * * * *")
@app.task(name="verification.run_due_checks", queue="cases", queueing_lock="verification.run_due_checks")
def run_due_checks(timestamp: int) -> None:  # noqa: ARG001
    """Queue every data check whose time has come; at most one job waits for each."""
    for pk in queries.due_data_checks(at=timezone.now()):
        try:
            app.configure_task(
                "verification.check", queue="cases", queueing_lock=f"verification.check:{pk}"
            ).defer(task_id=pk)
        except exceptions.AlreadyEnqueued:
            continue


@app.periodic(cron="* * * * *")
@app.task(name="verification.settle", queue="cases", queueing_lock="verification.settle")
def settle(timestamp: int) -> None:  # noqa: ARG001
    """Mark kept promises, drop pointless checks, ask about what differs and was not asked yet."""
    now = timezone.now()
    for pk in queries.pointless():
        _each(actions.cancel_for_withdrawn, commitment_id=pk, at=now)
    for pk in queries.kept_but_not_said():
        _each(actions.keep, commitment_id=pk, at=now)
    for pk in queries.differing_unasked():
        _each(actions.tell_application, application_id=pk, at=now)


@app.periodic(cron=TURN_OF_THE_DAY)
@app.task(name="verification.lapse_due", queue="cases", queueing_lock="verification.lapse_due")
def lapse_due(timestamp: int) -> None:  # noqa: ARG001
    """Note, just after midnight, whose time to speak has ended without a word."""
    actions.lapse_due(at=timezone.now())


def _each(verb: Callable[..., object], **arguments: object) -> None:
    """One row that cannot be done now stops no other."""
    try:
        verb(**arguments)
    except (Refused, CalendarExhausted) as cannot:
        log.warning("verification.left", verb=getattr(verb, "__name__", ""), because=str(cannot))
