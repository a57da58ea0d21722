"""Checks that do not simply agree: the register is silent, the person is asked, the check is opened again or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yinuo.casefile.actions import SYSTEM
from yinuo.exchange.comparison import Line, shown_to_applicant
from yinuo.law.deadlines import due
from yinuo.law.texts import CLAUSES
from yinuo.law.verification import MismatchFacts, on_mismatch
from yinuo.verification.lifecycle import TASK
from yinuo.verification.models import Task
from yinuo.verification.queries import OVER
from yinuo_demo.crowd import filing
from yinuo_demo.crowd.case import VERIFIER
from yinuo_demo.crowd.checking import tell, waiting

if TYPE_CHECKING:
    from yinuo.applications.models import SupplementRequest
    from yinuo.people.models import Account
    from yinuo.verification.models import Finding
    from yinuo_demo.crowd.case import Case


def stay_silent(case: Case, *, hand_over: bool) -> Task | None:
    """The register does not answer: the check is put behind the decision, and in the end given to a person."""
    task = next((t for t in waiting(case) if t.next_attempt_at is not None), None)
    if task is None:
        return None
    problem = f"{case.town.sources[task.source_key].name}：连续几次没有应答，暂停查询，稍后自动再试"
    task.attempts = 3
    case.wait(360, 900)
    if task.timing == Task.Timing.BEFORE:
        before, task.timing = task.due_on, Task.Timing.AFTER.value
        later = due("online_check_due", case.on, case.town.place, case.town.days)
        task.due_on = max(task.due_on, later.due_on)
        _enter(
            case,
            task,
            "put_off",
            "来源未应答，改为决定后核查",
            {
                "because": f"{problem}，决定不再等它",
                "attempts": 3,
                "due_before": before,
                "due_on": task.due_on,
            },
        )
    if hand_over:
        task.next_attempt_at = None
        _enter(
            case,
            task,
            "hand_over",
            "转由核查人员核查",
            {"because": f"{problem}，期限将到", "attempts": 3, "due_on": task.due_on},
        )
    tell(case)
    return task


def _enter(case: Case, task: Task, verb: str, title: str, facts: dict[str, Any]) -> None:
    case.record(
        f"verification.{verb}",
        title,
        by=None,
        by_label=SYSTEM,
        basis=CLAUSES["2.4-a"],
        facts={"task": task.pk, **facts},
    )


def ask_about(case: Case, task: Task) -> SupplementRequest:
    """Ask the applicant about what differs before the decision, once; see ``verification.actions.tell_application``."""
    finding = case.findings[task.pk]
    mark = {"task": task.pk, "fact": task.fact_text}
    lines = _differing(finding)
    rows: list[dict[str, Any]] = [{**shown_to_applicant(line), **mark} for line in lines] or [
        {"label": task.fact_text, "promised": "属实", "found": "核查不一致", **mark}
    ]
    what = "、".join(str(row["label"]) for row in rows) + "不一致"
    found = on_mismatch.on(
        case.on, MismatchFacts(decided=False, differences=(f"“{task.fact_text}”：{what}",))
    )
    reason = (
        f"核对时有内容与您的承诺对不上：“{task.fact_text}”，{what}。登记有时也会有误，所以先请您说明，这不是不予办理。"
        f"您可以任选一种：写明情况；更正填错的内容；交来能证明的材料。{found.instead}"
    )
    return filing.ask_evidence(case, task.commitment.application_item, reason, rows)


def _differing(finding: Finding) -> list[Line]:
    return [Line(**line) for line in finding.comparison or [] if line["agrees"] is False]


def reassess(
    case: Case, task: Task, *, by: Account, by_label: str = VERIFIER, facts: dict[str, Any] | None = None
) -> None:
    """Open a concluded check again; see ``verification.actions.reassess``."""
    case.step(
        task,
        TASK,
        "reassess",
        by=by,
        by_label=by_label,
        also={"next_attempt_at": None, "concluded_at": None},
        facts=facts or {"reason": "申请人已经说明并补交材料，重新核对", "by_register": False},
    )
    tell(case)


def cancel(case: Case, because: str) -> None:
    """Drop the checks that have become pointless; see ``verification.actions.cancel_for_withdrawn``.

    Those of a promise taken back, or all of a case that is over.
    """
    case.wait(10, 60)
    over = case.application.status in OVER
    for task in [t for t in waiting(case) if over or t.commitment.status == "withdrawn"]:
        case.step(
            task,
            TASK,
            "cancel",
            by=None,
            by_label=SYSTEM,
            also={"next_attempt_at": None, "concluded_at": case.now},
            facts={"because": because},
        )
    tell(case)
