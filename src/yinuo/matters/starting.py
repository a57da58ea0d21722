"""What an editor finds written when he begins: what follows from the item, and the phrases that are the same everywhere.

Nothing here is a fact of the item: what is promised, what is checked and against what stays empty until somebody writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yinuo.matters.terms import Signer, Terms

if TYPE_CHECKING:
    from yinuo.matters.models import Matter, ProofItem

METHOD = (
    "本人书面承诺：登录后在网上签署电子承诺书，或者到窗口当面签署纸质承诺书。不能由他人代签；"
    "无民事行为能力人、限制民事行为能力人由法定监护人签署"
)
METHOD_OF_FIRMS = (
    "由法定代表人书面承诺：登录后在网上签署电子承诺书，或者到窗口当面签署纸质承诺书。不能由他人代签"
)
CIVIL = "因不实承诺给他人造成损失的，依照《中华人民共和国民法典》第一千一百六十五条承担赔偿责任"
CRIMINAL = "伪造、变造、买卖国家机关公文、证件、印章构成犯罪的，移送司法机关，依照《中华人民共和国刑法》第二百八十条追究刑事责任"
RECORDED = "不实承诺记入信用记录，在信用修复以前不再适用告知承诺制"
LICENCE_UNTRUE = (
    "作出决定以前查明不实的，终止办理，依照《中华人民共和国行政许可法》第七十八条给予警告；作出决定以后查明不实的，"
    f"依照该法第六十九条第二款撤销许可。{RECORDED}"
)
OTHERWISE_UNTRUE = f"作出决定以前查明不实的，终止办理；作出决定以后查明不实的，撤销决定。{RECORDED}"
WITHDRAW = "事情办结以前，说明理由就可以撤回承诺，改为提交证明，已经办过的手续都保留。"


def notice_title(matter: str, proof: str) -> str:
    """The title of a notice: what is applied for, and which proof the promise stands for."""
    return f"“{matter}”，用承诺代替“{proof}”"


def starting_content(item: ProofItem) -> dict[str, Any]:
    """The content of a first draft.

    Args:
        item: with its matter.

    Returns:
        As :func:`yinuo.matters.queries.content_of` gives it.
    """
    matter = item.matter
    firms_only = matter.for_firms and not matter.for_persons
    return {
        "notice": {
            "item_title": notice_title(matter.name, item.name),
            "basis": item.basis,
            "proof_content": "",
            "conditions": "",
            "materials": "",
            "method": METHOD_OF_FIRMS if firms_only else METHOD,
            "liability_civil": CIVIL,
            "liability_administrative": _administrative(matter),
            "liability_criminal": CRIMINAL,
            "verification_power": "",
            "public": False,
            "public_scope": "",
            "public_term": "",
        },
        "facts": [],
        "inputs": [],
        "plain": {"summary": matter.summary, "withdraw": WITHDRAW},
        "terms": Terms(
            signers=(Signer.REPRESENTATIVE.name,) if firms_only else (Signer.SELF.name, Signer.GUARDIAN.name)
        ).as_json(),
        "answers": {},
    }


def _administrative(matter: Matter) -> str:
    return LICENCE_UNTRUE if matter.kind == "licence" else OTHERWISE_UNTRUE
