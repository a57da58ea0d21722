"""What the papers of a proceeding say: promised against found, what is intended, how to be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from yinuo.documents.contents import Difference, RepresentationContent
from yinuo.documents.parties import agency, imprint, party, written_day, written_moment
from yinuo.law.texts import CLAUSES, LICENSING_7, PENALTY_45

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.applications.models import Application
    from yinuo.commitments.models import Commitment
    from yinuo.law.deadlines import Deadline
    from yinuo.verification.models import Finding, Proceeding


def differences(finding: Finding) -> tuple[Difference, ...]:
    """What was promised against what was found, field by field; one line where a person found it."""
    task = finding.task
    source = _source(finding)
    lines = [line for line in finding.comparison or [] if line["agrees"] is False]
    if not lines:
        return (Difference(task.fact_text, task.standard, finding.explanation, source),)
    return tuple(
        Difference(
            f"{task.fact_text}（{line['label']}）", line["promised"] or "没有填写", line["found"], source
        )
        for line in lines
    )


def evidence(finding: Finding) -> tuple[str, ...]:
    """What a finding rests on, with the beginning of the digest by which it can be told to be unchanged."""
    found = [f"{_source(finding)}：{finding.explanation}"]
    if finding.query is not None:
        found.append(f"查询记录第{finding.query_id}号，所问所答已封存（摘要 {finding.query.digest[:16]}）")
    if finding.evidence:
        found.append(f"核查材料（文件摘要 {finding.evidence.rpartition('/')[2][:16]}）")
    return tuple(found)


def how_heard(proceeding: Proceeding, spoken: list[str]) -> str:
    """How the person was heard, and what was said."""
    told = f"{written_day(timezone.localdate(proceeding.told_at))}送达陈述申辩告知书，期限至{written_day(proceeding.representation_due_on)}。"
    if not spoken:
        return f"{told}当事人在期限内没有陈述申辩。"
    return f"{told}当事人陈述申辩：{'；'.join(spoken)}"


def representation_content(
    *,
    application: Application,
    commitment: Commitment,
    finding: Finding,
    due: Deadline,
    number: str,
    check_code: str,
    at: datetime,
) -> RepresentationContent:
    """Everything the notice says before anything is decided against a person (行政许可法第七条)."""
    return RepresentationContent(
        imprint=imprint(number=number, check_code=check_code, at=at),
        agency=agency(application.agency),
        party=party(application.applicant, application.mandate),
        matter=application.matter.name,
        letter_number=commitment.letter.number,
        differences=differences(finding),
        intended=(
            "如果核查情况属实，可能责令限期整改或者撤销已经作出的决定，并纳入信用记录；依法应当处罚的，移交有处罚权的机关。",
            "如果您说明的情况成立，或者属于误填并更正，按属实或者误填处理，不作为虚假承诺记录。",
        ),
        basis=tuple(dict.fromkeys((CLAUSES["2.4-d"].label, LICENSING_7.label, PENALTY_45.label))),
        due=due.text,
        ways=(
            "登录本平台，在“我的办件”里填写陈述申辩；",
            f"到{application.agency.name}窗口当面陈述"
            + (f"（{application.agency.address}）" if application.agency.address else "")
            + "，由工作人员记录。",
        ),
        rights=(
            "可以提交材料、证据，可以查阅、复制核查所依据的记录；",
            "不服处理决定的，可以依法申请行政复议或者提起行政诉讼。",
        ),
    )


def _source(finding: Finding) -> str:
    if finding.query is not None:
        return f"{finding.query.source.name}（{written_moment(finding.query.asked_at)}查询）"
    who = "核查人员" if finding.found_by_id is not None else "系统比对"
    return f"{who}（{written_moment(finding.found_at)}）"
