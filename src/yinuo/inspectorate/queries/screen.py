"""The first screen: alarms as of now, volumes of the period, units and months; every number leads to its list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count

from yinuo.inspectorate.queries.figures import ROUTES, Counted, counted, figure, overdue_checks, unassigned
from yinuo.inspectorate.queries.tallies import Tallied, tallied
from yinuo.law.deadlines import add_months
from yinuo.people.models import Agency

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from yinuo.inspectorate.access import Scope

ALARMS = (
    "checks-overdue",
    "decisions-overdue",
    "checks-unassigned",
    "findings-untold",
    "proceedings-open",
    "repairs-pending",
    "objections-pending",
    "sources-silent",
    "messages-failed",
)
FATES = {
    "kept": "核查属实",
    "signed": "待查",
    "corrected": "误填已更正",
    "withdrawn": "撤回改交证明",
    "untrue": "认定不实",
}


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole; a share of nothing is unknown, not zero."""

    part: int
    whole: int

    @property
    def permille(self) -> int | None:
        """Thousandths, rounded down so that 100 % means all; None of nothing."""
        return self.part * 1000 // self.whole if self.whole else None

    @property
    def percent(self) -> str:
        """``99.1``, or ``—`` of nothing."""
        return "—" if self.permille is None else f"{self.permille // 10}.{self.permille % 10}"


@dataclass(frozen=True, slots=True)
class Rates:
    """The three rates of a scope, unit or month.

    Attributes:
        used: proof items settled by a promise, of all items of the cases handed in (承诺使用率).
        in_time: checks concluded by their day, of all whose day has passed (按期核查率).
        kept: promises found true, of those found true or untrue; honest errors count apart (守诺率).
    """

    used: Share
    in_time: Share
    kept: Share


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit's line of the table."""

    agency_id: int
    name: str
    cases: int
    promises: int
    rates: Rates
    overdue: int
    unassigned: int
    untrue: int


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of the trend."""

    month: date
    cases: int
    promises: int
    rates: Rates
    untrue: int


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything the first screen shows.

    Attributes:
        as_of: when the volumes were true; the alarms are always of now.
        alarms: what asks for a person.
        routes: cases, and cases by route.
        spared: proofs spared.
        untrue: promises found untrue.
        fates: Chinese title and number of what became of the promises.
        rates: of the whole scope.
        units: one line per unit, the most promises first.
        months: one line per month of the scope.
    """

    as_of: datetime
    alarms: list[Counted]
    routes: list[Counted]
    spared: Counted
    untrue: Counted
    fates: list[tuple[str, int]]
    rates: Rates
    units: list[UnitLine]
    months: list[MonthLine]


def first_screen(scope: Scope) -> Screen:
    """The first screen of a scope: some fifteen short queries, whatever the number of cases."""
    numbers = tallied(scope)
    whole = _whole(numbers)
    return Screen(
        as_of=numbers.as_of,
        alarms=counted(scope, *ALARMS),
        routes=_routes(whole),
        spared=_of("proofs-spared", _promises(whole)),
        untrue=_of("untrue", whole["promise:untrue"]),
        fates=_fates(whole),
        rates=_rates(whole),
        units=_units(scope, numbers),
        months=_months(scope, numbers),
    )


def routes(scope: Scope) -> list[Counted]:
    """Cases handed in, and by route."""
    return _routes(_whole(tallied(scope)))


def fate_of_promises(scope: Scope) -> list[tuple[str, int]]:
    """What became of the promises signed in the scope's days."""
    return _fates(_whole(tallied(scope)))


def by_unit(scope: Scope) -> list[UnitLine]:
    """One line per unit that had cases, promises or checks, the most promises first."""
    return _units(scope, tallied(scope))


def by_month(scope: Scope) -> list[MonthLine]:
    """One line per month of the scope's days, empty months too."""
    return _months(scope, tallied(scope))


def _whole(numbers: Tallied) -> Counter[str]:
    whole: Counter[str] = Counter()
    for (_agency, _month, measure), number in numbers.numbers.items():
        whole[measure] += number
    return whole


def _of(key: str, number: int) -> Counted:
    known = figure(key)
    if known is None:
        raise KeyError(key)
    return Counted(known, number)


def _cases(sums: Counter[str]) -> int:
    return sum(sums[f"case:{route}"] for route in ROUTES)


def _promises(sums: Counter[str]) -> int:
    return sum(sums[f"promise:{status}"] for status in FATES if status != "withdrawn")


def _routes(whole: Counter[str]) -> list[Counted]:
    return [_of("cases", _cases(whole)), *(_of(f"cases-{route}", whole[f"case:{route}"]) for route in ROUTES)]


def _fates(whole: Counter[str]) -> list[tuple[str, int]]:
    return [(title, whole[f"promise:{status}"]) for status, title in FATES.items()]


def _rates(sums: Counter[str]) -> Rates:
    kept, untrue = sums["promise:kept"], sums["promise:untrue"]
    return Rates(
        used=Share(sums["items:commit"], sums["items"]),
        in_time=Share(sums["check:in_time"], sums["check:due"]),
        kept=Share(kept, kept + untrue),
    )


def _per_agency(rows: QuerySet[Model]) -> Counter[int]:
    return Counter(dict(rows.order_by().values_list("agency").annotate(Count("pk"))))


def _units(scope: Scope, numbers: Tallied) -> list[UnitLine]:
    late, nobodys = _per_agency(overdue_checks(scope)), _per_agency(unassigned(scope))
    sums = numbers.sums(by_agency=True)
    names = dict(Agency.objects.filter(pk__in={*sums, *late, *nobodys}).values_list("pk", "short_name"))
    lines = [
        UnitLine(
            agency_id=agency,
            name=name,
            cases=_cases(own),
            promises=_promises(own),
            rates=_rates(own),
            overdue=late[agency],
            unassigned=nobodys[agency],
            untrue=own["promise:untrue"],
        )
        for agency, name in names.items()
        for own in [sums.get(agency, Counter())]
    ]
    return sorted(lines, key=lambda line: (-line.promises, line.agency_id))


def _months(scope: Scope, numbers: Tallied) -> list[MonthLine]:
    sums, month, lines = numbers.sums(by_agency=False), scope.since.replace(day=1), []
    while month < scope.until:
        own = sums.get(month, Counter())
        lines.append(
            MonthLine(
                month=month,
                cases=_cases(own),
                promises=_promises(own),
                rates=_rates(own),
                untrue=own["promise:untrue"],
            )
        )
        month = add_months(month, 1)
    return lines
