"""From the lines of a list to the rows of a catalogue, by what its columns mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from yinuo.matters.catalogue import Note, Row
from yinuo.matters.columns import COLUMNS, column_named
from yinuo.matters.phrases import basis_joined, class_after, matter_and_use
from yinuo.matters.sheets.cells import day_written, restored
from yinuo.matters.sheets.grid import MOST_ROWS, BadFile, Line
from yinuo.matters.sheets.guessing import Reading, guess
from yinuo.matters.sheets.headers import Heading, Listing
from yinuo.matters.sheets.splitting import parts

GATHERED = "level"
_BASIS = ("basis_title", "basis_number", "basis_article")
_TICKS = frozenset({"√", "✓", "✔", "☑", "是", "1", "有", "v", "V"})
_LINES_OF_TEXT = frozenset({"csv"})


@dataclass(frozen=True)
class Settings:
    """How a list is read.

    Attributes:
        headings: its columns.
        columns: index of a column to the code name of what it means; other columns stay in the original only.
        row_class: class of the rows, where no column says it.
        source: source of the rows, where no column says it.
        split: whether a cell that holds several proofs is taken apart.
        layout: key of the layout it was recognised as, or empty.
        kind: of the file.
    """

    headings: tuple[Heading, ...]
    columns: Mapping[int, str]
    row_class: str = "C"
    source: str = ""
    split: bool = True
    layout: str = ""
    kind: str = "csv"
    _named: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_named", frozenset(self.columns.values()))

    def has(self, name: str) -> bool:
        """Whether a column of the list means this."""
        return name in self._named

    def as_json(self) -> dict[str, Any]:
        """As it is kept with an import."""
        return {
            "headings": [[one.index, one.title, one.titled] for one in self.headings],
            "columns": {str(index): name for index, name in self.columns.items()},
            "row_class": self.row_class,
            "source": self.source,
            "split": self.split,
            "layout": self.layout,
            "kind": self.kind,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Settings:
        """As it was kept."""
        return cls(
            headings=tuple(Heading(*one) for one in kept.get("headings", ())),
            columns={int(index): name for index, name in kept.get("columns", {}).items()},
            row_class=kept.get("row_class", "C"),
            source=kept.get("source", ""),
            split=kept.get("split", True),
            layout=kept.get("layout", ""),
            kind=kept.get("kind", "csv"),
        )


def usual(found: Listing, *, kind: str, file_name: str) -> Settings:
    """The settings that nobody need look at, where a list says by its headings what it is.

    Args:
        found: the list.
        kind: of its file.
        file_name: becomes the source of rows that name none.

    Raises:
        BadFile: columns are missing that no list can do without, or one is there twice.
    """
    twice = _twice(found)
    if twice:
        raise BadFile(f"表头里有重复的列：{'、'.join(twice)}", "请删去重复的列")
    settings = guessed(guess(found, file_name=file_name), found, kind=kind, file_name=file_name)
    refuse_lacking(settings)
    return settings


def guessed(reading: Reading, found: Listing, *, kind: str, file_name: str) -> Settings:
    """Settings after a guess."""
    return Settings(
        headings=found.headings,
        columns={index: one.name for index, one in reading.columns.items() if one.name},
        row_class=reading.row_class,
        source=f"《{next((text for text in found.above if text), file_name.rpartition('.')[0] or file_name)}》",
        split=reading.split,
        layout=reading.layout.key if reading.layout is not None else "",
        kind=kind,
    )


def refuse_lacking(settings: Settings) -> None:
    """Refuse a list without the columns that no list can do without.

    Raises:
        BadFile: names what is missing.
    """
    lacks = [] if settings.has("proof_item") else ["proof_item"]
    if not settings.has("administrative_matter") and not settings.has("proof_use"):
        lacks.insert(0, "administrative_matter")
    if lacks:
        named = "、".join(f"{COLUMNS[name]}（{name}）" for name in lacks)
        raise BadFile(
            f"表头缺少：{named}", "表格第一行应当是列名；列名写法不同的，请在网页上导入，自己指定各列"
        )


def _twice(found: Listing) -> list[str]:
    exact = [column_named(one.title.partition("（")[0]) for one in found.headings if one.titled]
    names = [name for name, sure in exact if sure == 1 and name != GATHERED]
    return sorted({COLUMNS[name] for name in names if names.count(name) > 1})


def general_notes(settings: Settings) -> tuple[str, ...]:
    """What holds for every row of a list, in Chinese: what was put in where it has no column."""
    said = (
        (
            not settings.has("administrative_matter"),
            "清单没有单列行政事项，以“证明用途”作为事项名称，请核对",
        ),
        (not settings.has("row_class"), _class_note(settings)),
        (not settings.has("source"), f"清单没有来源一列，各行的来源都写成“{settings.source}”"),
    )
    return tuple(words for holds, words in said if holds)


def _class_note(settings: Settings) -> str:
    """How the rows get their class, where no column says it."""
    if settings.has("after_cancel"):
        return f"清单没有类别一列，类别按“取消后的办理方式”判断，看不出的按“{settings.row_class}”收入"
    if settings.row_class == "R" and settings.has("retained_because"):
        return "清单没有类别一列，写了保留理由的按“R”收入，没有写的按“C”收入"
    return f"清单没有类别一列，各行都按“{settings.row_class}”收入"


def rows(found: Listing, settings: Settings) -> Iterator[Row]:
    """The rows of a list.

    Args:
        found: the list with all its lines.
        settings: how it is read.

    Raises:
        BadFile: there are no rows, or too many.
    """
    if not found.lines:
        raise BadFile("文件里只有表头，没有内容", "请检查是不是选错了工作表或者文件")
    count = 0
    for line in found.lines:
        for row in rows_of(line, settings, section=found.sections.get(line.number, "")):
            count += 1
            if count > MOST_ROWS:
                raise BadFile(f"超过 {MOST_ROWS} 行", "请分成几个文件导入")
            yield row


def rows_of(line: Line, settings: Settings, *, section: str = "") -> list[Row]:
    """The rows that one line makes: one, or one for each proof in its cell."""
    raw = {one.title: line.cell(one.index) for one in settings.headings}
    whole = Row(line.number, raw, read_cells(raw, settings, section=section), _beyond(line, settings))
    return taken_apart(whole) if settings.split else [whole]


def taken_apart(whole: Row) -> list[Row]:
    """A row for each proof in the cell of a row; the row itself where there is one."""
    found = parts(whole["proof_item"])
    if len(found) == 1:
        return [whole]
    return [
        replace(
            whole,
            cells={**whole.cells, "proof_item": name},
            part=number,
            among=len(found),
            told=(split_note(number, len(found)),),
        )
        for number, name in enumerate(found, start=1)
    ]


def split_note(number: int, among: int) -> Note:
    """What an editor is told of a row that was a part of a cell."""
    return Note(
        "proof_item",
        f"原文一格里有 {among} 项证明，已经拆开，这是第 {number} 项",
        "不该拆开的，请合成一行",
    )


def _beyond(line: Line, settings: Settings) -> int:
    """Cells beyond the header of a text file: there a comma without quotes has moved everything behind it."""
    if settings.kind not in _LINES_OF_TEXT:
        return 0
    last = max((one.index for one in settings.headings if one.titled), default=-1)
    return max(0, len(line.cells) - last - 1)


def read_cells(raw: Mapping[str, str], settings: Settings, *, section: str = "") -> dict[str, str]:
    """What the cells of a row are read as: code name of each column to its text.

    Args:
        raw: heading to cell as it stood.
        settings: how the list is read.
        section: the unit under whose name the row stands, if any.
    """
    cells: dict[str, str] = {}
    levels = [index for index, name in settings.columns.items() if name == GATHERED]
    titles = {one.index: one.title for one in settings.headings}
    for index, name in settings.columns.items():
        text = raw.get(titles.get(index, ""), "").strip()
        text = text if settings.kind == "json" else restored(text)
        if name == GATHERED and len(levels) > 1:
            text = _gathered(cells.get(name, ""), titles[index], text)
        if name != "sequence":
            cells[name] = text
    _derive(cells, settings, section)
    return cells


def _gathered(before: str, title: str, text: str) -> str:
    """The levels ticked so far."""
    if not text or text in {"×", "否", "0", "/", "—", "-"}:
        return before
    named = title.rsplit(" ", maxsplit=1)[-1] if text in _TICKS else text
    return f"{before}、{named}" if before else named


def _derive(cells: dict[str, str], settings: Settings, section: str) -> None:
    """Put in what a list says elsewhere than in a column of its own."""
    if not cells.get("legal_basis") and any(name in cells for name in _BASIS):
        cells["legal_basis"] = basis_joined(*(cells.get(name, "") for name in _BASIS))
    if not settings.has("administrative_matter"):
        cells["administrative_matter"], cells["proof_use"] = matter_and_use(cells.get("proof_use", ""))
    if not cells.get("department"):
        cells["department"] = section or cells.get("asker", "")
    if cells.get("filled_on"):
        cells["filled_on"] = day_written(cells["filled_on"])
    if not settings.has("row_class"):
        cells["row_class"] = class_after(cells.get("after_cancel", "")) or _class_by_reason(cells, settings)
    if not settings.has("source"):
        cells["source"] = settings.source


def _class_by_reason(cells: Mapping[str, str], settings: Settings) -> str:
    """A list of retained proofs says of some why; the others are candidates."""
    if settings.row_class == "R" and "retained_because" in cells:
        return "R" if cells["retained_because"] else "C"
    return settings.row_class


def original(raw: Mapping[str, str], settings: Settings, name: str) -> str:
    """The cell of a column as it stood in the file; empty where the list has no such column."""
    titles = {one.index: one.title for one in settings.headings}
    return next(
        (raw.get(titles.get(index, ""), "") for index, kept in settings.columns.items() if kept == name), ""
    )
