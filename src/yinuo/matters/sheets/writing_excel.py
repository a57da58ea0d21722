"""A list as a workbook that an office can go on working with: headings that stay, text as text, a page that prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter

from yinuo.matters.sheets.cells import harmless
from yinuo.matters.sheets.grid import LONGEST_CELL, BadFile

if TYPE_CHECKING:
    from yinuo.matters.layouts import Layout, LayoutColumn

_CELL = {"font_name": "宋体", "font_size": 10, "text_wrap": True, "valign": "vcenter", "border": 1}
_TEXT = {**_CELL, "num_format": "@"}
_HEAD = {**_CELL, "bold": True, "align": "center", "bg_color": "#DCE6F1"}
_NARROW = 8
_LINE, _TALLEST = 13.5, 405.0
"""Points: the height of a line of text, and that of the tallest row a workbook has."""


def as_excel(lines: Iterable[str | list[str]], layout: Layout, heading: str, notes: Sequence[str]) -> bytes:
    """A workbook with one sheet.

    Args:
        lines: names of sections and rows.
        layout: its columns.
        heading: above the table; our own full layout begins with its columns.
        notes: below the table; none in our own full layout.

    Raises:
        BadFile: a cell is longer than a workbook holds.
    """
    out = BytesIO()
    # Row after row goes to the disk as it is written; nothing is taken for a formula, a number or a link.
    options = {"constant_memory": True, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("目录")
        formats = {
            "title": book.add_format(
                {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"}
            ),
            "head": book.add_format(_HEAD),
            # A heading over two rows: row after row is written, so its two cells are not merged but look it.
            "over": book.add_format({**_HEAD, "bottom": 0}),
            "under": book.add_format({**_HEAD, "top": 0}),
            "section": book.add_format({**_CELL, "bold": True, "bg_color": "#F2F2F2"}),
            "note": book.add_format({"font_name": "宋体", "font_size": 10}),
            "text": book.add_format(_TEXT),
            "quoted": book.add_format({**_TEXT, "quote_prefix": True}),
        }
        top = _write_head(sheet, layout, heading, formats)
        row = _write_lines(sheet, lines, layout, top, formats)
        for note in () if layout.whole else notes:
            sheet.merge_range(row, 0, row, len(layout.columns) - 1, note, formats["note"])
            row += 1
        _set_page(sheet, layout, top)
    return out.getvalue()


def _write_head(sheet: Any, layout: Layout, heading: str, formats: dict[str, Any]) -> int:
    """Title and headings; the number of the first row below them."""
    last, row = len(layout.columns) - 1, 0
    for place, column in enumerate(layout.columns):
        sheet.set_column(place, place, column.width)
    if not layout.whole:
        sheet.set_row(0, 30)
        sheet.merge_range(0, 0, 0, last, heading, formats["title"])
        row = 1
    grouped = any(column.group for column in layout.columns)
    if grouped:
        for place, column in enumerate(layout.columns):
            look = formats["head" if column.group else "over"]
            sheet.write_string(row, place, column.group or column.title, look)
        for first, until in _groups(layout.columns):
            sheet.merge_range(row, first, row, until, layout.columns[first].group, formats["head"])
        row += 1
    for place, column in enumerate(layout.columns):
        under = grouped and not column.group
        sheet.write_string(row, place, "" if under else column.title, formats["under" if under else "head"])
    return row + 1


def _groups(columns: Sequence[LayoutColumn]) -> list[tuple[int, int]]:
    """First and last place of the columns under one heading."""
    found: list[tuple[int, int]] = []
    for place, column in enumerate(columns):
        if column.group and found and found[-1][1] == place - 1 and columns[place - 1].group == column.group:
            found[-1] = (found[-1][0], place)
        elif column.group:
            found.append((place, place))
    return [pair for pair in found if pair[1] > pair[0]]


def _write_lines(
    sheet: Any, lines: Iterable[str | list[str]], layout: Layout, row: int, formats: dict[str, Any]
) -> int:
    last = len(layout.columns) - 1
    for line in lines:
        if isinstance(line, str):
            sheet.merge_range(row, 0, row, last, line, formats["section"])
        else:
            sheet.set_row(row, _height(line, layout))
            for place, text in enumerate(line):
                # Our own layout has many columns, most of them empty, and needs no lines around them.
                if text or not layout.whole:
                    _write_text(sheet, row, place, text, formats)
        row += 1
    return row


def _height(line: Sequence[str], layout: Layout) -> float:
    """Of a row, in points, so that its longest text is seen: no program does this by itself in every case."""
    most = max(
        sum(-(-max(1, _wide(part)) // (column.width - 1)) for part in text.split("\n"))
        for text, column in zip(line, layout.columns, strict=True)
    )
    return min(_TALLEST, most * _LINE + 3)


def _wide(text: str) -> int:
    return sum(1 if sign.isascii() else 2 for sign in text)


def _write_text(sheet: Any, row: int, place: int, text: str, formats: dict[str, Any]) -> None:
    """A cell of text. Its mark as text is a property of the cell; an apostrophe is added only before another one."""
    if len(text) > LONGEST_CELL:
        raise BadFile(
            f"第 {row + 1} 行有一格 {len(text)} 个字，Excel 一格最多 {LONGEST_CELL} 个字",
            "请导出 CSV 或者 JSON",
        )
    plain = harmless(text)
    written = plain if text.startswith("'") else text
    sheet.write_string(row, place, written, formats["quoted" if plain != text else "text"])


def _set_page(sheet: Any, layout: Layout, top: int) -> None:
    sheet.freeze_panes(top, 0)
    sheet.set_landscape()
    sheet.set_paper(8 if len(layout.columns) > _NARROW * 2 else 9)
    if not layout.whole:
        sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.repeat_rows(0, top - 1)
    sheet.set_footer("&C第 &P 页，共 &N 页")
