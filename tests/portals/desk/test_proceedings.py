"""Told, heard, then the facts, then what the law gives; nothing is chosen beforehand and nothing typed is lost."""

from __future__ import annotations

import re

import pytest
from tests.portals.office import contradicted, heard, text, told

from yinuo.credit.models import Determination
from yinuo.decisions.models import Decision
from yinuo.verification.models import Proceeding

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.4-d")]

NONE = {"amount": "0", "persons_affected": "0"}
CHOICE = {
    **NONE,
    "disposition": "annul",
    "grade": "minor",
    "reason": "户口簿记载与承诺不符，申辩所说不能成立，撤销决定。",
}


def of(proceeding: Proceeding) -> str:
    return f"/desk/untrue/{proceeding.pk}/"


def checked(page: str) -> list[str]:
    return re.findall(r'<input type="(?:radio|checkbox)" name="([a-z_]+)" value="[^"]*"[^>]* checked', page)


class TestList:
    """What contradicts waits until somebody is told; then the proceeding stands in its place."""

    def test_a_finding_waits_until_the_person_is_told(self, city, browser):
        finding = contradicted(city)
        client = browser(city.zhou)
        assert "户口簿上不是父女" in text(client.get("/desk/untrue/"))

        answer = client.post(f"/desk/untrue/findings/{finding.pk}/open/", follow=True)

        [proceeding] = Proceeding.objects.all()
        assert answer.redirect_chain == [(of(proceeding), 302)]
        assert "陈述申辩告知书已送达" in text(answer)
        assert "没有等待告知的" in text(client.get("/desk/untrue/"))

    def test_telling_twice_opens_one_proceeding(self, city, browser):
        finding = contradicted(city)
        client = browser(city.zhou)

        client.post(f"/desk/untrue/findings/{finding.pk}/open/")
        again = client.post(f"/desk/untrue/findings/{finding.pk}/open/")
        assert again.status_code == 409
        assert Proceeding.objects.count() == 1

    def test_the_justice_bureau_sees_it_and_another_agency_does_not(self, city, browser):
        finding = contradicted(city)

        page = text(browser(city.li).get("/desk/untrue/"))
        assert "户口簿上不是父女" in page
        assert browser(city.li).post(f"/desk/untrue/findings/{finding.pk}/open/").status_code == 403
        assert "户口簿上不是父女" not in text(browser(city.feng).get("/desk/untrue/"))
        assert browser(city.feng).post(f"/desk/untrue/findings/{finding.pk}/open/").status_code == 404
        assert not Proceeding.objects.exists()


class TestFactsFirst:
    """Options stand there only for facts somebody has established."""

    def test_before_the_person_was_heard_nothing_can_be_chosen(self, city, browser):
        proceeding = told(city)
        page = text(browser(city.zhou).get(of(proceeding)))

        assert "还在陈述申辩期内" in page
        assert "第一步" not in page

    def test_first_the_facts_and_nothing_is_ticked(self, city, browser):
        page = text(browser(city.zhou).get(of(heard(city))))

        assert "我是养女" in page
        assert "第一步：认定情节" in page
        assert "第二步" not in page
        assert checked(page) == []

    @pytest.mark.clause("2.5-e")
    def test_then_what_the_law_opens_and_why_the_rest_is_shut(self, city, browser):
        page = text(browser(city.zhou).get(of(heard(city)), {**NONE, "intent_shown": "on"}))

        assert "第二步：选择处理办法" in page
        assert 'value="annul"' in page
        assert 'value="cleared"' not in page
        assert "已有证据表明当事人明知不实" in page
        assert "《行政许可法》第六十九条" in page
        assert set(checked(page)) == set()
        assert 'name="intent_shown" value="True"' in page

    def test_facts_that_are_none_are_named(self, city, browser):
        page = text(browser(city.zhou).get(of(heard(city)), {"amount": "很多", "persons_affected": ""}))

        assert "金额要写数字" in page
        assert "还没有填受影响的人数" in page
        assert 'value="很多"' in page
        assert "第二步" not in page


class TestChoosing:
    """The officer's choice is carried out whole, once, or not at all."""

    def test_what_is_missing_is_named_and_everything_typed_stays(self, city, browser):
        given = {
            **CHOICE,
            "grade": "",
            "reason": "太短",
            "amount": "1200.5",
            "intent_shown": "True",
            "measures": ["closer_checks"],
        }

        answer = browser(city.zhou).post(of(heard(city)), given)
        page = text(answer)

        assert answer.status_code == 422
        assert "还没有选是否认定失信" in page
        assert "理由写得太短" in page
        assert ">\n太短</textarea>" in page
        assert re.search(r'value="annul"[^>]* checked', page)
        assert re.search(r'value="closer_checks"[^>]* checked', page)
        assert 'name="amount" value="1200.5"' in page
        assert not Decision.objects.filter(status="annulled").exists()

    @pytest.mark.clause("2.5-e")
    def test_annulled_determined_and_served_in_one_act(self, city, browser):
        proceeding = heard(city)

        answer = browser(city.zhou).post(of(proceeding), CHOICE, follow=True)

        assert "处理已作出" in text(answer)
        assert Proceeding.objects.get().status == "concluded"
        assert Decision.objects.get().status == "annulled"
        assert Determination.objects.get().grade == "minor"

    def test_a_second_click_changes_nothing(self, city, browser):
        proceeding = heard(city)
        client = browser(city.zhou)
        client.post(of(proceeding), CHOICE)

        again = client.post(of(proceeding), CHOICE)
        assert again.status_code == 409
        assert Determination.objects.count() == 1

    def test_what_the_law_shuts_is_refused_in_words(self, city, browser):
        answer = browser(city.zhou).post(
            of(heard(city)), {**CHOICE, "disposition": "terminate", "grade": "none"}
        )

        assert answer.status_code == 409
        assert "决定已经作出，不能终止办理" in text(answer)
        assert Proceeding.objects.get().status == "heard"

    def test_nobody_is_cleared_and_found_dishonest_in_one_breath(self, city, browser):
        answer = browser(city.zhou).post(
            of(heard(city)), {**CHOICE, "disposition": "cleared", "grade": "serious"}
        )

        assert answer.status_code == 422
        assert "不能认定失信" in text(answer)

    def test_a_measure_the_grade_does_not_bear_is_refused(self, city, browser):
        answer = browser(city.zhou).post(of(heard(city)), {**CHOICE, "measures": ["closer_checks"]})

        assert answer.status_code == 409
        assert not Determination.objects.exists()

    def test_found_true_after_all_leaves_no_record(self, city, browser):
        browser(city.zhou).post(
            of(heard(city)),
            {
                **CHOICE,
                "disposition": "cleared",
                "grade": "none",
                "reason": "经核对收养登记，承诺属实，结束程序。",
            },
        )

        assert Proceeding.objects.get().status == "cleared"
        assert not Determination.objects.exists()

    @pytest.mark.parametrize(
        "forged", [{"disposition": "shoot"}, {"grade": "worst"}, {"measures": ["jail"]}, {"amount": "x"}]
    )
    def test_what_no_page_offers_is_refused(self, city, browser, forged):
        assert browser(city.zhou).post(of(heard(city)), {**CHOICE, **forged}).status_code == 422
        assert Proceeding.objects.get().status == "heard"


class TestWhoMay:
    """A verifier looks and is told who decides; a stranger finds nothing."""

    def test_a_verifier_is_told_who_decides_and_cannot(self, city, browser):
        proceeding = heard(city)
        page = text(browser(city.sun).get(of(proceeding)))

        assert "只有市司法局的审批人可以作出处理" in page
        assert "第一步" not in page
        assert browser(city.sun).post(of(proceeding), CHOICE).status_code == 409
        assert Proceeding.objects.get().status == "heard"

    def test_a_stranger_finds_nothing(self, city, browser):
        proceeding = heard(city)

        assert browser(city.feng).get(of(proceeding)).status_code == 404
        assert browser(city.feng).post(of(proceeding), CHOICE).status_code == 404
        assert browser(city.lin).get(of(proceeding)).status_code == 403


def test_the_pages_cost_a_fixed_number_of_questions(city, browser, django_assert_max_num_queries):
    proceeding = heard(city)
    contradicted(city, city.tao, code="SZ-101")
    client = browser(city.zhou)

    client.get("/desk/untrue/")  # reads the calendar, which is kept
    with django_assert_max_num_queries(12):
        client.get("/desk/untrue/")
    with django_assert_max_num_queries(16):
        client.get(of(proceeding), NONE)
