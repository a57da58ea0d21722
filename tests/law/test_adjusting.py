"""What follows for the catalogue when a text changes, and what of the house's own law rests on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.adjusting import ChangeKind, Footing, FootingFacts, RevisionFacts, keeps_a_basis, revision_due
from yinuo.law.citing import WHOLE, Place, Touch
from yinuo.law.deadlines import CalendarExhausted
from yinuo.law.describe import describe
from yinuo.law.grammar import RULES
from yinuo.law.place import load
from yinuo.law.resting import place_of, resting_on
from yinuo.law.texts import CLAUSES, LAWS, LICENSING_32, TWO_LETTERS_TOGETHER

pytestmark = pytest.mark.clause("3.2-b")

ON = date(2026, 6, 1)
REPEALED = FootingFacts(ChangeKind.REPEALED, "《契税暂行条例》第六条", ON, others=0)


def due(recorded, in_force, place, calendar):
    return revision_due.on(recorded, RevisionFacts(recorded, in_force, place, calendar))


def test_the_catalogue_follows_within_the_working_days_of_the_place(place, calendar):
    found = due(ON, ON - timedelta(days=300), place, calendar)
    assert found.value == date(2026, 6, 15)
    assert "10 个工作日内" in found.reason


def test_a_change_that_takes_effect_later_is_ready_on_that_day_and_not_before(place, calendar):
    assert due(ON, date(2026, 10, 1), place, calendar).value == date(2026, 10, 8)


@given(st.dates(date(2026, 1, 5), date(2026, 9, 1)), st.dates(date(2025, 1, 1), date(2026, 12, 1)))
def test_never_before_it_takes_effect_never_on_a_day_off(recorded, in_force):
    place, calendar = load("cn-3413"), plain_year()
    found = due(recorded, in_force, place, calendar).value
    assert found >= in_force
    assert calendar.is_workday(found)
    assert found > recorded


def plain_year():
    from yinuo.law.deadlines import WorkdayCalendar

    return WorkdayCalendar(frozenset(), frozenset(), date(2026, 1, 1), date(2027, 1, 1))


def test_past_the_table_of_working_days_nothing_is_guessed(place, calendar):
    with pytest.raises(CalendarExhausted):
        due(ON, date(2027, 3, 1), place, calendar)


def test_the_only_basis_repealed_means_a_proposal_to_suspend(place):
    found = keeps_a_basis.on(ON, REPEALED)
    assert (found.value, found.ok) == (Footing.GONE, False)
    assert "唯一的依据" in found.reason
    assert "由法制审核人员决定" in found.instead


@pytest.mark.parametrize(
    ("facts", "footing"),
    [
        (replace(REPEALED, others=1), Footing.STANDS),
        (replace(REPEALED, sure=False), Footing.UNCERTAIN),
        (replace(REPEALED, in_force_on=ON + timedelta(days=1)), Footing.ENDING),
        (replace(REPEALED, kind=ChangeKind.AMENDED), Footing.UNCERTAIN),
        (replace(REPEALED, kind=ChangeKind.REPLACED), Footing.UNCERTAIN),
    ],
)
def test_otherwise_somebody_looks_and_nothing_is_proposed(facts, footing):
    found = keeps_a_basis.on(ON, facts)
    assert found.value is footing
    assert found.ok is not False
    assert found.reason


# --- what rests on an article -------------------------------------------------------------------------------


def names(found, kind=None):
    return {one.name for one in found if kind is None or one.kind == kind}


def test_rules_steps_and_numbers_that_cite_an_article_are_named(place):
    found = resting_on("licensing", [Place(article=32)], numbers_of=place, on=ON)
    assert "supplement_due" in names(found, "number")
    assert all(one.touch is Touch.YES for one in found)
    assert "reconsideration_due" not in names(found)


def test_an_article_named_inside_a_rule_counts_too(place):
    found = resting_on("licensing", [Place(article=82)], numbers_of=place, on=ON)
    assert "overdue" in names(found, "rule")


def test_the_notice_itself_carries_steps_of_many_rooms(place):
    import yinuo.matters.lifecycle  # noqa: F401 - its steps enter the registry

    found = resting_on("suzhou_notice", [Place(part="三（二）")], numbers_of=place, on=ON)
    assert "item_version.retire" in names(found, "step")
    assert "step_catalogue_due" in names(found, "number")
    assert "revision_due" in names(found, "rule")
    assert "may_commit" not in names(found)


def test_a_whole_text_touches_everything_that_cites_it(place):
    describe()
    found = resting_on("business_environment", [WHOLE], numbers_of=place, on=ON)
    assert "needs_a_basis" in names(found, "rule")
    cited = {
        rule.name
        for rule in RULES.values()
        for v in rule.versions
        if v.basis.law.key == "business_environment"
    }
    assert cited <= names(found, "rule")


def test_a_text_no_rule_cites_carries_nothing(place):
    assert resting_on("", [WHOLE], numbers_of=place, on=ON) == ()


def test_a_passage_named_by_its_subject_may_be_anywhere_in_its_text(place):
    assert place_of(TWO_LETTERS_TOGETHER) == WHOLE
    assert place_of(LICENSING_32) == Place(article=32, paragraph=1, item=4)
    assert place_of(CLAUSES["2.2-c"]) == Place(part="二（二）")
    found = resting_on("credit_repair_plan", [Place(article=3)], numbers_of=place, on=ON)
    assert all(one.touch is Touch.MAYBE for one in found)


@pytest.mark.parametrize("key", LAWS)
def test_every_text_can_be_asked(key, place):
    for one in resting_on(key, [WHOLE], numbers_of=place, on=ON):
        assert one.title
        assert one.label
