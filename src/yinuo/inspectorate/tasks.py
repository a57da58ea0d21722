"""Background: take the tally of the running and the past year every five minutes."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.inspectorate.actions import take_tally


@app.periodic(cron="*/5 * * * *")
@app.task(name="inspectorate.take_tally", queue="inspectorate")
def tally(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands the tick
    """Take the tally."""
    today = timezone.localdate()
    take_tally(since=today.replace(year=today.year - 1, month=1, day=1), on=today, at=timezone.now())
