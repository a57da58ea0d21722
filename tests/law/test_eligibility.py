from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.eligibility import (
    WITHDRAWAL_REASONS,
    CreditRecord,
    EligibilityFacts,
    WithdrawalFacts,
    may_commit,
    may_withdraw,
)
from yinuo.law.grammar import NotInForce
from yinuo.law.scope import ItemScope, Risk
from yinuo.law.suzhou_notice import CLAUSES

TODAY = date(2026, 6, 1)
ITEM = EligibilityFacts("无房证明", item_published=True)
RECORD = CreditRecord(
    number="宿信认〔2026〕3号",
    kind="false_commitment",
    title="作出虚假承诺（一般）",
    entered_on=date(2026, 5, 11),
    ends_on=date(2027, 5, 11),
    how_to_cure="请向市民政局申请信用修复。",
)


def asked(day=TODAY, **changes):
    return may_commit.on(day, replace(ITEM, **changes))


@pytest.mark.clause("2.2-a")
def test_a_person_without_records_may_promise_or_hand_in_the_proof():
    answer = asked()

    assert answer.value is True
    assert answer.citation == CLAUSES["2.2-a"]
    assert "由您自己选" in answer.reason


@pytest.mark.clause("2.2-c")
def test_a_false_promise_not_yet_repaired_bars_with_record_date_article_and_cure():
    answer = asked(records=(RECORD,))

    assert answer.value is False
    assert answer.citation == CLAUSES["2.2-c"]
    for words in ("宿信认〔2026〕3号", "2026年5月11日", "作出虚假承诺（一般）", "2027年5月11日"):
        assert words in answer.reason
    assert "提交证明" in answer.instead
    assert "请向市民政局申请信用修复。" in answer.instead


@pytest.mark.clause("2.2-b")
def test_the_proof_route_is_named_whatever_the_bar():
    bars = (
        {"records": (RECORD,)},
        {"item_published": False},
        {"item_suspended_because": "法规修改"},
        {"scope": ItemScope(frozenset({Risk.HEALTH}))},
        {"round_withdrawn": True},
    )

    for bar in bars:
        answer = asked(**bar)
        assert answer.value is False
        assert "提交证明" in answer.instead


@pytest.mark.clause("2.2-c")
@given(st.integers(0, 400))
def test_repair_reopens_eligibility_the_same_day(days):
    repaired_on = RECORD.entered_on + timedelta(days=days)
    repaired = replace(RECORD, ends_on=None, cured_on=repaired_on)

    assert asked(repaired_on, records=(repaired,)).value is True
    assert days == 0 or asked(repaired_on - timedelta(days=1), records=(repaired,)).value is False


def test_a_record_bars_from_its_day_until_it_ends_by_itself():
    assert asked(date(2026, 5, 10), records=(RECORD,)).value is True
    assert asked(date(2026, 5, 11), records=(RECORD,)).value is False
    assert asked(date(2027, 5, 10), records=(RECORD,)).value is False
    assert asked(date(2027, 5, 11), records=(RECORD,)).value is True


def test_a_cured_record_is_mentioned_as_past():
    answer = asked(records=(replace(RECORD, cured_on=TODAY),))

    assert any("已经修复或者到期" in part.reason for part in answer.walk())


def test_an_honest_error_bars_nobody():
    assert asked(records=(replace(RECORD, kind="honest_error"),)).value is True


def test_a_record_without_an_end_bars_until_repair():
    answer = asked(records=(replace(RECORD, ends_on=None, how_to_cure=""),))

    assert "信用修复以前不能承诺" in answer.reason
    assert "修复当天就能重新承诺" in answer.instead


def test_an_excluded_item_is_refused_by_the_exclusion_and_not_by_the_person():
    answer = asked(scope=ItemScope(frozenset({Risk.PUBLIC_SAFETY})))

    assert answer.citation == CLAUSES["2.1-c"]
    assert "公共安全" in answer.reason


def test_an_item_that_is_not_published_or_suspended_says_which():
    assert "不在已经公布" in asked(item_published=False).reason
    assert "原因是法规修改。" in asked(item_suspended_because="法规修改。").reason


def test_a_withdrawal_in_the_same_round_bars_where_the_item_says_so():
    answer = asked(round_withdrawn=True)

    assert answer.value is False
    assert "本轮" in answer.reason
    assert "下一轮" in answer.instead


def test_changes_seen_in_registers_are_told_and_never_bar():
    answer = asked(fact_changes=("户籍登记在2026年5月变更过住址。",))

    assert answer.value is True
    assert "户籍登记在2026年5月变更过住址。" in [part.reason for part in answer.walk()]


def test_every_bar_is_given_at_once():
    answer = asked(records=(RECORD,), item_published=False, round_withdrawn=True)

    assert sum(part.ok is False for part in answer.because) == 3


@given(st.permutations([RECORD, replace(RECORD, number="二"), replace(RECORD, number="三", cured_on=TODAY)]))
def test_the_answer_does_not_depend_on_the_order_of_the_records(records):
    assert asked(records=tuple(records)) == asked(records=tuple(reversed(records)))


def test_before_the_notice_there_is_no_answer():
    with pytest.raises(NotInForce):
        asked(date(2021, 2, 28))


WITHDRAWAL = WithdrawalFacts(closed=False, decided=False, reason="got_proof")


@pytest.mark.clause("2.6-c")
@pytest.mark.parametrize(
    "reason", [key for key, _ in WITHDRAWAL_REASONS if key != "other"] + ["我妈替我开好了证明"]
)
def test_before_closing_a_promise_may_be_withdrawn_for_a_listed_reason_or_in_own_words(reason):
    answer = may_withdraw.on(TODAY, replace(WITHDRAWAL, reason=reason))

    assert answer.value is True
    assert "改交证明" in answer.reason
    assert dict(WITHDRAWAL_REASONS).get(reason, reason) in answer.because[0].reason


@pytest.mark.clause("2.6-c")
@pytest.mark.parametrize(("closed", "decided", "says"), [(True, True, "办结"), (False, True, "作出决定")])
def test_after_the_decision_a_promise_may_no_longer_be_withdrawn_but_corrected(closed, decided, says):
    answer = may_withdraw.on(TODAY, replace(WITHDRAWAL, closed=closed, decided=decided))

    assert answer.value is False
    assert says in answer.reason
    assert "更正" in answer.instead


@pytest.mark.parametrize("reason", ["", "  ", "other"])
def test_a_withdrawal_needs_a_reason(reason):
    answer = may_withdraw.on(TODAY, replace(WITHDRAWAL, reason=reason))

    assert answer.value is False
    assert "写一句" in answer.instead


def test_who_withdraws_is_told_first_that_the_round_is_lost():
    answer = may_withdraw.on(TODAY, replace(WITHDRAWAL, same_round_bar=True))

    assert answer.value is True
    assert any("本轮办理不能再" in part.reason for part in answer.because)
