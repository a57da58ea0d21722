"""What else must be right before an item is published: why it was chosen, publicity, insurance, words beside the notice."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.publishing import (
    ChoiceFacts,
    InsuranceChoice,
    PromiseWords,
    PublicityChoice,
    RetainedFacts,
    choice_grounded,
    insurance_fits,
    promise_clear,
    publicity_fits,
    retained_reasoned,
)
from yinuo.law.risk import InsuranceFacts, PublicationFacts, may_offer_insurance, must_publish_letter
from yinuo.law.scope import ItemScope, Risk, may_be_committed

TODAY = date(2026, 6, 1)
NUMBERS = st.none() | st.integers(0, 500)


@pytest.mark.clause("2.1-a")
def test_an_item_chosen_for_use_and_effort_says_both_and_where_the_numbers_come_from():
    answer = choice_grounded.on(TODAY, ChoiceFacts(1200, 3, 2, "2025年办件统计", "法律服务"))

    assert answer.ok is True
    for words in ("1200件", "3个工作日", "2趟", "2025年办件统计"):
        assert words in answer.reason
    assert "法律服务" in answer.because[0].reason


@pytest.mark.clause("2.1-a")
@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["", " ", "统计"]))
def test_numbers_without_a_source_and_sources_without_numbers_ground_nothing(uses, days, trips, source):
    answer = choice_grounded.on(TODAY, ChoiceFacts(uses, days, trips, source))
    given_any = (uses, days, trips) != (None, None, None)

    assert (answer.ok is True) is (given_any and bool(source.strip()))
    assert answer.ok is not False


@pytest.mark.clause("2.1-b")
def test_a_priority_field_is_named_even_before_numbers_are_known():
    answer = choice_grounded.on(TODAY, ChoiceFacts(priority="社会救助"))

    assert answer.because[0].citation.place == "二（一）"
    assert "社会救助" in answer.because[0].reason


@pytest.mark.clause("2.1-c")
@pytest.mark.parametrize(
    ("retained", "because", "ok"),
    [(False, "", True), (True, "直接关系公共安全", True), (True, "", False), (True, "  ", False)],
)
def test_what_is_kept_without_commitment_says_why(retained, because, ok):
    assert retained_reasoned.on(TODAY, RetainedFacts(retained, because)).ok is ok


@pytest.mark.clause("2.1-c")
def test_each_risk_carries_the_reason_the_agency_wrote():
    scope = ItemScope(
        frozenset({Risk.PUBLIC_SAFETY, Risk.HEALTH}), ((Risk.PUBLIC_SAFETY, "大型活动人群密集。"),)
    )
    told = [part.reason for part in may_be_committed.on(TODAY, scope).because]

    assert told == ["这项证明涉及公共安全：大型活动人群密集。", "这项证明涉及人身健康。"]


@pytest.mark.clause("2.1-c")
def test_why_an_item_carries_no_risk_is_shown_under_the_conclusion():
    answer = may_be_committed.on(TODAY, ItemScope(none_because="只核对收入，错了可以追回"))

    assert answer.value is True
    assert answer.because[0].reason == "编制单位的判断：只核对收入，错了可以追回。"


@pytest.mark.clause("2.6-d")
@given(st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_a_letter_is_public_exactly_where_there_is_a_ground(public_interest, third, hard, chosen):
    must = must_publish_letter.on(TODAY, PublicationFacts(public_interest, third, hard))
    answer = publicity_fits.on(TODAY, PublicityChoice(must, public=chosen))

    assert (answer.ok is True) is (chosen is (public_interest or third or hard))
    assert answer.ok or answer.instead


@pytest.mark.clause("2.6-f")
@given(st.booleans(), st.booleans(), st.booleans())
def test_insurance_is_demanded_only_where_value_is_high_and_checking_hard(value, hard, required):
    may = may_offer_insurance.on(TODAY, InsuranceFacts(value, hard))
    answer = insurance_fits.on(TODAY, InsuranceChoice(may, required=required))

    assert (answer.ok is True) is (not required or (value and hard))


@pytest.mark.clause("2.3-b")
def test_vague_words_in_a_condition_stand_against_publication_until_answered():
    text = "家庭收入较低"
    blocked = promise_clear.on(TODAY, PromiseWords((("适用条件", text),)))
    (part,) = blocked.because
    words = part.reason.split("“")[1].split("”")[0]

    assert blocked.ok is False
    assert words in text
    answered = promise_clear.on(TODAY, PromiseWords((("适用条件", text),), ((words, "标准见附表"),)))
    assert answered.ok is True
    assert "标准见附表" in answered.because[0].reason


@pytest.mark.clause("2.3-b")
def test_measured_words_pass():
    texts = (("适用条件", "家庭人均月收入不高于1420元"), ("证明内容", "本人家庭正在享受最低生活保障"))

    assert promise_clear.on(TODAY, PromiseWords(texts)).ok is True
