"""Copying an item's set-up to other bodies, and looking at what in a copy still speaks of the first. Clause 4.1-b."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yinuo.law.grammar import Refused
from yinuo.matters.actions import check_copy, copy_item
from yinuo.matters.queries import (
    copied_setup,
    copies_of,
    copyable,
    item_by_slug,
    items_visible_to,
    seen_by,
    why_not_edit,
)
from yinuo.people.models import Agency
from yinuo.portals.desk.forms.elsewhere import CopyForm
from yinuo.portals.desk.pages.catalogue import EDITORS
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import asked_with, following, who, whole_number

if TYPE_CHECKING:
    from yinuo.law.grammar import Refusal
    from yinuo.matters.models import CopiedSetup, ItemVersion


SIZE = 30


@officers(*EDITORS)
@never_cache
@require_safe
def copyable_page(request: HttpRequest) -> HttpResponse:
    """What other bodies of the city have published, to be taken over instead of written anew; keyset paged."""
    query = request.GET.get("q", "").strip()[:60].replace("\x00", "")
    after = whole_number(request.GET.get("after"))
    rows = copyable(but=who(request).agency, query=query)
    found = list((rows.filter(item_id__gt=after) if after else rows)[: SIZE + 1])
    context = {
        "rows": found[:SIZE],
        "query": query,
        "first": asked_with(request) if after else "",
        "following": following(request, found[SIZE - 1].item_id if len(found) > SIZE else None),
    }
    return render(request, "desk/copyable.html", context)


@officers(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def copy_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the bodies that get the set-up of a published item; each gets a draft of its own, or says why not."""
    version = item_by_slug(slug)
    if version is None:
        raise Http404
    agencies = _agencies(request, version)
    form = CopyForm(request.POST if request.method == "POST" else None, agencies=agencies)
    done: list[tuple[Agency, CopiedSetup | None, Refusal | None]] = []
    if form.is_bound and form.is_valid():
        wanted = set(form.cleaned_data["to"])
        done = [_copied(request, version, one) for one in agencies if str(one.pk) in wanted]
        made = sum(1 for _, copied, _ in done if copied is not None)
        if made:
            messages.success(request, f"已经复制给 {made} 个单位，都是草稿，核对以后才能公布。")
        if made == len(done):
            return redirect("desk:copy", slug=slug)
    copies = list(copies_of(version.item))
    context: dict[str, Any] = {
        "version": version,
        "item": version.item,
        "form": form,
        "agencies": agencies,
        "refused": [(agency, refusal) for agency, _, refusal in done if refusal is not None],
        "copies": copies,
        "seen": seen_by(who(request), [one.item for one in copies], on=timezone.localdate()),
    }
    status = 422 if form.errors else 409 if context["refused"] else 200
    return render(request, "desk/copy.html", context, status=status)


def _agencies(request: HttpRequest, version: ItemVersion) -> list[Agency]:
    """The bodies this officer draws up items for, but the item's own."""
    on, account = timezone.localdate(), who(request)
    others = Agency.objects.exclude(pk=version.item.matter.agency_id).order_by("pk")
    return [one for one in others if why_not_edit(account, one, on=on) is None]


def _copied(
    request: HttpRequest, version: ItemVersion, to: Agency
) -> tuple[Agency, CopiedSetup | None, Refusal | None]:
    try:
        return to, copy_item(item=version.item, to=to, by=who(request), at=timezone.now()), None
    except Refused as refused:
        return to, None, refused.refusal


@officers(*EDITORS)
@require_POST
def check_copy_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that what was marked in a copy was looked at."""
    item = get_object_or_404(items_visible_to(who(request), on=timezone.localdate()), slug=slug)
    copied = copied_setup(item)
    if copied is None:
        raise Http404
    try:
        check_copy(copied=copied, by=who(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, f"{refused.refusal.what}：{refused.refusal.why}。")
    else:
        messages.success(request, "记下了：复制来的内容已经逐条核对。")
    return redirect("desk:item", slug=slug)
