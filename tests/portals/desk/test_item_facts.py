"""The item's own page: the eight questions, the exclusion test, numbers with their source, codes, and a new item by hand."""

from __future__ import annotations

import re

import pytest
from lxml import html
from tests.cast import officer
from tests.portals.office import text

from yinuo.casefile.models import Entry
from yinuo.matters.actions import ItemWords, describe_item, describe_matter
from yinuo.matters.actions import MatterWords as Words
from yinuo.matters.models import Matter, ProofItem
from yinuo.people.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.1-a")]

FACTS = {
    "proves": "OTHER_STATE",
    "purpose": "家庭正在享受救助待遇",
    "issuer": "乡镇人民政府",
    "basis": "《中华人民共和国法律援助法》第四十一条",
    "row_class": "A",
    "uses_a_year": "1200",
    "days_to_get": "3",
    "trips_to_get": "2",
    "effort_source": "2025年办件统计",
    "test-no_basis": "no",
    "because-no_basis": "法律援助法第四十一条",
    "risk-HEALTH": "",
    "no_risk_because": "错了可以追回",
    "version": "0",
    "do": "item",
}
MATTER = {
    "kind": "payment",
    "field": "LEGAL_SERVICES",
    "summary": "请律师，政府出钱",
    "for_persons": "on",
    "days": "5",
    "base_code": "000105013000",
    "do": "matter",
}


def address(city) -> str:
    return f"/desk/catalogue/{city.item.slug}/facts/"


def item_of(city) -> ProofItem:
    return ProofItem.objects.select_related("matter").get(pk=city.item.pk)


def test_what_is_said_of_an_item_is_kept_and_recorded_part_by_part(city, browser):
    answer = browser(city.qian).post(address(city), FACTS)
    item = item_of(city)

    assert answer.status_code == 302
    assert (item.proves, item.uses_a_year, item.trips_to_get) == ("OTHER_STATE", 1200, 2)
    assert item.pretests == {"no_basis": {"answer": "no", "reason": "法律援助法第四十一条"}}
    assert item.no_risk_because == "错了可以追回"
    steps = set(Entry.objects.filter(case_file=item.case_file_id).values_list("step", flat=True))
    assert {"matters.describe_item", "matters.assess_risks", "matters.answer_pretests"} <= steps


@pytest.mark.clause("2.1-c")
def test_a_risk_is_kept_with_its_reason_and_the_law_says_what_follows(city, browser):
    client = browser(city.qian)
    client.post(address(city), FACTS | {"risk-HEALTH": "on", "why-HEALTH": "直接关系体检结论"})
    page = text(client.get(address(city)))

    assert item_of(city).risk_reasons == {"HEALTH": "直接关系体检结论"}
    assert item_of(city).no_risk_because == ""
    assert "直接关系体检结论" in page
    assert "没有写理由" in page  # an excluded item must say why it is kept


def test_what_a_reader_marks_stands_beside_its_field(city, browser):
    tree = html.fromstring(text(browser(city.qian).get(address(city))))
    marks = [" ".join(one.text_content().split()) for one in tree.find_class("remark")]

    assert any("用途写成了事项" in mark for mark in marks)
    assert any("取消测试没有答完" in mark for mark in marks)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"uses_a_year": "很多"}, "要写整数"),
        ({"days_to_get": "-1"}, "不能是负数"),
        ({"trips_to_get": "99999"}, "太大"),
        ({"proves": "MOOD"}, "没有这种证明"),
        ({"test-no_basis": "maybe"}, "只能答是或者否"),
        ({"row_class": "S"}, "没有这种类别"),
        ({"purpose": "长" * 201}, "写得太长"),
    ],
)
def test_what_cannot_be_is_told_by_field_and_what_was_typed_stays(city, browser, typed, says):
    answer = browser(city.qian).post(address(city), FACTS | typed)

    assert answer.status_code == 422
    assert says in text(answer)
    assert "乡镇人民政府" in text(answer)
    assert item_of(city).revision == 0


def test_an_item_the_source_cancelled_keeps_its_class(city, browser):
    city.item.row_class = "S"
    city.item.save()
    client = browser(city.qian)
    assert (
        'value="A"'
        not in re.search(
            r'<select[^>]*name="row_class".*?</select>', text(client.get(address(city))), re.DOTALL
        )[0]
    )
    assert client.post(address(city), FACTS | {"row_class": "A"}).status_code == 422


class TestTwoEditors:
    """The second of two sees what the first changed, and chooses."""

    def meet(self, city, browser):
        wen = officer("wen", "温以宁", city.bureau, Role.CATALOGUE_EDITOR)
        words = ItemWords.of(city.item)
        changed = {name: getattr(words, name) for name in ItemWords.__dataclass_fields__}
        describe_item(
            item=city.item,
            words=ItemWords(**changed | {"issuer": "街道办事处", "asker": "市司法局"}),
            by=wen,
            at=city.at,
        )
        client = browser(city.qian)
        return client, client.post(address(city), FACTS)

    def test_both_are_shown_and_nothing_is_written(self, city, browser):
        _, answer = self.meet(city, browser)
        page = text(answer)

        assert answer.status_code == 409
        for words in ("温以宁", "街道办事处", "乡镇人民政府", "开具单位", "索要单位"):
            assert words in page
        assert (item_of(city).issuer, item_of(city).pretests) == ("街道办事处", {})

    @pytest.mark.parametrize(("pick", "issuer"), [("theirs", "街道办事处"), ("yours", "乡镇人民政府")])
    def test_what_was_chosen_is_kept_and_all_else_comes_together(self, city, browser, pick, issuer):
        client, answer = self.meet(city, browser)
        tree = html.fromstring(text(answer))
        name = tree.xpath('//input[@type="radio"]/@name')[0]
        kept = {one.get("name"): one.get("value") for one in tree.xpath('//main//input[@type="hidden"]')}
        client.post(address(city), {**kept, "do": "merge", name: pick})
        item = item_of(city)

        assert (item.issuer, item.asker, item.uses_a_year) == (issuer, "市司法局", 1200)
        assert item.pretests["no_basis"]["answer"] == "no"

    @pytest.mark.parametrize(
        "kept", ["", "{", '{"yours": {"uses_a_year": "x"}, "base": {}}', '{"yours": 1, "base": 2}']
    )
    def test_a_form_that_cannot_be_read_changes_nothing(self, city, browser, kept):
        answer = browser(city.qian).post(
            address(city), {"do": "merge", "kept": kept, "version": "0"}, follow=True
        )
        assert "没有读懂要合并的内容" in text(answer)
        assert item_of(city).revision == 0


class TestMatter:
    """Kind, field, for whom, how fast, and codes."""

    @pytest.mark.clause("2.1-b")
    def test_the_matter_is_described_with_field_period_and_codes(self, city, browser):
        client = browser(city.qian)
        client.post(address(city), MATTER)
        matter = Matter.objects.get(pk=city.matter.pk)

        assert (matter.kind, matter.field, matter.days, matter.at_once) == (
            "payment",
            "LEGAL_SERVICES",
            5,
            False,
        )
        assert matter.base_code == "000105013000"
        client.post(address(city), MATTER | {"handling_code": "123"})
        assert "实施编码应为31位" in text(client.get(address(city)))

    def test_nobody_who_may_apply_and_a_code_too_long_are_told(self, city, browser):
        client = browser(city.qian)
        for typed, says in (
            ({"for_persons": ""}, "个人和企业至少选一类"),
            ({"base_code": "1" * 13}, "写得太长"),
            ({"days": "3天"}, "要写整数"),
        ):
            answer = client.post(address(city), MATTER | typed)
            assert answer.status_code == 422
            assert says in text(answer)

    def test_what_somebody_else_changed_meanwhile_is_not_written_over(self, city, browser):
        client = browser(city.qian)
        known = html.fromstring(text(client.get(address(city)))).xpath('//input[@name="known"]/@value')[0]
        describe_matter(
            matter=city.matter,
            words=Words("别人写的一句话", at_once=True, for_firms=True),
            by=city.qian,
            at=city.at,
        )
        answer = client.post(address(city), MATTER | {"known": known})

        assert answer.status_code == 409
        assert "别人改过所办事项" in text(answer)
        assert Matter.objects.get(pk=city.matter.pk).summary == "别人写的一句话"


class TestNew:
    """An item entered by hand."""

    ADDRESS = "/desk/catalogue/new/"

    def test_it_is_made_and_the_editor_goes_on_with_its_facts(self, city, browser):
        answer = browser(city.qian).post(
            self.ADDRESS, {"agency": "sfj", "matter": "申请公证", "name": "亲属关系证明"}
        )
        item = ProofItem.objects.get(name="亲属关系证明")
        assert answer["Location"] == f"/desk/catalogue/{item.slug}/facts/"

    def test_a_second_click_makes_none_and_says_why(self, city, browser):
        client = browser(city.qian)
        typed = {"agency": "sfj", "matter": "申请法律援助", "name": "经济困难 证明"}
        answer = client.post(self.ADDRESS, typed)

        assert answer.status_code == 409
        assert "已经有“经济困难证明”" in text(answer)

    def test_what_is_missing_is_told_and_other_bodies_are_not_offered(self, city, browser):
        other = browser(officer("other", "别家编辑", city.police, Role.CATALOGUE_EDITOR))
        page = text(other.get(self.ADDRESS))
        assert 'value="gaj"' in page
        assert 'value="sfj"' not in page
        answer = other.post(self.ADDRESS, {"agency": "sfj", "matter": "", "name": ""})
        assert answer.status_code == 422
        for words in ("没有这个单位", "还没有写行政事项", "还没有写证明名称"):
            assert words in text(answer)

    @pytest.mark.parametrize("who", ["wu", "li", "zhao", "lin"])
    def test_who_is_no_editor_does_not_come_here(self, city, browser, who):
        assert browser(getattr(city, who)).get(self.ADDRESS).status_code == 403
