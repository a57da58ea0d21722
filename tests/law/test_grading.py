from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.grading import (
    MEASURES,
    Grade,
    GradeFactors,
    GradeFacts,
    PublicityFacts,
    grade_suggestion,
    measures,
    publicity,
)
from yinuo.law.suzhou_notice import CLAUSES
from yinuo.law.texts import CREDIT_REPAIR_CLASSES, PENALTY_33

TODAY = date(2026, 6, 1)
FACTORS = st.builds(
    GradeFactors,
    amount_fen=st.integers(0, 10**9),
    persons_affected=st.integers(0, 100),
    benefit_obtained=st.booleans(),
    intent_shown=st.booleans(),
    earlier_times=st.integers(0, 5),
    corrected=st.booleans(),
    resisted=st.booleans(),
)
WEIGHT = {None: -1} | {grade: n for n, grade in enumerate(Grade)}


@pytest.fixture(scope="session")
def graded(place):
    return lambda factors: grade_suggestion.on(TODAY, GradeFacts(factors, place))


@pytest.mark.clause("2.5-e")
@pytest.mark.parametrize(
    ("factors", "grade", "points"),
    [
        (GradeFactors(), Grade.MINOR, 0),
        (GradeFactors(benefit_obtained=True, amount_fen=120_000), Grade.MINOR, 2),
        (GradeFactors(intent_shown=True), Grade.GENERAL, 3),
        (GradeFactors(intent_shown=True, benefit_obtained=True, amount_fen=6_000_000, persons_affected=3), Grade.SERIOUS, 8),
        (GradeFactors(intent_shown=True, corrected=True), Grade.MINOR, 1),
        (GradeFactors(earlier_times=2, resisted=True), Grade.GENERAL, 6),
    ],
)  # fmt: skip
def test_a_false_promise_is_graded_by_its_effect(graded, factors, grade, points):
    answer = graded(factors)

    assert (answer.value.grade, answer.value.points) == (grade, points)
    assert "由工作人员决定" in answer.reason
    assert answer.citation == CLAUSES["2.5-e"]


def test_penalty_33_the_first_slight_case_corrected_may_be_spared(graded):
    spared = GradeFactors(first_minor=True, corrected=True)

    assert graded(spared).value.grade is None
    assert graded(spared).citation == PENALTY_33
    assert graded(replace(spared, intent_shown=True)).value.grade is not None
    assert graded(replace(spared, corrected=False)).value.grade is not None
    assert graded(replace(spared, resisted=True)).value.grade is not None


@given(FACTORS)
def test_the_points_are_the_sum_of_the_lines_shown(graded, factors):
    value = graded(factors).value

    assert value.points == max(0, sum(points for _, points, _ in value.lines))
    assert all(points and why.endswith("。") for _, points, why in value.lines)


@given(FACTORS, st.integers(0, 10**9), st.integers(0, 50), st.integers(0, 3))
def test_more_harm_never_lowers_the_grade(graded, factors, fen, persons, times):
    worse = replace(
        factors,
        amount_fen=factors.amount_fen + fen,
        persons_affected=factors.persons_affected + persons,
        earlier_times=factors.earlier_times + times,
    )

    assert WEIGHT[graded(worse).value.grade] >= WEIGHT[graded(factors).value.grade]


@given(FACTORS)
def test_correcting_never_raises_the_grade(graded, factors):
    assert (
        WEIGHT[graded(replace(factors, corrected=True)).value.grade]
        <= WEIGHT[graded(replace(factors, corrected=False)).value.grade]
    )


@pytest.mark.clause("2.5-e")
@pytest.mark.parametrize("grade", Grade, ids=lambda grade: grade.name)
def test_each_measure_has_a_basis_a_link_and_a_proportion_of_its_own(grade):
    answer = measures.on(TODAY, grade)

    assert answer.value
    for measure in answer.value:
        assert measure.citation.text
        assert measure.link
        assert measure.proportion
        assert grade in measure.grades


def test_a_heavier_grade_has_every_measure_of_a_lighter_one():
    keys = [{m.key for m in measures.on(TODAY, grade).value} for grade in Grade]

    assert keys[0] <= keys[1] <= keys[2]
    assert "published" not in keys[0]
    assert "shared" in keys[0]


@pytest.mark.clause("2.2-c")
def test_every_grade_bars_commitment_until_repair():
    for grade in Grade:
        found = {m.key: m for m in measures.on(TODAY, grade).value}
        assert found["no_commitment"].citation == CLAUSES["2.2-c"]


def test_a_city_enters_nobody_in_a_list_of_the_seriously_dishonest():
    assert not any("名单" in measure.title for measure in MEASURES)


def test_a_measure_is_written_the_same_whatever_the_order_of_the_set():
    assert MEASURES[0].as_json()["grades"] == ["轻微", "一般", "严重"]


@pytest.mark.clause("2.5-e")
@pytest.mark.parametrize(
    ("grade", "published", "repair_from", "ends_on"),
    [
        (Grade.MINOR, False, date(2026, 6, 1), date(2026, 9, 1)),
        (Grade.GENERAL, True, date(2026, 9, 1), date(2027, 6, 1)),
        (Grade.SERIOUS, True, date(2027, 6, 1), date(2029, 6, 1)),
    ],
)
def test_order_36_fixes_how_long_a_record_is_public(place, grade, published, repair_from, ends_on):
    answer = publicity.on(TODAY, PublicityFacts(grade, TODAY, place))

    assert answer.value.published is published
    assert answer.value.published_from == TODAY
    assert answer.value.repair_possible_from == repair_from
    assert answer.value.ends_on == ends_on
    assert answer.citation == CREDIT_REPAIR_CLASSES


def test_before_april_2026_the_period_is_the_citys_own_and_cites_no_later_order(place):
    answer = publicity.on(date(2026, 3, 31), PublicityFacts(Grade.GENERAL, date(2026, 3, 31), place))

    assert answer.citation == CLAUSES["2.5-e"]
    assert publicity.on(
        date(2026, 4, 1), PublicityFacts(Grade.GENERAL, date(2026, 3, 31), place)
    ).citation == (CREDIT_REPAIR_CLASSES)


@given(st.dates(date(2021, 3, 1), date(2040, 1, 1)), st.sampled_from(Grade))
def test_repair_is_never_possible_only_after_the_end(place, day, grade):
    value = publicity.on(day, PublicityFacts(grade, day, place)).value

    assert value.published_from <= value.repair_possible_from <= value.ends_on
