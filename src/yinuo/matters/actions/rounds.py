"""What comes round by itself: open the tasks of a change, close those that are finished. Clause 3.2-b."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from yinuo.casefile.actions import SYSTEM, begin, take_step
from yinuo.law.adjusting import ChangeKind
from yinuo.law.texts import CLAUSES
from yinuo.matters.actions.revisions import locked_task, set_basis
from yinuo.matters.lifecycle import REVISION_TASK
from yinuo.matters.models import ItemVersion, RevisionTask, TextChange
from yinuo.matters.queries.published import IN_USE
from yinuo.matters.queries.revisions import RUNNING, basis_after, finished_tasks, unfinished_of_withdrawn
from yinuo.matters.queries.touched import items_without_task

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def open_revisions(*, change_id: int, at: datetime, limit: int = 200) -> int:
    """Open tasks for items a change touches and that have none for it yet; called until it returns 0.

    Killed in the middle, it goes on where it was; two at once wait for each other; twice opens nothing twice.

    Args:
        change_id: the change.
        at: the moment, aware.
        limit: at most so many in this transaction.

    Returns:
        How many tasks were opened.
    """
    change = TextChange.objects.select_for_update(of=("self",)).select_related("text").get(pk=change_id)
    if change.withdrawn_at is not None or change.opened_at is not None:
        return 0
    items = list(items_without_task(change)[:limit])
    versions = {
        row.item_id: row
        for row in ItemVersion.objects.filter(item__in=items, status__in=IN_USE).only("item_id")
    }
    tasks = RevisionTask.objects.bulk_create(
        [
            RevisionTask(
                change=change,
                proof_item=item,
                case_file_id=item.case_file_id,
                agency_id=item.matter.agency_id,
                sure=item.sure,  # type: ignore[attr-defined]
                due_on=change.due_on,
                version=versions.get(item.pk),
                opened_at=at,
            )
            for item in items
        ]
    )
    for task in tasks:
        begin(
            task,
            REVISION_TASK,
            by=None,
            by_label=SYSTEM,
            at=at,
            title=f"开出修订任务：{change.named}{ChangeKind[change.kind].value}"[:120],
            basis=CLAUSES["3.2-b"],
            facts={"change": change.pk, "due_on": change.due_on, "sure": task.sure},
        )
    if len(items) < limit:
        change.opened_at = at
        change.save(update_fields=["opened_at"])
    return len(tasks)


@transaction.atomic
def close_revisions(*, at: datetime, limit: int = 200) -> int:
    """Finish the tasks whose item has a newer version in use or is no longer used, and drop those of withdrawn changes.

    Pulled by the round: what is finished is found by a question, so that twice changes nothing.

    Args:
        at: the moment, aware.
        limit: at most so many in this transaction.

    Returns:
        How many tasks were closed.
    """
    closed = 0
    for task_id, why, version in finished_tasks(limit=limit):
        closed += _close(task_id, why, version, at)
    for task_id in unfinished_of_withdrawn(limit=max(0, limit - closed)):
        task = locked_task(task_id)
        if task.status in RUNNING:
            said = f"变动登记已撤销：{task.change.withdrawn_because}"[:300]
            also = {"closed_at": at, "closed_because": said}
            take_step(
                task,
                REVISION_TASK,
                "waive",
                by=None,
                by_label=SYSTEM,
                at=at,
                also=also,
                facts={"reason": said},
            )
            closed += 1
    return closed


def _close(task_id: int, why: str, version_id: int | None, at: datetime) -> int:
    task = locked_task(task_id)
    if task.status not in RUNNING:
        return 0
    version = ItemVersion.objects.filter(pk=version_id).first() if version_id is not None else None
    if version is not None and task.change.kind != ChangeKind.AMENDED.name:
        _follow_version(task, version, at)
    take_step(
        task,
        REVISION_TASK,
        "finish",
        by=None,
        by_label=SYSTEM,
        at=at,
        also={"closed_at": at, "closed_because": why},
        facts={"why": why, "version": version.number if version is not None else None},
    )
    return 1


def _follow_version(task: RevisionTask, version: ItemVersion, at: datetime) -> None:
    """Where the item's own basis still names what ended, the reviewed basis of the new version takes its place."""
    item = task.proof_item
    stale = basis_after(task.change, item.basis)
    basis = str(version.notice.get("basis", "")).strip()
    if stale.changed and basis:
        set_basis(item, basis, None, SYSTEM, at)
