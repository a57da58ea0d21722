"""Periods: 民法典第二百条至第二百零三条, counted in working days by the State Council's yearly table.

The table comes in as a calendar object. Past its end it refuses instead of guessing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yinuo.law.place import Place

_SATURDAY = 5
_DAY = timedelta(days=1)


class CalendarExhausted(LookupError):
    """Asked of a day for which no table of working days has been loaded."""

    def __init__(self, day: date) -> None:
        self.year = day.year
        super().__init__(
            f"工作日历里没有{day.year}年的放假安排，{day.isoformat()}是不是工作日无法确定。"
            f"请管理员按国务院办公厅的放假通知导入{day.year}年的工作日表，再办理这件事。"
        )


@dataclass(frozen=True, slots=True)
class WorkdayCalendar:
    """Which days are working days.

    Attributes:
        days_off: holidays on weekdays (and on weekends, harmless).
        make_up_days: weekend days that are worked.
        known_from: first day the table covers.
        known_until: first day it no longer covers.
    """

    days_off: frozenset[date]
    make_up_days: frozenset[date]
    known_from: date
    known_until: date

    def is_workday(self, day: date) -> bool:
        """Whether a day is a working day; a day both off and made up is off.

        Raises:
            CalendarExhausted: the table does not cover the day.
        """
        if not self.known_from <= day < self.known_until:
            raise CalendarExhausted(day)
        if day in self.days_off:
            return False
        return day.weekday() < _SATURDAY or day in self.make_up_days

    def add_workdays(self, start: date, days: int) -> date:
        """The last day of a period of working days.

        Args:
            start: the day of the event; it is not counted (民法典第二百零一条).
            days: length of the period, 0 or more; 0 gives ``start``.

        Returns:
            The day on which the period ends.

        Raises:
            ValueError: ``days`` is negative.
            CalendarExhausted: the period ends past the table.
        """
        if days < 0:
            raise ValueError(f"a period is not {days} days long")
        if days == 0:
            return start
        self._refuse_outside(start)
        workdays = _workdays(self)
        index = bisect_right(workdays, start) + days - 1
        if index >= len(workdays):
            raise CalendarExhausted(self.known_until)
        return workdays[index]

    def workdays_between(self, start: date, end: date) -> int:
        """How many working days lie after ``start`` up to and with ``end``; negative where ``end`` is earlier.

        Raises:
            CalendarExhausted: the table does not cover one of the days.
        """
        if end < start:
            return -self.workdays_between(end, start)
        if start == end:
            return 0
        self._refuse_outside(start)
        self._refuse_outside(end)
        workdays = _workdays(self)
        return bisect_right(workdays, end) - bisect_right(workdays, start)

    def add_natural_days(self, start: date, days: int, *, roll: bool = True) -> date:
        """The last day of a period of calendar days.

        Args:
            start: the day of the event; it is not counted.
            days: length of the period, 0 or more.
            roll: whether an end on a rest day moves to the next working day (民法典第二百零三条).

        Raises:
            ValueError: ``days`` is negative.
            CalendarExhausted: rolling asks of a day past the table.
        """
        if days < 0:
            raise ValueError(f"a period is not {days} days long")
        end = start + days * _DAY
        return self.next_workday(end) if roll else end

    def add_months(self, start: date, months: int, *, roll: bool = True) -> date:
        """The last day of a period of months: the corresponding day, or the month's last (民法典第二百零二条).

        Args:
            start: the day of the event.
            months: length of the period, 0 or more.
            roll: whether an end on a rest day moves to the next working day.

        Raises:
            ValueError: ``months`` is negative.
            CalendarExhausted: rolling asks of a day past the table.
        """
        end = add_months(start, months)
        return self.next_workday(end) if roll else end

    def next_workday(self, day: date) -> date:
        """The day itself if it is a working day, else the first after it.

        Raises:
            CalendarExhausted: the table does not cover the day found.
        """
        self._refuse_outside(day)
        workdays = _workdays(self)
        index = bisect_left(workdays, day)
        if index == len(workdays):
            raise CalendarExhausted(self.known_until)
        return workdays[index]

    def _refuse_outside(self, day: date) -> None:
        if not self.known_from <= day < self.known_until:
            raise CalendarExhausted(day)


@lru_cache(maxsize=32)
def _workdays(calendar: WorkdayCalendar) -> tuple[date, ...]:
    length = (calendar.known_until - calendar.known_from).days
    days = (calendar.known_from + offset * _DAY for offset in range(length))
    return tuple(day for day in days if calendar.is_workday(day))


def add_months(start: date, months: int) -> date:
    """The corresponding day some months later, or the last day of a shorter month (民法典第二百零二条).

    Raises:
        ValueError: ``months`` is negative.
    """
    if months < 0:
        raise ValueError(f"a period is not {months} months long")
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which something is in time.

    Attributes:
        due_on: that day.
        text: for people: ``3 个工作日内，2026年11月26日前（含当日）``.
        basis: label of the article, or ``"local choice"``.
        note: how the number was chosen, where no text gives it.
    """

    due_on: date
    text: str
    basis: str = ""
    note: str = ""


def chinese_date(day: date) -> str:
    """``2026年11月26日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def due(name: str, start: date, place: Place, calendar: WorkdayCalendar) -> Deadline:
    """The end of a period that a number of the place gives.

    Args:
        name: the number, counted in 工作日, 日 or 个月.
        start: the day of the event, which is not counted.
        place: whose number it is; the value in force on ``start`` governs.
        calendar: the working days.

    Raises:
        ValueError: the number does not measure a period.
        CalendarExhausted: the period ends past the table.
        NotInForce: the number has no value on ``start``.
    """
    number = place.number(name)
    length = place.amount(name, start)
    if number.unit == "工作日":
        end = calendar.add_workdays(start, length)
    elif number.unit == "日":
        end = calendar.add_natural_days(start, length)
    elif number.unit == "个月":
        end = calendar.add_months(start, length)
    else:
        raise ValueError(f"{name} is counted in {number.unit}, which is no period")
    counted = {"工作日": "个工作日", "日": "日", "个月": "个月"}[number.unit]
    text = f"{length} {counted}内，{chinese_date(end)}前（含当日）"
    return Deadline(end, text, number.basis, number.note)
