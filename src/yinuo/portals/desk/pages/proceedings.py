"""What was found untrue after the decision: tell, hear, then choose among what the law gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yinuo.credit.actions.ruling import FOLLOWS_BY_LAW
from yinuo.credit.queries import earlier_times, grade_suggestion, measures_for
from yinuo.law.credit import MEASURES, Grade, Measure
from yinuo.law.grammar import Refused
from yinuo.people.models import Role
from yinuo.portals.desk.forms.disposing import NO_GRADE, DispositionForm, FactorsForm
from yinuo.portals.desk.pages.queue import CASE_ROLES
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import days_from, who
from yinuo.verification.actions import conclude_proceeding, open_proceeding
from yinuo.verification.models import Finding
from yinuo.verification.queries import (
    latest_findings,
    open_steps,
    options,
    proceeding_detail,
    proceedings_visible_to,
    representations,
    to_review,
    untrue_findings,
    visible_to,
)

if TYPE_CHECKING:
    from yinuo.law.grammar import Refusal
    from yinuo.verification.models import Proceeding

CHECKERS = (Role.DECIDING_OFFICER, Role.VERIFIER)
CHOSEN = frozenset(measure.key for measure in MEASURES) - FOLLOWS_BY_LAW
"""Measures that are the officer's to choose; the others a grade brings with it."""
MOST = 100


@officers(*CASE_ROLES)
@require_safe
def untrue_page(request: HttpRequest) -> HttpResponse:
    """Findings that contradict a promise, and proceedings under way. Clause 2.4-d."""
    on, account = timezone.localdate(), who(request)
    found = list(untrue_findings(account, on=on)[:MOST])
    findings = latest_findings([task.pk for task in found])
    rows = proceedings_visible_to(account, on=on).filter(status__in=("told", "heard"))
    cases = "commitment__application_item__application"
    under_way = list(
        rows.select_related(f"{cases}__applicant", f"{cases}__matter").order_by(
            "representation_due_on", "id"
        )[:MOST]
    )
    left = days_from(on)
    context = {
        "found": [(task, findings[task.pk]) for task in found if task.pk in findings],
        "under_way": [(row, left(row.representation_due_on)) for row in under_way],
        "to_review": list(to_review(account, on=on)[:MOST]),
        "most": MOST,
    }
    return render(request, "desk/untrue.html", context)


@officers(*CHECKERS)
@require_POST
def open_page(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Tell the person what was found and by when he may speak."""
    seen = visible_to(who(request), on=timezone.localdate())
    finding = get_object_or_404(Finding.objects.filter(task__in=seen.values("pk")), pk=finding_id)
    proceeding = open_proceeding(finding_id=finding.pk, by=who(request), at=timezone.now())
    messages.success(request, "已告知当事人，陈述申辩告知书已送达。期满或者听取以后再作处理。")
    return redirect("desk:proceeding", proceeding_id=proceeding.pk)


@officers(*CASE_ROLES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proceeding_page(request: HttpRequest, proceeding_id: int) -> HttpResponse:
    """One proceeding: what was promised, found and said; first the facts, then what the law gives. Clause 2.5-e."""
    proceeding = proceeding_detail(who(request), proceeding_id, on=timezone.localdate())
    if proceeding is None:
        raise Http404
    if request.method != "POST":
        form = FactorsForm(request.GET) if "amount" in request.GET else FactorsForm()
        choice = DispositionForm() if form.facts_stand() else None
        return render(request, "desk/proceeding.html", _context(request, proceeding, form, choice))
    form = DispositionForm(request.POST)
    refusal = _concluded(request, proceeding, form) if form.is_valid() else None
    if form.is_valid() and refusal is None:
        messages.success(request, "处理已作出，文书已送达当事人。")
        return redirect("desk:proceeding", proceeding_id=proceeding.pk)
    context = _context(request, proceeding, form, form if form.facts_stand() else None, refused=refusal)
    return render(request, "desk/proceeding.html", context, status=409 if refusal else 422)


def _concluded(request: HttpRequest, proceeding: Proceeding, form: DispositionForm) -> Refusal | None:
    """Carry the choice out; why not, where it cannot be done."""
    given, on = form.cleaned_data, timezone.localdate()
    subject_id = proceeding.commitment.application_item.application.applicant_id
    try:
        conclude_proceeding(
            proceeding_id=proceeding.pk,
            disposition=given["disposition"],
            reason=given["reason"],
            grade=given["grade"] if given["grade"] != NO_GRADE else None,
            factors=form.factors(earlier_times=earlier_times(subject_id, on=on)),
            measures=given["measures"],
            circumstances=form.circumstances(),
            by=who(request),
            at=timezone.now(),
        )
    except Refused as refused:
        return refused.refusal
    return None


def _context(
    request: HttpRequest,
    proceeding: Proceeding,
    form: FactorsForm,
    choice: DispositionForm | None,
    **more: Any,
) -> dict[str, Any]:
    on = timezone.localdate()
    steps = {one.step.name: one.refusal for one in open_steps(who(request), proceeding, on=on)}
    return {
        "proceeding": proceeding,
        "application": proceeding.commitment.application_item.application,
        "comparison": proceeding.finding.comparison or [],
        "said": representations(proceeding),
        "left": days_from(on)(proceeding.representation_due_on),
        "why_not": steps["conclude"] if proceeding.status == "heard" else None,
        "form": form,
        "choice": choice,
        **(_choices(proceeding, form, choice) if choice is not None else {}),
        **more,
    }


def _why(measure: Measure) -> str:
    """What a measure has to do with the act, why it is not too heavy, on what basis, and for which grades."""
    only = "、".join(f"“{grade.value}”" for grade in Grade if grade in measure.grades)
    return f"{measure.link}{measure.proportion}限{only}。（{measure.citation.label}）"


def _choices(proceeding: Proceeding, form: FactorsForm, choice: DispositionForm) -> dict[str, Any]:
    """What the law says of the facts established: the grade it suggests, what is open, what is not and why."""
    on = timezone.localdate()
    subject_id = proceeding.commitment.application_item.application.applicant_id
    factors = form.factors(earlier_times=earlier_times(subject_id, on=on))
    given = options(proceeding, factors=factors, circumstances=form.circumstances(), on=on)
    choice.offer(given.value, CHOSEN)
    return {
        "suggested": grade_suggestion(subject_id, factors, on=on),
        "options": given,
        "shut": [one for one in given.value if not one.open],
        "hints": {
            one.disposition.name.lower(): f"{one.criteria}（{one.citation.label}）" for one in given.value
        },
        "option_citations": [one.citation for one in given.value if one.open],
        "measure_hints": {m.key: _why(m) for m in MEASURES},
        "follows": [
            (grade.value, [m for m in measures_for(grade, on=on).value if m.key in FOLLOWS_BY_LAW])
            for grade in Grade
        ],
    }
