"""The double-random draws of an agency: the pool, a rehearsal, the announcement, the draw and what became of it.

Clauses 2.4-b, 2.4-c.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yinuo.law.grammar import Refused
from yinuo.law.texts import BUSINESS_54, CLAUSES
from yinuo.people.models import Role
from yinuo.people.queries import has_role
from yinuo.portals.desk.forms.drawing import AnnounceForm, AnnulForm, DrawForm, MoreForm
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import asked_with, following, who, whole_number
from yinuo.supervision.actions import announce_draw, annul_draw, draw, draw_more
from yinuo.supervision.queries import (
    STANDINGS,
    announcements_visible_to,
    holds,
    is_annulled,
    open_to_all,
    pool,
    rehearse,
    result_lines,
    waiting_announcement,
    whole_file,
    why_not_draw,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form

    from yinuo.people.models import Agency
    from yinuo.supervision.models import Announcement

CHECKERS = (Role.DECIDING_OFFICER, Role.VERIFIER)
READERS = (*CHECKERS, Role.JUSTICE_BUREAU)
SIZE = 20
REPEATED_HERE = 50_000
"""So long a list is drawn again each time its page is opened; a longer one takes seconds, and its file repeats it."""


@officers(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draws_page(request: HttpRequest) -> HttpResponse:
    """The pool, the draws, and the form by which the next is announced."""
    if request.method != "POST":
        return _list(request, AnnounceForm())
    form, account = AnnounceForm(request.POST), who(request)
    if not form.is_valid() or account.agency is None:
        return _list(request, form, status=422)
    try:
        made = announce_draw(agency=account.agency, **form.cleaned_data, by=account, at=timezone.now())
    except Refused as refused:
        return _list(request, form, refused=refused.refusal, status=409)
    messages.success(request, f"{made.number}已经公告：名单固定，密封值封存。到时间以后再来抽取。")
    return redirect("desk:draw", pk=made.pk)


def _list(request: HttpRequest, form: AnnounceForm, *, status: int = 200, **more: Any) -> HttpResponse:
    account, on = who(request), timezone.localdate()
    agency = account.agency
    why_not = why_not_draw(account, agency, on=on) if agency is not None else None
    may = agency is not None and why_not is None
    after = whole_number(request.GET.get("after"))
    rows = (
        announcements_visible_to(account, on=on).select_related("agency").defer("strata", "recused", "secret")
    )
    rows = rows.order_by("-pk")
    found = list(
        (rows.filter(pk__lt=after) if after else rows).prefetch_related("draws__annulment")[: SIZE + 1]
    )
    context = {
        "lines": pool(account, on=on),
        "may": may,
        "waiting": waiting_announcement(agency) if may and agency is not None else None,
        "form": form,
        "rows": [(one, *state_of(one)) for one in found[:SIZE]],
        "first": asked_with(request) if after else "",
        "following": following(request, found[SIZE - 1].pk if len(found) > SIZE else None),
        "basis": (CLAUSES["2.4-b"], BUSINESS_54),
        **_rehearsed(request, agency, may=may),
        **more,
    }
    return render(request, "desk/draws.html", context, status=status)


def _rehearsed(request: HttpRequest, agency: Agency | None, *, may: bool) -> dict[str, Any]:
    if not may or agency is None or "rehearse" not in request.GET:
        return {}
    try:
        seen = rehearse(agency, on=timezone.localdate())
    except ValueError:
        return {"cannot_rehearse": True}
    names = {one["code"]: one["account"] for one in seen.lists.inspectors}
    return {
        "rehearsal": seen,
        "strata": [(STANDINGS[s.standing], s.percent, s.size, len(s.keys)) for s in seen.lists.strata],
        "visits": [(code, names[code], least, most) for code, (least, most) in seen.visits.items()],
        "again": round(100 * seen.again),
        "recused": len(seen.lists.recused),
    }


def state_of(announcement: Announcement) -> tuple[str, str]:
    """Where an announcement stands, in words and tone; its draws are read already."""
    if not announcement.draws.all():
        return ("待抽取", "go") if announcement.happens_at > timezone.now() else ("可以抽取", "look")
    return ("已撤销", "") if is_annulled(announcement) else ("已抽取", "ok")


@officers(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draw_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One draw: what was announced, what was drawn, how each check stands; a POST draws, draws more or annuls."""
    rows = announcements_visible_to(who(request), on=timezone.localdate()).select_related(
        "agency", "announced_by"
    )
    announcement = get_object_or_404(rows, pk=pk)
    if request.method != "POST":
        return _one(request, announcement)
    act = _ACTS.get(request.POST.get("act", ""))
    return act(request, announcement) if act is not None else _one(request, announcement, status=422)


def _draw(request: HttpRequest, announcement: Announcement) -> HttpResponse:
    form = DrawForm(request.POST)
    return _try(
        request,
        announcement,
        form,
        lambda said: draw(announcement_id=announcement.pk, **said, by=who(request), at=timezone.now()),
        "已经抽取。抽中的已经进入检查人员的清单。",
        draw_form=form,
    )


def _more(request: HttpRequest, announcement: Announcement) -> HttpResponse:
    form = MoreForm(request.POST, left=_left(announcement))
    return _try(
        request,
        announcement,
        form,
        lambda said: draw_more(
            announcement_id=announcement.pk,
            part=whole_number(request.POST.get("part")) or 0,
            more=form.more(),
            reason=said["reason"],
            by=who(request),
            at=timezone.now(),
        ),
        "已经补充抽取。",
        more_form=form,
    )


def _annul(request: HttpRequest, announcement: Announcement) -> HttpResponse:
    form = AnnulForm(request.POST)
    drawn = announcement.draws.filter(pk=whole_number(request.POST.get("draw")) or 0).first()
    if drawn is None:
        return _one(request, announcement, status=422)
    return _try(
        request,
        announcement,
        form,
        lambda said: annul_draw(draw_id=drawn.pk, reason=said["because"], by=who(request), at=timezone.now()),
        "已经撤销，抽中的放回名单。",
        annul_form=form,
    )


_ACTS: dict[str, Callable[[HttpRequest, Announcement], HttpResponse]] = {
    "draw": _draw,
    "more": _more,
    "annul": _annul,
}


def _try(
    request: HttpRequest,
    announcement: Announcement,
    form: Form,
    act: Callable[[dict[str, Any]], object],
    done: str,
    **kept: Any,
) -> HttpResponse:
    if not form.is_valid():
        return _one(request, announcement, status=422, tried=form, **kept)
    try:
        act(form.cleaned_data)
    except Refused as refused:
        return _one(request, announcement, status=409, refused=refused.refusal, **kept)
    messages.success(request, done)
    return redirect("desk:draw", pk=announcement.pk)


def _left(announcement: Announcement) -> dict[str, int]:
    parts = list(announcement.draws.all())
    return {
        s["standing"]: len(s["keys"]) - sum(part.sizes.get(s["standing"], 0) for part in parts)
        for s in announcement.strata
    }


def _one(request: HttpRequest, announcement: Announcement, *, status: int = 200, **more: Any) -> HttpResponse:
    on, now = timezone.localdate(), timezone.now()
    parts = list(announcement.draws.select_related("annulment", "drawn_by").order_by("part"))
    may = why_not_draw(who(request), announcement.agency, on=on) is None
    standing = [part for part in parts if not hasattr(part, "annulment")]
    word, tone = state_of(announcement)
    lines = result_lines(announcement, parts)
    listed = sum(len(stratum["keys"]) for stratum in announcement.strata)
    context = {
        "one": announcement,
        "word": word,
        "tone": tone,
        "strata": [
            (STANDINGS[s["standing"]], s["percent"], s["size"], len(s["keys"])) for s in announcement.strata
        ],
        "recused": len(announcement.recused),
        "parts": [
            (part, sum(part.sizes.values()), [line for line in lines if line.part == part.part])
            for part in parts
        ],
        "repeats": holds(announcement) if parts and listed <= REPEATED_HERE else None,
        "too_long": bool(parts) and listed > REPEATED_HERE,
        "checks": has_role(who(request), *CHECKERS, on=on),
        "can_draw": may and not parts and now >= announcement.happens_at,
        "too_early": not parts and now < announcement.happens_at,
        "can_more": may and bool(parts) and parts[0] in standing and any(_left(announcement).values()),
        "public": open_to_all(announcement, on=on),
        "next_part": len(parts),
        "last": standing[-1] if may and standing else None,
        "draw_form": DrawForm(),
        "more_form": MoreForm(left=_left(announcement)),
        "annul_form": AnnulForm(),
        "basis": (CLAUSES["2.4-b"], BUSINESS_54),
        **more,
    }
    return render(request, "desk/draw.html", context, status=status)


@officers(*READERS)
@require_safe
def draw_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole file of a draw, by which the officers repeat it."""
    rows = announcements_visible_to(who(request), on=timezone.localdate()).select_related("agency")
    announcement = get_object_or_404(rows, pk=pk)
    answer = JsonResponse(whole_file(announcement), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="draw-{announcement.pk}.json"'
    answer["Cache-Control"] = "no-store"
    return answer
