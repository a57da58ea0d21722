"""Step two: fill in and upload; saved while typing, and nothing typed is lost to an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yinuo.applications.actions import remove_material, save_draft
from yinuo.applications.models import ApplicationItem
from yinuo.law.grammar import Refusal, Refused
from yinuo.portals.applicant import bringing, mine, wizard
from yinuo.portals.applicant.forms.details import DetailsForm, typed
from yinuo.portals.face.doors import citizens
from yinuo.portals.face.fields import Fault, summary
from yinuo.portals.face.words import clock_time

if TYPE_CHECKING:
    from yinuo.applications.models import Application
    from yinuo.portals.applicant.wizard import Draft


@citizens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, number: str) -> HttpResponse:
    """What is to be filled in and handed in; a POST keeps it all first and judges it then."""
    application = mine.application(request, number)
    if application.status != "draft":
        return HttpResponseRedirect(wizard.case_address(application))
    draft = wizard.draft_of(application)
    if draft.without_route():
        messages.warning(request, "请先为每份证明选一种办法。")
        return HttpResponseRedirect(wizard.address(application, wizard.ROUTES))
    if request.method == "POST":
        return _posted(request, draft)
    return _page(request, draft, DetailsForm(_asking(draft), kept=application.answers))


@citizens
@require_POST
def save(request: HttpRequest, number: str) -> HttpResponse:
    """Keep what is typed so far; answers when it was saved, or 409 where the draft was changed elsewhere."""
    application = mine.application(request, number)
    draft = wizard.draft_of(application)
    try:
        saved = _keep(request, draft)
    except Refused as refused:
        return JsonResponse({"refused": refused.refusal.as_json()}, status=409)
    answer = JsonResponse({"saved_at": clock_time(saved.saved_at), "version": saved.revision})
    answer["X-Draft-Version"] = str(saved.revision)
    return answer


def _posted(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Keep, take files in and out, and go on if nothing is missing."""
    form = DetailsForm(_asking(draft), request.POST)
    try:
        saved = _keep(request, draft)
        _take_out(request, draft)
    except Refused as refused:
        return _page(request, draft, form, refusal=refused.refusal)
    draft.application.revision = saved.revision
    faults = bringing.take(request, draft.application, [(item, f"file-{item.pk}") for item in draft.proved])
    draft = wizard.draft_of(draft.application)
    if request.POST.get("action") != "next":
        return (
            _page(request, draft, form, faults=faults, quiet=True)
            if faults
            else HttpResponseRedirect(request.path + "#proofs")
        )
    faults += [
        Fault(
            f"“{item.proof_item.name}”还没有上传",
            "请上传这份证明，或者回上一步改选签承诺。",
            anchor=f"id_file-{item.pk}",
        )
        for item in draft.without_proof()
    ]
    if faults or not form.is_valid():
        return _page(request, draft, form, faults=faults)
    at, _ = mine.now()
    save_draft(
        application_id=draft.application.pk,
        answers=form.answers(),
        revision=None,
        by=mine.citizen(request),
        at=at,
    )
    return HttpResponseRedirect(draft.after(wizard.DETAILS))


def _keep(request: HttpRequest, draft: Draft) -> Application:
    """Save what was typed, valid or not, unless the draft was changed elsewhere meanwhile."""
    at, _ = mine.now()
    version = request.POST.get("version", "")
    return save_draft(
        application_id=draft.application.pk,
        answers=typed(request.POST, draft.items),
        revision=int(version) if version.isdecimal() and len(version) < 9 else None,
        by=mine.citizen(request),
        at=at,
    )


def _take_out(request: HttpRequest, draft: Draft) -> None:
    wanted = request.POST.get("remove", "")
    if wanted:
        chosen = mine.one_of(draft.materials, wanted)
        at, _ = mine.now()
        remove_material(
            application_id=draft.application.pk, material_id=chosen.pk, by=mine.citizen(request), at=at
        )


def _asking(draft: Draft) -> list[ApplicationItem]:
    """The items whose inputs are asked for; what the office holds already is not asked again."""
    return [item for item in draft.items if item.route != ApplicationItem.Route.HELD]


def _page(
    request: HttpRequest,
    draft: Draft,
    form: DetailsForm,
    *,
    faults: list[Fault] | None = None,
    refusal: Refusal | None = None,
    quiet: bool = False,
) -> HttpResponse:
    """The page; ``quiet`` leaves out what the form still misses, because nobody asked to go on."""
    if quiet:
        form = DetailsForm(
            _asking(draft), kept={**(draft.application.answers or {}), **typed(request.POST, draft.items)}
        )
    proofs = [
        {
            "item": item,
            "name": f"file-{item.pk}",
            "materials": [one for one in draft.materials if one.item_id == item.pk],
            "faults": [fault for fault in faults or () if fault.anchor == f"id_file-{item.pk}"],
        }
        for item in draft.proved
    ]
    context = {
        "draft": draft,
        "step": draft.place(wizard.DETAILS),
        "application": draft.application,
        "form": form,
        "proofs": proofs,
        "refused": refusal,
        "errors": [*summary(form), *(faults or [])],
    }
    status = 409 if refusal else 422 if form.errors or faults else 200
    return render(request, "applicant/details.html", context, status=status)
