"""A case on one page: reasons, articles, plan, due diligence; one key decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yinuo.applications.actions import ask_evidence
from yinuo.applications.models import Material
from yinuo.applications.queries import visible_to
from yinuo.decisions import actions as decisions
from yinuo.decisions.queries import standing_decision, why_not_decide
from yinuo.documents.models import Document
from yinuo.documents.queries import file_bytes
from yinuo.law.grammar import Refused
from yinuo.people.actions import unmask
from yinuo.people.models import Role
from yinuo.portals.desk.forms.deciding import AskForm, DecideForm, RevealForm, TakeBackForm
from yinuo.portals.desk.pages.queue import CASE_ROLES
from yinuo.portals.desk.showing import case_context, case_of, note_look
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import who

if TYPE_CHECKING:
    from yinuo.applications.models import Application


@officers(*CASE_ROLES)
@never_cache
@require_safe
def case_page(request: HttpRequest, number: str) -> HttpResponse:
    """Everything an officer needs to decide, and what he may do."""
    application = case_of(request, number)
    note_look(request, application, "办件：填写内容、承诺和核查情况", once_a_day=True)
    return _shown(request, application)


def _shown(request: HttpRequest, application: Application, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, "desk/case.html", case_context(request, application, **more), status=status)


def _onward(request: HttpRequest, number: str) -> HttpResponse:
    """To the case the officer wants to see next, if he may see it; else back to this one."""
    wanted = request.POST.get("next", "")
    rows = visible_to(who(request), on=timezone.localdate())
    known = bool(wanted) and "\x00" not in wanted and rows.filter(number=wanted[:40]).exists()
    return redirect("desk:case", number=wanted if known else number)


@officers(Role.DECIDING_OFFICER)
@require_POST
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """Grant, refuse or terminate, then on to the next; what was typed is kept when something is missing."""
    application = case_of(request, number)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return _shown(request, application, status=422, decide_form=form)
    try:
        decision = decisions.decide(
            application_id=application.pk,
            kind=form.cleaned_data["kind"],
            reason=form.cleaned_data["reason"],
            by=who(request),
            at=timezone.now(),
        )
    except Refused as refused:
        return _shown(request, application, status=409, decide_form=form, refused=refused.refusal)
    said = format_html(
        '已{}：<a href="{}">{} · {}</a>。数分钟内、申请人打开以前可以收回。',
        decision.get_kind_display(),
        reverse("desk:case", args=[number]),
        application.applicant.name,
        application.matter.name,
    )
    messages.success(request, said)
    return _onward(request, number)


@officers(Role.DECIDING_OFFICER)
@require_POST
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """Ask the applicant, once and for everything."""
    application = case_of(request, number)
    refusal = why_not_decide(who(request), application, on=timezone.localdate())
    if refusal is not None:
        raise Refused(refusal)
    form = AskForm(request.POST)
    if not form.is_valid():
        return _shown(request, application, status=422, ask_form=form)
    try:
        ask_evidence(
            application_id=application.pk,
            item_id=None,
            reason=form.cleaned_data["reason"],
            differences=[],
            by=who(request),
            by_label=Role.DECIDING_OFFICER.label,
            at=timezone.now(),
        )
    except Refused as refused:
        return _shown(request, application, status=409, ask_form=form, refused=refused.refusal)
    messages.success(request, f"已请{application.applicant.name}补充，答复后会回到待办。")
    return _onward(request, number)


@officers(Role.DECIDING_OFFICER)
@require_POST
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    """Take the decision back within minutes, with a reason."""
    application = case_of(request, number)
    decision, form = standing_decision(application.pk), TakeBackForm(request.POST)
    if decision is None:
        return redirect("desk:case", number=number)
    if not form.is_valid():
        return _shown(request, application, status=422, take_back_form=form)
    decisions.take_back(
        decision_id=decision.pk, reason=form.cleaned_data["reason"], by=who(request), at=timezone.now()
    )
    messages.success(request, "决定已收回，申请回到待办。")
    return redirect("desk:case", number=number)


@officers(*CASE_ROLES)
@never_cache
@require_POST
def reveal(request: HttpRequest, number: str) -> HttpResponse:
    """Show the full numbers once, for a reason that is kept."""
    application = case_of(request, number)
    form = RevealForm(request.POST)
    if not form.is_valid():
        return _shown(request, application, status=422, reveal_form=form)
    shown = unmask(
        by=who(request),
        subject=application.applicant,
        reason=form.cleaned_data["reason"],
        case_number=application.number,
        at=timezone.now(),
    )
    return _shown(request, application, revealed=shown)


@officers(*CASE_ROLES)
@never_cache
@require_safe
def document(request: HttpRequest, number: str, document_id: int) -> HttpResponse:
    """A paper of the case; looking at it is noted."""
    application = case_of(request, number)
    row = get_object_or_404(Document, pk=document_id, case_file=application.case_file_id)
    note_look(request, application, f"文书：{row.title}")
    if row.made_at is None:
        messages.info(request, "这份文书正在制作，请几秒后再打开。")
        return redirect("desk:case", number=number)
    return HttpResponse(
        file_bytes(row),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{row.check_code}.pdf"'},
    )


@officers(*CASE_ROLES)
@never_cache
@require_safe
def material(request: HttpRequest, number: str, material_id: int) -> FileResponse:
    """A file the applicant handed in; looking at it is noted."""
    application = case_of(request, number)
    row = get_object_or_404(Material, pk=material_id, application=application)
    note_look(request, application, f"材料：{row.name}")
    return FileResponse(
        default_storage.open(row.file), content_type=row.media_type, as_attachment=True, filename=row.name
    )
