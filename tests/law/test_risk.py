from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.risk import (
    InsuranceFacts,
    PrewarningFacts,
    PublicationFacts,
    letter_publicity_due,
    may_offer_insurance,
    must_publish_letter,
    prewarning,
)

TODAY = date(2026, 6, 1)


@pytest.mark.clause("2.6-d")
@pytest.mark.parametrize("grounds", list(product([False, True], repeat=3)))
def test_any_one_of_three_grounds_makes_a_letter_public_and_masked(grounds):
    answer = must_publish_letter.on(TODAY, PublicationFacts(*grounds))

    assert answer.value is any(grounds)
    assert answer.value == any("遮盖" in part.reason for part in answer.because)


def test_a_letter_stays_private_unless_a_ground_is_given():
    assert must_publish_letter.on(TODAY, PublicationFacts()).value is False


def test_a_letter_is_public_for_twenty_days_and_never_ends_on_a_holiday(place, calendar):
    assert letter_publicity_due(TODAY, place, calendar).due_on == date(2026, 6, 22)


@pytest.mark.clause("2.6-e")
def test_an_order_to_rectify_not_carried_out_counts_and_the_person_may_ask_why(place):
    quiet = PrewarningFacts(0, 0, 0, 0, place)
    loud = replace(quiet, open_rectifications=1, honest_errors=1)

    assert prewarning.on(TODAY, quiet).value.shown is False
    answer = prewarning.on(TODAY, loud)
    assert (answer.value.shown, answer.value.points) == (True, 3)
    assert any("不影响能否承诺" in part.reason for part in answer.because)


@pytest.mark.clause("2.6-e")
@given(st.lists(st.integers(0, 20), min_size=4, max_size=4))
def test_a_prewarning_explains_every_point_and_never_speaks_against(place, counts):
    answer = prewarning.on(TODAY, PrewarningFacts(*counts, place))

    assert answer.value.points == sum(points for _, points, _ in answer.value.lines)
    assert answer.ok is not False


@pytest.mark.clause("2.6-f")
@pytest.mark.parametrize(("valuable", "hard"), list(product([False, True], repeat=2)))
def test_insurance_suits_what_is_both_valuable_and_hard_to_check(valuable, hard):
    assert may_offer_insurance.on(TODAY, InsuranceFacts(valuable, hard)).value is (valuable and hard)
