"""What a file is once it was read: grids of text cells that know where they stood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

LARGEST_FILE = 20 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_GRIDS = 60
LONGEST_CELL = 32_767

_BROKEN = re.compile(r"[\x00\ud800-\udfff]")


class BadFile(ValueError):
    """A file that is not taken.

    Attributes:
        reason: what is wrong, in Chinese.
        remedy: what to do, in Chinese.
    """

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}。{remedy}。")
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a grid that is not empty.

    Attributes:
        number: where it stood, counted from 1 as the program that shows the file counts.
        cells: text of each column; a row may be shorter than its grid.
    """

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """The text of a column counted from 0; empty beyond the end."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Span:
    """A merged area, first and last row as numbered and column from 0, both included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet of a workbook, one table of a text, or the whole of a CSV file.

    Attributes:
        name: as people call it: the sheet's name, ``表格 2``, or empty where the file has one grid only.
        lines: rows that hold something; of an outline only the first.
        total: how many there are.
        hidden: whether the file hides it.
        remarks: what was noticed while reading, in Chinese.
        above, below: what the file says just before and after it, outside the grid itself.
    """

    name: str
    lines: tuple[Line, ...]
    total: int
    hidden: bool = False
    remarks: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((len(line.cells) for line in self.lines), default=0)

    def first(self, most: int) -> Grid:
        """The same with its first lines only."""
        return replace(self, lines=self.lines[:most])


@dataclass(frozen=True, slots=True)
class Book:
    """A file that was read.

    Attributes:
        kind: ``"csv"``, ``"json"``, ``"xlsx"``, ``"xls"`` or ``"docx"``, by its content.
        grids: those that hold something, in order.
        remarks: what was noticed of the file as a whole, in Chinese.
    """

    kind: str
    grids: tuple[Grid, ...]
    remarks: tuple[str, ...] = field(default=())


def cleaned(text: str) -> str:
    """A cell's text as a database can hold it: what no text can hold becomes the sign for a broken character."""
    return _BROKEN.sub("\ufffd", text)


def gridded(
    name: str,
    rows: Iterable[tuple[int, Sequence[str]]],
    *,
    most: int,
    spans: Sequence[Span] = (),
    hidden: bool = False,
    remarks: Iterable[str] = (),
) -> Grid:
    """A grid of the rows that hold something; merged areas are filled from their first cell.

    Args:
        name: of the grid.
        rows: number and cells of each row, empty ones too.
        most: rows to keep; the others are only counted.
        spans: merged areas.
        hidden: whether the file hides it.
        remarks: what was noticed while reading.

    Raises:
        BadFile: too many columns or a cell too long to be one.
    """
    kept: list[tuple[int, list[str]]] = []
    total = 0
    for number, cells in rows:
        row = _trimmed(cells)
        if not row:
            continue
        total += 1
        if len(kept) < most:
            _refuse_odd(name, number, row)
            kept.append((number, row))
    _fill(kept, spans)
    lines = tuple(Line(number, tuple(cells)) for number, cells in kept)
    return Grid(name, lines, total, hidden, tuple(remarks))


def _trimmed(cells: Sequence[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return [cleaned(cell) for cell in cells[:end]]


def _refuse_odd(name: str, number: int, row: Sequence[str]) -> None:
    if len(row) > MOST_COLUMNS:
        raise BadFile(
            f"{_called(name)}第 {number} 行有 {len(row)} 列，超过 {MOST_COLUMNS} 列",
            "请删去表格右边用不着的内容，或者把表格复制到新文件里再上传",
        )
    if any(len(cell) > LONGEST_CELL for cell in row):
        raise BadFile(
            f"{_called(name)}第 {number} 行有一格超过 {LONGEST_CELL} 个字", "请把这一格的内容写短后再上传"
        )


def _called(name: str) -> str:
    return f"“{name}”" if name else ""


def _fill(rows: list[tuple[int, list[str]]], spans: Sequence[Span]) -> None:
    """Write the first cell of each merged area into its other cells, where a row holds anything of its own."""
    places = {number: place for place, (number, _) in enumerate(rows)}
    numbers = [number for number, _ in rows]
    for span in spans:
        first = places.get(span.top)
        origin = rows[first][1] if first is not None else []
        text = origin[span.left] if span.left < len(origin) else ""
        if first is None or not text:
            continue
        right = min(span.right, MOST_COLUMNS - 1)
        for place in range(first, len(numbers)):
            if numbers[place] > span.bottom:
                break
            _fill_row(rows[place][1], span.left, right, text)


def _fill_row(cells: list[str], left: int, right: int, text: str) -> None:
    cells.extend([""] * (right + 1 - len(cells)))
    cells[left : right + 1] = [text] * (right + 1 - left)


def as_json(book: Book) -> dict[str, Any]:
    """A book as it passes between processes."""
    return {
        "kind": book.kind,
        "remarks": list(book.remarks),
        "grids": [
            {
                "name": grid.name,
                "lines": [[line.number, *line.cells] for line in grid.lines],
                "total": grid.total,
                "hidden": grid.hidden,
                "remarks": list(grid.remarks),
                "above": list(grid.above),
                "below": list(grid.below),
            }
            for grid in book.grids
        ],
    }


def from_json(told: Mapping[str, Any]) -> Book:
    """A book as :func:`as_json` wrote it."""
    grids = tuple(
        Grid(
            one["name"],
            tuple(Line(number, tuple(cells)) for number, *cells in one["lines"]),
            one["total"],
            one["hidden"],
            tuple(one["remarks"]),
            tuple(one["above"]),
            tuple(one["below"]),
        )
        for one in told["grids"]
    )
    return Book(told["kind"], grids, tuple(told["remarks"]))
