"""What the papers of credit say: determination, notice on repair, receipt of repair."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from yinuo.documents.contents import (
    DeterminationContent,
    EffectRow,
    MeasureRow,
    Reason,
    RepairNoticeContent,
    RepairReceiptContent,
)
from yinuo.documents.parties import agency, imprint, party, remedies, written_day, written_moment
from yinuo.law import place
from yinuo.law.texts import (
    CLAUSES,
    CREDIT_REPAIR_CONDITIONS,
    CREDIT_REPAIR_EFFECTS,
    TWO_LETTERS_TOGETHER,
    WHO_DETERMINES_REPAIRS,
)

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.credit.models import Determination
    from yinuo.law.credit import Measure, Publicity
    from yinuo.law.grammar import Conclusion

UNTIL_REPAIR = "信用修复当日终止"


@dataclass(frozen=True, slots=True)
class Findings:
    """What a determination tells of the case, as the room that found it untrue knows it.

    Attributes:
        matter: name of the administrative matter.
        facts: what was found, a sentence each; by default the officer's reason.
        evidence: each piece of evidence; by default the case file.
        heard: what the person said and what the office answers, a paragraph each.
    """

    matter: str = ""
    facts: tuple[str, ...] = field(default_factory=tuple)
    evidence: tuple[str, ...] = field(default_factory=tuple)
    heard: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Concluded:
    """What the law said of the determination: suggestion of the grade, publicity, measures."""

    suggested: Conclusion[Any]
    publicity: Conclusion[Publicity]
    measures: tuple[Measure, ...]


def determination_content(
    row: Determination,
    concluded: Concluded,
    findings: Findings,
    *,
    repair_number: str,
    check_code: str,
    at: datetime,
) -> DeterminationContent:
    """失信行为认定书: the act, the evidence, the grade with its reasons, each measure with its own basis, remedies."""
    day = timezone.localdate(at)
    return DeterminationContent(
        imprint=imprint(number=row.number, check_code=check_code, at=at),
        agency=agency(row.agency),
        party=party(row.subject),
        matter=findings.matter or f"案卷{row.case_file.number}所办事项",
        letter_number=row.act,
        facts=tuple(Reason(fact, CLAUSES["2.5-a"].label) for fact in findings.facts or (row.reason,)),
        evidence=findings.evidence or (f"案卷{row.case_file.number}的核查记录",),
        heard=findings.heard,
        grade=row.get_grade_display(),
        grade_reasons=(Reason(row.reason, CLAUSES["2.5-e"].label), Reason.of(concluded.suggested)),
        basis=tuple(dict.fromkeys(CLAUSES[key].label for key in ("2.4-d", "2.5-a", "2.5-e"))),
        measures=tuple(MeasureRow(m.title, m.citation.label, _until(m, row)) for m in concluded.measures),
        publicity=(concluded.publicity.reason,),
        repair_number=repair_number,
        objection=_objection(day),
        remedies=remedies(),
    )


def _until(measure: Measure, row: Determination) -> str:
    if measure.key == "record":
        return "长期保存，修复后不再作为限制的依据"
    until = row.entry.valid_until
    return f"{UNTIL_REPAIR}；最迟到{written_day(until)}" if until is not None else UNTIL_REPAIR


def _objection(day: Any) -> tuple[str, ...]:
    here = place.load(settings.YINUO_PLACE)
    within, assisted = here.amount("objection_decide_due", day), here.amount("objection_assisted_due", day)
    rests = "，办理期间暂停公示" if here.switch("objection_rests_publicity", day) else ""
    return (
        "认为认定有误的，可以随时在网上或者到窗口提出信用异议，不收费。",
        f"提出后当即标注{rests}，{within}个工作日内答复；需要其他单位协助的，{assisted}个工作日内答复。",
    )


def repair_notice_content(
    row: Determination, concluded: Concluded, *, number: str, check_code: str, at: datetime
) -> RepairNoticeContent:
    """信用修复告知书: from when, under which conditions, how, for nothing, and what it ends."""
    day = timezone.localdate(at)
    term = concluded.publicity.value
    within = place.load(settings.YINUO_PLACE).amount("repair_decide_due", day)
    minor = term.repair_possible_from == day
    return RepairNoticeContent(
        imprint=imprint(number=number, check_code=check_code, at=at),
        agency=agency(row.agency),
        party=party(row.subject),
        determination_number=row.number,
        grade=row.get_grade_display(),
        earliest="即日起" if minor else written_day(term.repair_possible_from),
        ends=written_day(term.ends_on),
        conditions=(
            "改正并履行义务后即可申请，没有最短公示期。"
            if minor
            else f"达到最短公示期（{written_day(term.repair_possible_from)}起）。",
            "失信行为已经纠正，义务已经履行完毕。",
            "公开作出信用承诺。",
        ),
        materials=("已经纠正、已经履行义务的说明或者凭证。", "信用承诺书（网上填写即可）。"),
        steps=(
            "登录本系统，打开“我的信用”，点“申请信用修复”；或者到作出认定的单位窗口办理。",
            "填写信用承诺和履行情况，提交。全程不收费。",
            "作出认定的单位核实后办结，修复回执同时送达。",
        ),
        effects=("停止公示。", "停止共享使用。", "解除限制措施，当天就能重新使用告知承诺。"),
        decided_within=f"{within}个工作日",
        where="，".join(part for part in (row.agency.name, row.agency.address, row.agency.phone) if part),
        basis=(CREDIT_REPAIR_CONDITIONS.label, WHO_DETERMINES_REPAIRS.label, TWO_LETTERS_TOGETHER.label),
    )


def repair_receipt_content(
    row: Determination,
    conditions: Conclusion[Any],
    receivers: tuple[str, ...],
    *,
    number: str,
    check_code: str,
    at: datetime,
) -> RepairReceiptContent:
    """信用修复回执: three effects at one moment, and who is told."""
    moment = written_moment(at)
    published = "认定不再出现在公示栏。" if row.published else "这次认定本来没有公示。"
    shared = "同时发出通知，要求共享平台停止使用。" if receivers else "这次认定本来没有推送。"
    return RepairReceiptContent(
        imprint=imprint(number=number, check_code=check_code, at=at),
        agency=agency(row.agency),
        party=party(row.subject),
        determination_number=row.number,
        act=f"承诺不实（{row.act}），程度为{row.get_grade_display()}",
        repaired_on=written_day(timezone.localdate(at)),
        reasons=(Reason.of(conditions),),
        effects=(
            EffectRow("终止公示", moment, published),
            EffectRow("停止共享使用", moment, shared),
            EffectRow("解除限制措施", moment, "从这一刻起可以重新使用告知承诺。"),
        ),
        receivers=tuple((receiver, f"{moment}发出通知") for receiver in receivers),
        basis=(CREDIT_REPAIR_EFFECTS.label, CLAUSES["2.5-d"].label),
        closing=("如果别处仍显示这条失信信息，请凭本回执要求更正，也可以告诉我们。",),
    )
