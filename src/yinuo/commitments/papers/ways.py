"""The two ways to settle a proof item in words: the same questions, the same weight, for page and paper (2.2-a, 2.2-b)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from yinuo.law import place
from yinuo.law.texts import CLAUSES, LICENSING_31

if TYPE_CHECKING:
    from datetime import date

    from yinuo.law.grammar import Citation
    from yinuo.matters.models import ItemVersion, Matter

QUESTIONS = ("您要做什么", "要多久", "怎么核查", "如果不属实", "想反悔怎么办")
"""What both ways answer, in this order."""

SAME_ROUND_BAR = "撤回以后，本轮不能再签承诺。"
_UNTRUE = CLAUSES["2.4-d"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one way answers to one question.

    Attributes:
        text: the answer, after the points.
        points: steps, one after the other.
        citations: its articles.
        brief: the same in a few words.
    """

    text: str = ""
    points: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    brief: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """Points and text, a sentence each."""
        return (*(f"{point}。" for point in self.points), *((self.text,) if self.text else ()))


def decided_within(matter: Matter, *, on: date) -> str:
    """How long a decision takes at most: what the matter promises, else the legal period; ``20 个工作日内``."""
    days = matter.days or place.load(settings.YINUO_PLACE).amount("decision_due", on)
    return f"{days} 个工作日内"


def by_commitment(version: ItemVersion, *, on: date) -> tuple[Answer, ...]:
    """What commitment answers to :data:`QUESTIONS`.

    Args:
        version: with item and matter.
        on: the day, for the period of the decision.
    """
    matter, within = version.item.matter, decided_within(version.item.matter, on=on)
    fill = f"填 {len(version.inputs)} 项情况" if version.inputs else "看清要承诺的事实"
    soon = f"条件齐备的，当场作出决定；最迟 {within}" if matter.at_once else f"{within}作出决定"
    checked = version.plain.get("check") or version.notice.get("verification_power", "")
    untrue = version.plain.get("if_untrue") or "故意不实的，终止办理或者撤销决定，并记入信用记录。"
    return (
        Answer(points=("读告知书，大约 5 分钟", fill, "签名，确认是您本人"), brief="自己填、自己签"),
        Answer(soon, brief="条件齐备当场" if matter.at_once else within),
        Answer(str(checked), brief=f"核对 {len(version.facts)} 项"),
        Answer(
            f"先听您说明。写错了，更正就行。故意不实的：{untrue}",
            citations=(_UNTRUE, CLAUSES["2.5-a"]),
            brief="先听您说明",
        ),
        Answer(_withdrawal(version), citations=(CLAUSES["2.6-c"],), brief="办结前可以撤回"),
    )


def by_proof(version: ItemVersion, *, on: date) -> tuple[Answer, ...]:
    """What the proof answers to :data:`QUESTIONS`; see :func:`by_commitment`."""
    item, within = version.item, decided_within(version.item.matter, on=on)
    where = f"到{item.issuer}开《{item.name}》" if item.issuer else f"请开具单位开《{item.name}》"
    return (
        Answer(points=(where, "拍照或者扫描上传，也可以交到窗口", "核对后提交"), brief="去开证明"),
        Answer(f"材料齐全的，{within}作出决定", brief=within),
        Answer("核对证明的真伪，需要时向开具单位核实，不要您再跑。", brief="核对真伪"),
        Answer(
            "伪造、变造证明的，依法处理，并记入信用记录。",
            citations=(LICENSING_31, _UNTRUE),
            brief="依法处理",
        ),
        Answer("提交之前可以改签承诺；作出决定之前可以撤回申请，填过的都保留。", brief="决定前可以撤回"),
    )


def _withdrawal(version: ItemVersion) -> str:
    said = (
        version.plain.get("withdraw")
        or "办结之前，有合理的理由就可以撤回承诺，改交证明接着办，填过的都保留。"
    )
    return str(said) + (SAME_ROUND_BAR if version.plain.get("same_round_bar") else "")
