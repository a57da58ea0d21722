"""The register of legal texts at the desk: found, read, completed, named and merged, each by who may."""

from __future__ import annotations

import re

import pytest
from tests.cast import officer
from tests.conftest import AT
from tests.portals.office import text
from tests.rooms.matters.bases import DEED_TAX, bare, item_on, read_all
from tests.rooms.matters.bases import text as row_of

from yinuo.matters.actions import register_law_texts
from yinuo.matters.models import LegalText
from yinuo.matters.queries import links_of, texts
from yinuo.people.models import Role

pytestmark = pytest.mark.clause("3.2-b")


@pytest.fixture(autouse=True)
def catalogue(city):
    item_on(city, DEED_TAX, name="完税证明")
    bare(city, "律师证明", "《律师法》第六条等有关规定")
    read_all()


def address(name="契税暂行条例", rest=""):
    return f"/desk/texts/{row_of(name).slug}/{rest}"


class TestRegister:
    """Every text a basis names, the most used first, found by words and pinyin."""

    def test_texts_stand_there_with_how_many_items_rest_on_them(self, city, browser):
        page = text(browser(city.qian).get("/desk/texts/"))
        assert "《契税暂行条例》" in page
        assert "按名称推定，待核" in page

    @pytest.mark.parametrize("query", ["契税", "qszxtl", "qishui"])
    def test_one_is_found(self, city, browser, query):
        page = text(browser(city.wu).get("/desk/texts/", {"q": query}))
        assert "契税暂行条例" in page
        assert "律师法" not in page

    def test_narrowed_by_rank(self, city, browser):
        page = text(browser(city.wu).get("/desk/texts/?level=law"))
        assert "律师法" in page
        assert "契税暂行条例" not in page

    def test_odd_filters_show_everything_or_nothing(self, city, browser):
        client = browser(city.li)
        assert "契税暂行条例" in text(client.get("/desk/texts/?level=x&after=x.y"))
        assert "没有找到" in text(client.get("/desk/texts/", {"q": "%'_"}))

    def test_page_by_page_each_once(self, city, browser):
        register_law_texts(at=AT)
        client, seen, url = browser(city.qian), [], "/desk/texts/"
        while url:
            page = text(client.get(url))
            seen += re.findall(r'<th scope="row"><span><a href="/desk/texts/([^"]+)/">', page)
            found = re.search(r'href="([^"]+)" rel="next"', page)
            url = found.group(1).replace("&amp;", "&") if found else ""
        assert len(seen) == len(set(seen)) == texts().count()

    def test_what_was_not_understood_is_listed_for_its_editor(self, city, browser):
        page = text(browser(city.qian).get("/desk/texts/unread/"))
        assert "律师证明" in page
        assert "等有关规定</td>" in page
        stranger = officer("stranger", "别家编辑", city.police, Role.CATALOGUE_EDITOR)
        assert "律师证明" not in text(browser(stranger).get("/desk/texts/unread/"))

    @pytest.mark.parametrize("who", ["zhou", "zhao", "sun", "zheng", "wang", "feng", "lin"])
    def test_who_has_no_business_here_is_told_so(self, city, browser, who):
        assert browser(getattr(city, who)).get("/desk/texts/").status_code == 403


class TestOneText:
    """What is known, what rests on it, who may change it."""

    def test_articles_items_and_names_stand_there(self, city, browser):
        page = text(browser(city.qian).get(address()))
        for words in ("第六条", "完税证明", "没有登记", "按名称和文号推定"):
            assert words in page, words
        assert "登记变动</a>" not in page
        assert "法制审核" in page  # who may

    def test_another_agencys_items_are_counted_but_not_listed(self, city, browser):
        stranger = officer("stranger", "别家编辑", city.police, Role.CATALOGUE_EDITOR)
        page = text(browser(stranger).get(address()))
        assert "依据它的证明 1 项" in page
        assert "完税证明" not in page

    def test_our_own_rules_are_named(self, city, browser):
        register_law_texts(at=AT)
        page = text(browser(city.wu).get(address("行政许可法")))
        assert "supplement_due" in page
        assert "申请人申请行政许可，应当如实" in page

    def test_what_is_known_is_completed_with_its_source(self, city, browser):
        client = browser(city.wu)
        url = address(rest="describe/")
        answer = client.post(url, {"issuer": "国务院", "level": "administrative_regulation", "revision": "0"})
        assert answer.status_code == 422
        assert "还没有填以上从哪里来" in text(answer)
        assert 'value="国务院"' in text(answer)
        client.post(
            url,
            {"issuer": "国务院", "level": "administrative_regulation", "source": "公报", "revision": "0", "repealed_on": "2021-09-01"},
        )  # fmt: skip
        page = text(client.get(address()))
        assert "国务院" in page
        assert "已废止" in page
        assert "推定" not in page

    def test_the_second_of_two_sees_what_the_first_wrote(self, city, browser):
        first, second = browser(city.wu), browser(city.li)
        url = address(rest="describe/")
        first.post(url, {"issuer": "国务院", "source": "公报", "revision": "0"})
        late = second.post(url, {"issuer": "财政部", "source": "网站", "revision": "0"})
        assert late.status_code == 409
        assert "别人改过" in text(late)
        assert 'value="国务院"' in text(late)

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"in_force_from": "2021-13-01"}, "不存在的日子"),
            ({"in_force_from": "1021-01-01"}, "1949年到2100年"),
            ({"level": "x"}, "没有这种层级"),
            ({"issuer": "长" * 121}, "最多 120 个字"),
        ],
    )
    def test_bad_input_names_field_reason_and_remedy(self, city, browser, wrong, says):
        answer = browser(city.wu).post(
            address(rest="describe/"), {"source": "公报", "revision": "0", **wrong}
        )
        assert answer.status_code == 422
        assert says in text(answer)

    def test_an_editor_completes_nothing(self, city, browser):
        for rest in ("describe/", "change/"):
            assert browser(city.qian).get(address(rest=rest)).status_code == 409
        answer = browser(city.qian).post(address(rest="name/"), {"name": "契税条例"})
        assert answer.status_code == 409
        assert row_of("契税暂行条例").names.count() == 1

    def test_another_name_is_added(self, city, browser):
        browser(city.wu).post(address(rest="name/"), {"name": "《契税条例》"})
        assert row_of("契税条例") == row_of("契税暂行条例")
        taken = browser(city.wu).post(address(rest="name/"), {"name": "律师法"})
        assert taken.status_code == 409
        assert "已经指向" in text(taken)

    def test_a_text_there_is_none_of_is_not_found(self, city, browser):
        for rest in ("", "describe/", "change/"):
            assert browser(city.wu).get(f"/desk/texts/none/{rest}").status_code == 404


class TestMerging:
    """Two entries side by side, then one, then two again."""

    @pytest.fixture(autouse=True)
    def two(self, city):
        bare(city, "别的", "《契税条例（旧）》第六条")
        read_all()
        self.kept, self.gone = row_of("契税暂行条例"), row_of("契税条例（旧）")

    def test_first_shown_then_done_then_undone(self, city, browser):
        client = browser(city.wu)
        page = text(client.get("/desk/texts/merge/", {"kept": self.kept.slug, "gone": "《契税条例（旧）》"}))
        assert "把右边并入左边" in page
        client.post("/desk/texts/merge/", {"kept": self.kept.slug, "gone": self.gone.slug})
        page = text(client.get(address()))
        assert "并入《契税条例（旧）》" in page
        moved = client.get(f"/desk/texts/{self.gone.slug}/")
        assert moved.headers["Location"] == f"/desk/texts/{self.kept.slug}/"
        merge = self.gone.merges.get()
        client.post(f"/desk/texts/merges/{merge.pk}/undo/")
        assert texts().filter(pk=self.gone.pk).exists()

    def test_a_second_click_changes_nothing_more(self, city, browser):
        client = browser(city.wu)
        for _ in range(2):
            client.post("/desk/texts/merge/", {"kept": self.kept.slug, "gone": self.gone.slug})
        assert self.gone.merges.count() == 1

    def test_one_that_is_not_there_is_asked_for_again(self, city, browser):
        page = text(browser(city.wu).get("/desk/texts/merge/", {"kept": self.kept.slug, "gone": "没有的"}))
        assert "没有找到这部文件" in page
        assert browser(city.wu).get("/desk/texts/merge/").status_code == 404

    def test_an_editor_merges_nothing(self, city, browser):
        answer = browser(city.qian).post(
            "/desk/texts/merge/", {"kept": self.kept.slug, "gone": self.gone.slug}
        )
        assert answer.status_code == 409
        assert LegalText.objects.filter(merged_into__isnull=False).count() == 0


class TestLinks:
    """What was read of a basis, word by word, put right by its editor."""

    def page(self, city, browser, **posted):
        item = self.item = city.matter.items.get(name="律师证明")
        client = browser(city.qian)
        return (
            client.post(f"/desk/texts/bases/{item.slug}/", posted)
            if posted
            else client.get(f"/desk/texts/bases/{item.slug}/")
        )

    def test_words_lead_to_their_text_and_the_rest_is_pointed_out(self, city, browser):
        page = text(self.page(city, browser))
        assert f'<a href="{address("律师法")}">《律师法》第六条</a>等有关规定' in page
        assert "这些字句没有读懂" in page

    def test_crossed_out_restored_and_added(self, city, browser):
        self.page(city, browser)
        link = links_of(self.item).get()
        self.page(city, browser, act="drop", link=link.pk)
        assert "已划去" in text(self.page(city, browser))
        self.page(city, browser, act="restore", link=link.pk)
        self.page(city, browser, act="add", written="《律师法》第七条")
        assert links_of(self.item).filter(dropped=False).count() == 2
        assert "人工补上" in text(self.page(city, browser))

    def test_what_cannot_be_read_is_refused_and_kept(self, city, browser):
        answer = self.page(city, browser, act="add", written="有关规定")
        assert answer.status_code == 409
        assert "没有读懂" in text(answer)
        assert 'value="有关规定"' in text(answer)

    def test_a_link_of_another_item_is_not_there(self, city, browser):
        other = links_of(city.matter.items.get(name="完税证明")).first()
        assert self.page(city, browser, act="drop", link=other.pk).status_code == 404
        assert self.page(city, browser, act="burn").status_code == 404

    def test_a_stranger_finds_nothing(self, city, browser):
        self.page(city, browser)
        stranger = officer("stranger", "别家编辑", city.police, Role.CATALOGUE_EDITOR)
        assert browser(stranger).get(f"/desk/texts/bases/{self.item.slug}/").status_code == 404


def test_the_pages_cost_a_fixed_number_of_questions(city, browser, django_assert_max_num_queries):
    register_law_texts(at=AT)
    client, item = browser(city.wu), city.matter.items.get(name="律师证明")
    for url, most in (
        ("/desk/texts/", 6),
        ("/desk/texts/unread/", 6),
        (address(), 17),
        (f"/desk/texts/bases/{item.slug}/", 8),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(url).status_code == 200
