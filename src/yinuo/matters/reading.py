"""The content of a version as people read it: field by field with a title, values in words. No table is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yinuo.law.cancelling import ANSWERS
from yinuo.law.scope import CANCEL_FIRST, PriorityField, ProofKind, Risk
from yinuo.matters.content import INPUT_KINDS, ITEM_CLASSES
from yinuo.matters.meaning import CLASSES, KINDS
from yinuo.matters.terms import Insurance, Level, Signer, Way

PARTS: tuple[str, ...] = (
    "一、事项名称",
    "二、设定依据",
    "三、证明内容和条件",
    "四、承诺方式",
    "五、不实承诺的责任",
    "六、核查权力",
    "七、是否公开",
    "八、公开范围及时限",
    "用白话说",
    "风险、保险和工作规程",
)
"""The parts of the page in which a version is written and read; the first eight are those of the notice."""

_TITLES: dict[str, tuple[int, str]] = {
    "notice.item_title": (0, "事项名称"),
    "notice.basis": (1, "设定依据"),
    "notice.proof_content": (2, "证明内容"),
    "notice.conditions": (2, "许可条件"),
    "notice.materials": (2, "材料要求"),
    "terms.conditions": (2, "适用条件"),
    "facts": (2, "承诺的事实"),
    "inputs": (2, "申请人填写项"),
    "notice.method": (3, "承诺方式"),
    "terms.signers": (3, "谁可以签"),
    "terms.ways": (3, "怎样签"),
    "notice.liability_civil": (4, "民事责任"),
    "notice.liability_administrative": (4, "行政责任"),
    "notice.liability_criminal": (4, "刑事责任"),
    "notice.verification_power": (5, "核查权力"),
    "terms.public_interest": (6, "涉及社会公共利益"),
    "terms.third_party_interest": (6, "涉及第三人利益"),
    "terms.hard_to_check": (6, "核查难度较大"),
    "notice.public": (6, "承诺书公开"),
    "notice.public_scope": (7, "公开范围"),
    "notice.public_term": (7, "公开时限"),
    "plain.summary": (8, "一句话"),
    "plain.who": (8, "谁可以承诺"),
    "plain.promise": (8, "您要承诺什么"),
    "plain.check": (8, "怎样核查"),
    "plain.if_untrue": (8, "如果不实"),
    "plain.withdraw": (8, "怎样撤回"),
    "plain.fee": (8, "收费"),
    "plain.keywords": (8, "日常说法"),
    "plain.same_round_bar": (8, "撤回后本轮不能再承诺"),
    "terms.high_value": (9, "经济价值较高"),
    "terms.insurance": (9, "责任保险"),
    "terms.risk_points": (9, "风险点"),
    "terms.procedure": (9, "工作规程"),
    "answers": (9, "保留的用语"),
}
_ITEM_TITLES: dict[str, str] = {
    "proves": "证明种类",
    "asker": "索要单位",
    "issuer": "开具单位",
    "purpose": "证明用途",
    "basis": "设定依据",
    "row_class": "类别",
    "retained_because": "保留理由",
    "uses_a_year": "年用件数",
    "days_to_get": "开具天数",
    "trips_to_get": "跑动次数",
    "effort_source": "频次和难度的来源",
    "risks": "排除情形",
    "risk_reasons": "排除情形的理由",
    "no_risk_because": "不涉及排除情形的理由",
    "pretests": "八个一律取消",
    "summary": "一句话说明",
    "field": "重点领域",
    "kind": "事项类型",
    "for_persons": "个人可办",
    "for_firms": "企业可办",
    "at_once": "可当场决定",
    "days": "办理期限",
}
"""What the columns of an item and of its matter are called."""
_ORDER = {field: number for number, field in enumerate(_TITLES)}
_WORDS: dict[str, Mapping[str, str]] = {
    "proves": {name: one.value for name, one in ProofKind.__members__.items()},
    "field": {name: one.value for name, one in PriorityField.__members__.items()},
    "risks": {name: one.value for name, one in Risk.__members__.items()},
    "row_class": CLASSES,
    "kind": {code: word for word, code in KINDS.items()},
    "terms.signers": {name: one.value for name, one in Signer.__members__.items()},
    "terms.ways": {name: one.value for name, one in Way.__members__.items()},
    "terms.insurance": {name: one.value for name, one in Insurance.__members__.items()},
}
_FACT = (
    ("text", ""),
    ("standard", "核查标准"),
    ("source_key", "数据来源"),
    ("source_name", "由谁核查"),
    ("expects", "比对"),
    ("item_class", "核查类别"),
    ("alternative", "可以改交"),
    ("public_can_tell", "公示能核查"),
)
_INPUT = (("label", ""), ("kind", "种类"), ("choices", "选项"), ("required", "必填"), ("help", "提示"))
_CONDITION = (("text", ""), ("measure", "用什么衡量"))
_RISK = (
    ("step", ""),
    ("point", "风险"),
    ("level", "等级"),
    ("control", "防控"),
    ("owner", "责任岗位"),
    ("review_on", "复核日期"),
)
_STEP = (("title", ""), ("who", "谁办"), ("within", "几个工作日内"), ("note", "注意"))
_INSIDE: dict[str, Mapping[str, str]] = {
    "item_class": ITEM_CLASSES,
    "kind": INPUT_KINDS,
    "level": {name: one.value for name, one in Level.__members__.items()},
}


@dataclass(frozen=True, slots=True)
class ReadField:
    """One field as it is read.

    Attributes:
        field: its name, ``"facts.low_income"``.
        part: number of its part in :data:`PARTS`.
        title: what people call it.
        text: its value in words; lists line by line.
    """

    field: str
    part: int
    title: str
    text: str


def title_of(field: str) -> str:
    """What people call a field."""
    return _place(field)[1]


def part_of(field: str) -> int:
    """In which part of the page a field stands."""
    return _place(field)[0]


def _place(field: str) -> tuple[int, str]:
    for name in (field, field.partition(".")[0]):
        if name in _TITLES:
            return _TITLES[name]
    return len(PARTS) - 1, _ITEM_TITLES.get(field, field)


def as_read(fields: Mapping[str, Any]) -> list[ReadField]:
    """Fields as people read them, in the order of the page.

    Args:
        fields: see :func:`yinuo.matters.merging.apart`.
    """
    rows = [ReadField(name, *_place(name), in_words(name, value)) for name, value in fields.items()]
    return sorted((row for row in rows if row.text), key=lambda row: rank_of(row.field))


def rank_of(field: str) -> int:
    """The place of a field in the order of the page."""
    return _ORDER.get(field, _ORDER.get(field.partition(".")[0], len(_ORDER)))


def in_words(field: str, value: Any) -> str:
    """The value of a field in words; empty where there is none.

    Args:
        field: its name.
        value: as it is kept.
    """
    shelf = field.partition(".")[0]
    if value is None:
        return ""
    if shelf == "answers":
        return f"“{field.partition('.')[2]}”：{value}"
    if isinstance(value, bool):
        return "是" if value else ""
    if field in _TOLD:
        return "\n".join(_TOLD[field](value))
    lines = _LINES.get(field) or _LINES.get(shelf)
    if lines is not None and isinstance(value, (list, tuple)):
        return "\n".join(f"{number}. {_line(part, lines)}" for number, part in enumerate(value, start=1))
    if lines is not None and isinstance(value, Mapping):
        return _line(value, lines)
    words = _WORDS.get(field, {})
    if isinstance(value, (list, tuple)):
        return "、".join(words.get(str(part), str(part)) for part in value)
    return words.get(str(value), str(value))


def _reasons(kept: Mapping[str, str]) -> Iterator[str]:
    for name, why in kept.items():
        yield f"{_WORDS['risks'].get(name, name)}：{why}"


def _answers(kept: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    titles = {test.key: test.title for test in CANCEL_FIRST}
    for key, said in kept.items():
        answer = ANSWERS.get(said.get("answer", ""), "没有答")
        yield f"{titles.get(key, key)}：{answer}，{said.get('reason', '')}"


_TOLD: dict[str, Callable[[Any], Iterator[str]]] = {"risk_reasons": _reasons, "pretests": _answers}

_LINES: dict[str, tuple[tuple[str, str], ...]] = {
    "facts": _FACT,
    "inputs": _INPUT,
    "terms.conditions": _CONDITION,
    "terms.risk_points": _RISK,
    "terms.procedure": _STEP,
}


def _line(part: Mapping[str, Any], named: tuple[tuple[str, str], ...]) -> str:
    return "；".join(_told(part, named))


def _told(part: Mapping[str, Any], named: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for name, title in named:
        value = part.get(name)
        if value in (None, "", [], {}, False):
            continue
        said = _value(name, value)
        yield f"{title}：{said}" if title else said


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "是"
    if isinstance(value, Mapping):
        return "，".join(f"{key} 为 {_value('', wanted)}" for key, wanted in value.items())
    if isinstance(value, (list, tuple)):
        return "、".join(str(part) for part in value)
    return _INSIDE.get(name, {}).get(str(value), str(value))
