"""Workbooks, new (.xlsx) and old (.xls), by calamine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO

import python_calamine as calamine

from yinuo.matters.sheets.archive import column_letters
from yinuo.matters.sheets.cells import lost_digits, written
from yinuo.matters.sheets.grid import MOST_COLUMNS, MOST_GRIDS, BadFile, Book, Grid, Span, gridded

_MOST_TOLD = 5


def read_workbook(content: bytes, kind: str, *, most: int, only: int | None = None) -> Book:
    """The sheets of a workbook that hold something.

    Args:
        content: the file.
        kind: ``"xlsx"`` or ``"xls"``.
        most: rows to keep of each sheet.
        only: keep the lines of this sheet alone, counted from 0 among those that hold something.

    Raises:
        BadFile: locked, damaged, or with too many sheets.
    """
    try:
        with calamine.CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            return _read(book, kind, most, only)
    except calamine.PasswordError as locked:
        raise BadFile("工作簿设了密码，读不了", "请在 Excel 里去掉密码，另存后再上传") from locked
    except calamine.CalamineError as broken:
        raise BadFile(
            "工作簿打不开，可能已经损坏", "请用 Excel 或者 WPS 打开，另存为 .xlsx 后再上传"
        ) from broken


def _read(book: calamine.CalamineWorkbook, kind: str, most: int, only: int | None) -> Book:
    sheets = [one for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
    if len(sheets) > MOST_GRIDS:
        raise BadFile(
            f"工作簿有 {len(sheets)} 张工作表，超过 {MOST_GRIDS} 张", "请把要导入的工作表另存为单独的文件"
        )
    grids: list[Grid] = []
    for one in sheets:
        kept = most if only is None or len(grids) == only else 0
        hidden = one.visible != calamine.SheetVisibleEnum.Visible
        grid = _grid(book.get_sheet_by_name(one.name), most=kept, hidden=hidden)
        if grid.total:
            grids.append(grid)
    return Book(kind, tuple(grids))


def _grid(sheet: calamine.CalamineSheet, *, most: int, hidden: bool) -> Grid:
    remarks: list[str] = []
    spans = [
        Span(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
    ]
    rows = _rows(sheet, remarks)
    grid = gridded(sheet.name, rows, most=most, spans=spans, hidden=hidden)
    return replace(grid, remarks=tuple(remarks))


def _rows(sheet: calamine.CalamineSheet, remarks: list[str]) -> Iterator[tuple[int, list[str]]]:
    if sheet.start is None:
        return
    # The library hands out empty rows above the first cell, but no empty columns left of it.
    blank = [""] * min(sheet.start[1], MOST_COLUMNS)
    for number, values in enumerate(sheet.iter_rows(), start=1):
        yield number, blank + _row(number, values, len(blank), remarks)


def _row(number: int, values: Sequence[object], left: int, remarks: list[str]) -> list[str]:
    for place, value in enumerate(values, start=left + 1):
        if lost_digits(value) and len(remarks) < _MOST_TOLD:
            remarks.append(
                f"第 {number} 行 {column_letters(place)} 列的号码是数字格式，Excel 只保留前 15 位，"
                "请对照原件；应当先把这一列设为文本再填写"
            )
    return [written(value) for value in values]
