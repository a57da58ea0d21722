"""Comparing what was promised with what a register says, field by field. Plain Python, no table, no clock.

Two writings of one thing agree: full-width and half-width characters, blanks, kinds of middle dots and brackets,
``2024-03-01`` and ``2024年3月1日``, ``1,200`` and ``1200.00``. Characters themselves are never exchanged for others,
so that a rare character in a name counts as what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

Outcome = Literal["agrees", "differs", "cannot_tell"]

NO_RECORD = "查无记录"
NOT_SAID = "来源没有载明"
NOT_FILLED = "没有填写"
ANSWER = "answer:"

LABELS: dict[str, str] = {
    "address": "住址或者住所",
    "case_number": "执行案号",
    "established_on": "成立日期",
    "found": "有没有记录",
    "head_name": "户主",
    "household_size": "共同生活人数",
    "legal_representative": "法定代表人",
    "listed": "是否在名单上",
    "marital_status": "婚姻状况",
    "monthly_income_per_head": "月人均收入",
    "name": "姓名或者名称",
    "region": "所在地区",
    "relation_to_head": "与户主的关系",
    "since": "起始日期",
    "status": "状态",
    "uscc": "统一社会信用代码",
}
"""What people read for a field of a register, where the item does not say it itself."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field compared.

    Attributes:
        field: its name in the register.
        label: its Chinese name.
        promised: what the person promised, as text.
        found: what the register says, as text.
        agrees: True, False, or None where it cannot be told.
    """

    field: str
    label: str
    promised: str
    found: str
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All fields of one promised fact."""

    lines: tuple[Line, ...]

    @property
    def outcome(self) -> Outcome:
        """``differs`` if any field does, else ``cannot_tell`` if any cannot be told, else ``agrees``."""
        if any(line.agrees is False for line in self.lines):
            return "differs"
        if not self.lines or any(line.agrees is None for line in self.lines):
            return "cannot_tell"
        return "agrees"

    def as_json(self) -> list[dict[str, Any]]:
        """The lines, as they are kept with the finding."""
        return [asdict(line) for line in self.lines]


def compare(
    expects: Mapping[str, Any],
    *,
    answers: Mapping[str, Any],
    record: Mapping[str, Any] | None,
    labels: Mapping[str, str] | None = None,
) -> Comparison:
    """Compare a promised fact with a register's record.

    Args:
        expects: register field to what it must say: a value; ``"answer:<input>"`` for what the person filled in; a list
            of which one must match; or ``{"at_most": n}``, ``{"at_least": n}``. The field ``found`` stands for whether
            there is a record at all.
        answers: what the person filled in.
        record: the register's record, or None where it has none.
        labels: register field to Chinese name; :data:`LABELS` otherwise.

    Returns:
        A line for each field, in the order of ``expects``.
    """
    names = {**LABELS, **(labels or {})}
    return Comparison(
        tuple(
            _line(field, names.get(field, field), _resolved(want, answers), record)
            for field, want in expects.items()
        )
    )


def unfit_lines(facts: Iterable[Mapping[str, Any]], record: Mapping[str, Any]) -> list[str]:
    """What in a register's record does not show the facts that a proof would show.

    Nobody has filled anything in: a field that would be compared with an answer is fit if the register has a value.

    Args:
        facts: promised facts with ``expects``, see :class:`yinuo.matters.models.ItemVersion`.
        record: the register's record.

    Returns:
        ``状态“停发”`` for each field that says otherwise or does not say; empty where the record shows all.
    """
    lines = [
        line for fact in facts for line in compare(fact.get("expects", {}), answers={}, record=record).lines
    ]
    return [
        f"{line.label}“{line.found}”"
        for line in lines
        if line.agrees is False or (line.agrees is None and line.found == NOT_SAID)
    ]


def _resolved(want: Any, answers: Mapping[str, Any]) -> Any:
    if isinstance(want, str) and want.startswith(ANSWER):
        return answers.get(want.removeprefix(ANSWER))
    if isinstance(want, list):
        return [_resolved(part, answers) for part in want]
    if isinstance(want, Mapping):
        return {word: _resolved(part, answers) for word, part in want.items()}
    return want


def _line(field: str, label: str, want: Any, record: Mapping[str, Any] | None) -> Line:
    if field == "found":
        return Line(field, label, in_words(want), in_words(record is not None), want is (record is not None))
    if record is None:
        # Who must not stand on a list and is not in the register at all does not stand on the list.
        return Line(field, label, in_words(want), NO_RECORD, want is False)
    found = record.get(field)
    return Line(field, label, in_words(want), in_words(found) or NOT_SAID, agree(want, found))


def agree(want: Any, found: Any) -> bool | None:
    """Whether a register's value is what was promised; None where it cannot be told.

    Args:
        want: the promised value, a list of which one must match, or a limit.
        found: the register's value.
    """
    if _is_empty(want) or _is_empty(found):
        return None
    if isinstance(want, Mapping):
        return _within(want, found)
    if isinstance(want, (list, tuple)):
        told = [agree(part, found) for part in want]
        return True if True in told else None if None in told else False
    return _agree_as_value(want, found)


def _agree_as_value(want: Any, found: Any) -> bool | None:
    if isinstance(want, bool) or isinstance(found, bool):
        truths = {_truth(want), _truth(found)}
        return None if None in truths else len(truths) == 1
    one, other = _number(want), _number(found)
    if one is not None and other is not None:
        return one == other
    if isinstance(found, (int, Decimal)):
        return None  # the register counts; what the person wrote is no number
    return _agree_as_text(str(want), str(found))


def in_words(value: Any) -> str:
    """A value as a person reads it; empty for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        words = {"at_most": "不超过", "at_least": "不低于"}
        return "，".join(f"{words.get(word, word)}{in_words(part)}" for word, part in value.items())
    if isinstance(value, (list, tuple)):
        return "或者".join(in_words(part) for part in value)
    return str(value)


def _agree_as_text(want: str, found: str) -> bool | None:
    day, other = _day(want), _day(found)
    if day is not None and other is not None:
        known = min(len(day), len(other))
        return day[:known] == other[:known]
    want, found = one_writing(want), one_writing(found)
    if "*" in found and "*" not in want:
        # A register that hides part of a value can contradict a promise but not confirm it.
        pattern = "".join("." if c == "*" else re.escape(c) for c in found)
        return None if re.fullmatch(pattern, want) else False
    return want == found


def _within(limits: Mapping[str, Any], found: Any) -> bool | None:
    value = _number(found)
    told: list[bool | None] = []
    for word, part in limits.items():
        limit = _number(part)
        if value is None or limit is None or word not in {"at_most", "at_least"}:
            told.append(None)
        else:
            told.append(value <= limit if word == "at_most" else value >= limit)
    return False if False in told else None if None in told or not told else True


_DOTS = str.maketrans(dict.fromkeys("•・․‧∙⋅", "·"))
_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]")


def one_writing(text: str) -> str:
    """The one writing of a text that two are compared in: half-width, no blanks, small Latin letters, one middle dot."""
    folded = "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in text)
    return _UNSEEN.sub("", folded).translate(_DOTS).casefold()


_UNITS = re.compile(r"(元|人|口|岁|年|个月|月|天|平方米|m2|㎡|套|辆|户)$")
_WRITTEN_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d{1,14})(\.\d{1,10})?")


def _number(value: Any) -> Decimal | None:
    """A number, also as written by a person; no code or identity number is one."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Decimal(value)
    if not isinstance(value, str):
        return None
    written = _UNITS.sub("", one_writing(value))
    times = 10_000 if written.endswith("万") else 1
    written = written.removesuffix("万")
    if not _WRITTEN_NUMBER.fullmatch(written) or re.match(r"[+-]?0\d", written):
        return None
    try:
        return Decimal(written.replace(",", "")) * times
    except InvalidOperation:
        return None


_DAY = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月?|(?:月|[-/.])(\d{1,2})日?(?:t.*)?)")
_SOLID_DAY = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")


def _day(text: str) -> tuple[int, ...] | None:
    """Year, month and, where it is said, day."""
    written = one_writing(text)
    match = _DAY.fullmatch(written) or _SOLID_DAY.fullmatch(written)
    return tuple(int(part) for part in match.groups() if part is not None) if match else None


_TRUE = frozenset({"是", "有", "已", "true", "yes", "y"})
_FALSE = frozenset({"否", "无", "没有", "未", "不是", "false", "no", "n"})


def _truth(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    written = one_writing(str(value))
    return True if written in _TRUE else False if written in _FALSE else None


def _is_empty(value: Any) -> bool:
    if isinstance(value, str):
        return not one_writing(value)
    return value is None or (isinstance(value, (list, tuple, Mapping)) and not value)


_SHOWN_FIELDS = frozenset({"found", "listed", "marital_status", "region", "relation_to_head", "status"})


def shown_to_applicant(line: Line) -> dict[str, Any]:
    """A differing field in words for the person asked for evidence, with personal values mostly hidden.

    Args:
        line: the field compared.

    Returns:
        ``{"label", "promised", "found"}``; what is kept outside sealed columns holds no name, number or address.
    """
    return {
        "label": line.label,
        "promised": _veiled(line.field, line.promised) or NOT_FILLED,
        "found": _veiled(line.field, line.found),
    }


def _veiled(field: str, text: str) -> str:
    if field in _SHOWN_FIELDS or text in {"", NO_RECORD, NOT_SAID, "是", "否"} or _day(text) is not None:
        return text
    return text[0] + "*" * min(len(text) - 1, 6)
