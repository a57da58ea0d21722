"""What is recorded about me: standing and why, the ledger, determinations with both documents, objection, repair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yinuo.credit.actions import apply_for_repair, raise_objection
from yinuo.credit.queries import (
    determinations_of,
    ledger_of,
    measures_in_force,
    open_verbs,
    repair_conditions,
    standing,
)
from yinuo.exchange.queries import asked_about
from yinuo.law.decision import REMEDIES
from yinuo.law.grammar import Refusal, Refused
from yinuo.people.queries import accesses_to
from yinuo.portals.applicant import mine
from yinuo.portals.applicant.forms.answering import ObjectionForm, RepairForm
from yinuo.portals.applicant.pages import papers
from yinuo.portals.face.doors import citizens

if TYPE_CHECKING:
    from yinuo.credit.models import Determination

PAGE = 30
PROMISE = "我承诺：已经纠正失信行为，履行了应尽的义务；今后如实承诺、守法诚信，自愿接受社会监督；再次失信的，依法从重处理。"


@citizens
@never_cache
@require_safe
def credit(request: HttpRequest) -> HttpResponse:
    """Standing with its reason, for me and for each I act for; determinations; the ledger."""
    _, on = mine.now()
    subjects = mine.subjects(mine.citizen(request), on=on)
    ids = [one.pk for one in subjects]
    after = request.GET.get("after", "")
    entries = ledger_of(ids, after=int(after) if after.isdecimal() and len(after) < 19 else None, size=PAGE)
    context = {
        "standings": [(one, standing(one.pk, on=on)) for one in subjects],
        "determinations": list(determinations_of(ids)[:PAGE]),
        "entries": entries[:PAGE],
        "following": f"?{urlencode({'after': entries[PAGE - 1].pk})}#ledger" if len(entries) > PAGE else "",
        "several": len(subjects) > 1,
    }
    return render(request, "applicant/credit.html", context)


@citizens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def determination(request: HttpRequest, pk: int) -> HttpResponse:
    """One determination: its reasons and measures, both documents, and what can be done about it."""
    found = mine.one(determinations_of(mine.subject_ids(request)).filter(pk=pk))
    objection, repair, refusal = ObjectionForm(prefix="o"), RepairForm(prefix="r"), None
    if request.method == "POST":
        wanted = request.POST.get("act", "")
        objection = ObjectionForm(request.POST, prefix="o") if wanted == "object" else objection
        repair = RepairForm(request.POST, prefix="r") if wanted == "repair" else repair
        form = objection if wanted == "object" else repair
        if form.is_bound and form.is_valid():
            refusal = _asked(request, found, wanted, form.cleaned_data)
            if refusal is None:
                return HttpResponseRedirect(reverse("applicant:determination", args=[found.pk]))
    faulty = bool((objection.is_bound and objection.errors) or (repair.is_bound and repair.errors))
    context = {
        **_context(request, found),
        "objection": objection,
        "repair": repair,
        "both": [objection, repair],
        "refused": refusal,
    }
    return render(
        request, "applicant/determination.html", context, status=409 if refusal else 422 if faulty else 200
    )


@citizens
@never_cache
@require_safe
def accesses(request: HttpRequest) -> HttpResponse:
    """Who looked at my data, when and why."""
    rows = accesses_to(mine.subject_ids(request))
    after = request.GET.get("after", "")
    if after.isdecimal() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.select_related("subject", "account__agency").order_by("-id")[: PAGE + 1])
    following = f"?{urlencode({'after': found[PAGE - 1].pk})}" if len(found) > PAGE else ""
    asked = list(asked_about(mine.subject_ids(request))[:PAGE]) if not after else []
    context = {"rows": found[:PAGE], "following": following, "asked": asked, "least": PAGE}
    return render(request, "applicant/accesses.html", context)


def _asked(request: HttpRequest, found: Determination, wanted: str, data: dict[str, Any]) -> Refusal | None:
    at, _ = mine.now()
    try:
        if wanted == "object":
            raise_objection(determination_id=found.pk, text=data["text"], by=mine.citizen(request), at=at)
            messages.success(request, "异议已经收到，记录当时就作了标注。办理结果会送给您。")
        else:
            apply_for_repair(
                determination_id=found.pk,
                promise=PROMISE,
                duty_done=data["duty_done"],
                by=mine.citizen(request),
                at=at,
            )
            messages.success(request, "修复申请已经收到，不收费。条件都具备的应当予以修复，结果会送给您。")
    except Refused as refused:
        return refused.refusal
    return None


def _context(request: HttpRequest, found: Determination) -> dict[str, Any]:
    _, on = mine.now()
    repairs = list(
        found.repairs.select_related("receipt").defer("receipt__content", "receipt__picture").order_by("-id")
    )
    objections = list(found.objections.order_by("-id"))
    verbs = {one.verb: one.refusal for one in open_verbs(mine.citizen(request), found, on=on)}
    return {
        "determination": found,
        "measures": measures_in_force(found, on=on),
        "conditions": repair_conditions(found, on=on, duty_done=True, promise_signed=True),
        "repairs": repairs,
        "objections": objections,
        "why_no_repair": verbs.get("apply_for_repair"),
        "why_no_objection": verbs.get("raise_objection"),
        "promise": PROMISE,
        "papers": papers.links(
            [found.document, found.repair_notice, *(one.receipt for one in repairs if one.receipt)]
        ),
        "remedies": REMEDIES,
        "credit_url": reverse("applicant:credit"),
        "waiting_repair": any(one.status == "applied" for one in repairs),
        "waiting_objection": any(one.status == "raised" for one in objections),
    }
