"""The checks of a case: opened from the plan, made by registers and by people, told to the application."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING, Any

from yinuo.casefile.actions import SYSTEM
from yinuo.casefile.chain import canonical_bytes
from yinuo.commitments.lifecycle import COMMITMENT
from yinuo.credit.models import CreditEntry
from yinuo.exchange.comparison import compare
from yinuo.law.texts import CLAUSES
from yinuo.verification.lifecycle import TASK
from yinuo.verification.models import Finding, Task
from yinuo.verification.queries import CheckBefore
from yinuo_demo.crowd import crediting
from yinuo_demo.crowd.case import VERIFIER
from yinuo_demo.crowd.drafting import ask, record_that_fits

if TYPE_CHECKING:
    from yinuo.commitments.models import Commitment
    from yinuo.people.models import Account
    from yinuo_demo.crowd.case import Case

SAW = {
    "agrees": (
        "核对申请人提供的材料和留存档案，内容一致",
        "已与出具单位电话核实，情况属实",
        "到现场查看，与承诺一致",
        "协助单位书面答复：情况属实",
    ),
    "differs": (
        "出具单位书面答复：没有这项记录，与承诺不一致",
        "核对留存档案，登记内容与承诺不一致",
        "到现场查看，与承诺的情况不一致",
    ),
    "cannot_tell": ("出具单位已撤并，档案暂时无法调取，不能判断", "协助单位答复尚在整理，现有材料不能判断"),
}


def open_checks(case: Case) -> None:
    """Open the checks the plans name and tell the application; see ``verification.actions.open_tasks``."""
    case.wait(1, 4)
    for commitment in case.commitments:
        commitment.planned_at = case.now
        for line in commitment.plan:
            case.tasks.append(_open(case, commitment, line))
        tell(case)


def _open(case: Case, commitment: Commitment, line: dict[str, Any]) -> Task:
    by_system = line["who"] == "system"
    task = case.batch.add(
        Task(
            commitment=commitment,
            case_file=case.file,
            agency_id=commitment.agency_id,
            region_code=commitment.region_code,
            fact_key=line["fact_key"],
            fact_text=line["fact_text"],
            method=line["method"],
            timing=line["timing"],
            standard=line["standard"],
            source_key=line["source_key"],
            due_on=date.fromisoformat(line["due_on"]),
            opened_at=case.now,
            next_attempt_at=case.now if by_system else None,
            status=TASK.start,
        )
    )
    case.begin(
        task,
        TASK,
        by=None,
        by_label=SYSTEM,
        title="建立核查任务",
        basis=CLAUSES["2.4-a"],
        facts={
            "commitment": commitment.pk,
            **{k: line[k] for k in ("fact_key", "method", "timing", "who", "due_on")},
        },
    )
    if line["exempt"]:
        case.step(
            task,
            TASK,
            "pool",
            by=None,
            by_label=SYSTEM,
            also={"concluded_at": case.now},
            facts={"listed_until": line["due_on"]},
        )
    return task


def tell(case: Case) -> None:
    """Report to the application how the checks due before the decision stand; see ``applications.actions``."""
    application = case.application
    standing = [c for c in case.commitments if c.status != "withdrawn"]
    if application.status not in {"submitted", "evidence_asked"} or any(
        c.planned_at is None for c in standing
    ):
        return
    checks = [_before(case, task) for task in case.tasks if task.status in {"open", "concluded"}]
    planned = {(c.pk, line["fact_key"]) for c in standing for line in c.plan if line["timing"] == "before"}
    checks = [
        c for c in checks if c.outcome == "differs" or (c.task.commitment_id, c.task.fact_key) in planned
    ]
    clear, report = not any(check.holds_up for check in checks), [check.as_row() for check in checks]
    if (application.checks_cleared_at is not None) == clear and application.checks == report:
        return
    application.checks_cleared_at, application.checks = (case.now if clear else None), report
    case.record(
        "applications.report_checks",
        "决定前的核查已办妥" if clear else "决定前的核查还在进行",
        by=None,
        by_label=SYSTEM,
        basis=CLAUSES["2.4-a"],
        facts={"clear": clear, "checks": len(report)},
    )


def _before(case: Case, task: Task) -> CheckBefore:
    finding = case.findings.get(task.pk)
    if task.status == "concluded" and finding is not None:
        return CheckBefore(task, finding, finding.outcome, finding.explanation)
    if task.timing == Task.Timing.AFTER:
        note = (
            "来源未应答，决定后核查"
            if task.next_attempt_at is not None
            else "来源不能判断，决定后由核查人员核查"
        )
        return CheckBefore(task, finding, "after", note)
    note = "系统正在比对" if task.next_attempt_at is not None else "等核查人员核查"
    return CheckBefore(task, finding, "pending", note)


def waiting(case: Case, *, timing: str = "") -> list[Task]:
    """The open checks, of one timing where that is asked."""
    return [task for task in case.tasks if task.status == "open" and timing in {"", task.timing}]


def settle(case: Case, outcome: str, *, timing: str = "", only_first: bool = False) -> Task | None:
    """Bring open checks to a conclusion, by register or by hand as the plan says.

    Args:
        case: the case.
        outcome: of the first of them; the others agree.
        timing: only checks before or after the decision.
        only_first: leave the others open.

    Returns:
        The check with that outcome, or None where none was open.
    """
    tasks = waiting(case, timing=timing)
    for task in tasks[:1] if only_first else tasks:
        wanted = outcome if task is tasks[0] else "agrees"
        if task.next_attempt_at is not None:
            case.wait(1, 6)
            by_register(case, task, differs=wanted == "differs")
        else:
            _within_the_time(case, task)
            by_hand(case, task, wanted)
    return tasks[0] if tasks else None


def ask_registers(case: Case) -> None:
    """Let the registers tell what is still open to them; it agrees."""
    for task in [t for t in waiting(case) if t.next_attempt_at is not None]:
        case.wait(1, 6)
        by_register(case, task, differs=False)


def _within_the_time(case: Case, task: Task) -> None:
    """A person looks mostly before the last day, now and then after it."""
    left = max(case.town.days.workdays_between(case.on, task.due_on), 1)
    case.wait_workdays(1, left if case.hit(0.93) else left + 6)


def by_register(case: Case, task: Task, *, differs: bool) -> Finding:
    """The system asks the register and compares field by field; see ``verification.actions.run_data_check``."""
    fact = _fact(task)
    record = record_that_fits(case, fact, differs=differs)
    query = ask(case, task.source_key, record, purpose=f"核查承诺：{task.fact_text}"[:200])
    answers = (task.commitment.facts or {}).get("answers", {})
    found = compare(fact["expects"], answers=answers, record=record, labels=fact.get("labels"))
    differing = "、".join(line.label for line in found.lines if line.agrees is False)
    source = query.source.name
    words = f"与{source}不一致：{differing}" if differing else f"与{source}一致"
    task.attempts += 1
    return conclude(case, task, found.outcome, words, comparison=found.as_json(), query=query)


def by_hand(case: Case, task: Task, outcome: str, words: str = "") -> Finding:
    """A person of the agency writes down what he found; see ``verification.actions.conclude``."""
    officer = task.assigned_to or case.officer("verifier")
    return conclude(
        case, task, outcome, words or case.chance.choice(SAW[outcome]), by=officer, by_label=VERIFIER
    )


def conclude(
    case: Case,
    task: Task,
    outcome: str,
    words: str,
    *,
    comparison: list[dict[str, Any]] | None = None,
    query: Any = None,
    by: Account | None = None,
    by_label: str = SYSTEM,
) -> Finding:
    """Keep a finding and conclude the check."""
    finding = case.batch.add(
        Finding(
            task=task,
            outcome=outcome,
            comparison=comparison,
            explanation=words,
            query=query,
            found_by=by,
            found_at=case.now,
        )
    )
    case.findings[task.pk] = finding
    lines = comparison or []
    digest = hashlib.sha256(case.salt + canonical_bytes(lines)).hexdigest() if lines else ""
    case.step(
        task,
        TASK,
        "conclude",
        by=by,
        by_label=by_label,
        also={"concluded_at": case.now, "next_attempt_at": None},
        title=f"核查结论：{finding.get_outcome_display()}",
        facts={
            "finding": finding.pk,
            "outcome": outcome,
            "method": task.method,
            "fields": {line["field"]: line["agrees"] for line in lines},
            "comparison_digest": digest,
            "query": query.pk if query is not None else None,
            "query_digest": query.digest if query is not None else "",
            "evidence": "",
        },
    )
    tell(case)
    keep(case)
    return finding


def assign(case: Case, task: Task) -> None:
    """A checker takes an open check; see ``verification.actions.assign``."""
    officer = case.officer("verifier")
    task.assigned_to = officer
    case.record(
        "verification.assign",
        "分派核查任务",
        by=officer,
        by_label=VERIFIER,
        basis=CLAUSES["2.4-a"],
        facts={"task": task.pk, "to": officer.pk, "before": None},
    )


def keep(case: Case) -> None:
    """Mark promises as kept, where every check agrees and the application is decided; see ``verification.actions``."""
    if case.application.status not in {"decided", "closed"}:
        return
    for commitment in case.commitments:
        own = [task for task in case.tasks if task.commitment_id == commitment.pk]
        concluded = [case.findings[task.pk] for task in own if task.status == "concluded"]
        agreeing = concluded and all(finding.outcome == "agrees" for finding in concluded)
        told_of = case.proceeding is not None and case.proceeding.status != "cleared"
        if (
            commitment.status == "signed"
            and agreeing
            and not told_of
            and all(task.status != "open" for task in own)
        ):
            _keep(case, commitment, concluded)


def _keep(case: Case, commitment: Commitment, findings: list[Finding]) -> None:
    case.step(
        commitment,
        COMMITMENT,
        "keep",
        by=None,
        by_label=SYSTEM,
        facts={"findings": [finding.pk for finding in findings]},
    )
    crediting.enter(case, CreditEntry.Kind.KEPT, commitment.letter.number, by=None)


def _fact(task: Task) -> dict[str, Any]:
    return next(fact for fact in (task.commitment.facts or {})["facts"] if fact["key"] == task.fact_key)
