"""What the columns of a list are likely to mean, for a person to confirm."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from yinuo.matters.assembling import Settings, guessed
from yinuo.matters.columns import ALL, COLUMNS, folded
from yinuo.matters.layouts import LAYOUTS
from yinuo.matters.models import CatalogueImport, ColumnMapping
from yinuo.matters.sheets.grid import Book, Grid, Line
from yinuo.matters.sheets.guessing import Guess, guess, is_sure
from yinuo.matters.sheets.headers import Heading, Listing, listing
from yinuo.matters.unaided import likeliest

_SAMPLES = 3
_LONGEST_SAMPLE = 60
CHOOSABLE = tuple((one.name, one.title) for one in ALL if one.name not in {"status", "version", "valid_from"})
"""What a column can be said to mean: code name and title."""


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """One column of a list, as the mapping page shows it.

    Attributes:
        heading: the column.
        samples: what stands in its first rows.
        name: code name of what it is taken for, or empty.
        by: ``"words"``, ``"content"``, ``"before"`` or empty.
        sure: whether it needs no second look.
    """

    heading: Heading
    samples: tuple[str, ...]
    name: str
    by: str
    sure: bool


@dataclass(frozen=True, slots=True)
class MappingGuess:
    """How a sheet is likely to be read.

    Attributes:
        sheet: which of the file's sheets, counted from 0.
        found: its list as far as it was kept.
        columns: one for each column.
        settings: the usual for it.
        layout: title of the layout it follows, or empty.
        remembered: when and by whom the same headings were mapped before, or None.
    """

    sheet: int
    found: Listing
    columns: tuple[ColumnGuess, ...]
    settings: Settings
    layout: str
    remembered: ColumnMapping | None


def sheets_of(made: CatalogueImport) -> list[dict[str, Any]]:
    """The sheets or tables of a file: name, number of rows, whether hidden."""
    return [{key: one[key] for key in ("name", "rows", "hidden")} for one in made.outline]


def mapping_guess(made: CatalogueImport, sheet: int | None = None) -> MappingGuess:
    """How a list is likely to be read: as its headings were mapped before, else by their words and what stands below.

    Args:
        made: a list that was handed in.
        sheet: which of the file's sheets, counted from 0; the one chosen before, or the likeliest where None.
    """
    grids = tuple(_grid(one) for one in made.outline)
    place = sheet if sheet is not None and 0 <= sheet < len(grids) else _usual_sheet(made, grids)
    found = listing(grids[place])
    reading = guess(found, file_name=made.file_name)
    settings = guessed(reading, found, kind=made.kind, file_name=made.file_name)
    before = (
        ColumnMapping.objects.select_related("by")
        .filter(agency=made.agency, headings_digest=headings_digest(found.headings))
        .first()
    )
    names = dict(reading.columns)
    if before is not None:
        names = {
            one.index: Guess(before.columns[one.title], 1.0, "before")
            for one in found.headings
            if one.title in before.columns
        }
    return MappingGuess(
        sheet=place,
        found=found,
        columns=tuple(_column(one, found, names.get(one.index, Guess())) for one in found.headings),
        settings=settings,
        layout=LAYOUTS[settings.layout].title if settings.layout else "",
        remembered=before,
    )


def _usual_sheet(made: CatalogueImport, grids: tuple[Grid, ...]) -> int:
    if made.sheet_chosen:
        return next((place for place, grid in enumerate(grids) if grid.name[:200] == made.sheet), 0)
    return likeliest(Book(made.kind, grids))


def _grid(kept: dict[str, Any]) -> Grid:
    lines = tuple(Line(number, tuple(cells)) for number, *cells in kept["lines"])
    return Grid(kept["name"], lines, kept["rows"], kept["hidden"])


def _column(heading: Heading, found: Listing, one: Guess) -> ColumnGuess:
    held = (line.cell(heading.index).strip() for line in found.lines)
    samples = list(dict.fromkeys(cell for cell in held if cell))[:_SAMPLES]
    return ColumnGuess(
        heading,
        tuple(cell[:_LONGEST_SAMPLE] + ("…" if len(cell) > _LONGEST_SAMPLE else "") for cell in samples),
        one.name if one.name in COLUMNS else "",
        one.by,
        is_sure(one),
    )


def headings_digest(headings: Iterable[Heading]) -> str:
    """What tells the same headings in the same order."""
    return hashlib.sha256("\x00".join(folded(one.title) for one in headings).encode()).hexdigest()
