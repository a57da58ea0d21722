"""The calendar of what expires and falls due: a month as a list, as CSV, and as a feed for the office. Clause 3.2-b."""

from __future__ import annotations

import csv
from datetime import UTC, date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yinuo.law.deadlines import add_months
from yinuo.matters.queries import Event, Occasion, Span, expiring, late
from yinuo.people.queries import has_role
from yinuo.portals.desk import feed
from yinuo.portals.desk.pages.catalogue import EDITORS
from yinuo.portals.face.doors import everybody, officers
from yinuo.portals.face.reading import asked_with, day_of, who
from yinuo.portals.face.words import full_date, harmless, weekday

if TYPE_CHECKING:
    from yinuo.people.models import Account

MOST = 300
"""So many lines on a page; a file has all of them."""
AHEAD, BEHIND = 12, 1
"""Months a feed looks ahead and behind."""
LATE = "late"
COLUMNS = ("日期", "星期", "事由", "内容", "说明", "地址")
TONES = {
    Occasion.VERSION_ENDS: "look",
    Occasion.TEXT_ENDS: "look",
    Occasion.TRIAL_ENDS: "look",
    Occasion.CHANGE_COMES: "go",
    Occasion.REVISION_DUE: "go",
    Occasion.REVIEW_DUE: "open",
    Occasion.RISK_REVIEW: "open",
}


@officers(*EDITORS)
@never_cache
@require_safe
def calendar_page(request: HttpRequest) -> HttpResponse:
    """One month day by day, or what is late; each line leads to what it is about."""
    on = timezone.localdate()
    month, only = _month(request, on), _occasion(request)
    overdue = late(who(request), on=on)
    shown = overdue if request.GET.get("look") == LATE else _of_month(request, month, on)
    shown = [event for event in shown if only is None or event.occasion is only]
    before, after = month - timedelta(days=1), add_months(month, 1)
    context = {
        "days": [
            (day, [(event, TONES[event.occasion], _url(event)) for event in events])
            for day, events in groupby(shown[:MOST], key=lambda event: event.day)
        ],
        "count": len(shown),
        "most": MOST,
        "month": month,
        "today": on,
        "is_late": request.GET.get("look") == LATE,
        "late": len(overdue),
        "late_url": asked_with(request, look=LATE, month=""),
        "before": asked_with(request, month=f"{before:%Y-%m}", look=""),
        "after": asked_with(request, month=f"{after:%Y-%m}", look=""),
        "this_month": asked_with(request, month="", look=""),
        "occasions": [(one.name, one.value) for one in Occasion],
        "only": only.name if only is not None else "",
        "query": f"month={month:%Y-%m}" + (f"&of={only.name}" if only is not None else ""),
        "feed": request.build_absolute_uri(reverse("desk:feed", args=[feed.token_of(who(request))])),
    }
    return render(request, "desk/calendar.html", context)


@officers(*EDITORS)
@never_cache
@require_safe
def calendar_csv(request: HttpRequest) -> HttpResponse:
    """The month, or the twelve from it on, as CSV."""
    on = timezone.localdate()
    month, only = _month(request, on), _occasion(request)
    until = add_months(month, 12 if request.GET.get("year") == "1" else 1)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="calendar-{month:%Y%m}.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow(COLUMNS)
    for event in expiring(who(request), span=Span(month, until), on=on):
        if only is None or event.occasion is only:
            writer.writerow([harmless(cell) for cell in _cells(request, event)])
    return answer


def _cells(request: HttpRequest, event: Event) -> list[str]:
    address = request.build_absolute_uri(_url(event))
    return [
        full_date(event.day),
        weekday(event.day),
        event.occasion.value,
        event.title,
        event.detail,
        address,
    ]


@officers(*EDITORS)
@never_cache
@require_safe
def calendar_ics(request: HttpRequest) -> HttpResponse:
    """The next twelve months for a calendar program, as a file."""
    answer = _ics(request, who(request))
    answer["Content-Disposition"] = 'attachment; filename="catalogue.ics"'
    return answer


@everybody
@never_cache
@require_safe
def feed_page(request: HttpRequest, token: str) -> HttpResponse:
    """The same for a program that subscribes and cannot sign in: whoever holds the address; it ends with the account."""
    account, on = feed.account_of(token), timezone.localdate()
    if account is None or not has_role(account, *EDITORS, on=on) or (account.is_demo and not settings.DEMO):
        raise Http404
    return _ics(request, account)


def _ics(request: HttpRequest, account: Account) -> HttpResponse:
    on = timezone.localdate()
    first = on.replace(day=1)
    span = Span(_before(first, BEHIND), add_months(first, AHEAD))
    agency = account.agency.short_name if account.agency is not None else ""
    text = feed.written(
        expiring(account, span=span, on=on),
        name=f"{agency}证明事项目录到期提醒",
        host=urlsplit(settings.PUBLIC_URL).hostname or "yinuo",
        stamp=timezone.now().astimezone(UTC),
        url_of=lambda event: request.build_absolute_uri(_url(event)),
    )
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _url(event: Event) -> str:
    """Where an event leads: its tasks, its item, or its text."""
    if event.occasion is Occasion.REVISION_DUE:
        return f"{reverse('desk:revisions')}?change={event.change}"
    if event.change:
        return reverse("desk:text_change", args=[event.change])
    if event.occasion is Occasion.REVIEW_DUE:
        return reverse("desk:item_review", args=[event.item])
    if event.item:
        return reverse("desk:item", args=[event.item])
    return reverse("desk:text", args=[event.text])


def _of_month(request: HttpRequest, month: date, on: date) -> list[Event]:
    return expiring(who(request), span=Span(month, add_months(month, 1)), on=on)


def _month(request: HttpRequest, on: date) -> date:
    """The first day of the month asked for; this one where it cannot be read or lies too far away."""
    found = day_of(f"{request.GET.get('month', '')[:7]}-01")
    return found if found is not None and 2000 <= found.year <= 2100 else on.replace(day=1)


def _occasion(request: HttpRequest) -> Occasion | None:
    return Occasion.__members__.get(request.GET.get("of", ""))


def _before(first: date, months: int) -> date:
    for _ in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return first
