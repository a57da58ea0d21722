"""三、四: what is late, what the notice wanted by when, and what shows that an officer did their duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from yinuo.law.as_of import RuleAsOf, day_of
from yinuo.law.grammar import Citation, Conclusion, LegalRule
from yinuo.law.texts import CLAUSES, LICENSING_34_2, LICENSING_38_2, LICENSING_82, SUZHOU_NOTICE

if TYPE_CHECKING:
    from yinuo.law.deadlines import WorkdayCalendar
    from yinuo.law.place import Place


class Overdue(StrEnum):
    """How late a thing is, and who must look at it."""

    IN_TIME = "未超期"
    LATE = "已超期"
    SERIOUS = "超期较长，报本单位负责人"
    GRAVE = "超期严重，报司法行政部门"


OVERDUE: tuple[Overdue, ...] = tuple(Overdue)
"""The levels from in time to grave."""


@dataclass(frozen=True, slots=True)
class OverdueFacts:
    """What must be known to say whether a thing is late.

    Attributes:
        due_on: the last day in time.
        done_on: the day it was done, or None.
        place: whose thresholds govern.
        calendar: the working days.
        as_of: filled by the rule.
    """

    due_on: date
    done_on: date | None
    place: Place
    calendar: WorkdayCalendar
    as_of: date | None = None


overdue = RuleAsOf[OverdueFacts, Overdue]("overdue", "是否超期", "3.4-b")


@overdue.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["3.4-b"])
def _(facts: OverdueFacts) -> Conclusion[Overdue]:
    """超期以工作日计算。"""
    day = day_of(facts)
    end = facts.done_on if facts.done_on is not None else day
    if end <= facts.due_on:
        return Conclusion(Overdue.IN_TIME, LICENSING_82, "没有超过期限。", ok=True)
    late = facts.calendar.workdays_between(facts.due_on, end)
    level = Overdue.LATE
    if late >= facts.place.amount("overdue_grave_from", day):
        level = Overdue.GRAVE
    elif late >= facts.place.amount("overdue_serious_from", day):
        level = Overdue.SERIOUS
    counted = f"超过期限{late}个工作日" if late else "期限在休息日前已满"
    return Conclusion(
        level,
        CLAUSES["3.4-b"],
        f"{counted}，{level.value}。",
        ok=False,
        instead="请尽早办结，并在案卷中写明超期的原因。",
    )


@dataclass(frozen=True, slots=True)
class TimetableStep:
    """One step of 三 with the number that dates it."""

    key: str
    title: str
    number: str
    citation: Citation


TIMETABLE: tuple[TimetableStep, ...] = (
    TimetableStep("plan", "制定细化工作方案，报市司法局备案", "step_plan_due", CLAUSES["3.1"]),
    TimetableStep("catalogue", "公布目录清单", "step_catalogue_due", CLAUSES["3.2-a"]),
    TimetableStep("texts", "制发并公布文本材料", "step_texts_due", CLAUSES["3.3-b"]),
    TimetableStep("inspection", "开展督促检查", "step_inspection_due", CLAUSES["3.4-c"]),
)
"""The four steps of the notice in order."""


def step_due(step: TimetableStep, place: Place, day: date) -> date:
    """The last day of a step, as the place dates it on a day.

    Raises:
        TypeError: the place's number is no date.
        NotInForce: the place dates the step only later.
    """
    found = place.number(step.number).on(day)
    if not isinstance(found, date):
        raise TypeError(f"{step.number} is not a date but {found!r}")
    return found


@dataclass(frozen=True, slots=True)
class DutyElement:
    """One thing that shows the office did its duty in a case.

    Attributes:
        key: code name, as the case file writes it.
        title: in Chinese.
        citation: the duty.
    """

    key: str
    title: str
    citation: Citation


DUE_DILIGENCE: tuple[DutyElement, ...] = (
    DutyElement("guidance_given", "办理前给过指导说明", CLAUSES["2.6-b"]),
    DutyElement("choice_offered", "两种办法并列，由申请人自己选择", CLAUSES["2.2-a"]),
    DutyElement("identity_confirmed", "核对了申请人的身份", CLAUSES["2.3-c"]),
    DutyElement("eligibility_answered", "查过能否承诺并记下理由", CLAUSES["2.2-c"]),
    DutyElement("notice_shown", "书面告知了全部内容", CLAUSES["2.3-a"]),
    DutyElement("signed_after_notice", "看过告知书以后才签署", CLAUSES["2.3-c"]),
    DutyElement("plan_drawn_up", "签署时定好了核查办法", CLAUSES["2.4-a"]),
    DutyElement("checked_in_time", "核查在期限内完成", CLAUSES["2.4-a"]),
    DutyElement("decided_with_reasons", "决定写明了依据和理由", LICENSING_38_2),
    DutyElement("decided_in_time", "决定在期限内作出", LICENSING_34_2),
)
"""The elements of the due-diligence record (尽职免责), in the order of a case's life."""


@dataclass(frozen=True, slots=True)
class DiligenceFacts:
    """Which elements the case file shows, and which the case has not reached yet."""

    done: frozenset[str]
    not_yet: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DiligenceLine:
    """One element with its state: True shown, False missing, None not reached yet."""

    element: DutyElement
    done: bool | None


due_diligence = LegalRule[DiligenceFacts, tuple[DiligenceLine, ...]]("due_diligence", "尽职记录", "4.2")


@due_diligence.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["4.2"])
def _(facts: DiligenceFacts) -> Conclusion[tuple[DiligenceLine, ...]]:
    """按照“权责一致、尽职免责、失职追责”原则，建立健全改革容错机制。"""
    lines = tuple(
        DiligenceLine(
            element, True if element.key in facts.done else None if element.key in facts.not_yet else False
        )
        for element in DUE_DILIGENCE
    )
    because = tuple(
        Conclusion(
            line.done, line.element.citation, f"{line.element.title}：{_STATE[line.done]}", ok=line.done
        )
        for line in lines
    )
    missing = [line.element.title for line in lines if line.done is False]
    basis = CLAUSES["4.2"]
    if missing:
        reason = f"案卷中看不到：{'、'.join(missing)}。"
        return Conclusion(
            lines,
            basis,
            reason,
            because,
            ok=False,
            instead="请补做或者在案卷中写明原因；追责以前会听取本人说明。",
        )
    shown = sum(line.done is True for line in lines)
    return Conclusion(lines, basis, f"已经走到的{shown}项都有案卷记录，属于尽职。", because, ok=True)


_STATE = {True: "有记录。", False: "没有记录。", None: "还没有到这一步。"}
