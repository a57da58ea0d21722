"""What tests of the law may use: the city's numbers and the working days of 2026. No database, no Django."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from yinuo.law.deadlines import WorkdayCalendar
from yinuo.law.grammar import RULES
from yinuo.law.lifecycle import LIFECYCLES
from yinuo.law.place import Place, load


def _span(first: date, last: date) -> set[date]:
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


@pytest.fixture(autouse=True)
def flush_past_the_guards():
    """No tables here."""


@pytest.fixture(autouse=True)
def files_apart():
    """No files here."""


@pytest.fixture(scope="session")
def place() -> Place:
    return load("cn-3413")


@pytest.fixture(scope="session")
def calendar() -> WorkdayCalendar:
    """The State Council's table for 2026."""
    off = (
        _span(date(2026, 1, 1), date(2026, 1, 3))
        | _span(date(2026, 2, 15), date(2026, 2, 23))
        | _span(date(2026, 4, 4), date(2026, 4, 6))
        | _span(date(2026, 5, 1), date(2026, 5, 5))
        | _span(date(2026, 6, 19), date(2026, 6, 21))
        | _span(date(2026, 9, 25), date(2026, 9, 27))
        | _span(date(2026, 10, 1), date(2026, 10, 7))
    )
    made_up = {
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    }
    return WorkdayCalendar(frozenset(off), frozenset(made_up), date(2026, 1, 1), date(2027, 1, 1))


@pytest.fixture
def own_registries():
    """Rules and life cycles made in a test leave no trace."""
    rules, lifecycles = dict(RULES), dict(LIFECYCLES)
    yield
    for registry, kept in ((RULES, rules), (LIFECYCLES, lifecycles)):
        registry.clear()
        registry.update(kept)
