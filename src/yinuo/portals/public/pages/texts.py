"""One legal text for everybody: what is known of it, and which published items rest on which of its articles. Clause 3.2-b."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from yinuo.law.texts import BUSINESS_44_1
from yinuo.matters.queries import articles_of, published_on, published_places, text_by_slug
from yinuo.portals.face.doors import everybody
from yinuo.portals.face.reading import whole_number

PAGE = 20


@everybody
@require_safe
def text(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a text that at least one published item rests on, or that our own rules cite."""
    found = text_by_slug(slug)
    if found is None:
        raise Http404
    if found.slug != slug:
        return redirect("public:text", slug=found.slug)
    after = whole_number(request.GET.get("after"))
    rows = published_on(found)
    total = rows.count()
    if not total and not found.law_key:
        raise Http404
    versions = list((rows.filter(item__gt=after) if after else rows)[: PAGE + 1])
    places = published_places([version.item_id for version in versions], found)
    on = timezone.localdate()
    context = {
        "text": found,
        "ended": found.repealed_on is not None and found.repealed_on <= on,
        "versions": [(version, places.get(version.item_id, [])) for version in versions[:PAGE]],
        "total": total,
        "articles": [
            row for row in articles_of(found) if any(w.content and w.until is None for w in row.wordings)
        ],
        "following": f"?{urlencode({'after': versions[PAGE - 1].item_id})}" if len(versions) > PAGE else "",
        "first": request.path if after else "",
        "basis": BUSINESS_44_1,
    }
    return render(request, "public/text.html", context)
