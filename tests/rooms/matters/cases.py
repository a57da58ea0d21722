"""Versions of the small city's item in every state of their life."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests.cast import LOW_INCOME_FACT, notice_of

from yinuo.matters.actions import approve_version, draft_version, publish_version, submit_version
from yinuo.matters.models import ItemVersion

INPUT = {
    "key": "cause",
    "label": "请求事项",
    "kind": "text",
    "required": True,
    "help": "例如：请求支付赡养费",
}
IN_FIVE_DAYS = date(2026, 6, 6)


def drafted(
    city: Any, *, item: Any = None, at: datetime | None = None, answers: Any = None, **notice: Any
) -> ItemVersion:
    """The next version of an item, with other words in its notice where they are given."""
    item = item or city.item
    return draft_version(
        item=item,
        notice=notice_of(item.matter.name, item.name) | notice,
        facts=[LOW_INCOME_FACT],
        inputs=[INPUT],
        plain={"summary": "一句话", "keywords": ["低保"]},
        answers=answers,
        by=city.qian,
        at=at or city.at,
    )


def waiting(city: Any, **notice: Any) -> ItemVersion:
    """The next version, waiting for review."""
    return submit_version(version=drafted(city, **notice), by=city.qian, at=city.at)


def approved(city: Any, *, starts_on: date = IN_FIVE_DAYS, **notice: Any) -> ItemVersion:
    """The next version, approved for a later day."""
    return approve_version(version=waiting(city, **notice), starts_on=starts_on, by=city.wu, at=city.at)


def renewed(city: Any, *, days: int = 1, **notice: Any) -> ItemVersion:
    """The next version, in force some days later."""
    return publish_version(version=waiting(city, **notice), by=city.wu, at=city.at + timedelta(days=days))
