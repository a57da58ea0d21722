"""Step four: see the letter as it will be, sign it and hand in; without a letter, look it over and hand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yinuo.applications.actions import submit
from yinuo.applications.models import ApplicationItem
from yinuo.commitments.actions import sign
from yinuo.commitments.letters import withdrawal_words
from yinuo.commitments.queries import conditions_of, eligibility, plan
from yinuo.credit.queries import standing
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.notice import STATEMENTS
from yinuo.law.texts import CLAUSES
from yinuo.portals.applicant import mine, wizard
from yinuo.portals.applicant.forms.signing import SignForm
from yinuo.portals.face.doors import citizens

if TYPE_CHECKING:
    from yinuo.applications.models import Application
    from yinuo.commitments.models import NoticeShowing
    from yinuo.law.grammar import Conclusion
    from yinuo.law.verification import PlanLine
    from yinuo.portals.applicant.wizard import Draft


@dataclass(frozen=True, slots=True)
class Preview:
    """One letter as it will be signed: what was told, what is promised, and the plan of checks with its reasons."""

    item: ApplicationItem
    showing: NoticeShowing
    statements: tuple[str, ...]
    conditions: tuple[str, ...]
    answers: list[tuple[str, str]]
    plan: list[Conclusion[PlanLine]]
    barred: Conclusion[bool] | None
    withdrawal: tuple[str, ...]
    round_bar: bool


@citizens
@never_cache
@sensitive_post_parameters("identity_end", "signature")
@require_http_methods(["GET", "HEAD", "POST"])
def signing(request: HttpRequest, number: str) -> HttpResponse:
    """The letters and the signature; a POST signs and hands in, once, however often it is sent."""
    application = mine.application(request, number)
    if application.status != "draft":
        return HttpResponseRedirect(wizard.address(application, wizard.RECEIPT))
    sent = request.method == "POST"
    promises = sent and application.items.filter(route=ApplicationItem.Route.COMMIT).exists()
    form = SignForm(request.POST if promises else None)
    refusal = None
    if sent and (not promises or form.is_valid()):
        # The verb reads for itself what the draft lacks; the page reads it only where it has to be shown.
        refusal = _handed_in(request, application, form if promises else None)
        if refusal is None:
            return HttpResponseRedirect(wizard.address(application, wizard.RECEIPT))
    draft = wizard.draft_of(application)
    if draft.next_step() != wizard.SIGN:
        messages.warning(request, "还差这一步，补上就能签。已经填的都在。")
        return HttpResponseRedirect(wizard.address(application, draft.next_step()))
    context = {
        "draft": draft,
        "step": draft.place(wizard.SIGN),
        "application": application,
        "form": form,
        "refused": refusal,
        "letters": _previews(draft),
        "withdrawal": CLAUSES["2.6-c"],
        "today": mine.now()[1],
    }
    status = 409 if refusal is not None else 422 if form.errors else 200
    return render(request, "applicant/sign.html", context, status=status)


def _handed_in(request: HttpRequest, application: Application, form: SignForm | None) -> Refusal | None:
    """Sign and submit, or submit; of two clicks at once the second finds it done, which is no fault."""
    at, _ = mine.now()
    account = mine.citizen(request)
    try:
        if form is not None:
            sign(application_id=application.pk, signature=form.as_signature(), by=account, at=at)
        else:
            submit(application_id=application.pk, by=account, at=at)
    except Refused as refused:
        done = mine.application(request, application.number).status != "draft"
        return None if done else refused.refusal
    return None


def _previews(draft: Draft) -> list[Preview]:
    """The letters as they would be if they were signed now."""
    if not draft.committed:
        return []
    _, on = mine.now()
    stands = standing(draft.application.applicant_id, on=on)
    return [_preview(draft, item, draft.showings[item.pk], stands) for item in draft.committed]


def _preview(draft: Draft, item: ApplicationItem, showing: NoticeShowing, stands: Conclusion[Any]) -> Preview:
    at, on = mine.now()
    applicant, answers = draft.application.applicant, draft.application.answers or {}
    who = "本人" if applicant.kind == applicant.Kind.PERSON else "本单位"
    round_bar = bool(item.version.plain.get("same_round_bar"))
    fits = eligibility(applicant_id=applicant.pk, version=item.version, on=on, known=stands)
    return Preview(
        item=item,
        showing=showing,
        statements=tuple(f"{who}{said}" for _, said in STATEMENTS),
        conditions=conditions_of(item.version),
        answers=[(field["label"], str(answers.get(field["key"], ""))) for field in item.version.inputs],
        plan=plan(version=item.version, standing_class=stands.value.class_, at=at, on=on),
        barred=None if fits.value else fits,
        withdrawal=withdrawal_words(round_bar=round_bar),
        round_bar=round_bar,
    )
