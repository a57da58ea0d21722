"""The papers of a version at the desk: drafts and the working procedure too, what an office adds, an agency in one act."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.cast import LOW_INCOME_FACT, notice_of, officer
from tests.conftest import AT
from tests.portals.office import text

from yinuo.matters.actions import draft_version
from yinuo.matters.extras import extra_of
from yinuo.people.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.3-a")]

HOURS = "周一至周五 8:30 至 17:30 办公。"


@pytest.fixture
def draft(city):
    return draft_version(
        item=city.item,
        notice=notice_of("申请法律援助", "经济困难证明"),
        facts=[LOW_INCOME_FACT],
        inputs=[],
        plain={},
        by=city.qian,
        at=AT,
    )


def page(version) -> str:
    return f"/desk/catalogue/versions/{version.pk}/papers/"


class TestReading:
    """Official text and plain words beside each other, for every paper."""

    @pytest.mark.parametrize("kind", ["notice", "letter", "letter-firm", "guide", "procedure"])
    def test_a_draft_is_previewed_with_its_plain_words_and_says_that_it_is_one(
        self, city, draft, browser, kind
    ):
        shown = text(browser(city.qian).get(page(draft), {"paper": kind}))

        assert "草稿，不作办理依据" in shown
        assert "用白话说" in shown
        assert f"{page(draft)}{kind}.pdf" in shown
        assert f"{page(draft)}{kind}.docx" in shown

    def test_the_list_leads_to_the_papers_of_the_newest_version(self, city, draft, browser):
        shown = text(browser(city.qian).get("/desk/catalogue/"))

        assert page(draft) in shown
        assert page(city.version) not in shown

    def test_the_item_page_leads_there(self, city, browser):
        shown = text(browser(city.qian).get(f"/desk/catalogue/{city.item.slug}/"))

        assert page(city.version) in shown

    @pytest.mark.parametrize("who", ["qian", "wu", "li"])
    @pytest.mark.parametrize("ending", ["pdf", "docx"])
    def test_officers_of_the_catalogue_take_the_working_procedure(self, city, browser, who, ending):
        answer = browser(getattr(city, who)).get(f"{page(city.version)}procedure.{ending}")

        assert answer.status_code == 200
        assert answer.content[:4] in {b"%PDF", b"PK\x03\x04"}

    def test_all_papers_of_a_version_come_in_one_file(self, city, draft, browser):
        answer = browser(city.qian).get(f"/desk/catalogue/versions/{draft.pk}/papers.zip")

        with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as packed:
            assert sum("工作规程" in name for name in packed.namelist()) == 2

    def test_what_there_is_none_of_is_not_found(self, city, browser):
        client = browser(city.qian)

        assert client.get(f"{page(city.version)}secret.pdf").status_code == 404
        assert client.get(f"{page(city.version)}notice.exe").status_code == 404
        assert client.get("/desk/catalogue/versions/999/papers/").status_code == 404

    def test_an_editor_of_another_agency_finds_nothing(self, city, draft, browser):
        client = browser(officer("other", "别家编辑", city.police, Role.CATALOGUE_EDITOR))

        for address in (
            page(draft),
            f"{page(draft)}notice.pdf",
            f"/desk/catalogue/versions/{draft.pk}/papers.zip",
            f"/desk/catalogue/papers/{city.bureau.slug}.zip",
        ):
            assert client.get(address).status_code == 404
        assert client.post(f"{page(draft)}?paper=guide", {"text": HOURS, "revision": "0"}).status_code == 404

    @pytest.mark.parametrize("who", ["zhou", "zhao", "lin"])
    def test_who_has_no_business_here_is_told_so(self, city, browser, who):
        assert browser(getattr(city, who)).get(page(city.version)).status_code == 403


class TestAdding:
    """补充说明: in guide and procedure of a draft, checked as it is saved."""

    def test_an_addition_is_saved_and_stands_in_the_paper(self, city, draft, browser):
        client = browser(city.qian)
        answer = client.post(
            f"{page(draft)}?paper=guide", {"text": HOURS, "revision": str(draft.revision)}, follow=True
        )

        assert "补充说明已经保存" in text(answer)
        assert "、补充说明" in text(answer)
        draft.refresh_from_db()
        assert extra_of(draft.plain, "guide") == HOURS

    def test_a_refused_addition_stays_typed_with_the_reason(self, city, draft, browser):
        typed = "还要提交居住证明。"
        answer = browser(city.qian).post(
            f"{page(draft)}?paper=guide", {"text": typed, "revision": str(draft.revision)}
        )

        assert answer.status_code == 409
        assert "是在要材料" in text(answer)
        assert f">{typed}</textarea>" in text(answer)

    def test_a_second_editor_sees_what_changed_and_saves_again(self, city, draft, browser):
        client = browser(city.qian)
        client.post(f"{page(draft)}?paper=guide", {"text": HOURS, "revision": "0"})
        late = client.post(f"{page(draft)}?paper=guide", {"text": "乘 5 路车。", "revision": "0"})

        assert late.status_code == 409
        assert HOURS in text(late)
        draft.refresh_from_db()
        again = client.post(
            f"{page(draft)}?paper=guide", {"text": "乘 5 路车。", "revision": str(draft.revision)}
        )
        assert again.status_code == 302

    @pytest.mark.parametrize(("who", "kind"), [("wu", "guide"), ("qian", "notice"), ("qian", "letter")])
    def test_the_form_is_shown_only_where_it_may_be_used(self, city, draft, browser, who, kind):
        assert "<textarea" not in text(browser(getattr(city, who)).get(page(draft), {"paper": kind}))

    def test_it_is_shown_for_drafts_and_not_for_what_is_published(self, city, draft, browser):
        client = browser(city.qian)

        assert "<textarea" in text(client.get(page(draft), {"paper": "procedure"}))
        assert "<textarea" not in text(client.get(page(city.version), {"paper": "procedure"}))

    @pytest.mark.parametrize("revision", ["", "x", "-1", "９"])
    def test_a_revision_that_is_none_changes_nothing(self, city, draft, browser, revision):
        answer = browser(city.qian).post(f"{page(draft)}?paper=guide", {"text": HOURS, "revision": revision})

        assert answer.status_code == 409


class TestAgency:
    """All papers of an agency's published items."""

    @pytest.mark.clause("3.3-b")
    def test_all_papers_of_an_agency_come_in_one_file_with_a_folder_an_item(self, city, browser):
        answer = browser(city.wu).get(f"/desk/catalogue/papers/{city.bureau.slug}.zip")

        with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as packed:
            folders = {name.split("/")[0] for name in packed.namelist() if "/" in name}
        assert len(folders) == 2

    def test_the_list_names_the_agencies_within_reach(self, city, browser):
        assert "宿州市司法局" in text(browser(city.li).get("/desk/catalogue/papers/"))
        elsewhere = officer("other", "别家编辑", city.police, Role.CATALOGUE_EDITOR)
        assert "还没有已公布的事项" in text(browser(elsewhere).get("/desk/catalogue/papers/"))

    def test_an_agency_without_published_items_has_no_file(self, city, browser):
        assert browser(city.wu).get(f"/desk/catalogue/papers/{city.police.slug}.zip").status_code == 404
        assert browser(city.wu).get("/desk/catalogue/papers/none.zip").status_code == 404


def test_the_pages_cost_a_fixed_number_of_questions(city, draft, browser, django_assert_max_num_queries):
    client = browser(city.qian)

    for address, most in ((f"{page(draft)}?paper=guide", 9), ("/desk/catalogue/papers/", 6)):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
