"""二（一）, 优化营商环境条例第四十四条: whether a proof is to be abolished before anybody thinks of promising it.

The eight questions (八个一律取消) are put before an item enters the catalogue. A yes abolishes the proof, but for one: that
a written promise would do is not a reason to drop the item from this catalogue, it is the reason why it stands there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yinuo.law.grammar import Conclusion, LegalRule
from yinuo.law.scope import CANCEL_FIRST
from yinuo.law.texts import BUSINESS_44_2, BUSINESS_ENVIRONMENT, CLAUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yinuo.law.scope import CancelTest

YES, NO = "yes", "no"
ANSWERS: dict[str, str] = {YES: "是", NO: "否"}
GROUND = "promise_replaces"
"""The test whose yes is the ground of commitment."""

STAYS, GOES, OPEN = "stays", "goes", "open"

_INSTEAD: dict[str, str] = {
    "no_basis": "请取消这份证明；找到法律、法规或者国务院决定的条文以后再编。",
    "licence_shows": "请改为核验申请人现有的证照，不另要证明。",
    "data_shows": "请改为由机关自己查询核验，不向申请人要，也不用他承诺。",
    "cancelled_above": "请按上级的决定取消，并把指南里的要求一并删去。",
    "matter_cancelled": "请连同所办的事项一并取消。",
    "issuer_cannot_know": "请取消这份证明，改为由掌握情况的机关核实。",
    "not_needed": "请取消这份证明，并把指南里的要求一并删去。",
    GROUND: "请改编为保留、不实行告知承诺的事项，并写明理由。",
}


@dataclass(frozen=True, slots=True)
class CancelAnswer:
    """The agency's answer to one of the eight questions.

    Attributes:
        key: of a :class:`yinuo.law.scope.CancelTest`.
        answer: ``"yes"``, ``"no"``, or empty where it was not answered.
        reason: why, in Chinese; an answer without a reason does not count yet.
    """

    key: str
    answer: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CancelFacts:
    """What the agency answered; questions may be missing."""

    answers: tuple[CancelAnswer, ...] = ()

    @classmethod
    def of(cls, kept: Mapping[str, Mapping[str, str]]) -> CancelFacts:
        """From question to answer and reason, as an item keeps them."""
        return cls(
            tuple(
                CancelAnswer(key, str(said.get("answer", "")), str(said.get("reason", "")))
                for key, said in kept.items()
            )
        )


cancel_first = LegalRule[CancelFacts, str]("cancel_first", "这份证明要不要先取消", "2.1-a")


@cancel_first.version(since=BUSINESS_ENVIRONMENT.since, basis=BUSINESS_44_2)
def _(facts: CancelFacts) -> Conclusion[str]:
    """能够用法定证照、书面告知承诺、核查核验、其他材料办理的，或者开具单位无法调查核实的，不得设定证明事项。"""
    given = {one.key: one for one in facts.answers}
    because = tuple(_on(test, given.get(test.key)) for test in CANCEL_FIRST)
    against = [part for part in because if part.ok is False]
    if against:
        return Conclusion(
            GOES,
            BUSINESS_44_2,
            "按“八个一律取消”，这份证明不能以告知承诺的方式公布。",
            because=because,
            ok=False,
            instead=against[0].instead,
        )
    unanswered = sum(part.ok is None for part in because)
    if unanswered:
        return Conclusion(
            OPEN,
            BUSINESS_44_2,
            f"“八个一律取消”还有{unanswered}问没有答完，每问都要写理由。",
            because=because,
        )
    return Conclusion(
        STAYS,
        BUSINESS_44_2,
        "“八个一律取消”逐问答过，应当取消的情形都没有。",
        because=because,
        ok=True,
    )


def _on(test: CancelTest, said: CancelAnswer | None) -> Conclusion[str]:
    if said is None or said.answer not in ANSWERS:
        return Conclusion(OPEN, test.citation, f"“{test.title}”还没有答。")
    reason = said.reason.strip().rstrip("。")
    if not reason:
        return Conclusion(OPEN, test.citation, f"“{test.title}”答“{ANSWERS[said.answer]}”，还没有写理由。")
    stays = (said.answer == YES) is (test.key == GROUND)
    told = f"“{test.title}”答“{ANSWERS[said.answer]}”，理由：{reason}。"
    if not stays:
        return Conclusion(GOES, test.citation, told, ok=False, instead=_INSTEAD[test.key])
    return Conclusion(STAYS, CLAUSES["2.1-a"] if test.key == GROUND else test.citation, told, ok=True)
