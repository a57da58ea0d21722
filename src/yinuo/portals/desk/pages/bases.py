"""What was read of an item's bases, word by word, putting it right, and looking at the item again. Clause 3.2-b."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yinuo.law.grammar import Refused
from yinuo.matters.actions import add_link, drop_link, restore_link, review_item
from yinuo.matters.queries import (
    current_version,
    items_visible_to,
    links_of,
    readings_of,
    review_due,
    reviews_of,
    why_not_edit,
    why_not_look_again,
)
from yinuo.portals.desk.pages.catalogue import EDITORS
from yinuo.portals.face.doors import officers
from yinuo.portals.face.linked import Piece, basis_lines, linked
from yinuo.portals.face.reading import who, whole_number

if TYPE_CHECKING:
    from yinuo.matters.models import BasisLink, BasisReading, ProofItem


@dataclass(frozen=True, slots=True)
class Shown:
    """One basis: where it stands, its words with what was read marked, and its links."""

    title: str
    version: int | None
    pieces: list[Piece]
    links: list[BasisLink]
    unread: list[str]


@officers(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bases_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The bases of an item and of its living versions; an editor crosses links out, restores and adds them."""
    item = get_object_or_404(items_visible_to(who(request), on=timezone.localdate()), slug=slug)
    if request.method != "POST":
        return _shown(request, item)
    try:
        said = _act(request, item)
    except Refused as refused:
        return _shown(
            request, item, status=409, refused=refused.refusal, typed=request.POST.get("written", "")[:200]
        )
    messages.success(request, said)
    return redirect("desk:bases", slug=item.slug)


def _act(request: HttpRequest, item: ProofItem) -> str:
    act, by, at = request.POST.get("act", ""), who(request), timezone.now()
    if act == "add":
        number = whole_number(request.POST.get("version"))
        version = get_object_or_404(item.versions, number=number) if number is not None else None
        written = request.POST.get("written", "")[:200].replace("\x00", "")
        add_link(item=item, version=version, written=written, by=by, at=at)
        return "已经补上，重读依据时保留。"
    link = get_object_or_404(item.basis_links, pk=whole_number(request.POST.get("link")) or 0)
    if act == "drop":
        drop_link(link_id=link.pk, by=by, at=at)
        return "已经划去，重读依据时不再列入。"
    if act == "restore":
        restore_link(link_id=link.pk, by=by, at=at)
        return "已经恢复。"
    raise Http404


def _shown(request: HttpRequest, item: ProofItem, *, status: int = 200, **more: Any) -> HttpResponse:
    links, readings = list(links_of(item)), list(readings_of(item))
    context = {
        "item": item,
        "bases": [_basis(reading, links) for reading in readings],
        "why_not": why_not_edit(who(request), item.matter.agency, on=timezone.localdate()),
        **more,
    }
    return render(request, "desk/bases.html", context, status=status)


def _basis(reading: BasisReading, links: list[BasisLink]) -> Shown:
    mine = [link for link in links if link.version_id == reading.version_id]
    version = reading.version
    title = (
        f"第 {version.number} 版告知书（{version.get_status_display()}）"
        if version is not None
        else "目录里的设定依据"
    )
    standing = [link for link in mine if not link.dropped]
    return Shown(
        title,
        version.number if version is not None else None,
        linked(reading.source, standing, address="desk:text"),
        mine,
        list(reading.unread),
    )


@officers(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def item_review_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Look at an item in use again: its bases as they stand today, when it was looked at, and the word that it holds."""
    item = get_object_or_404(items_visible_to(who(request), on=timezone.localdate()), slug=slug)
    if request.method != "POST":
        return _reviewed(request, item)
    version = get_object_or_404(item.versions, number=whole_number(request.POST.get("version")) or 0)
    note = request.POST.get("note", "").replace("\x00", "")
    try:
        review_item(version_id=version.pk, note=note, by=who(request), at=timezone.now())
    except Refused as refused:
        return _reviewed(request, item, status=409, refused=refused.refusal, typed=note)
    messages.success(request, "已经记入复核，下次复核自今天起算。")
    return redirect("desk:item_review", slug=item.slug)


def _reviewed(request: HttpRequest, item: ProofItem, *, status: int = 200, **more: Any) -> HttpResponse:
    on = timezone.localdate()
    version = current_version(item)
    context = {
        "item": item,
        "version": version,
        "due": review_due(version, on=on) if version is not None else None,
        "basis": basis_lines(version, address="desk:text") if version is not None else [],
        "reviews": list(reviews_of(item)[:20]),
        "draws_up": why_not_edit(who(request), item.matter.agency, on=on) is None,
        "why_not": why_not_look_again(who(request), item.matter.agency, on=on),
        **more,
    }
    return render(request, "desk/item_review.html", context, status=status)
