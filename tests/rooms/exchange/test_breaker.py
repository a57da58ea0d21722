"""A register that fails is left alone, and one question tries it again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import AT

from yinuo.exchange.breaker import FAILURES_TO_REST, REST, Breaker


def test_one_or_two_failures_do_not_rest_a_register():
    breaker = Breaker().failed(AT).failed(AT)

    assert breaker.verdict(AT) == "ask"


def test_after_three_failures_in_a_row_it_rests_for_a_minute_and_is_then_tried_once():
    breaker = Breaker().failed(AT).failed(AT).failed(AT)

    assert breaker.verdict(AT) == breaker.verdict(AT + REST - timedelta(seconds=1)) == "rest"
    assert breaker.verdict(AT + REST) == "probe"
    assert breaker.probing(AT + REST, patience=timedelta(seconds=2)).verdict(AT + REST) == "rest"


def test_a_failed_probe_rests_it_anew_and_an_answer_forgets_all():
    resting = Breaker(FAILURES_TO_REST, AT)

    assert resting.verdict(AT) == "probe"
    assert resting.failed(AT).verdict(AT) == "rest"
    assert resting.answered() == Breaker()


@given(st.lists(st.booleans(), max_size=30))
def test_it_rests_exactly_after_three_failures_without_an_answer_between(answers):
    breaker, in_a_row = Breaker(), 0
    for answered in answers:
        breaker = breaker.answered() if answered else breaker.failed(AT)
        in_a_row = 0 if answered else in_a_row + 1
        assert (breaker.verdict(AT) == "rest") == (in_a_row >= FAILURES_TO_REST)


@pytest.mark.parametrize("seconds", [1, 60, 3600])
def test_a_probe_holds_off_the_others_for_as_long_as_it_can_take(seconds):
    patience = timedelta(seconds=seconds)
    probing = Breaker(FAILURES_TO_REST, AT).probing(AT, patience=patience)

    assert probing.verdict(AT + patience - timedelta(milliseconds=1)) == "rest"
