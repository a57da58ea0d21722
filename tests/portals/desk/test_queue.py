"""One queue, by due day, and nobody else's cases in it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from tests.conftest import AT
from tests.portals.office import by_hand, case, text
from tests.rooms.inspectorate.cases import filed

from yinuo.applications.actions import ask_evidence

pytestmark = pytest.mark.django_db


def numbers(page: str) -> list[str]:
    return re.findall(r'/desk/cases/([0-9-]+)/"', page)


def test_what_is_due_first_stands_first_with_how_it_stands(city, browser):
    later = filed(city, "proof", at=AT, due_on=date(2026, 6, 20))
    late = filed(city, "commit", at=AT - timedelta(days=40), due_on=date(2026, 5, 20))

    page = text(browser(city.zhou).get("/desk/"))

    assert numbers(page) == [late.number, later.number]
    assert "逾期 8 个工作日" in page
    assert "看材料" in page
    assert "1 件今天到期或者已经逾期" in page


def test_a_case_whose_checks_are_clear_says_so(city, browser):
    by_hand(city)

    assert "核查已办妥" in text(browser(city.zhou).get("/desk/"))


def test_another_agencys_officer_finds_nothing_and_is_told_what_comes(city, browser):
    by_hand(city)

    page = text(browser(city.feng).get("/desk/"))
    assert numbers(page) == []
    assert "没有待办" in page


@pytest.mark.parametrize("who", ["qian", "wu", "wang", "lin"])
def test_who_has_no_business_here_is_told_so(city, browser, who):
    assert browser(getattr(city, who)).get("/desk/").status_code == 403


def test_nobody_is_sent_to_the_entrance_and_comes_back(city, browser):
    answer = browser().get("/desk/?matter=1")

    assert answer.status_code == 302
    assert answer["Location"] == "/enter/?next=/desk/%3Fmatter%3D1"


def test_pages_follow_on_without_gap_or_double(city, browser):
    rows = [filed(city, "proof", at=AT, due_on=date(2026, 6, 10 + n % 3)) for n in range(33)]
    client = browser(city.zhou)

    first = text(client.get("/desk/"))
    following = re.search(r'href="(/desk/\?after=[^"]+)" rel="next"', first)
    second = text(client.get(following.group(1)))

    seen = numbers(first) + numbers(second)
    assert len(numbers(first)) == 30
    assert seen == [row.number for row in sorted(rows, key=lambda row: (row.due_on, row.pk))]
    assert 'rel="next"' not in second
    assert 'href="/desk/" rel="prev"' in second


@pytest.mark.parametrize("mark", ["x", "2026-13-01.5", "2026-06-01.", "9999999999999999999", "'; DROP TABLE"])
def test_a_mark_that_was_never_given_out_shows_the_first_page(city, browser, mark):
    filed(city, "proof", at=AT)

    assert len(numbers(text(browser(city.zhou).get(f"/desk/?after={mark}&matter={mark}")))) == 1


def test_a_matter_can_be_looked_at_alone(city, browser):
    mine = by_hand(city)
    filed(city, "proof", at=AT)
    client = browser(city.zhou)

    everything = text(client.get("/desk/"))
    narrowed = text(client.get(f"/desk/?matter={case(mine).matter_id}"))

    assert f'<option value="{case(mine).matter_id}">' in everything
    assert numbers(narrowed) == [case(mine).number]
    assert "回到全部待办" in narrowed


def test_what_waits_for_the_officer_and_what_waits_for_the_applicant_can_be_told_apart(city, browser):
    mine, asked = case(by_hand(city)), case(by_hand(city, city.tao))
    ask_evidence(
        application_id=asked.pk,
        item_id=None,
        reason="请补充户口簿页面",
        differences=[],
        by=city.zhou,
        by_label="审批人",
        at=AT,
    )
    client = browser(city.zhou)

    assert numbers(text(client.get("/desk/?look=submitted"))) == [mine.number]
    assert numbers(text(client.get("/desk/?look=evidence_asked"))) == [asked.number]
    assert set(numbers(text(client.get("/desk/?look=nonsense")))) == {mine.number, asked.number}
    assert asked.number not in text(client.get(f"/desk/cases/{mine.number}/"))


class TestFinding:
    """Cases are found by number, by a name's beginning and by a whole identity number, within one's reach."""

    def test_by_number_name_or_whole_identity_number(self, city, browser):
        row = case(by_hand(city))
        client = browser(city.zhou)

        for query in (
            row.number,
            row.number[:14],
            city.lin.name,
            city.lin.name[:1],
            city.lin.subject.id_number,
        ):
            assert numbers(text(client.get("/desk/", {"q": query}))) == [row.number], query

    def test_part_of_an_identity_number_finds_nothing(self, city, browser):
        by_hand(city)

        page = text(browser(city.zhou).get("/desk/", {"q": city.lin.subject.id_number[:12]}))
        assert "没有找到" in page

    def test_a_stranger_finds_nothing_by_any_of_them(self, city, browser):
        row = case(by_hand(city))
        client = browser(city.feng)

        for query in (row.number, city.lin.name, city.lin.subject.id_number, "%", "\x00"):
            assert numbers(text(client.get("/desk/", {"q": query}))) == []

    def test_what_was_typed_stays(self, city, browser):
        assert 'value="没有这个人"' in text(browser(city.zhou).get("/desk/", {"q": "没有这个人"}))


def test_the_queue_costs_the_same_for_one_case_and_for_many(city, browser, django_assert_max_num_queries):
    client = browser(city.zhou)
    for n in range(12):
        filed(city, "proof", at=AT, due_on=date(2026, 6, 10 + n))

    client.get("/desk/")  # reads the calendar, which is kept
    with django_assert_max_num_queries(8):
        assert client.get("/desk/").status_code == 200
    with django_assert_max_num_queries(10):  # each way to a case by an index of its own
        assert client.get("/desk/", {"q": city.lin.name}).status_code == 200
