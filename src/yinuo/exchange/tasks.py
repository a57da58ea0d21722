"""Background: send what was posted, and come round for what a lost job left behind."""

from __future__ import annotations

from django.utils import timezone
from procrastinate import exceptions
from procrastinate.contrib.django import app

from yinuo.exchange import actions, queries


@app.task(name="exchange.send", queue="exchange")
def send(message_id: int) -> None:
    """Send one message; one that is not due, or on its way already, is left alone."""
    actions.send(message_id=message_id, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="exchange.sweep", queue="exchange", queueing_lock="exchange.sweep")
def sweep(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands the tick
    """Queue every message whose time has come; at most one job waits for each."""
    for pk in queries.due_messages(at=timezone.now()):
        try:
            app.configure_task("exchange.send", queue="exchange", queueing_lock=f"exchange.send:{pk}").defer(
                message_id=pk
            )
        except exceptions.AlreadyEnqueued:
            continue
