"""What the pages of a list show: its state in a word and a tone, its rows with what is said of each cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from yinuo.matters.models import CatalogueImport, CatalogueRow
from yinuo.matters.queries import (
    COLUMN_TITLES,
    Cell,
    agencies_to_choose,
    noted_cells,
    overview,
    rows_of_import,
)
from yinuo.portals.face.reading import asked_with, following, who

SIZE = 25
TONES = {
    "uploaded": "look",
    "mapped": "go",
    "checked": "look",
    "taking": "go",
    "taken": "ok",
    "undoing": "go",
    "undone": "open",
    "dropped": "open",
}
OUTCOME_TONES = {"taken": "ok", "remarked": "look", "refused": "bad", "skipped": "open", "": "open"}
WORKING = {"mapped": "正在逐行检查", "taking": "正在准备收入", "undoing": "正在撤销"}
WHOLE_ROW = "整行"
_MOST_COLUMNS = 12
_MOST_CELLS = 60


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the list as the page shows it.

    Attributes:
        row: the row.
        tone: of its outcome.
        title, matter: proof and matter, as they stand now.
        notes: title of the column, what is said, what to do.
        cells: those that can be mended at once.
        original: headings and cells of the file, in its order.
    """

    row: CatalogueRow
    tone: str
    title: str
    matter: str
    notes: list[tuple[str, str, str]]
    cells: list[Cell]
    original: list[tuple[str, str]]


def preview_context(request: HttpRequest, made: CatalogueImport, *, mending: bool) -> dict[str, Any]:
    """The rows of a list with the filters above them.

    Args:
        request: its query says what is looked at.
        made: the list.
        mending: whether this officer may mend its rows now.
    """
    seen = overview(made)
    outcome, column = request.GET.get("outcome", ""), request.GET.get("column", "")
    outcome = outcome if outcome in CatalogueRow.Outcome.values else ""
    column = column if column in seen.columns else ""
    corrected = request.GET.get("corrected") == "1"
    rows = rows_of_import(made, outcome=outcome, column=column, corrected=corrected)
    after = _after(request.GET.get("after", ""))
    found = list(_beyond(rows, after)[: SIZE + 1])
    last = found[SIZE - 1] if len(found) > SIZE else None
    return {
        "seen": seen,
        "outcomes": [
            (value, word, seen.outcomes[value], OUTCOME_TONES[value], asked_with(request, outcome=value))
            for value, word in CatalogueRow.Outcome.choices
            if seen.outcomes[value] or value == outcome
        ],
        "columns": [
            (name, _title(name), number) for name, number in list(seen.columns.items())[:_MOST_COLUMNS]
        ],
        "outcome": outcome,
        "column": column,
        "corrected": corrected,
        "narrowed": bool(outcome or column or corrected),
        "all": request.path,
        "rows": [_shown(made, row, mending=mending) for row in found[:SIZE]],
        "mending": mending,
        "here": request.get_full_path(),
        "agencies": agencies_to_choose(who(request), on=timezone.localdate()) if seen.departments else [],
        "first": asked_with(request) if after else "",
        "following": following(request, f"{last.line}.{last.part}" if last is not None else None),
    }


def _title(name: str) -> str:
    return COLUMN_TITLES.get(name, WHOLE_ROW)


def _after(written: str) -> tuple[int, int] | None:
    """The mark after which a page begins, ``12.0``; None for one that was never given out."""
    line, _, part = written.partition(".")
    known = all(one.isascii() and one.isdecimal() and len(one) < 8 for one in (line, part))
    return (int(line), int(part)) if known else None


def _beyond(rows: QuerySet[CatalogueRow], after: tuple[int, int] | None) -> QuerySet[CatalogueRow]:
    return rows.filter(Q(line__gt=after[0]) | Q(line=after[0], part__gt=after[1])) if after else rows


def _shown(made: CatalogueImport, row: CatalogueRow, *, mending: bool) -> ShownRow:
    return ShownRow(
        row=row,
        tone=OUTCOME_TONES[row.outcome],
        title=row.cell("proof_item"),
        matter=row.cell("administrative_matter"),
        notes=[(_title(note["column"]), note["why"], note["mend"]) for note in row.notes],
        cells=noted_cells(made, row) if mending else [],
        original=original_cells(made, row),
    )


def original_cells(made: CatalogueImport, row: CatalogueRow) -> list[tuple[str, str]]:
    """Headings and cells of the file as they stood, in its order."""
    order = [title for _, title, *_ in made.settings.get("headings", [])]
    names = [*order, *(name for name in row.raw if name not in order)]
    return [(name, str(row.raw.get(name, ""))) for name in names[:_MOST_CELLS]]
