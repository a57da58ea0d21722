"""Questions about applications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from yinuo.applications.access import CASE_ROLES, reach, visible_to, why_not_edit, why_not_run
from yinuo.applications.lifecycle import APPLICATION
from yinuo.applications.models import Application, ApplicationItem, Material
from yinuo.law.grammar import Refusal
from yinuo.law.lifecycle import Step
from yinuo.people.models import Account, Role

__all__ = [
    "CASE_ROLES",
    "for_person",
    "items_of",
    "materials_of",
    "open_steps",
    "queue",
    "reach",
    "visible_to",
]

QUEUE_STATUSES = ("submitted", "evidence_asked")


def for_person(account: Account, *, on: date) -> QuerySet[Application]:
    """A citizen's own and his principals' applications, newest first, without discarded drafts."""
    return (
        visible_to(account, on=on)
        .exclude(status="discarded")
        .select_related("matter", "agency", "applicant")
        .order_by("-id")
    )


def queue(
    account: Account,
    *,
    on: date,
    matter_id: int | None = None,
    status: str = "",
    after: tuple[date, int] | None = None,
    size: int = 30,
) -> list[Application]:
    """An officer's queue: what waits for a decision, by due day; keyset paged, so that its cost does not grow.

    Args:
        account: the officer.
        on: the day, for roles.
        matter_id: only this matter.
        status: only ``submitted``, which waits for the officer, or ``evidence_asked``, which waits for the applicant.
        after: ``(due_on, id)`` of the last row of the page before.
        size: rows a page; one more is returned when there is a next page.

    Returns:
        At most ``size + 1`` rows with matter and applicant.
    """
    rows = visible_to(account, on=on).filter(status__in=[s for s in QUEUE_STATUSES if status in {"", s}])
    if matter_id is not None:
        rows = rows.filter(matter=matter_id)
    if after is not None:
        due_on, pk = after
        rows = rows.filter(due_on__gte=due_on).exclude(due_on=due_on, id__lte=pk)
    return list(
        rows.select_related("matter", "applicant", "agency")
        .defer("answers")
        .order_by("due_on", "id")[: size + 1]
    )


def items_of(application: Application) -> list[ApplicationItem]:
    """The proof items of an application with item and pinned version, in the order of the catalogue."""
    return list(
        application.items.select_related("proof_item", "version", "held_query__source").order_by(
            "proof_item_id"
        )
    )


def materials_of(application: Application) -> list[Material]:
    """The materials in the file, without those taken out again."""
    return list(application.materials.filter(removed_at__isnull=True).order_by("id"))


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step of the life cycle, and why it is not open to this person, if it is not."""

    step: Step
    refusal: Refusal | None


def open_steps(account: Account, application: Application, *, on: date) -> list[OpenStep]:
    """Which steps are open to a person now, and why the others are not."""
    found = []
    for step in APPLICATION.steps:
        refusal = APPLICATION.refusal(step.name, application.status)
        if refusal is None and step.by == "applicant":
            refusal = why_not_edit(account, application, on=on)
        elif refusal is None and step.by == "deciding_officer":
            refusal = why_not_run(account, application, Role.DECIDING_OFFICER, on=on)
        found.append(OpenStep(step, refusal))
    return found
