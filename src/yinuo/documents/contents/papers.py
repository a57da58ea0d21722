"""A paper as sections and parts: the one source of its PDF, its Word file and its page (方案三（三）).

Nothing that a reader sees is added by a template or a writer but layout: marks, titles and full stops stand in the
content, so that the three can never say different things. ADR 0008.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any, ClassVar, Literal

from yinuo.casefile.chain import canonical_bytes
from yinuo.documents.contents.parts import Agency, Content, Imprint
from yinuo.law.grammar import article_numeral

Layout = Literal["sheet", "official"]
"""``sheet``: a form or leaflet made of tables. ``official``: GB/T 9704-2012 without the red head."""

_STOPS = ("。", "！", "？", "；", "：", "，")


@dataclass(frozen=True, slots=True)
class Row:
    """A label with its text; without a text it is left blank to be filled in.

    Attributes:
        label: what is asked or told.
        text: what is told; empty for a blank.
        half: whether it shares its line with the half row next to it; see :func:`framed`.
    """

    label: str
    text: str = ""
    half: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """Labels and texts in a frame."""

    rows: tuple[Row, ...]
    part: Literal["rows"] = "rows"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph.

    Attributes:
        text: what it says; several lines are parted by a line feed.
        mark: the number before it, such as ``（一）`` or ``1.``; empty for none.
        head: words in bold before the text.
        level: 0, 1 or 2: how far it is set in.
        blank: whether a rule to write on follows.
        small: whether it is said in small print.
        link: anchor of the row it points to, on pages; empty for none.
    """

    text: str
    mark: str = ""
    head: str = ""
    level: int = 0
    blank: bool = False
    small: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Paragraphs, numbered or not."""

    lines: tuple[Line, ...]
    part: Literal["lines"] = "lines"


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is repeated on every page.

    Attributes:
        caption: what it lists, for those who hear it read.
        head: titles of the columns.
        rows: texts, as many as there are titles.
        widths: shares of the width, whole numbers.
        anchor: before the number of a row it is the row's anchor on pages; empty for none.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    anchor: str = ""
    part: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Column:
    """One of several ways or steps side by side."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Ways or steps side by side, with the same weight."""

    columns: tuple[Column, ...]
    part: Literal["columns"] = "columns"


@dataclass(frozen=True, slots=True)
class Told:
    """One of the eight parts of a notice, with its counterpart in everyday words.

    Attributes:
        key: code name of the part.
        mark: its number.
        title: as the law names it.
        text: what is told.
        question: the same as a question a citizen asks.
        plain: the answer in everyday words.
    """

    key: str
    mark: str
    title: str
    text: str
    question: str
    plain: str


@dataclass(frozen=True, slots=True)
class Clauses:
    """The parts of a notice, official text and everyday words side by side."""

    clauses: tuple[Told, ...]
    head: tuple[str, str] = ("告知书正文", "用白话说")
    part: Literal["clauses"] = "clauses"


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, each with a day to fill in."""

    titles: tuple[str, ...]
    part: Literal["signatures"] = "signatures"


Part = Rows | Lines | Table | Columns | Clauses | Signatures


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper under its own heading.

    Attributes:
        key: code name, for anchors and tests.
        title: with its number, ``二、行政机关告知``.
        parts: in order.
        plain: the same in everyday words, a sentence each; shown beside it on a page, not printed.
        together: whether it is kept on one page.
    """

    key: str
    title: str
    parts: tuple[Part, ...]
    plain: tuple[str, ...] = ()
    together: bool = False


@dataclass(frozen=True, slots=True)
class Paper(Content):
    """A paper of a proof item.

    Attributes:
        imprint: number, day and the address that its code leads to; no check code, since it is not signed.
        agency: whose paper it is.
        layout: how it is laid out.
        title: one line each, the first the shortest; said as one where there is no room for lines.
        note: under the title, such as the matter it is for; empty for none.
        lead: one paragraph on top; empty for none.
        numbered: whether a number is to be written on it by hand.
        sections: in order.
        version: ``第3版``.
        scan: what the code leads to.
        mark: printed on every page of what is no paper in force (``草稿``); empty where it is in force.
        closing: agency and day at the end, as official papers have them; empty where signatures stand.
        digest: SHA-256 over all that it says, the same for PDF, Word and page; see :meth:`sealed`.
    """

    template: ClassVar[str] = "paper"

    imprint: Imprint
    agency: Agency
    layout: Layout
    title: tuple[str, ...]
    sections: tuple[Section, ...]
    note: str = ""
    lead: str = ""
    numbered: bool = False
    version: str = ""
    scan: str = ""
    mark: str = ""
    closing: tuple[str, ...] = ()
    digest: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """The title in one line."""
        return "".join(self.title)

    def sealed(self) -> Paper:
        """The same paper with its digest: of agency, titles, sections and version, not of the day it was made on."""
        said: dict[str, Any] = asdict(self)
        for passing in ("imprint", "digest", "closing", "mark", "scan"):
            del said[passing]
        return replace(self, digest=hashlib.sha256(canonical_bytes(said)).hexdigest())


def section_titles(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Sections with their numbers before their titles, 一、二、三、 …, in the order in which they stand."""
    return tuple(
        replace(section, title=f"{article_numeral(number)}、{section.title}")
        for number, section in enumerate(sections, start=1)
    )


def sentence(text: str) -> str:
    """A text that ends with a stop, whoever wrote it."""
    plain = text.strip()
    return plain if not plain or plain.endswith(_STOPS) else f"{plain}。"


def bare(text: str) -> str:
    """A text without the stop at its end, for cells of tables and for putting sentences together."""
    return text.strip().rstrip("。；")


def framed(rows: Iterable[Row]) -> Rows:
    """Labels and texts in a frame; a half row that finds no other half beside it takes the whole line."""
    found: list[Row] = []
    waiting = False
    for row in rows:
        if waiting and not row.half:
            found[-1] = replace(found[-1], half=False)
        waiting = row.half and not waiting
        found.append(row)
    if waiting:
        found[-1] = replace(found[-1], half=False)
    return Rows(tuple(found))


def paragraphs(*texts: str) -> Lines:
    """Paragraphs without numbers; empty ones are left out."""
    return Lines(tuple(Line(sentence(text)) for text in texts if text.strip()))


def counted(texts: Iterable[str], *, level: int = 0) -> Lines:
    """Paragraphs numbered 1. 2. 3."""
    return Lines(
        tuple(Line(sentence(text), f"{number}.", level=level) for number, text in enumerate(texts, start=1))
    )


def itemed(pairs: Iterable[tuple[str, str]]) -> Lines:
    """Paragraphs numbered （一） （二） with a head each."""
    return Lines(
        tuple(
            Line(text, f"（{article_numeral(number)}）", head=head)
            for number, (head, text) in enumerate(pairs, start=1)
        )
    )


def words(paper: Paper) -> Iterator[str]:
    """Everything a paper says in its sections, text by text, as every form of it must say it.

    Returns:
        Titles, labels, marks joined to nothing, texts split at line feeds; without what is beside it in plain words.
    """
    yield from paper.title
    yield from (text for text in (paper.note, paper.lead, *paper.closing) if text)
    for section in paper.sections:
        yield section.title
        for part in section.parts:
            for text in _words(part):
                yield from (line for line in text.split("\n") if line.strip())


def _words(part: Part) -> Iterator[str]:
    if isinstance(part, Rows):
        yield from (text for row in part.rows for text in (row.label, row.text) if text)
    elif isinstance(part, Lines):
        yield from _said(part.lines)
    elif isinstance(part, Table):
        yield from part.head
        yield from (cell for row in part.rows for cell in row if cell)
    elif isinstance(part, Columns):
        for column in part.columns:
            yield column.title
            yield from _said(column.lines)
    elif isinstance(part, Clauses):
        for told in part.clauses:
            yield from (told.title, told.text, told.question, told.plain)
    else:
        yield from part.titles


def _said(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        yield from (text for text in (line.mark, line.head, line.text) if text)
