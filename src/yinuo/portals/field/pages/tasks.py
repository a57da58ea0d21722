"""The verifier's list by due day, and giving a check to somebody. Clause 2.4-a."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal, get_args

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from yinuo.law.verification import Method
from yinuo.people.models import Role
from yinuo.people.queries import officers_with
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import after_day, asked_with, days_from, following, mark, who
from yinuo.portals.face.words import short_date, weekday
from yinuo.portals.field.showing import task_or_404
from yinuo.verification.actions import assign
from yinuo.verification.queries import worklist

if TYPE_CHECKING:
    from datetime import date

    from yinuo.verification.models import Task

FIELD_ROLES = (Role.VERIFIER, Role.DECIDING_OFFICER)
SIZE = 30
Which = Literal["open", "mine", "unassigned", "overdue"]
WHICH: dict[Which, str] = {"open": "待核查", "mine": "我的", "unassigned": "没有分派", "overdue": "逾期"}
LATE = "已经逾期"
METHODS = {method.name.lower(): method.value for method in Method if method is not Method.EXEMPT}


@officers(*FIELD_ROLES)
@require_safe
def tasks_page(request: HttpRequest) -> HttpResponse:
    """What is to be checked, the nearest day first, under a heading each for late, today, this week and later."""
    on, asked = timezone.localdate(), request.GET.get("which", "")
    which: Which = asked if asked in get_args(Which) else "open"  # type: ignore[assignment]
    method = request.GET.get("method", "")
    method = method if method in METHODS else ""
    rows = worklist(
        who(request),
        on=on,
        which=which,
        method=method,
        after=after_day(request.GET.get("after", "")),
        size=SIZE,
    )
    shown, more = rows[:SIZE], len(rows) > SIZE
    context = {
        "days": _by_day(shown, on),
        "which": which,
        "filters": [(key, word, asked_with(request, which=key)) for key, word in WHICH.items()],
        "method": method,
        "methods": METHODS,
        "first": asked_with(request) if "after" in request.GET else "",
        "following": following(request, mark(shown[-1]) if more else None),
    }
    return render(request, "field/tasks.html", context)


def _by_day(rows: list[Task], on: date) -> list[dict[str, Any]]:
    """The rows under their headings; what is late first."""
    left, sunday = days_from(on), on + timedelta(days=6 - on.weekday())
    groups = groupby(rows, key=lambda task: _heading(task.due_on, on, sunday))
    return [
        {"title": title, "late": title == LATE, "tasks": [(task, left(task.due_on)) for task in tasks]}
        for title, tasks in groups
    ]


def _heading(due_on: date, on: date, sunday: date) -> str:
    if due_on < on:
        return LATE
    if due_on == on:
        return f"今天到期，{short_date(on)} {weekday(on)}"
    return "本周到期" if due_on <= sunday else "以后到期"


@officers(*FIELD_ROLES)
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a check that nobody has; taking one's own again changes nothing."""
    account = who(request)
    task = task_or_404(request, pk)
    assign(task_id=task.pk, to=account, by=account, at=timezone.now())
    messages.success(request, "已经领取，请在期限内核查。")
    return redirect("field:task", pk=pk)


@officers(Role.DECIDING_OFFICER)
@require_POST
def assign_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a check to an officer of the agency."""
    task, on = task_or_404(request, pk), timezone.localdate()
    able = officers_with(task.agency_id, *FIELD_ROLES, on=on)
    chosen = next((one for one in able if str(one.pk) == request.POST.get("to")), None)
    if chosen is None:
        messages.error(request, "没有分派：还没有选核查人员，请在名单里选一位。")
    else:
        assign(task_id=task.pk, to=chosen, by=who(request), at=timezone.now())
        messages.success(request, f"已经分给{chosen.name}。")
    return redirect("field:task", pk=pk)
