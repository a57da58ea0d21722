"""Background: take the tally of the running and the past year every five minutes; count each night what is asked for."""

from __future__ import annotations

from datetime import time

from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.inspectorate.actions import take_tally
from yinuo.inspectorate.queries import uses_in_a_year
from yinuo.matters.actions import count_uses
from yinuo.workdays.rounds import nightly


@app.periodic(cron="*/5 * * * *")
@app.task(name="inspectorate.take_tally", queue="inspectorate")
def tally(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands the tick
    """Take the tally."""
    today = timezone.localdate()
    take_tally(since=today.replace(year=today.year - 1, month=1, day=1), on=today, at=timezone.now())


@app.periodic(cron=nightly(time(2, 20)))
@app.task(name="inspectorate.count_uses", queue="inspectorate", queueing_lock="inspectorate.count_uses")
def uses(timestamp: int) -> None:  # noqa: ARG001
    """Tell the catalogue how often each item was asked for in a year; a search puts the usual first."""
    today = timezone.localdate()
    count_uses(uses=uses_in_a_year(on=today), on=today, at=timezone.now())
