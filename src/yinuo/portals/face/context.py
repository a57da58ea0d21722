"""What every page's frame needs: the city, the mode, who is signed in, and the links."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from yinuo.portals.face import nav

MODE_COOKIE = "yinuo_mode"
MODES = frozenset({"", "elder"})


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor of the page frame.

    Args:
        request: the request; it may lack a user where a middleware answered early.

    Returns:
        ``city`` (name, host, hotline), ``mode`` (``""`` or ``"elder"``), ``account`` (signed in, or None),
        ``nav`` (addresses by key), ``staff_nav`` (asked only when shown), ``query`` (what was searched for).
    """
    user = getattr(request, "user", None)
    return {
        "city": settings.YINUO_CITY,
        "mode": chosen_mode(request),
        "account": user if user is not None and user.is_authenticated else None,
        "nav": nav.links(),
        "staff_nav": SimpleLazyObject(lambda: nav.staff_links(request)),
        "query": request.GET.get("q", "")[:80],
    }


def chosen_mode(request: HttpRequest) -> str:
    """The mode remembered for this browser; anything unknown is the ordinary one."""
    kept = request.COOKIES.get(MODE_COOKIE, "")
    return kept if kept in MODES else ""
