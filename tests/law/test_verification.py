from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.suzhou_notice import CLAUSES
from yinuo.law.usual_check import UsualFacts, usual_check
from yinuo.law.verification import Method, PlanFacts, RateFacts, may_inspect_at_rate, plan_line

SIGNED_ON = date(2026, 6, 1)
CLASSES = ["exempt", "ordinary", "strict"]
STANDINGS = ["good", "ordinary", "watched"]
SITUATIONS = st.fixed_dictionaries(
    {
        "source_key": st.sampled_from(["", "civil_affairs"]),
        "source_up": st.booleans(),
        "can_be_told_by_register": st.booleans(),
        "public_can_tell": st.booleans(),
    }
)


@pytest.fixture(scope="session")
def asked(place, calendar):
    def ask(**changes):
        facts = {
            "fact_key": "low_income",
            "fact_text": "家庭是最低生活保障家庭",
            "standard": "低保系统中状态为“在保”",
            "item_class": "ordinary",
            "standing": "ordinary",
            "source_key": "civil_affairs",
            "source_name": "",
            "source_up": True,
            "can_be_told_by_register": True,
            "signed_on": SIGNED_ON,
            "place": place,
            "calendar": calendar,
        } | changes
        facts["source_name"] = facts["source_name"] or ("民政低保系统" if facts["source_key"] else "")
        return plan_line.on(SIGNED_ON, PlanFacts(**facts))

    return ask


def planned(asked, **changes):
    line = asked(**changes).value
    return line.method, line.timing, line.who, line.due_on


@pytest.mark.clause("2.4-a")
def test_what_a_register_can_tell_is_compared_at_once_by_the_system(asked):
    assert planned(asked) == (Method.DATA, "before", "system", SIGNED_ON)


@pytest.mark.clause("2.4-a")
def test_with_the_register_down_the_person_does_not_wait_and_the_system_tries_again(asked):
    answer = asked(source_up=False)

    assert planned(asked, source_up=False) == (Method.DATA, "after", "system", date(2026, 6, 4))
    assert any("自动重试" in part.reason for part in answer.because)


@pytest.mark.clause("2.4-h")
def test_data_not_shared_are_asked_of_the_agency_that_holds_them(asked):
    assert planned(asked, can_be_told_by_register=False) == (
        Method.ASSISTANCE,
        "after",
        "verifier",
        date(2026, 6, 4),
    )


@pytest.mark.clause("2.4-b")
def test_an_exempt_item_goes_to_the_pool_of_routine_supervision(asked):
    answer = asked(item_class="exempt")

    assert planned(asked, item_class="exempt") == (Method.EXEMPT, "after", "pool", date(2027, 6, 1))
    assert answer.value.exempt is True
    assert answer.citation == CLAUSES["2.4-b"]


def test_without_any_source_a_document_is_compared(asked):
    bare = {"source_key": "", "can_be_told_by_register": False}

    assert planned(asked, **bare) == (Method.DOCUMENT, "after", "verifier", date(2026, 6, 15))
    assert planned(asked, **bare, public_can_tell=True)[0] is Method.PUBLICATION


@pytest.mark.clause("2.4-g")
def test_a_strict_item_nobody_has_data_on_is_looked_at_on_site_once(asked):
    answer = asked(source_key="", can_be_told_by_register=False, item_class="strict")

    assert answer.value.method is Method.SITE
    assert answer.value.due_on == date(2026, 7, 14)
    assert "两名以上" in answer.reason
    assert any("能合并的一次查完" in part.reason for part in answer.because)


def test_a_strict_item_waits_for_the_register_but_not_for_a_visit(asked):
    assert planned(asked, item_class="strict", source_up=False)[:2] == (Method.DATA, "before")
    assert planned(asked, item_class="strict", source_key="", can_be_told_by_register=False)[:2] == (
        Method.SITE,
        "after",
    )


@pytest.mark.clause("2.4-a")
def test_a_watched_person_is_checked_before_the_decision(asked):
    assert planned(asked, standing="watched", source_up=False)[:2] == (Method.DATA, "before")
    assert planned(asked, standing="watched", source_key="", can_be_told_by_register=False)[:2] == (
        Method.SITE,
        "before",
    )
    assert planned(
        asked, standing="watched", item_class="exempt", source_key="", can_be_told_by_register=False
    )[:2] == (
        Method.DOCUMENT,
        "after",
    )


@pytest.mark.clause("2.5-c")
@given(SITUATIONS, st.sampled_from(CLASSES))
def test_a_plan_is_never_heavier_for_better_standing(asked, situation, item_class):
    burdens = [
        asked(**situation, item_class=item_class, standing=standing).value.burden for standing in STANDINGS
    ]

    assert burdens == sorted(burdens)


@given(SITUATIONS, st.sampled_from(STANDINGS))
def test_exempt_is_never_heavier_than_ordinary_nor_ordinary_than_strict(asked, situation, standing):
    burdens = [
        asked(**situation, item_class=item_class, standing=standing).value.burden for item_class in CLASSES
    ]

    assert burdens == sorted(burdens)


@pytest.mark.clause("2.4-a")
@given(SITUATIONS, st.sampled_from(CLASSES), st.sampled_from(STANDINGS))
def test_every_plan_fixes_method_time_standard_and_whether_exempt(asked, situation, item_class, standing):
    answer = asked(**situation, item_class=item_class, standing=standing)
    line = answer.value

    assert line.due_on >= SIGNED_ON
    assert line.due_text in answer.reason
    assert line.standard
    assert line.exempt == (line.method is Method.EXEMPT)
    assert line.who == {Method.EXEMPT: "pool", Method.DATA: "system"}.get(line.method, "verifier")
    assert line.exempt or line.method is not Method.DATA or situation["can_be_told_by_register"]


@given(SITUATIONS, st.sampled_from(CLASSES), st.sampled_from(STANDINGS))
def test_nobody_is_visited_when_data_or_another_agency_can_tell(asked, situation, item_class, standing):
    line = asked(**situation, item_class=item_class, standing=standing).value

    assert line.method is not Method.SITE or not (
        situation["source_key"] or situation["can_be_told_by_register"]
    )


@pytest.mark.clause("2.4-c")
def test_a_plan_cannot_know_by_which_route_others_filed():
    assert not {"route", "committed", "commitment"} & {field.name for field in fields(PlanFacts)}


def test_a_fact_without_a_standard_is_marked_for_the_agency_to_mend(asked):
    answer = asked(standard=" ")

    assert answer.ok is False
    assert "写明" in answer.instead


@pytest.mark.clause("2.4-c")
@given(st.integers(0, 100), st.integers(0, 100))
def test_those_who_promised_are_never_drawn_more_often_than_others(committed, others):
    answer = may_inspect_at_rate.on(SIGNED_ON, RateFacts(committed, others))

    assert answer.value is (committed <= others)
    assert answer.value or answer.instead


PAPER = st.fixed_dictionaries(
    {
        "item_class": st.sampled_from(CLASSES),
        "source_key": st.sampled_from(["", "civil_affairs"]),
        "source_name": st.sampled_from(["", "宿州市民政局"]),
        "can_be_told_by_register": st.booleans(),
        "public_can_tell": st.booleans(),
    }
)


@pytest.mark.clause("2.4-a")
@given(situation=PAPER)
def test_what_a_paper_says_of_a_check_is_what_is_planned_for_ordinary_credit(asked, place, situation):
    line = asked(**situation).value
    told = usual_check(UsualFacts(place=place, **situation), on=SIGNED_ON)

    assert (told.method, told.timing, told.who) == (line.method, line.timing, line.who)


@pytest.mark.parametrize(
    ("situation", "period"),
    [
        ({"can_be_told_by_register": True}, "签署当日；数据来源中断的，签署后3个工作日内"),
        ({"source_name": "宿州市民政局"}, "签署后3个工作日内"),
        ({"public_can_tell": True}, "签署后公示20日"),
        ({}, "签署后10个工作日内"),
        ({"item_class": "strict"}, "签署后30个工作日内"),
        ({"item_class": "exempt"}, "签署后12个月内留在随机抽查名单中"),
    ],
)
def test_a_period_is_told_from_signing_on_without_a_day(place, situation, period):
    facts = {
        "item_class": "ordinary",
        "source_key": "",
        "source_name": "",
        "can_be_told_by_register": False,
    } | situation

    assert usual_check(UsualFacts(place=place, **facts), on=SIGNED_ON).period == period
