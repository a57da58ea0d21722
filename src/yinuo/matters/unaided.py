"""Reading a file without a person's help, where its headings say what it is; and which of its sheets is the list."""

from __future__ import annotations

from dataclasses import dataclass, replace

from yinuo.matters.assembling import Settings, general_notes, rows, usual
from yinuo.matters.catalogue import Row
from yinuo.matters.columns import LIKELY, column_named
from yinuo.matters.sheets.grid import BadFile, Book, Grid
from yinuo.matters.sheets.headers import Listing, listing
from yinuo.matters.sheets.reading import OUTLINE_ROWS, whole


@dataclass(frozen=True)
class ReadFile:
    """A file that was read without a person's help.

    Attributes:
        kind: of the file, by its content.
        sheet: name of the sheet or table that was taken; empty where there is one only.
        found: the list in it.
        settings: how it was read.
        rows: of the list.
        remarks: on the file as a whole, in Chinese.
    """

    kind: str
    sheet: str
    found: Listing
    settings: Settings
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]


def read(
    content: bytes, *, file_name: str = "", sheet: str = "", row_class: str = "", source: str = ""
) -> ReadFile:
    """Read a file whose headings say what it is.

    Args:
        content: the file.
        file_name: under which it came.
        sheet: name of the sheet or table; the likeliest where none is named.
        row_class, source: of rows whose list has no such column; the usual where empty.

    Raises:
        BadFile: it cannot be read, has no such sheet, or its headings do not say what it is.
    """
    book = whole(content, None)
    grid = book.grids[likeliest(book)] if not sheet else _named(book, sheet)
    found = listing(grid)
    settings = usual(found, kind=book.kind, file_name=file_name)
    settings = replace(settings, row_class=row_class or settings.row_class, source=source or settings.source)
    return ReadFile(
        kind=book.kind,
        sheet=grid.name,
        found=found,
        settings=settings,
        rows=tuple(rows(found, settings)),
        remarks=(*book.remarks, *grid.remarks, *general_notes(settings)),
    )


def likeliest(book: Book) -> int:
    """The grid of a file that most looks like a catalogue, counted from 0."""
    scores = [_likeness(grid) for grid in book.grids]
    return scores.index(max(scores))


def _likeness(grid: Grid) -> tuple[float, bool, int]:
    found = listing(grid.first(OUTLINE_ROWS))
    names = {
        name: sure for name, sure in (column_named(one.title) for one in found.headings) if sure >= LIKELY
    }
    return sum(names.values()) + 2 * ("proof_item" in names), not grid.hidden, grid.total


def _named(book: Book, name: str) -> Grid:
    for grid in book.grids:
        if grid.name == name:
            return grid
    raise BadFile(
        f"文件里没有名为“{name}”的工作表", f"有内容的是：{'、'.join(grid.name for grid in book.grids)}"
    )
