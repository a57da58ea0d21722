"""How the desk reads what comes in an address, and how it counts days for people."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from yinuo.applications.models import Application
from yinuo.people.queries import subject_by_number
from yinuo.workdays.queries import calendar

MOST_FOUND = 50


def int_of(written: str | None) -> int | None:
    """A whole number from an address, or None."""
    return int(written) if written and written.isdigit() and len(written) < 18 else None


def working_days_left(due: date | None, on: date) -> int | None:
    """Working days after today until a due day; negative when past, None where there is none."""
    return calendar().workdays_between(on, due) if due is not None else None


def search_in(rows: QuerySet[Application], query: str) -> list[Application]:
    """Cases by number, by a name's beginning, or by a whole identity number; within what the officer may see.

    Args:
        rows: what the officer may see.
        query: as typed.

    Returns:
        At most fifty, newest first.
    """
    wanted = Q(number__startswith=query) | Q(applicant__name__startswith=query)
    subject = subject_by_number(query.upper()) if len(query) == 18 else None
    if subject is not None:
        wanted |= Q(applicant=subject)
    return list(
        rows.filter(wanted).select_related("matter", "applicant", "agency").defer("answers").order_by("-id")[:MOST_FOUND]
    )
