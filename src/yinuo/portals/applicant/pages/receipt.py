"""Step five: the receipt: the number, what comes next and when, the letter as soon as it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yinuo.commitments.queries import of_application
from yinuo.decisions.queries import standing_decision
from yinuo.documents.queries import deliveries_to
from yinuo.portals.applicant import mine, outlook, wizard
from yinuo.portals.face.doors import citizens

if TYPE_CHECKING:
    from yinuo.applications.models import Application


@citizens
@never_cache
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """What was handed in and what follows."""
    application = mine.application(request, number)
    if application.status == "draft":
        return HttpResponseRedirect(wizard.case_address(application))
    return render(request, "applicant/receipt.html", _context(request, application))


@citizens
@never_cache
@require_safe
def progress(request: HttpRequest, number: str) -> HttpResponse:
    """The part of the receipt that is still moving, asked for every few seconds."""
    application = mine.application(request, number)
    return render(request, "applicant/receipt_progress.html", _context(request, application))


def _context(request: HttpRequest, application: Application) -> dict[str, Any]:
    draft = wizard.draft_of(application)
    deliveries = list(deliveries_to(mine.subject_ids(request), case_file_id=application.case_file_id))
    decision, commitments = standing_decision(application.pk), of_application(application)
    at, on = mine.now()
    made = all(delivery.document.made_at is not None for delivery in deliveries)
    age = at - application.submitted_at if application.submitted_at is not None else outlook.GIVEN_UP
    soon = application.status == "submitted" and application.matter.at_once and age < outlook.PATIENCE
    return {
        "draft": draft,
        "step": draft.place(wizard.RECEIPT),
        "application": application,
        "deliveries": deliveries,
        "decision": decision,
        "to_check": any(one.status == "signed" for one in commitments),
        "outlook": outlook.of_application(
            application,
            on=on,
            decision=decision,
            commitments=commitments,
            request=application.requests.filter(answered_at__isnull=True).first(),
        ),
        "moving": soon or (not made and age < outlook.GIVEN_UP),
    }
