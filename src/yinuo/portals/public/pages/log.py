"""The public log: how long it was when, signed; that it only grows; the program that checks it. Clause 2.4-f."""

from __future__ import annotations

from importlib.resources import files

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from yinuo.law.texts import CLAUSES
from yinuo.portals.face.doors import everybody
from yinuo.portals.face.reading import asked_with, following, whole_number
from yinuo.registers.models import LogHead
from yinuo.registers.queries import continuation_file, head_file, heads

SIZE = 20


@everybody
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The heads, the newest first, each with the way to show that the next continues it."""
    before = whole_number(request.GET.get("after"))
    found = heads(before=before, most=SIZE)
    shown = found[:SIZE]
    context = {
        "rows": [
            (one, found[place + 1] if place + 1 < len(found) else None) for place, one in enumerate(shown)
        ],
        "newest": shown[0] if shown and not before else None,
        "first": asked_with(request) if before else "",
        "following": following(request, shown[-1].size if len(found) > SIZE else None),
        "basis": CLAUSES["2.4-f"],
    }
    return render(request, "public/log.html", context)


@everybody
@require_safe
def head(request: HttpRequest, size: int) -> HttpResponse:  # noqa: ARG001
    """One head, to keep."""
    return _file(head_file(get_object_or_404(LogHead, size=size)), f"log-{size}.json")


@everybody
@require_safe
def continuation(request: HttpRequest, old: int, new: int) -> HttpResponse:  # noqa: ARG001
    """That the log of one head continues that of an earlier one."""
    if old > new:
        raise Http404
    earlier, later = get_object_or_404(LogHead, size=old), get_object_or_404(LogHead, size=new)
    return _file(continuation_file(earlier, later), f"log-{old}-{new}.json")


@everybody
@require_safe
def check_log(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The program that checks receipts and continuations; it needs nothing but Python."""
    content = files("yinuo.registers").joinpath("check_log.py").read_bytes()
    answer = HttpResponse(content, content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="check_log.py"'
    return answer


def _file(content: dict[str, object], name: str) -> HttpResponse:
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
