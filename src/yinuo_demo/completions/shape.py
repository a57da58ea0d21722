"""What an editor of the demo city adds to a row of the source before its item can be published.

The cells of the source stay as they are. What is written here is the demo's own editorial work and says so; where the
source names no basis, the notice says that too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

NO_BASIS = "来源目录未载明设定依据；本市以宿政办秘〔2021〕7号 二（一）为实行告知承诺的依据（演示）"
METHOD = (
    "本人书面承诺：登录后在网上签署电子承诺书，或者到窗口当面签署纸质承诺书。不能由他人代签；"
    "无民事行为能力人、限制民事行为能力人由法定监护人签署"
)
METHOD_OF_FIRMS = (
    "由法定代表人书面承诺：登录后在网上签署电子承诺书，或者到窗口当面签署纸质承诺书。不能由他人代签"
)
CIVIL = "因不实承诺给他人造成损失的，依照《中华人民共和国民法典》第一千一百六十五条承担赔偿责任"
CRIMINAL = "伪造、变造、买卖国家机关公文、证件、印章构成犯罪的，移送司法机关，依照《中华人民共和国刑法》第二百八十条追究刑事责任"
CRIMINAL_WITH_FRAUD = (
    f"{CRIMINAL}；骗取公私财物构成犯罪的，依照《中华人民共和国刑法》第二百六十六条追究刑事责任"
)
RECORDED = "不实承诺记入信用记录，在信用修复以前不再适用告知承诺制"
LICENCE_UNTRUE = (
    "作出决定以前查明不实的，终止办理，依照《中华人民共和国行政许可法》第七十八条给予警告；作出决定以后查明不实的，"
    f"依照该法第六十九条第二款撤销许可。{RECORDED}"
)
CONFIRMATION_UNTRUE = f"作出决定以前查明不实的，终止办理；作出决定以后查明不实的，撤销决定。{RECORDED}"
LICENCE_FALSE = "作出决定以前查明不实的，终止办理，依照《中华人民共和国行政许可法》第七十八条给予警告；作出决定以后查明不实的，"
WITHDRAW = "事情办结以前，说明理由就可以撤回承诺，改为提交证明，已经办过的手续都保留。"
DATA_CHECK = "签署当日到{source}查询比对，最迟3个工作日内完成"
DOCUMENT_CHECK = "签署后10个工作日内由工作人员对照书面材料核查"
ASSISTED_CHECK = "签署后3个工作日内请{source}协助核查"


@dataclass(frozen=True, slots=True)
class Completion:
    """Everything that a version and its matter need.

    Attributes:
        matter: summary, field, for whom, at once, days; see ``MatterWords`` of the matters room.
        notice: fields of a notice.
        facts: promised facts with their checks.
        inputs: what the applicant fills in.
        plain: the same in everyday words.
    """

    matter: dict[str, Any]
    notice: dict[str, Any]
    facts: tuple[dict[str, Any], ...]
    inputs: tuple[dict[str, Any], ...] = ()
    plain: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """The texts of one item, from which notice and plain words are put together.

    Attributes:
        content: what the proof would show (证明内容).
        materials: what else to bring, item by item.
        administrative: administrative liability.
        verification: who checks what, against what, by when.
        promise, check, untrue: the same in everyday words.
        basis: the basis as the notice names it.
        method, civil, criminal: where they differ from the usual.
        public: where and how long the letter is shown; empty where it is not.
    """

    content: str
    administrative: str
    verification: str
    promise: str
    check: str
    untrue: str
    materials: str = "本人居民身份证1份，现场或者网上核验后退还"
    basis: str = NO_BASIS
    method: str = METHOD
    civil: str = CIVIL
    criminal: str = CRIMINAL
    public: tuple[str, str] = ("", "")
    withdraw: str = WITHDRAW
    same_round_bar: bool = False


def complete(
    matter: str,
    proof: str,
    text: Text,
    *,
    words: dict[str, Any],
    facts: Sequence[dict[str, Any]],
    inputs: Sequence[dict[str, Any]] = (),
    keywords: Sequence[str] = (),
) -> Completion:
    """Put an item together.

    Args:
        matter, proof: names as the catalogue has them.
        text: its texts.
        words: of the matter.
        facts, inputs: as the version keeps them.
        keywords: everyday words by which people look for it.
    """
    return Completion(
        matter=words,
        notice={
            "item_title": f"“{matter}”，用承诺代替“{proof}”",
            "basis": text.basis,
            "proof_content": text.content,
            "conditions": "",
            "materials": text.materials,
            "method": text.method,
            "liability_civil": text.civil,
            "liability_administrative": text.administrative,
            "liability_criminal": text.criminal,
            "verification_power": text.verification,
            "public": bool(text.public[0]),
            "public_scope": text.public[0],
            "public_term": text.public[1],
        },
        facts=tuple(facts),
        inputs=tuple(inputs),
        plain={
            "summary": words["summary"],
            "promise": text.promise,
            "check": text.check,
            "if_untrue": text.untrue,
            "withdraw": text.withdraw,
            "keywords": list(keywords),
            "same_round_bar": text.same_round_bar,
        },
    )


def fact(
    key: str,
    text: str,
    standard: str,
    alternative: str,
    *,
    item_class: str = "ordinary",
    source_key: str = "",
    source_name: str = "",
    expects: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """One promised fact; without a register it becomes a task for a person."""
    found: dict[str, Any] = {
        "key": key,
        "text": text,
        "standard": standard,
        "alternative": alternative,
        "item_class": item_class,
        "source_key": source_key,
        "expects": expects or {},
    }
    return found | ({"source_name": source_name} if source_name else {})


def ask(
    key: str,
    label: str,
    kind: str = "text",
    *,
    choices: Sequence[str] = (),
    needed: bool = True,
    hint: str = "",
) -> dict[str, Any]:
    """One thing that the applicant fills in."""
    found = {"key": key, "label": label, "kind": kind, "required": needed, "help": hint}
    return found | ({"choices": list(choices)} if choices else {})
