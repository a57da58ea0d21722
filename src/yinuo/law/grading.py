"""二（五） 失信程度分级: grades, measures and publicity of a determined false promise.

Grades are suggested, never given: the officer determines. Periods follow 国家发展改革委令第36号 from 2026-04-01.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from yinuo.law.as_of import RuleAsOf, day_of
from yinuo.law.deadlines import add_months, chinese_date
from yinuo.law.grammar import Citation, Conclusion, LegalRule
from yinuo.law.texts import (
    CLAUSES,
    CREDIT_REPAIR,
    CREDIT_REPAIR_CLASSES,
    PENALTY_5,
    PENALTY_33,
    SUZHOU_NOTICE,
)

if TYPE_CHECKING:
    from yinuo.law.place import Place


class Grade(StrEnum):
    """The three grades of a false promise."""

    MINOR = "轻微"
    GENERAL = "一般"
    SERIOUS = "严重"


@dataclass(frozen=True, slots=True)
class GradeFactors:
    """What makes a false promise lighter or heavier.

    Attributes:
        amount_fen: the money at stake, in fen.
        persons_affected: others who were harmed.
        benefit_obtained: the person obtained what the promise was made for.
        intent_shown: evidence shows that the person knew.
        earlier_times: earlier determined false promises.
        corrected: the wrong has been undone.
        resisted: the person hindered the check.
        first_minor: first time, with slight consequences.
    """

    amount_fen: int = 0
    persons_affected: int = 0
    benefit_obtained: bool = False
    intent_shown: bool = False
    earlier_times: int = 0
    corrected: bool = False
    resisted: bool = False
    first_minor: bool = False


@dataclass(frozen=True, slots=True)
class GradeFacts:
    """The factors and the place whose thresholds govern; ``as_of`` is filled by the rule."""

    factors: GradeFactors
    place: Place
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class GradeSuggestion:
    """A suggested grade with the points it comes from.

    Attributes:
        grade: the grade; None where the person may be spared.
        points: the sum, never below 0.
        lines: title, points and reason of each factor that counts.
    """

    grade: Grade | None
    points: int
    lines: tuple[tuple[str, int, str], ...]


grade_suggestion = RuleAsOf[GradeFacts, GradeSuggestion]("grade_suggestion", "虚假承诺的失信程度", "2.5-e")


@grade_suggestion.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.5-e"])
def _(facts: GradeFacts) -> Conclusion[GradeSuggestion]:
    """根据虚假承诺造成的社会影响进行失信程度分级。"""
    factors, day = facts.factors, day_of(facts)
    lines = tuple(line for line in _lines(factors, facts.place, day) if line[1])
    points = max(0, sum(line[1] for line in lines))
    because = tuple(
        Conclusion(worth, CLAUSES["2.5-e"], f"{title}（{worth:+d}分）：{why}", ok=worth < 0)
        for title, worth, why in lines
    )
    if factors.first_minor and factors.corrected and not factors.intent_shown and not factors.resisted:
        return Conclusion(
            GradeSuggestion(None, points, lines),
            PENALTY_33,
            "初次发生、后果轻微并且已经改正，可以不作失信认定，由工作人员决定。",
            because=because,
            ok=True,
            instead="作出提醒并记录在案卷中即可。",
        )
    grade = _grade(points, facts.place, day)
    reason = f"按社会影响计{points}分，建议认定为“{grade.value}”，由工作人员决定。"
    return Conclusion(GradeSuggestion(grade, points, lines), CLAUSES["2.5-e"], reason, because=because)


def _grade(points: int, place: Place, day: date) -> Grade:
    if points >= place.amount("grade_serious_from", day):
        return Grade.SERIOUS
    return Grade.GENERAL if points >= place.amount("grade_general_from", day) else Grade.MINOR


def _lines(factors: GradeFactors, place: Place, day: date) -> tuple[tuple[str, int, str], ...]:
    yuan = factors.amount_fen // 100
    low, high = place.amount("grade_amount_low", day), place.amount("grade_amount_high", day)
    many = place.amount("grade_persons_many", day)
    affected = factors.persons_affected
    return (
        ("涉及金额", 3 if yuan >= high else 1 if yuan >= low else 0, f"涉及{yuan}元。"),
        ("受影响的人", 2 if affected >= many else 1 if affected else 0, f"影响{affected}人。"),
        ("已经得利", int(factors.benefit_obtained), "已经因不实承诺得到利益。"),
        ("明知不实", 3 * factors.intent_shown, "有证据表明承诺时明知不实。"),
        ("以前的记录", 2 * min(factors.earlier_times, 3), f"以前有{factors.earlier_times}次虚假承诺。"),
        ("妨碍核查", 2 * factors.resisted, "拒绝或者妨碍核查。"),
        ("已经改正", -2 * factors.corrected, "已经改正或者退回所得。"),
    )


@dataclass(frozen=True, slots=True)
class Measure:
    """A consequence of a determined false promise.

    Attributes:
        key: code name.
        title: its Chinese name.
        citation: its own legal basis.
        link: how it relates to the act, in Chinese.
        proportion: why it is not too heavy, in Chinese.
        grades: the grades it applies to.
    """

    key: str
    title: str
    citation: Citation
    link: str
    proportion: str
    grades: frozenset[Grade]

    def as_json(self) -> dict[str, object]:
        """The measure for the case file, its grades from light to heavy whatever the order of the set."""
        return {
            "key": self.key,
            "title": self.title,
            "citation": self.citation.as_json(),
            "link": self.link,
            "proportion": self.proportion,
            "grades": [grade.value for grade in Grade if grade in self.grades],
        }


_ALL = frozenset(Grade)
_NOT_MINOR = frozenset({Grade.GENERAL, Grade.SERIOUS})

MEASURES: tuple[Measure, ...] = (
    Measure(
        "record",
        "记入信用记录",
        CLAUSES["2.4-d"],
        "记录的就是这一次承诺不实。",
        "只记录，不影响其他事情的办理。",
        _ALL,
    ),
    Measure(
        "no_commitment",
        "信用修复以前不适用告知承诺制",
        CLAUSES["2.2-c"],
        "因承诺不实而暂不能再用承诺。",
        "仍可以提交证明办理，修复当天恢复。",
        _ALL,
    ),
    Measure(
        "closer_checks",
        "今后的核查列为重点关注",
        CLAUSES["2.5-c"],
        "核查的轻重按信用状况确定。",
        "只影响核查方式，修复后恢复。",
        _NOT_MINOR,
    ),
    Measure(
        "shared",
        "推送信用信息共享平台",
        CLAUSES["2.5-b"],
        "推送的就是这一条认定。",
        "轻微的只推送、不公示；修复后停止共享使用。",
        _ALL,
    ),
    Measure(
        "published",
        "公示",
        CREDIT_REPAIR_CLASSES,
        "公示的就是这一条认定，个人信息作遮盖。",
        "轻微的不公示；到最长期限自动停止。",
        _NOT_MINOR,
    ),
)
"""Each with its own basis. None of them enters anybody in a list of the seriously dishonest: a city cannot make one."""

measures = LegalRule[Grade, tuple[Measure, ...]]("measures", "失信认定以后采取哪些措施", "2.5-e")


@measures.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.5-e"])
def _(grade: Grade) -> Conclusion[tuple[Measure, ...]]:
    """区分不同失信情形实施相应惩戒措施。"""
    found = tuple(measure for measure in MEASURES if grade in measure.grades)
    because = tuple(Conclusion(m.key, m.citation, f"{m.title}：{m.link}{m.proportion}") for m in found)
    proportion = Conclusion(True, PENALTY_5, "措施与性质、情节和社会危害程度相当。", ok=True)
    named = "、".join(measure.title for measure in found)
    return Conclusion(
        found, CLAUSES["2.5-e"], f"认定为“{grade.value}”的，{named}。", because=(*because, proportion)
    )


@dataclass(frozen=True, slots=True)
class PublicityFacts:
    """A graded determination and the place whose periods govern."""

    grade: Grade
    determined_on: date
    place: Place


@dataclass(frozen=True, slots=True)
class Publicity:
    """From when to when a determination is public.

    Attributes:
        published: whether it is published at all.
        published_from: first day.
        repair_possible_from: first day on which repair can take effect.
        ends_on: first day on which it is over by itself.
    """

    published: bool
    published_from: date
    repair_possible_from: date
    ends_on: date


publicity = LegalRule[PublicityFacts, Publicity]("publicity", "失信信息公示多久", "2.5-e")


def _publicity(facts: PublicityFacts, basis: Citation) -> Conclusion[Publicity]:
    name, day = facts.grade.name.lower(), facts.determined_on
    shortest = facts.place.amount(f"publicity_{name}_min", day)
    longest = facts.place.amount(f"publicity_{name}_max", day)
    value = Publicity(
        published=facts.grade is not Grade.MINOR,
        published_from=day,
        repair_possible_from=add_months(day, shortest),
        ends_on=add_months(day, longest),
    )
    if value.published:
        reason = (
            f"“{facts.grade.value}”自{chinese_date(day)}起公示，最短{shortest}个月、最长{longest}个月；"
            f"{chinese_date(value.repair_possible_from)}起可以修复，最迟{chinese_date(value.ends_on)}自动停止。"
        )
    else:
        reason = f"“轻微”不公示，改正并履行义务后就可以修复，最迟{chinese_date(value.ends_on)}自动失效。"
    return Conclusion(value, basis, reason)


@publicity.version(since=SUZHOU_NOTICE.since, until=CREDIT_REPAIR.since, basis=CLAUSES["2.5-e"])
def _(facts: PublicityFacts) -> Conclusion[Publicity]:
    """国家办法施行以前，公示时间由本地确定。"""
    return _publicity(facts, CLAUSES["2.5-e"])


@publicity.version(since=CREDIT_REPAIR.since, basis=CREDIT_REPAIR_CLASSES)
def _(facts: PublicityFacts) -> Conclusion[Publicity]:
    """轻微原则上不公示，一般三个月至一年，严重一年至三年。"""
    return _publicity(facts, CREDIT_REPAIR_CLASSES)
