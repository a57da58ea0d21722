"""Questions of the justice bureau: figures, the list behind each, units and months."""

from yinuo.inspectorate.access import (
    SCREEN_ROLES,
    Scope,
    scope,
    whole_city,
)
from yinuo.inspectorate.queries.coverage import (
    Coverage,
    MeasuredUse,
    field_coverage,
    measured_use,
    unit_coverage,
)
from yinuo.inspectorate.queries.figures import (
    FIGURES,
    Counted,
    Figure,
    count,
    counted,
    figure,
)
from yinuo.inspectorate.queries.lists import (
    Line,
    Page,
    lines,
)
from yinuo.inspectorate.queries.screen import (
    MonthLine,
    Rates,
    Screen,
    Share,
    UnitLine,
    by_month,
    by_unit,
    fate_of_promises,
    first_screen,
    routes,
)
from yinuo.inspectorate.queries.uses import (
    uses_in_a_year,
)

__all__ = [
    "FIGURES",
    "SCREEN_ROLES",
    "Counted",
    "Coverage",
    "Figure",
    "Line",
    "MeasuredUse",
    "MonthLine",
    "Page",
    "Rates",
    "Scope",
    "Screen",
    "Share",
    "UnitLine",
    "by_month",
    "by_unit",
    "count",
    "counted",
    "fate_of_promises",
    "field_coverage",
    "figure",
    "first_screen",
    "lines",
    "measured_use",
    "routes",
    "scope",
    "unit_coverage",
    "uses_in_a_year",
    "whole_city",
]
