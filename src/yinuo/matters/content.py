"""The shape of a version's content: what may stand in it, what is wrong with it, and the digest of its notice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from yinuo.law.notice import NoticeFields, clauses

Content = Mapping[str, Any]

ITEM_CLASSES = {"ordinary": "一般", "exempt": "免予核查", "strict": "从严核查"}
INPUT_KINDS = {"text": "文字", "number": "数字", "date": "日期", "choice": "选一项"}
_NOTICE_NAMES = frozenset(field.name for field in fields(NoticeFields))
_FACT_NAMES = frozenset(
    {
        "key",
        "text",
        "standard",
        "source_key",
        "source_name",
        "expects",
        "item_class",
        "alternative",
        "public_can_tell",
    }
)
_INPUT_NAMES = frozenset({"key", "label", "kind", "choices", "required", "help"})
ANSWER = "answer:"


def notice_fields(notice: Content) -> NoticeFields:
    """The structured notice of a version.

    Raises:
        ValueError: a name that no notice has, or a text that is none.
    """
    strange = sorted(set(notice) - _NOTICE_NAMES)
    if strange:
        raise ValueError(f"告知内容里没有这些栏目：{'、'.join(strange)}")
    wrong = [
        name for name, value in notice.items() if not isinstance(value, bool if name == "public" else str)
    ]
    if wrong:
        raise ValueError(f"告知内容的这些栏目应为文字：{'、'.join(wrong)}")
    return NoticeFields(**notice)


def notice_digest(notice: Content) -> str:
    """SHA-256 of the notice exactly as shown: titles and texts of the eight clauses, line by line."""
    shown = "\n".join(f"{clause.title}\n{text}" for clause, text in clauses(notice_fields(notice)))
    return hashlib.sha256(shown.encode()).hexdigest()


def problems(notice: Content, facts: Sequence[Content], inputs: Sequence[Content]) -> tuple[str, ...]:
    """What is wrong with the content of a version, in Chinese; empty where nothing is.

    Args:
        notice: the fields of a notice; whether all are filled is asked of the law, not here.
        facts: the promised facts.
        inputs: what the applicant fills in.
    """
    found = []
    try:
        notice_fields(notice)
    except ValueError as mistake:
        found.append(str(mistake))
    if not facts:
        found.append("没有写明申请人要承诺的事实")
    found += _doubled([str(fact.get("key", "")) for fact in facts], "承诺事实")
    found += _doubled([str(one.get("key", "")) for one in inputs], "填写项")
    keys = {str(one.get("key", "")) for one in inputs}
    for number, fact in enumerate(facts, start=1):
        found += [f"承诺事实{number}：{what}" for what in _fact_problems(fact, keys)]
    for number, one in enumerate(inputs, start=1):
        found += [f"填写项{number}：{what}" for what in _input_problems(one)]
    return tuple(found)


def _doubled(keys: list[str], of: str) -> list[str]:
    return [f"{of}的代号“{key}”用了两次" for key in sorted({key for key in keys if keys.count(key) > 1})]


def _fact_problems(fact: Content, input_keys: set[str]) -> Iterator[str]:
    strange = sorted(set(fact) - _FACT_NAMES)
    if strange:
        yield f"没有这些栏目：{'、'.join(strange)}"
    for name, title in (
        ("key", "代号"),
        ("text", "承诺的事实"),
        ("standard", "核查标准"),
        ("alternative", "可以改交的证明"),
    ):
        if not str(fact.get(name, "")).strip():
            yield f"没有写{title}"
    if fact.get("item_class", "ordinary") not in ITEM_CLASSES:
        yield f"核查类别应为 {'、'.join(ITEM_CLASSES)}"
    expects = fact.get("expects", {})
    if bool(fact.get("source_key")) != bool(expects):
        yield "写了数据来源就要写比对哪一栏，没有数据来源就不写比对"
    for key in sorted(set(_answers_used(expects)) - input_keys):
        yield f"比对用到的填写项“{key}”不存在"


def _answers_used(wanted: Any) -> Iterator[str]:
    if isinstance(wanted, str) and wanted.startswith(ANSWER):
        yield wanted.removeprefix(ANSWER)
    elif isinstance(wanted, Mapping):
        for part in wanted.values():
            yield from _answers_used(part)
    elif isinstance(wanted, (list, tuple)):
        for part in wanted:
            yield from _answers_used(part)


def _input_problems(one: Content) -> Iterator[str]:
    strange = sorted(set(one) - _INPUT_NAMES)
    if strange:
        yield f"没有这些栏目：{'、'.join(strange)}"
    for name, title in (("key", "代号"), ("label", "名称")):
        if not str(one.get(name, "")).strip():
            yield f"没有写{title}"
    if one.get("kind") not in INPUT_KINDS:
        yield f"种类应为 {'、'.join(INPUT_KINDS)}"
    elif one["kind"] == "choice" and not one.get("choices"):
        yield "选一项的填写项没有写选项"
