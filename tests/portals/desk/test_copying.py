"""Copying at the desk: what others published is found, copied in one act, and looked at before it may be published."""

from __future__ import annotations

import pytest
from tests.cast import REGION, firm_number, officer
from tests.conftest import AT
from tests.portals.office import text

from yinuo.matters.actions import copy_item, suspend
from yinuo.matters.models import CopiedSetup, ProofItem
from yinuo.people.models import Agency, Role

pytestmark = [pytest.mark.django_db, pytest.mark.clause("4.1-b")]

FIND = "/desk/catalogue/copy/"
COPY = "/desk/catalogue/legal-aid-hardship/copy/"


@pytest.fixture
def editor(city):
    return officer("other", "别家编辑", city.police, Role.CATALOGUE_EDITOR)


@pytest.fixture
def third(city):
    return Agency.objects.create(
        slug="mzj", name="宿州市民政局", short_name="市民政局", uscc=firm_number(9, "11"), region_code=REGION
    )


class TestFinding:
    """An editor finds what other bodies published, and nothing of his own."""

    @pytest.mark.clause("4.1-b")
    def test_what_others_published_is_found_by_proof_matter_or_body(self, city, editor, browser):
        client = browser(editor)

        for query in ("", "经济困难", "法律援助", "司法局"):
            page = text(client.get(FIND, {"q": query}))
            assert COPY in page, query
        assert COPY not in text(client.get(FIND, {"q": "律师执业"}))
        assert "没有找到" in text(client.get(FIND, {"q": "宠物托运"}))

    def test_ones_own_items_are_not_offered(self, city, browser):
        assert COPY not in text(browser(city.qian).get(FIND))

    def test_what_is_suspended_is_not_offered(self, city, editor, browser):
        suspend(version=city.version, reason="依据正在修改", by=city.wu, at=AT)

        assert COPY not in text(browser(editor).get(FIND))

    def test_who_begins_a_new_item_is_led_there(self, city, editor, browser):
        assert FIND in text(browser(editor).get("/desk/catalogue/new/"))

    @pytest.mark.parametrize("who", ["zhou", "zhao", "sun", "wang", "lin"])
    def test_who_has_no_business_with_the_catalogue_does_not_enter(self, city, browser, who):
        client = browser(getattr(city, who))
        for address in (FIND, COPY):
            assert client.get(address).status_code == 403


class TestCopying:
    """One act gives each chosen body a draft of its own."""

    @pytest.mark.clause("4.1-b")
    def test_one_act_copies_to_several_bodies(self, city, third, browser):
        answer = browser(city.qian).post(COPY, {"to": [city.police.pk, third.pk]}, follow=True)

        page = text(answer)
        assert "已经复制给 2 个单位" in page
        for one in CopiedSetup.objects.all():
            assert f"/desk/catalogue/{one.item.slug}/" in page
        assert "宿州市公安局" in page
        assert "宿州市民政局" in page
        assert CopiedSetup.objects.count() == 2
        assert {one.version.status for one in CopiedSetup.objects.all()} == {"draft"}

    def test_an_editor_copies_to_his_own_body_only(self, city, third, editor, browser):
        client = browser(editor)

        page = text(client.get(COPY))
        assert "宿州市公安局" in page
        assert "宿州市民政局" not in page
        assert client.post(COPY, {"to": [third.pk]}).status_code == 422
        assert "已经复制给 1 个单位" in text(client.post(COPY, {"to": [city.police.pk]}, follow=True))

    def test_a_second_click_gives_the_same_draft(self, city, editor, browser):
        for _ in range(2):
            browser(editor).post(COPY, {"to": [city.police.pk]})

        assert CopiedSetup.objects.count() == 1
        assert ProofItem.objects.filter(matter__agency=city.police).count() == 1

    def test_choosing_nothing_is_told(self, city, editor, browser):
        answer = browser(editor).post(COPY, {})

        assert answer.status_code == 422
        assert "还没有选单位" in text(answer)

    def test_where_one_body_has_the_item_the_others_get_theirs_and_it_is_told_why(self, city, third, browser):
        copy_item(item=city.item, to=city.police, by=city.qian, at=AT)
        CopiedSetup.objects.all().delete()

        answer = browser(city.qian).post(COPY, {"to": [city.police.pk, third.pk]})

        assert answer.status_code == 409
        assert "市公安局已经有“经济困难证明”这一项" in text(answer)
        assert CopiedSetup.objects.get().item.matter.agency == third

    def test_what_is_suspended_is_not_copied_and_the_page_says_why(self, city, editor, browser):
        suspend(version=city.version, reason="依据正在修改", by=city.wu, at=AT)
        answer = browser(editor).post(COPY, {"to": [city.police.pk]})

        assert answer.status_code == 409
        assert "没有公布的版本" in text(answer)

    def test_what_is_not_published_has_no_such_page(self, city, editor, browser):
        assert browser(editor).get("/desk/catalogue/none/copy/").status_code == 404

    @pytest.mark.parametrize("who", ["wu", "li"])
    def test_a_reviewer_looks_and_copies_nothing(self, city, browser, who):
        client = browser(getattr(city, who))

        assert "没有可以复制到的单位" in text(client.get(COPY))
        assert client.post(COPY, {"to": [city.police.pk]}).status_code == 422
        assert not CopiedSetup.objects.exists()


class TestLookingAtACopy:
    """What still speaks of the first body is listed on the item's page until somebody looked at it."""

    @pytest.fixture
    def copied(self, city, editor):
        return copy_item(item=city.item, to=city.police, by=editor, at=AT)

    def test_the_page_of_the_copy_lists_what_to_look_at_and_why(self, city, copied, editor, browser):
        page = text(browser(editor).get(f"/desk/catalogue/{copied.item.slug}/"))

        assert "复制自宿州市司法局" in page
        assert "市公安局这里由谁开具，请核对" in page
        assert "核对以前不能公布" in page
        assert "没有核对" in page

    def test_looked_at_once_or_twice_it_is_noted_once(self, city, copied, editor, browser):
        client = browser(editor)
        for _ in range(2):
            answer = client.post(f"/desk/catalogue/{copied.item.slug}/checked/", follow=True)

        assert "已经逐条核对" in text(answer)
        copied.refresh_from_db()
        assert copied.checked_by == editor

    def test_a_reviewer_sees_the_list_and_cannot_say_it_was_looked_at(self, city, copied, browser):
        client = browser(city.wu)

        assert "checked/" not in text(client.get(f"/desk/catalogue/{copied.item.slug}/"))
        answer = client.post(f"/desk/catalogue/{copied.item.slug}/checked/", follow=True)
        assert "不能编制这个单位的证明事项" in text(answer)
        copied.refresh_from_db()
        assert copied.checked_at is None

    def test_a_stranger_finds_no_such_item_and_an_item_of_ones_own_has_nothing_to_look_at(
        self, city, third, copied, browser
    ):
        stranger = officer("stranger", "生人", third, Role.CATALOGUE_EDITOR)

        assert browser(stranger).post(f"/desk/catalogue/{copied.item.slug}/checked/").status_code == 404
        assert browser(city.qian).post("/desk/catalogue/legal-aid-hardship/checked/").status_code == 404

    def test_no_script_and_no_style_stands_in_the_pages(self, city, copied, editor, browser):
        client = browser(editor)
        for address in (FIND, COPY, f"/desk/catalogue/{copied.item.slug}/"):
            page = text(client.get(address))
            assert "<script>" not in page
            assert " style=" not in page
