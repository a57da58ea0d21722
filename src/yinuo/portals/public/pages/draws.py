"""The draws of routine supervision for everybody: announced before, repeated by whoever likes after. Clause 2.4-b."""

from __future__ import annotations

from importlib.resources import files

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yinuo.law.texts import BUSINESS_54, CLAUSES
from yinuo.portals.face.doors import everybody
from yinuo.portals.face.reading import asked_with, following, whole_number
from yinuo.supervision.models import Announcement
from yinuo.supervision.queries import STANDINGS, is_annulled, open_to_all, public_file

SIZE = 20


@everybody
@require_safe
def draws(request: HttpRequest) -> HttpResponse:
    """All draws, the newest first."""
    after = whole_number(request.GET.get("after"))
    rows = Announcement.objects.select_related("agency").defer("strata", "recused", "secret").order_by("-pk")
    found = list(
        (rows.filter(pk__lt=after) if after else rows).prefetch_related("draws__annulment")[: SIZE + 1]
    )
    context = {
        "rows": [(one, *_state(one)) for one in found[:SIZE]],
        "first": asked_with(request) if after else "",
        "following": following(request, found[SIZE - 1].pk if len(found) > SIZE else None),
        "basis": (CLAUSES["2.4-b"], BUSINESS_54),
    }
    return render(request, "public/draws.html", context)


def _state(announcement: Announcement) -> tuple[str, str]:
    if not announcement.draws.all():
        return "已公告，待抽取", "go"
    return ("已撤销", "") if is_annulled(announcement) else ("已抽取", "ok")


@everybody
@require_safe
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """One draw: what was fixed before, and, once nobody can be warned by it, what came of it."""
    one = get_object_or_404(Announcement.objects.select_related("agency"), pk=pk)
    on = timezone.localdate()
    shown = open_to_all(one, on=on)
    parts = list(one.draws.select_related("annulment").order_by("part"))
    word, tone = _state(one)
    context = {
        "one": one,
        "word": word,
        "tone": tone,
        "strata": [(STANDINGS[s["standing"]], s["percent"], s["size"], len(s["keys"])) for s in one.strata],
        "parts": parts if shown else [],
        "withheld": bool(parts) and not shown,
        "basis": (CLAUSES["2.4-b"], BUSINESS_54),
    }
    return render(request, "public/draw.html", context)


@everybody
@require_safe
def draw_file(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001
    """The file by which anybody repeats a draw."""
    one = get_object_or_404(Announcement.objects.select_related("agency"), pk=pk)
    file = public_file(one, on=timezone.localdate())
    answer = JsonResponse(file, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="draw-{one.pk}.json"'
    return answer


@everybody
@require_safe
def redraw(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The program that repeats a draw; it needs nothing but Python."""
    content = files("yinuo.supervision").joinpath("redraw.py").read_bytes()
    answer = HttpResponse(content, content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="redraw.py"'
    return answer
