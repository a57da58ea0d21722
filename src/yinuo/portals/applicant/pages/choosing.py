"""Step one: for each proof item, sign a commitment, hand in the proof, or let the office use what it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yinuo.applications.actions import choose_route, use_held
from yinuo.applications.models import ApplicationItem
from yinuo.commitments.queries import eligibility
from yinuo.credit.queries import standing
from yinuo.exchange import queries as exchange
from yinuo.exchange.actions import ask
from yinuo.exchange.comparison import LABELS, in_words
from yinuo.exchange.models import Source
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.portals.applicant import mine, wizard
from yinuo.portals.face import routes
from yinuo.portals.face.doors import citizens

if TYPE_CHECKING:
    from datetime import date

    from yinuo.law.grammar import Conclusion
    from yinuo.portals.applicant.wizard import Draft


@dataclass(frozen=True, slots=True)
class Choice:
    """One proof item with its ways.

    Attributes:
        item: the item.
        ways: commitment, proof, and the office's own data where a register has them.
        barred: the whole reason where the person may not promise.
        found: what the register said, of the fields that matter, where its data are used.
    """

    item: ApplicationItem
    ways: routes.Ways
    barred: Conclusion[bool] | None
    found: list[tuple[str, str]]


@citizens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, number: str) -> HttpResponse:
    """The ways of every proof item side by side; a POST chooses one way for one item."""
    application = mine.application(request, number)
    if application.status != "draft":
        return HttpResponseRedirect(wizard.case_address(application))
    draft = wizard.draft_of(application)
    refusal = None
    if request.method == "POST":
        refusal = _chosen(request, draft)
        if refusal is None:
            return HttpResponseRedirect(_after_choice(request, wizard.draft_of(application)))
    context = {
        "draft": draft,
        "step": draft.place(wizard.ROUTES),
        "application": application,
        "choices": _choices(draft, mine.now()[1]),
        "refused": refusal,
    }
    return render(request, "applicant/routes.html", context, status=409 if refusal else 200)


def _chosen(request: HttpRequest, draft: Draft) -> Refusal | None:
    """Keep the way that was clicked; the refusal where it is not open."""
    at, on = mine.now()
    item = mine.one_of(draft.items, request.POST.get("item", ""))
    route, account = request.POST.get("route", ""), mine.citizen(request)
    try:
        if route == routes.HELD:
            return _use_held(request, draft, item)
        if route == routes.COMMIT:
            fits = eligibility(applicant_id=draft.application.applicant_id, version=item.version, on=on)
            if not fits.value:
                return Refusal("现在不能签承诺", fits.reason.rstrip("。"), fits.citation, fits.instead)
        choose_route(application_id=draft.application.pk, item_id=item.pk, route=route, by=account, at=at)
    except Refused as refused:
        return refused.refusal
    return None


def _use_held(request: HttpRequest, draft: Draft, item: ApplicationItem) -> Refusal | None:
    """Ask the register, outside any transaction, and use its answer."""
    at, _ = mine.now()
    source = _sources([item]).get(item.pk)
    if source is None:
        return Refusal(
            "不能用机关已有数据",
            "这份证明没有可以查询的数据来源",
            CLAUSES["2.4-e"],
            "请改为签承诺，或者交证明。",
        )
    account, application = mine.citizen(request), draft.application
    query = ask(
        source_key=source.key,
        subject=application.applicant,
        case_file_id=application.case_file_id,
        by=account,
        at=at,
        purpose=f"本人同意，为办理“{application.matter.name}”查询“{item.proof_item.name}”",
        basis=CLAUSES["2.4-e"],
    )
    use_held(application_id=application.pk, item_id=item.pk, query=query, by=account, at=at)
    messages.success(
        request, f"已经从“{source.name}”查到您的记录，“{item.proof_item.name}”不用您再交、再签。"
    )
    return None


def _after_choice(request: HttpRequest, draft: Draft) -> str:
    """On to the next item without a way; with the last one on to the next step, unless one came back to change."""
    waiting = draft.without_route()
    if waiting:
        return f"{request.path}#item-{waiting[0].pk}"
    return draft.after(wizard.ROUTES)


def _choices(draft: Draft, on: date) -> list[Choice]:
    stands = standing(draft.application.applicant_id, on=on)
    sources = _sources(draft.items)
    found = []
    for item in draft.items:
        fits = eligibility(
            applicant_id=draft.application.applicant_id, version=item.version, on=on, known=stands
        )
        source = sources.get(item.pk)
        told = routes.ways(
            item.version, on=on, eligible=fits, register=source.name if source is not None else ""
        )
        found.append(Choice(item, told, None if fits.value else fits, _told_by_register(item)))
    return found


def _told_by_register(item: ApplicationItem) -> list[tuple[str, str]]:
    """The fields the proof is about, as the register answered; nothing else of the record is shown."""
    record = exchange.answer(item.held_query) if item.held_query is not None else {}
    wanted = dict.fromkeys(
        field for fact in item.version.facts for field in fact["expects"] if field in record
    )
    return [(LABELS.get(field, field), in_words(record[field])) for field in wanted]


def _sources(items: list[ApplicationItem]) -> dict[int, Source]:
    """For each item the one register that can tell all of its facts; one query."""
    wanted = {}
    for item in items:
        keys = {fact.get("source_key", "") for fact in item.version.facts}
        if len(keys) == 1 and "" not in keys:
            wanted[item.pk] = keys.pop()
    known = {
        source.key: source for source in Source.objects.filter(key__in=set(wanted.values()), enabled=True)
    }
    return {pk: known[key] for pk, key in wanted.items() if key in known}
