"""Step three: the notice, clause by clause; three clauses are confirmed one by one, each at its own moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yinuo.commitments.actions import confirm_clause, show_notice
from yinuo.commitments.queries import conditions_of, unconfirmed
from yinuo.portals.applicant import mine, wizard
from yinuo.portals.face.doors import citizens
from yinuo.portals.face.notices import clause_texts

if TYPE_CHECKING:
    from yinuo.applications.models import ApplicationItem
    from yinuo.commitments.models import NoticeShowing
    from yinuo.portals.applicant.wizard import Draft


@citizens
@never_cache
@require_safe
def notices(request: HttpRequest, number: str) -> HttpResponse:
    """On to the first notice that is not confirmed yet; with none left, on to signing."""
    application = mine.application(request, number)
    if application.status != "draft":
        return HttpResponseRedirect(wizard.case_address(application))
    draft = wizard.draft_of(application)
    waiting = draft.untold() or draft.committed
    return HttpResponseRedirect(
        _address(draft, waiting[0]) if waiting else wizard.address(application, wizard.SIGN)
    )


@citizens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, number: str, item: int) -> HttpResponse:
    """One notice, official text and plain words side by side; a POST confirms what was ticked."""
    application = mine.application(request, number)
    if application.status != "draft":
        return HttpResponseRedirect(wizard.case_address(application))
    draft = wizard.draft_of(application)
    chosen = mine.one_of(draft.committed, str(item))
    at, _ = mine.now()
    showing = show_notice(application_id=application.pk, item_id=chosen.pk, by=mine.citizen(request), at=at)
    if request.method == "POST":
        showing = _confirm(request, draft, chosen, showing)
        if not unconfirmed(showing):
            return HttpResponseRedirect(_after(wizard.draft_of(application), chosen))
    context = _context(draft, chosen, showing, asked=request.method == "POST")
    return render(request, "applicant/notice.html", context, status=422 if request.method == "POST" else 200)


@citizens
@require_POST
def tick(request: HttpRequest, number: str, item: int) -> HttpResponse:
    """Confirm at the moment of ticking, and answer with the bar that says what is still missing."""
    application = mine.application(request, number)
    draft = wizard.draft_of(application)
    chosen = mine.one_of(draft.committed, str(item))
    showing = draft.showings.get(chosen.pk)
    showing = _confirm(request, draft, chosen, showing) if showing is not None else None
    return render(request, "applicant/notice_bar.html", _context(draft, chosen, showing, asked=False))


def _confirm(
    request: HttpRequest, draft: Draft, item: ApplicationItem, showing: NoticeShowing
) -> NoticeShowing:
    """Confirm the ticked clauses that are not confirmed yet; one act each."""
    at, _ = mine.now()
    for key in unconfirmed(showing):
        if request.POST.get(key) == "yes":
            showing = confirm_clause(
                application_id=draft.application.pk, item_id=item.pk, key=key, by=mine.citizen(request), at=at
            )
    return showing


def _context(
    draft: Draft, item: ApplicationItem, showing: NoticeShowing | None, *, asked: bool
) -> dict[str, Any]:
    missing = unconfirmed(showing)
    clauses = clause_texts(item.version, confirm=True, missing=missing, asked=asked)
    return {
        "draft": draft,
        "step": draft.place(wizard.NOTICE),
        "application": draft.application,
        "item": item,
        "showing": showing,
        "conditions": conditions_of(item.version),
        "clauses": clauses,
        "missing": [clause for clause in clauses if clause.key in missing],
        "asked": asked,
        "several": len(draft.committed) > 1,
        "place": draft.committed.index(item) + 1,
        "here": _address(draft, item),
        "tick_url": reverse("applicant:tick", args=[draft.application.number, item.pk]),
    }


def _after(draft: Draft, item: ApplicationItem) -> str:
    """The next notice not yet confirmed, else the signing."""
    waiting = [one for one in draft.untold() if one.pk != item.pk]
    return _address(draft, waiting[0]) if waiting else wizard.address(draft.application, wizard.SIGN)


def _address(draft: Draft, item: ApplicationItem) -> str:
    return reverse("applicant:notice_of", args=[draft.application.number, item.pk])
