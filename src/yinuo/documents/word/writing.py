"""From a paper to its Word file: part by part, in the order in which it is read; the same bytes for the same paper."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt

from yinuo.documents.contents.papers import (
    Clauses,
    Columns,
    Line,
    Lines,
    Paper,
    Rows,
    Section,
    Signatures,
    Table,
)
from yinuo.documents.pictures import qr_png
from yinuo.documents.word import tables
from yinuo.documents.word.runs import field, head, say
from yinuo.documents.word.skeleton import A4, MARGINS, skeleton
from yinuo.documents.word.styles import heads

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import _Footer, _Header
    from docx.text.paragraph import Paragraph

    from yinuo.documents.contents.papers import Part

_LEVELS = ("编号段落", "编号段落 2", "编号段落 3")
_FIRST_YEAR = (1980, 1, 1, 0, 0, 0)


def written(paper: Paper, *, made_at: datetime) -> bytes:
    """The Word file of a paper.

    Args:
        paper: what it says.
        made_at: the moment of making, aware; it goes into the file.

    Returns:
        A .docx without macros, links to the outside or anything hidden; the same paper made at the same moment gives
        the same bytes.

    Raises:
        ValueError: the moment has no time zone.
    """
    if made_at.utcoffset() is None:
        raise ValueError("a paper is made at a moment with a time zone")
    document = Document(io.BytesIO(skeleton(paper, made_at=made_at)))
    _Writer(document, paper).write()
    out = io.BytesIO()
    document.save(out)
    return _packed(out.getvalue())


def _packed(file: bytes) -> bytes:
    """The same parts in an archive that holds no moment of packing."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file)) as found,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in found.namelist():
            packed.writestr(zipfile.ZipInfo(name, _FIRST_YEAR), found.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


class _Writer:
    """Writes one paper into one document."""

    def __init__(self, document: WordDocument, paper: Paper) -> None:
        self.document, self.paper = document, paper
        _top, right, _bottom, left = MARGINS[paper.layout]
        self.width = Mm(A4[0] - left - right)
        self.official = paper.layout == "official"

    def write(self) -> None:
        """Everything."""
        self._frame()
        title = self.document.add_paragraph(style="Title")
        say(title, "\n".join(self.paper.title))
        if self.paper.note:
            say(self.document.add_paragraph(style="Subtitle"), self.paper.note)
        if self.paper.numbered:
            say(self.document.add_paragraph(style="Subtitle"), "编号：＿＿＿＿＿＿＿＿＿＿＿＿")
        if self.paper.lead:
            say(self.document.add_paragraph(style="提要"), self.paper.lead)
        for section in self.paper.sections:
            self._section(section)
        self._end()

    # --- the frame --------------------------------------------------------------------------------------------

    def _frame(self) -> None:
        section = self.document.sections[0]
        sides: list[tuple[_Header, _Footer, bool]] = [(section.header, section.footer, True)]
        if self.official:
            sides.append((section.even_page_header, section.even_page_footer, False))
        for header, footer, odd in sides:
            if self.paper.mark:
                say(_only(header, "Header"), self.paper.mark)
            self._page_number(_only(footer, "Footer"), odd=odd)

    def _page_number(self, line: Paragraph, *, odd: bool) -> None:
        """第1页　共3页 beside the title; in an official paper the number between dashes, to the outer side."""
        if self.official:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if odd else WD_ALIGN_PARAGRAPH.LEFT
            if odd:
                line.paragraph_format.right_indent = Pt(14)
            else:
                line.paragraph_format.left_indent = Pt(14)
            line.add_run("— ")
            field(line, "PAGE")
            line.add_run(" —")
            return
        line.paragraph_format.tab_stops.add_tab_stop(self.width, WD_TAB_ALIGNMENT.RIGHT)
        say(line, f"{self.paper.name}　{self.paper.imprint.number}".rstrip("　"))
        line.add_run("\t第 ")
        field(line, "PAGE")
        line.add_run(" 页　共 ")
        field(line, "NUMPAGES")
        line.add_run(" 页")

    # --- sections ---------------------------------------------------------------------------------------------

    def _section(self, section: Section) -> None:
        first = len(self.document.paragraphs)
        say(self.document.add_paragraph(style="Heading 1"), section.title)
        for number, part in enumerate(section.parts):
            if isinstance(part, Table) and number:
                # What announces a table stays with it.
                self.document.paragraphs[-1].paragraph_format.keep_with_next = True
            self._part(part)
        if section.together:
            for paragraph in self.document.paragraphs[first:-1]:
                paragraph.paragraph_format.keep_with_next = True

    def _part(self, part: Part) -> None:
        if isinstance(part, Lines):
            for line in part.lines:
                self._line(line)
        elif isinstance(part, Rows):
            tables.rows(self.document, part, self.width)
        elif isinstance(part, Table):
            tables.table(self.document, part, self.width)
        elif isinstance(part, Clauses):
            tables.clauses(self.document, part, self.width)
        elif isinstance(part, Columns):
            tables.columns(self.document, part, self.width)
        elif isinstance(part, Signatures):
            tables.signatures(self.document, part, self.width)

    def _line(self, line: Line) -> None:
        style = "小字" if line.small else _LEVELS[line.level] if line.mark or line.level else "Body Text"
        paragraph = self.document.add_paragraph(style=style)
        if line.small and line.level:
            paragraph.paragraph_format.left_indent = Pt(45)
        if line.mark:
            paragraph.add_run(line.mark if self.official else f"{line.mark}\t")
        if line.head:
            head(paragraph, line.head, heads(self.paper.layout))
            if line.text and not self.official:
                paragraph.add_run("\n" if "\n" in line.text else "　")
        say(paragraph, line.text)
        if line.blank:
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(self.width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
            paragraph.add_run("\t")
        if line.text.endswith("："):
            paragraph.paragraph_format.keep_with_next = True

    # --- the end ----------------------------------------------------------------------------------------------

    def _end(self) -> None:
        # What ends a paper never stands on a page alone.
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        for number, text in enumerate(self.paper.closing):
            paragraph = self.document.add_paragraph(style="Closing")
            paragraph.paragraph_format.right_indent = Pt(64)
            if number == 0:
                paragraph.paragraph_format.space_before = Pt(58)
            say(paragraph, text)
        paper = self.paper
        code, told = tables.strip(self.document, self.width)
        if paper.imprint.check_url:
            picture = code.add_run().add_picture(io.BytesIO(qr_png(paper.imprint.check_url)), width=Mm(20))
            properties = picture._inline.docPr  # noqa: SLF001 - the library has no other way to name a picture
            properties.set("name", "二维码")
            properties.set("descr", f"{paper.scan} {paper.imprint.check_url}")
        head(told[0], paper.scan, heads("sheet"))
        say(told[1], paper.imprint.check_url)
        say(
            told[2],
            f"{paper.version}　{paper.imprint.dated}制作　文本校验值（SHA-256）：{paper.digest}",
        )


def _only(place: _Header | _Footer, style: str) -> Paragraph:
    """The one paragraph of a header or footer."""
    place.is_linked_to_previous = False
    paragraph = place.paragraphs[0]
    paragraph.style = style
    return paragraph
