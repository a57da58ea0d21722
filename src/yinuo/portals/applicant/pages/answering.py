"""Answering and taking back: evidence asked for, being heard, withdrawing a commitment or the whole application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yinuo.applications.actions import remove_material, supply, withdraw_application
from yinuo.applications.queries import materials_of
from yinuo.commitments.actions import withdraw
from yinuo.commitments.queries import visible_to
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import PENALTY_45
from yinuo.portals.applicant import bringing, mine, outlook, wizard
from yinuo.portals.applicant.forms.answering import RepresentForm, SupplyForm, WithdrawForm
from yinuo.portals.applicant.pages import papers
from yinuo.portals.face.doors import citizens
from yinuo.portals.face.fields import summary
from yinuo.verification.actions import represent
from yinuo.verification.queries import proceedings_visible_to, representations

if TYPE_CHECKING:
    from yinuo.applications.models import Application, SupplementRequest
    from yinuo.verification.models import Proceeding


@citizens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def supply_page(request: HttpRequest, number: str) -> HttpResponse:
    """What does not match or is missing, and the ways to answer: explain, hand in, or both."""
    application = mine.application(request, number)
    asked = application.requests.filter(answered_at__isnull=True).select_related("item__proof_item").first()
    if application.status != "evidence_asked" or asked is None:
        return HttpResponseRedirect(wizard.case_address(application))
    form, refusal, faults = SupplyForm(request.POST if request.method == "POST" else None), None, []
    if request.method == "POST" and form.is_valid():
        faults = bringing.take(
            request, application, [(None if asked.item_id is None else asked.item, "file")]
        )
        refusal = None if faults else _supplied(request, application, form)
        if refusal is None and not faults:
            return HttpResponseRedirect(_back(request, application))
    context = {
        "application": application,
        "asked": asked,
        "form": form,
        "refused": refusal,
        "errors": [*summary(form), *faults],
        "materials": [one for one in materials_of(application) if one.at >= asked.asked_at],
        "routes_open": _still_promised(asked),
        "left": outlook.days_left(mine.now()[1], asked.due_on),
        "case_url": wizard.case_address(application),
    }
    return render(
        request,
        "applicant/supply.html",
        context,
        status=409 if refusal else 422 if form.errors or faults else 200,
    )


def _supplied(request: HttpRequest, application: Application, form: SupplyForm) -> Refusal | None:
    """Take out what is to be taken out; hand in the answer when that was asked for."""
    at, _ = mine.now()
    removed = request.POST.get("remove", "")
    try:
        if removed.isdecimal():
            chosen = mine.one_of(materials_of(application), removed)
            remove_material(
                application_id=application.pk, material_id=chosen.pk, by=mine.citizen(request), at=at
            )
        elif request.POST.get("action") == "send":
            supply(
                application_id=application.pk,
                answer=form.cleaned_data["answer"],
                by=mine.citizen(request),
                at=at,
            )
            messages.success(request, "补充已经收到，办理继续。结果会送给您。")
    except Refused as refused:
        return refused.refusal
    return None


def _back(request: HttpRequest, application: Application) -> str:
    sent = request.POST.get("action") == "send" and not request.POST.get("remove")
    return wizard.case_address(application) if sent else f"{request.path}#materials"


def _still_promised(asked: SupplementRequest) -> bool:
    """Whether the promise the request is about still stands, so that it could be withdrawn."""
    return asked.item is not None and asked.item.commitments.filter(status="signed").exists()


@citizens
@require_POST
def withdraw_commitment(request: HttpRequest, number: str, commitment: int) -> HttpResponse:
    """Take a commitment back with a listed reason or one's own words; the case goes on by the proof route."""
    at, on = mine.now()
    application = mine.application(request, number)
    mine.one(
        visible_to(mine.citizen(request), on=on).filter(
            pk=commitment, application_item__application=application
        )
    )
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有撤回：" + form.first_fault())
        return HttpResponseRedirect(f"{wizard.case_address(application)}#withdraw-{commitment}")
    withdraw(commitment_id=commitment, reason=form.chosen(), by=mine.citizen(request), at=at)
    messages.success(request, "承诺已经撤回。请改交这份证明，原来填的和交过的都还在。")
    return HttpResponseRedirect(wizard.case_address(application))


@citizens
@require_POST
def withdraw_all(request: HttpRequest, number: str) -> HttpResponse:
    """Take the whole application back before it is decided."""
    at, _ = mine.now()
    application = mine.application(request, number)
    withdraw_application(
        application_id=application.pk,
        reason=request.POST.get("reason", "")[:300],
        by=mine.citizen(request),
        at=at,
    )
    messages.success(request, "申请已经撤回。")
    return HttpResponseRedirect(wizard.case_address(application))


@citizens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def represent_page(request: HttpRequest, number: str) -> HttpResponse:
    """What was found, what may follow, until when; and the person's own words, which may be added to."""
    application, (at, on) = mine.application(request, number), mine.now()
    proceeding = _proceeding(request, application)
    form, refusal = RepresentForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        try:
            represent(
                proceeding_id=proceeding.pk, text=form.cleaned_data["text"], by=mine.citizen(request), at=at
            )
        except Refused as refused:
            refusal = refused.refusal
        else:
            messages.success(request, "您的说明已经记入案卷，单位会逐条答复。期限之内还可以补充。")
            return HttpResponseRedirect(wizard.case_address(application))
    context: dict[str, Any] = {
        "application": application,
        "proceeding": proceeding,
        "form": form,
        "refused": refusal,
        "said": representations(proceeding),
        "left": outlook.days_left(on, proceeding.representation_due_on),
        "notice": papers.links([proceeding.notice]),
        "basis": PENALTY_45,
        "case_url": wizard.case_address(application),
        "open": proceeding.status in {"told", "heard"} and on <= proceeding.representation_due_on,
    }
    return render(
        request, "applicant/represent.html", context, status=409 if refusal else 422 if form.errors else 200
    )


def _proceeding(request: HttpRequest, application: Application) -> Proceeding:
    """The newest proceeding of a case of mine.

    Raises:
        Http404: there is none.
    """
    rows = proceedings_visible_to(mine.citizen(request), on=mine.now()[1]).filter(
        case_file=application.case_file_id
    )
    found = (
        rows.select_related("agency", "notice", "finding__task", "commitment__application_item__proof_item")
        .defer("notice__content", "notice__picture", "commitment__facts")
        .order_by("-id")
        .first()
    )
    if found is None:
        raise Http404
    return found
