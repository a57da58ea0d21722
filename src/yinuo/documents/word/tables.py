"""The parts of a paper that are tables in Word: frames, lists with repeated heads, columns, places to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Mm

from yinuo.documents.word.runs import say

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as WordTable
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph

    from yinuo.documents.contents.papers import Clauses, Columns, Row, Rows, Signatures, Table

SHADE = "F2F2F2"


def rows(document: Document, part: Rows, width: Length) -> None:
    """Labels and texts in a frame; two half rows share a line."""
    label, text = Mm(30), Emu((width - Mm(60)) // 2)
    table = _new(document, (label, text, label, text))
    for left, right in _paired(part.rows):
        cells = _row(table).cells
        if any(not one.text for one in (left, right) if one is not None):
            _high(table.rows[-1], Mm(8.5), at_least=True)
        _label(cells[0], left.label)
        if right is None:
            _fill(cells[1].merge(cells[3]), left.text)
        else:
            _fill(cells[1], left.text)
            _label(cells[2], right.label)
            _fill(cells[3], right.text)
    _after(document)


def _paired(shown: Sequence[Row]) -> Iterator[tuple[Row, Row | None]]:
    """The rows line by line; the content sees to it that halves come in pairs."""
    left = iter(shown)
    for row in left:
        yield row, next(left) if row.half else None


def table(document: Document, part: Table, width: Length) -> None:
    """A list; its head is repeated on every page, and no row is torn."""
    shares = sum(part.widths)
    made = _new(document, tuple(Emu(width * share // shares) for share in part.widths))
    _caption(made, part.caption)
    _heads(made, part.head)
    for texts in part.rows:
        row = _row(made)
        for cell, text in zip(row.cells, texts, strict=True):
            _fill(cell, text)
    _after(document)


def clauses(document: Document, part: Clauses, width: Length) -> None:
    """The eight parts: official text to the left, everyday words to the right."""
    mark = Mm(10)
    made = _new(document, (mark, Emu((width - mark) * 3 // 5), Emu((width - mark) * 2 // 5)))
    _caption(made, part.head[0])
    _heads(made, ("", *part.head))
    for told in part.clauses:
        # A clause may be longer than a page has room for: this row may be torn.
        cells = _row(made, whole=False).cells
        _fill(cells[0], told.mark, style="栏目名")
        _fill(cells[1], told.title, style="栏目名")
        _more(cells[1], told.text)
        _fill(cells[2], told.question, style="栏目名")
        _more(cells[2], told.plain)
        _shade(cells[2])
    _after(document)


def columns(document: Document, part: Columns, width: Length) -> None:
    """Ways or steps side by side."""
    count = len(part.columns)
    made = _new(document, (Emu(width // count),) * count)
    for cell, column in zip(_row(made, whole=False).cells, part.columns, strict=True):
        _fill(cell, column.title, style="栏目名")
        for line in column.lines:
            _more(cell, f"{line.mark} {line.text}".strip())
    _after(document)


def signatures(document: Document, part: Signatures, width: Length) -> None:
    """Places to sign, each with a day to fill in."""
    count = len(part.titles)
    made = _new(document, (Emu(width // count),) * count, ruled=False)
    for cell, title in zip(_row(made).cells, part.titles, strict=True):
        _fill(cell, title, style="栏目名")
    _high(_row(made), Mm(20), at_least=False)
    for cell in made.rows[-1].cells:
        _edges(cell, bottom="single")
    for cell in _row(made).cells:
        paragraph = _fill(cell, "年　　　月　　　日")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _keep(made)
    _after(document)


def strip(document: Document, width: Length) -> tuple[Paragraph, tuple[Paragraph, Paragraph, Paragraph]]:
    """The strip at the end: where the code goes, and three lines beside it."""
    document.add_paragraph(style="印记").paragraph_format.keep_with_next = True
    made = _new(document, (Mm(24), Emu(width - Mm(24))), ruled=False)
    left, right = _row(made).cells
    for cell in (left, right):
        _edges(cell, top="single", bottom="single")
    code = _fill(left, "", style="印记")
    first = _fill(right, "", style="印记")
    second, third = (right.add_paragraph(style="印记") for _ in range(2))
    return code, (first, second, third)


# --- cells -------------------------------------------------------------------------------------------------------


def _new(document: Document, widths: Sequence[Length], *, ruled: bool = True) -> WordTable:
    made = document.add_table(rows=0, cols=len(widths), style="Table Grid" if ruled else "Normal Table")
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    return made


def _row(made: WordTable, *, whole: bool = True) -> _Row:
    row = made.add_row()
    if whole:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no property for it
    return row


def _heads(made: WordTable, texts: Sequence[str]) -> None:
    row = _row(made)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - likewise
    for cell, text in zip(row.cells, texts, strict=True):
        _fill(cell, text, style="表头")
        _shade(cell)


def _caption(made: WordTable, text: str) -> None:
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), text)
    made._tbl.tblPr.append(caption)  # noqa: SLF001 - likewise


def _label(cell: _Cell, text: str) -> None:
    _fill(cell, text, style="栏目名")
    _shade(cell)


def _fill(cell: _Cell, text: str, *, style: str = "表内文字") -> Paragraph:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    say(paragraph, text)
    return paragraph


def _more(cell: _Cell, text: str) -> None:
    say(cell.add_paragraph(style="表内文字"), text)


def _shade(cell: _Cell) -> None:
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        ground.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(ground)  # noqa: SLF001 - no property for it


def _edges(cell: _Cell, **edges: str) -> None:
    borders = OxmlElement("w:tcBorders")
    for edge in ("top", "bottom"):
        if edge in edges:
            line = OxmlElement(f"w:{edge}")
            for name, value in (("val", edges[edge]), ("sz", "6"), ("space", "0"), ("color", "808080")):
                line.set(qn(f"w:{name}"), value)
            borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001 - likewise


def _high(row: _Row, height: Length, *, at_least: bool) -> None:
    row.height = height
    row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST if at_least else WD_ROW_HEIGHT_RULE.EXACTLY


def _keep(made: WordTable) -> None:
    for row in made.rows:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _after(document: Document) -> None:
    """A little air under a table, which Word would else glue to the next."""
    document.add_paragraph(style="印记")
