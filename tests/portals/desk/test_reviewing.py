"""Review by another person: what changed, what the law says, each word that stays, publication or the way back."""

from __future__ import annotations

import re

import pytest
from lxml import html
from tests.cast import LOW_INCOME_FACT, notice_of, officer
from tests.conftest import AT
from tests.portals.office import text

from yinuo.matters.actions import assess_risks, draft_version, submit_version
from yinuo.matters.models import ItemVersion
from yinuo.matters.queries import returned
from yinuo.people.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.3-b")]

VAGUE = "本人身份证以及其他相关材料"
KEPT = {"其他相关材料": "办事指南另有清单"}


def in_review(city, *, by=None, answers=None, **notice):
    version = draft_version(
        item=city.item,
        notice=notice_of("申请法律援助", "经济困难证明") | notice,
        facts=[LOW_INCOME_FACT],
        inputs=[],
        plain={},
        answers=answers,
        by=by or city.qian,
        at=AT,
    )
    return submit_version(version=version, by=by or city.qian, at=AT)


def address(version, rest: str = "review") -> str:
    return f"/desk/catalogue/versions/{version.pk}/{rest}/"


def status(version) -> str:
    return ItemVersion.objects.get(pk=version.pk).status


def test_changed_words_are_struck_out_and_underlined_and_said_aloud(city, browser):
    version = in_review(city, verification_power="签署后 5 个工作日内与民政部门低保数据比对")
    tree = html.fromstring(text(browser(city.wu).get(address(version))))

    changed = [part.text_content() for part in tree.find_class("changed")]
    assert any("核查权力" in part for part in changed)
    gone, new = tree.xpath("//main//del"), tree.xpath("//main//ins")
    assert "删去：3" in [part.text_content() for part in gone]
    assert "新增：5" in [part.text_content() for part in new]
    assert "改了 2 栏" in tree.text_content()  # the other is what the applicant filled in before


@pytest.mark.clause("2.6-a")
def test_the_law_and_the_readers_remarks_stand_beside(city, browser):
    page = text(browser(city.wu).get(address(in_review(city))))

    for words in ("法律上可以公布", "应当告知的八项内容都写明了", "八个一律取消", "没有说明要证明什么"):
        assert words in page


def test_words_that_stay_are_published_only_when_each_is_accepted(city, browser):
    version = in_review(city, materials=VAGUE, answers=KEPT)
    client = browser(city.wu)
    page = text(client.get(address(version)))
    assert "办事指南另有清单" in page

    refused = client.post(address(version), {"do": "publish"})
    assert refused.status_code == 409
    assert "还没有认可" in text(refused)
    assert status(version) == "in_review"

    tick = re.search(r'name="(accept-[0-9a-f]+)"', page)[1]
    answer = client.post(address(version), {"do": "publish", tick: "yes"}, follow=True)
    assert "已经公布" in text(answer)
    assert status(version) == "published"
    assert status(city.version) == "superseded"


def test_it_goes_back_with_a_note_for_each_field_which_the_editor_finds_beside_it(city, browser):
    version = in_review(city, materials=VAGUE, answers=KEPT)
    typed = {"do": "send_back", "note:notice.basis": "请写到款", "note:facts.low_income": "标准写数字"}
    browser(city.wu).post(address(version), typed)

    assert status(version) == "draft"
    back = returned(ItemVersion.objects.get(pk=version.pk))
    assert back.notes == {"notice.basis": "请写到款", "facts.low_income": "标准写数字"}
    assert "“其他相关材料”保留的理由不成立" in back.reason
    page = html.fromstring(text(browser(city.qian).get(f"/desk/catalogue/{city.item.slug}/edit/")))
    assert "请写到款" in page.get_element_by_id("box-notice-basis").text_content()
    assert "标准写数字" in page.get_element_by_id("facts-0").text_content()
    assert "审核人员退回了这一版" in page.text_content()


def test_back_without_a_word_is_refused_and_what_was_typed_stays(city, browser):
    version = in_review(city)
    answer = browser(city.wu).post(address(version), {"do": "send_back", "reason": "改"})

    assert answer.status_code == 409
    assert ">\n改</textarea>" in text(answer)
    assert status(version) == "in_review"


@pytest.mark.clause("2.1-c")
def test_an_excluded_item_is_not_published_whoever_presses(city, browser):
    assess_risks(item=city.item, risks=["HEALTH"], reasons={"HEALTH": "直接关系体检"}, by=city.qian, at=AT)
    version = in_review(city)
    client = browser(city.wu)
    assert "条不能公布的理由" in text(client.get(address(version)))
    assert client.post(address(version), {"do": "publish"}).status_code == 409
    assert status(version) == "in_review"


@pytest.mark.clause("2.6-a")
def test_nobody_reviews_what_he_drafted(city, browser):
    both = officer("both", "双全", city.bureau, Role.CATALOGUE_EDITOR, Role.LEGAL_REVIEWER)
    version = in_review(city, by=both)
    client = browser(both)

    page = text(client.get(address(version)))
    assert "起草人不能审核自己起草的内容" in page
    assert "审核通过并公布</button>" not in page
    assert client.post(address(version), {"do": "publish"}).status_code == 409


@pytest.mark.parametrize("who", ["qian", "li"])
def test_editors_and_the_justice_bureau_read_and_decide_nothing(city, browser, who):
    version = in_review(city)
    client = browser(getattr(city, who))

    page = text(client.get(address(version)))
    assert "写意见" not in page
    assert client.post(address(version), {"do": "publish"}).status_code == 409
    assert status(version) == "in_review"


def test_a_second_click_leads_to_the_item_and_changes_nothing(city, browser):
    version = in_review(city)
    client = browser(city.wu)
    client.post(address(version), {"do": "publish"})

    again = client.post(address(version), {"do": "publish"}, follow=True)
    assert "不在审核中" in text(again)


def test_another_bodys_version_is_not_there(city, browser):
    other = officer("other", "别家", city.police, Role.LEGAL_REVIEWER)
    version = in_review(city)
    for rest in ("review", "preview"):
        assert browser(other).get(address(version, rest)).status_code == 404


def test_a_draft_is_looked_at_as_an_applicant_will_see_it(city, browser):
    version = draft_version(item=city.item, notice={}, facts=[], inputs=[], plain={}, by=city.qian, at=AT)
    page = text(browser(city.qian).get(address(version, "preview")))
    assert "这是预览，还没有公布" in page
    assert "还没有写" in page
    full = text(browser(city.wu).get(address(city.version, "preview")))
    for words in ("两种办法，您来选", "申请人家庭正在享受最低生活保障", "请求事项"):
        assert words in full
