"""Starting: for whom, and whether a draft is already there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yinuo.applications.actions import choose_route, discard, open_draft
from yinuo.applications.models import Application
from yinuo.commitments.queries import eligibility
from yinuo.matters.models import ProofItem
from yinuo.people.models import Subject
from yinuo.portals.applicant import mine, wizard
from yinuo.portals.face.doors import citizens

ROUTES = {"commit": "签承诺", "proof": "交证明"}


@citizens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose for whom, see whether a draft is there, and open it; a POST opens."""
    at, on = mine.now()
    item = mine.one(
        ProofItem.objects.filter(slug=slug, versions__status__in=("published", "suspended")).select_related(
            "matter__agency"
        )
    )
    route = (request.POST if request.method == "POST" else request.GET).get("route", "")
    subjects = mine.subjects(mine.citizen(request), on=on)
    if request.method == "POST":
        chosen = request.POST.get("applicant", "")
        applicant = next((one for one in subjects if str(one.pk) == chosen), None) or mine.one(
            Subject.objects.none()
        )
        opened = open_draft(matter=item.matter, applicant=applicant, by=mine.citizen(request), at=at)
        return _go_on(request, opened, item, route)
    kept = Application.objects.filter(matter=item.matter, applicant__in=subjects, status="draft").defer(
        "answers"
    )
    drafts = {one.applicant_id: one for one in kept}
    choices = [(one, _fits(item, one), drafts.get(one.pk)) for one in subjects]
    context = {
        "item": item,
        "matter": item.matter,
        "choices": choices,
        "route": route if route in ROUTES else "",
        "route_word": ROUTES.get(route, ""),
        "item_url": reverse("public:item", args=[item.slug]),
    }
    return render(request, "applicant/start.html", context)


@citizens
@require_POST
def throw_away(request: HttpRequest, number: str) -> HttpResponse:
    """Delete a draft: what was typed is erased."""
    at, _ = mine.now()
    found = mine.application(request, number)
    discard(application_id=found.pk, by=mine.citizen(request), at=at)
    return HttpResponseRedirect(wizard.cases_address())


def _go_on(request: HttpRequest, opened: Application, item: ProofItem, route: str) -> HttpResponse:
    """Keep the route that was clicked on the item's page, where it is open and nothing was chosen before."""
    at, on = mine.now()
    chosen = opened.items.select_related("version__item").filter(proof_item=item, route="").first()
    if chosen is not None and route in ROUTES:
        barred = (
            route == "commit"
            and not eligibility(applicant_id=opened.applicant_id, version=chosen.version, on=on).value
        )
        if not barred:
            choose_route(
                application_id=opened.pk, item_id=chosen.pk, route=route, by=mine.citizen(request), at=at
            )
    return HttpResponseRedirect(wizard.address(opened, wizard.draft_of(opened).next_step()))


def _fits(item: ProofItem, subject: Subject) -> bool:
    return item.matter.for_persons if subject.kind == Subject.Kind.PERSON else item.matter.for_firms
