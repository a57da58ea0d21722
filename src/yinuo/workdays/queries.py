"""The calendar as the law asks for it."""

from __future__ import annotations

from datetime import date

from django.db.models import Func, IntegerField, Subquery

from yinuo.law.deadlines import WorkdayCalendar
from yinuo.workdays.models import KnownYear, SpecialDay

_kept: dict[tuple[int, int, int], WorkdayCalendar] = {}


def calendar() -> WorkdayCalendar:
    """The working-day calendar from the first to the last known year without a gap.

    One small query a call; the calendar itself is kept until years or special days are added.

    Returns:
        A calendar that refuses to answer past the last known year.

    Raises:
        LookupError: no year has been entered at all.
    """
    counted = SpecialDay.objects.annotate(n=Func(template="count(*)", output_field=IntegerField())).values(
        "n"
    )
    known = KnownYear.objects.order_by("year").annotate(days=Subquery(counted))
    years = list(known.values_list("year", "days"))
    if not years:
        raise LookupError("工作日历是空的：请管理员录入国务院办公厅公布的放假安排")
    first = last = years[0][0]
    for year, _ in years[1:]:
        if year != last + 1:
            break
        last = year
    key = (first, last, years[0][1])
    if key not in _kept:
        days = list(SpecialDay.objects.values_list("on", "kind"))
        _kept.clear()
        _kept[key] = WorkdayCalendar(
            days_off=frozenset(on for on, kind in days if kind == SpecialDay.Kind.OFF),
            make_up_days=frozenset(on for on, kind in days if kind == SpecialDay.Kind.MAKE_UP),
            known_from=date(first, 1, 1),
            known_until=date(last + 1, 1, 1),
        )
    return _kept[key]
