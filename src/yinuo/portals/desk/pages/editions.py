"""Publishing the catalogue: what would stand in the next edition, what changed, what is missing, and the act itself.

Clauses 3.2-a, 3.2-b.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yinuo.law.grammar import Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.actions import AlreadyIssued, issue_edition
from yinuo.matters.queries import (
    ahead,
    edition_by_key,
    editions,
    ended_because,
    gaps,
    in_force,
    planned,
    scopes_seen_by,
    why_not_issue,
)
from yinuo.portals.desk.forms.publishing import IssueForm
from yinuo.portals.desk.pages.catalogue import EDITORS
from yinuo.portals.face.changes import changes, counted
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import asked_with, following, who, whole_number

if TYPE_CHECKING:
    from yinuo.matters.edition_scopes import Scope

CHANGES, GAPS, PAST = 20, 30, 12


@officers(*EDITORS)
@never_cache
@require_safe
def editions_page(request: HttpRequest) -> HttpResponse:
    """The next edition of a scope before it is published, and those published so far."""
    scope = _scope(request, request.GET.get("scope", ""))
    return _page(request, scope, IssueForm(correctable=_correctable(scope)))


@officers(*EDITORS)
@require_POST
def issue_page(request: HttpRequest) -> HttpResponse:
    """Publish the next edition of a scope; it cannot be undone, so it asks for a tick."""
    scope = _scope(request, request.POST.get("scope", ""))
    form = IssueForm(request.POST, correctable=_correctable(scope))
    if not form.is_valid():
        return _page(request, scope, form, status=422)
    corrects = edition_by_key(form.cleaned_data["corrects"]) if form.cleaned_data["corrects"] else None
    try:
        edition = issue_edition(
            scope=scope,
            by=who(request),
            at=timezone.now(),
            corrects=corrects,
            reason=form.cleaned_data["reason"],
        )
    except AlreadyIssued as already:
        return _page(request, scope, form, status=409, refused=already.refusal, already=already.edition)
    except Refused as refused:
        return _page(request, scope, form, status=409, refused=refused.refusal)
    messages.success(request, f"{edition.number} 已经公布，签名的 PDF 正在制作。")
    return redirect("public:edition", key=edition.key)


def _scope(request: HttpRequest, word: str) -> Scope:
    """The scope that is asked for, as far as this officer may look at it; his widest where none is."""
    seen = scopes_seen_by(who(request), on=timezone.localdate())
    found = next((one for one in seen if one.word == word), None) if word else next(iter(seen), None)
    if found is None:
        raise Http404
    return found


def _correctable(scope: Scope) -> list[tuple[str, str]]:
    """The editions of a scope that nobody has corrected yet."""
    rows = editions(scope)[:PAST]
    return [
        (one.key, f"{one.number}（截至 {one.as_of.isoformat()}）")
        for one in rows
        if getattr(one, "corrected_by", None) is None
    ]


def _page(
    request: HttpRequest, scope: Scope, form: IssueForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    on = timezone.localdate()
    told = ahead(scope, on=on)
    lacking = gaps(list(in_force(scope)), on=on)
    after = whole_number(request.GET.get("after")) or 0
    shown = changes(told.difference, ended_because(line.slug for line in told.difference.removed))
    context = {
        "scope": scope,
        "scopes": scopes_seen_by(who(request), on=on),
        "told": told,
        "counts": [one for one in counted(told.difference) if one[3]],
        "changes": shown[:CHANGES],
        "more_changes": len(shown) - CHANGES,
        "gaps": lacking[after : after + GAPS],
        "gap_count": len(lacking),
        "against": sum(bool(gap.against) for gap in lacking),
        "first": asked_with(request) if after else "",
        "following": following(request, after + GAPS if len(lacking) > after + GAPS else None),
        "planned": list(planned().filter(scope.holds("item__matter__agency"))[:GAPS]),
        "today": on,
        "past": list(editions(scope)[:PAST]),
        "form": form,
        "why_not": why_not_issue(who(request), scope.region_code, scope.agency, on=on),
        "basis": CLAUSES["3.2-a"],
        **more,
    }
    return render(request, "desk/editions.html", context, status=status)
