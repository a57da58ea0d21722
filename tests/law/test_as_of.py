from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from yinuo.law.as_of import RuleAsOf, day_of
from yinuo.law.grammar import Conclusion, Law

LAW = Law("trial", "试行法", "试行法", date(2020, 1, 1))


@dataclass(frozen=True)
class Facts:
    as_of: date | None = None


@pytest.mark.usefixtures("own_registries")
def test_the_day_asked_of_reaches_the_reading_whatever_the_facts_said():
    rule = RuleAsOf[Facts, date]("trial_day", "试行", "1-a")
    rule.version(since=date(2020, 1, 1), basis=LAW.article(1))(
        lambda facts: Conclusion(day_of(facts), LAW.article(1), "今天。")
    )

    assert rule.on(date(2026, 6, 1), Facts()).value == date(2026, 6, 1)
    assert rule.on(date(2026, 6, 1), Facts(date(2001, 1, 1))).value == date(2026, 6, 1)


def test_facts_that_were_never_asked_carry_no_day():
    with pytest.raises(ValueError, match="carry no day"):
        day_of(Facts())
