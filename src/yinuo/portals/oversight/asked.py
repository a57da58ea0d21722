"""Which days and which unit a page of oversight is asked about, read from its address and carried on in every link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from yinuo.inspectorate.queries import Scope, scope
from yinuo.people.models import Agency
from yinuo.portals.face.reading import day_of, who, whole_number

if TYPE_CHECKING:
    from django.http import HttpRequest

FIRST_YEAR = 2021
"""The notice is of 2021; nothing was promised before."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The scope of a page, and how it is said and linked.

    Attributes:
        scope: for the questions.
        since: first day counted.
        last: last day counted.
        unit: only this unit, or None.
        whole_city: whether the person sees every unit.
    """

    scope: Scope
    since: date
    last: date
    unit: Agency | None
    whole_city: bool

    def query(self, *, since: date | None = None, last: date | None = None, unit: int | None = None) -> str:
        """The same filter as part of an address, with some of it changed."""
        wanted = {"days": f"{since or self.since}.{last or self.last}"}
        chosen = unit or (self.unit.pk if self.unit is not None else None)
        if chosen is not None:
            wanted["unit"] = str(chosen)
        return urlencode(wanted)

    def list_url(self, key: str, *, unit: int | None = None) -> str:
        """The list behind a figure, with the same filter."""
        return f"{reverse('oversight:list', args=[key])}?{self.query(unit=unit)}"

    def overview_url(
        self, *, since: date | None = None, last: date | None = None, unit: int | None = None
    ) -> str:
        """The screen with the same filter, or with some of it changed."""
        return f"{reverse('oversight:overview')}?{self.query(since=since, last=last, unit=unit)}"


def read(request: HttpRequest) -> Asked:
    """What a page is asked about; what cannot be read is this year and every unit the person may see."""
    on = timezone.localdate()
    since, last = _days(request.GET.get("days", ""), on)
    unit = Agency.objects.filter(pk=whole_number(request.GET.get("unit")) or 0).first()
    found = scope(
        who(request),
        on=on,
        at=timezone.now(),
        since=since,
        until=last + timedelta(days=1),
        agency_id=unit.pk if unit is not None else None,
    )
    reach = scope(who(request), on=on, at=timezone.now()).agencies
    return Asked(found, since, last, unit, whole_city=reach is None)


def _days(written: str, on: date) -> tuple[date, date]:
    first, _, end = written.partition(".")
    since, last = day_of(first), day_of(end)
    if since is None or last is None or not date(FIRST_YEAR, 1, 1) <= since <= last <= on:
        return on.replace(month=1, day=1), on
    return since, last


def periods(on: date) -> list[tuple[str, date, date]]:
    """The periods people ask for: title, first and last day."""
    month = on.replace(day=1)
    before = month - timedelta(days=1)
    year_ago = month.replace(year=month.year - 1)
    twelve = (year_ago.replace(day=28) + timedelta(days=4)).replace(day=1)
    return [
        ("今年", on.replace(month=1, day=1), on),
        ("本月", month, on),
        ("上月", before.replace(day=1), before),
        ("近十二个月", twelve, on),
        ("去年", date(on.year - 1, 1, 1), date(on.year - 1, 12, 31)),
    ]
