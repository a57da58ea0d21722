"""Every number of the screen opens its list, with the same filter, the same rows and the article behind it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from tests.conftest import AT
from tests.portals.office import by_hand, text
from tests.rooms.inspectorate.cases import check, filed, promised

from yinuo.exchange.models import Source
from yinuo.inspectorate.queries import FIGURES
from yinuo.verification.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.4-b"), pytest.mark.clause("5")]


@pytest.fixture
def busy(city):
    """Some cases of two agencies, a check that is late, one that nobody has, a register that is silent."""
    first = filed(city, "commit", at=AT - timedelta(days=20))
    promise = promised(city, first, at=AT - timedelta(days=20))
    check(promise, due_on=date(2026, 5, 20), assigned_to=city.sun)
    check(promise, due_on=date(2026, 6, 9), key="free")
    filed(city, "proof", at=AT - timedelta(days=3))
    filed(city, "commit", at=AT - timedelta(days=2), agency=city.police, who=city.tao)
    Source.objects.update(failures=4, rests_until=AT + timedelta(hours=5))
    return city


def cards(page: str) -> dict[str, tuple[str, str]]:
    """Title of each card to its number and its address."""
    found = re.findall(
        r'<a class="kpi[^"]*" href="([^"]+)"><span>([^<]+)<svg.*?</svg></span><b>([^<]+)', page
    )
    return {title: (number.strip(), unescape(address)) for address, title, number in found}


def lines(page: str) -> int:
    """How many rows a list shows."""
    body = page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0] if "<tbody>" in page else ""
    return body.count("<tr")


def test_what_needs_a_call_stands_first_with_its_article(busy, browser):
    page = text(browser(busy.li).get("/oversight/"))

    assert page.index("要您过问的") < page.index("办了多少") < page.index("各单位") < page.index("每月走势")
    calls = page.split("要您过问的")[1].split("办了多少")[0]
    for words in ("逾期未核查", "没有指派核查人", "数据来源不通", "宿政办秘〔2021〕7号", "逾期 8 个工作日"):
        assert words in calls, words
    assert busy.lin.name not in page


def test_every_card_opens_a_list_of_just_as_many_rows(busy, browser):
    client = browser(busy.li)
    shown = cards(text(client.get("/oversight/")))

    assert {"逾期未核查", "办件", "少跑腿的证明", "核查不实", "承诺使用率", "按期核查率", "守诺率"} <= set(
        shown
    )
    for title, (number, address) in shown.items():
        answer = client.get(address)
        assert answer.status_code == 200, title
        if number.isdigit():
            assert lines(text(answer)) == int(number), title


def test_every_link_of_the_screen_leads_somewhere(busy, browser):
    client = browser(busy.li)
    page = text(client.get("/oversight/"))
    main = page.split('<main id="main"')[1].split("</main>")[0]

    addresses = {unescape(one) for one in re.findall(r'href="(/oversight/[^"#]+)"', main)}
    assert len(addresses) > 30
    for address in sorted(addresses):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("key", [found.key for found in FIGURES])
def test_every_figure_has_a_list_with_its_words_and_its_article(busy, browser, key):
    page = text(browser(busy.li).get(f"/oversight/figures/{key}/"))
    found = next(one for one in FIGURES if one.key == key)

    assert found.title in page
    assert found.says in page
    assert found.citation.label in page
    assert busy.lin.subject.name not in page


def test_a_unit_alone_is_counted_alone_on_the_screen_and_on_its_lists(busy, browser):
    client = browser(busy.li)

    shown = cards(text(client.get(f"/oversight/?unit={busy.police.pk}")))
    assert shown["办件"][0] == "1"
    assert shown["逾期未核查"][0] == "0"
    assert f"unit={busy.police.pk}" in shown["办件"][1]
    page = text(client.get(shown["办件"][1]))
    assert lines(page) == 1
    assert "市公安局" in page


def test_days_are_carried_on_into_the_lists(busy, browser):
    client = browser(busy.li)

    shown = cards(text(client.get("/oversight/?days=2026-05-29.2026-05-30")))
    assert shown["办件"][0] == "2"
    assert lines(text(client.get(shown["办件"][1]))) == 2


@pytest.mark.parametrize(
    "query",
    [
        "days=x",
        "days=2026-06-01.2026-05-01",
        "days=1999-01-01.2026-06-01",
        "days=2026-01-01.2030-01-01",
        "unit=x",
        "unit=999999",
        "unit=99999999999999999999",
        "after=x",
    ],
)
def test_what_cannot_be_read_is_this_year_and_never_breaks(busy, browser, query):
    client = browser(busy.li)

    assert cards(text(client.get(f"/oversight/?{query}")))["办件"][0] == "3"
    assert client.get(f"/oversight/figures/cases/?{query}").status_code == 200


def test_the_trend_has_its_table_and_every_month_opens(busy, browser):
    client = browser(busy.li)
    page = text(client.get("/oversight/"))
    table = page.split('data-chart="line"')[1].split("</figure>")[0]

    assert "2026年5月" in table
    months = [unescape(one) for one in re.findall(r'<th scope="row"><a href="([^"]+)"', table)]
    assert len(months) == 6
    assert cards(text(client.get(months[4])))["办件"][0] == "3"


class TestReach:
    """An officer sees his own unit's numbers; who has none is not let in; a list is no way round."""

    def test_an_officer_counts_his_own_agency_only(self, busy, browser):
        client = browser(busy.zhou)
        page = text(client.get("/oversight/"))

        assert "本单位一览" in page
        assert cards(page)["办件"][0] == "2"
        assert 'name="unit"' not in page
        assert "市公安局" not in page
        foreign = text(client.get(f"/oversight/figures/cases/?unit={busy.police.pk}"))
        assert lines(foreign) == 0
        file = text(client.get(f"/oversight/figures/cases/list.csv?unit={busy.police.pk}"))
        assert file.count("\r\n") == 1

    @pytest.mark.parametrize("who", ["qian", "wu", "wang", "lin"])
    def test_who_has_no_figures_is_told_so(self, busy, browser, who):
        client = browser(getattr(busy, who))

        for address in ("/oversight/", "/oversight/figures/cases/", "/oversight/figures/cases/list.csv"):
            assert client.get(address).status_code == 403


class TestLists:
    """Keyset paged, and as a file that is sent while it is read."""

    def test_a_figure_there_is_none_of_is_not_found(self, city, browser):
        client = browser(city.li)

        assert client.get("/oversight/figures/nothing/").status_code == 404
        assert client.get("/oversight/figures/nothing/list.csv").status_code == 404

    def test_pages_follow_on_and_the_file_holds_them_all(self, city, browser):
        rows = [filed(city, "commit", at=AT - timedelta(hours=n)) for n in range(33)]
        client = browser(city.li)

        first = text(client.get("/oversight/figures/cases/"))
        following = unescape(re.search(r'href="([^"]+)" rel="next"', first).group(1))
        second = text(client.get(following))
        assert (lines(first), lines(second)) == (30, 3)

        answer = client.get("/oversight/figures/cases/list.csv")
        assert answer.streaming
        assert answer["Content-Disposition"] == 'attachment; filename="cases-20260101-20260601.csv"'
        file = text(answer)
        assert file.startswith("\ufeff案卷号,单位,")
        assert {line.split(",")[0] for line in file.splitlines()[1:]} == {row.number for row in rows}

    def test_a_cell_is_no_formula(self, busy, browser):
        Task.objects.update(fact_text="=HYPERLINK(1)")

        file = text(browser(busy.li).get("/oversight/figures/checks-overdue/list.csv"))
        assert ",'=HYPERLINK(1)," in file

    def test_a_row_opens_its_case(self, city, browser):
        by_hand(city)
        client = browser(city.li)
        page = text(client.get("/oversight/figures/checks-unassigned/"))

        address = re.search(r'<th scope="row"><a href="([^"]+)"', page).group(1)
        assert address.startswith("/desk/cases/")
        assert client.get(address).status_code == 200


def test_the_screen_costs_the_same_for_few_cases_and_for_many(busy, browser, django_assert_max_num_queries):
    client = browser(busy.li)
    for n in range(15):
        filed(busy, "commit", at=AT - timedelta(hours=n))

    client.get("/oversight/")  # reads the calendar, which is kept
    with django_assert_max_num_queries(32):
        assert client.get("/oversight/").status_code == 200
    with django_assert_max_num_queries(10):
        assert client.get("/oversight/figures/cases/").status_code == 200
