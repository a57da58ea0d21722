from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.credit import (
    EntryFact,
    Grade,
    RepairFacts,
    StandingFacts,
    objection_decide_due,
    objection_mark_due,
    repair_conditions,
    repair_due,
    standing,
)
from yinuo.law.eligibility import EligibilityFacts, may_commit
from yinuo.law.suzhou_notice import CLAUSES
from yinuo.law.texts import CREDIT_REPAIR_CONDITIONS

TODAY = date(2026, 6, 1)
KEPT = EntryFact("守1", "kept", None, date(2026, 1, 5))
FALSE = EntryFact("失1", "false_commitment", Grade.GENERAL, date(2026, 2, 2), until=date(2027, 2, 2))
REPAIRED = EntryFact("修1", "repaired", None, date(2026, 5, 6), of="失1")
WITHDRAWN = EntryFact("撤1", "withdrawn", None, date(2026, 5, 6), of="失1")
MARKED = EntryFact("异1", "objection_marked", None, date(2026, 3, 2), of="失1")
LIFTED = EntryFact("解1", "objection_lifted", None, date(2026, 3, 5), of="失1")
ENTRIES = [KEPT, FALSE, REPAIRED, WITHDRAWN, MARKED, LIFTED, EntryFact("误1", "honest_error", None, date(2026, 4, 1)),
           EntryFact("失2", "false_commitment", Grade.MINOR, date(2026, 5, 20), until=date(2026, 8, 20))]  # fmt: skip


def asked(*entries, day=TODAY):
    return standing.on(day, StandingFacts(entries))


@pytest.mark.clause("2.5-c")
@pytest.mark.parametrize(
    ("entries", "class_", "barred"),
    [
        ((), "ordinary", False),
        ((KEPT,), "good", False),
        ((KEPT, FALSE), "watched", True),
        ((FALSE, REPAIRED), "ordinary", False),
        ((KEPT, FALSE, REPAIRED), "good", False),
        ((FALSE, WITHDRAWN), "ordinary", False),
        ((EntryFact("误1", "honest_error", None, date(2026, 4, 1)),), "ordinary", False),
        ((replace(FALSE, grade=Grade.MINOR),), "ordinary", True),
        ((EntryFact("严1", "serious_dishonesty", None, date(2026, 4, 1)),), "watched", True),
    ],
)
def test_the_standing_follows_from_the_entries(entries, class_, barred):
    value = asked(*entries).value

    assert (value.class_, value.barred) == (class_, barred)


def test_a_minor_record_bars_promises_without_closer_checks():
    answer = asked(replace(FALSE, grade=Grade.MINOR))

    assert "核查照常" in answer.reason
    assert "信用修复" in answer.instead


@pytest.mark.clause("2.5-d")
def test_repair_ends_bar_and_watch_on_its_own_day_and_lets_the_person_promise_again():
    before, after = (asked(FALSE, REPAIRED, day=day).value for day in (date(2026, 5, 5), date(2026, 5, 6)))

    assert (before.class_, before.barred) == ("watched", True)
    assert (after.class_, after.barred) == ("ordinary", False)
    for value, day, allowed in ((before, date(2026, 5, 5), False), (after, date(2026, 5, 6), True)):
        facts = EligibilityFacts("无房证明", item_published=True, records=value.records)
        assert may_commit.on(day, facts).value is allowed


def test_a_record_ends_by_itself_at_the_longest_period():
    assert asked(FALSE, day=date(2027, 2, 1)).value.barred is True
    assert asked(FALSE, day=date(2027, 2, 2)).value.barred is False


def test_what_is_entered_later_does_not_count_yet():
    assert asked(FALSE, day=date(2026, 2, 1)).value.records == ()


@pytest.mark.clause("2.5-d")
def test_an_objection_is_marked_on_the_record_until_it_is_lifted():
    titles = [
        asked(*entries).value.records[0].title for entries in ((FALSE, MARKED), (FALSE, MARKED, LIFTED))
    ]

    assert titles == ["作出虚假承诺（一般）（异议处理中）", "作出虚假承诺（一般）"]
    assert asked(FALSE, MARKED).value.barred is True


def test_a_kept_promise_whose_entry_was_withdrawn_earns_nothing():
    assert asked(KEPT, replace(WITHDRAWN, of="守1")).value.class_ == "ordinary"


@given(st.permutations(ENTRIES), st.integers(1, len(ENTRIES)), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_the_standing_does_not_depend_on_the_order_of_insertion(entries, count, day):
    taken = sorted(entries[:count], key=lambda entry: entry.number)

    assert asked(*entries[:count], day=day) == asked(*taken, day=day)


@given(st.lists(st.sampled_from(ENTRIES), unique=True), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_repairing_everything_frees_everybody(entries, day):
    cures = [EntryFact(f"修{e.number}", "repaired", None, e.entered_on, of=e.number) for e in entries]

    assert asked(*entries, *cures, day=day).value.barred is False


@given(st.lists(st.sampled_from(ENTRIES), unique=True), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_barred_in_the_ledger_means_barred_from_promising_and_the_reverse(entries, day):
    value = asked(*entries, day=day).value
    facts = EligibilityFacts("无房证明", item_published=True, records=value.records)

    assert may_commit.on(day, facts).value is (not value.barred)


def repair(place, **changes):
    words = {
        "grade": Grade.GENERAL,
        "determined_on": date(2026, 2, 2),
        "duty_done": True,
        "promise_signed": True,
        "on": TODAY,
        "place": place,
    } | changes
    return repair_conditions.on(words["on"], RepairFacts(**words))


@pytest.mark.clause("2.5-d")
def test_with_all_conditions_met_repair_is_a_right(place):
    answer = repair(place)

    assert answer.ok is True
    assert "应当予以修复" in answer.reason
    assert any("三项同时生效" in part.reason for part in answer.because)
    assert answer.citation == CREDIT_REPAIR_CONDITIONS


@pytest.mark.clause("2.5-d")
@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"on": date(2026, 5, 1)}, "达到最短公示期"),
        ({"duty_done": False}, "改正并履行义务"),
        ({"promise_signed": False}, "公开作出信用承诺"),
    ],
)
def test_what_is_missing_for_repair_is_named_with_what_to_do(place, changes, missing):
    answer = repair(place, **changes)

    assert answer.ok is False
    assert [condition.title for condition in answer.value if not condition.met] == [missing]
    assert answer.instead
    assert answer.value[0].from_on == date(2026, 5, 2)


def test_a_minor_record_may_be_repaired_at_once(place):
    assert repair(place, grade=Grade.MINOR, determined_on=TODAY).ok is True


def test_before_the_national_order_repair_rests_on_the_notice(place):
    assert repair(place, on=date(2026, 3, 31), determined_on=date(2025, 12, 1)).citation == CLAUSES["2.5-d"]


@given(st.integers(0, 500), st.sampled_from(Grade))
def test_waiting_never_loses_a_condition(place, days, grade):
    day = date(2026, 4, 1) + timedelta(days=days)

    assert repair(place, on=day, grade=grade).ok <= repair(place, on=day + timedelta(days=1), grade=grade).ok


def test_one_day_to_mark_three_to_decide_seven_with_help(place, calendar):
    assert objection_mark_due(TODAY, place, calendar).due_on == date(2026, 6, 2)
    assert objection_decide_due(TODAY, place, calendar).due_on == date(2026, 6, 4)
    assert objection_decide_due(TODAY, place, calendar, assisted=True).due_on == date(2026, 6, 10)


def test_three_days_to_decide_repair_and_three_more_with_approval(place, calendar):
    assert repair_due(TODAY, place, calendar).due_on == date(2026, 6, 4)
    assert repair_due(TODAY, place, calendar, extended=True).due_on == date(2026, 6, 9)
