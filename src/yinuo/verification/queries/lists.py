"""The lists people work from; every one through the one filter of what a person may see."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from django.db.models import Exists, OuterRef, Q, QuerySet

from yinuo.applications.models import SupplementRequest
from yinuo.verification.access import visible_to
from yinuo.verification.lifecycle import TASK
from yinuo.verification.models import Finding, Proceeding, Task
from yinuo.verification.queries.standing import DECIDED

if TYPE_CHECKING:
    from yinuo.people.models import Account

MOST_PICKED = 5_000
"""More waiting for an officer than anybody could look through."""

_NOBODYS = Q(next_attempt_at__isnull=True, assigned_to__isnull=True)
"""A person's to do, and nobody has it."""


def worklist(
    account: Account,
    *,
    on: date,
    which: Literal["open", "mine", "unassigned", "overdue"] = "open",
    method: str = "",
    after: tuple[date, int] | None = None,
    size: int = 30,
) -> list[Task]:
    """A verifier's open checks by due day; keyset paged, so that its cost does not grow with the list.

    Args:
        account: who asks.
        on: the day, for roles and for what is overdue.
        which: all that are a person's to do, his own, those nobody has, or those past their day.
        method: only this method, such as ``"document"``.
        after: ``(due_on, id)`` of the last row of the page before.
        size: rows a page; one more is returned where there is a next page.

    Returns:
        At most ``size + 1`` rows with case file, commitment, applicant and assignee.
    """
    kinds = {
        "open": Q(next_attempt_at__isnull=True),
        "mine": Q(assigned_to=account),
        "unassigned": _NOBODYS,
        "overdue": Q(due_on__lt=on),
    }
    rows = visible_to(account, on=on).filter(kinds[which], status=TASK.start)
    if method:
        rows = rows.filter(method=method)
    if after is not None:
        due_on, pk = after
        rows = rows.filter(due_on__gte=due_on).exclude(due_on=due_on, id__lte=pk)
    return list(with_case(rows).order_by("due_on", "id")[: size + 1])


def overdue(account: Account, *, on: date) -> QuerySet[Task]:
    """The open checks past their day that a person may see, the oldest first; the system's own too."""
    return with_case(visible_to(account, on=on).filter(status=TASK.start, due_on__lt=on)).order_by(
        "due_on", "id"
    )


def unassigned(account: Account, *, on: date) -> QuerySet[Task]:
    """The open checks that are a person's to do and that nobody has."""
    return with_case(visible_to(account, on=on).filter(_NOBODYS, status=TASK.start)).order_by("due_on", "id")


def untold() -> QuerySet[Task]:
    """Checks, whoever's, that contradict a promise after the decision and on which no proceeding has been opened."""
    return _untold(Task.objects.all())


def _untold(rows: QuerySet[Task]) -> QuerySet[Task]:
    return _that_contradict(
        rows.filter(
            ~Exists(Proceeding.objects.filter(commitment=OuterRef("commitment"))),
            status="concluded",
            commitment__status__in=("signed", "kept"),
            commitment__application_item__application__status__in=DECIDED,
        )
    )


def untrue_findings(account: Account, *, on: date) -> QuerySet[Task]:
    """Of those, the ones a person may see."""
    return with_case(_picked(_untold(visible_to(account, on=on)))).order_by("due_on", "id")


def to_review(account: Account, *, on: date) -> QuerySet[Task]:
    """Checks that contradict a promise before the decision, whose applicant has answered: to be looked at anew."""
    answered = SupplementRequest.objects.filter(
        application=OuterRef("commitment__application_item__application"),
        answered_at__isnull=False,
        asked_at__gte=OuterRef("concluded_at"),
    )
    rows = visible_to(account, on=on).filter(
        Exists(answered),
        status="concluded",
        commitment__status="signed",
        commitment__application_item__application__status="submitted",
    )
    return with_case(_picked(_that_contradict(rows))).order_by("due_on", "id")


def of_commitment(commitment_id: int) -> list[Task]:
    """The checks of a commitment in the order of its plan."""
    return list(Task.objects.filter(commitment=commitment_id).select_related("assigned_to").order_by("id"))


def _picked(rows: QuerySet[Task]) -> QuerySet[Task]:
    """The same rows, the oldest of them, found by a question of their own and then joined with what a list shows.

    In one question the planner would join every case with everything before it looks for the few.
    """
    return Task.objects.filter(
        pk__in=list(rows.order_by("due_on", "id").values_list("pk", flat=True)[:MOST_PICKED])
    )


def _that_contradict(rows: QuerySet[Task]) -> QuerySet[Task]:
    """Those whose newest finding contradicts the promise; reached from the few findings that do."""
    newer = Finding.objects.filter(task=OuterRef("task"), pk__gt=OuterRef("pk"))
    newest = Finding.objects.filter(~Exists(newer), outcome=Finding.Outcome.DIFFERS)
    return rows.filter(pk__in=newest.values("task"))


def with_case(rows: QuerySet[Task]) -> QuerySet[Task]:
    """With all that a row of a list shows: case file, agency, assignee, applicant, matter."""
    return rows.select_related(
        "case_file",
        "agency",
        "assigned_to",
        "commitment__application_item__application__applicant",
        "commitment__application_item__application__matter",
    ).defer("commitment__facts", "commitment__application_item__application__answers")
