"""What the cells of a catalogue row say, and how the same is written into cells again: two directions, side by side.

``values(cells)`` reads, ``cells(values)`` writes, and reading what was written gives the same. What a cell does not say
stays empty; what it says in a way nobody can read is not taken over and noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from yinuo.law.scope import CANCEL_FIRST, PriorityField, ProofKind, Risk
from yinuo.matters.columns import folded

CLASSES: dict[str, str] = {
    "A": "实行告知承诺",
    "B": "已取消，改为书面承诺，不得再索要这份证明",
    "S": "已取消，改为数据共享或者核验，由机关自己查，不得向申请人索要",
    "R": "保留，不实行告知承诺，按规定提交证明",
    "N": "村（居）民委员会不得出具",
    "C": "法定证明，是否实行告知承诺由本市编制时确定",
}
KINDS: dict[str, str] = {"许可": "licence", "确认": "confirmation", "给付": "payment", "其他": "other"}
RISK_WORDS: dict[str, Risk] = {
    "国家安全": Risk.NATIONAL_SECURITY,
    "国家秘密": Risk.STATE_SECRETS,
    "公共安全": Risk.PUBLIC_SAFETY,
    "金融": Risk.FINANCIAL_PRUDENCE,
    "生态环境": Risk.ENVIRONMENT,
    "人身健康": Risk.HEALTH,
    "人身安全": Risk.LIFE_AND_PROPERTY,
    "生命财产": Risk.LIFE_AND_PROPERTY,
    "涉外": Risk.FOREIGN_AFFAIRS,
}
"""What the note of a source says of a risk (``涉公共安全``), where it has no column for risks."""

LONGEST = {
    "administrative_matter": 120,
    "proof_item": 200,
    "proof_use": 200,
    "drafting_agency": 200,
    "asker": 200,
    "effort_source": 200,
    "summary": 300,
}
"""Characters that the columns of the catalogue hold."""

_CLASS_WORDS = {
    "实行告知承诺": "A",
    "告知承诺": "A",
    "取消改书面承诺": "B",
    "书面承诺": "B",
    "取消改数据共享或核验": "S",
    "取消": "S",
    "保留": "R",
    "保留不实行告知承诺": "R",
    "村居委会不得出具": "N",
    "法定证明候选": "C",
    "法定证明": "C",
}
_YES, _NO = "是", "否"
_ANSWERS = {"yes": _YES, "no": _NO}
_FURTHER = "　　"
"""Begins the second and further lines of a reason, so that every other line begins an entry."""


class Unreadable(ValueError):
    """A cell that says something which its column cannot hold; the message says what it could, in Chinese."""


@dataclass
class Values:
    """What a row says.

    Attributes:
        item: columns of the proof item to values.
        matter: columns of the matter to values.
        unread: column of the list to what could not be read there, in Chinese.
    """

    item: dict[str, Any] = field(default_factory=dict)
    matter: dict[str, Any] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)


def row_class(text: str) -> str:
    """The letter of a class, written as letter or in words; the text itself where it is none."""
    plain = re.sub(r"[^\w]", "", folded(text))
    return plain.upper() if plain.upper() in CLASSES else _CLASS_WORDS.get(plain, text)


def kind(text: str) -> str:
    """Code of a kind of matter, with or without 行政 before it."""
    plain = re.sub(r"^行政|依申请|事项$|[（(].*[)）]$", "", folded(text))
    if plain not in KINDS:
        raise Unreadable("应为 许可、确认、给付、其他 之一")
    return KINDS[plain]


def _kind_written(code: str) -> str:
    return next((word for word, kept in KINDS.items() if kept == code), "")


def _one_of(named: Mapping[str, str]) -> Callable[[str], str]:
    by_word = {folded(word): name for name, word in named.items()}

    def read(text: str) -> str:
        if text in named:
            return text
        if folded(text) not in by_word:
            raise Unreadable(f"应为 {'、'.join(named.values())} 之一")
        return by_word[folded(text)]

    return read


def _number(text: str) -> int:
    plain = re.sub(r"[,，件次天日趟个工作]", "", folded(text))
    if not plain.isascii() or not plain.isdecimal() or len(plain) > 9:
        raise Unreadable("应为整数")
    return int(plain)


def _small_number(text: str) -> int:
    number = _number(text)
    if number > 32_767:
        raise Unreadable("数太大")
    return number


def _truth(text: str) -> bool:
    plain = folded(text)
    if plain in {"是", "yes", "true", "1", "√", "✓", "可以", "可"}:
        return True
    if plain in {"否", "no", "false", "0", "×", "不可以", "不可"}:
        return False
    raise Unreadable("应为 是 或者 否")


def _code(lengths: frozenset[int]) -> Callable[[str], str]:
    def read(text: str) -> str:
        plain = folded(text).upper()
        if len(plain) not in lengths or not plain.isascii() or not plain.isalnum():
            raise Unreadable(f"应为 {' 或者 '.join(str(one) for one in sorted(lengths))} 位字母和数字")
        return plain

    return read


_RISKS = {risk.name: risk.value for risk in Risk}
_TESTS = {test.key: test.title for test in CANCEL_FIRST}


def _risks(text: str) -> list[str]:
    read = _one_of(_RISKS)
    return list(dict.fromkeys(read(part) for part in re.split(r"[、,，;；\n]", text) if part.strip()))


def _entries(text: str, named: Mapping[str, str]) -> dict[str, str]:
    """``名称：内容`` line by line; a line that begins with two wide blanks goes on the one before."""
    read, key = _one_of(named), ""
    found: dict[str, str] = {}
    for line in text.split("\n"):
        if key and line.startswith(_FURTHER):
            found[key] += f"\n{line.removeprefix(_FURTHER)}"
            continue
        title, mark, said = line.partition("：")
        if not mark:
            raise Unreadable("每行应为“名称：内容”")
        key = read(title)
        found[key] = said
    return found


def _entries_written(entries: Mapping[str, str], named: Mapping[str, str]) -> str:
    return "\n".join(
        f"{named.get(key, key)}：{said}".replace("\n", f"\n{_FURTHER}") for key, said in entries.items()
    )


def _risk_reasons(text: str) -> dict[str, str]:
    return _entries(text, _RISKS)


def _pretests(text: str) -> dict[str, dict[str, str]]:
    words = {word: answer for answer, word in _ANSWERS.items()}
    found = {}
    for key, said in _entries(text, _TESTS).items():
        answer, _, reason = said.partition("，")
        if answer not in words:
            raise Unreadable("每行应为“名称：是，理由”或者“名称：否，理由”")
        found[key] = {"answer": words[answer], "reason": reason}
    return found


def _pretests_written(kept: Mapping[str, Mapping[str, str]]) -> str:
    said = {
        key: f"{_ANSWERS.get(one.get('answer', ''), '')}，{one.get('reason', '')}"
        for key, one in kept.items()
        if one.get("answer") in _ANSWERS
    }
    return _entries_written(said, _TESTS)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How one column of a list and one column of a table say the same."""

    of: str
    column: str
    read: Callable[[str], Any] = str
    write: Callable[[Any], str] = str
    empty: Any = ""


def _written_truth(value: bool) -> str:  # noqa: FBT001 - one cell
    return _YES if value else _NO


_READINGS: dict[str, _Reading] = {
    "proof_item": _Reading("item", "name"),
    "proof_use": _Reading("item", "purpose"),
    "drafting_agency": _Reading("item", "issuer"),
    "legal_basis": _Reading("item", "basis"),
    "row_class": _Reading("item", "row_class", row_class),
    "source": _Reading("item", "source"),
    "asker": _Reading("item", "asker"),
    "proves": _Reading(
        "item",
        "proves",
        _one_of({one.name: one.value for one in ProofKind}),
        lambda name: ProofKind[name].value,
    ),
    "risks": _Reading(
        "item", "risks", _risks, lambda names: "、".join(Risk[name].value for name in names), []
    ),
    "risk_reasons": _Reading(
        "item", "risk_reasons", _risk_reasons, lambda kept: _entries_written(kept, _RISKS), {}
    ),
    "pretests": _Reading("item", "pretests", _pretests, _pretests_written, {}),
    "retained_because": _Reading("item", "retained_because"),
    "uses_a_year": _Reading("item", "uses_a_year", _number, str, None),
    "days_to_get": _Reading("item", "days_to_get", _small_number, str, None),
    "trips_to_get": _Reading("item", "trips_to_get", _small_number, str, None),
    "effort_source": _Reading("item", "effort_source"),
    "administrative_matter": _Reading("matter", "name"),
    "matter_type": _Reading("matter", "kind", kind, _kind_written),
    "base_code": _Reading("matter", "base_code", _code(frozenset({12}))),
    "handling_code": _Reading("matter", "handling_code", _code(frozenset({31, 33}))),
    "priority_field": _Reading(
        "matter",
        "field",
        _one_of({one.name: one.value for one in PriorityField}),
        lambda name: PriorityField[name].value,
    ),
    "summary": _Reading("matter", "summary"),
    "for_persons": _Reading("matter", "for_persons", _truth, _written_truth, empty=True),
    "for_firms": _Reading("matter", "for_firms", _truth, _written_truth, empty=False),
    "at_once": _Reading("matter", "at_once", _truth, _written_truth, empty=False),
    "days": _Reading("matter", "days", _small_number, str, None),
}


def values(cells: Mapping[str, str]) -> Values:
    """What a row's cells say of an item and its matter.

    Args:
        cells: code name of the column to its text.

    Returns:
        Every column of item and matter with its value; what is missing or cannot be read has that of an empty cell.
    """
    found = Values()
    for name, reading in _READINGS.items():
        text = cells.get(name, "")
        value = reading.empty
        try:
            value = reading.read(text) if text else value
        except Unreadable as what:
            found.unread[name] = str(what)
        if isinstance(value, str) and len(value) > LONGEST.get(name, len(value)):
            value = ""
        (found.item if reading.of == "item" else found.matter)[reading.column] = value
    if "risks" not in cells:
        found.item["risks"] = risks_noted(cells.get("note", ""))
    return found


def cells(item: Any, matter: Any) -> dict[str, str]:
    """What is written into cells for an item and its matter.

    Args:
        item, matter: rows of the catalogue, or what has the same attributes.
    """
    found = {}
    for name, reading in _READINGS.items():
        value = getattr(item if reading.of == "item" else matter, reading.column)
        found[name] = "" if value in ("", None, [], {}) else reading.write(value)
    return found


def risks_noted(note: str) -> list[str]:
    """Names of the risks that a note of the source speaks of."""
    return list(dict.fromkeys(risk.name for words, risk in RISK_WORDS.items() if f"涉{words}" in note))
