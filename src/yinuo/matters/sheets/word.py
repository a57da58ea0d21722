"""Tables in Word files (.docx): merged cells filled, tables that go on with the same header joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from yinuo.matters.sheets.grid import MOST_COLUMNS, MOST_GRIDS, BadFile, Book, Grid, Span, gridded

_TABLE, _ROW, _CELL, _TEXT = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:t")
_PARAGRAPH, _PROPERTIES, _VALUE = qn("w:p"), qn("w:tcPr"), qn("w:val")
_BLANKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_DELETED = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:delText")})
_MOST_AROUND = 4
_LONGEST_AROUND = 200
_PICTURES = (qn("w:drawing"), qn("w:pict"), qn("w:object"))


def read_word(content: bytes, *, most: int, only: int | None = None) -> Book:
    """The tables of a Word file that hold something; rows are counted within each table.

    Args:
        content: the file.
        most: rows to keep of each table.
        only: keep the lines of this table alone, counted from 0 among those that hold something.

    Raises:
        BadFile: damaged, or without any table of text.
    """
    try:
        body = Document(BytesIO(content)).element.body
    except (PackageNotFoundError, KeyError, ValueError, etree.LxmlError) as broken:
        raise BadFile(
            "Word 文件打不开，可能已经损坏", "请用 Word 打开，另存为新的 .docx 后再上传"
        ) from broken
    tables = _joined(
        [_with_words(_table(one, number), one) for number, one in enumerate(body.iter(_TABLE), start=1)]
    )
    if len(tables) > MOST_GRIDS:
        raise BadFile(f"文件里有 {len(tables)} 个表格，超过 {MOST_GRIDS} 个", "请只保留目录的表格再上传")
    grids: list[Grid] = []
    for one in tables:
        kept = most if only is None or len(grids) == only else 0
        grid = gridded(one.name, enumerate(one.rows, start=1), most=kept, spans=one.spans)
        grid = replace(grid, above=tuple(one.above), below=tuple(one.below))
        if grid.total:
            grids.append(grid)
    if not grids:
        raise _without_tables(body)
    return Book("docx", tuple(grids))


def _without_tables(body: Any) -> BadFile:
    if any(next(body.iter(kind), None) is not None for kind in _PICTURES):
        return BadFile(
            "这份 Word 里只有图片，没有文字表格，多半是扫描件",
            "请找到原来的 Word 或者 Excel 表格上传；只有纸质件的，请用识别软件转成表格并核对以后再上传",
        )
    return BadFile("这份 Word 里没有表格", "请把目录做成表格，第一行写列名，再上传")


@dataclass
class _Table:
    first: int
    last: int
    rows: list[list[str]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As people would call it."""
        return f"表格 {self.first}" if self.first == self.last else f"表格 {self.first}—{self.last}"


def _joined(tables: list[_Table]) -> list[_Table]:
    """Tables one after the other that begin with the same row are one that was broken at the pages."""
    found: list[_Table] = []
    for table in tables:
        before = found[-1] if found else None
        if before is not None and table.rows and before.rows and table.rows[0] == before.rows[0]:
            below = len(before.rows)
            before.rows += table.rows
            before.spans += [Span(s.top + below, s.left, s.bottom + below, s.right) for s in table.spans]
            before.last, before.below = table.last, table.below
        else:
            found.append(table)
    return found


def _table(table: Any, number: int) -> _Table:
    read = _Table(number, number)
    going: dict[int, Span] = {}
    for place, row in enumerate(_own(table, _ROW), start=1):
        cells: list[str] = [""] * _number(row, "w:trPr/w:gridBefore")
        for cell in _own(row, _CELL):
            wide = max(1, _number(cell, "w:tcPr/w:gridSpan"))
            left = len(cells)
            if left + wide > MOST_COLUMNS:
                raise BadFile(f"表格 {number} 超过 {MOST_COLUMNS} 列", "请拆成几个表格再上传")
            _mark(going, cell, place, left, left + wide - 1, read.spans)
            cells += [_text(cell), *[""] * (wide - 1)]
        read.rows.append(cells)
    read.spans += going.values()
    return read


def _with_words(read: _Table, table: Any) -> _Table:
    """A table with the few lines of text right before and after it: its title and its notes."""
    read.above = _lines_of(table.itersiblings(_PARAGRAPH, _TABLE, preceding=True))[::-1]
    read.below = _lines_of(table.itersiblings(_PARAGRAPH, _TABLE))
    return read


def _lines_of(siblings: Iterator[Any]) -> list[str]:
    found: list[str] = []
    for one in siblings:
        if one.tag == _TABLE or len(found) == _MOST_AROUND:
            break
        words = "".join(_words(one)).strip()
        if words:
            found.append(words[:_LONGEST_AROUND])
    return found


def _mark(going: dict[int, Span], cell: Any, row: int, left: int, right: int, ended: list[Span]) -> None:
    """Keep the merged area that a cell begins or continues."""
    merge = cell.find("w:tcPr/w:vMerge", cell.nsmap)
    before = going.pop(left, None)
    if merge is not None and merge.get(_VALUE) != "restart" and before is not None:
        going[left] = Span(before.top, left, row, right)
        return
    if before is not None:
        ended.append(before)
    if merge is not None or right > left:
        going[left] = Span(row, left, row, right)


def _number(element: Any, path: str) -> int:
    found = element.find(path, element.nsmap)
    written = found.get(_VALUE, "") if found is not None else ""
    return min(int(written), MOST_COLUMNS + 1) if written.isascii() and written.isdecimal() else 0


def _own(parent: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also within content controls and tracked insertions; none of tables within."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in {_TABLE, _ROW, _CELL, _PROPERTIES} and isinstance(child.tag, str):
            yield from _own(child, tag)


def _text(cell: Any) -> str:
    """The text of a cell, a line for each paragraph; what was struck out and tables within are left out."""
    paragraphs = ["".join(_words(paragraph)) for paragraph in _own_paragraphs(cell)]
    return "\n".join(paragraphs).strip("\n")


def _own_paragraphs(parent: Any) -> Iterator[Any]:
    for child in parent:
        if child.tag == _PARAGRAPH:
            yield child
        elif child.tag != _TABLE and child.tag not in _DELETED and isinstance(child.tag, str):
            yield from _own_paragraphs(child)


def _words(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _BLANKS:
            yield _BLANKS[child.tag]
        elif child.tag not in _DELETED and isinstance(child.tag, str):
            yield from _words(child)
