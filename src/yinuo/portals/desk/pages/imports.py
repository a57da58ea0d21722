"""Lists handed in: the file, how far the work has come, and the report row by row. Clauses 2.1-a, 3.2-a."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yinuo.law.grammar import Refused
from yinuo.matters.actions import (
    AT_ONCE,
    advance,
    drop_import,
    hand_in,
    recheck,
    stop_taking,
    take_in,
    undo_import,
)
from yinuo.matters.lifecycle import CATALOGUE_IMPORT
from yinuo.matters.models import CatalogueImport
from yinuo.matters.queries import import_numbers, imports_visible_to, may_hand_in, open_import_steps
from yinuo.portals.desk.forms.importing import UploadForm
from yinuo.portals.desk.importing import TONES, WORKING, preview_context
from yinuo.portals.desk.pages.catalogue import EDITORS
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import asked_with, following, who, whole_number

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http.response import HttpResponseBase

    from yinuo.law.grammar import Refusal

SIZE = 30
VERBS: dict[str, Callable[..., CatalogueImport]] = {
    "take_in": take_in,
    "stop_taking": stop_taking,
    "undo": undo_import,
    "drop": drop_import,
    "recheck": recheck,
}
SAID = {
    "take_in": "已经开始收入目录。",
    "stop_taking": "已经停下，目录没有变动。",
    "undo": "已经开始撤销。",
    "drop": "已经放弃这次导入，目录没有变动。",
    "recheck": "已经重新检查。",
}


def visible(request: HttpRequest) -> QuerySet[CatalogueImport]:
    """The lists this officer may see."""
    return imports_visible_to(who(request), on=timezone.localdate())


def import_or_404(request: HttpRequest, pk: int) -> CatalogueImport:
    """A list this officer may see."""
    return get_object_or_404(visible(request), pk=pk)


def advanced_at_once(made: CatalogueImport) -> None:
    """A short list is worked through at once; a long one is left to the job that waits for it."""
    rows = made.rows.count() or sum(one["rows"] for one in made.outline)
    if rows <= AT_ONCE:
        advance(import_id=made.pk, at=timezone.now())


@officers(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def imports_page(request: HttpRequest) -> HttpResponse:
    """The lists, the newest first; posted is a file."""
    form, refusal = UploadForm(), None
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            made, refusal = _handed_in(request, form)
            if made is not None:
                return redirect("desk:import", pk=made.pk)
    before = whole_number(request.GET.get("after"))
    rows = visible(request).order_by("-pk").defer("outline", "settings", "skipped_lines", "told")
    found = list((rows.filter(pk__lt=before) if before else rows)[: SIZE + 1])
    context = {
        "rows": [(row, TONES[row.status]) for row in found[:SIZE]],
        "form": form,
        "refused": refusal,
        "may": may_hand_in(who(request), on=timezone.localdate()),
        "first": asked_with(request) if before else "",
        "following": following(request, found[SIZE - 1].pk if len(found) > SIZE else None),
    }
    status = 409 if refusal else 422 if form.errors else 200
    return render(request, "desk/imports.html", context, status=status)


def _handed_in(request: HttpRequest, form: UploadForm) -> tuple[CatalogueImport | None, Refusal | None]:
    """The list that a file became, or why it did not."""
    file, at = form.cleaned_data["file"], timezone.now()
    try:
        made = hand_in(file_name=file.name, content=file.read(), by=who(request), at=at)
    except Refused as refused:
        return None, refused.refusal
    if made.at != at:
        messages.info(request, "这个文件已经交过，没有重复收下；这是原来的那一次。")
    return made, None


@officers(*EDITORS)
@never_cache
@require_safe
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: to be told apart, being worked on, to be mended, or with what became of it."""
    made = import_or_404(request, pk)
    steps = open_import_steps(who(request), made, on=timezone.localdate())
    if made.status == CATALOGUE_IMPORT.start and not steps["map_columns"]:
        return redirect("desk:import_columns", pk=pk)
    context = {
        **_progress(made),
        "tone": TONES[made.status],
        "steps": {name for name, why in steps.items() if not why},
        "may": not steps["map_columns"] or not steps["undo"] or not steps["stop_taking"],
        "working": made.status in WORKING,
        **(
            preview_context(request, made, mending=not steps["take_in"])
            if made.status not in {"uploaded", *WORKING}
            else {}
        ),
    }
    return render(request, "desk/import.html", context)


def _progress(made: CatalogueImport) -> dict[str, object]:
    return {"made": made, "progress": import_numbers(made), "words": WORKING.get(made.status, "")}


@officers(*EDITORS)
@never_cache
@require_safe
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the work has come; asked again every two seconds, and with the end of it the page is shown anew."""
    made = import_or_404(request, pk)
    answer = render(request, "desk/import_progress.html", _progress(made))
    if made.status not in WORKING or made.trouble:
        answer["HX-Refresh"] = "true"
    return answer


@officers(*EDITORS)
@require_POST
def import_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a list one step on: in, out again, or not at all."""
    made = import_or_404(request, pk)
    if step not in VERBS:
        raise Http404
    VERBS[step](import_id=made.pk, by=who(request), at=timezone.now())
    advanced_at_once(made)
    messages.success(request, SAID[step])
    return redirect("desk:import", pk=pk)


@officers(*EDITORS)
@never_cache
@require_safe
def import_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it was handed in; always saved, never opened in the browser."""
    made = import_or_404(request, pk)
    if not made.file:
        raise Http404
    answer = FileResponse(default_storage.open(made.file), content_type="application/octet-stream")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(made.file_name)}"
    return answer
