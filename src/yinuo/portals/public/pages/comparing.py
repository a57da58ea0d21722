"""What changed between two editions, or between an edition and now, word by word. Clause 3.2-b."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yinuo.law.texts import CLAUSES
from yinuo.matters import edition_scopes
from yinuo.matters.edition_changes import differences
from yinuo.matters.queries import edition_by_key, ended_because
from yinuo.portals.face.changes import KINDS, changes, counted
from yinuo.portals.face.doors import everybody
from yinuo.portals.face.reading import asked_with, following, whole_number
from yinuo.portals.public import edition_words

SIZE = 30


@everybody
@require_safe
def difference(request: HttpRequest, a: str, b: str) -> HttpResponse:
    """From one catalogue to another: what was added, removed, suspended, resumed and changed, page by page."""
    edition = edition_by_key(a)
    if edition is None and a != edition_words.CURRENT:
        raise Http404
    # ``current`` and ``now`` are those of the first one's scope; where that is itself ``current``, the city's.
    scope = edition_scopes.scope_of(edition) if edition is not None else edition_scopes.city()
    on = timezone.localdate()
    before, after = (edition_words.side(key, scope=scope, on=on) for key in (a, b))
    if before is None or after is None or a == edition_words.NOW:
        raise Http404
    found = differences(before.lines, after.lines)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    start = whole_number(request.GET.get("after")) or 0
    reasons = ended_because(line.slug for line in found.removed)
    rows = [one for one in changes(found, reasons) if not kind or one.kind == kind]
    shown = rows[start : start + SIZE]
    context = {
        "before": before,
        "after": after,
        "counts": [
            (key, word, tone, count, asked_with(request, kind=key))
            for key, word, tone, count in counted(found)
        ],
        "all": asked_with(request, kind=""),
        "kind": kind,
        "total": sum(count for _, _, _, count in counted(found)),
        "rows": shown,
        "first": asked_with(request) if start else "",
        "following": following(request, start + SIZE if len(rows) > start + SIZE else None),
        "other_scope": before.edition is not None
        and after.edition is not None
        and before.edition.scope_said != after.edition.scope_said,
        "basis": CLAUSES["3.2-b"],
    }
    return render(request, "public/difference.html", context)
