"""Whether the house is well: for the launcher, the load balancer and whoever watches."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from yinuo.portals.face.doors import everybody

STALE = timedelta(minutes=2)
"""A worker beats every few seconds; one that was silent for so long is gone."""


@everybody
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's form
    """200 while the database answers, 503 otherwise; the worker's freshness is told, since pages work without it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        worker = _worker(timezone.now())
    except DatabaseError:
        return JsonResponse({"ok": False, "database": "down"}, status=503)
    return JsonResponse({"ok": True, "database": "up", "worker": worker})


def _worker(at: datetime) -> dict[str, Any]:
    """How long ago a worker last gave a sign of life, and how many jobs wait that are due."""
    beat = (
        ProcrastinateWorker.objects.order_by("-last_heartbeat")
        .values_list("last_heartbeat", flat=True)
        .first()
    )
    due = ProcrastinateJob.objects.filter(status="todo").exclude(scheduled_at__gt=at)
    return {
        "fresh": beat is not None and at - beat < STALE,
        "seconds_silent": None if beat is None else max(0, int((at - beat).total_seconds())),
        "jobs_waiting": due.count(),
    }
