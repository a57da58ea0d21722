"""Where in a grid the table begins: its heading of one to three rows, titles above, sections within, notes below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from yinuo.matters.columns import LIKELY, column_named, folded
from yinuo.matters.sheets.archive import column_letters
from yinuo.matters.sheets.grid import Grid, Line

_LOOKED_AT = 40
_TALLEST = 3
_LEAST_KNOWN = 2
_LONGEST_HEADING = 60
_LONGEST_SECTION = 40
_LONGEST_PART = 20
_NOTE = re.compile(
    r"^(注|备注|附注|说明|填表说明|填报说明|填报单位|填表人|填报人|审核人|审核|制表|联系人|联系电话|合计|共计|总计)\s*[:：]?"
)
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十百]+|[0-9]{1,3})\s*[、.．]\s*")
_COUNTED = re.compile(r"[(（]\s*共?\s*[0-9]+\s*项\s*[)）]$")
_UNIT = re.compile(
    r"(局|部门|委|委员会|办|办公室|中心|院|厅|部|大队|支队|分局|政府|街道|办事处|镇|乡|协会|联合会|银行|管委会|公司|社|馆|机构|总队|队|站|所|处|会)$"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a listing.

    Attributes:
        index: counted from 0.
        title: the heading with those above it, set apart by a blank; unlike every other one.
        titled: whether the list heads the column at all.
    """

    index: int
    title: str
    titled: bool = True

    @property
    def letters(self) -> str:
        """The column as Excel names it."""
        return column_letters(self.index + 1)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no row of the list: where it stood, what it says, and why it is left out, in Chinese."""

    number: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A grid taken apart.

    Attributes:
        headings: of its columns; those that neither have a heading nor hold anything are left out.
        lines: the rows of the list.
        above: what stands above the heading.
        skipped: what stands between and below.
        sections: number of a row to the heading of the section it stands in.
        below: what the file says below the grid.
    """

    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    above: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    sections: dict[int, str] = field(default_factory=dict)
    below: tuple[str, ...] = ()

    def notes(self) -> Iterator[str]:
        """What is said around the list."""
        yield from self.above
        yield from (one.text for one in self.skipped)
        yield from self.below


def listing(grid: Grid) -> Listing:
    """Take a grid apart.

    Args:
        grid: with all its lines, or only the first of them.

    Returns:
        Its list; where no heading is found, the first row that is no title is taken for it.
    """
    first, height = _heading(grid.lines)
    head = grid.lines[first : first + height]
    width = grid.width
    headings = _headings(head, grid.lines[first + height :], width)
    own = [_row_words(line) for line in head]
    begins = {_first(line) for line in head}
    counted = _place_of(headings, "sequence")
    kept: list[Line] = []
    skipped: list[Skipped] = []
    sections: dict[int, str] = {}
    section = ""
    below = _notes_from(grid.lines, first + height)
    for place, line in enumerate(grid.lines[first + height :], start=first + height):
        if place >= below:
            skipped.append(Skipped(line.number, _told(line), "表格下面的说明，不是目录的行"))
        elif _first(line) in begins and _row_words(line) in own:
            skipped.append(Skipped(line.number, _told(line), "重复的表头"))
        elif (named := _section(line, width, counted)) is not None:
            section = named
            skipped.append(Skipped(line.number, _told(line), "小标题，下面各行归在它的名下"))
        elif _numbering(line) or _only_in(line, counted):
            skipped.append(Skipped(line.number, _told(line), "只有序号或者列号，没有内容"))
        else:
            kept.append(line)
            if section:
                sections[line.number] = section
    above = (*grid.above, *(_told(line) for line in grid.lines[:first]))
    return Listing(headings, tuple(kept), above, tuple(skipped), sections, grid.below)


def _row_words(line: Line) -> tuple[str, ...]:
    """The different texts of a row in order; a merged cell counts once."""
    return tuple(dict.fromkeys(folded(cell) for cell in line.cells if cell.strip()))


def _first(line: Line) -> str:
    """The first text of a row, which tells most rows apart from others without looking further."""
    return next((cell.strip() for cell in line.cells if cell.strip()), "")


def _told(line: Line) -> str:
    return "　".join(dict.fromkeys(cell.strip() for cell in line.cells if cell.strip()))[:200]


def _heading(lines: Sequence[Line]) -> tuple[int, int]:
    """First row and height of the heading: the rows whose joined titles name most columns."""
    best, place = 0.0, (0, 1)
    for first in range(min(len(lines), _LOOKED_AT)):
        for height in range(1, _TALLEST + 1):
            rows = lines[first : first + height]
            if len(rows) < height or (height > 1 and not _goes_on(rows)):
                break
            score = _known(rows)
            if score > best + 0.01:
                best, place = score, (first, height)
    return _upwards(lines, *place) if best >= _LEAST_KNOWN else (_first_wide(lines), 1)


def _upwards(lines: Sequence[Line], first: int, height: int) -> tuple[int, int]:
    """The heading with the rows above it that a merged cell joins to it; a title over all columns is none."""
    while first and height < _TALLEST:
        above, below = lines[first - 1], lines[first]
        joined = any(cell and above.cell(place) == cell for place, cell in enumerate(below.cells))
        if len(_row_words(above)) < 2 or not joined:
            break
        first, height = first - 1, height + 1
    return first, height


def _known(rows: Sequence[Line]) -> float:
    """How many different columns the titles name, less sure ones counting less; long texts are no titles."""
    named: dict[str, float] = {}
    unlike = 0
    for title in _stacked(rows):
        name, sure = column_named(title) if len(title) <= _LONGEST_HEADING else ("", 0.0)
        if not title:
            continue
        if sure >= LIKELY and name:
            named[name] = max(sure, named.get(name, 0.0))
        else:
            unlike += 1
    return sum(named.values()) - 0.25 * unlike


def _goes_on(rows: Sequence[Line]) -> bool:
    """Whether the rows hang together as one heading: each but the first shares a merged cell with the row above it.

    A heading of several rows repeats above or beside what it does not divide; a row of the list does neither.
    """
    return all(
        any(above.cell(place) == cell for place, cell in enumerate(below.cells) if cell)
        or _divides(above, below)
        for above, below in pairwise(rows)
    )


def _divides(above: Line, below: Line) -> bool:
    """Whether a row writes short titles under a cell of the row above that reaches over several, and nothing else."""
    places = [place for place, cell in enumerate(below.cells) if cell.strip()]
    return bool(places) and all(
        len(below.cell(place)) <= _LONGEST_PART and _reaches_over(above, below, place) for place in places
    )


def _reaches_over(above: Line, below: Line, place: int) -> bool:
    """Whether the cell above is one of several of a merged area; in CSV only its first cell is written."""
    title = above.cell(place)
    if not title.strip():
        return True
    goes_on = not above.cell(place + 1).strip() and bool(below.cell(place + 1).strip())
    return above.cells.count(title) > 1 or goes_on


def _stacked(rows: Sequence[Line]) -> list[str]:
    width = max(len(row.cells) for row in rows)
    stacks = [[_one_line(row.cell(place)) for row in rows] for place in range(width)]
    return [" ".join(dict.fromkeys(part for part in stack if part)) for stack in stacks]


def _one_line(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _first_wide(lines: Sequence[Line]) -> int:
    """The first row with as many cells as most of the first rows; a title has one."""
    widths = [len(_row_words(line)) for line in lines[:_LOOKED_AT]]
    usual = sorted(widths)[len(widths) // 2] if widths else 0
    return next((place for place, width in enumerate(widths) if width >= max(2, usual)), 0)


def _headings(head: Sequence[Line], below: Sequence[Line], width: int) -> tuple[Heading, ...]:
    titles = _stacked(head) if head else []
    titles += [""] * (width - len(titles))
    seen: dict[str, int] = {}
    found = []
    for index, title in enumerate(titles[:width]):
        if not title and not any(line.cell(index).strip() for line in below):
            continue
        called = title or f"{column_letters(index + 1)} 列"
        seen[called] = seen.get(called, 0) + 1
        again = f"（{column_letters(index + 1)} 列）" if seen[called] > 1 else ""
        found.append(Heading(index, f"{called}{again}", bool(title)))
    return tuple(found)


def _notes_from(lines: Sequence[Line], first: int) -> int:
    """Where the notes below the list begin: from its end upwards, rows that say one thing and begin like a note."""
    place = len(lines)
    while place > first:
        words = _row_words(lines[place - 1])
        if len(words) > 2 or not _NOTE.match(words[0]):
            break
        place -= 1
    return place


def _section(line: Line, width: int, counted: int | None) -> str | None:
    """The unit that a row names for the rows below it, or None.

    It stands alone in its row: over the whole width, in the place of the number, or as the name of a unit.
    """
    words = list(dict.fromkeys(cell.strip() for cell in line.cells if cell.strip()))
    if len(words) != 1 or not any(cell.strip() for cell in line.cells[:2]):
        return None
    over_all = width > 2 and sum(1 for cell in line.cells if cell.strip()) == width
    in_place_of_number = _only_in(line, counted) and not folded(words[0]).isdecimal()
    name = _COUNTED.sub("", _NUMBERED.sub("", words[0])).strip()
    if not 1 < len(name) <= _LONGEST_SECTION or folded(name).isdecimal():
        return None
    return name if over_all or in_place_of_number or (len(name) > 2 and _UNIT.search(name)) else None


def _place_of(headings: Sequence[Heading], name: str) -> int | None:
    return next((one.index for one in headings if column_named(one.title)[0] == name), None)


def _numbering(line: Line) -> bool:
    """Whether a row counts the columns: 1 2 3 4."""
    if _first(line).strip("()（）") not in {"1", "１"}:
        return False
    cells = [folded(cell).strip("()（）") for cell in line.cells if cell.strip()]
    return len(cells) > 2 and cells == [str(number) for number in range(1, len(cells) + 1)]


def _only_in(line: Line, place: int | None) -> bool:
    """Whether a row holds something in one column only."""
    return [index for index, cell in enumerate(line.cells) if cell.strip()] == [place]
