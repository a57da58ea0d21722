"""The eight questions before an item enters the catalogue: which answers abolish it, and the one that is its ground."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.cancelling import GROUND, CancelFacts, cancel_first
from yinuo.law.scope import CANCEL_FIRST
from yinuo.law.texts import CLAUSES

TODAY = date(2026, 6, 1)
KEYS = [test.key for test in CANCEL_FIRST]
KEPT = {key: {"answer": "yes" if key == GROUND else "no", "reason": "已经逐项核对"} for key in KEYS}
ANSWERS = st.fixed_dictionaries(
    {"answer": st.sampled_from(["yes", "no", ""]), "reason": st.sampled_from(["", "  ", "已经核对"])}
)


def asked(**changed):
    return cancel_first.on(TODAY, CancelFacts.of(KEPT | changed))


@pytest.mark.clause("2.1-a")
def test_an_item_that_passes_all_eight_stays_with_each_reason_shown():
    answer = asked()

    assert (answer.value, answer.ok) == ("stays", True)
    assert len(answer.because) == 8
    assert all("理由：已经逐项核对" in part.reason for part in answer.because)


@pytest.mark.clause("2.1-a")
@pytest.mark.parametrize("key", [key for key in KEYS if key != GROUND])
def test_one_yes_abolishes_the_proof_by_its_own_article_and_says_what_to_do(key):
    answer = asked(**{key: {"answer": "yes", "reason": "户口簿已经写明"}})

    test = next(test for test in CANCEL_FIRST if test.key == key)
    (against,) = [part for part in answer.because if part.ok is False]
    assert (answer.value, answer.ok) == ("goes", False)
    assert against.citation == test.citation
    assert "户口簿已经写明" in against.reason
    assert answer.instead == against.instead != ""


@pytest.mark.clause("2.1-a")
def test_that_a_promise_would_do_is_no_reason_to_abolish_but_the_ground_of_commitment():
    part = next(part for part in asked().because if "书面承诺" in part.reason)

    assert part.ok is True
    assert part.citation == CLAUSES["2.1-a"]


@pytest.mark.clause("2.1-c")
def test_where_a_promise_would_not_do_the_item_is_not_for_commitment():
    answer = asked(**{GROUND: {"answer": "no", "reason": "事后查不出来"}})

    assert answer.ok is False
    assert "保留" in answer.instead


@pytest.mark.parametrize("said", [{"answer": "", "reason": "x"}, {"answer": "no", "reason": " "}, {}])
def test_a_question_without_answer_or_reason_leaves_the_matter_open_and_blocks_nothing(said):
    answer = asked(no_basis=said)

    assert (answer.value, answer.ok) == ("open", None)
    assert "1问" in answer.reason


def test_nothing_answered_is_open_in_all_eight():
    answer = cancel_first.on(TODAY, CancelFacts())

    assert answer.value == "open"
    assert "8问" in answer.reason


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, ANSWERS)), st.sampled_from(KEYS))
def test_a_proof_that_goes_stays_gone_whatever_else_is_answered(given_answers, key):
    wrong = {"answer": "no" if key == GROUND else "yes", "reason": "查过了"}

    assert cancel_first.on(TODAY, CancelFacts.of(given_answers | {key: wrong})).value == "goes"


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, ANSWERS)))
def test_every_question_has_its_line_and_the_sum_follows_from_the_lines(given_answers):
    answer = cancel_first.on(TODAY, CancelFacts.of(given_answers))
    lines = [part.ok for part in answer.because]

    assert len(lines) == 8
    assert answer.ok is (False if False in lines else None if None in lines else True)


@given(st.permutations(list(KEPT.items())))
def test_the_order_of_the_answers_does_not_matter(shuffled):
    assert cancel_first.on(TODAY, CancelFacts.of(dict(shuffled))) == asked()
