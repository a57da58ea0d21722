"""Background: make what was requested, and come round for what a lost job left unmade."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.documents import actions, queries


@app.task(name="documents.make", queue="documents", retry=3, pass_context=False)
def make(document_id: int) -> None:
    """Make one document."""
    actions.make(document_id=document_id, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="documents.make_left_over", queue="documents")
def make_left_over(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands the tick
    """Make what a lost job left unmade; each in its own right, a failure stops none.

    What is older than three days, such as papers of cases that were taken over, is made when somebody opens it.
    """
    for pk in queries.left_over(at=timezone.now()):
        actions.make_soon(document_id=pk)
