"""The first screen: what needs a call, then volumes, units and months. Clauses 3.4-b, 5."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yinuo.inspectorate.queries import SCREEN_ROLES, Screen, first_screen, lines
from yinuo.inspectorate.queries.figures import FATES
from yinuo.law.deadlines import add_months
from yinuo.people.models import Agency
from yinuo.portals.face.doors import officers
from yinuo.portals.face.parts import ChartData, Series, Share
from yinuo.portals.face.reading import days_from
from yinuo.portals.oversight import asked as asking
from yinuo.portals.oversight.rows import where

if TYPE_CHECKING:
    from yinuo.inspectorate.queries import Counted, MonthLine
    from yinuo.portals.oversight.asked import Asked

CALLED = 2
"""So many rows of each alarm stand on the screen; the rest is one press away."""


@officers(*SCREEN_ROLES)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The screen of the whole city, of one unit, or of the officer's own."""
    asked = asking.read(request)
    screen = first_screen(asked.scope)
    on = asked.scope.on
    context = {
        "asked": asked,
        "screen": screen,
        "alarms": [(one, asked.list_url(one.figure.key), _tone(one)) for one in screen.alarms],
        "calls": _calls(asked, screen),
        "volumes": [
            (one, asked.list_url(one.figure.key)) for one in (screen.routes[0], screen.spared, screen.untrue)
        ],
        "rates": _rates(asked, screen),
        "routes": [
            Share(one.figure.title, one.number, asked.list_url(one.figure.key)) for one in screen.routes[1:]
        ],
        "fates": _fates(asked, screen),
        "units": [(unit, _unit_links(asked, unit.agency_id)) for unit in screen.units],
        "trend": _trend(asked, screen.months),
        "periods": [(title, f"{since}.{last}") for title, since, last in asking.periods(on)],
        "days": f"{asked.since}.{asked.last}",
        "agencies": Agency.objects.order_by("id").only("short_name") if asked.whole_city else (),
    }
    return render(request, "oversight/overview.html", context)


def _tone(one: Counted) -> str:
    return "look" if one.figure.alarming and one.number else ""


def _calls(asked: Asked, screen: Screen) -> list[dict[str, Any]]:
    """The rows that need a call, the worst figure first; each with its article and its address."""
    left = days_from(timezone.localdate())
    found = []
    for alarm in screen.alarms:
        if not (alarm.figure.alarming and alarm.number):
            continue
        page = lines(alarm.figure, asked.scope, size=CALLED)
        found += [
            {"figure": alarm.figure, "line": line, "left": left(line.due_on), "url": where(line)}
            for line in page.lines
        ]
    return found


def _rates(asked: Asked, screen: Screen) -> list[dict[str, Any]]:
    """The three rates, never without their counts, each with the list of what is behind it."""
    rates = screen.rates
    return [
        {
            "title": "承诺使用率",
            "share": rates.used,
            "of": "份证明里签了承诺的",
            "url": asked.list_url("proofs-spared"),
        },
        {
            "title": "按期核查率",
            "share": rates.in_time,
            "of": "件到期核查里按期完成的",
            "url": asked.list_url("checks-overdue"),
        },
        {
            "title": "守诺率",
            "share": rates.kept,
            "of": "份有结论的承诺里属实的；误填更正另计",
            "url": asked.list_url("untrue"),
        },
    ]


def _fates(asked: Asked, screen: Screen) -> list[Share]:
    keys = [*(f"promises-{status}" for status in FATES), "untrue"]
    listed = {title: f"promises-{status}" for status, (title, _clause) in FATES.items()}
    return [
        Share(title, number, asked.list_url(listed.get(title, keys[-1]))) for title, number in screen.fates
    ]


def _unit_links(asked: Asked, unit: int) -> dict[str, str]:
    keys = {
        "cases": "cases",
        "promises": "proofs-spared",
        "overdue": "checks-overdue",
        "unassigned": "checks-unassigned",
        "untrue": "untrue",
    }
    return {
        "screen": asked.overview_url(unit=unit),
        **{name: asked.list_url(key, unit=unit) for name, key in keys.items()},
    }


def _trend(asked: Asked, months: list[MonthLine]) -> ChartData:
    """Cases and promises by month; the running month is said to be unfinished."""
    running = months and add_months(months[-1].month, 1) > asked.last + timedelta(days=1)
    return ChartData(
        key="trend",
        title="每月办件和承诺",
        labels=[f"{line.month.year}年{line.month.month}月" for line in months],
        series=(
            Series("办件（件）", [line.cases for line in months]),
            Series("承诺（份）", [line.promises for line in months]),
            Series("认定不实（份）", [line.untrue for line in months]),
        ),
        note=f"最后一个月只到{asked.last.day}日，还没有满月。" if running else "",
        label_title="月份",
        label_urls=[
            asked.overview_url(
                since=line.month, last=min(add_months(line.month, 1) - timedelta(days=1), asked.last)
            )
            for line in months
        ],
    )
