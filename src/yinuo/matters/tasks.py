"""Background: move lists on that wait, and come round for what a lost job left lying."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.matters import actions
from yinuo.matters.queries import left_lying


@app.task(name="matters.advance_import", queue="catalogue", retry=3)
def advance_import(import_id: int) -> None:
    """Move one list on."""
    actions.advance(import_id=import_id, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="matters.pull", queue="catalogue")
def pull(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands the tick
    """Move on what nobody has moved for a while, such as after a killed process."""
    now = timezone.now()
    for import_id in left_lying(before=now - timedelta(seconds=45)):
        actions.advance(import_id=import_id, at=now)
