"""My cases, and one case: what is now, what comes next and when, what was handed in, who looked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yinuo.applications.queries import for_person, items_of, materials_of
from yinuo.casefile.queries import timeline
from yinuo.commitments.queries import of_application, withdrawable
from yinuo.decisions.models import Decision
from yinuo.decisions.queries import standing_decision
from yinuo.documents.queries import deliveries_to
from yinuo.exchange.queries import asked_about
from yinuo.law.eligibility import WITHDRAWAL_REASONS, WithdrawalFacts, may_withdraw
from yinuo.people.queries import accesses_to
from yinuo.portals.applicant import mine, moments, outlook, wizard
from yinuo.portals.face.doors import citizens
from yinuo.verification.queries import proceedings_visible_to

if TYPE_CHECKING:
    from datetime import date

    from yinuo.applications.models import Application
    from yinuo.commitments.models import Commitment

PAGE = 20
TONES = {"signed": "go", "kept": "ok", "corrected": "look", "untrue": "look"}


@citizens
@never_cache
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """My own cases and those of whom I act for, newest first: what asks for me stands on top."""
    account, (_, on) = mine.citizen(request), mine.now()
    rows = for_person(account, on=on).defer("answers")
    after = request.GET.get("after", "")
    if after.isdecimal() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    decided = Decision.objects.filter(application__in=shown).exclude(status="taken_back").defer("conclusion")
    decisions = {one.application_id: one for one in decided}
    lines = [
        (one, outlook.tag(one, decisions.get(one.pk)), one.applicant_id != account.subject_id)
        for one in shown
    ]
    waiting = [line for line in lines if line[0].status in {"draft", "evidence_asked"}]
    context = {
        "lines": lines,
        "waiting": waiting if not after else [],
        "following": f"?{urlencode({'after': shown[-1].pk})}" if len(found) > PAGE else "",
        "first": request.path if after else "",
    }
    return render(request, "applicant/cases.html", context)


@citizens
@never_cache
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case; a draft leads on to its next step."""
    application = mine.application(request, number)
    if application.status == "draft":
        step = wizard.draft_of(application).next_step()
        return HttpResponseRedirect(wizard.address(application, step))
    return render(request, "applicant/case.html", case_context(request, application))


def case_context(request: HttpRequest, application: Application) -> dict[str, Any]:
    """Everything the page of a case shows."""
    _, on = mine.now()
    ids = mine.subject_ids(request)
    commitments = of_application(application)
    decision = standing_decision(application.pk)
    asked = application.requests.filter(answered_at__isnull=True).first()
    mine_too = proceedings_visible_to(mine.citizen(request), on=on).filter(case_file=application.case_file_id)
    proceeding = mine_too.defer("reason").order_by("-id").first()
    return {
        "application": application,
        "tag": outlook.tag(application, decision),
        "outlook": outlook.of_application(
            application,
            on=on,
            decision=decision,
            request=asked,
            proceeding=proceeding,
            commitments=commitments,
        ),
        "items": _items(application, commitments),
        "deliveries": list(deliveries_to(ids, case_file_id=application.case_file_id)),
        "moments": moments.of_case(timeline(application.case_file_id), application, on=on),
        "accesses": list(accesses_to({application.applicant_id}).filter(case_number=application.number)[:8]),
        "asked": list(asked_about({application.applicant_id}).filter(case_file=application.case_file_id)[:8]),
        "withdrawals": [_withdrawal(one, application, on) for one in commitments if one.status == "signed"],
        "reasons": WITHDRAWAL_REASONS,
        "request_open": asked,
        "proceeding": proceeding,
        "decision": decision,
        "may_withdraw_application": application.status in {"submitted", "evidence_asked"},
    }


def _items(application: Application, commitments: list[Commitment]) -> list[dict[str, Any]]:
    """Each proof item with its way, its letter and its materials."""
    standing = {one.application_item_id: one for one in commitments if one.status != "withdrawn"}
    taken_back = {one.application_item_id: one for one in commitments if one.status == "withdrawn"}
    materials = materials_of(application)
    return [
        {
            "item": item,
            "commitment": standing.get(item.pk),
            "tone": TONES.get(standing[item.pk].status, "") if item.pk in standing else "",
            "withdrawn": taken_back.get(item.pk),
            "materials": [one for one in materials if one.item_id == item.pk],
        }
        for item in items_of(application)
    ]


def _withdrawal(commitment: Commitment, application: Application, on: date) -> dict[str, Any]:
    """Whether a commitment may be withdrawn now, and what follows, told before."""
    facts = WithdrawalFacts(reason=WITHDRAWAL_REASONS[0][0], **withdrawable(commitment, application))
    concluded = may_withdraw.on(on, facts)
    # The first of what it rests on is the reason, which the person has yet to choose.
    return {"commitment": commitment, "conclusion": concluded, "also": concluded.because[1:]}
