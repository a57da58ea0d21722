"""An edition as an Excel workbook: the list, and a sheet that says which edition it is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import xlsxwriter

from yinuo.portals.face.words import harmless
from yinuo.portals.public.edition_files.cells import COLUMNS, cells, made_at, said_of

if TYPE_CHECKING:
    from yinuo.matters.edition_lines import Line
    from yinuo.matters.models import Edition

_WIDTH, _TALLEST = 14, 409.0
_WIDTHS = {"序号": 6, "办理单位": 20, "行政事项": 24, "证明名称": 24, "设定依据": 44, "证明内容": 40}
_WIDTHS |= {"承诺的事实": 50, "核查": 50, "事项编码": 18, "材料要求": 30, "告知文本摘要": 20}
_WIDTHS |= {"民事责任": 36, "行政责任": 50, "刑事责任": 36, "承诺方式": 40}


def as_excel(edition: Edition, lines: tuple[Line, ...]) -> bytes:
    """The workbook; every cell is a text, none a formula, a number or a link."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties(
        {
            "title": edition.title,
            "author": edition.case_file.agency.name,
            "created": made_at(edition),
        }
    )
    head = book.add_format(
        {
            "bold": True,
            "text_wrap": True,
            "valign": "vcenter",
            "border": 1,
            "bg_color": "#E1ECF8",
            "font_name": "SimHei",
        }
    )
    cell = book.add_format(
        {"text_wrap": True, "valign": "top", "border": 1, "font_name": "SimSun", "font_size": 10}
    )
    sheet = book.add_worksheet("目录")
    for place, title in enumerate(COLUMNS):
        sheet.set_column(place, place, _WIDTHS.get(title, _WIDTH))
        sheet.write_string(0, place, title, head)
    for row, texts in enumerate(cells(lines), start=1):
        sheet.set_row(row, _height(texts))
        for place, text in enumerate(texts):
            sheet.write_string(row, place, text, cell)
    sheet.freeze_panes(1, COLUMNS.index("证明名称") + 1)
    sheet.autofilter(0, 0, len(lines), len(COLUMNS) - 1)
    _printed(sheet, edition)
    beside = book.add_worksheet("说明")
    beside.set_column(0, 0, 12)
    beside.set_column(1, 1, 80)
    for row, (name, text) in enumerate(said_of(edition)):
        beside.write_string(row, 0, name, head)
        beside.write_string(row, 1, harmless(text), cell)
    book.close()
    return out.getvalue()


def _height(texts: list[str]) -> float:
    """How tall a row must be, in points: not every program makes it so by itself."""
    most = 1
    for title, text in zip(COLUMNS, texts, strict=True):
        room = _WIDTHS.get(title, _WIDTH)
        lines = sum(-(-max(_wide(part), 1) // room) for part in text.split("\n"))
        most = max(most, lines)
    return min(_TALLEST, 13.5 * most + 3)


def _wide(text: str) -> int:
    """How wide a text is in characters of a column; a Chinese one takes two."""
    return sum(1 if character.isascii() else 2 for character in text)


def _printed(sheet: Any, edition: Edition) -> None:
    """On paper: A3 lying, three sheets wide, the head on every sheet."""
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(3, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.set_header(f"&C&14{edition.title}")
    sheet.set_footer(f"&L{edition.number}&R第 &P 页，共 &N 页")
