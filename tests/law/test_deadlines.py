from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.deadlines import CalendarExhausted, WorkdayCalendar, add_months, chinese_date, due

YEAR_2026 = st.dates(date(2026, 1, 1), date(2026, 6, 30))
LENGTHS = st.integers(0, 60)


def test_article_201_the_day_of_the_event_is_not_counted(calendar):
    assert calendar.add_workdays(date(2026, 6, 1), 1) == date(2026, 6, 2)


def test_licensing_82_days_are_working_days_so_the_october_holiday_is_skipped(calendar):
    """Wednesday 30 September, five working days: 8, 9, 10 (made up), 12, 13 October."""
    assert calendar.add_workdays(date(2026, 9, 30), 5) == date(2026, 10, 13)


def test_a_worked_sunday_counts(calendar):
    assert calendar.is_workday(date(2026, 9, 20))
    assert calendar.add_workdays(date(2026, 9, 18), 1) == date(2026, 9, 20)


def test_a_day_both_off_and_made_up_is_off():
    day = date(2026, 9, 20)
    both = WorkdayCalendar(frozenset({day}), frozenset({day}), date(2026, 1, 1), date(2027, 1, 1))

    assert not both.is_workday(day)


def test_article_203_a_period_ending_on_a_holiday_ends_on_the_next_working_day(calendar):
    assert calendar.add_natural_days(date(2026, 9, 11), 20) == date(2026, 10, 8)
    assert calendar.add_natural_days(date(2026, 9, 11), 20, roll=False) == date(2026, 10, 1)


def test_article_202_a_month_ends_on_the_corresponding_day_or_on_the_last(calendar):
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2026, 12, 15), 1) == date(2027, 1, 15)
    assert calendar.add_months(date(2026, 3, 2), 7) == date(2026, 10, 8)
    assert calendar.add_months(date(2026, 3, 2), 7, roll=False) == date(2026, 10, 2)


def test_past_the_table_it_refuses_and_tells_the_administrator_which_year_is_missing(calendar):
    with pytest.raises(CalendarExhausted, match=r"没有2027年的放假安排.*导入2027年的工作日表") as refused:
        calendar.add_workdays(date(2026, 12, 1), 30)
    assert refused.value.year == 2027


@pytest.mark.parametrize(
    "ask",
    [
        lambda c: c.is_workday(date(2027, 1, 1)),
        lambda c: c.is_workday(date(2025, 12, 31)),
        lambda c: c.add_workdays(date(2025, 12, 31), 1),
        lambda c: c.add_natural_days(date(2026, 12, 20), 20),
        lambda c: c.add_months(date(2026, 12, 1), 1),
        lambda c: c.workdays_between(date(2026, 12, 1), date(2027, 1, 4)),
        lambda c: c.workdays_between(date(2025, 12, 1), date(2026, 1, 4)),
        lambda c: c.next_workday(date(2027, 3, 1)),
    ],
)
def test_a_day_outside_the_table_is_never_guessed(calendar, ask):
    with pytest.raises(CalendarExhausted):
        ask(calendar)


def test_the_next_working_day_may_lie_past_the_table():
    ends_on_saturday = WorkdayCalendar(frozenset(), frozenset(), date(2026, 1, 1), date(2026, 1, 5))

    with pytest.raises(CalendarExhausted):
        ends_on_saturday.next_workday(date(2026, 1, 3))


@pytest.mark.parametrize("name", ["add_workdays", "add_natural_days", "add_months"])
def test_a_negative_period_is_a_fault(calendar, name):
    with pytest.raises(ValueError, match="-1"):
        getattr(calendar, name)(date(2026, 6, 1), -1)


@given(YEAR_2026, LENGTHS)
def test_a_period_of_working_days_ends_on_a_working_day_and_measures_its_length(calendar, start, length):
    end = calendar.add_workdays(start, length)

    assert calendar.workdays_between(start, end) == length
    assert calendar.workdays_between(end, start) == -length
    assert length == 0 or calendar.is_workday(end)


@given(YEAR_2026, LENGTHS, st.dates(date(2026, 1, 1), date(2026, 12, 1)))
def test_adding_a_holiday_never_shortens_a_period(calendar, start, length, holiday):
    with_holiday = replace(calendar, days_off=calendar.days_off | {holiday})

    assert with_holiday.add_workdays(start, length) >= calendar.add_workdays(start, length)
    assert with_holiday.add_natural_days(start, length) >= calendar.add_natural_days(start, length)


@given(YEAR_2026, LENGTHS, LENGTHS)
def test_a_longer_period_never_ends_earlier(calendar, start, one, other):
    short, long = sorted((one, other))

    assert calendar.add_workdays(start, short) <= calendar.add_workdays(start, long)
    assert calendar.add_natural_days(start, short) <= calendar.add_natural_days(start, long)


@given(YEAR_2026, LENGTHS)
def test_working_days_are_counted_as_one_would_on_the_fingers(calendar, start, length):
    day, left = start, length
    while left:
        day += timedelta(days=1)
        left -= calendar.is_workday(day)

    assert calendar.add_workdays(start, length) == day


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 48))
def test_months_keep_the_day_or_the_last_of_the_month(start, months):
    end = add_months(start, months)

    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)
    assert (end.year - start.year) * 12 + end.month - start.month == months


def test_months_are_never_negative():
    with pytest.raises(ValueError, match="-1 months"):
        add_months(date(2026, 1, 1), -1)


def test_a_deadline_says_length_day_and_basis(place, calendar):
    end = due("supplement_due", date(2026, 11, 23), place, calendar)

    assert end.due_on == date(2026, 11, 30)
    assert end.text == "5 个工作日内，2026年11月30日前（含当日）"
    assert end.basis == "《行政许可法》第三十二条第一款第（四）项"


def test_a_deadline_by_local_choice_says_how_it_was_chosen(place, calendar):
    end = due("rectification_due", date(2026, 6, 1), place, calendar)

    assert (end.due_on, end.basis) == (date(2026, 7, 1), "local choice")
    assert "限期" in end.note


def test_six_months_to_go_to_court(place, calendar):
    assert (
        due("litigation_due", date(2026, 3, 31), place, calendar).text
        == "6 个月内，2026年9月30日前（含当日）"
    )


def test_a_number_that_measures_no_period_is_a_fault(place, calendar):
    with pytest.raises(ValueError, match="no period"):
        due("officers_on_site", date(2026, 6, 1), place, calendar)


def test_a_date_is_written_for_people():
    assert chinese_date(date(2026, 4, 1)) == "2026年4月1日"
