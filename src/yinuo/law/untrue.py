"""二（四） 承诺不实: what follows when a check contradicts a promise, before and after the decision."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from yinuo.law.as_of import RuleAsOf, day_of
from yinuo.law.deadlines import Deadline, chinese_date, due
from yinuo.law.grammar import Citation, Conclusion, LegalRule
from yinuo.law.texts import (
    CLAUSES,
    LICENSING_7,
    LICENSING_31,
    LICENSING_36,
    LICENSING_69_1,
    LICENSING_69_2,
    LICENSING_69_3,
    PENALTY_28,
    PENALTY_33,
    PENALTY_45,
    PENALTY_57_4,
    SUZHOU_NOTICE,
    TAX_EVIDENCE,
)

if TYPE_CHECKING:
    from datetime import date

    from yinuo.law.deadlines import WorkdayCalendar
    from yinuo.law.place import Place


@dataclass(frozen=True, slots=True)
class MismatchFacts:
    """A check that contradicts a promise.

    Attributes:
        decided: the decision has been made.
        differences: what differs, in Chinese.
        explained: the person has explained and handed in evidence.
    """

    decided: bool
    differences: tuple[str, ...]
    explained: bool = False


on_mismatch = LegalRule[MismatchFacts, Literal["ask_evidence", "open_proceeding"]](
    "on_mismatch", "核查与承诺不一致怎样处理", "2.4-d"
)


@on_mismatch.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.4-d"])
def _(facts: MismatchFacts) -> Conclusion[Literal["ask_evidence", "open_proceeding"]]:
    """决定以前先请申请人说明并补充佐证；决定以后告知、听取陈述申辩，再依法处理。"""
    because = tuple(
        Conclusion(False, CLAUSES["2.4-a"], f"{text.rstrip('。')}。", ok=False) for text in facts.differences
    )
    named = "；".join(text.rstrip("。") for text in facts.differences) or "查到的情况与承诺不一致"
    if facts.decided:
        return Conclusion(
            "open_proceeding",
            CLAUSES["2.4-d"],
            f"决定作出以后查到：{named}。现在先告知当事人，听取陈述申辩，再作处理。",
            because=because,
            instead="当事人可以说明情况、提交材料；确属登记有误的，会予以更正。",
        )
    if facts.explained:
        return Conclusion(
            "ask_evidence",
            TAX_EVIDENCE,
            f"决定以前查到：{named}。申请人已经说明并补充佐证，请核对后再办理。",
            because=because,
            instead="佐证足以说明的，照常办理；还不足的，可以改交证明。",
        )
    return Conclusion(
        "ask_evidence",
        TAX_EVIDENCE,
        f"决定以前查到：{named}。先请申请人说明并补充佐证，不直接不予。",
        because=because,
        instead="您可以补充佐证，也可以撤回承诺、改交证明。",
    )


class Disposition(StrEnum):
    """What may be done when a promise was found untrue, from lightest to heaviest."""

    CLEARED = "查明属实"
    ACCEPT_CORRECTION = "认定为误填并更正"
    RECTIFY = "责令限期整改"
    TERMINATE = "终止办理"
    ANNUL = "撤销行政决定"
    PENALISE = "行政处罚（移交）"
    TRANSFER = "移送司法机关"


@dataclass(frozen=True, slots=True)
class UntrueFacts:
    """What the verifier has found about an untrue promise.

    Attributes:
        decided: the decision has been made.
        intent_shown: evidence shows that the person knew.
        corrected: the state promised has been brought about or the wrong undone.
        representation: whether the person has been heard, has waived it, or still may speak.
        corrects_own_error: the person came forward or at once agreed that the entry was an error.
        third_party_interest: others rely on the decision or are harmed by it.
        public_interest_harm: annulling would gravely harm the public interest.
        crime_suspected: a crime is suspected.
    """

    decided: bool
    intent_shown: bool
    corrected: bool
    representation: Literal["heard", "waived", "pending"]
    corrects_own_error: bool = False
    third_party_interest: bool = False
    public_interest_harm: bool = False
    crime_suspected: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One thing the officer may decide.

    Attributes:
        disposition: which.
        title: its Chinese name.
        citation: the article.
        criteria: when it is right, in Chinese.
        open: whether the facts allow it now.
        why_not: where they do not, why, in Chinese.
    """

    disposition: Disposition
    title: str
    citation: Citation
    criteria: str
    open: bool
    why_not: str = ""


dispositions = LegalRule[UntrueFacts, tuple[Option, ...]]("dispositions", "承诺不实可以怎样处理", "2.4-d")


@dispositions.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.4-d"])
def _(facts: UntrueFacts) -> Conclusion[tuple[Option, ...]]:
    """依法终止办理、责令限期整改、撤销行政决定或者予以行政处罚；涉嫌犯罪的，依法移送司法机关。"""
    options = tuple(_option(disposition, facts) for disposition in Disposition)
    named = "、".join(option.title for option in options if option.open)
    heard = facts.representation != "pending"
    because: tuple[Conclusion[Any], ...] = (
        Conclusion(facts.representation, PENALTY_45, "已经听取陈述申辩，或者当事人放弃。", ok=True)
        if heard
        else Conclusion(facts.representation, PENALTY_45, "还在陈述申辩期内，不能作出不利的处理。", ok=False),
    )
    if facts.third_party_interest:
        because += (Conclusion(True, LICENSING_36, "涉及第三人利益，处理以前要告知第三人并听取意见。"),)
    reason = f"现在可以选择：{named}。由工作人员按标准选定并写明理由，系统不代为决定。"
    return Conclusion(options, CLAUSES["2.4-d"], reason, because=because)


_CRITERIA: dict[Disposition, tuple[Citation, str]] = {
    Disposition.CLEARED: (PENALTY_45, "当事人提出的事实、理由或者证据成立，承诺属实，或者是登记有误。"),
    Disposition.ACCEPT_CORRECTION: (
        CLAUSES["2.5-a"],
        "没有证据表明明知不实，当事人承认填写有误并更正，没有造成后果。不作为虚假承诺记录。",
    ),
    Disposition.RECTIFY: (PENALTY_28, "条件可以在期限内补上，且没有欺骗。期限必须写明到哪一日。"),
    Disposition.TERMINATE: (LICENSING_31, "决定还没有作出，查明不符合条件，补充佐证后仍不能说明。"),
    Disposition.ANNUL: (LICENSING_69_1, "决定已经作出，当事人当时不符合法定条件，整改以后仍不符合。"),
    Disposition.PENALISE: (
        CLAUSES["2.4-d"],
        "法律、法规、规章对这种行为规定了处罚，移交有处罚权的机关立案。",
    ),
    Disposition.TRANSFER: (PENALTY_57_4, "有证据表明涉嫌犯罪。"),
}
_NEEDS_HEARING = frozenset(
    {Disposition.RECTIFY, Disposition.TERMINATE, Disposition.ANNUL, Disposition.PENALISE}
)


def _option(disposition: Disposition, facts: UntrueFacts) -> Option:
    citation, criteria = _CRITERIA[disposition]
    if disposition is Disposition.ANNUL and facts.intent_shown:
        citation, criteria = LICENSING_69_2, "以欺骗取得决定的，应当撤销；由此取得的利益不受保护。"
    if disposition is Disposition.ANNUL and facts.public_interest_harm:
        citation = LICENSING_69_3
    why_not = _why_not_heard(disposition, facts) or _WHY_NOT[disposition](facts)
    return Option(disposition, disposition.value, citation, criteria, not why_not, why_not)


def _why_not_heard(disposition: Disposition, facts: UntrueFacts) -> str:
    if disposition in _NEEDS_HEARING and facts.representation == "pending":
        return "当事人还在陈述申辩期内，听取意见以后才能选择。"
    return ""


def _why_not_cleared(facts: UntrueFacts) -> str:
    return "已有证据表明当事人明知不实。" if facts.intent_shown else ""


def _why_not_correction(facts: UntrueFacts) -> str:
    if facts.intent_shown:
        return "已有证据表明当事人明知不实，不属于误填。"
    return "" if facts.corrects_own_error else "当事人没有承认填写有误并更正。"


def _why_not_rectify(facts: UntrueFacts) -> str:
    if facts.intent_shown:
        return "已有证据表明当事人明知不实，不宜只责令整改。"
    return "当事人已经改正，没有需要整改的内容。" if facts.corrected else ""


def _why_not_terminate(facts: UntrueFacts) -> str:
    return "决定已经作出，不能终止办理，可以考虑撤销决定。" if facts.decided else ""


def _why_not_annul(facts: UntrueFacts) -> str:
    if not facts.decided:
        return "决定还没有作出，没有可以撤销的决定。"
    return "撤销可能对公共利益造成重大损害，依法不予撤销。" if facts.public_interest_harm else ""


def _why_not_penalise(facts: UntrueFacts) -> str:
    if facts.corrected and not facts.intent_shown:
        return f"没有故意并且已经改正，依照{PENALTY_33.label}可以不予处罚。"
    return ""


def _why_not_transfer(facts: UntrueFacts) -> str:
    return "" if facts.crime_suspected else "没有证据表明涉嫌犯罪。"


_WHY_NOT = {
    Disposition.CLEARED: _why_not_cleared,
    Disposition.ACCEPT_CORRECTION: _why_not_correction,
    Disposition.RECTIFY: _why_not_rectify,
    Disposition.TERMINATE: _why_not_terminate,
    Disposition.ANNUL: _why_not_annul,
    Disposition.PENALISE: _why_not_penalise,
    Disposition.TRANSFER: _why_not_transfer,
}


@dataclass(frozen=True, slots=True)
class HearingFacts:
    """Whether the person was told the facts, and whether the time to answer has passed.

    Attributes:
        told: facts, reasons and basis were delivered.
        answered: the person has spoken or waived.
        due_on: the last day to speak.
        as_of: filled by the rule.
    """

    told: bool
    answered: bool
    due_on: date
    as_of: date | None = None


may_decide_against = RuleAsOf[HearingFacts, bool]("may_decide_against", "能否作出不利的处理", "2.4-d")


@may_decide_against.version(since=SUZHOU_NOTICE.since, basis=LICENSING_7)
def _(facts: HearingFacts) -> Conclusion[bool]:
    """享有陈述权、申辩权；行政机关必须充分听取当事人的意见。"""
    if not facts.told:
        return Conclusion(
            False,
            LICENSING_7,
            "还没有把查到的事实、理由和依据告知当事人。",
            ok=False,
            instead="请先送达告知，写明陈述申辩的期限。",
        )
    if not facts.answered and day_of(facts) <= facts.due_on:
        return Conclusion(
            False,
            LICENSING_7,
            f"陈述申辩期到{chinese_date(facts.due_on)}才满，当事人还没有答复。",
            ok=False,
            instead="请等当事人答复，或者等期限届满。",
        )
    return Conclusion(True, LICENSING_7, "已经听取陈述申辩，或者期限届满没有答复。", ok=True)


def representation_due(day: date, place: Place, calendar: WorkdayCalendar) -> Deadline:
    """The last day to speak for someone told on a day.

    Args:
        day: the day of delivery.
        place: whose number governs.
        calendar: the working days.

    Raises:
        CalendarExhausted: the period ends past the table.
    """
    return due("representation_due", day, place, calendar)


def rectification_due(day: date, place: Place, calendar: WorkdayCalendar) -> Deadline:
    """The last day of a rectification ordered on a day.

    Raises:
        CalendarExhausted: the period ends past the table.
    """
    return due("rectification_due", day, place, calendar)


def evidence_due(day: date, place: Place, calendar: WorkdayCalendar) -> Deadline:
    """The last day to hand in evidence for someone asked on a day.

    Raises:
        CalendarExhausted: the period ends past the table.
    """
    return due("evidence_due", day, place, calendar)
