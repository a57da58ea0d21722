"""The one queue: what waits for a decision, by due day."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yinuo.applications.models import Application
from yinuo.applications.queries import queue, visible_to
from yinuo.people.models import Role
from yinuo.portals.desk.reading import int_of, search_in, working_days_left
from yinuo.portals.face.doors import officers

SIZE = 30
CASE_ROLES = (Role.DECIDING_OFFICER, Role.WINDOW_OFFICER, Role.CREDIT_OFFICER, Role.VERIFIER, Role.JUSTICE_BUREAU)


@officers(*CASE_ROLES)
def queue_page(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, the nearest due day first; keyset paged."""
    on = timezone.localdate()
    after = _after(request.GET.get("after", ""))
    rows = queue(request.user, on=on, matter_id=int_of(request.GET.get("matter")), after=after, size=SIZE)  # type: ignore[arg-type]
    shown, more = rows[:SIZE], len(rows) > SIZE
    following = f"{shown[-1].due_on.isoformat()}.{shown[-1].pk}" if more and shown and shown[-1].due_on else ""
    context = {
        "rows": [(row, working_days_left(row.due_on, on)) for row in shown],
        "following": following,
        "paged": after is not None,
        "matter": request.GET.get("matter", ""),
        "found": None,
    }
    query = request.GET.get("q", "").strip()
    if query:
        context["found"] = search_in(visible_to(request.user, on=on), query)  # type: ignore[arg-type]
    return render(request, "desk/queue.html", context)


def _after(written: str) -> tuple[date, int] | None:
    day, _, pk = written.partition(".")
    try:
        return date.fromisoformat(day), int(pk)
    except ValueError:
        return None


def neighbours(request: HttpRequest, application: Application) -> tuple[str, str]:
    """The numbers of the cases before and after one in the queue; empty where there is none."""
    on = timezone.localdate()
    rows = queue(request.user, on=on, size=SIZE)  # type: ignore[arg-type]
    numbers = [row.number for row in rows]
    if application.number not in numbers:
        return "", numbers[0] if numbers else ""
    at = numbers.index(application.number)
    return (numbers[at - 1] if at else ""), (numbers[at + 1] if at + 1 < len(numbers) else "")
