"""The face's own pages: the living style guide, and the switch to large type."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from yinuo.portals.face import samples, tokens
from yinuo.portals.face.context import MODE_COOKIE, MODES, chosen_mode
from yinuo.portals.face.doors import everybody
from yinuo.portals.face.templatetags.face_words import sprite_names

A_YEAR = 365 * 24 * 3600
SHOWN_MODES = (("", "普通"), ("elder", "长者版"), ("desk", "工作台"))


@everybody
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every token and component in one page; ``?mode=elder`` and ``?mode=desk`` show the other two modes."""
    asked = request.GET.get("mode")
    mode = asked if asked in dict(SHOWN_MODES) else chosen_mode(request)
    context = {
        "base": "face/base_desk.html" if mode == "desk" else "face/base.html",
        "mode": "" if mode == "desk" else mode,
        "shown_mode": mode,
        "modes": SHOWN_MODES,
        "families": [
            (name, [(c, tokens.colours(mode)[c]) for c in names]) for name, names in tokens.FAMILIES
        ],
        "pairs": tokens.pairs(mode),
        "icons": sorted(sprite_names()),
        **samples.components(),
    }
    return render(request, "face/styleguide.html", context)


@everybody
@require_POST
def saved_nothing(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's form
    """Answers the style guide's sample form, whose autosave has nothing to keep."""
    return HttpResponse(status=204)


@everybody
@require_POST
def switch_mode(request: HttpRequest) -> HttpResponse:
    """Remember large or ordinary type for a year in this browser, and go back to where one was."""
    mode = request.POST.get("mode", "")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    if mode in MODES and mode:
        answer.set_cookie(
            MODE_COOKIE,
            mode,
            max_age=A_YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    else:
        answer.delete_cookie(MODE_COOKIE, samesite="Lax")
    return answer
