"""The catalogue at the desk: what an editor and a reviewer see, and the steps of a version, one person each."""

from __future__ import annotations

import re

import pytest
from tests.cast import LOW_INCOME_FACT, notice_of, officer
from tests.conftest import AT
from tests.portals.office import text

from yinuo.casefile.actions import open_case_file
from yinuo.casefile.models import CaseFile
from yinuo.matters.actions import draft_version, import_catalogue, send_back, submit_version
from yinuo.matters.models import CatalogueImport, ItemVersion, ProofItem
from yinuo.people.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.3-a")]

VAGUE = "本人身份证以及其他相关材料"
FILE = (
    "administrative_matter,proof_item,proof_use,drafting_agency,legal_basis,department,row_class,source\n"
    "申请低保,收入证明,,,,民政局,A,测试\n"
)


def drafted(city, by=None, **notice):
    return draft_version(
        item=city.item,
        notice=notice_of("申请法律援助", "经济困难证明") | notice,
        facts=[LOW_INCOME_FACT],
        inputs=[],
        plain={},
        by=by or city.qian,
        at=AT,
    )


def in_review(city, **notice):
    return submit_version(version=drafted(city, **notice), by=city.qian, at=AT)


def step(version, name: str) -> str:
    return f"/desk/catalogue/versions/{version.pk}/{name}/"


def status(version) -> str:
    return ItemVersion.objects.get(pk=version.pk).status


class TestLooking:
    """Every item with the state of its newest version; an item without one is there too."""

    def test_items_stand_there_with_the_state_of_their_newest_version(self, city, browser):
        drafted(city)

        page = text(browser(city.qian).get("/desk/catalogue/"))
        assert "经济困难证明" in page
        assert "草稿" in page
        assert "第 2 版" in page

    def test_what_is_not_written_yet_can_be_found(self, city, browser):
        file = open_case_file(kind=CaseFile.Kind.ITEM, agency=city.bureau, region_code="341302", at=AT)
        ProofItem.objects.create(
            matter=city.matter, case_file=file, slug="bare", name="还没写的证明", row_class="C", source="测试"
        )
        client = browser(city.qian)

        page = text(client.get("/desk/catalogue/?state=unwritten"))
        assert "还没写的证明" in page
        assert "经济困难证明" not in page
        assert "还没有编制" in text(client.get("/desk/catalogue/bare/"))

    @pytest.mark.parametrize("query", ["经济困难", "申请法律援助"])
    def test_an_item_is_found_by_its_own_or_its_matters_name(self, city, browser, query):
        page = text(browser(city.wu).get("/desk/catalogue/", {"q": query}))
        assert city.item.slug in page
        assert city.exempt_item.slug not in page

    def test_what_waits_for_review_and_what_is_being_written_stand_first(self, city, browser):
        version = in_review(city)
        page = text(browser(city.wu).get("/desk/catalogue/"))
        assert f'href="/desk/catalogue/versions/{version.pk}/review/"' in page
        assert "在办的" not in text(browser(city.wu).get("/desk/catalogue/?q=经济"))

        send_back(version=version, reason="请写明核查时间", by=city.wu, at=AT)
        page = text(browser(city.qian).get("/desk/catalogue/"))
        assert f'href="/desk/catalogue/{city.item.slug}/edit/"' in page
        assert f'href="/desk/catalogue/{city.item.slug}/edit/"' not in text(
            browser(city.wu).get("/desk/catalogue/")
        )

    def test_the_list_can_be_put_in_order_and_turned_page_by_page(self, city, browser, monkeypatch):
        monkeypatch.setattr("yinuo.portals.desk.pages.catalogue.SIZE", 1)
        client = browser(city.qian)
        for sort in ("", "newest", "name"):
            first = text(client.get("/desk/catalogue/", {"sort": sort}))
            following = re.search(r'href="([^"]+)" rel="next"', first)[1].replace("&amp;", "&")
            second = text(client.get(following))
            shown = [city.item.slug in page for page in (first, second)]
            assert sorted(shown) == [False, True], sort

    def test_bad_filters_show_everything_or_nothing_and_never_break(self, city, browser):
        client = browser(city.qian)

        assert city.item.slug in text(client.get("/desk/catalogue/?state=x&after=x"))
        assert "没有找到" in text(client.get("/desk/catalogue/", {"q": "%_'"}))

    @pytest.mark.clause("2.3-a")
    def test_a_version_reads_as_its_notice_with_what_the_law_says_of_it(self, city, browser):
        page = text(browser(city.wu).get(f"/desk/catalogue/{city.item.slug}/"))

        for words in (
            "应当告知的八项内容都写明了",
            "申请人家庭正在享受最低生活保障",
            "低收入人口数据",
            "低保证",
            "请求事项",
            "已公布",
        ):
            assert words in page, words

    def test_an_editor_of_another_agency_finds_its_own_only(self, city, browser):
        other = officer("other", "别家编辑", city.police, Role.CATALOGUE_EDITOR)
        client = browser(other)

        assert "没有找到" in text(client.get("/desk/catalogue/"))
        assert client.get(f"/desk/catalogue/{city.item.slug}/").status_code == 404
        assert client.post(step(drafted(city), "submit")).status_code == 404

    @pytest.mark.parametrize("who", ["zhou", "zhao", "sun", "zheng", "wang", "feng", "lin"])
    def test_who_has_no_business_here_is_told_so(self, city, browser, who):
        assert browser(getattr(city, who)).get("/desk/catalogue/").status_code == 403


class TestSteps:
    """Who drafted does not review; every step that changes what people rely on says why."""

    def test_a_draft_is_submitted_here_and_reviewed_on_the_page_of_the_review(self, city, browser):
        version = drafted(city)
        client = browser(city.qian)
        assert "提交审核" in text(client.get(f"/desk/catalogue/{city.item.slug}/"))

        client.post(step(version, "submit"))
        assert status(version) == "in_review"
        assert f"/versions/{version.pk}/review/" in text(
            browser(city.wu).get(f"/desk/catalogue/{city.item.slug}/")
        )
        assert browser(city.wu).post(step(version, "publish")).status_code == 404

    def test_a_second_click_is_refused_and_changes_nothing(self, city, browser):
        version = drafted(city)
        client = browser(city.qian)
        client.post(step(version, "submit"))

        again = client.post(step(version, "submit"))
        assert again.status_code == 409
        assert "现在的状态是“待法制审核”" in text(again)

    def test_an_editor_is_told_why_he_cannot_publish(self, city, browser):
        in_review(city)

        page = text(browser(city.qian).get(f"/desk/catalogue/{city.item.slug}/"))
        assert "审核通过并公布：只有" in page
        assert "去审核" not in page

    @pytest.mark.clause("2.3-b")
    def test_vague_words_keep_a_draft_from_being_submitted(self, city, browser):
        version = drafted(city, materials=VAGUE)

        refused = browser(city.qian).post(step(version, "submit"))
        assert refused.status_code == 409
        assert "用语没有处理" in text(refused)
        assert status(version) == "draft"

    @pytest.mark.parametrize("name", ["suspend", "retire"])
    def test_a_step_that_needs_a_reason_keeps_what_was_typed(self, city, browser, name):
        version = city.version
        before = status(version)

        answer = browser(city.wu).post(step(version, name), {"reason": "不行"})
        assert answer.status_code == 409
        assert 'value="不行"' in text(answer)
        assert status(version) == before

    def test_suspended_with_a_reason_all_can_read_and_resumed(self, city, browser):
        client = browser(city.wu)

        client.post(step(city.version, "suspend"), {"reason": "依据正在修订，暂停承诺"})
        assert "依据正在修订，暂停承诺" in text(client.get(f"/desk/catalogue/{city.item.slug}/"))
        client.post(step(city.version, "resume"))
        assert status(city.version) == "published"

    def test_a_step_there_is_none_of_is_not_found(self, city, browser):
        assert browser(city.wu).post(step(city.version, "supersede")).status_code == 404
        assert browser(city.wu).get(step(city.version, "retire")).status_code == 405

    def test_the_justice_bureau_looks_and_changes_nothing(self, city, browser):
        page = text(browser(city.li).get(f"/desk/catalogue/{city.item.slug}/"))

        assert "暂停适用</button>" not in page
        assert (
            browser(city.li).post(step(city.version, "suspend"), {"reason": "先停一停再说"}).status_code
            == 409
        )
        assert status(city.version) == "published"


class TestImports:
    """Every row of a file as it stood, with what became of it."""

    @pytest.fixture
    def kept(self, city):
        return import_catalogue(
            file_name="目录.csv", content=FILE.encode(), by=None, at=AT, agency_for=lambda _row: city.bureau
        )

    def test_the_report_shows_each_row_with_its_reason(self, city, browser, kept):
        client = browser(city.qian)

        assert "目录.csv" in text(client.get("/desk/catalogue/imports/"))
        page = text(client.get(f"/desk/catalogue/imports/{kept.pk}/"))
        assert "收入证明" in page
        assert "申请低保" in page
        assert "（空）" in page

    def test_rows_can_be_looked_at_by_outcome(self, city, browser, kept):
        found = {
            outcome: text(browser(city.qian).get(f"/desk/catalogue/imports/{kept.pk}/?outcome={outcome}"))
            for outcome in ("taken", "remarked", "refused")
        }
        holds = [outcome for outcome, page in found.items() if ">收入证明<" in page]
        assert len(holds) == 1
        assert CatalogueImport.objects.get().rows.get(item__isnull=False).outcome == holds[0]

    def test_a_file_there_is_none_of_is_not_found(self, city, browser):
        assert browser(city.qian).get("/desk/catalogue/imports/999/").status_code == 404


def test_the_pages_cost_a_fixed_number_of_questions(city, browser, django_assert_max_num_queries):
    client = browser(city.wu)

    for address, most in (
        ("/desk/catalogue/", 7),
        (f"/desk/catalogue/{city.item.slug}/", 12),
        ("/desk/catalogue/imports/", 6),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
