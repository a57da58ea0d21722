"""Credit work: applications for repair and objections that wait, each within its clock. Clause 2.5-d."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from yinuo.credit.actions import decide_objection, decide_repair
from yinuo.credit.queries import (
    objections_visible_to,
    objections_waiting,
    repair_conditions,
    repairs_visible_to,
    repairs_waiting,
)
from yinuo.people.models import Role
from yinuo.portals.desk.reading import working_days_left
from yinuo.portals.face.doors import officers


class RepairForm(forms.Form):
    """What the officer found of the duties; nothing is chosen beforehand."""

    duty_done = forms.ChoiceField(
        label="义务是否已经履行、错误是否已经改正", choices=[("yes", "已经履行并改正"), ("no", "还没有")],
        widget=forms.RadioSelect, error_messages={"required": "请先核实并选择义务是否已经履行"},
    )
    reason = forms.CharField(label="说明", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ObjectionForm(forms.Form):
    """Whether the objection is right, and why."""

    upheld = forms.ChoiceField(
        label="异议是否成立", choices=[("yes", "成立，撤销认定"), ("no", "不成立，维持认定")],
        widget=forms.RadioSelect, error_messages={"required": "请选择异议是否成立"},
    )
    reason = forms.CharField(
        label="理由", min_length=10, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "还没有写理由", "min_length": "理由写得太短，至少十个字"},
    )


@officers(Role.CREDIT_OFFICER, Role.DECIDING_OFFICER)
def credit_page(request: HttpRequest) -> HttpResponse:
    """Repairs and objections that wait, by due day."""
    on = timezone.localdate()
    repairs = repairs_waiting(request.user, on=on, size=50)  # type: ignore[arg-type]
    objections = objections_waiting(request.user, on=on, size=50)  # type: ignore[arg-type]
    context = {
        "repairs": [(row, working_days_left(row.due_on, on)) for row in repairs[:50]],
        "objections": [(row, working_days_left(row.due_on, on)) for row in objections[:50]],
    }
    return render(request, "desk/credit.html", context)


@officers(Role.CREDIT_OFFICER, Role.DECIDING_OFFICER)
def repair_page(request: HttpRequest, repair_id: int) -> HttpResponse:
    """One application for repair: conditions, what is missing, and the decision."""
    on = timezone.localdate()
    rows = repairs_visible_to(request.user, on=on)  # type: ignore[arg-type]
    repair = get_object_or_404(rows.select_related("determination__subject", "determination__agency"), pk=repair_id)
    form = RepairForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = decide_repair(
            repair_id=repair.pk, by=request.user, at=timezone.now(),  # type: ignore[arg-type]
            duty_done=form.cleaned_data["duty_done"] == "yes", reason=form.cleaned_data["reason"],
        )
        messages.success(request, f"{done.get_status_display()}，已告知当事人。")
        return redirect("desk:repair", repair_id=repair.pk)
    conditions = repair_conditions(repair.determination, on=on, duty_done=True, promise_signed=bool(repair.promise))
    context = {
        "repair": repair, "conditions": conditions, "form": form, "left": working_days_left(repair.due_on, on)
    }
    return render(request, "desk/repair.html", context, status=422 if form.errors else 200)


@officers(Role.CREDIT_OFFICER, Role.DECIDING_OFFICER)
def objection_page(request: HttpRequest, objection_id: int) -> HttpResponse:
    """One objection: what is contested, and the outcome with reasons."""
    on = timezone.localdate()
    rows = objections_visible_to(request.user, on=on)  # type: ignore[arg-type]
    objection = get_object_or_404(
        rows.select_related("determination__subject", "determination__agency"), pk=objection_id
    )
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decide_objection(
            objection_id=objection.pk, upheld=form.cleaned_data["upheld"] == "yes",
            reason=form.cleaned_data["reason"], by=request.user, at=timezone.now(),  # type: ignore[arg-type]
        )
        messages.success(request, "异议已办理，已告知当事人。")
        return redirect("desk:objection", objection_id=objection.pk)
    context = {"objection": objection, "form": form, "left": working_days_left(objection.due_on, on)}
    return render(request, "desk/objection.html", context, status=422 if form.errors else 200)
