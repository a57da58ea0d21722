"""Background: the public log takes in what was entered, and every ten minutes a head is issued where it has grown."""

from __future__ import annotations

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.casefile.actions import append_to_log
from yinuo.registers import actions
from yinuo.signing.queries import StampRefused

log = structlog.get_logger(__name__)

MOST_ROUNDS = 200
"""So many transactions in one job at most; the next round goes on."""


@app.periodic(cron="* * * * *")
@app.task(name="registers.append_to_log", queue="cases", queueing_lock="registers.append_to_log")
def append(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands the tick
    """Give entries that wait their places."""
    for _ in range(MOST_ROUNDS):
        if not append_to_log():
            return


@app.periodic(cron="*/10 * * * *")
@app.task(name="registers.issue_head", queue="cases", queueing_lock="registers.issue_head")
def issue_head(timestamp: int) -> None:  # noqa: ARG001
    """Issue a head where the log has grown."""
    try:
        actions.issue_head(at=timezone.now())
    except StampRefused as silent:
        log.warning("registers.no_head", because=str(silent))
