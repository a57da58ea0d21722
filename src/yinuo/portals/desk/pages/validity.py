"""From when until when a version applies: approve it for a day, call it back, set and drop its end. Clause 3.2-b."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yinuo.law.grammar import Refused
from yinuo.matters.actions import approve_version, call_back, drop_end, plan_end
from yinuo.matters.lifecycle import ITEM_VERSION
from yinuo.matters.queries import readiness, versions_of, visible_to, why_not_review
from yinuo.portals.desk.forms.publishing import EndForm, ReasonForm, StartForm
from yinuo.portals.desk.pages.catalogue import EDITORS, TONES
from yinuo.portals.desk.pages.reviewing import kept_of
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import who

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form

    from yinuo.matters.models import ItemVersion

ENDING = ("approved", "published", "suspended")


@officers(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def validity_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The days of one version, and what this officer may set; a POST sets one of them."""
    version = get_object_or_404(visible_to(who(request), on=timezone.localdate()), pk=pk)
    if request.method != "POST":
        return _page(request, version)
    act = request.POST.get("act", "")
    made = _ACTS.get(act)
    return made(request, version) if made is not None else _page(request, version, status=422)


def _start(request: HttpRequest, version: ItemVersion) -> HttpResponse:
    form = StartForm(request.POST)
    kept = kept_of(request, version)
    return _try(
        request,
        version,
        form,
        lambda said: approve_version(
            version=version,
            starts_on=said["day"],
            by=who(request),
            at=timezone.now(),
            accepted=[one.words for one in kept if one.accepted],
        ),
        "审核通过，到那一天由系统生效。",
        start=form,
        kept=kept,
    )


def _call_back(request: HttpRequest, version: ItemVersion) -> HttpResponse:
    form = ReasonForm(request.POST)
    return _try(
        request,
        version,
        form,
        lambda said: call_back(version=version, reason=said["reason"], by=who(request), at=timezone.now()),
        "已经收回，等待重新审核。",
        back=form,
    )


def _end(request: HttpRequest, version: ItemVersion) -> HttpResponse:
    form = EndForm(request.POST)
    return _try(
        request,
        version,
        form,
        lambda said: plan_end(
            version=version,
            ends_on=said["day"],
            reason=said["reason"],
            replaced_by=said["replaced_by"],
            by=who(request),
            at=timezone.now(),
        ),
        "停用的日子定好了，到那一天由系统停用。",
        end=form,
    )


def _drop(request: HttpRequest, version: ItemVersion) -> HttpResponse:
    return _try(
        request,
        version,
        None,
        lambda _said: drop_end(version=version, by=who(request), at=timezone.now()),
        "停用的日子已经取消。",
    )


_ACTS: dict[str, Callable[[HttpRequest, ItemVersion], HttpResponse]] = {
    "start": _start,
    "call_back": _call_back,
    "end": _end,
    "drop": _drop,
}


def _try(
    request: HttpRequest,
    version: ItemVersion,
    form: Form | None,
    verb: Callable[[dict[str, Any]], ItemVersion],
    done: str,
    **kept: Any,
) -> HttpResponse:
    """Do it, and say so; what was typed wrongly or is refused comes back as it was typed."""
    if form is not None and not form.is_valid():
        return _page(request, version, status=422, tried=form, **kept)
    try:
        verb(form.cleaned_data if form is not None else {})
    except Refused as refused:
        return _page(request, version, status=409, refused=refused.refusal, **kept)
    messages.success(request, f"第{version.number}版：{done}")
    return redirect("desk:validity", pk=version.pk)


def _page(request: HttpRequest, version: ItemVersion, *, status: int = 200, **more: Any) -> HttpResponse:
    on = timezone.localdate()
    version.refresh_from_db()
    shut = why_not_review(who(request), version, on=on)
    context: dict[str, Any] = {
        "version": version,
        "item": version.item,
        "tone": TONES[version.status],
        "versions": [(one, TONES[one.status]) for one in versions_of(version.item)],
        "shut": shut,
        "can_start": shut is None and ITEM_VERSION.refusal("approve", version.status) is None,
        "can_call_back": shut is None and ITEM_VERSION.refusal("call_back", version.status) is None,
        "can_end": shut is None and version.status in ENDING,
        "kept": kept_of(request, version) if version.status == "in_review" else [],
        "readiness": readiness(version, on=version.starts_on or on)
        if version.status in ("in_review", "approved")
        else [],
        "overdue": version.status == "approved" and version.starts_on is not None and version.starts_on < on,
        "start": StartForm(),
        "back": ReasonForm(),
        "end": EndForm(initial={"day": version.ends_on, "reason": version.ends_because}),
        **more,
    }
    return render(request, "desk/validity.html", context, status=status)
