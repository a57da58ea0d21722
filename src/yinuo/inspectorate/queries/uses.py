"""How often each proof item was asked for, counted from the applications."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils import timezone

from yinuo.applications.models import ApplicationItem

if TYPE_CHECKING:
    from datetime import date

YEAR = timedelta(days=365)


def uses_in_a_year(*, on: date) -> list[tuple[int, int]]:
    """Keys of proof items and how often each was asked for in the year before a day; drafts do not count.

    Args:
        on: the day; what was handed in on it counts no longer.
    """
    until = timezone.make_aware(datetime.combine(on, time.min))
    handed_in = ApplicationItem.objects.filter(
        application__submitted_at__gte=until - YEAR, application__submitted_at__lt=until
    )
    return list(handed_in.values_list("proof_item").annotate(n=Count("pk")).order_by("proof_item"))
