"""What the demo's editor says of the items themselves: kinds of proof, the eight questions, why none is excluded, terms.

Judgements are the demo's own work and say so. What only the source could tell (how often, how many days, who issues) is
taken from it and left empty where it is silent; a question that cannot be answered from it stays unanswered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yinuo.law.cancelling import GROUND, NO, YES
from yinuo.law.naming import licences_in
from yinuo.law.scope import needs_a_basis
from yinuo.matters.terms import Condition, Level, RiskPoint, Signer, Terms

if TYPE_CHECKING:
    from datetime import date

    from yinuo.matters.models import ProofItem
    from yinuo_demo.completions.shape import Completion

_KINDS: tuple[tuple[str, str], ...] = (
    ("无犯罪记录", "LEGAL_FACT"),
    ("没有条例第五条", "LEGAL_FACT"),
    ("开除公职", "LEGAL_FACT"),
    ("监护关系", "LEGAL_RELATION"),
    ("无配偶", "LEGAL_RELATION"),
    ("家庭成员", "LEGAL_RELATION"),
    ("学历", "QUALIFICATION"),
    ("工作年限", "QUALIFICATION"),
    ("水平能力", "QUALIFICATION"),
    ("思想品格", "QUALIFICATION"),
    ("住所场地", "OWNERSHIP"),
    ("家庭住房", "OWNERSHIP"),
)
_MENDABLE = "核查不实的，可以终止办理、撤销决定、追回所得，没有难以挽回的损害（演示）"
_CANCELLED_ELSEWHERE = ("思想品格鉴定证明",)
"""Proofs that another row of the source calls cancelled; whether they are here the demo does not decide."""


def proves(proof: str) -> str:
    """Name of the kind of proof."""
    return next((kind for words, kind in _KINDS if words in proof), "OTHER_STATE")


def pretests(item: ProofItem, made: Completion, *, on: date) -> dict[str, dict[str, str]]:
    """Answers to the eight questions, as far as the source and the demo's own notice allow one.

    Args:
        item: with its matter.
        made: what was written for it.
        on: the day as of which the law is asked.
    """
    registered = any(fact["source_key"] for fact in made.facts)
    answers: dict[str, tuple[str, str]] = {
        GROUND: (YES, f"{made.notice['verification_power']}（演示）"),
        "data_shows": (
            NO,
            "数据只够核对承诺，查不到记录的人要先请他说明（演示）"
            if registered
            else "没有接通能查这件事的数据，要由人核查或者请其他机关协助（演示）",
        ),
        "matter_cancelled": (NO, f"“{item.matter.name}”仍在办理（演示）"),
        "not_needed": (NO, "是否符合条件要看这一项，其他材料没有写明（演示）"),
    }
    if item.basis and needs_a_basis.on(on, item.basis).value:
        answers["no_basis"] = (NO, f"来源载明：{item.basis}")
    if item.issuer:
        answers["issuer_cannot_know"] = (NO, f"来源载明由{item.issuer}开具，它掌握这件事的记录（演示）")
    if not licences_in(item.name):
        answers["licence_shows"] = (NO, "申请人手里的证照没有写明这件事（演示）")
    if item.name not in _CANCELLED_ELSEWHERE:
        answers["cancelled_above"] = (NO, "来源没有写上级已经取消（演示）")
    return {key: {"answer": answer, "reason": reason} for key, (answer, reason) in answers.items()}


def why_no_risk() -> str:
    """Why an item of the demo carries none of the eight risks."""
    return _MENDABLE


def terms(made: Completion) -> Terms:
    """For whom the way is open, who signs, why a letter is public, what may go wrong."""
    firms = made.matter["for_firms"] and not made.matter["for_persons"]
    return Terms(
        conditions=tuple(
            Condition(fact["text"], fact["standard"]) for fact in made.facts if fact["source_key"]
        ),
        signers=(Signer.REPRESENTATIVE.name,) if firms else (Signer.SELF.name, Signer.GUARDIAN.name),
        public_interest=bool(made.notice["public"]),
        risk_points=(
            RiskPoint(
                "签署",
                "他人冒名签署",
                Level.MIDDLE.name,
                "网上签署再次确认证件号码后四位，窗口当面核验证件",
                "窗口人员",
                "2026-10-09",
            ),
            RiskPoint(
                "核查",
                "到期没有核查",
                Level.LOW.name,
                "签署当日生成核查任务，到期前3个工作日提醒",
                "核查人员",
                "2026-10-09",
            ),
        ),
    )
