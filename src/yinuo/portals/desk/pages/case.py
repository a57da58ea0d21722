"""A case on one page: reasons, articles, plan, due diligence; one key decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from yinuo.applications.actions import ask_evidence
from yinuo.applications.models import Application, Material
from yinuo.applications.queries import items_of, materials_of, open_steps, visible_to
from yinuo.casefile.queries import first_break, timeline
from yinuo.commitments.queries import of_application
from yinuo.decisions import actions as decisions
from yinuo.decisions.queries import diligence, standing_decision, suggest, take_back_open, why_not_decide
from yinuo.documents.actions import make_soon
from yinuo.documents.models import Document
from yinuo.documents.queries import file_bytes, of_case
from yinuo.law.grammar import Refused
from yinuo.people.actions import note_access, unmask
from yinuo.people.models import Role
from yinuo.portals.desk.forms.deciding import AskForm, DecideForm, ReasonForm
from yinuo.portals.desk.pages.queue import CASE_ROLES, neighbours
from yinuo.portals.desk.reading import working_days_left
from yinuo.portals.face.doors import officers
from yinuo.verification.queries import latest_findings, of_commitment


def case_of(request: HttpRequest, number: str) -> Application:
    """The case, if this officer may see it; else there is nothing here."""
    rows = visible_to(request.user, on=timezone.localdate())  # type: ignore[arg-type]
    return get_object_or_404(rows.select_related("matter", "agency", "applicant", "case_file", "mandate__agent"), number=number)


@officers(*CASE_ROLES)
def case_page(request: HttpRequest, number: str) -> HttpResponse:
    """Everything an officer needs to decide, and what he may do."""
    application = case_of(request, number)
    return render(request, "desk/case.html", _context(request, application))


def _context(request: HttpRequest, application: Application, **more: Any) -> dict[str, Any]:
    on, now = timezone.localdate(), timezone.now()
    commitments = of_application(application)
    decision = standing_decision(application.pk)
    tasks = [task for commitment in commitments for task in of_commitment(commitment.pk)]
    findings = latest_findings([task.pk for task in tasks])
    previous, following = neighbours(request, application)
    under_way = application.status == "submitted"
    return {
        "application": application,
        "items": items_of(application),
        "materials": materials_of(application),
        "commitments": commitments,
        "tasks": [(task, findings.get(task.pk)) for task in tasks],
        "decision": decision,
        "take_back": take_back_open(decision, at=now, on=on) if decision and decision.status == "made" else None,
        "suggested": suggest(application, on=on) if under_way else None,
        "diligence": diligence(application, on=on),
        "entries": timeline(application.case_file_id),
        "broken": first_break(application.case_file),
        "documents": of_case(application.case_file_id),
        "requests": application.requests.order_by("-id"),
        "left": working_days_left(application.due_on, on),
        "steps": open_steps(request.user, application, on=on),  # type: ignore[arg-type]
        "refusal": why_not_decide(request.user, application, on=on),  # type: ignore[arg-type]
        "previous": previous,
        "following": following,
        "ask_form": AskForm(),
        "decide_form": DecideForm(),
        **more,
    }


@require_POST
@officers(Role.DECIDING_OFFICER)
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """Grant, refuse or terminate; what was typed is kept when something is missing."""
    application = case_of(request, number)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return render(request, "desk/case.html", _context(request, application, decide_form=form), status=422)
    try:
        decision = decisions.decide(
            application_id=application.pk, kind=form.cleaned_data["kind"], reason=form.cleaned_data["reason"],
            by=request.user, at=timezone.now(),  # type: ignore[arg-type]
        )
    except Refused as refused:
        context = _context(request, application, decide_form=form, refused=refused.refusal)
        return render(request, "desk/case.html", context, status=409)
    messages.success(request, f"已{decision.get_kind_display()}：{application.applicant.name} · {application.matter.name}。数分钟内、申请人打开以前可以收回。")
    return redirect("desk:case", number=number)


@require_POST
@officers(Role.DECIDING_OFFICER)
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """Ask the applicant, once and for everything."""
    application = case_of(request, number)
    refusal = why_not_decide(request.user, application, on=timezone.localdate())  # type: ignore[arg-type]
    if refusal is not None:
        raise Refused(refusal)
    form = AskForm(request.POST)
    if not form.is_valid():
        return render(request, "desk/case.html", _context(request, application, ask_form=form), status=422)
    ask_evidence(
        application_id=application.pk, item_id=None, reason=form.cleaned_data["reason"], differences=[],
        by=request.user, by_label="审批人", at=timezone.now(),  # type: ignore[arg-type]
    )
    messages.success(request, "已请申请人补充，申请人答复后会回到待办。")
    return redirect("desk:case", number=number)


@require_POST
@officers(Role.DECIDING_OFFICER)
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    """Take the decision back within minutes."""
    application = case_of(request, number)
    decision = standing_decision(application.pk)
    if decision is None:
        raise Http404
    decisions.take_back(
        decision_id=decision.pk, reason=request.POST.get("reason", ""), by=request.user, at=timezone.now()  # type: ignore[arg-type]
    )
    messages.success(request, "决定已收回，这件申请回到待办。")
    return redirect("desk:case", number=number)


@require_POST
@officers(*CASE_ROLES)
def reveal(request: HttpRequest, number: str) -> HttpResponse:
    """Show the full numbers once, for a reason that is kept."""
    application = case_of(request, number)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return render(request, "desk/case.html", _context(request, application, reveal_form=form), status=422)
    shown = unmask(
        by=request.user, subject=application.applicant, reason=form.cleaned_data["reason"],  # type: ignore[arg-type]
        case_number=application.number, at=timezone.now(),
    )
    return render(request, "desk/case.html", _context(request, application, revealed=shown))


@officers(*CASE_ROLES)
def document(request: HttpRequest, number: str, document_id: int) -> HttpResponse:
    """A paper of the case; looking at it is noted."""
    application = case_of(request, number)
    row = get_object_or_404(Document, pk=document_id, case_file=application.case_file_id)
    _note(request, application, f"文书：{row.title}")
    if row.made_at is None:
        make_soon(document_id=row.pk)
        messages.info(request, "这份文书正在制作，请几秒后再打开。")
        return redirect("desk:case", number=number)
    return HttpResponse(
        file_bytes(row), content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{row.check_code}.pdf"'},
    )


@officers(*CASE_ROLES)
def material(request: HttpRequest, number: str, material_id: int) -> FileResponse:
    """A file the applicant handed in; looking at it is noted."""
    from django.core.files.storage import default_storage  # noqa: PLC0415 - files are read here and nowhere else

    application = case_of(request, number)
    row = get_object_or_404(Material, pk=material_id, application=application)
    _note(request, application, f"材料：{row.name}")
    return FileResponse(
        default_storage.open(row.file), content_type=row.media_type, as_attachment=True, filename=row.name
    )


def _note(request: HttpRequest, application: Application, what: str) -> None:
    note_access(
        by=request.user, subject=application.applicant, what=what[:80], purpose="办理申请",  # type: ignore[arg-type]
        case_number=application.number, at=timezone.now(),
    )
