"""Whom the demo's entrance shows: the people with a part first, officers by agency, everybody else by search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from yinuo.people.models import Account, Role

MOST_FOUND = 40
_ROLES = dict(Role.choices)


@dataclass(frozen=True, slots=True)
class Person:
    """One who may be entered as: ``part`` says what he shows, ``where`` what he is."""

    username: str
    name: str
    part: str
    where: str


@dataclass(frozen=True, slots=True)
class Group:
    """Persons under one heading."""

    title: str
    persons: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """All the entrance offers.

    Attributes:
        players: citizens with a part.
        offices: officers by agency.
        found: who fits what was searched for; None when nothing was.
        citizens: how many citizens there are in all.
    """

    players: tuple[Person, ...]
    offices: tuple[Group, ...]
    found: tuple[Person, ...] | None
    citizens: int


def cast(wanted: str) -> Cast:
    """The demo's people; three queries, whatever their number.

    Args:
        wanted: part of a name, a user name or an agency; empty for all.
    """
    parts = _parts()
    accounts = Account.objects.filter(is_demo=True, is_active=True).select_related("agency", "subject")
    citizens = accounts.filter(agency__isnull=True)
    officers = accounts.filter(agency__isnull=False).prefetch_related("grants").order_by("agency_id", "id")
    return Cast(
        players=_in_order(citizens.filter(username__in=parts), parts),
        offices=tuple(
            Group(title, tuple(_person(one, parts) for one in group))
            for title, group in groupby(officers, key=lambda one: one.agency.name if one.agency else "")
        ),
        found=_found(citizens, wanted, parts) if wanted else None,
        citizens=citizens.count(),
    )


def account(username: str) -> Account | None:
    """The demo account of a user name; a real account is never entered this way."""
    return Account.objects.filter(username=username, is_demo=True, is_active=True).first()


def _found(citizens: Iterable[Account], wanted: str, parts: Mapping[str, str]) -> tuple[Person, ...]:
    rows = citizens.filter(Q(name__icontains=wanted) | Q(username__icontains=wanted))  # type: ignore[attr-defined]
    return tuple(_person(one, parts) for one in rows.order_by("id")[:MOST_FOUND])


def _in_order(accounts: Iterable[Account], parts: Mapping[str, str]) -> tuple[Person, ...]:
    order = {username: place for place, username in enumerate(parts)}
    return tuple(_person(one, parts) for one in sorted(accounts, key=lambda one: order[one.username]))


def _person(one: Account, parts: Mapping[str, str]) -> Person:
    if one.agency is not None:
        roles = "、".join(_ROLES.get(grant.role, grant.role) for grant in one.grants.all())
        return Person(one.username, one.name, parts.get(one.username, ""), roles)
    born = one.subject.born_on if one.subject is not None else None
    return Person(one.username, one.name, parts.get(one.username, ""), f"{born.year}年生" if born else "")


def _parts() -> dict[str, str]:
    """User name to what the person shows, as the demo tells it; nothing where no demo tells."""
    told = getattr(settings, "DEMO_CAST", "")
    return {one.username: one.part for one in import_string(told)() if one.part} if told else {}
