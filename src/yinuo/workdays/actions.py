"""Entering a year's official table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from yinuo.workdays.models import KnownYear, SpecialDay

if TYPE_CHECKING:
    from datetime import date, datetime


@transaction.atomic
def enter_year(
    *,
    year: int,
    days_off: Iterable[tuple[date, str]],
    make_up_days: Iterable[date],
    source: str,
    by: str,
    at: datetime,
) -> KnownYear:
    """Enter or replace a year of the working-day calendar.

    Args:
        year: four digits.
        days_off: each day off that falls on a weekday, with the feast's name.
        make_up_days: weekend days worked.
        source: the State Council's notice, or the package the days were taken from.
        by: who entered it, in words; kept with the source.
        at: when, aware.

    Returns:
        The saved year.

    Raises:
        ValueError: a day lies outside the year.
    """
    off, worked = list(days_off), list(make_up_days)
    strange = [day for day in [*(d for d, _ in off), *worked] if day.year != year]
    if strange:
        raise ValueError(f"{strange[0]} 不在 {year} 年")
    SpecialDay.objects.filter(on__year=year).delete()
    SpecialDay.objects.bulk_create(
        [SpecialDay(on=day, kind=SpecialDay.Kind.OFF, name=name) for day, name in off]
        + [SpecialDay(on=day, kind=SpecialDay.Kind.MAKE_UP) for day in worked]
    )
    known, _ = KnownYear.objects.update_or_create(
        year=year, defaults={"source": f"{source}（{by}录入）", "entered_at": at}
    )
    return known
