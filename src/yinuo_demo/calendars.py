"""Years of the working-day calendar: what the State Council published as far as known, and one marked as provisional."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar
from chinese_calendar import constants

FIRST_YEAR = 2024
PROVISIONAL_SOURCE = "演示用暂定表，非国务院公布：周末和《全国年节及纪念日放假办法》所列节日，不含调休和补假"
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Year:
    """One year as the workdays room takes it in.

    Attributes:
        year: four digits.
        days_off: weekdays off with the feast's name.
        make_up_days: weekend days worked.
        source: where the days come from.
        official: whether the State Council published them.
    """

    year: int
    days_off: tuple[tuple[date, str], ...]
    make_up_days: tuple[date, ...]
    source: str
    official: bool


_STATUTORY_2027: tuple[tuple[date, str], ...] = (
    (date(2027, 1, 1), "元旦"),
    (date(2027, 2, 5), "春节（除夕）"),
    (date(2027, 2, 6), "春节（初一）"),
    (date(2027, 2, 7), "春节（初二）"),
    (date(2027, 2, 8), "春节（初三）"),
    (date(2027, 4, 5), "清明节"),
    (date(2027, 5, 1), "劳动节"),
    (date(2027, 5, 2), "劳动节"),
    (date(2027, 6, 9), "端午节"),
    (date(2027, 9, 15), "中秋节"),
    (date(2027, 10, 1), "国庆节"),
    (date(2027, 10, 2), "国庆节"),
    (date(2027, 10, 3), "国庆节"),
)
"""The days of 全国年节及纪念日放假办法 第二条 in 2027; which other days are exchanged for them nobody knows yet."""


def last_official_year() -> int:
    """The last year whose table the package has from the State Council."""
    return max(constants.holidays).year


def years() -> Iterator[Year]:
    """The years to enter: official ones, then 2027 as a provisional table as long as no official one is known."""
    for year in range(FIRST_YEAR, last_official_year() + 1):
        yield _official(year)
    if last_official_year() < 2027:
        on_weekdays = tuple((day, name) for day, name in _STATUTORY_2027 if day.weekday() < _SATURDAY)
        yield Year(2027, on_weekdays, (), PROVISIONAL_SOURCE, official=False)


def _official(year: int) -> Year:
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    off = [
        (day, _feast(day)) for day in days if day.weekday() < _SATURDAY and chinese_calendar.is_holiday(day)
    ]
    worked = [day for day in days if day.weekday() >= _SATURDAY and chinese_calendar.is_workday(day)]
    source = f"国务院办公厅关于{year}年部分节假日安排的通知（据 chinesecalendar 数据）"
    return Year(year, tuple(off), tuple(worked), source, official=True)


def _feast(day: date) -> str:
    name = constants.holidays.get(day, "")
    return next((feast.chinese for feast in chinese_calendar.Holiday if feast.value == name), "放假")
