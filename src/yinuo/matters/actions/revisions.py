"""Working off the tasks that a change of law has opened: draw up the next version, find that none is needed, be done.

Clause 3.2-b.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.casefile.actions import record, take_step
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.access import tasks_visible_to, why_not_edit, why_not_waive
from yinuo.matters.actions.drafts import BY_EDITOR, draft_version
from yinuo.matters.following import remarks_on
from yinuo.matters.lifecycle import ITEM_VERSION, REVISION_TASK
from yinuo.matters.models import ItemVersion, ProofItem, RevisionTask
from yinuo.matters.queries.published import IN_USE
from yinuo.matters.queries.revisions import basis_after, following_of, means_text
from yinuo.matters.terms import Terms
from yinuo.people.models import Account, Role

if TYPE_CHECKING:
    from datetime import datetime

MIN_REASON = 4


@transaction.atomic
def draft_revision(*, task_id: int, by: Account, at: datetime) -> RevisionTask:
    """Draw up the next version of an item in one act: as the one in use, its basis mended, with what must be looked at.

    A draft that is open keeps all an editor has written in it; only its basis is mended.

    Args:
        task_id: the task.
        by: a catalogue editor of the agency or of the bureau in charge.
        at: the moment, aware.

    Returns:
        The task, with its draft and remarks; unchanged where the draft stands already.

    Raises:
        Refused: not an editor of this agency, the task is over, a version waits for review, or the item never had one.
    """
    task = locked_task(task_id)
    _refuse_unless_editor(by, task, at)
    if task.status == "drafted" and task.draft is not None and task.draft.status == "draft":
        return task
    if task.status != "drafted":
        REVISION_TASK.refuse_unless_open("draft_revision", task.status)
    base, open_draft = _base(task)
    change = following_of(task.change)
    before = str(base.notice.get("basis", "")) or task.proof_item.basis
    done = basis_after(task.change, before)
    content = {"notice": base.notice, "facts": base.facts, "plain": base.plain}
    remarks = remarks_on(content, change, means_text(task.change.text), done)
    draft = draft_version(
        item=task.proof_item,
        notice={**base.notice, "basis": done.text if done.left else before},
        facts=base.facts,
        inputs=base.inputs,
        plain=base.plain,
        by=by,
        at=at,
        terms=Terms.from_json(base.terms),
        answers=base.answers,
    )
    also = {"draft": draft, "remarks": [one.as_json() for one in remarks]}
    facts = {
        "draft": draft.number,
        "remarks": len(remarks),
        "mended": done.changed,
        "into_open_draft": open_draft,
    }
    if task.status == "drafted":
        # The draft was sent back, thrown away or superseded; it is drawn up again.
        task.draft, task.remarks = draft, also["remarks"]
        task.save(update_fields=["draft", "remarks"])
        _record(task, "重新拟出新版", by, BY_EDITOR, at, facts)
        return task
    take_step(task, REVISION_TASK, "draft_revision", by=by, by_label=BY_EDITOR, at=at, also=also, facts=facts)
    return task


@transaction.atomic
def ask_drafts(*, change_id: int, by: Account, at: datetime) -> int:
    """Have the next versions of all items of a change drawn up in the background, as far as the person may edit them.

    Args:
        change_id: the change.
        by: a catalogue editor.
        at: the moment, aware.

    Returns:
        How many tasks are open to be drafted; what is drafted already is left alone, so that asking twice does no harm.

    Raises:
        Refused: not a catalogue editor, or nothing is open.
    """
    on = timezone.localdate(at)
    mine = tasks_visible_to(by, on=on).filter(change=change_id, status="open")
    first = mine.select_related("agency").order_by("pk").first()
    refusal = why_not_edit(by, first.agency, on=on) if first is not None else None
    if first is None or refusal is not None:
        nothing = Refusal(
            "没有拟出新版", "这次变动没有等着您拟新版的事项", CLAUSES["3.2-b"], "请看任务清单里各项的进展。"
        )
        raise Refused(refusal or nothing)
    app.configure_task("matters.draft_revisions", queue="catalogue").defer(
        change_id=change_id, account_id=by.pk
    )
    return mine.count()


def draft_revisions(*, change_id: int, account_id: int, at: datetime) -> int:
    """Draw up the next versions of the items of a change, each in its own transaction; what cannot be is left open.

    Args:
        change_id: the change.
        account_id: the editor who asked.
        at: the moment, aware.

    Returns:
        How many were drawn up.
    """
    by = Account.objects.get(pk=account_id)
    rows = tasks_visible_to(by, on=timezone.localdate(at)).filter(change=change_id, status="open")
    done = 0
    for task_id in list(rows.order_by("pk").values_list("pk", flat=True)):
        try:
            draft_revision(task_id=task_id, by=by, at=at)
        except Refused:
            continue
        done += 1
    return done


def _base(task: RevisionTask) -> tuple[ItemVersion, bool]:
    """What the next version begins from: the open draft, else the version in use, else the newest there was."""
    versions = list(task.proof_item.versions.order_by("-number"))
    waiting = next((one for one in versions if one.status in {"in_review", "approved"}), None)
    if waiting is not None:
        ITEM_VERSION.refuse_unless_open("submit", waiting.status)
    draft = next((one for one in versions if one.status == "draft"), None)
    base = draft or next((one for one in versions if one.status in IN_USE), versions[0] if versions else None)
    if base is None:
        raise Refused(
            Refusal(
                "没有拟出新版",
                "这项证明还没有编制过版本，没有可以照着拟的",
                CLAUSES["3.2-b"],
                "请改正目录里的设定依据；确认不受影响的，由法制审核人员认定不需修订。",
            )
        )
    return base, draft is not None


@transaction.atomic
def correct_basis(*, task_id: int, basis: str, by: Account, at: datetime) -> RevisionTask:
    """Write the basis of an item anew that has no version yet; the task is finished by the round once it no longer cites
    what ended.

    Args:
        task_id: the task.
        basis: the new basis.
        by: a catalogue editor of the agency or of the bureau in charge.
        at: the moment, aware.

    Raises:
        Refused: not an editor of this agency, the task is over, or the item has versions, whose notices are revised.
    """
    task = locked_task(task_id)
    _refuse_unless_editor(by, task, at)
    REVISION_TASK.refuse_unless_open("finish", task.status)
    if task.proof_item.versions.exists():
        raise Refused(
            Refusal(
                "没有改正依据",
                "这项证明已经编制了版本，依据要随新版改",
                CLAUSES["3.2-b"],
                "请拟出新版，审核公布后目录里的依据随之更正。",
            )
        )
    set_basis(task.proof_item, basis.strip(), by, BY_EDITOR, at)
    return task


def set_basis(item: ProofItem, basis: str, by: Account | None, by_label: str, at: datetime) -> None:
    """The basis of the item itself, with the words before kept in the case file."""
    if item.basis == basis:
        return
    before = item.basis
    item.basis = basis
    item.revision += 1
    item.save(update_fields=["basis", "revision"])
    record(
        case_file_id=item.case_file_id,
        step="matters.correct_basis",
        title="更正设定依据",
        by=by,
        by_label=by_label,
        at=at,
        basis=CLAUSES["3.2-b"],
        facts={"before": before, "after": basis},
    )


@transaction.atomic
def waive(*, task_id: int, reason: str, by: Account, at: datetime) -> RevisionTask:
    """Find that an item needs no revision because of a change.

    Args:
        task_id: the task.
        reason: why; at least four characters, kept.
        by: a legal reviewer of the agency or of the bureau in charge, or somebody of the justice bureau.
        at: the moment, aware.

    Raises:
        Refused: not this person's to find, the task is over, or no reason.
    """
    task = locked_task(task_id)
    REVISION_TASK.refuse_unless_open("waive", task.status)
    _refuse_unless_reviewer(by, task, at)
    why = reason.strip()[:300]
    if len(why) < MIN_REASON:
        raise Refused(
            Refusal(
                "没有认定", "没有写明理由", CLAUSES["3.2-b"], "请写明为什么不需修订（至少四个字），写入案卷。"
            )
        )
    take_step(
        task,
        REVISION_TASK,
        "waive",
        by=by,
        by_label=Role.LEGAL_REVIEWER.label,
        at=at,
        also={"closed_at": at, "closed_because": why},
        facts={"reason": why},
    )
    return task


@transaction.atomic
def reopen(*, task_id: int, by: Account, at: datetime) -> RevisionTask:
    """Take back that an item needs no revision.

    Raises:
        Refused: not this person's to take back, it was not waived, or the change itself was withdrawn.
    """
    task = locked_task(task_id)
    REVISION_TASK.refuse_unless_open("reopen", task.status)
    _refuse_unless_reviewer(by, task, at)
    if task.change.withdrawn_at is not None:
        raise Refused(
            Refusal("没有恢复", "这次变动的登记已经撤销", CLAUSES["3.2-b"], "变动确实有的，请重新登记。")
        )
    take_step(
        task,
        REVISION_TASK,
        "reopen",
        by=by,
        by_label=Role.LEGAL_REVIEWER.label,
        at=at,
        also={"closed_at": None, "closed_because": ""},
    )
    return task


def locked_task(task_id: int) -> RevisionTask:
    """Item first, then task, as the verbs of versions do."""
    known = RevisionTask.objects.only("proof_item").get(pk=task_id)
    item = (
        ProofItem.objects.select_for_update(of=("self",))
        .select_related("matter__agency")
        .get(pk=known.proof_item_id)
    )
    task = (
        RevisionTask.objects.select_for_update(of=("self",))
        .select_related("change__text", "change__replaced_by", "agency", "draft")
        .get(pk=task_id)
    )
    task.proof_item = item
    return task


def _refuse_unless_editor(by: Account, task: RevisionTask, at: datetime) -> None:
    refusal = why_not_edit(by, task.agency, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)


def _refuse_unless_reviewer(by: Account, task: RevisionTask, at: datetime) -> None:
    refusal = why_not_waive(by, task, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)


def _record(
    task: RevisionTask, title: str, by: Account | None, by_label: str, at: datetime, facts: dict[str, Any]
) -> None:
    record(
        case_file_id=task.case_file_id,
        step="matters.draft_revision",
        title=title,
        by=by,
        by_label=by_label,
        at=at,
        basis=CLAUSES["3.2-b"],
        facts=facts,
    )
