"""Telling the columns of a list apart, mending its rows where they stand, choosing whose they are. Clauses 2.1-a, 3.2-a."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yinuo.law.grammar import Refused
from yinuo.matters.actions import choose_agencies, join_row, map_columns, mend_row, skip_row, split_row
from yinuo.matters.models import CatalogueImport, CatalogueRow
from yinuo.matters.queries import cells_of_row, mapping_guess, open_import_steps, sheets_of
from yinuo.portals.desk.forms.importing import ColumnsForm
from yinuo.portals.desk.importing import OUTCOME_TONES, original_cells
from yinuo.portals.desk.pages.catalogue import EDITORS
from yinuo.portals.desk.pages.imports import advanced_at_once, import_or_404
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import who, whole_number

if TYPE_CHECKING:
    from yinuo.law.grammar import Refusal

CELL = "cell-"
DEPARTMENT = "agency-"
_SKIP: Callable[..., CatalogueRow] = lambda **told: skip_row(skip=True, **told)  # noqa: E731
_KEEP: Callable[..., CatalogueRow] = lambda **told: skip_row(skip=False, **told)  # noqa: E731
VERBS: dict[str, tuple[Callable[..., CatalogueRow], str]] = {
    "skip": (_SKIP, "第 {line} 行已经跳过，不收。"),
    "keep": (_KEEP, "第 {line} 行不再跳过。"),
    "join": (join_row, "第 {line} 行已经合成一行。"),
    "split": (split_row, "第 {line} 行已经拆开。"),
}


@officers(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def columns_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What the columns of a list mean: guessed, and confirmed by a person; posted, its rows are checked."""
    made = import_or_404(request, pk)
    why = open_import_steps(who(request), made, on=timezone.localdate())["map_columns"]
    if why:
        return redirect("desk:import", pk=pk)
    guess = mapping_guess(made, whole_number(request.POST.get("sheet") or request.GET.get("sheet")))
    form, refusal = ColumnsForm(guess), None
    if request.method == "POST":
        form = ColumnsForm(guess, request.POST)
        if form.is_valid():
            refusal = _mapped(request, made, form)
            if refusal is None:
                return redirect("desk:import", pk=pk)
    context = {
        "made": made,
        "guess": guess,
        "form": form,
        "refused": refusal,
        "sheets": list(enumerate(sheets_of(made))),
        "again": made.status != "uploaded",
        "skipped": guess.found.skipped,
    }
    status = 409 if refusal else 422 if form.errors else 200
    return render(request, "desk/import_columns.html", context, status=status)


def _mapped(request: HttpRequest, made: CatalogueImport, form: ColumnsForm) -> Refusal | None:
    try:
        map_columns(
            import_id=made.pk,
            sheet=form.guess.sheet,
            columns=form.columns(),
            row_class=form.cleaned_data["row_class"],
            source=form.cleaned_data["source"],
            split=form.cleaned_data["split"],
            by=who(request),
            at=timezone.now(),
        )
    except Refused as refused:
        return refused.refusal
    advanced_at_once(made)
    return None


@officers(*EDITORS)
@require_POST
def agencies_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the bodies for departments that the city does not know by these names."""
    made = import_or_404(request, pk)
    chosen = {
        request.POST.get(f"department-{number}", ""): request.POST[f"{DEPARTMENT}{number}"]
        for number in (name.removeprefix(DEPARTMENT) for name in request.POST if name.startswith(DEPARTMENT))
        if request.POST[f"{DEPARTMENT}{number}"]
    }
    choose_agencies(import_id=made.pk, chosen=chosen, by=who(request), at=timezone.now())
    advanced_at_once(made)
    messages.success(request, "办理单位已经选定，各行重新检查。")
    return redirect("desk:import", pk=pk)


@officers(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def row_page(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """One row: every cell as it stood and as it stands; posted are cells as they shall stand."""
    made = import_or_404(request, pk)
    kept = get_object_or_404(made.rows.select_related("item", "agency"), pk=row)
    refusal = None
    if request.method == "POST":
        posted = request.POST.dict().items()
        cells = {name.removeprefix(CELL): str(text) for name, text in posted if name.startswith(CELL)}
        try:
            kept = mend_row(row_id=kept.pk, cells=cells, by=who(request), at=timezone.now())
        except Refused as refused:
            refusal = refused.refusal
        else:
            messages.success(request, f"第 {kept.line} 行已经保存：{kept.get_outcome_display()}。")
            return redirect(_back(request, made, kept))
    return render(
        request,
        "desk/import_row.html",
        _row_context(request, made, kept, refusal),
        status=409 if refusal else 200,
    )


def _row_context(
    request: HttpRequest, made: CatalogueImport, kept: CatalogueRow, refusal: Refusal | None
) -> dict[str, Any]:
    may = not open_import_steps(who(request), made, on=timezone.localdate())["take_in"]
    return {
        "made": made,
        "row": kept,
        "tone": OUTCOME_TONES[kept.outcome],
        "cells": cells_of_row(made, kept),
        "whole": kept.noted(""),
        "original": original_cells(made, kept),
        "mending": may,
        "refused": refusal,
        "back": _back(request, made, kept),
    }


@officers(*EDITORS)
@require_POST
def row_step(request: HttpRequest, pk: int, row: int, step: str) -> HttpResponse:
    """Leave a row out, take it up again, put the parts of its cell together, or take them apart."""
    made = import_or_404(request, pk)
    kept = get_object_or_404(made.rows, pk=row)
    if step not in VERBS:
        raise Http404
    verb, said = VERBS[step]
    after = verb(row_id=kept.pk, by=who(request), at=timezone.now())
    messages.success(request, said.format(line=after.line))
    return redirect(_back(request, made, after))


def _back(request: HttpRequest, made: CatalogueImport, row: CatalogueRow) -> str:
    """Where the person came from on this list, at the row."""
    home = reverse("desk:import", args=[made.pk])
    asked = request.POST.get("back") or request.GET.get("back") or home
    own = url_has_allowed_host_and_scheme(asked, None) and asked.startswith(home)
    return f"{(asked if own else home).partition('#')[0]}#row-{row.line}-{row.part}"
