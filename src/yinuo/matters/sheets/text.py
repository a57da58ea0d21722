"""CSV in the encodings offices use, and JSON as this house writes it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from yinuo.matters.sheets.grid import LONGEST_CELL, MOST_ROWS, BadFile, Book, gridded

ROWS = "rows"
"""The key of the rows in a JSON file."""

_DELIMITERS = (",", "\t", ";")
_LOOKED_AT = 20
_PAGES = (b"<!doctype html", b"<html", b"<?xml", b"<table", b"mime-version:", b"{\\rtf")


def read_csv(content: bytes, *, most: int) -> Book:
    """A CSV file as one grid.

    Args:
        content: UTF-8 with or without a mark, UTF-16 with a mark, or GB18030; commas, semicolons or tabs.
        most: rows to keep.

    Raises:
        BadFile: in no known encoding, no text, or with broken quotes.
    """
    text = _decoded(content)
    grid = gridded("", _rows(text), most=most)
    return Book("csv", (grid,) if grid.lines else ())


def read_json(content: bytes, *, most: int) -> Book:
    """A JSON file as one grid, its first row the names of the columns.

    Args:
        content: ``{"rows": [{column: text}, …]}`` or the bare list, in UTF-8.
        most: rows to keep, the header not counted.

    Raises:
        BadFile: no JSON, or another shape.
    """
    try:
        told = json.loads(_decoded(content))
    except (json.JSONDecodeError, RecursionError) as broken:
        raise BadFile("文件像是 JSON，但是内容有错，读不下去", "请重新导出后再上传") from broken
    rows = told.get(ROWS) if isinstance(told, dict) else told
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadFile("JSON 里没有找到行", f"应为 {{“{ROWS}”: [{{列名: 内容}}, …]}}，请用本系统导出的格式")
    columns = list(dict.fromkeys(str(name) for row in rows[: MOST_ROWS + 1] for name in row))
    lines = [(1, columns), *((number, _cells(row, columns)) for number, row in enumerate(rows, start=2))]
    grid = replace(gridded("", lines, most=most + 1), below=_notes(told))
    return Book("json", (grid,) if grid.lines else ())


def _notes(told: object) -> tuple[str, ...]:
    notes = told.get("notes", []) if isinstance(told, dict) else []
    return tuple(str(note) for note in notes) if isinstance(notes, list) else ()


def _cells(row: dict[str, Any], columns: Sequence[str]) -> list[str]:
    found = [row.get(name, "") for name in columns]
    if not all(isinstance(cell, (str, int)) for cell in found):
        raise BadFile("JSON 的格子里只能是文字或者整数", "请用本系统导出的格式")
    return [str(cell) for cell in found]


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    before = csv.field_size_limit(LONGEST_CELL * 4)
    start = 1
    try:
        for cells in reader:
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as broken:
        raise BadFile(
            f"第 {reader.line_num} 行的引号或者分隔符有错，读不下去（{broken}）",
            "请用 Excel 打开后另存为“CSV UTF-8（逗号分隔）”，或者直接上传 Excel 文件",
        ) from broken
    finally:
        csv.field_size_limit(before)


def _decoded(content: bytes) -> str:
    if content[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_PAGES):
        raise BadFile(
            "这是网页或者文本格式的文件，只是名字像表格",
            "请用 Excel 或者 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传",
        )
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            raise BadFile("文件里有空字符，不是文本文件", "请重新导出为 CSV 后再上传")
        return text
    raise BadFile("认不出文件的编码", "请另存为 UTF-8 或者 GB18030 编码的 CSV 后再上传")


def _delimiter(text: str) -> str:
    for line in text.splitlines()[:_LOOKED_AT] if len(text) < 1_000_000 else text[:100_000].splitlines():
        best = max(_DELIMITERS, key=line.count)
        if line.count(best):
            return best
    return ","
