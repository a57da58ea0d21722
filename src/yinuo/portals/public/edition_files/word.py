"""An edition as a Word document on A4 lying: which edition it is, and the list as a table."""
# ruff: noqa: SLF001 - the library's own way to the XML behind a part

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from docx import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from yinuo.matters.edition_lines import Line, written_day
from yinuo.portals.public.edition_files.cells import made_at, said_of

if TYPE_CHECKING:
    from yinuo.matters.models import Edition

_COLUMNS: tuple[tuple[str, int, Callable[[Line], str]], ...] = (
    ("办理单位", 24, lambda line: line.agency),
    ("行政事项", 30, lambda line: line.matter),
    ("证明名称", 30, lambda line: line.name),
    ("设定依据", 55, lambda line: line.basis),
    ("开具单位", 20, lambda line: line.issuer),
    ("承诺和核查", 75, lambda line: "\n".join(part for part in (line.method, line.verification) if part)),
    ("现状", 23, lambda line: f"{line.state}\n第{line.version}版\n{written_day(line.valid_from)}起"),
)


def as_word(edition: Edition, lines: tuple[Line, ...]) -> bytes:
    """The document."""
    file = WordFile()
    file.core_properties.title, file.core_properties.author = edition.title, edition.case_file.agency.name
    file.core_properties.created = file.core_properties.modified = made_at(edition)
    file.core_properties.comments = edition.number
    section = file.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    body = file.styles["Normal"]
    body.font.name, body.font.size = "Times New Roman", Pt(10.5)
    body.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    title = file.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(edition.title)
    run.font.size, run.bold = Pt(20), True
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    for name, text in said_of(edition)[:1] + said_of(edition)[2:]:
        line = file.add_paragraph()
        line.paragraph_format.space_after = Pt(0)
        line.add_run(f"{name}：").bold = True
        line.add_run(text)
    file.add_paragraph()
    _table(file, lines)
    _numbered_pages(section)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _table(file: Any, lines: tuple[Line, ...]) -> None:
    """One row an item. Rows are copied from a first one, which the library does a thousand times faster than it adds them."""
    table = file.add_table(rows=2, cols=len(_COLUMNS) + 1, style="Table Grid")
    table.autofit = False
    widths = (10, *(width for _, width, _ in _COLUMNS))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
        _of_row(row._tr, "w:cantSplit")
    _of_row(table.rows[0]._tr, "w:tblHeader")
    for cell, text in zip(table.rows[0].cells, ("序号", *(title for title, _, _ in _COLUMNS)), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    pattern = table.rows[1]._tr
    table._tbl.remove(pattern)
    for number, line in enumerate(lines, start=1):
        row = deepcopy(pattern)
        texts = (str(number), *(said(line) for _, _, said in _COLUMNS))
        for cell, text in zip(row.iterchildren(qn("w:tc")), texts, strict=True):
            _fill(cell.find(qn("w:p")), text)
        table._tbl.append(row)


def _of_row(row: Any, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(mark)


def _fill(paragraph: Any, text: str) -> None:
    """Write a text into an empty paragraph, line by line."""
    run = OxmlElement("w:r")
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), "18")  # half points
    run.get_or_add_rPr().append(size)
    for number, part in enumerate(text.split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        words = OxmlElement("w:t")
        words.set(qn("xml:space"), "preserve")
        words.text = "".join(c for c in part if c >= " " or c == "\t")
        run.append(words)
    paragraph.append(run)


def _numbered_pages(section: Any) -> None:
    """The number of the page in the middle of the foot, between dashes."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text
        run._element.append(part)
    paragraph.add_run(" —")
