"""What lacks its successor: the questions of the rounds, each one query, each answered again until it is done."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONArray, JSONObject

from yinuo.applications.models import SupplementRequest
from yinuo.commitments.models import Commitment
from yinuo.verification.lifecycle import PROCEEDING, TASK
from yinuo.verification.models import Finding, Proceeding, Task
from yinuo.verification.queries.standing import DECIDED, OVER

_APPLICATION = "application_item__application"


def without_tasks(*, limit: int = 200) -> list[int]:
    """Keys of commitments handed in whose plan has not become tasks yet."""
    rows = Commitment.objects.filter(
        planned_at__isnull=True, **{f"{_APPLICATION}__submitted_at__isnull": False}
    )
    return list(rows.order_by("id").values_list("pk", flat=True)[:limit])


def due_data_checks(*, at: datetime, limit: int = 200) -> list[int]:
    """Keys of open checks that the system is to try now, the longest waiting first."""
    rows = Task.objects.filter(status=TASK.start, next_attempt_at__lte=at)
    return list(rows.order_by("next_attempt_at", "id").values_list("pk", flat=True)[:limit])


def pointless(*, limit: int = 200) -> list[int]:
    """Keys of commitments that were withdrawn, or whose application is over, and that still have open checks."""
    still_open = Task.objects.filter(commitment=OuterRef("pk"), status=TASK.start)
    over = Q(status="withdrawn") | Q(**{f"{_APPLICATION}__status__in": OVER})
    return list(
        Commitment.objects.filter(over, Exists(still_open))
        .order_by("id")
        .values_list("pk", flat=True)[:limit]
    )


def kept_but_not_said(*, limit: int = 200) -> list[int]:
    """Keys of commitments found true in every point, on decided applications, that are not marked as kept yet."""
    tasks = Task.objects.filter(commitment=OuterRef("pk"))
    newest = Finding.objects.filter(task=OuterRef("pk")).order_by("-id").values("outcome")[:1]
    concluded = tasks.filter(status="concluded").annotate(outcome=Subquery(newest))
    rows = (
        Commitment.objects.filter(
            Exists(concluded),
            status="signed",
            planned_at__isnull=False,
            **{f"{_APPLICATION}__status__in": DECIDED},
        )
        .exclude(Exists(tasks.filter(status=TASK.start)))
        .exclude(Exists(concluded.exclude(outcome=Finding.Outcome.AGREES)))
        .exclude(Exists(Proceeding.objects.filter(~Q(status="cleared"), commitment=OuterRef("pk"))))
    )
    return list(rows.order_by("id").values_list("pk", flat=True)[:limit])


def differing_unasked(*, limit: int = 200) -> list[int]:
    """Keys of applications under way with a contradicted promise that nobody has asked the applicant about yet."""
    newest = Finding.objects.filter(task=OuterRef("pk")).order_by("-id").values("outcome")[:1]
    asked = SupplementRequest.objects.filter(
        application=OuterRef("commitment__application_item__application"),
        differences__contains=JSONArray(JSONObject(task=OuterRef("pk"))),
    )
    rows = (
        Task.objects.filter(
            status="concluded",
            commitment__application_item__application__status="submitted",
            commitment__status="signed",
        )
        .annotate(outcome=Subquery(newest), application=F("commitment__application_item__application"))
        .filter(outcome=Finding.Outcome.DIFFERS)
        .exclude(Exists(asked))
    )
    return list(dict.fromkeys(rows.order_by("id").values_list("application", flat=True)[:limit]))


def unheard(*, on: date, limit: int = 200) -> list[int]:
    """Keys of proceedings whose time to speak ended before a day without a word."""
    rows = Proceeding.objects.filter(status=PROCEEDING.start, representation_due_on__lt=on)
    return list(rows.order_by("id").values_list("pk", flat=True)[:limit])
