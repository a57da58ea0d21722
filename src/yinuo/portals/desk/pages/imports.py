"""The report of an imported catalogue file: every row as it stood, and what became of it. Clause 3.2-a."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from yinuo.matters.models import CatalogueImport, CatalogueRow
from yinuo.portals.desk.pages.catalogue import EDITORS
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import asked_with, following, whole_number

SIZE = 50
MOST = 50
TONES = {"taken": "ok", "remarked": "look", "refused": "bad"}


@officers(*EDITORS)
@require_safe
def imports_page(request: HttpRequest) -> HttpResponse:
    """The files taken in, the newest first."""
    rows = CatalogueImport.objects.select_related("by").order_by("-pk")[:MOST]
    return render(request, "desk/imports.html", {"rows": rows})


@officers(*EDITORS)
@require_safe
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One file row by row; a row's cells are what the file said, empty ones stay empty."""
    kept = get_object_or_404(CatalogueImport.objects.select_related("by"), pk=pk)
    outcome = request.GET.get("outcome", "")
    outcome = outcome if outcome in CatalogueRow.Outcome.values else ""
    after = whole_number(request.GET.get("after"))
    rows = kept.rows.select_related("item").order_by("line")
    rows = rows.filter(outcome=outcome) if outcome else rows
    found = list((rows.filter(line__gt=after) if after else rows)[: SIZE + 1])
    counts = {"taken": kept.taken, "remarked": kept.remarked, "refused": kept.refused}
    context = {
        "kept": kept,
        "outcomes": [
            (value, word, counts[value], asked_with(request, outcome=value))
            for value, word in CatalogueRow.Outcome.choices
        ],
        "outcome": outcome,
        "all": asked_with(request, outcome=""),
        "rows": [
            (row, TONES[row.outcome], row.raw.get("proof_item", ""), _cells(row)) for row in found[:SIZE]
        ],
        "first": asked_with(request) if after else "",
        "following": following(request, found[SIZE - 1].line if len(found) > SIZE else None),
    }
    return render(request, "desk/import.html", context)


def _cells(row: CatalogueRow) -> list[tuple[str, str]]:
    return [(str(column), str(cell)) for column, cell in row.raw.items()]
