"""Revision tasks: the list with its clock, one task with the basis before and after, and its steps. Clause 3.2-b."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yinuo.law.grammar import Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.actions import correct_basis, draft_revision, reopen, waive
from yinuo.matters.models import RevisionTask, TextChange
from yinuo.matters.queries import (
    RUNNING,
    basis_after,
    escalated,
    footing,
    open_steps,
    tally,
    task_steps,
    tasks,
)
from yinuo.people.models import Role
from yinuo.people.queries import has_role
from yinuo.portals.desk.comparing import compared
from yinuo.portals.desk.pages.catalogue import EDITORS
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import after_day, asked_with, days_from, following, mark, who, whole_number

if TYPE_CHECKING:
    from django.db.models import QuerySet

SIZE = 30
LOOKS = {
    "": "待办",
    "overdue": "逾期",
    "drafted": "已拟新版",
    "done": "已完成",
    "waived": "不需修订",
    "escalated": "报司法局",
}
TONES = {"open": ("open", ""), "drafted": ("go", "edit"), "done": ("ok", "check"), "waived": ("", "")}


@officers(*EDITORS)
@never_cache
@require_safe
def revisions_page(request: HttpRequest) -> HttpResponse:
    """The tasks this officer may see, the most urgent first; what is gravely late, for the justice bureau."""
    on = timezone.localdate()
    look = request.GET.get("look", "")
    justice = has_role(who(request), Role.JUSTICE_BUREAU, on=on)
    looks = {key: word for key, word in LOOKS.items() if key != "escalated" or justice}
    look = look if look in looks else ""
    change = (
        TextChange.objects.select_related("text")
        .filter(pk=whole_number(request.GET.get("change")) or 0)
        .first()
    )
    mine = tasks(who(request), on=on)
    mine = mine.filter(change=change) if change is not None else mine
    rows = escalated(on=on) if look == "escalated" else _narrowed(mine, look)
    rows = rows.filter(change=change) if change is not None else rows
    after = after_day(request.GET.get("after", ""))
    if after is not None:
        rows = rows.filter(Q(due_on__gt=after[0]) | Q(due_on=after[0], pk__gt=after[1]))
    found, left = list(rows[: SIZE + 1]), days_from(on)
    context = {
        "rows": [(row, TONES[row.status], left(row.due_on)) for row in found[:SIZE]],
        "tally": tally(mine, on=on),
        "looks": [(key, word, asked_with(request, look=key)) for key, word in looks.items()],
        "look": look,
        "change": change,
        "all": asked_with(request, change=""),
        "first": asked_with(request) if after else "",
        "following": following(request, mark(found[SIZE - 1]) if len(found) > SIZE else None),
        "grave": CLAUSES["3.4-b"],
    }
    return render(request, "desk/revisions.html", context)


def _narrowed(rows: QuerySet[RevisionTask], look: str) -> QuerySet[RevisionTask]:
    if look == "overdue":
        return rows.filter(status__in=RUNNING, due_on__lt=timezone.localdate())
    return rows.filter(status=look) if look else rows.filter(status__in=RUNNING)


@officers(*EDITORS)
@never_cache
@require_safe
def revision_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: why, what the basis becomes, what must be looked at, and what this officer may do."""
    return _shown(request, _task(request, pk))


def _task(request: HttpRequest, pk: int) -> RevisionTask:
    rows = tasks(who(request), on=timezone.localdate()).select_related(
        "proof_item__matter__agency", "change__text", "change__replaced_by", "agency", "draft", "version"
    )
    return get_object_or_404(rows, pk=pk)


def _shown(request: HttpRequest, task: RevisionTask, *, status: int = 200, **more: Any) -> HttpResponse:
    on = timezone.localdate()
    version = task.proof_item.versions.filter(status__in=("published", "suspended")).first()
    basis = str(version.notice.get("basis", "")) if version is not None else ""
    basis = basis or task.proof_item.basis
    done = basis_after(task.change, basis)
    steps = task_steps(who(request), task, on=on)
    context = {
        "task": task,
        "item": task.proof_item,
        "change": task.change,
        "tone": TONES[task.status],
        "left": days_from(on)(task.due_on),
        "running": task.status in RUNNING,
        "footing": footing(task, on=on) if task.status in RUNNING else None,
        "in_use": version,
        "basis": basis,
        "mended": done,
        "pieces": compared(basis, done.text),
        "bare": not task.proof_item.versions.exists(),
        "open": {step.name for step, why in steps if not why},
        "shut": [(step, why) for step, why in steps if why and task.status in step.sources],
        "may_suspend": version is not None and _may_suspend(request, version),
        **more,
    }
    return render(request, "desk/revision.html", context, status=status)


def _may_suspend(request: HttpRequest, version: Any) -> bool:
    steps = open_steps(who(request), version, on=timezone.localdate())
    return any(step.name == "suspend" and not why for step, why in steps)


STEPS: dict[str, Callable[..., RevisionTask]] = {
    "draft_revision": draft_revision,
    "waive": waive,
    "reopen": reopen,
    "correct_basis": correct_basis,
}
SAID = {
    "draft_revision": "新版已经拟好，请逐条核对后提交审核。",
    "waive": "已经记为不需修订，理由写入案卷。",
    "reopen": "已经恢复为待修订。",
    "correct_basis": "目录里的依据已经更正，系统核对后关闭这一项。",
}


@officers(*EDITORS)
@require_POST
def revision_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a task one step on; a refusal says why, and what was typed is kept."""
    task = _task(request, pk)
    if step not in STEPS:
        raise Http404
    reason, basis = (
        request.POST.get("reason", "")[:300],
        request.POST.get("basis", "")[:2000].replace("\x00", ""),
    )
    more: dict[str, Any] = (
        {"reason": reason} if step == "waive" else {"basis": basis} if step == "correct_basis" else {}
    )
    try:
        STEPS[step](task_id=task.pk, by=who(request), at=timezone.now(), **more)
    except Refused as refused:
        return _shown(
            request, task, status=409, refused=refused.refusal, tried=step, typed=reason, typed_basis=basis
        )
    messages.success(request, SAID[step])
    return redirect("desk:revision", pk=task.pk)
