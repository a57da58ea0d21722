"""One check or one proceeding with everything a page shows of it, and what may be done next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from yinuo.law.grammar import Refusal
from yinuo.law.lifecycle import Lifecycle, Step
from yinuo.verification.access import (
    proceedings_visible_to,
    visible_to,
    why_not_check,
    why_not_conclude_proceeding,
    why_not_represent,
)
from yinuo.verification.lifecycle import PROCEEDING, TASK
from yinuo.verification.models import Finding, Proceeding, Representation, Task
from yinuo.verification.queries.lists import with_case

if TYPE_CHECKING:
    from yinuo.people.models import Account


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step of the life cycle, and why it is not open to this person, if it is not."""

    step: Step
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """One check with all that was found.

    Attributes:
        task: the check.
        findings: newest first; ``comparison`` of each is personal data.
        proceeding: what followed, or None.
        steps: what this person may do next, and why not.
    """

    task: Task
    findings: list[Finding]
    proceeding: Proceeding | None
    steps: list[OpenStep]


def task_detail(account: Account, task_id: int, *, on: date) -> TaskDetail | None:
    """A check with its findings, or None where the person may not see it."""
    task = with_case(visible_to(account, on=on)).filter(pk=task_id).first()
    if task is None:
        return None
    findings = list(
        task.findings.select_related("query__source", "found_by").defer("query__asked").order_by("-id")
    )
    proceeding = Proceeding.objects.filter(commitment=task.commitment_id).select_related("notice").first()
    return TaskDetail(task, findings, proceeding, open_steps(account, task, on=on))


def proceeding_detail(account: Account, proceeding_id: int, *, on: date) -> Proceeding | None:
    """A proceeding with its finding, or None where the person may not see it."""
    return (
        proceedings_visible_to(account, on=on)
        .select_related(
            "agency",
            "finding__task",
            "finding__query__source",
            "notice",
            "told_by",
            "concluded_by",
            "case_file",
            "commitment__letter",
            "commitment__application_item__application__applicant",
            "commitment__application_item__application__matter",
        )
        .defer("notice__content", "commitment__letter__content", "finding__query__asked")
        .filter(pk=proceeding_id)
        .first()
    )


def representations(proceeding: Proceeding) -> list[Representation]:
    """What the person has said, in order."""
    return list(proceeding.representations.select_related("by").order_by("id"))


def open_steps(account: Account, row: Task | Proceeding, *, on: date) -> list[OpenStep]:
    """Which steps of a check or a proceeding are open to a person now, and why the others are not."""
    lifecycle: Lifecycle = TASK if isinstance(row, Task) else PROCEEDING
    return [
        OpenStep(step, lifecycle.refusal(step.name, row.status) or _why_not(account, row, step, on))
        for step in lifecycle.steps
        if step.by != "system"
    ]


def _why_not(account: Account, row: Task | Proceeding, step: Step, on: date) -> Refusal | None:
    if isinstance(row, Task):
        return why_not_check(account, row, on=on)
    if step.by == "applicant":
        return why_not_represent(account, row, on=on)
    return why_not_conclude_proceeding(account, row, on=on)
