"""Findings: of a register or of a person; looked at anew; and, when all agree, the promise marked as kept."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.casefile.actions import SYSTEM, take_step
from yinuo.casefile.chain import canonical_bytes
from yinuo.commitments.actions import settle
from yinuo.credit.actions import enter_kept
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.people.models import Role
from yinuo.people.queries import has_role
from yinuo.verification.access import why_not_check
from yinuo.verification.actions.locking import lock_case, lock_task
from yinuo.verification.actions.telling import tell
from yinuo.verification.lifecycle import TASK
from yinuo.verification.models import Finding, Proceeding, Task
from yinuo.verification.queries import DECIDED, OVER, latest_findings

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.applications.models import Application
    from yinuo.commitments.models import Commitment
    from yinuo.documents.uploads import Upload
    from yinuo.exchange.models import Query
    from yinuo.people.models import Account

LEAST_WORDS = 6
MOST_WORDS = 500


@transaction.atomic
def conclude(
    *,
    task_id: int,
    outcome: str,
    explanation: str,
    evidence_file: Upload | None = None,
    by: Account,
    at: datetime,
) -> Finding:
    """Write down what a person has found out about one promised fact, and draw the consequence.

    Args:
        task_id: an open check; one that the system is trying may be concluded by a person who knows.
        outcome: one of :class:`Finding.Outcome`.
        explanation: what was looked at and what it showed, in the officer's words.
        evidence_file: a checked file that shows it, or None.
        by: a verifier or deciding officer of the agency, to whom it is assigned or who finds it unassigned.
        at: the moment, aware.

    Returns:
        The finding. Before the decision a contradiction asks the applicant for evidence; after it, it waits for an
        officer to open a proceeding; when all checks agree and the application is decided, the promise is kept.

    Raises:
        Refused: not open, not this officer's, an unknown outcome, or no explanation.
    """
    application, commitment, task = lock_task(task_id)
    TASK.refuse_unless_open("conclude", task.status)
    on = timezone.localdate(at)
    refusal = why_not_check(by, task, on=on)
    if refusal is not None:
        raise Refused(refusal)
    _refuse_over(application, commitment)
    words = _explained(outcome, explanation)
    label = "核查人员" if has_role(by, Role.VERIFIER, on=on) else "审批人"
    finding = conclude_locked(
        task,
        outcome,
        words,
        comparison=None,
        query=None,
        evidence=_kept_file(evidence_file),
        by=by,
        by_label=label,
        at=at,
    )
    tell(application, at=at)
    keep_locked(application, commitment, at=at)
    return finding


@transaction.atomic
def reassess(*, task_id: int, reason: str, by: Account, at: datetime, by_register: bool = False) -> Task:
    """Open a concluded check again: the applicant has explained, or a source has been put right.

    Args:
        task_id: a check that did not agree.
        reason: why, in the officer's words.
        by: a verifier or deciding officer of the agency.
        at: the moment, aware.
        by_register: whether the system is to ask the register again; else it is a person's.

    Returns:
        The check, open.

    Raises:
        Refused: it agreed, a proceeding has been opened on it, the case is over, or not this officer's.
    """
    application, commitment, task = lock_task(task_id)
    TASK.refuse_unless_open("reassess", task.status)
    refusal = why_not_check(by, task, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)
    _refuse_over(application, commitment)
    if len(reason.strip()) < LEAST_WORDS:
        raise Refused(_no_words("不能重新核查"))
    _refuse_settled(task)
    again = by_register and bool(task.source_key)
    take_step(
        task,
        TASK,
        "reassess",
        by=by,
        by_label="核查人员",
        at=at,
        also={"next_attempt_at": at if again else None, "concluded_at": None},
        facts={"reason": reason.strip()[:MOST_WORDS], "by_register": again},
    )
    if again:
        app.configure_task("verification.check", queue="cases").defer(task_id=task.pk)
    tell(application, at=at)
    return task


@transaction.atomic
def keep(*, commitment_id: int, at: datetime) -> Commitment | None:
    """Mark a promise as kept and enter it in the ledger, where every check agrees and the application is decided.

    Args:
        commitment_id: the commitment.
        at: the moment, aware.

    Returns:
        The commitment, or None where it is not so (yet), or is marked already: a second call does nothing.

    Source: 方案二（五）, clause 2.5-b: 将承诺人履行承诺情况全面纳入信用记录.
    """
    application, commitment = lock_case(commitment_id)
    return keep_locked(application, commitment, at=at)


def keep_locked(application: Application, commitment: Commitment, *, at: datetime) -> Commitment | None:
    """The same for rows that are locked already. A promise none of whose facts was checked is not called kept."""
    if commitment.status != "signed" or commitment.planned_at is None or application.status not in DECIDED:
        return None
    findings = _all_agreeing(commitment)
    if not findings or Proceeding.objects.filter(commitment=commitment).exclude(status="cleared").exists():
        return None
    kept = settle(
        commitment_id=commitment.pk,
        step="keep",
        by=None,
        by_label=SYSTEM,
        at=at,
        facts={"findings": [finding.pk for finding in findings]},
    )
    enter_kept(
        subject=application.applicant,
        agency=application.agency,
        basis_document=commitment.letter.number,
        by=None,
        at=at,
    )
    commitment.status = kept.status
    return kept


def _all_agreeing(commitment: Commitment) -> list[Finding]:
    """The newest findings of a commitment, where no check is open and every one agrees; else none."""
    tasks = list(Task.objects.filter(commitment=commitment).order_by("id"))
    if any(task.status == TASK.start for task in tasks):
        return []
    newest = latest_findings(task.pk for task in tasks if task.status == "concluded")
    findings = [newest[pk] for pk in sorted(newest)]
    return findings if all(finding.outcome == Finding.Outcome.AGREES for finding in findings) else []


def conclude_locked(
    task: Task,
    outcome: str,
    explanation: str,
    *,
    comparison: list[dict[str, Any]] | None,
    query: Query | None,
    evidence: str,
    by: Account | None,
    by_label: str,
    at: datetime,
) -> Finding:
    """Keep a finding on a locked, open check and conclude it."""
    finding = note_finding(
        task, outcome, explanation, comparison=comparison, query=query, evidence=evidence, by=by, at=at
    )
    take_step(
        task,
        TASK,
        "conclude",
        by=by,
        by_label=by_label,
        at=at,
        also={"concluded_at": at, "next_attempt_at": None},
        title=f"核查结论：{finding.get_outcome_display()}",
        facts=_sealed_facts(task, finding),
    )
    return finding


def note_finding(
    task: Task,
    outcome: str,
    explanation: str,
    *,
    comparison: list[dict[str, Any]] | None,
    query: Query | None,
    at: datetime,
    evidence: str = "",
    by: Account | None = None,
) -> Finding:
    """Append a finding; the check itself stays as it is."""
    return Finding.objects.create(
        task=task,
        outcome=outcome,
        comparison=comparison,
        explanation=explanation[:MOST_WORDS],
        query=query,
        evidence=evidence,
        found_by=by,
        found_at=at,
    )


def _sealed_facts(task: Task, finding: Finding) -> dict[str, Any]:
    """What the case file keeps of a finding: which fields agreed, and a salted digest of what was compared."""
    lines = finding.comparison or []
    salt = bytes(task.case_file.salt or b"")
    return {
        "finding": finding.pk,
        "outcome": finding.outcome,
        "method": task.method,
        "fields": {line["field"]: line["agrees"] for line in lines},
        "comparison_digest": hashlib.sha256(salt + canonical_bytes(lines)).hexdigest() if lines else "",
        "query": finding.query_id,
        "query_digest": finding.query.digest if finding.query is not None else "",
        "evidence": finding.evidence,
    }


def _refuse_over(application: Application, commitment: Commitment) -> None:
    if commitment.status != "withdrawn" and application.status not in OVER:
        return
    why = (
        "承诺已经撤回"
        if commitment.status == "withdrawn"
        else f"申请的状态是“{application.get_status_display()}”"
    )
    raise Refused(Refusal("不用再核查", why, CLAUSES["2.6-c"], "这项核查会自动取消，不需要再做什么。"))


def _refuse_settled(task: Task) -> None:
    if Proceeding.objects.filter(finding__task=task).exists():
        raise Refused(
            Refusal(
                "不能重新核查",
                "已经按这个结论启动不实处理程序",
                CLAUSES["2.4-d"],
                "请在程序里处理；查明属实的，选择“查明属实”结束程序。",
            )
        )
    newest = latest_findings([task.pk])[task.pk]
    if newest.outcome == Finding.Outcome.AGREES:
        raise Refused(
            Refusal(
                "不用重新核查",
                "这项核查的结论是一致",
                CLAUSES["2.4-c"],
                "承诺查明属实的不重复核查；日常监管按随机抽查进行。",
            )
        )


def _explained(outcome: str, explanation: str) -> str:
    if outcome not in Finding.Outcome.values:
        raise Refused(
            Refusal(
                "还不能作出结论", "没有选择结论", CLAUSES["2.4-a"], "请在“一致”“不一致”“无法判断”里选一个。"
            )
        )
    words = "".join(c for c in explanation if c == "\n" or c.isprintable()).strip()
    if len(words) < LEAST_WORDS:
        raise Refused(_no_words("还不能作出结论"))
    return words[:MOST_WORDS]


def _no_words(what: str) -> Refusal:
    return Refusal(
        what,
        "没有写明查了什么、看到什么，或者写得太短",
        CLAUSES["2.4-a"],
        f"请用自己的话写明（至少{LEAST_WORDS}个字）。",
    )


def _kept_file(upload: Upload | None) -> str:
    """The name under which an evidence file is kept; the same file is kept once."""
    if upload is None:
        return ""
    name = f"evidence/{upload.digest[:2]}/{upload.digest}"
    return name if default_storage.exists(name) else default_storage.save(name, ContentFile(upload.content))
