"""One check on one page: what was promised, what was found, and what follows; nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import publish
from tests.conftest import AT
from tests.portals.office import SITE_FACT, by_hand, case, content, contradicted, heard, picture, text
from tests.rooms.verification.cases import granted, planned

from yinuo.matters.models import Matter
from yinuo.people.models import PersonalDataAccess
from yinuo.verification.models import Finding, Proceeding, Task

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.4-a")]

AGREES = {"outcome": "agrees", "explanation": "看了户口簿原件，记载为父女。"}


def of(task: Task, what: str = "") -> str:
    return f"/field/tasks/{task.pk}/{what}"


@pytest.fixture
def task(city):
    return by_hand(city)


class TestLooking:
    """What the fact asks for, how to check it, and no more of the person than that."""

    def test_the_promise_its_standard_and_the_way_stand_there(self, city, browser, task):
        page = text(browser(city.sun).get(of(task)))

        for words in (
            "与被继承人是父女",
            "与户口簿一致",
            "亲属关系证明",
            "不要让申请人再去开证明",
            "宿政办秘〔2021〕7号",
        ):
            assert words in page, words
        assert " checked" not in page

    @pytest.mark.clause("2.5-f")
    def test_no_number_of_the_person_is_on_the_page_and_the_look_is_noted(self, city, browser, task):
        client = browser(city.sun)
        page = text(client.get(of(task)))
        client.get(of(task))

        subject = city.lin.subject
        for number in (subject.id_number, subject.phone, subject.address):
            assert number not in page
        assert PersonalDataAccess.objects.filter(account=city.sun, subject=subject).count() == 1

    def test_only_the_answers_the_fact_refers_to_are_shown(self, city, browser):
        fact = {
            "key": "low",
            "text": "正在享受低保",
            "standard": "在享",
            "source_key": "low-income",
            "expects": {"since": "answer:since"},
            "item_class": "ordinary",
            "alternative": "低保证",
        }
        matter = Matter.objects.create(
            code="SZ-300", name="事项", kind="payment", agency=city.bureau, region_code="341302"
        )
        inputs = [
            {"key": "since", "label": "从哪天起", "kind": "date", "required": False},
            {"key": "cause", "label": "请求事项", "kind": "text", "required": False},
        ]
        publish(
            matter,
            "asks-two",
            "证明",
            drafted_by=city.qian,
            reviewed_by=city.wu,
            at=AT,
            facts=[fact],
            inputs=inputs,
        )
        checked = planned(city, matter)

        page = text(browser(city.sun).get(of(checked)))
        assert "从哪天起" in page
        assert "请求支付赡养费" not in page

    def test_another_agency_finds_nothing_by_any_address(self, city, browser, task):
        client = browser(city.feng)

        assert client.get(of(task)).status_code == 404
        for what in ("", "take/", "assign/", "reassess/", "proceed/"):
            assert client.post(of(task, what), AGREES).status_code == 404
        assert Task.objects.get().status == "open"

    def test_a_check_there_is_none_of_is_not_found(self, city, browser):
        assert browser(city.sun).get("/field/tasks/999999/").status_code == 404


class TestConcluding:
    """A finding goes in once, with its words and its evidence."""

    def test_what_was_found_goes_into_the_case_file(self, city, browser, task):
        answer = browser(city.sun).post(of(task), {**AGREES, "evidence": picture()}, follow=True)

        assert "已经写入案卷" in text(answer)
        finding = Finding.objects.get()
        assert (finding.outcome, finding.found_by) == ("agrees", city.sun)
        assert Task.objects.get().status == "concluded"

    def test_the_evidence_opens_as_what_it_is_for_this_agency_alone(self, city, browser, task):
        browser(city.sun).post(of(task), {**AGREES, "evidence": picture()})
        finding = Finding.objects.get()

        answer = browser(city.sun).get(of(task, f"evidence/{finding.pk}/"))
        assert answer["Content-Type"] == "image/png"
        assert content(answer).startswith(b"\x89PNG")
        assert browser(city.feng).get(of(task, f"evidence/{finding.pk}/")).status_code == 404
        other = by_hand(city, city.tao)
        assert browser(city.sun).get(of(other, f"evidence/{finding.pk}/")).status_code == 404

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"explanation": "看了户口簿原件"}, "还没有选核查结论"),
            ({"outcome": "maybe", "explanation": "看了户口簿原件"}, "maybe"),
            ({"outcome": "agrees"}, "还没有写查了什么"),
            ({"outcome": "agrees", "explanation": "看了"}, "写得太短"),
            ({"outcome": "agrees", "explanation": "看" * 501}, "写得太长"),
        ],
    )
    def test_what_is_missing_is_named_and_what_was_typed_stays(self, city, browser, task, given, said):
        answer = browser(city.sun).post(of(task), given)
        page = text(answer)

        assert answer.status_code == 422
        assert said in page
        if given.get("explanation"):
            assert f">\n{given['explanation']}</textarea>" in page
        if given.get("outcome") == "agrees":
            assert " checked" in page
        assert Task.objects.get().status == "open"

    @pytest.mark.parametrize(
        ("name", "body", "said"),
        [
            ("现场.png", b"this is no picture", "文件不是 PDF、JPG 或者 PNG"),
            ("现场.png", b"", "文件是空的"),
            ("现场.pdf", b"%PDF-1.7 broken", "打不开"),
            ("x" * 300 + ".png", b"\x89PNG\r\n\x1a\n broken", "打不开"),
        ],
    )
    def test_a_file_that_is_not_what_it_says_is_refused_with_a_way_out(
        self, city, browser, task, name, body, said
    ):
        answer = browser(city.sun).post(of(task), {**AGREES, "evidence": SimpleUploadedFile(name, body)})

        assert answer.status_code == 422
        assert said in text(answer)
        assert AGREES["explanation"] in text(answer)
        assert not Finding.objects.exists()

    def test_a_second_click_changes_nothing(self, city, browser, task):
        client = browser(city.sun)
        client.post(of(task), AGREES)

        again = client.post(of(task), {**AGREES, "outcome": "differs"})
        assert again.status_code == 409
        assert Finding.objects.count() == 1

    def test_somebody_elses_check_is_not_mine_to_conclude(self, city, browser, task):
        Task.objects.update(assigned_to=city.zhou)

        page = text(browser(city.sun).get(of(task)))
        assert "已经分给周予安" in page
        assert "写核查结论" not in page
        assert browser(city.sun).post(of(task), AGREES).status_code == 409
        assert Task.objects.get().status == "open"


class TestOnSite:
    """A visit is made by two, at a time that has been, and says so."""

    @pytest.fixture
    def visit(self, city):
        return by_hand(city, fact=SITE_FACT, code="SZ-200")

    VISITED = {**AGREES, "visited_at": "2026-06-01T10:20", "companion": "季凡星"}

    @pytest.mark.clause("2.4-g")
    def test_who_was_there_and_when_goes_into_the_case_file(self, city, browser, visit):
        page = text(browser(city.sun).get(of(visit)))
        assert visit.method == "site"
        assert city.lin.subject.address in page
        assert "两人以上到场" in page

        browser(city.sun).post(of(visit), self.VISITED)
        assert Finding.objects.get().explanation.startswith("2026年6月1日 10:20与季凡星到现场核查。")

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"companion": ""}, "现场核查要两人以上"),
            ({"visited_at": ""}, "还没有填到场时间"),
            ({"visited_at": "昨天"}, "到场时间要写年月日和时分"),
            ({"visited_at": "2026-06-01T23:00"}, "到场时间在将来"),
            ({"visited_at": "2026-05-31T09:00"}, "早于签署承诺的时间"),
            ({"explanation": "看" * 421}, "现场核查最多420个字"),
        ],
    )
    def test_a_visit_that_cannot_have_been_is_not_taken(self, city, browser, visit, changed, said):
        answer = browser(city.sun).post(of(visit), {**self.VISITED, **changed})

        assert answer.status_code == 422
        assert said in text(answer)
        assert not Finding.objects.exists()


class TestAfterwards:
    """What contradicts is looked at anew, or the person is told; never both at once."""

    def test_before_the_decision_the_applicant_is_asked_and_the_check_can_be_opened_again(
        self, city, browser, task
    ):
        client = browser(city.sun)
        answer = client.post(
            of(task), {"outcome": "differs", "explanation": "户口簿上写的是非亲属。"}, follow=True
        )
        page = text(answer)
        assert "不一致不等于说谎" in page
        assert "决定还没有作出" in page
        assert "确认告知" not in page
        assert case(task).status == "evidence_asked"

        short = client.post(of(task, "reassess/"), {"reason": "重查"})
        assert short.status_code == 422
        assert ">\n重查</textarea>" in text(short)
        client.post(of(task, "reassess/"), {"reason": "申请人交来了收养登记证。"})
        assert Task.objects.get().status == "open"

    def test_what_agreed_is_not_checked_twice(self, city, browser, task):
        client = browser(city.sun)
        page = text(client.post(of(task), AGREES, follow=True))

        assert "重新核查" not in page
        assert client.post(of(task, "reassess/"), {"reason": "想再看一遍清楚。"}).status_code == 409

    @pytest.mark.clause("2.4-d")
    def test_after_the_decision_the_person_is_told_and_heard(self, city, browser):
        finding = contradicted(city)
        client = browser(city.sun)
        assert "确认告知" in text(client.get(of(finding.task)))

        answer = client.post(of(finding.task, "proceed/"))
        [proceeding] = Proceeding.objects.all()
        assert answer["Location"] == f"/desk/untrue/{proceeding.pk}/"
        assert "已经启动不实处理程序" in text(client.get(of(finding.task)))
        assert client.post(of(finding.task, "proceed/")).status_code == 409
        assert client.post(of(finding.task, "reassess/"), {"reason": "想再看一遍清楚。"}).status_code == 409

    def test_nothing_found_is_nothing_to_tell(self, city, browser, task):
        assert browser(city.sun).post(of(task, "proceed/")).status_code == 404
        assert not Proceeding.objects.exists()

    def test_a_comparison_is_shown_field_by_field(self, city, browser, task):
        granted(city, task)
        Finding.objects.create(
            task=task,
            outcome="differs",
            explanation="与低收入人口数据不一致：状态",
            found_at=AT + timedelta(minutes=9),
            comparison=[
                {"field": "status", "label": "状态", "promised": "在享", "found": "停发", "agrees": False}
            ],
        )

        page = text(browser(city.sun).get(of(task)))
        for words in ("状态", "在享", "停发", "不一致"):
            assert words in page


def test_the_page_costs_a_fixed_number_of_questions(city, browser, django_assert_max_num_queries):
    task = by_hand(city)
    proceeding = heard(city, city.tao, code="SZ-101")
    client = browser(city.zhou)
    client.get(of(task))

    with django_assert_max_num_queries(18):
        assert client.get(of(task)).status_code == 200
    with django_assert_max_num_queries(19):
        assert client.get(of(proceeding.finding.task)).status_code == 200
