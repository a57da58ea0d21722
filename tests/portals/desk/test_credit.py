"""Repair and objection at the desk: by the credit officer of the agency that determined, within their clocks."""

from __future__ import annotations

import pytest
from tests.portals.office import credited, text

from yinuo.credit.models import Determination, Objection, Repair

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.5-d")]


@pytest.fixture
def waiting(city):
    """Lin applies for repair, Tao objects."""
    return credited(city)


def repair_of(waiting) -> str:
    return f"/desk/credit/repairs/{waiting.repair.pk}/"


def objection_of(waiting) -> str:
    return f"/desk/credit/objections/{waiting.objection.pk}/"


def test_what_waits_stands_there_by_due_day(city, browser, waiting):
    page = text(browser(city.zheng).get("/desk/credit/"))

    assert repair_of(waiting) in page
    assert objection_of(waiting) in page
    assert "个工作日" in page


def test_another_agency_sees_nothing_and_finds_nothing(city, browser, waiting):
    client = browser(city.feng)
    page = text(client.get("/desk/credit/"))

    assert "没有待办的修复申请" in page
    assert "没有待办的异议" in page
    for address in (repair_of(waiting), objection_of(waiting)):
        assert client.get(address).status_code == 404
        assert (
            client.post(
                address, {"duty_done": "yes", "upheld": "yes", "reason": "核实属实，予以办理。"}
            ).status_code
            == 404
        )
    assert Repair.objects.get().status == "applied"


def test_a_decider_and_the_justice_bureau_look_and_are_told_who_does_it(city, browser, waiting):
    for who in (city.zhou, city.li):
        page = text(browser(who).get(repair_of(waiting)))
        assert "谁认定、谁修复" in page
        assert 'name="duty_done"' not in page
    answer = browser(city.zhou).post(repair_of(waiting), {"duty_done": "yes"})
    assert answer.status_code == 409
    assert Repair.objects.get().status == "applied"


def test_the_conditions_stand_there_one_by_one_and_nothing_is_chosen(city, browser, waiting):
    page = text(browser(city.zheng).get(repair_of(waiting)))

    for words in (
        "达到最短公示期",
        "改正并履行义务",
        "公开作出信用承诺",
        "我承诺今后如实填写",
        "国家发展改革委令第36号",
    ):
        assert words in page
    assert " checked" not in page


def test_repair_is_granted_and_everything_ends(city, browser, waiting):
    answer = browser(city.zheng).post(
        repair_of(waiting), {"duty_done": "yes", "reason": "证件已收回"}, follow=True
    )

    assert "已准予" in text(answer)
    assert Determination.objects.get(pk=waiting.determination.pk).status == "repaired"
    assert "信用修复回执" in text(answer)


def test_a_duty_said_to_be_undone_needs_words_and_keeps_what_was_chosen(city, browser, waiting):
    answer = browser(city.zheng).post(repair_of(waiting), {"duty_done": "no", "reason": ""})

    assert answer.status_code == 409
    assert 'value="no"' in text(answer)
    assert "没有写明理由" in text(answer)
    assert Repair.objects.get().status == "applied"


def test_nothing_chosen_is_named(city, browser, waiting):
    answer = browser(city.zheng).post(repair_of(waiting), {"reason": "已经核实过"})

    assert answer.status_code == 422
    assert "还没有选义务是否已经履行" in text(answer)
    assert "已经核实过</textarea>" in text(answer)


def test_a_second_click_finds_it_done(city, browser, waiting):
    client = browser(city.zheng)
    client.post(repair_of(waiting), {"duty_done": "yes"})

    assert client.post(repair_of(waiting), {"duty_done": "yes"}).status_code == 302
    assert Determination.objects.filter(status="repaired").count() == 1


def test_an_objection_needs_reasons_and_keeps_them(city, browser, waiting):
    answer = browser(city.zheng).post(objection_of(waiting), {"upheld": "no", "reason": "不成立"})

    assert answer.status_code == 422
    assert "理由写得太短" in text(answer)
    assert "不成立</textarea>" in text(answer)
    assert Objection.objects.get().status == "raised"


def test_an_objection_upheld_quashes_the_determination(city, browser, waiting):
    answer = browser(city.zheng).post(
        objection_of(waiting), {"upheld": "yes", "reason": "经查户口登记确有错误，异议成立。"}, follow=True
    )

    assert "异议成立" in text(answer)
    assert Determination.objects.get(subject=city.tao.subject).status == "quashed"


def test_the_pages_cost_a_fixed_number_of_questions(city, browser, waiting, django_assert_max_num_queries):
    client = browser(city.zheng)

    for address, most in (("/desk/credit/", 8), (repair_of(waiting), 10), (objection_of(waiting), 10)):
        client.get(address)
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
