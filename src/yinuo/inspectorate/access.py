"""How far an inspector sees: the justice bureau the whole city, others their own agency, strangers nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from yinuo.applications.queries import CASE_ROLES
from yinuo.people.models import Account, Role
from yinuo.people.queries import has_role

SCREEN_ROLES = (Role.JUSTICE_BUREAU, *CASE_ROLES)
"""Roles with a screen of figures; a door admits them, the scope decides what they count."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which units, which days: the one filter of every figure and every list.

    Attributes:
        on: the day of asking; what is late is late on this day.
        at: the moment of asking.
        since: first day counted.
        until: first day no longer counted.
        agencies: keys of the agencies counted; None for the whole city.
    """

    on: date
    at: datetime
    since: date
    until: date
    agencies: frozenset[int] | None

    def reach(self, prefix: str = "") -> Q:
        """The scope's agencies as a condition on any table that leads to an agency.

        Args:
            prefix: path to the row that has the agency, such as ``"determination__"``.
        """
        if self.agencies is None:
            return Q()
        return Q(**{f"{prefix}agency__in": self.agencies}) if self.agencies else Q(pk__in=())

    def period(self, column: str) -> Q:
        """The scope's days as a condition on a column of moments, in the city's time."""
        return Q(**{f"{column}__gte": self.began_at, f"{column}__lt": self.ended_at})

    @property
    def began_at(self) -> datetime:
        """The first moment counted."""
        return timezone.make_aware(datetime.combine(self.since, time.min))

    @property
    def ended_at(self) -> datetime:
        """The first moment no longer counted."""
        return timezone.make_aware(datetime.combine(self.until, time.min))


def scope(
    account: Account,
    *,
    on: date,
    at: datetime,
    since: date | None = None,
    until: date | None = None,
    agency_id: int | None = None,
) -> Scope:
    """The scope of a person.

    Args:
        account: who asks.
        on: the day, for roles and for what is late.
        at: the moment.
        since: first day counted; the first of January by default.
        until: first day no longer counted; tomorrow by default.
        agency_id: only this unit; one outside the person's reach leaves nothing.
    """
    agencies = _agencies(account, on)
    if agency_id is not None:
        agencies = frozenset({agency_id}) if agencies is None or agency_id in agencies else frozenset()
    return Scope(on, at, since or on.replace(month=1, day=1), until or on + timedelta(days=1), agencies)


def whole_city(*, on: date, at: datetime) -> Scope:
    """The scope of the house itself, which counts for everybody: this year, every unit."""
    return Scope(on, at, on.replace(month=1, day=1), on + timedelta(days=1), None)


def _agencies(account: Account, on: date) -> frozenset[int] | None:
    if has_role(account, Role.JUSTICE_BUREAU, on=on):
        return None
    if has_role(account, *CASE_ROLES, on=on) and account.agency_id is not None:
        return frozenset({account.agency_id})
    return frozenset()
