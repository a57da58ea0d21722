"""The one queue: what waits for a decision, by due day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yinuo.applications.queries import CASE_ROLES as OF_THE_AGENCY
from yinuo.applications.queries import queue, visible_to
from yinuo.people.models import Role
from yinuo.portals.desk.reading import SIZE, glance, search_in
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import after_day, asked_with, days_from, following, mark, who, whole_number

if TYPE_CHECKING:
    from yinuo.applications.models import Application

LOOKS = {"": "全部", "submitted": "等我决定", "evidence_asked": "等申请人补充"}
CASE_ROLES = (*OF_THE_AGENCY, Role.JUSTICE_BUREAU)


@officers(*CASE_ROLES)
@never_cache
@require_safe
def queue_page(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, the nearest due day first; keyset paged; or what was searched for."""
    on, account = timezone.localdate(), who(request)
    query = request.GET.get("q", "").strip()[:80]
    found = search_in(visible_to(account, on=on), query) if query else None
    matter, after = whole_number(request.GET.get("matter")), after_day(request.GET.get("after", ""))
    look = request.GET.get("look", "") if request.GET.get("look") in LOOKS else ""
    rows = (
        queue(account, on=on, matter_id=matter, status=look, after=after, size=SIZE) if found is None else []
    )
    shown, more = rows[:SIZE], len(rows) > SIZE
    context = {
        "rows": lines(found if found is not None else shown, on),
        "found": found,
        "query": query,
        "narrowed": matter is not None,
        "look": look,
        "looks": [(key, word, asked_with(request, look=key, q="")) for key, word in LOOKS.items()],
        "matter": matter,
        "matters": _matters(shown),
        "all": asked_with(request, matter="", q=""),
        "first": asked_with(request) if after is not None else "",
        "following": following(request, mark(shown[-1]) if more else None),
        "today": sum(row.due_on is not None and row.due_on <= on for row in shown),
    }
    return render(request, "desk/queue.html", context)


def lines(rows: list[Application], on: date) -> list[dict[str, Any]]:
    """Cases as lines of the queue: the case, how it stands, working days left."""
    left = days_from(on)
    return [{"case": row, "stand": glance(row), "left": left(row.due_on)} for row in rows]


def _matters(rows: list[Application]) -> list[tuple[int, str]]:
    """The matters on this page, from which one can be looked at alone."""
    return list(dict.fromkeys((row.matter_id, row.matter.name) for row in rows))
