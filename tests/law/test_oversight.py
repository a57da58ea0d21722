from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.oversight import (
    DUE_DILIGENCE,
    OVERDUE,
    TIMETABLE,
    DiligenceFacts,
    Overdue,
    OverdueFacts,
    due_diligence,
    overdue,
    step_due,
)
from yinuo.law.suzhou_notice import CLAUSES

TODAY = date(2026, 6, 1)
KEYS = [element.key for element in DUE_DILIGENCE]


@pytest.mark.parametrize(
    ("day", "level"),
    [
        (date(2026, 6, 1), Overdue.IN_TIME),
        (date(2026, 6, 2), Overdue.LATE),
        (date(2026, 6, 8), Overdue.SERIOUS),
        (date(2026, 6, 23), Overdue.GRAVE),
    ],
)
def test_lateness_is_counted_in_working_days(place, calendar, day, level):
    answer = overdue.on(day, OverdueFacts(TODAY, None, place, calendar))

    assert answer.value is level
    assert level is Overdue.IN_TIME or answer.instead


def test_lateness_stops_when_the_thing_is_done(place, calendar):
    facts = OverdueFacts(TODAY, date(2026, 6, 2), place, calendar)

    assert overdue.on(date(2026, 12, 1), facts).value is Overdue.LATE
    assert overdue.on(date(2026, 12, 1), OverdueFacts(TODAY, TODAY, place, calendar)).value is Overdue.IN_TIME


def test_a_period_that_ran_out_before_a_weekend_is_late_on_the_weekend(place, calendar):
    answer = overdue.on(date(2026, 6, 6), OverdueFacts(date(2026, 6, 5), None, place, calendar))

    assert answer.value is Overdue.LATE
    assert "休息日前已满" in answer.reason


@given(st.dates(date(2026, 1, 5), date(2026, 12, 20)), st.integers(0, 10))
def test_lateness_never_shrinks_as_days_pass(place, calendar, day, more):
    facts = OverdueFacts(date(2026, 1, 5), None, place, calendar)
    later = date.fromordinal(day.toordinal() + more)

    assert OVERDUE.index(overdue.on(later, facts).value) >= OVERDUE.index(overdue.on(day, facts).value)


def test_the_four_steps_of_the_notice_are_dated_as_it_dates_them(place):
    dated = {step.key: step_due(step, place, date(2021, 3, 1)) for step in TIMETABLE}

    assert dated == {
        "plan": date(2021, 3, 10),
        "catalogue": date(2021, 3, 31),
        "texts": date(2021, 4, 30),
        "inspection": date(2021, 6, 30),
    }
    for step, words in zip(TIMETABLE, ("3月上旬", "3月底", "4月底", "6月底"), strict=True):
        part = step.citation.place
        assert any(words in c.text for c in CLAUSES.values() if c.place == part)


def test_a_step_dated_by_a_number_is_a_fault(place):
    with pytest.raises(TypeError, match="not a date"):
        step_due(TIMETABLE[0].__class__("x", "错", "decision_due", TIMETABLE[0].citation), place, TODAY)


@pytest.mark.clause("4.2")
def test_a_case_whose_file_shows_every_element_shows_due_diligence():
    answer = due_diligence.on(TODAY, DiligenceFacts(frozenset(KEYS)))

    assert answer.ok is True
    assert answer.citation == CLAUSES["4.2"]


@pytest.mark.clause("4.2")
@given(st.sets(st.sampled_from(KEYS)), st.sets(st.sampled_from(KEYS)))
def test_an_element_is_shown_missing_or_not_reached_and_only_the_missing_is_held_against(done, not_yet):
    answer = due_diligence.on(TODAY, DiligenceFacts(frozenset(done), frozenset(not_yet)))
    states = {line.element.key: line.done for line in answer.value}

    assert {key for key, state in states.items() if state} == done
    assert {key for key, state in states.items() if state is None} == not_yet - done
    assert answer.ok is (done | not_yet == set(KEYS))
    assert answer.ok or "听取本人说明" in answer.instead


def test_every_element_of_due_diligence_cites_its_duty():
    assert len(set(KEYS)) == len(KEYS)
    assert all(element.citation.text for element in DUE_DILIGENCE)
