"""How a promise stands: what was found, what the decision waits for, what the law lets the officer choose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from yinuo.applications.models import Application
from yinuo.commitments.models import Commitment
from yinuo.law import verification as law
from yinuo.verification.lifecycle import PROCEEDING
from yinuo.verification.models import Finding, Proceeding, Representation, Task

if TYPE_CHECKING:
    from yinuo.law.credit import GradeFactors
    from yinuo.law.grammar import Conclusion

UNDER_WAY = ("submitted", "evidence_asked")
DECIDED = ("decided", "closed")
OVER = ("withdrawn", "terminated", "discarded", "annulled")


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
        Task.objects.filter(commitment__in=[c.pk for c in given], status__in=("open", "concluded")).order_by(
            "id"
        )
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
    fact: dict[str, Any] = next((fact for fact in kept.get("facts", ()) if fact.get("key") == fact_key), {})
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


def application_of(commitment_id: int) -> int:
    """The application a commitment belongs to."""
    return int(Application.objects.values_list("pk", flat=True).get(items__commitments=commitment_id))
