"""The page as filled in: taken from a draft or from a posted form, and turned back into the content of a draft.

Whatever was typed is kept, complete or not. What cannot be kept as typed (a number with letters in it) is told and stands
in its box as it was typed; all the rest is saved.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yinuo.matters.terms import Terms
from yinuo.portals.desk.editing import boxes, expecting
from yinuo.portals.desk.editing.boxes import BOXES, LISTS, Box, Listed, cell_place, place_of

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_BETWEEN_WORDS = re.compile(r"[、，,；;\s]+")
_MOST_DIGITS = 4
ANSWER_PREFIX = "kept-"


@dataclass
class Sheet:
    """What stands in the boxes, as text.

    Attributes:
        values: name of a box to what stands in it: a text, yes or no, or chosen values.
        rows: name of a list to its rows, each from cell to what stands in it.
        answers: remarked words to why they stay.
        faults: name in the form to what is wrong there.
    """

    values: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


# --- from a draft ---------------------------------------------------------------------------------------------


def of_content(content: Mapping[str, Any]) -> Sheet:
    """The page of a content, see :func:`yinuo.matters.queries.content_of`."""
    sheet = Sheet(answers=dict(content["answers"]))
    for name, box in BOXES.items():
        sheet.values[name] = _shown(box, _at(content, name), ())
    for name, listed in LISTS.items():
        kept = content[name] if name in content else _at(content, name) or ()
        sheet.rows[name] = [_row(listed, part, content["inputs"]) for part in kept]
    return sheet


def _at(content: Mapping[str, Any], name: str) -> Any:
    shelf, _, rest = name.partition(".")
    return content[shelf].get(rest)


def _row(listed: Listed, part: Mapping[str, Any], inputs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {cell.name: _shown(cell, part.get(cell.name), inputs) for cell in listed.cells}


def _shown(box: Box, value: Any, inputs: Sequence[Mapping[str, Any]]) -> Any:
    if box.kind == boxes.TICK:
        return bool(value)
    if box.kind == boxes.TICKS:
        return [str(one) for one in value or ()]
    if box.kind == boxes.WORDS:
        return "、".join(str(one) for one in value or ())
    if box.kind == boxes.LINES:
        return "\n".join(str(one) for one in value or ())
    if box.kind == boxes.EXPECTS:
        return expecting.written(value or {}, inputs)
    return "" if value is None else str(value)


# --- from a form ----------------------------------------------------------------------------------------------


def of_form(posted: Mapping[str, Any], words_by_name: Mapping[str, str] | None = None) -> Sheet:
    """The page as it was posted.

    Args:
        posted: Django's ``QueryDict``.
        words_by_name: name of an answer's box to the remarked words it is about.
    """
    sheet = Sheet()
    for name, box in BOXES.items():
        sheet.values[name] = _typed(posted, place_of(name), box)
    for name, listed in LISTS.items():
        sheet.rows[name] = [
            {cell.name: _typed(posted, cell_place(listed, number, cell), cell) for cell in listed.cells}
            for number in range(count_of(posted, listed))
        ]
    for name, words in (words_by_name or {}).items():
        reason = clean(posted.get(name, ""), most=300).strip()
        if reason:
            sheet.answers[words] = reason
    return sheet


def count_of(posted: Mapping[str, Any], listed: Listed) -> int:
    """How many rows of a list were posted."""
    said = str(posted.get(f"{place_of(listed.name)}-count", "0"))
    return min(int(said), boxes.MOST_ROWS) if said.isascii() and said.isdecimal() and len(said) < 4 else 0


def _typed(posted: Mapping[str, Any], place: str, box: Box) -> Any:
    if box.kind == boxes.TICK:
        return bool(posted.get(place))
    if box.kind == boxes.TICKS:
        known = {value for value, _ in box.choices}
        chosen = posted.getlist(place) if hasattr(posted, "getlist") else posted.get(place, [])
        return [value for value in chosen if value in known]
    return clean(posted.get(place, ""), most=box.most)


def clean(text: Any, *, most: int) -> str:
    """A typed text without what no file and no table holds, one kind of line end, cut at its limit."""
    return _UNSEEN.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n"))[:most]


def drop_empty_rows(sheet: Sheet) -> None:
    """Leave out the rows into which nothing was typed, once whatever counts them as posted is done."""
    for name, listed in LISTS.items():
        sheet.rows[name] = [row for row in sheet.rows[name] if _filled(listed, row)]


def _filled(listed: Listed, row: Mapping[str, Any]) -> bool:
    """Whether anything was typed into a row; a choice that stands at its first value is nothing typed."""
    return any(
        str(row[cell.name]).strip()
        for cell in listed.cells
        if cell.kind not in {boxes.KEY, boxes.TICK} and not (cell.kind == boxes.CHOICE and cell.choices)
    )


# --- to a draft -----------------------------------------------------------------------------------------------


def content(sheet: Sheet, before: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a draft; ``sheet.faults`` is told what could not be kept as it was typed.

    Args:
        sheet: the page.
        before: the content the page was made from; what the page has no box for stays as it was.
    """
    made: dict[str, Any] = {
        "notice": {},
        "plain": dict(before["plain"]),
        "terms": dict(before["terms"]),
        "answers": dict(sheet.answers),
    }
    for name, box in BOXES.items():
        shelf, _, rest = name.partition(".")
        value = _kept(sheet, box, sheet.values.get(name, ""), place_of(name), ())
        if shelf == "plain" and value in ("", [], False):
            made["plain"].pop(rest, None)
        else:
            made[shelf][rest] = value
    inputs = _rows(sheet, LISTS["inputs"], ())
    made["inputs"] = inputs
    for name, listed in LISTS.items():
        if name == "inputs":
            continue
        rows = _rows(sheet, listed, inputs)
        if name == "facts":
            made["facts"] = [_fact(row) for row in rows]
        else:
            made["terms"][name.partition(".")[2]] = rows
    return made


def terms_of(made: Mapping[str, Any]) -> Terms:
    """The terms of a content."""
    return Terms.from_json(made["terms"])


def _rows(sheet: Sheet, listed: Listed, inputs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    rows = sheet.rows.get(listed.name, [])
    if listed.key:
        _name(rows, listed.key)
    return [
        {
            cell.name: value
            for cell in listed.cells
            if (value := _kept(sheet, cell, row[cell.name], cell_place(listed, number, cell), inputs)) != []
        }
        for number, row in enumerate(rows)
    ]


def _name(rows: list[dict[str, Any]], head: str) -> None:
    """Give every row without a name, or with another's, the next free one."""
    taken: set[str] = set()
    for row in rows:
        key = re.sub(r"[^A-Za-z0-9_-]", "", row["key"])[:40]
        number = 1
        while not key or key in taken:
            key = f"{head}_{number}"
            number += 1
        row["key"] = key
        taken.add(key)


def _fact(row: dict[str, Any]) -> dict[str, Any]:
    """A fact without what only says the usual."""
    return {
        name: value
        for name, value in row.items()
        if name not in {"source_name", "public_can_tell"} or value not in ("", False)
    }


def _kept(sheet: Sheet, box: Box, value: Any, place: str, inputs: Sequence[Mapping[str, Any]]) -> Any:
    if box.kind == boxes.WORDS:
        return [word for word in _BETWEEN_WORDS.split(str(value)) if word]
    if box.kind == boxes.LINES:
        return [line.strip() for line in str(value).splitlines() if line.strip()]
    if box.kind == boxes.EXPECTS:
        expects, faults = expecting.read(str(value), inputs)
        if faults:
            sheet.faults[place] = "；".join(faults)
        return expects
    if box.kind == boxes.NUMBER:
        return _number(sheet, str(value).strip(), place)
    if box.kind == boxes.DAY:
        return _day(sheet, str(value).strip(), place)
    if box.kind == boxes.CHOICE and box.choices:
        known = [one for one, _ in box.choices]
        return value if value in known else known[0]
    return value.strip() if isinstance(value, str) else value


def _number(sheet: Sheet, said: str, place: str) -> int | None:
    if not said:
        return None
    if said.isascii() and said.isdecimal() and len(said) <= _MOST_DIGITS:
        return int(said)
    sheet.faults[place] = "要写整数，最多四位"
    return None


def _day(sheet: Sheet, said: str, place: str) -> str:
    if not said:
        return ""
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        sheet.faults[place] = "要写成存在的日期，例如 2027-01-15"
        return ""
