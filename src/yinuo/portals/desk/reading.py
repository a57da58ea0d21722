"""What the desk finds for words typed, and how the rows of its queue are read at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from yinuo.applications.queries import queue
from yinuo.people.models import Subject
from yinuo.people.queries import subject_by_number

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from yinuo.applications.models import Application
    from yinuo.people.models import Account

MOST_FOUND = 50
SIZE = 30
WAITING = ("submitted", "evidence_asked")


def search_in(rows: QuerySet[Application], query: str) -> list[Application]:
    """Cases by number, by a name's beginning, or by a whole identity number; within what the officer may see.

    Args:
        rows: what the officer may see.
        query: as typed.

    Returns:
        At most fifty, newest first.
    """
    if "\x00" in query:
        return []
    # Each way has an index of its own; asked in one question none of them would be used.
    ways = [Q(number__startswith=query), Q(applicant__in=Subject.objects.filter(name__startswith=query))]
    subject = subject_by_number(query.upper()) if len(query) == 18 else None
    if subject is not None:
        ways.append(Q(applicant=subject))
    keys = {
        key
        for way in ways
        for key in rows.filter(way).order_by("-id").values_list("pk", flat=True)[:MOST_FOUND]
    }
    found = rows.filter(pk__in=keys).select_related("matter", "applicant", "agency").defer("answers")
    return list(found.order_by("-id")[:MOST_FOUND])


def glance(row: Application) -> tuple[str, str, str]:
    """How a waiting case stands, from its own row alone: word, tone, icon."""
    if row.status == "evidence_asked":
        return "等申请人补充", "open", "clock"
    if row.status != "submitted":
        return row.get_status_display(), "open", "info"
    outcomes = {check.get("outcome") for check in row.checks}
    if "differs" in outcomes:
        return "有不一致", "look", "alert"
    if row.checks_cleared_at is not None:
        return "核查已办妥", "ok", "check"
    return ("等核查", "open", "clock") if outcomes else ("看材料", "go", "file")


def beside(account: Account, application: Application, *, on: date) -> list[Application]:
    """The page of the queue on which a case stands; the first page for a case that waits no more.

    Beside a case that waits for the officer stand those that wait for him too, so that from one to the next he comes
    to what he can decide.
    """
    status = "" if application.status == "evidence_asked" else "submitted"
    rows = queue(account, on=on, status=status, size=SIZE)
    listed = any(row.pk == application.pk for row in rows)
    if listed or application.status not in WAITING or application.due_on is None:
        return rows[:SIZE]
    after = (application.due_on, application.pk - 1)
    return queue(account, on=on, status=status, after=after, size=SIZE)[:SIZE]


def neighbours(rows: list[Application], application: Application) -> tuple[str, str]:
    """The numbers of the cases before and after one in the queue; empty where there is none."""
    numbers = [row.number for row in rows]
    if application.number not in numbers:
        return "", numbers[0] if numbers else ""
    at = numbers.index(application.number)
    return (numbers[at - 1] if at else ""), (numbers[at + 1] if at + 1 < len(numbers) else "")
