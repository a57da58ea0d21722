"""What an editor of the demo city adds to a row of the source before its item can be published.

The cells of the source stay as they are. What is written here is the demo's own editorial work and says so; where the
source names no basis, the notice says that too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from yinuo.matters import starting

METHOD, METHOD_OF_FIRMS = starting.METHOD, starting.METHOD_OF_FIRMS
CIVIL, CRIMINAL, RECORDED, WITHDRAW = starting.CIVIL, starting.CRIMINAL, starting.RECORDED, starting.WITHDRAW
LICENCE_UNTRUE, CONFIRMATION_UNTRUE = starting.LICENCE_UNTRUE, starting.OTHERWISE_UNTRUE

NO_BASIS = "来源目录未载明设定依据；本市以宿政办秘〔2021〕7号 二（一）为实行告知承诺的依据（演示）"
CRIMINAL_WITH_FRAUD = (
    f"{CRIMINAL}；骗取公私财物构成犯罪的，依照《中华人民共和国刑法》第二百六十六条追究刑事责任"
)
LICENCE_FALSE = "作出决定以前查明不实的，终止办理，依照《中华人民共和国行政许可法》第七十八条给予警告；作出决定以后查明不实的，"
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
            "item_title": starting.notice_title(matter, proof),
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
