"""How officers' pages read an address, page through lists, and count days for people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django.utils.http import urlencode

from yinuo.workdays.queries import calendar

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yinuo.people.models import Account

LONGEST_KEY = 18


def who(request: HttpRequest) -> Account:
    """Who is signed in; behind a door that admits nobody else."""
    return cast("Account", request.user)


def whole_number(written: str | None) -> int | None:
    """A whole number from an address, or None where it is none."""
    known = written is not None and written.isascii() and written.isdecimal() and len(written) <= LONGEST_KEY
    return int(written) if known and written is not None else None


def day_of(written: str | None) -> date | None:
    """A day written ``2026-11-23``, or None where it is none."""
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None


def after_day(written: str) -> tuple[date, int] | None:
    """The mark after which a page by due day begins, ``2026-11-23.17``; None for one that was never given out."""
    day, _, key = written.partition(".")
    on, pk = day_of(day), whole_number(key)
    return (on, pk) if on is not None and pk is not None else None


def mark(row: Any) -> str:
    """The mark of the last row of a page by due day."""
    return f"{row.due_on.isoformat()}.{row.pk}"


def following(request: HttpRequest, after: str | int | None, **changes: str) -> str:
    """The address of the next page: the same filters, beginning after a mark; empty where there is none."""
    return asked_with(request, **{**changes, "after": str(after)}) if after else ""


def asked_with(request: HttpRequest, **changes: str) -> str:
    """The address of this page with some of its filters changed; an empty value takes a filter away.

    A mark of paging is dropped, unless it is one of the changes: other filters, another first page.
    """
    kept = {key: str(value) for key, value in request.GET.items() if key != "after"}
    wanted = {key: value for key, value in {**kept, **changes}.items() if value}
    return f"{request.path}?{urlencode(wanted)}" if wanted else request.path


def days_from(on: date) -> Callable[[date | None], int | None]:
    """A counter of working days from a day on; the calendar is read once for a whole page.

    Args:
        on: the day counted from; it does not count itself.

    Returns:
        From a due day to the working days left: 0 on the day itself and on no other, negative when past, None where
        there is no due day or the calendar does not reach it.
    """
    known = calendar()

    def left(due: date | None) -> int | None:
        if due is None or due == on:
            return None if due is None else 0
        try:
            between = known.workdays_between(on, due)
        except LookupError:
            return None
        # On a Sunday a thing due on Friday is late, though no working day lies between.
        return max(between, 1) if due > on else min(between, -1)

    return left
