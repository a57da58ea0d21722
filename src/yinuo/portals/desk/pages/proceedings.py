"""What was found untrue after the decision: tell, hear, then choose among what the law gives."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from yinuo.credit.queries import earlier_times, grade_suggestion, measures_for
from yinuo.law.credit import Grade
from yinuo.law.grammar import Refused
from yinuo.people.models import Role
from yinuo.portals.desk.forms.disposing import DispositionForm, FactorsForm
from yinuo.portals.desk.reading import working_days_left
from yinuo.portals.face.doors import officers
from yinuo.verification.actions import conclude_proceeding, open_proceeding
from yinuo.verification.models import Proceeding
from yinuo.verification.queries import (
    Circumstances,
    latest_findings,
    options,
    proceeding_detail,
    proceedings_visible_to,
    representations,
    to_review,
    untrue_findings,
)

PROCEEDING_ROLES = (Role.DECIDING_OFFICER, Role.VERIFIER, Role.CREDIT_OFFICER, Role.JUSTICE_BUREAU)
MOST = 100


@officers(*PROCEEDING_ROLES)
def untrue_page(request: HttpRequest) -> HttpResponse:
    """Findings that contradict a promise, and proceedings under way. Clause 2.4-d."""
    on = timezone.localdate()
    found = list(untrue_findings(request.user, on=on)[:MOST])  # type: ignore[arg-type]
    findings = latest_findings([task.pk for task in found])
    under_way = (
        proceedings_visible_to(request.user, on=on)  # type: ignore[arg-type]
        .filter(status__in=("told", "heard"))
        .select_related("commitment__application_item__application__applicant",
                        "commitment__application_item__application__matter")
        .order_by("representation_due_on", "id")[:MOST]
    )
    context = {
        "found": [(task, findings[task.pk]) for task in found if task.pk in findings],
        "under_way": [(row, working_days_left(row.representation_due_on, on)) for row in under_way],
        "to_review": to_review(request.user, on=on)[:MOST],  # type: ignore[arg-type]
    }
    return render(request, "desk/untrue.html", context)


@require_POST
@officers(Role.DECIDING_OFFICER, Role.VERIFIER)
def open_page(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Tell the person what was found and by when he may speak."""
    proceeding = open_proceeding(finding_id=finding_id, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, "已告知当事人，陈述申辩告知书已送达。期满或者听取以后再作处理。")
    return redirect("desk:proceeding", proceeding_id=proceeding.pk)


@officers(*PROCEEDING_ROLES)
def proceeding_page(request: HttpRequest, proceeding_id: int) -> HttpResponse:
    """One proceeding: what was promised, found and said, and what the law lets the officer choose. Clause 2.5-e."""
    on = timezone.localdate()
    proceeding = proceeding_detail(request.user, proceeding_id, on=on)  # type: ignore[arg-type]
    if proceeding is None:
        raise Http404
    if request.method != "POST":
        form = FactorsForm(request.GET) if "amount" in request.GET else FactorsForm()
        return render(request, "desk/proceeding.html", _context(request, proceeding, form))
    form = DispositionForm(request.POST)
    if not form.is_valid():
        return render(request, "desk/proceeding.html", _context(request, proceeding, form), status=422)
    subject_id = proceeding.commitment.application_item.application.applicant_id
    try:
        conclude_proceeding(
            proceeding_id=proceeding.pk,
            disposition=form.cleaned_data["disposition"],
            reason=form.cleaned_data["reason"],
            grade=form.cleaned_data["grade"] or None,
            factors=form.factors(earlier_times=earlier_times(subject_id, on=on)),
            measures=form.cleaned_data["measures"],
            circumstances=form.circumstances(),
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except Refused as refused:
        context = _context(request, proceeding, form, refused=refused.refusal)
        return render(request, "desk/proceeding.html", context, status=409)
    messages.success(request, "处理已作出，文书已送达当事人。")
    return redirect("desk:proceeding", proceeding_id=proceeding.pk)


def _context(request: HttpRequest, proceeding: Proceeding, form: FactorsForm, **more: Any) -> dict[str, Any]:
    on = timezone.localdate()
    application = proceeding.commitment.application_item.application
    established = form.is_bound and form.is_valid()
    factors = form.factors(earlier_times=earlier_times(application.applicant_id, on=on)) if established else None
    circumstances = form.circumstances() if established else Circumstances()
    return {
        "proceeding": proceeding,
        "application": application,
        "comparison": proceeding.finding.comparison or [],
        "said": representations(proceeding),
        "left": working_days_left(proceeding.representation_due_on, on),
        "form": form,
        "choice_form": form if isinstance(form, DispositionForm) else DispositionForm(request.GET or None),
        "options": options(proceeding, factors=factors, circumstances=circumstances, on=on),
        "suggested": grade_suggestion(application.applicant_id, factors, on=on) if factors else None,
        "measures": [(grade, measures_for(grade, on=on).value) for grade in Grade],
        "measure_list": measures_for(Grade.SERIOUS, on=on).value,
        **more,
    }
