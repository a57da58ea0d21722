"""Dates and times as people read them: 2026年11月23日 14:05, Asia/Shanghai, no spaces inside a date."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from yinuo.matters.sheets.cells import harmless

__all__ = [
    "SHANGHAI",
    "WEEKDAYS",
    "clock_time",
    "days_left_text",
    "full_date",
    "full_datetime",
    "harmless",
    "machine_time",
    "short_date",
    "short_datetime",
    "weekday",
]

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def _local(moment: date | datetime) -> date | datetime:
    """A moment in Shanghai time; a naive one is taken to be there already; a date stays."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(SHANGHAI)
    return moment


def full_date(day: date | datetime | None) -> str:
    """``2026年11月23日``; empty for None."""
    if day is None:
        return ""
    day = _local(day)
    return f"{day.year}年{day.month}月{day.day}日"


def short_date(day: date | datetime | None) -> str:
    """``11月23日``; empty for None."""
    if day is None:
        return ""
    day = _local(day)
    return f"{day.month}月{day.day}日"


def weekday(day: date | datetime | None) -> str:
    """``周一``; empty for None."""
    return "" if day is None else WEEKDAYS[_local(day).weekday()]


def full_datetime(moment: date | datetime | None) -> str:
    """``2026年11月23日 14:05``; a date has no time; empty for None."""
    if not isinstance(moment, datetime):
        return full_date(moment)
    return f"{full_date(moment)} {clock_time(moment)}"


def short_datetime(moment: date | datetime | None) -> str:
    """``11月23日 14:05``; a date has no time; empty for None."""
    if not isinstance(moment, datetime):
        return short_date(moment)
    return f"{short_date(moment)} {clock_time(moment)}"


def clock_time(moment: datetime | None) -> str:
    """``14:05``; empty for None."""
    if moment is None:
        return ""
    moment = _local(moment)  # type: ignore[assignment]
    return f"{moment:%H:%M}"


def machine_time(moment: date | datetime) -> str:
    """The ISO form for ``<time datetime>``."""
    return _local(moment).isoformat()


def validity(version: Any) -> str:
    """From when until when a version of an item applies, in one sentence without a stop.

    Args:
        version: an ``ItemVersion``, or what has its dates, its status and its reasons.
    """
    since = f"{full_date(version.valid_from)}起适用"
    if version.valid_until is not None:
        end = f"{full_date(version.valid_from)}起适用，到{full_date(version.valid_until)}（不含）为止"
        if version.status == "superseded":
            return f"{end}，之后换用新版"
        return f"{end}，之后停用{_because(version.ends_because)}"
    if version.starts_on is not None and version.valid_from is None:
        return f"定于{full_date(version.starts_on)}起适用"
    if version.status == "suspended":
        since += f"，现在暂停{_because(version.suspended_because)}"
    if version.ends_on is not None:
        since += f"，定于{full_date(version.ends_on)}起停用{_because(version.ends_because)}"
    return since


def _because(reason: str) -> str:
    return f"（{reason.rstrip('。')}）" if reason else ""


def days_left_text(due: date, left: int | None) -> str:
    """How long is left and until when, in working days.

    Args:
        due: the last day.
        left: working days left after today; 0 today, negative when overdue, None when not counted.

    Returns:
        ``还有 3 个工作日，11月26日到期`` · ``今天到期，11月26日`` · ``逾期 4 个工作日，原定11月17日`` · ``2026年11月26日到期``.
    """
    if left is None:
        return f"{full_date(due)}到期"
    if left > 0:
        return f"还有 {left} 个工作日，{short_date(due)}到期"
    if left == 0:
        return f"今天到期，{short_date(due)}"
    return f"逾期 {-left} 个工作日，原定{short_date(due)}"
