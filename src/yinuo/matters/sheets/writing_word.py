"""A list as a Word file: a title, one table whose heading repeats on every page, notes below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from yinuo.matters.sheets.cells import harmless
from yinuo.matters.sheets.grid import cleaned

if TYPE_CHECKING:
    from yinuo.matters.layouts import Layout

_LONG, _SHORT, _EDGE = 297, 210, 15
_TWIPS = 56.7
"""Twentieths of a point in a millimetre."""
_CONTROL = {code: None for code in range(32) if code not in {9, 10, 13}}
_FONT = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/>'
_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def as_word(lines: Iterable[str | list[str]], layout: Layout, heading: str, notes: Sequence[str]) -> bytes:
    """A Word file on A4 across.

    Args:
        lines: names of sections and rows.
        layout: its columns.
        heading: above the table.
        notes: below the table.
    """
    document = Document()
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(_LONG), Mm(_SHORT)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_EDGE)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _font(title.add_run(heading), "黑体", 16)
    table = "".join(_table(lines, layout))
    document.element.body.insert(1, parse_xml(f"<w:tbl {nsdecls('w')}>{table}</w:tbl>"))
    for note in notes:
        _font(document.add_paragraph().add_run(note), "宋体", 10)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _font(run: Any, name: str, points: int) -> None:
    run.font.name, run.font.size = name, Pt(points)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), name)  # noqa: SLF001 - the library knows no other way


def _table(lines: Iterable[str | list[str]], layout: Layout) -> Iterator[str]:
    room = (_LONG - 2 * _EDGE) * _TWIPS
    whole = sum(column.width for column in layout.columns)
    widths = [int(room * column.width / whole) for column in layout.columns]
    yield f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_EDGES}</w:tblBorders>'
    yield '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
    yield "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    yield "</w:tblGrid>"
    yield from _head(layout, widths)
    for line in lines:
        if isinstance(line, str):
            yield _row([_cell(line, sum(widths), bold=True, span=len(widths))])
        else:
            # What is copied from here into a table program is no formula there either.
            yield _row([_cell(harmless(text), wide) for text, wide in zip(line, widths, strict=True)])


def _head(layout: Layout, widths: Sequence[int]) -> Iterator[str]:
    """One row of headings, or two where some stand in groups."""
    columns = layout.columns
    if not any(column.group for column in columns):
        cells = [_cell(column.title, wide, bold=True) for column, wide in zip(columns, widths, strict=True)]
        yield _row(cells, repeats=True)
        return
    above, place = [], 0
    while place < len(columns):
        group, until = columns[place].group, place + 1
        while group and until < len(columns) and columns[until].group == group:
            until += 1
        title, merge = (group, "") if group else (columns[place].title, "restart")
        above.append(_cell(title, sum(widths[place:until]), bold=True, span=until - place, merge=merge))
        place = until
    below = [
        _cell(column.title if column.group else "", wide, bold=True, merge="" if column.group else "continue")
        for column, wide in zip(columns, widths, strict=True)
    ]
    yield _row(above, repeats=True)
    yield _row(below, repeats=True)


def _row(cells: Sequence[str], *, repeats: bool = False) -> str:
    kept = "<w:cantSplit/><w:tblHeader/>" if repeats else "<w:cantSplit/>"
    return f"<w:tr><w:trPr>{kept}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, wide: int, *, bold: bool = False, span: int = 1, merge: str = "") -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merges = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    look = f'<w:rPr>{_FONT}{"<w:b/>" if bold else ""}<w:sz w:val="18"/></w:rPr>'
    middle = '<w:jc w:val="center"/>' if bold else ""
    lines = cleaned(text).translate(_CONTROL).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    words = "".join(
        f'<w:p><w:pPr><w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>{middle}</w:pPr>'
        f'<w:r>{look}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in lines
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{spans}{merges}<w:vAlign w:val="center"/></w:tcPr>'
        f"{words}</w:tc>"
    )
