from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.suzhou_notice import CLAUSES
from yinuo.law.texts import LICENSING_69_1, LICENSING_69_2, LICENSING_69_3, TAX_EVIDENCE
from yinuo.law.untrue import (
    Disposition,
    HearingFacts,
    MismatchFacts,
    UntrueFacts,
    dispositions,
    evidence_due,
    may_decide_against,
    on_mismatch,
    rectification_due,
    representation_due,
)

TODAY = date(2026, 6, 1)
FOUND = UntrueFacts(decided=True, intent_shown=False, corrected=False, representation="heard")
ALL_FACTS = st.builds(
    UntrueFacts,
    decided=st.booleans(),
    intent_shown=st.booleans(),
    corrected=st.booleans(),
    representation=st.sampled_from(["heard", "waived", "pending"]),
    corrects_own_error=st.booleans(),
    third_party_interest=st.booleans(),
    public_interest_harm=st.booleans(),
    crime_suspected=st.booleans(),
)
ADVERSE = {Disposition.RECTIFY, Disposition.TERMINATE, Disposition.ANNUL, Disposition.PENALISE}


def options(**changes):
    return {o.disposition: o for o in dispositions.on(TODAY, replace(FOUND, **changes)).value}


def open_ones(**changes):
    return {disposition for disposition, option in options(**changes).items() if option.open}


@pytest.mark.clause("2.4-d")
def test_a_mismatch_before_the_decision_asks_for_evidence_and_refuses_nothing():
    answer = on_mismatch.on(TODAY, MismatchFacts(decided=False, differences=("姓名一致，状态为“已停保”。",)))

    assert answer.value == "ask_evidence"
    assert answer.citation == TAX_EVIDENCE
    assert "已停保" in answer.reason
    assert "改交证明" in answer.instead


def test_an_explanation_before_the_decision_is_weighed():
    answer = on_mismatch.on(TODAY, MismatchFacts(decided=False, differences=(), explained=True))

    assert answer.value == "ask_evidence"
    assert "核对" in answer.reason


@pytest.mark.clause("2.4-d")
@pytest.mark.parametrize("explained", [True, False])
def test_a_mismatch_after_the_decision_opens_a_proceeding_in_which_the_person_is_heard(explained):
    answer = on_mismatch.on(TODAY, MismatchFacts(decided=True, differences=("已停保",), explained=explained))

    assert answer.value == "open_proceeding"
    assert "陈述申辩" in answer.reason


@pytest.mark.clause("2.4-d")
@given(ALL_FACTS)
def test_nothing_adverse_is_open_before_the_person_was_heard(facts):
    answer = dispositions.on(TODAY, replace(facts, representation="pending"))

    assert answer.because[0].ok is False
    for option in answer.value:
        if option.disposition in ADVERSE:
            assert not option.open
            assert "陈述申辩" in option.why_not


@given(ALL_FACTS)
def test_every_option_carries_article_and_criteria_and_says_why_it_is_closed(facts):
    found = dispositions.on(TODAY, facts).value

    assert [option.disposition for option in found] == list(Disposition)
    for option in found:
        assert option.criteria
        assert option.citation.text
        assert option.open == (not option.why_not)


@given(ALL_FACTS)
def test_the_officer_always_has_something_to_choose_once_the_person_was_heard(facts):
    found = dispositions.on(TODAY, replace(facts, representation="heard")).value

    assert any(option.open for option in found)


@pytest.mark.clause("2.4-d")
def test_before_the_decision_the_matter_ends_and_after_it_the_decision_is_annulled():
    assert {Disposition.TERMINATE} <= open_ones(decided=False)
    assert Disposition.ANNUL not in open_ones(decided=False)
    assert {Disposition.ANNUL} <= open_ones(decided=True)
    assert Disposition.TERMINATE not in open_ones(decided=True)


@pytest.mark.clause("2.5-a")
def test_an_honest_mistake_is_told_apart_from_a_falsehood():
    assert Disposition.ACCEPT_CORRECTION in open_ones(corrects_own_error=True)
    assert Disposition.ACCEPT_CORRECTION not in open_ones(corrects_own_error=True, intent_shown=True)
    assert Disposition.ACCEPT_CORRECTION not in open_ones(corrects_own_error=False)


def test_fraud_is_not_merely_rectified_and_its_annulment_rests_on_article_69_2():
    assert Disposition.RECTIFY in open_ones()
    assert Disposition.RECTIFY not in open_ones(intent_shown=True)
    assert options()[Disposition.ANNUL].citation == LICENSING_69_1
    assert options(intent_shown=True)[Disposition.ANNUL].citation == LICENSING_69_2


def test_article_69_3_grave_harm_to_the_public_interest_bars_annulment():
    option = options(public_interest_harm=True, intent_shown=True)[Disposition.ANNUL]

    assert not option.open
    assert option.citation == LICENSING_69_3


def test_penalty_33_who_corrected_without_intent_may_be_spared():
    assert Disposition.PENALISE not in open_ones(corrected=True)
    assert Disposition.PENALISE in open_ones(corrected=True, intent_shown=True)


@pytest.mark.clause("2.4-d")
@pytest.mark.parametrize(("suspected", "heard"), list(product([True, False], ["heard", "pending"])))
def test_a_suspected_crime_may_be_transferred_at_any_time_and_nothing_else(suspected, heard):
    assert (Disposition.TRANSFER in open_ones(crime_suspected=suspected, representation=heard)) is suspected


def test_a_third_party_is_to_be_heard_too():
    answer = dispositions.on(TODAY, replace(FOUND, third_party_interest=True))

    assert any("第三人" in part.reason for part in answer.because)
    assert not any("第三人" in part.reason for part in dispositions.on(TODAY, FOUND).because)


def test_the_rule_never_decides():
    answer = dispositions.on(TODAY, FOUND)

    assert answer.ok is None
    assert "系统不代为决定" in answer.reason
    assert answer.citation == CLAUSES["2.4-d"]


HEARING = HearingFacts(told=True, answered=False, due_on=date(2026, 6, 8))


@pytest.mark.clause("2.4-d")
@pytest.mark.parametrize(
    ("day", "changes", "allowed"),
    [
        (date(2026, 6, 8), {}, False),
        (date(2026, 6, 9), {}, True),
        (date(2026, 6, 2), {"answered": True}, True),
        (date(2026, 6, 9), {"told": False}, False),
    ],
)
def test_a_decision_against_waits_until_the_person_was_told_and_could_speak(day, changes, allowed):
    answer = may_decide_against.on(day, replace(HEARING, **changes))

    assert answer.value is allowed
    assert allowed or answer.instead


def test_five_working_days_to_speak_thirty_days_to_mend_ten_to_bring_evidence(place, calendar):
    assert representation_due(date(2026, 9, 30), place, calendar).due_on == date(2026, 10, 13)
    assert rectification_due(date(2026, 6, 1), place, calendar).due_on == date(2026, 7, 1)
    assert evidence_due(date(2026, 6, 1), place, calendar).due_on == date(2026, 6, 15)
