"""The city keeps count in the open: what the public sees of the year, counted from the cases themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.utils import timezone

from yinuo.inspectorate.queries import (
    MonthLine,
    Share,
    UnitLine,
    by_month,
    by_unit,
    fate_of_promises,
    whole_city,
)

KEPT_SECONDS = 300
"""How long a count is shown before it is taken again."""


@dataclass(frozen=True, slots=True)
class Count:
    """The year so far.

    Attributes:
        at: when it was counted.
        spared: proofs nobody had to fetch.
        used: items settled by a promise, of all items handed in.
        kept: promises found true, of those found true or untrue.
        fates: Chinese title and number of what became of the promises.
        months, units: the lists behind the figures.
    """

    at: datetime
    spared: int
    used: Share
    kept: Share
    fates: list[tuple[str, int]]
    months: list[MonthLine]
    units: list[UnitLine]


def year_so_far(*, at: datetime) -> Count:
    """The count of this year; kept for some minutes, so that many readers cost one count."""
    kept: Count | None = cache.get("public-count")
    if kept is not None and kept.at.year == at.year:
        return kept
    scope = whole_city(on=timezone.localdate(at), at=at)
    months = by_month(scope)
    found = Count(
        at=at,
        spared=sum(month.promises for month in months),
        used=_sum([month.rates.used for month in months]),
        kept=_sum([month.rates.kept for month in months]),
        fates=fate_of_promises(scope),
        months=months,
        units=[unit for unit in by_unit(scope) if unit.cases],
    )
    cache.set("public-count", found, KEPT_SECONDS)
    return found


def _sum(shares: list[Share]) -> Share:
    return Share(sum(share.part for share in shares), sum(share.whole for share in shares))
