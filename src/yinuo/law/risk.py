"""二（六）: publication of letters, pre-warning of the officer, and insurance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from yinuo.law.as_of import RuleAsOf, day_of
from yinuo.law.deadlines import Deadline, due
from yinuo.law.grammar import Conclusion, LegalRule
from yinuo.law.texts import CLAUSES, OPEN_INFORMATION_15, PIPL_24, SUZHOU_NOTICE

if TYPE_CHECKING:
    from yinuo.law.deadlines import WorkdayCalendar
    from yinuo.law.place import Place


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """The three grounds on which a letter is made public; they are qualities of the item."""

    public_interest: bool = False
    third_party_interest: bool = False
    hard_to_check: bool = False


must_publish_letter = LegalRule[PublicationFacts, bool](
    "must_publish_letter", "承诺书要不要向社会公开", "2.6-d"
)


@must_publish_letter.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.6-d"])
def _(facts: PublicationFacts) -> Conclusion[bool]:
    """涉及社会公共利益、第三人利益或者核查难度较大的，向社会公开告知承诺书，接受社会监督。"""
    basis = CLAUSES["2.6-d"]
    grounds = [
        words
        for given, words in (
            (facts.public_interest, "涉及社会公共利益"),
            (facts.third_party_interest, "涉及第三人利益"),
            (facts.hard_to_check, "核查难度较大"),
        )
        if given
    ]
    if not grounds:
        return Conclusion(False, basis, "这项证明没有需要公开承诺书的情形，承诺书不公开。")
    masked = Conclusion(True, OPEN_INFORMATION_15, "公开时遮盖身份证号、电话、住址等个人信息和商业秘密。")
    reason = f"这项证明{'、'.join(grounds)}，承诺书要向社会公开，接受监督。"
    return Conclusion(True, basis, reason, because=(masked,))


def letter_publicity_due(day: date, place: Place, calendar: WorkdayCalendar) -> Deadline:
    """Until when a letter published on a day stays public; it is taken down after that day.

    Raises:
        CalendarExhausted: the period ends past the table.
    """
    return due("letter_publicity", day, place, calendar)


@dataclass(frozen=True, slots=True)
class PrewarningFacts:
    """What the house itself knows of a person before the promise; nothing is bought in.

    Attributes:
        open_rectifications: orders to rectify that have not been carried out.
        honest_errors: promises found wrong without intent.
        withdrawals: promises withdrawn within a year.
        open_checks: promises whose checks have not ended.
        place: whose threshold governs.
        as_of: filled by the rule.
    """

    open_rectifications: int
    honest_errors: int
    withdrawals: int
    open_checks: int
    place: Place
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Prewarning:
    """Points that the officer sees with their reasons; they never refuse anything.

    Attributes:
        shown: whether the officer is warned.
        points: the sum.
        lines: title, points and reason of each that counts.
    """

    shown: bool
    points: int
    lines: tuple[tuple[str, int, str], ...]


prewarning = RuleAsOf[PrewarningFacts, Prewarning]("prewarning", "事前信用预警", "2.6-e")


@prewarning.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.6-e"])
def _(facts: PrewarningFacts) -> Conclusion[Prewarning]:
    """探索建立事前信用预警系统，对申请人进行信用评估，加强事前风险防控。"""
    counted = (
        (
            "未完成的整改",
            2 * facts.open_rectifications,
            f"有{facts.open_rectifications}件责令整改还没有完成。",
        ),
        ("填写有误", facts.honest_errors, f"有{facts.honest_errors}次承诺填写有误。"),
        ("频繁撤回", max(0, facts.withdrawals - 2), f"一年内撤回{facts.withdrawals}次。"),
        ("待核查较多", max(0, facts.open_checks - 4), f"有{facts.open_checks}件承诺还没有核查完。"),
    )
    lines = tuple(line for line in counted if line[1])
    points = sum(line[1] for line in lines)
    shown = points >= facts.place.amount("prewarning_from", day_of(facts))
    because: tuple[Conclusion[Any], ...] = (
        *(Conclusion(worth, CLAUSES["2.6-e"], f"{title}：{why}") for title, worth, why in lines),
        Conclusion(True, PIPL_24, "预警只提示工作人员，不影响能否承诺；您可以要求说明理由。", ok=True),
    )
    reason = "有需要工作人员留意的情况，请加强指导。" if shown else "没有需要提示的情况。"
    return Conclusion(Prewarning(shown, points, lines), CLAUSES["2.6-e"], reason, because=because)


@dataclass(frozen=True, slots=True)
class InsuranceFacts:
    """The two qualities of an item that suit it for insurance."""

    high_value: bool
    hard_to_check: bool


may_offer_insurance = LegalRule[InsuranceFacts, bool]("may_offer_insurance", "能否引入责任保险", "2.6-f")


@may_offer_insurance.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.6-f"])
def _(facts: InsuranceFacts) -> Conclusion[bool]:
    """对涉及经济利益价值较高、事中事后核查难度较大的事项，可以探索引入责任保险制度。"""
    basis = CLAUSES["2.6-f"]
    if facts.high_value and facts.hard_to_check:
        return Conclusion(True, basis, "经济利益价值较高，核查难度也较大，可以引入责任保险。")
    return Conclusion(False, basis, "不同时具备价值较高、核查难度较大两项，不引入责任保险。")
