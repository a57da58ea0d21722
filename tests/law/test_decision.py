from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.decision import (
    REMEDIES,
    ItemState,
    SuggestionFacts,
    TakeBackFacts,
    decision_due,
    delivery_due,
    may_decide_at_once,
    may_take_back,
    suggestion,
    supplement_due,
)
from yinuo.law.eligibility import CreditRecord, EligibilityFacts, may_commit
from yinuo.law.suzhou_notice import CLAUSES

TODAY = date(2026, 6, 1)
ELIGIBLE = may_commit.on(TODAY, EligibilityFacts("无房证明", item_published=True))
BARRED = may_commit.on(
    TODAY,
    EligibilityFacts(
        "无房证明",
        item_published=True,
        records=(CreditRecord("宿信认〔2026〕3号", "false_commitment", "作出虚假承诺", date(2026, 5, 11)),),
    ),
)
PROMISED = ItemState("无房证明", "commit", settled=True)
READY = SuggestionFacts(
    commit_ok=ELIGIBLE,
    items=(PROMISED, ItemState("收入证明", "proof", settled=True), ItemState("户口簿", "held", settled=True)),
    notice_before_signature=True,
    checks_clear=True,
    on_the_spot_allowed=True,
)


def asked(**changes):
    return suggestion.on(TODAY, replace(READY, **changes))


def test_all_in_order_may_be_granted():
    answer = asked()

    assert (answer.value, answer.ok) == ("grant", True)
    assert all(part.ok for part in answer.because)
    assert answer.citation.label == "《行政许可法》第三十八条第一款"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"commit_ok": BARRED}, "宿信认〔2026〕3号"),
        ({"notice_before_signature": False}, "签在告知以前"),
        ({"checks_clear": False}, "与承诺不一致"),
        ({"items": (ItemState("收入证明", "proof", settled=False),)}, "证明还没有交齐"),
        ({"items": (ItemState("无房证明", "commit", settled=False),)}, "承诺书还没有签"),
        ({"items": (ItemState("户口簿", "held", settled=False),)}, "机关还没有查到"),
        ({"items": (ItemState("收入证明", "proof", settled=False, problem="盖章看不清。"),)}, "盖章看不清"),
    ],
)
def test_what_can_be_mended_is_asked_for_and_not_refused(changes, says):
    answer = asked(**changes)

    assert answer.value == "ask"
    assert says in answer.reason
    assert answer.instead


@pytest.mark.clause("2.4-d")
def test_a_mismatch_before_the_decision_never_leads_to_refusal():
    answer = asked(checks_clear=False)

    assert answer.value == "ask"
    assert "不要直接不予" in answer.instead


def test_a_check_still_running_makes_the_decision_wait():
    answer = asked(checks_pending=("民政低保系统比对",))

    assert answer.value == "wait"
    assert "民政低保系统比对" in answer.reason
    assert answer.citation == CLAUSES["2.4-a"]


def test_only_an_unmet_condition_suggests_refusal_and_after_hearing():
    answer = asked(items=(ItemState("收入证明", "proof", settled=True, problem="收入超过标准。"),))

    assert answer.value == "refuse"
    assert "收入超过标准" in answer.reason
    assert "听取意见" in answer.instead


@pytest.mark.clause("2.6-e")
def test_a_warning_is_shown_and_never_refuses_by_itself():
    answer = asked(warnings=("一年内撤回3次。",))

    assert answer.value == "grant"
    assert any("一年内撤回3次" in part.reason for part in answer.because)


def test_an_application_without_promises_does_not_ask_about_the_notice():
    items = (ItemState("收入证明", "proof", settled=True),)

    assert asked(items=items, commit_ok=BARRED, notice_before_signature=False).value == "grant"


@given(
    st.booleans(), st.booleans(), st.booleans(),
    st.lists(st.sampled_from(["甲核查", "乙核查"]), max_size=2),
    st.lists(st.builds(ItemState, st.just("证明"), st.sampled_from(["commit", "proof", "held"]), st.booleans()), max_size=3),
)  # fmt: skip
def test_refusal_is_never_suggested_for_what_is_only_missing(eligible, shown, clear, pending, items):
    answer = asked(
        commit_ok=ELIGIBLE if eligible else BARRED,
        notice_before_signature=shown,
        checks_clear=clear,
        checks_pending=tuple(pending),
        items=tuple(items),
    )

    assert answer.value != "refuse"
    assert answer.value == "grant" or answer.instead


def test_licensing_34_what_is_in_order_may_be_decided_at_once():
    answer = may_decide_at_once.on(TODAY, READY)

    assert (answer.value, answer.ok) == (True, True)
    assert answer.citation.label == "《行政许可法》第三十四条第二款"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"on_the_spot_allowed": False}, "没有设为当场决定"),
        ({"checks_pending": ("比对",)}, "还没有结果"),
        ({"commit_ok": BARRED}, "还没有修复"),
        ({"warnings": ("一年内撤回3次。",)}, "提示"),
    ],
)
def test_what_is_not_in_order_is_left_to_an_officer(changes, says):
    answer = may_decide_at_once.on(TODAY, replace(READY, **changes))

    assert answer.value is False
    assert says in answer.reason
    assert answer.instead


@pytest.mark.parametrize(
    ("minutes", "read", "allowed"), [(0, False, True), (4, False, True), (5, False, False), (0, True, False)]
)
def test_a_slip_may_be_taken_back_within_five_minutes_unless_read(place, minutes, read, allowed):
    answer = may_take_back.on(TODAY, TakeBackFacts(minutes, read, place))

    assert answer.value is allowed
    assert allowed or "更正或者撤销" in answer.instead


def test_the_remedies_are_told_with_their_articles():
    told = {citation.label: text for text, citation in REMEDIES}

    assert "60日内申请行政复议" in told["《行政复议法》第二十条第一款"]
    assert "6个月内向人民法院提起行政诉讼" in told["《行政诉讼法》第四十六条第一款"]


def test_licensing_42_twenty_working_days_and_ten_more_with_approval(place, calendar):
    assert decision_due(TODAY, place, calendar).due_on == date(2026, 6, 30)
    assert decision_due(TODAY, place, calendar, extended=True).due_on == date(2026, 7, 14)


def test_licensing_32_and_44_five_days_to_ask_and_ten_to_deliver(place, calendar):
    assert supplement_due(TODAY, place, calendar).due_on == date(2026, 6, 8)
    assert delivery_due(TODAY, place, calendar).due_on == date(2026, 6, 15)
