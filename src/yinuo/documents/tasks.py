"""Background: make what was requested, and come round for what a lost job left unmade."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.documents import actions
from yinuo.documents.models import Document


@app.task(name="documents.make", queue="documents", retry=3, pass_context=False)
def make(document_id: int) -> None:
    """Make one document."""
    actions.make(document_id=document_id, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="documents.make_left_over", queue="documents")
def make_left_over(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands the tick
    """Make documents older than a minute that no job has made; each in its own right, a failure stops none."""
    now = timezone.now()
    late = Document.objects.filter(made_at__isnull=True, requested_at__lt=now - timezone.timedelta(minutes=1))
    for pk in late.order_by("id").values_list("pk", flat=True)[:200]:
        app.configure_task("documents.make", queue="documents").defer(document_id=pk)
