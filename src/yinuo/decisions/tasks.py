"""Background: decide at once what is clear, close what can no longer be taken back."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.applications.models import Application
from yinuo.decisions import actions
from yinuo.decisions.queries import waiting


@app.task(name="decisions.decide_at_once", queue="cases", retry=3)
def decide_at_once(application_id: int) -> None:
    """Decide one application at once, where that is allowed."""
    actions.decide_at_once(application_id=application_id, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="decisions.pull", queue="cases")
def pull(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands the tick
    """Come round for what a lost bell left undecided, and close what is final."""
    now = timezone.now()
    for pk in waiting().order_by("id").values_list("pk", flat=True)[:200]:
        actions.decide_at_once(application_id=pk, at=now)
    settled_before = now - timedelta(minutes=1)
    decided = Application.objects.filter(status="decided", decided_at__lt=settled_before)
    for pk in decided.order_by("id").values_list("pk", flat=True)[:200]:
        actions.close(application_id=pk, at=now)
