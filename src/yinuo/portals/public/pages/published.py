"""The public register of determinations: what is public today, masked, and for how long."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from yinuo.law.texts import CLAUSES, CREDIT_REPAIR_EFFECTS, OPEN_INFORMATION_15
from yinuo.portals.face.doors import everybody
from yinuo.registers.queries import published_determinations


@everybody
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Determinations that are public today, newest first, page by page."""
    q, after = request.GET.get("q", "")[:60].strip(), request.GET.get("after", "")
    page = published_determinations(
        timezone.localdate(), q=q, after=int(after) if after.isdecimal() and len(after) < 19 else None
    )
    following = f"?{urlencode({'q': q, 'after': str(page.after)})}" if page.after is not None else ""
    context = {
        "page": page,
        "q": q,
        "following": following,
        "first": f"?{urlencode({'q': q})}" if after else "",
        "basis": (CLAUSES["2.5-b"], CREDIT_REPAIR_EFFECTS, OPEN_INFORMATION_15),
    }
    return render(request, "public/published.html", context)
