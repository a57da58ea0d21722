"""Questions about checks: what is to be done by whom and when, what was found, what may be done next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONArray, JSONObject

from yinuo.applications.models import Application, SupplementRequest
from yinuo.commitments.models import Commitment
from yinuo.law import verification as law
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

if TYPE_CHECKING:
    from yinuo.law.credit import GradeFactors
    from yinuo.law.grammar import Conclusion
    from yinuo.people.models import Account

UNDER_WAY = ("submitted", "evidence_asked")
DECIDED = ("decided", "closed")
OVER = ("withdrawn", "terminated", "discarded", "annulled")

_NOBODYS = Q(next_attempt_at__isnull=True, assigned_to__isnull=True)
"""A person's to do, and nobody has it."""

# --- lists for people ------------------------------------------------------------------------------------------


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
    return list(_with_case(rows).order_by("due_on", "id")[: size + 1])


def overdue(account: Account, *, on: date) -> QuerySet[Task]:
    """The open checks past their day that a person may see, the oldest first; the system's own too."""
    return _with_case(visible_to(account, on=on).filter(status=TASK.start, due_on__lt=on)).order_by("due_on", "id")


def unassigned(account: Account, *, on: date) -> QuerySet[Task]:
    """The open checks that are a person's to do and that nobody has."""
    return _with_case(visible_to(account, on=on).filter(_NOBODYS, status=TASK.start)).order_by("due_on", "id")


def untrue_findings(account: Account, *, on: date) -> QuerySet[Task]:
    """Checks that contradict a promise after the decision and on which no proceeding has been opened."""
    rows = visible_to(account, on=on).filter(
        status="concluded",
        commitment__status__in=("signed", "kept"),
        commitment__proceeding__isnull=True,
        commitment__application_item__application__status__in=DECIDED,
    )
    return _with_case(_with_outcome(rows).filter(outcome=Finding.Outcome.DIFFERS)).order_by("due_on", "id")


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
    return _with_case(_with_outcome(rows).filter(outcome=Finding.Outcome.DIFFERS)).order_by("due_on", "id")


def of_commitment(commitment_id: int) -> list[Task]:
    """The checks of a commitment in the order of its plan."""
    return list(Task.objects.filter(commitment=commitment_id).select_related("assigned_to").order_by("id"))


def _with_outcome(rows: QuerySet[Task]) -> QuerySet[Task]:
    newest = Finding.objects.filter(task=OuterRef("pk")).order_by("-id")
    return rows.annotate(outcome=Subquery(newest.values("outcome")[:1]))


def _with_case(rows: QuerySet[Task]) -> QuerySet[Task]:
    return rows.select_related(
        "case_file", "agency", "assigned_to", "commitment__application_item__application__applicant",
        "commitment__application_item__application__matter",
    ).defer("commitment__facts", "commitment__application_item__application__answers")


# --- one check, one proceeding ---------------------------------------------------------------------------------


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
    task = _with_case(visible_to(account, on=on)).filter(pk=task_id).first()
    if task is None:
        return None
    findings = list(task.findings.select_related("query__source", "found_by").defer("query__asked").order_by("-id"))
    proceeding = Proceeding.objects.filter(commitment=task.commitment_id).select_related("notice").first()
    return TaskDetail(task, findings, proceeding, open_steps(account, task, on=on))


def proceeding_detail(account: Account, proceeding_id: int, *, on: date) -> Proceeding | None:
    """A proceeding with its finding, or None where the person may not see it."""
    return (
        proceedings_visible_to(account, on=on)
        .select_related(
            "agency", "finding__task", "finding__query__source", "notice", "told_by", "concluded_by", "case_file",
            "commitment__letter", "commitment__application_item__application__applicant",
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


# --- what the verbs ask ----------------------------------------------------------------------------------------


def latest_findings(task_ids: Iterable[int]) -> dict[int, Finding]:
    """The newest finding of each check; one query."""
    found = Finding.objects.filter(task__in=list(task_ids)).order_by("task_id", "-id").distinct("task_id")
    return {finding.task_id: finding for finding in found}


@dataclass(frozen=True, slots=True)
class CheckBefore:
    """How one check that the plan puts before the decision stands.

    Attributes:
        task: the check.
        finding: its newest finding, or None.
        outcome: ``pending``, ``agrees``, ``differs``, ``cannot_tell``, or ``after`` where it was put off.
        note: a sentence for the officer.
    """

    task: Task
    finding: Finding | None
    outcome: str
    note: str

    @property
    def holds_up(self) -> bool:
        """Whether the decision waits for it."""
        return self.outcome in {"pending", "differs"}

    def as_row(self) -> dict[str, str]:
        """The line for the application."""
        return {"fact": self.task.fact_text, "outcome": self.outcome, "note": self.note}


def checks_before(commitments: Iterable[Commitment]) -> list[CheckBefore]:
    """How the checks stand that concern a decision not made yet.

    Args:
        commitments: the standing commitments of one application.

    Returns:
        Every check that the plan puts before the decision, those put off since included; and every other check that
        happens to have contradicted a promise already.
    """
    given = list(commitments)
    planned = {(c.pk, line["fact_key"]) for c in given for line in c.plan if line["timing"] == "before"}
    tasks = list(
        Task.objects.filter(commitment__in=[c.pk for c in given], status__in=("open", "concluded")).order_by("id")
    )
    newest = latest_findings(task.pk for task in tasks)
    checks = [_check_before(task, newest.get(task.pk)) for task in tasks]
    return [c for c in checks if c.outcome == "differs" or (c.task.commitment_id, c.task.fact_key) in planned]


def _check_before(task: Task, finding: Finding | None) -> CheckBefore:
    if task.status == "concluded" and finding is not None:
        return CheckBefore(task, finding, finding.outcome, finding.explanation)
    if task.timing == Task.Timing.AFTER:
        return CheckBefore(task, finding, "after", _NOTE_AFTER[task.next_attempt_at is not None])
    note = "系统正在比对" if task.next_attempt_at is not None else "等核查人员核查"
    return CheckBefore(task, finding, "pending", note)


_NOTE_AFTER = {True: "来源未应答，决定后核查", False: "来源不能判断，决定后由核查人员核查"}


def promised(commitment: Commitment, fact_key: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The sealed fact of a commitment under a key, and what the person filled in; empty where erased."""
    kept = commitment.facts or {}
    fact = next((fact for fact in kept.get("facts", ()) if fact.get("key") == fact_key), {})
    return fact, kept.get("answers", {})


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the officer has established besides the factors of grading.

    Attributes:
        corrects_own_error: the person came forward or at once agreed that the entry was an error.
        third_party_interest: others rely on the decision or are harmed by it.
        public_interest_harm: annulling would gravely harm the public interest.
        crime_suspected: a crime is suspected.
    """

    corrects_own_error: bool = False
    third_party_interest: bool = False
    public_interest_harm: bool = False
    crime_suspected: bool = False


def options(
    proceeding: Proceeding, *, factors: GradeFactors | None, circumstances: Circumstances, on: date
) -> Conclusion[tuple[law.Option, ...]]:
    """What the law lets the officer choose in a proceeding, with criteria, and why the rest is not open.

    Args:
        proceeding: with commitment and application.
        factors: what the officer has established for the grade, or None.
        circumstances: what else he has established.
        on: the day.
    """
    application = proceeding.commitment.application_item.application
    spoken = Representation.objects.filter(proceeding=proceeding).exists()
    heard: Literal["heard", "waived", "pending"] = "heard" if spoken else "waived"
    return law.dispositions.on(
        on,
        law.UntrueFacts(
            decided=application.status in DECIDED,
            intent_shown=factors is not None and factors.intent_shown,
            corrected=factors is not None and factors.corrected,
            representation="pending" if proceeding.status == PROCEEDING.start else heard,
            corrects_own_error=circumstances.corrects_own_error,
            third_party_interest=circumstances.third_party_interest,
            public_interest_harm=circumstances.public_interest_harm,
            crime_suspected=circumstances.crime_suspected,
        ),
    )


# --- pulls: what lacks its successor ---------------------------------------------------------------------------

_APPLICATION = "application_item__application"


def without_tasks(*, limit: int = 200) -> list[int]:
    """Keys of commitments handed in whose plan has not become tasks yet."""
    rows = Commitment.objects.filter(planned_at__isnull=True, **{f"{_APPLICATION}__submitted_at__isnull": False})
    return list(rows.order_by("id").values_list("pk", flat=True)[:limit])


def due_data_checks(*, at: datetime, limit: int = 200) -> list[int]:
    """Keys of open checks that the system is to try now, the longest waiting first."""
    rows = Task.objects.filter(status=TASK.start, next_attempt_at__lte=at)
    return list(rows.order_by("next_attempt_at", "id").values_list("pk", flat=True)[:limit])


def pointless(*, limit: int = 200) -> list[int]:
    """Keys of commitments that were withdrawn, or whose application is over, and that still have open checks."""
    still_open = Task.objects.filter(commitment=OuterRef("pk"), status=TASK.start)
    over = Q(status="withdrawn") | Q(**{f"{_APPLICATION}__status__in": OVER})
    return list(Commitment.objects.filter(over, Exists(still_open)).order_by("id").values_list("pk", flat=True)[:limit])


def kept_but_not_said(*, limit: int = 200) -> list[int]:
    """Keys of commitments found true in every point, on decided applications, that are not marked as kept yet."""
    tasks = Task.objects.filter(commitment=OuterRef("pk"))
    newest = Finding.objects.filter(task=OuterRef("pk")).order_by("-id").values("outcome")[:1]
    concluded = tasks.filter(status="concluded").annotate(outcome=Subquery(newest))
    rows = (
        Commitment.objects.filter(
            Exists(concluded), status="signed", planned_at__isnull=False, **{f"{_APPLICATION}__status__in": DECIDED}
        )
        .exclude(Exists(tasks.filter(status=TASK.start)))
        .exclude(Exists(concluded.exclude(outcome=Finding.Outcome.AGREES)))
        .exclude(Exists(Proceeding.objects.filter(~Q(status="cleared"), commitment=OuterRef("pk"))))
    )
    return list(rows.order_by("id").values_list("pk", flat=True)[:limit])


def differing_unasked(*, limit: int = 200) -> list[int]:
    """Keys of applications under way with a contradicted promise that nobody has asked the applicant about yet."""
    newest = Finding.objects.filter(task=OuterRef("pk")).order_by("-id").values("outcome")[:1]
    asked = SupplementRequest.objects.filter(
        application=OuterRef("commitment__application_item__application"),
        differences__contains=JSONArray(JSONObject(task=OuterRef("pk"))),
    )
    rows = (
        Task.objects.filter(
            status="concluded", commitment__application_item__application__status="submitted", commitment__status="signed"
        )
        .annotate(outcome=Subquery(newest), application=F("commitment__application_item__application"))
        .filter(outcome=Finding.Outcome.DIFFERS)
        .exclude(Exists(asked))
    )
    return list(dict.fromkeys(rows.order_by("id").values_list("application", flat=True)[:limit]))


def unheard(*, on: date, limit: int = 200) -> list[int]:
    """Keys of proceedings whose time to speak ended before a day without a word."""
    rows = Proceeding.objects.filter(status=PROCEEDING.start, representation_due_on__lt=on)
    return list(rows.order_by("id").values_list("pk", flat=True)[:limit])


def application_of(commitment_id: int) -> int:
    """The application a commitment belongs to."""
    return int(Application.objects.values_list("pk", flat=True).get(items__commitments=commitment_id))
