"""Lists as files: CSV, JSON, Excel and Word, in any layout, such that reading them gives the same rows again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from yinuo.matters.laying_out import SECTION
from yinuo.matters.layouts import ONE_A_CELL, Layout
from yinuo.matters.sheets.cells import harmless
from yinuo.matters.sheets.grid import BadFile
from yinuo.matters.sheets.text import ROWS
from yinuo.matters.sheets.writing_excel import as_excel
from yinuo.matters.sheets.writing_word import as_word

Row = Mapping[str, str]
NOTE = f"注：本表由“一诺”导出，{ONE_A_CELL}。"


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file.

    Attributes:
        key: also the ending of its name.
        title: as people call it.
        media_type: for a browser.
    """

    key: str
    title: str
    media_type: str


FORMS: dict[str, Form] = {
    one.key: one
    for one in (
        Form("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Form("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        Form("csv", "CSV", "text/csv; charset=utf-8"),
        Form("json", "JSON", "application/json"),
    )
}


def write(
    rows: Iterable[Row], layout: Layout, form: str, *, heading: str = "", notes: Sequence[str] = ()
) -> bytes:
    """A list as a file.

    Args:
        rows: code name of the column to its text, see :func:`yinuo.matters.laying_out.laid_out`; of one section one
            after the other.
        layout: which columns, with which headings.
        form: key of :data:`FORMS`.
        heading: what stands above the table in Excel and Word; the layout's own where empty.
        notes: what stands below it.

    Returns:
        The content of the file.

    Raises:
        BadFile: the form cannot hold the list; says which row or how many and what to do.
        KeyError: there is no such form.
    """
    return _WRITERS[form](list(rows), layout, heading or layout.heading, [*notes, NOTE])


def _as_csv(rows: Sequence[Row], layout: Layout, _heading: str, notes: Sequence[str]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.heading for column in layout.columns])
    width = len(layout.columns)
    for line in lines(rows, layout):
        cells = [line] if isinstance(line, str) else line
        writer.writerow([harmless(cell) for cell in cells] + [""] * (width - len(cells)))
    if not layout.ours:
        for note in notes:
            writer.writerow([note, *[""] * (width - 1)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _as_json(rows: Sequence[Row], layout: Layout, heading: str, notes: Sequence[str]) -> bytes:
    told = {
        "layout": layout.key,
        "title": heading,
        "columns": {column.name: column.heading for column in layout.columns},
        ROWS: [_with_section(row, layout) for row in rows],
        "notes": list(notes),
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _with_section(row: Row, layout: Layout) -> dict[str, str]:
    found = {name: row.get(name, "") for name in layout.names if name != "sequence"}
    return {**found, "department": row[SECTION]} if layout.sections else found


def _as_excel(rows: Sequence[Row], layout: Layout, heading: str, notes: Sequence[str]) -> bytes:
    return as_excel(lines(rows, layout), layout, heading, notes)


def _as_word(rows: Sequence[Row], layout: Layout, heading: str, notes: Sequence[str]) -> bytes:
    if len(rows) > MOST_IN_WORD:
        raise BadFile(
            f"一共 {len(rows)} 行，超过 {MOST_IN_WORD} 行，Word 打不开这么长的表格", "请导出 Excel 或者 CSV"
        )
    return as_word(lines(rows, layout), layout, heading, notes)


MOST_IN_WORD = 5_000
_WRITERS: dict[str, Callable[[Sequence[Row], Layout, str, Sequence[str]], bytes]] = {
    "csv": _as_csv,
    "json": _as_json,
    "xlsx": _as_excel,
    "docx": _as_word,
}


def lines(rows: Iterable[Row], layout: Layout) -> Iterable[str | list[str]]:
    """The lines below the heading: the name of a section, or the cells of a row with its number."""
    section = None
    for number, row in enumerate(rows, start=1):
        if layout.sections and row.get(SECTION, "") != section:
            section = row.get(SECTION, "")
            yield section
        yield [str(number) if name == "sequence" else row.get(name, "") for name in layout.names]
