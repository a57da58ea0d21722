"""三（二）: what follows for the catalogue when a legal text changes: by when to revise, and what rests on nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from yinuo.law.as_of import RuleAsOf, day_of
from yinuo.law.deadlines import chinese_date, due
from yinuo.law.grammar import Conclusion, LegalRule
from yinuo.law.texts import BUSINESS_44_1, BUSINESS_ENVIRONMENT, CLAUSES, SUZHOU_NOTICE

if TYPE_CHECKING:
    from datetime import date

    from yinuo.law.deadlines import WorkdayCalendar
    from yinuo.law.place import Place


class ChangeKind(StrEnum):
    """What may happen to an article or to a whole text."""

    AMENDED = "修改"
    RENUMBERED = "条文序号变动"
    REPEALED = "废止或者删去"
    REPLACED = "由新文件代替"


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    """What must be known to say by when the catalogue follows a change of law.

    Attributes:
        recorded_on: the day the change was entered.
        in_force_on: the day it takes effect, before or after.
        place: whose number governs.
        calendar: the working days.
    """

    recorded_on: date
    in_force_on: date
    place: Place
    calendar: WorkdayCalendar


revision_due = LegalRule[RevisionFacts, "date"]("revision_due", "依据变动后何时修订完毕", "3.2-b")


@revision_due.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["3.2-b"])
def _(facts: RevisionFacts) -> Conclusion[date]:
    """根据法律法规修改情况动态调整；天数由本地确定。"""
    basis = CLAUSES["3.2-b"]
    period = due("revision_due", facts.recorded_on, facts.place, facts.calendar)
    if facts.in_force_on <= period.due_on:
        return Conclusion(period.due_on, basis, f"登记变动后{period.text}修订完毕。")
    day = facts.calendar.next_workday(facts.in_force_on)
    return Conclusion(
        day,
        basis,
        f"变动自{chinese_date(facts.in_force_on)}起施行，新版先拟好、审好，{chinese_date(day)}公布。",
    )


@dataclass(frozen=True, slots=True)
class FootingFacts:
    """What an item's basis stands on once a change takes effect.

    Attributes:
        kind: what happens to the article.
        named: the article, as people write it.
        in_force_on: the day it happens.
        others: how many other articles in force the basis names.
        sure: whether the basis names the very article, and not only the text it stands in.
        as_of: filled by the rule.
    """

    kind: ChangeKind
    named: str
    in_force_on: date
    others: int
    sure: bool = True
    as_of: date | None = None


class Footing(StrEnum):
    """What an item stands on."""

    STANDS = "仍有依据"
    UNCERTAIN = "请核对"
    ENDING = "将没有依据"
    GONE = "没有依据"


keeps_a_basis = RuleAsOf[FootingFacts, Footing]("keeps_a_basis", "依据变动后这份证明还有没有依据", "3.2-b")


@keeps_a_basis.version(since=BUSINESS_ENVIRONMENT.since, basis=BUSINESS_44_1)
def _(facts: FootingFacts) -> Conclusion[Footing]:
    """证明事项应当有法律、法规或者国务院决定依据；唯一的依据废止的，建议暂停，由人决定。"""
    day = chinese_date(facts.in_force_on)
    if facts.kind is not ChangeKind.REPEALED:
        said = f"{facts.named}自{day}起{facts.kind.value}，请核对是否仍要求这份证明。"
        return Conclusion(Footing.UNCERTAIN, BUSINESS_44_1, said)
    if facts.others:
        said = f"{facts.named}自{day}起废止，另有{facts.others}条依据仍然有效。"
        return Conclusion(Footing.STANDS, BUSINESS_44_1, said, ok=True)
    if not facts.sure:
        said = f"依据只写到文件，没有写到条；{facts.named}自{day}起废止，请核对是不是唯一的依据。"
        return Conclusion(Footing.UNCERTAIN, BUSINESS_44_1, said)
    if day_of(facts) < facts.in_force_on:
        said = f"{facts.named}自{day}起废止，它是唯一的依据，从那天起这份证明没有依据。"
        return Conclusion(
            Footing.ENDING, BUSINESS_44_1, said, instead="请在那天以前补上其他依据，或者准备停用。"
        )
    return Conclusion(
        Footing.GONE,
        BUSINESS_44_1,
        f"{facts.named}自{day}起废止，它是唯一的依据，现在没有依据要这份证明。",
        ok=False,
        instead="建议立即暂停适用，由法制审核人员决定；补上其他依据并公布新版后恢复。",
    )
