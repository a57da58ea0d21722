"""Every county and every unit with its newest edition, and those that have none yet. Clause 3.2-a."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yinuo.law.texts import CLAUSES
from yinuo.matters import edition_scopes
from yinuo.matters.queries import counties_and_units, latest
from yinuo.portals.face.doors import everybody


@everybody
@require_safe
def units_page(request: HttpRequest) -> HttpResponse:
    """The city's departments first, then county by county."""
    regions = counties_and_units()
    context = {
        "regions": regions,
        "city_edition": latest(edition_scopes.city()),
        "without": sum(region.without for region in regions),
        "basis": CLAUSES["3.2-a"],
    }
    return render(request, "public/units.html", context)
