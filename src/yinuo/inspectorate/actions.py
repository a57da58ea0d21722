"""Taking the tally."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import connection, transaction

from yinuo.inspectorate.models import Tally
from yinuo.inspectorate.queries import whole_city
from yinuo.inspectorate.queries.tallies import counted_now

if TYPE_CHECKING:
    from datetime import date, datetime

_LOCK = 0x59494E55
"""Names the tally among advisory locks."""


@transaction.atomic
def take_tally(*, since: date, on: date, at: datetime) -> int:
    """Count the cases by unit and month, and put the numbers in the place of the old ones.

    Readers see the old numbers until this one is whole. Of two that start at once the second does nothing.

    Args:
        since: first day of the first month to count.
        on: the day, for what is late.
        at: the moment, aware.

    Returns:
        How many numbers were written; 0 where another tally is being taken.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    first = since.replace(day=1)
    scope = replace(whole_city(on=on, at=at), since=first)
    numbers = counted_now(scope).numbers
    Tally.objects.filter(month__gte=first).delete()
    Tally.objects.bulk_create(
        (
            Tally(agency_id=agency, month=month, measure=measure, number=number, taken_at=at)
            for (agency, month, measure), number in numbers.items()
        ),
        batch_size=1000,
    )
    return len(numbers)
