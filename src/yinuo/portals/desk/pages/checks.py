"""The list read by a legal reader: every remark on every item the officer sees, by kind, by unit; and how far each priority
field is.

Clauses 2.1-a, 2.1-b, 2.1-c.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yinuo.inspectorate.queries import field_coverage, unit_coverage
from yinuo.law.listing import Kind
from yinuo.law.texts import CLAUSES
from yinuo.matters.queries import by_kind, items_visible_to, marked
from yinuo.people.models import Agency, Role
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import asked_with, who, whole_number

if TYPE_CHECKING:
    from django.db.models import QuerySet

READERS = (Role.CATALOGUE_EDITOR, Role.LEGAL_REVIEWER, Role.JUSTICE_BUREAU)
SIZE = 50


@officers(*READERS)
@never_cache
@require_safe
def checks_page(request: HttpRequest) -> HttpResponse:
    """All remarks, counted by kind; a kind and a unit narrow them."""
    on = timezone.localdate()
    unit = _unit(request)
    found = marked(who(request), on=on, agency_id=unit.pk if unit is not None else None)
    kind = Kind.__members__.get(request.GET.get("kind", ""))
    order = {one: number for number, one in enumerate(Kind)}
    rows = sorted(
        (one for one in found if kind in {None, one.remark.kind}), key=lambda one: order[one.remark.kind]
    )
    last = max(0, (len(rows) - 1) // SIZE)
    page = min(whole_number(request.GET.get("page")) or 0, last)
    shown = rows[page * SIZE : (page + 1) * SIZE]
    context = {
        "kinds": [
            (one, number, asked_with(request, kind=one.name, page=""))
            for one, number in by_kind(found).items()
        ],
        "kind": kind,
        "all": asked_with(request, kind="", page=""),
        "total": len(found),
        "items": len({one.remark.key for one in found}),
        "groups": [(one, list(marks)) for one, marks in groupby(shown, key=lambda one: one.remark.kind)],
        "units": _units(request),
        "unit": unit,
        "previous": asked_with(request, page=str(page - 1)) if page else "",
        "following": asked_with(request, page=str(page + 1)) if page < last else "",
        "note": f"第 {page * SIZE + 1} 到 {page * SIZE + len(shown)} 条，共 {len(rows)} 条" if rows else "",
    }
    return render(request, "desk/checks.html", context)


@officers(*READERS)
@never_cache
@require_safe
def coverage_page(request: HttpRequest) -> HttpResponse:
    """Each priority field: how many proofs are asked for, how many may be promised, how many are really promised."""
    unit, at = _unit(request), timezone.now()
    context = {
        "lines": field_coverage(who(request), at=at, agency_id=unit.pk if unit is not None else None),
        "by_unit": [(line, asked_with(request, unit=line.key)) for line in unit_coverage(who(request), at=at)]
        if unit is None
        else [],
        "units": _units(request),
        "unit": unit,
        "basis": CLAUSES["2.1-b"],
    }
    return render(request, "desk/coverage.html", context)


def _units(request: HttpRequest) -> QuerySet[Agency]:
    """The units whose items this officer sees."""
    seen = items_visible_to(who(request), on=timezone.localdate()).values("matter__agency")
    return Agency.objects.filter(pk__in=seen).order_by("name")


def _unit(request: HttpRequest) -> Agency | None:
    wanted = request.GET.get("unit", "")[:50]
    return _units(request).filter(slug=wanted).first() if wanted else None
