"""二（四） before anybody signs: how a promised fact is usually checked, as papers for everybody tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from yinuo.law.verification import NUMBER_OF, WHO, Method, Timing, Who, lightest_method, timing_of

if TYPE_CHECKING:
    from datetime import date

    from yinuo.law.place import Place

_COUNTED = {"工作日": "个工作日", "日": "日", "个月": "个月"}


@dataclass(frozen=True, slots=True)
class UsualFacts:
    """What is known of a promised fact before anybody signs; see :class:`yinuo.law.verification.PlanFacts`.

    Attributes:
        place: whose numbers govern.
        standing: ordinary credit.
        source_up: the register answers, as it usually does.
    """

    item_class: Literal["ordinary", "exempt", "strict"]
    source_key: str
    source_name: str
    can_be_told_by_register: bool
    place: Place
    public_can_tell: bool = False
    standing: Literal["good", "ordinary", "watched"] = "ordinary"
    source_up: bool = True


@dataclass(frozen=True, slots=True)
class UsualCheck:
    """How a fact is checked for somebody of ordinary credit.

    Attributes:
        method: the way of checking.
        timing: before or after the decision.
        who: who does it.
        period: by when, counted from signing, in Chinese.
        basis: the article that gives the period, or ``"local choice"``.
    """

    method: Method
    timing: Timing
    who: Who
    period: str
    basis: str


def usual_check(facts: UsualFacts, *, on: date) -> UsualCheck:
    """How a fact is usually checked, by the same reading as ``plan_line``; it needs no calendar.

    Args:
        facts: of the fact.
        on: the day whose numbers govern.

    Raises:
        NotInForce: the place has no number on that day.
    """
    method, _why = lightest_method(facts)
    timing = timing_of(facts, method)
    name = NUMBER_OF.get(method, "routine_supervision_due")
    number = facts.place.number(name)
    counted = f"{facts.place.amount(name, on)}{_COUNTED[number.unit]}"
    return UsualCheck(method, timing, WHO[method], _period(method, timing, counted), number.basis)


def _period(method: Method, timing: Timing, counted: str) -> str:
    if method is Method.EXEMPT:
        return f"签署后{counted}内留在随机抽查名单中"
    if method is Method.PUBLICATION:
        return f"签署后公示{counted}"
    if method is Method.DATA and timing == "before":
        return f"签署当日；数据来源中断的，签署后{counted}内"
    return f"签署后{counted}内"
