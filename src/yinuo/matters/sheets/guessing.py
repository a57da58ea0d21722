"""What the columns of an unknown list are likely to be: by their words, then by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yinuo.matters.columns import LIKELY, SURE, column_named, folded
from yinuo.matters.layouts import ONE_A_CELL, Layout, recognised
from yinuo.matters.sheets.cells import day_written
from yinuo.matters.sheets.headers import Listing

_SAMPLE = 40
_MOST = 0.6
_GATHERED = "level"
"""The one column that a list may spread over several, one for each level, with ticks."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What one column is taken for.

    Attributes:
        name: code name of the column, or empty.
        sure: from 0 to 1.
        by: ``"words"``, ``"content"``, ``"before"`` where a person said so last time, or empty.
    """

    name: str = ""
    sure: float = 0.0
    by: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a list is likely to be read.

    Attributes:
        layout: the layout it follows, if any.
        columns: index of each column to what it is taken for.
        row_class: class of its rows where it has no such column.
        split: whether cells may hold several proofs.
    """

    layout: Layout | None
    columns: dict[int, Guess]
    row_class: str
    split: bool


def guess(found: Listing, *, file_name: str = "") -> Reading:
    """How a list is likely to be read.

    Args:
        found: the list.
        file_name: the name of its file may tell what kind of list it is.
    """
    columns = {one.index: _by_words(one.title) for one in found.headings}
    _only_once(columns)
    _by_content(found, columns)
    layout = recognised([one.title for one in found.headings])
    row_class = (
        _class_named(" ".join([*found.above, file_name])) or (layout.row_class if layout else "") or "C"
    )
    own = layout is not None and layout.ours
    marked = any(folded(ONE_A_CELL) in folded(note) for note in found.notes())
    return Reading(layout, columns, row_class, split=not own and not marked)


def _by_words(title: str) -> Guess:
    name, sure = column_named(title)
    return Guess(name, sure, "words") if sure >= LIKELY else Guess()


def _only_once(columns: dict[int, Guess]) -> None:
    """Where two columns are taken for the same, the surer one stays; the first of two that are equally sure."""
    best: dict[str, int] = {}
    for index, one in columns.items():
        if one.name and one.name != _GATHERED:
            before = best.get(one.name)
            if before is None or one.sure > columns[before].sure:
                best[one.name] = index
    for index, one in columns.items():
        if one.name and one.name != _GATHERED and best[one.name] != index:
            columns[index] = Guess()


_SIGNS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("legal_basis", lambda cell: bool(re.search(r"《.+》.*第.+条|《.+(法|条例|办法|规定|细则)》", cell))),
    ("matter_type", lambda cell: folded(cell).removeprefix("行政") in {"许可", "确认", "给付", "奖励", "裁决", "征收", "其他"}),
    ("level", lambda cell: bool(re.fullmatch(r"((国家|省|部|市|县|区|乡|镇)+本?级[、,/及和]?)+(其他)?", folded(cell)))),
    ("phone", lambda cell: bool(re.fullmatch(r"[0-9\-—()（）转\s]{7,20}", cell.strip()))),
    ("filled_on", lambda cell: bool(re.search(r"\d", cell)) and day_written(cell) != cell),
    ("proof_item", lambda cell: bool(re.search(r"(证明|证|证书|簿|证明材料)([(（].*[)）])?$", cell.strip()))),
    ("drafting_agency", lambda cell: bool(re.search(r"(局|机关|委员会|村委会|居委会|单位|医院|银行|机构|部门|派出所|法院|学校|街道|乡镇)$", cell.strip()))),
    ("proof_use", lambda cell: bool(re.search(r"^(办理|申请|用于|证明)|(登记|核准|审批|备案|认定|许可|报名)$", cell.strip()))),
)  # fmt: skip
"""What stands in a column and what it is then taken for, the clearest sign first."""


def _by_content(found: Listing, columns: dict[int, Guess]) -> None:
    for name, is_such in _SIGNS:
        if any(one.name == name for one in columns.values()):
            continue
        shares = {
            index: _share([line.cell(index) for line in found.lines[:_SAMPLE]], is_such)
            for index, one in columns.items()
            if not one.name
        }
        index = max(shares, key=lambda key: shares[key], default=None)
        if index is not None and shares[index] >= _MOST:
            columns[index] = Guess(name, round(shares[index] * LIKELY, 2), "content")


def _share(cells: Sequence[str], is_such: Callable[[str], bool]) -> float:
    held = [cell for cell in cells if cell.strip()]
    return sum(map(is_such, held)) / len(held) if len(held) > 1 or (held and len(cells) == 1) else 0.0


def _class_named(words: str) -> str:
    """The class that the title of a list names, or nothing."""
    named = (
        (r"村.{0,6}(不得|不应|不再)(出具|开具)|(不得|不应|不再)(出具|开具)", "N"),
        (r"取消", "S"),
        (r"保留", "R"),
        (r"告知承诺", "A"),
    )
    return next((letter for pattern, letter in named if re.search(pattern, words)), "")


def is_sure(one: Guess) -> bool:
    """Whether a guess needs no second look."""
    return one.by == "before" or (one.by == "words" and one.sure >= SURE)
