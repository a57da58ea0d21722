"""One check: what was promised, what to look at, what was found, and what may be done next. Clauses 2.4-a, 2.4-g."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yinuo.documents.uploads import check_upload
from yinuo.law.grammar import Refused
from yinuo.people.models import Role
from yinuo.people.queries import has_role, officers_with
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import days_from, who
from yinuo.portals.field.forms import OUTCOMES, FindingForm, ReassessForm
from yinuo.portals.field.pages.tasks import FIELD_ROLES
from yinuo.portals.field.showing import note_look, promise, task_or_404
from yinuo.supervision.queries import errand_of
from yinuo.verification.actions import conclude, open_proceeding, reassess
from yinuo.verification.lifecycle import TASK
from yinuo.verification.models import Finding
from yinuo.verification.queries import DECIDED, TaskDetail, task_detail

if TYPE_CHECKING:
    from yinuo.law.grammar import Refusal
    from yinuo.people.models import Account


def _detail(request: HttpRequest, pk: int) -> TaskDetail:
    detail = task_detail(who(request), pk, on=timezone.localdate())
    if detail is None:
        raise Http404
    return detail


@officers(*FIELD_ROLES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def task_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The check; posted is what was found, and what was typed is kept when something is missing."""
    detail = _detail(request, pk)
    form, refusal = FindingForm(detail.task), None
    if request.method == "POST":
        form = FindingForm(detail.task, request.POST, request.FILES)
        if form.is_valid():
            refusal = _concluded(request, pk, form)
            if refusal is None:
                return redirect("field:task", pk=pk)
    else:
        note_look(request, detail.task, detail.task.commitment.application_item.application)
    status = 409 if refusal else 422 if form.errors else 200
    return render(
        request, "field/task.html", _context(request, detail, form=form, refused=refusal), status=status
    )


def _concluded(request: HttpRequest, pk: int, form: FindingForm) -> Refusal | None:
    """Write the finding down; why not, where it cannot be done."""
    try:
        finding = conclude(
            task_id=pk,
            outcome=form.cleaned_data["outcome"],
            explanation=form.words(),
            evidence_file=form.cleaned_data["evidence"],
            by=who(request),
            at=timezone.now(),
        )
    except Refused as refused:
        return refused.refusal
    messages.success(request, f"核查结论“{finding.get_outcome_display()}”已经写入案卷。")
    return None


def _context(request: HttpRequest, detail: TaskDetail, **more: Any) -> dict[str, Any]:
    task, account, on = detail.task, who(request), timezone.localdate()
    application = task.commitment.application_item.application
    refusals = {one.step.name: one.refusal for one in detail.steps}
    newest = detail.findings[0] if detail.findings else None
    unsettled = newest is not None and newest.outcome != Finding.Outcome.AGREES and detail.proceeding is None
    differs = unsettled and newest is not None and newest.outcome == Finding.Outcome.DIFFERS
    return {
        "task": task,
        "application": application,
        "left": days_from(on)(task.due_on),
        "findings": detail.findings,
        "proceeding": detail.proceeding,
        "errand": errand_of(task),
        "hints": {str(key): words for key, words in OUTCOMES.items()},
        "why_not": refusals["conclude"],
        "takeable": refusals["conclude"] is None and task.assigned_to_id is None,
        "able": _able(account, task.agency_id) if task.status == TASK.start else (),
        "reassessable": unsettled and refusals["reassess"] is None,
        "reassess_form": ReassessForm(task),
        "newest_differs": differs,
        "proceedable": differs and application.status in DECIDED and task.agency_id == account.agency_id,
        **promise(task),
        **more,
    }


def _able(account: Account, agency_id: int) -> tuple[Account, ...]:
    """To whom this officer may give a check: to those of his agency, if he decides."""
    on = timezone.localdate()
    if account.agency_id != agency_id or not has_role(account, Role.DECIDING_OFFICER, on=on):
        return ()
    return tuple(officers_with(agency_id, *FIELD_ROLES, on=on))


@officers(*FIELD_ROLES)
@require_POST
def reassess_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a concluded check again, with a reason."""
    detail = _detail(request, pk)
    form = ReassessForm(detail.task, request.POST)
    refusal = None
    if form.is_valid():
        try:
            reassess(
                task_id=pk,
                reason=form.cleaned_data["reason"],
                by_register=form.cleaned_data.get("by_register", False),
                by=who(request),
                at=timezone.now(),
            )
        except Refused as refused:
            refusal = refused.refusal
        else:
            messages.success(request, "已经重新打开，请核查后写结论。")
            return redirect("field:task", pk=pk)
    context = _context(request, detail, form=FindingForm(detail.task), reassess_form=form, refused=refusal)
    return render(request, "field/task.html", context, status=409 if refusal else 422)


@officers(*FIELD_ROLES)
@require_POST
def proceed(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the person what was found and by when he may speak; what follows is decided at the desk."""
    detail = _detail(request, pk)
    if not detail.findings:
        raise Http404
    proceeding = open_proceeding(finding_id=detail.findings[0].pk, by=who(request), at=timezone.now())
    messages.success(request, "已经告知当事人，陈述申辩告知书已送达。期满或者听取以后，由审批人处理。")
    return redirect("desk:proceeding", proceeding_id=proceeding.pk)


@officers(*FIELD_ROLES)
@never_cache
@require_safe
def evidence(request: HttpRequest, pk: int, finding: int) -> FileResponse:
    """What a person uploaded with a finding; looking at it is noted."""
    task = task_or_404(request, pk)
    row = get_object_or_404(Finding.objects.exclude(evidence=""), pk=finding, task=task)
    note_look(request, task, task.commitment.application_item.application)
    with default_storage.open(row.evidence) as file:
        upload = check_upload(file.read(), f"核查证据{row.pk}")
    return FileResponse(BytesIO(upload.content), content_type=upload.media_type, filename=upload.name)
