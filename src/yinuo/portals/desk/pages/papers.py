"""The papers of a version at the desk: drafts too, the working procedure too; and all papers of an agency in one act.

Clauses 3.3-a, 3.3-b.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yinuo.commitments.papers import FORMATS, Bundled, bundle_name, folder_of
from yinuo.law.grammar import Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.actions import write_extra
from yinuo.matters.extras import LONGEST, OPEN_PAPERS, extra_of
from yinuo.matters.queries import open_steps, published, visible_to
from yinuo.people.models import Agency
from yinuo.portals.desk.pages.catalogue import EDITORS
from yinuo.portals.face import papers
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import who, whole_number

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yinuo.law.grammar import Refusal
    from yinuo.matters.models import ItemVersion


@officers(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def papers_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper of a version, official text and everyday words side by side; what the office adds is written here."""
    version = _version(request, pk)
    if request.method == "POST":
        return _write(request, version)
    return _page(request, version)


def _write(request: HttpRequest, version: ItemVersion) -> HttpResponse:
    paper, text = request.GET.get("paper", ""), request.POST.get("text", "").replace("\r\n", "\n")
    seen = whole_number(request.POST.get("revision"))
    try:
        write_extra(
            version=version,
            paper=paper,
            text=text[: LONGEST * 4],
            revision=-1 if seen is None else seen,
            by=who(request),
            at=timezone.now(),
        )
    except Refused as refused:
        version.refresh_from_db(fields=["plain", "revision", "status"])
        return _page(request, version, refused=refused.refusal, typed=text, status=409)
    messages.success(request, f"{OPEN_PAPERS[paper]}的补充说明已经保存。")
    return redirect(f"{request.path}?paper={paper}")


def _page(
    request: HttpRequest,
    version: ItemVersion,
    *,
    refused: Refusal | None = None,
    typed: str | None = None,
    status: int = 200,
) -> HttpResponse:
    on = timezone.localdate()
    shown = papers.reading(
        version,
        request.GET.get("paper", ""),
        internal=True,
        at=timezone.now(),
        address=partial(_address, version.pk),
        everything=reverse("desk:all_papers", args=[version.pk]),
    )
    key = shown["kind"].key
    may_write = any(
        step.name == "submit" and not why for step, why in open_steps(who(request), version, on=on)
    )
    context: dict[str, Any] = {
        "version": version,
        "item": version.item,
        "refused": refused,
        "extra": extra_of(version.plain, key) if typed is None else typed,
        "takes_extra": may_write and key in OPEN_PAPERS,
        "longest": LONGEST,
        "basis": CLAUSES["3.3-a"],
        **shown,
    }
    return render(request, "desk/papers.html", context, status=status)


@officers(*EDITORS)
@never_cache
@require_safe
def paper(request: HttpRequest, pk: int, kind: str, ending: str) -> HttpResponse:
    """One paper of a version as a file."""
    version = _version(request, pk)
    found = papers.kind_asked(version, kind, internal=True)
    if found is None or ending not in FORMATS:
        raise Http404
    return papers.sent(version, found, ending, at=timezone.now())


@officers(*EDITORS)
@never_cache
@require_safe
def all_papers(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """All papers of a version in one act."""
    version = _version(request, pk)
    return papers.sent_bundle([Bundled(version)], bundle_name(version), internal=True, at=timezone.now())


@officers(*EDITORS)
@require_safe
def agencies_page(request: HttpRequest) -> HttpResponse:
    """The agencies within reach, each with all papers of its published items to take away in one act."""
    counted = (
        _published(request)
        .order_by()
        .values_list("item__matter__agency__slug", "item__matter__agency__name")
        .annotate(items=Count("pk"))
        .order_by("item__matter__agency__name")
    )
    context = {"agencies": list(counted), "basis": CLAUSES["3.3-b"]}
    return render(request, "desk/agency_papers.html", context)


@officers(*EDITORS)
@never_cache
@require_safe
def agency_papers(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """All papers of an agency's published items, sent while they are made, one file at a time."""
    agency = get_object_or_404(Agency, slug=slug)
    rows = _published(request).filter(item__matter__agency=agency)
    if not rows.exists():
        raise Http404
    parts = (Bundled(version, folder_of(version)) for version in rows.iterator(chunk_size=50))
    name = f"{agency.short_name}-全套文本-{timezone.localdate():%Y%m%d}.zip"
    return papers.sent_bundle(parts, name, internal=True, at=timezone.now())


def _published(request: HttpRequest) -> QuerySet[ItemVersion]:
    """The published versions that this officer may see."""
    seen = visible_to(who(request), on=timezone.localdate()).values("pk")
    return published().filter(pk__in=seen)


def _version(request: HttpRequest, pk: int) -> ItemVersion:
    return get_object_or_404(visible_to(who(request), on=timezone.localdate()), pk=pk)


def _address(pk: int, kind: str, ending: str) -> str:
    return reverse("desk:paper", args=[pk, kind, ending])
