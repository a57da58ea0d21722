"""What is mine: every row an applicant's page shows or changes is fetched here, and a stranger's is not found."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar, cast

from django.db.models import Model
from django.http import Http404
from django.utils import timezone

from yinuo.applications.queries import for_person
from yinuo.people.models import Account, Subject
from yinuo.people.queries import acts_for, mandates_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from yinuo.applications.models import Application

Row = TypeVar("Row", bound=Model)


def citizen(request: HttpRequest) -> Account:
    """Who is signed in; the door has admitted citizens only."""
    return cast("Account", request.user)


def now() -> tuple[datetime, date]:
    """The moment, and the day it is in the city."""
    moment = timezone.now()
    return moment, timezone.localdate(moment)


def application(request: HttpRequest, number: str) -> Application:
    """One of my applications, or of those I act for, by its number.

    Raises:
        Http404: there is none, or it is a stranger's; the two look the same.
    """
    return one(for_person(citizen(request), on=now()[1]).filter(number=number))


def one(rows: QuerySet[Row]) -> Row:
    """The row, or 404."""
    found = rows.first()
    if found is None:
        raise Http404
    return found


def one_of(rows: Iterable[Row], key: str) -> Row:
    """The row with a key as it came from a form, or 404."""
    for row in rows:
        if str(row.pk) == key:
            return row
    raise Http404


def subjects(account: Account, *, on: date) -> list[Subject]:
    """Myself, then those I may act for."""
    if account.subject is None:
        return []
    return [account.subject, *(mandate.principal for mandate in mandates_of(account.subject, on=on))]


def subject_ids(request: HttpRequest) -> frozenset[int]:
    """Keys of myself and those I may act for."""
    return acts_for(citizen(request), on=now()[1])


def named(items: Iterable[object]) -> str:
    """``“甲”、“乙”``."""
    return "、".join(f"“{item}”" for item in items)
