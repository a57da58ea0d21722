"""Credit work: applications for repair and objections that wait, each within its clock. Clause 2.5-d."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yinuo.credit.actions import decide_objection, decide_repair
from yinuo.credit.queries import (
    objections_visible_to,
    objections_waiting,
    open_verbs,
    repair_conditions,
    repairs_visible_to,
    repairs_waiting,
)
from yinuo.law.grammar import Refused
from yinuo.people.models import Role
from yinuo.portals.desk.forms.crediting import ObjectionForm, RepairForm
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import days_from, who

if TYPE_CHECKING:
    from yinuo.credit.models import Determination
    from yinuo.law.grammar import Refusal

CREDIT_ROLES = (Role.CREDIT_OFFICER, Role.DECIDING_OFFICER, Role.JUSTICE_BUREAU)
OF = ("determination__subject", "determination__agency", "determination__document", "decided_by", "case_file")
UNREAD = ("determination__document__content", "determination__document__picture")
MOST = 50


@officers(*CREDIT_ROLES)
@require_safe
def credit_page(request: HttpRequest) -> HttpResponse:
    """Repairs and objections that wait, by due day."""
    on, account = timezone.localdate(), who(request)
    left = days_from(on)
    context = {
        "repairs": [(row, left(row.due_on)) for row in repairs_waiting(account, on=on, size=MOST)[:MOST]],
        "objections": [
            (row, left(row.due_on)) for row in objections_waiting(account, on=on, size=MOST)[:MOST]
        ],
        "most": MOST,
    }
    return render(request, "desk/credit.html", context)


@officers(*CREDIT_ROLES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def repair_page(request: HttpRequest, repair_id: int) -> HttpResponse:
    """One application for repair: conditions, what is missing, and the decision."""
    on = timezone.localdate()
    rows = (
        repairs_visible_to(who(request), on=on)
        .select_related(*OF, "receipt")
        .defer(*UNREAD, "receipt__content")
    )
    repair = get_object_or_404(rows, pk=repair_id)
    form, refusal = RepairForm(request.POST if request.method == "POST" else None), None
    if form.is_bound and form.is_valid():
        try:
            done = decide_repair(
                repair_id=repair.pk,
                by=who(request),
                at=timezone.now(),
                duty_done=form.cleaned_data["duty_done"] == "yes",
                reason=form.cleaned_data["reason"],
            )
        except Refused as refused:
            refusal = refused.refusal
        else:
            messages.success(request, f"{done.get_status_display()}，已告知当事人。")
            return redirect("desk:repair", repair_id=repair.pk)
    context = {
        "repair": repair,
        "form": form,
        "refused": refusal,
        "left": days_from(on)(repair.due_on),
        "conditions": repair_conditions(
            repair.determination, on=on, duty_done=bool(repair.duty_done), promise_signed=bool(repair.promise)
        ),
        "why_not": _why_not(request, repair.determination, "decide_repair"),
    }
    return render(
        request, "desk/repair.html", context, status=409 if refusal else 422 if form.errors else 200
    )


@officers(*CREDIT_ROLES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def objection_page(request: HttpRequest, objection_id: int) -> HttpResponse:
    """One objection: what is contested, and the outcome with reasons."""
    on = timezone.localdate()
    rows = objections_visible_to(who(request), on=on).select_related(*OF).defer(*UNREAD)
    objection = get_object_or_404(rows, pk=objection_id)
    form, refusal = ObjectionForm(request.POST if request.method == "POST" else None), None
    if form.is_bound and form.is_valid():
        try:
            done = decide_objection(
                objection_id=objection.pk,
                upheld=form.cleaned_data["upheld"] == "yes",
                reason=form.cleaned_data["reason"],
                by=who(request),
                at=timezone.now(),
            )
        except Refused as refused:
            refusal = refused.refusal
        else:
            messages.success(request, f"{done.get_status_display()}，已告知当事人。")
            return redirect("desk:objection", objection_id=objection.pk)
    context = {
        "objection": objection,
        "form": form,
        "refused": refusal,
        "left": days_from(on)(objection.due_on),
        "why_not": _why_not(request, objection.determination, "decide_objection"),
    }
    return render(
        request, "desk/objection.html", context, status=409 if refusal else 422 if form.errors else 200
    )


def _why_not(request: HttpRequest, determination: Determination, verb: str) -> Refusal | None:
    """Why this officer may not do it, where it is to be done at all."""
    verbs = {
        one.verb: one.refusal for one in open_verbs(who(request), determination, on=timezone.localdate())
    }
    return verbs.get(verb)
