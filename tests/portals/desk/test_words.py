"""The everyday words at the desk: tried out, entered, changed, switched off, and what people search for in vain."""

from __future__ import annotations

import pytest
from tests.cast import officer
from tests.conftest import AT
from tests.portals.office import text

from yinuo.matters.actions import enter_default_words, keep_word, note_missed, refresh_search
from yinuo.matters.models import Synonym
from yinuo.matters.queries import word
from yinuo.people.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.3-b")]

ADDRESS = "/desk/catalogue/words/"


@pytest.fixture
def findable(city):
    for item in (city.item, city.exempt_item):
        refresh_search(item, {"keywords": []})
    enter_default_words(at=AT)
    return city


def entered(browser, who, **changed):
    data = {"everyday": "没钱打官司", "official": "法律援助\n经济困难证明", "note": "窗口反映"} | changed
    return browser(who).post(ADDRESS, data, follow=True)


class TestLooking:
    """All words with their origin, and a search laid open."""

    def test_the_words_stand_there_page_by_page_and_can_be_narrowed(self, findable, browser):
        client = browser(findable.qian)

        page = text(client.get(ADDRESS))
        assert "随软件提供" in page
        assert "?after=" in page
        narrowed = text(client.get(ADDRESS, {"q": "最低生活保障", "origin": "product", "state": "on"}))
        assert 'scope="row">低保</th>' in narrowed
        assert 'scope="row">驾照</th>' not in narrowed
        assert "没有这样的说法" in text(client.get(ADDRESS, {"state": "off"}))

    def test_a_search_tried_out_says_how_it_was_understood_and_what_it_found(self, findable, browser):
        page = text(browser(findable.qian).get(ADDRESS, {"try": "法援"}))

        assert "“法援”就是“法律援助”" in page
        assert "经济困难证明" in page
        assert "100%" in page
        assert "法律援助" in page

    def test_a_search_that_finds_nothing_leads_to_the_form(self, findable, browser):
        assert "如果目录里有这件事，就给它加一个说法" in text(
            browser(findable.qian).get(ADDRESS, {"try": "宠物托运"})
        )

    def test_odd_addresses_break_nothing(self, findable, browser):
        client = browser(findable.qian)
        for query in (
            {"try": "%_'\\"},
            {"word": "没有这个"},
            {"origin": "x", "state": "x", "after": "\uffff"},
        ):
            assert client.get(ADDRESS, query).status_code == 200

    @pytest.mark.parametrize("who", ["zhou", "zhao", "sun", "zheng", "wang", "feng", "lin"])
    def test_who_has_no_business_with_the_catalogue_is_told_so(self, findable, browser, who):
        assert browser(getattr(findable, who)).get(ADDRESS).status_code == 403

    def test_the_page_costs_a_fixed_number_of_questions(
        self, findable, browser, django_assert_max_num_queries
    ):
        client = browser(findable.qian)
        with django_assert_max_num_queries(16):
            client.get(ADDRESS, {"try": "低保", "word": "低保"})


class TestEditing:
    """Only the bureau in charge edits; a change works at once and stays on record."""

    def test_a_word_is_entered_and_the_page_shows_that_it_works(self, findable, browser):
        page = text(entered(browser, findable.qian))

        assert "“没钱打官司”已经保存" in page
        assert "“没钱打官司”就是“法律援助”" in page
        assert word("没钱打官司").row.by == findable.qian

    def test_a_second_click_changes_nothing(self, findable, browser):
        entered(browser, findable.qian)
        entered(browser, findable.qian)

        assert Synonym.objects.filter(everyday="没钱打官司").count() == 1

    @pytest.mark.parametrize(
        ("changed", "says"),
        [
            ({"everyday": ""}, "还没有填：群众的说法"),
            ({"everyday": "证明"}, "太泛"),
            ({"official": "没钱打官司"}, "还没有写目录里的说法"),
            ({"official": "；".join(f"说法{n}号" for n in range(7))}, "最多写 6 个目录说法"),
            ({"everyday": "长" * 31}, "最多 30 个字"),
        ],
    )
    def test_what_cannot_be_entered_is_refused_with_reason_and_remedy_and_kept_as_typed(
        self, findable, browser, changed, says
    ):
        answer = entered(browser, findable.qian, **changed)

        assert answer.status_code == 422
        assert says in text(answer)
        assert "窗口反映" in text(answer)
        assert word("没钱打官司") is None

    def test_a_word_of_the_product_is_changed_switched_off_and_used_again(self, findable, browser):
        client = browser(findable.qian)
        assert "改“低保”" in text(client.get(ADDRESS, {"word": "低保"}))

        entered(browser, findable.qian, everyday="低保", official="城乡居民最低生活保障")
        page = text(client.get(ADDRESS, {"word": "低保"}))
        assert "软件自带的写法：最低生活保障" in page
        assert "以前的改动" in page

        off = {"act": "switch", "everyday": "低保", "use": "off"}
        assert client.post(ADDRESS, {**off, "note": "不"}).status_code == 422
        assert "已经停用" in text(client.post(ADDRESS, {**off, "note": "容易误会"}, follow=True))
        assert not word("低保").row.in_use
        client.post(ADDRESS, {**off, "use": "on", "note": "还是要用"})
        assert word("低保").row.in_use

    @pytest.mark.parametrize("who", ["wu", "li"])
    def test_reviewers_and_the_justice_bureau_look_and_change_nothing(self, findable, browser, who):
        page = text(browser(getattr(findable, who)).get(ADDRESS))
        assert "全市共用" in page
        assert 'name="official"' not in page

        assert entered(browser, getattr(findable, who)).status_code == 409
        assert word("没钱打官司") is None

    def test_an_editor_of_another_agency_is_told_whom_to_turn_to(self, findable, browser):
        other = officer("other", "别家编辑", findable.police, Role.CATALOGUE_EDITOR)

        assert "写在这项证明的“大白话”里" in text(browser(other).get(ADDRESS))
        assert entered(browser, other).status_code == 409
        off = {"act": "switch", "everyday": "低保", "use": "off", "note": "容易误会"}
        assert browser(other).post(ADDRESS, off).status_code == 409
        assert word("低保").row.in_use


class TestMissed:
    """What was searched in vain again and again leads to the form with one click."""

    def test_the_words_are_listed_with_how_often_and_vanish_when_entered(self, findable, browser):
        for _ in range(4):
            note_missed(query="没钱打官司", at=AT)
        note_missed(query="只搜过一次", at=AT)

        page = text(browser(findable.qian).get(ADDRESS))
        assert "?word=%E6%B2%A1%E9%92%B1%E6%89%93%E5%AE%98%E5%8F%B8#edit" in page
        assert "只搜过一次" not in page
        assert 'value="没钱打官司"' in text(browser(findable.qian).get(ADDRESS, {"word": "没钱打官司"}))

        entered(browser, findable.qian)
        assert "最近没有反复搜不到的词" in text(browser(findable.qian).get(ADDRESS))

    def test_what_the_city_entered_is_kept_apart_from_the_product(self, findable):
        keep_word(everyday="没钱打官司", official=["法律援助"], note="", by=findable.qian, at=AT)

        assert word("没钱打官司").product == ()
        assert word("没钱打官司").row.origin == "city"
