"""Deciding: what the file suggests, when it may be decided at once, how long it may take, and the remedies told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from yinuo.law.as_of import RuleAsOf, day_of
from yinuo.law.deadlines import Deadline, due
from yinuo.law.grammar import Citation, Conclusion
from yinuo.law.texts import (
    CLAUSES,
    LICENSING_32,
    LICENSING_34_2,
    LICENSING_38,
    LICENSING_38_2,
    LITIGATION_46,
    RECONSIDERATION_20,
    SUZHOU_NOTICE,
    TAX_EVIDENCE,
)

if TYPE_CHECKING:
    from datetime import date

    from yinuo.law.deadlines import WorkdayCalendar
    from yinuo.law.place import Place

Suggestion = Literal["grant", "ask", "wait", "refuse"]


@dataclass(frozen=True, slots=True)
class ItemState:
    """How far one proof item of an application is.

    Attributes:
        title: name of the proof.
        route: ``"commit"``, ``"proof"`` or ``"held"`` (the office already has it).
        settled: the promise is signed, the proof accepted, or the office's own record found.
        problem: what stands against it, in Chinese; on a settled item it means the condition is not met.
    """

    title: str
    route: Literal["commit", "proof", "held"]
    settled: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SuggestionFacts:
    """The state of an application before the decision.

    Attributes:
        commit_ok: the conclusion of :data:`yinuo.law.eligibility.may_commit` for the items promised.
        items: every proof item of the application.
        notice_before_signature: the notice was shown before the letter was signed.
        checks_clear: no check done so far contradicts a promise.
        checks_pending: names of checks that must end before the decision.
        on_the_spot_allowed: the matter allows a decision at once.
        warnings: what the officer should look at, in Chinese; never a ground to refuse.
        as_of: filled by the rule.
    """

    commit_ok: Conclusion[Any]
    items: tuple[ItemState, ...]
    notice_before_signature: bool
    checks_clear: bool
    checks_pending: tuple[str, ...] = ()
    on_the_spot_allowed: bool = False
    warnings: tuple[str, ...] = ()
    as_of: date | None = None


suggestion = RuleAsOf[SuggestionFacts, Suggestion]("suggestion", "这件申请可以怎样处理", "1-b")


@suggestion.version(since=SUZHOU_NOTICE.since, basis=LICENSING_38)
def _(facts: SuggestionFacts) -> Conclusion[Suggestion]:
    """符合法定条件、标准的，行政机关应当依法作出准予的书面决定。"""
    because = (*_items(facts), *_promise(facts), *_checks(facts), *_warnings(facts))
    unmet = [item for item in facts.items if item.settled and item.problem]
    if unmet:
        reason = (
            "材料表明不符合条件：" + "；".join(f"{i.title}：{i.problem.rstrip('。')}" for i in unmet) + "。"
        )
        return Conclusion(
            "refuse",
            LICENSING_38_2,
            reason,
            because=because,
            ok=False,
            instead="决定以前请先告知申请人，听取意见；不予的决定要写明理由和复议、诉讼的权利。",
        )
    against = [part for part in because if part.ok is False]
    if against:
        reason = "还不能决定：" + "".join(part.reason for part in against)
        instead = "".join(dict.fromkeys(part.instead for part in against if part.instead))
        return Conclusion("ask", against[0].citation, reason, because=because, ok=False, instead=instead)
    if facts.checks_pending:
        reason = f"{'、'.join(facts.checks_pending)}还没有结果，有结果后再决定。"
        return Conclusion(
            "wait", CLAUSES["2.4-a"], reason, because=because, instead="结果出来以前不需要申请人再做什么。"
        )
    return Conclusion(
        "grant",
        LICENSING_38,
        "各项都已办妥，没有发现与承诺不一致的情况，可以准予。",
        because=because,
        ok=True,
    )


def _items(facts: SuggestionFacts) -> tuple[Conclusion[Any], ...]:
    return tuple(_item(item) for item in facts.items)


def _item(item: ItemState) -> Conclusion[Any]:
    how = {"commit": "已经作出承诺", "proof": "已经提交证明", "held": "由机关自己查到"}[item.route]
    still = {"commit": "承诺书还没有签", "proof": "证明还没有交齐", "held": "机关还没有查到"}[item.route]
    basis = CLAUSES["2.2-b"] if item.route == "proof" else CLAUSES["2.2-a"]
    if not item.settled:
        words = item.problem.rstrip("。") or still
        way = "可以改为提交证明或者作出承诺" if item.route == "held" else "请一次告知申请人要补什么"
        return Conclusion(False, LICENSING_32, f"“{item.title}”：{words}。", ok=False, instead=f"{way}。")
    if item.problem:
        return Conclusion(False, LICENSING_38_2, f"“{item.title}”：{item.problem.rstrip('。')}。", ok=False)
    return Conclusion(True, basis, f"“{item.title}”{how}。", ok=True)


def _promise(facts: SuggestionFacts) -> tuple[Conclusion[Any], ...]:
    if not any(item.route == "commit" for item in facts.items):
        return ()
    shown = (
        Conclusion(True, CLAUSES["2.3-a"], "先看过告知书，再签的承诺书。", ok=True)
        if facts.notice_before_signature
        else Conclusion(
            False,
            CLAUSES["2.3-a"],
            "承诺书签在告知以前，承诺不能算数。",
            ok=False,
            instead="请让申请人看过告知书后重新签署，或者改交证明。",
        )
    )
    return (facts.commit_ok, shown)


def _checks(facts: SuggestionFacts) -> tuple[Conclusion[Any], ...]:
    if not facts.checks_clear:
        return (
            Conclusion(
                False,
                TAX_EVIDENCE,
                "核查查到的情况与承诺不一致。",
                ok=False,
                instead="请先让申请人说明并补充佐证，不要直接不予。",
            ),
        )
    if facts.checks_pending:
        return tuple(Conclusion(None, CLAUSES["2.4-a"], f"{name}还在进行。") for name in facts.checks_pending)
    return (Conclusion(True, CLAUSES["2.4-a"], "决定以前应做的核查已经做完，没有不一致。", ok=True),)


def _warnings(facts: SuggestionFacts) -> tuple[Conclusion[Any], ...]:
    return tuple(
        Conclusion(None, CLAUSES["2.6-e"], f"提示：{words.rstrip('。')}。") for words in facts.warnings
    )


may_decide_at_once = RuleAsOf[SuggestionFacts, bool]("may_decide_at_once", "能否当场决定", "1-b")


@may_decide_at_once.version(since=SUZHOU_NOTICE.since, basis=LICENSING_34_2)
def _(facts: SuggestionFacts) -> Conclusion[bool]:
    """能够当场作出决定的，应当当场作出书面的行政许可决定。"""
    suggested = suggestion.on(day_of(facts), facts)
    if not facts.on_the_spot_allowed:
        reason = "这个事项没有设为当场决定，由工作人员审查后决定。"
        return Conclusion(
            False, LICENSING_34_2, reason, because=(suggested,), instead="请等待审查，期限内会有决定。"
        )
    if suggested.value != "grant":
        return Conclusion(
            False,
            suggested.citation,
            f"现在不能当场决定：{suggested.reason}",
            because=(suggested,),
            ok=False,
            instead=suggested.instead or "请由工作人员审查后决定。",
        )
    if facts.warnings:
        reason = "有需要工作人员先看一看的提示，不自动决定。"
        return Conclusion(
            False, CLAUSES["2.6-e"], reason, because=(suggested,), instead="请工作人员看过提示后决定。"
        )
    return Conclusion(True, LICENSING_34_2, "各项齐全，可以当场决定。", because=(suggested,), ok=True)


@dataclass(frozen=True, slots=True)
class TakeBackFacts:
    """What must be known to say whether an officer may take back a decision just made.

    Attributes:
        minutes_since: whole minutes since the decision.
        delivered_read: the person has received or opened it.
        place: whose number of minutes governs.
        as_of: filled by the rule.
    """

    minutes_since: int
    delivered_read: bool
    place: Place
    as_of: date | None = None


may_take_back = RuleAsOf[TakeBackFacts, bool]("may_take_back", "能否收回刚刚作出的决定", "1-b")


@may_take_back.version(since=SUZHOU_NOTICE.since, basis=LICENSING_34_2)
def _(facts: TakeBackFacts) -> Conclusion[bool]:
    """本地选择：只为改正点错、看错，送达以后按撤销的程序办。"""
    allowed = facts.place.amount("take_back_minutes", day_of(facts))
    if facts.delivered_read:
        return Conclusion(
            False,
            LICENSING_34_2,
            "申请人已经看到决定，决定已经生效，不能再收回。",
            ok=False,
            instead="如果决定确有错误，请按更正或者撤销的程序办理，并听取申请人的意见。",
        )
    if facts.minutes_since >= allowed:
        return Conclusion(
            False,
            LICENSING_34_2,
            f"决定作出已经{facts.minutes_since}分钟，超过本地规定的{allowed}分钟。",
            ok=False,
            instead="如果决定确有错误，请按更正或者撤销的程序办理，并听取申请人的意见。",
        )
    reason = f"决定作出不到{allowed}分钟，申请人还没有看到，可以收回改正（本地规定）。"
    return Conclusion(True, LICENSING_34_2, reason, ok=True)


REMEDIES: tuple[tuple[str, Citation], ...] = (
    ("您不服这个决定的，可以自知道决定之日起60日内申请行政复议。", RECONSIDERATION_20),
    ("您也可以自知道决定之日起6个月内向人民法院提起行政诉讼。", LITIGATION_46),
)
"""What every adverse decision tells."""


def decision_due(day: date, place: Place, calendar: WorkdayCalendar, *, extended: bool = False) -> Deadline:
    """By when an application accepted on a day must be decided (行政许可法第四十二条).

    Args:
        day: the day of acceptance.
        place: whose numbers govern.
        calendar: the working days.
        extended: the head of the agency has approved the extension.

    Raises:
        CalendarExhausted: the period ends past the table.
    """
    first = due("decision_due", day, place, calendar)
    return due("decision_extension", first.due_on, place, calendar) if extended else first


def supplement_due(day: date, place: Place, calendar: WorkdayCalendar) -> Deadline:
    """By when the agency must tell, once, all that is missing (行政许可法第三十二条).

    Args:
        day: the day the materials were received.
        place: whose numbers govern.
        calendar: the working days.

    Raises:
        CalendarExhausted: the period ends past the table.
    """
    return due("supplement_due", day, place, calendar)


def delivery_due(day: date, place: Place, calendar: WorkdayCalendar) -> Deadline:
    """By when a decision made on a day must be delivered (行政许可法第四十四条).

    Raises:
        CalendarExhausted: the period ends past the table.
    """
    return due("delivery_due", day, place, calendar)
