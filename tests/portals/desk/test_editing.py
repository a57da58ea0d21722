"""The editor's page: everything typed is kept, remarks stand beside the text, a proposal is taken over, two editors meet."""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode

import pytest
from lxml import html
from tests.cast import LOW_INCOME_FACT, notice_of, officer
from tests.conftest import AT
from tests.portals.office import text

from yinuo.casefile.actions import open_case_file
from yinuo.casefile.models import CaseFile, Entry
from yinuo.matters.actions import draft_version, submit_version
from yinuo.matters.models import ItemVersion, ProofItem
from yinuo.people.models import Role
from yinuo.portals.desk.editing.boxes import BOXES, LISTS, PAGE, part_key, read_box
from yinuo.portals.desk.editing.merging import seen_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.3-a")]

VAGUE = "本人身份证以及其他相关材料"


def drafted(city, by=None, **notice):
    return draft_version(
        item=city.item,
        notice=notice_of("申请法律援助", "经济困难证明") | notice,
        facts=[LOW_INCOME_FACT],
        inputs=[],
        plain={"summary": "打官司请不起律师时", "same_round_bar": False},
        by=by or city.qian,
        at=AT,
    )


def address(city, rest: str = "") -> str:
    return f"/desk/catalogue/{city.item.slug}/edit/{rest}"


def form_of(page: str) -> dict[str, list[str]]:
    """What a browser would post from the form, by name."""
    found: dict[str, list[str]] = {}
    for part in html.fromstring(page).get_element_by_id("editor").iter("input", "textarea", "select"):
        name = part.get("name")
        if not name or (part.get("type") in {"checkbox", "radio"} and part.get("checked") is None):
            continue
        if part.tag == "select":
            chosen = part.xpath("./option[@selected]") or part.xpath("./option")
            value = chosen[0].get("value") if chosen else ""
        elif part.tag == "textarea":
            value = (part.text or "").removeprefix("\n")
        else:
            value = part.get("value", "on")
        found.setdefault(name, []).append(value)
    return found


def post(client, city, rest="", *, do="save", page=None, **typed):
    """Fill in some boxes of the page as it stands and press a button."""
    fields = form_of(page if page is not None else text(client.get(address(city))))
    for name, value in typed.items():
        fields[name.replace("_", "-", 1) if name.startswith("notice_") else name] = [value]
    return client.post(
        address(city, rest),
        urlencode([*[(name, one) for name, values in fields.items() for one in values], ("do", do)]),
        content_type="application/x-www-form-urlencoded",
    )


def draft_of(city) -> ItemVersion:
    return ItemVersion.objects.get(item=city.item, status="draft")


@pytest.fixture
def wen(city):
    return officer("wen", "温以宁", city.bureau, Role.CATALOGUE_EDITOR)


class TestPage:
    """The page reads like the notice and knows what it was made from."""

    @pytest.mark.clause("2.3-a")
    def test_the_parts_stand_in_the_order_of_the_notice(self, city, browser):
        drafted(city)
        page = text(browser(city.qian).get(address(city)))

        titles = re.findall(r'<h2 id="p\d+-title">([^<]+)</h2>', page)
        assert titles[:8] == [
            "一、事项名称",
            "二、设定依据",
            "三、证明内容和条件",
            "四、承诺方式",
            "五、不实承诺的责任",
            "六、核查权力",
            "七、是否公开",
            "八、公开范围及时限",
        ]
        assert "可以送法制审核" in page

    def test_without_a_draft_it_begins_with_the_version_in_use_and_writes_nothing_yet(self, city, browser):
        page = text(browser(city.qian).get(address(city)))

        assert "从现行的第 1 版接着改" in page
        assert form_of(page)["notice-materials"] == ["本人身份证"]
        assert city.item.versions.count() == 1

    def test_an_item_never_written_begins_with_what_follows_from_it(self, city, browser):
        file = open_case_file(kind=CaseFile.Kind.ITEM, agency=city.bureau, region_code="341302", at=AT)
        ProofItem.objects.create(
            matter=city.slow_matter,
            case_file=file,
            slug="bare",
            name="学历证明",
            row_class="C",
            source="测试",
        )
        fields = form_of(text(browser(city.qian).get("/desk/catalogue/bare/edit/")))

        assert fields["notice-item_title"] == ["“律师执业核准”，用承诺代替“学历证明”"]
        assert "行政许可法" in fields["notice-liability_administrative"][0]
        assert fields["notice-proof_content"] == [""]

    def test_what_waits_for_review_is_not_open_for_editing(self, city, browser):
        submit_version(version=drafted(city), by=city.qian, at=AT)

        answer = browser(city.qian).get(address(city), follow=True)
        assert "正在法制审核" in text(answer)

    @pytest.mark.parametrize("who", ["wu", "li", "zhou", "zheng", "lin"])
    def test_only_editors_write(self, city, browser, who):
        assert browser(getattr(city, who)).get(address(city)).status_code == 403

    def test_an_editor_of_another_body_finds_nothing_here(self, city, browser):
        other = browser(officer("other", "别家编辑", city.police, Role.CATALOGUE_EDITOR))
        for rest in ("", "ready/"):
            assert other.get(address(city, rest)).status_code == 404
        for rest in ("", "save/"):
            assert other.post(address(city, rest), {"version": "0.0"}).status_code == 404
        assert not ItemVersion.objects.filter(status="draft").exists()

    def test_every_box_belongs_to_a_part_and_is_found_by_its_name_in_the_form(self):
        assert all(part_key(name) in {part.key for part in PAGE} for name in (*BOXES, *LISTS))
        assert read_box("notice-materials").title == "材料要求"
        assert read_box("facts-3-text").title == "证明内容"
        assert read_box("facts-3-standard") is None
        assert read_box("facts-²-text") is None
        assert read_box("nowhere") is None


class TestSaving:
    """Whatever was typed is kept, complete or not."""

    def test_saving_what_stands_there_changes_nothing(self, city, browser):
        version = drafted(city)
        client = browser(city.qian)

        answer = post(client, city)
        assert answer.status_code == 302
        again = draft_of(city)
        assert (again.revision, again.notice, again.facts) == (0, version.notice, version.facts)

    def test_texts_choices_and_rows_are_kept_as_typed(self, city, browser):
        client = browser(city.qian)
        post(
            client,
            city,
            notice_materials="身份证1份\r\n户口簿1份",
            **{
                "terms-hard_to_check": "yes",
                "terms-insurance": "OFFERED",
                "plain-keywords": "法援、请律师",
                "terms-conditions-0-text": "家庭人均月收入不高于1420元",
                "terms-conditions-0-measure": "民政部门数据",
                "inputs-1-label": "家庭人口",
                "inputs-1-kind": "choice",
                "inputs-1-choices": "一口\n两口",
                "terms-risk_points-0-step": "签署",
                "terms-risk_points-0-level": "HIGH",
                "terms-procedure-0-title": "接件",
                "terms-procedure-0-within": "3",
            },
        )
        version = draft_of(city)

        assert version.number == 2
        assert version.notice["materials"] == "身份证1份\n户口簿1份"
        assert version.terms["hard_to_check"] is True
        assert version.terms["insurance"] == "OFFERED"
        assert version.terms["conditions"] == [
            {"text": "家庭人均月收入不高于1420元", "measure": "民政部门数据"}
        ]
        assert version.terms["risk_points"][0]["level"] == "HIGH"
        assert version.terms["procedure"][0]["within"] == 3
        assert version.plain["keywords"] == ["法援", "请律师"]
        assert [one["key"] for one in version.inputs] == ["cause", "answer_1"]
        assert version.inputs[1]["choices"] == ["一口", "两口"]

    def test_what_cannot_be_kept_as_typed_is_told_and_the_rest_is_saved(self, city, browser):
        client = browser(city.qian)
        answer = post(
            client,
            city,
            notice_method="当面签署",
            **{
                "terms-procedure-0-title": "接件",
                "terms-procedure-0-within": "三天",
                "terms-risk_points-0-step": "签署",
                "terms-risk_points-0-review_on": "2026-02-30",
                "facts-0-expects": "状态在享",
            },
        )
        page = text(answer)

        assert answer.status_code == 422
        for words in ("要写整数", "要写成存在的日期", "第1行没有读懂", 'value="三天"', "其余的已经保存"):
            assert words in page
        assert draft_of(city).notice["method"] == "当面签署"

    def test_signs_that_no_file_holds_are_left_out_and_long_texts_cut(self, city, browser):
        client = browser(city.qian)
        post(client, city, notice_method="当\x00面\x1b签署", notice_materials="字" * 5000)
        version = draft_of(city)

        assert version.notice["method"] == "当面签署"
        assert len(version.notice["materials"]) == 2000

    def test_rows_are_taken_out_and_put_in_another_order_without_a_script(self, city, browser):
        client = browser(city.qian)
        post(client, city, **{"facts-1-text": "本人没有别的收入"}, do="add:facts")
        assert [fact["text"] for fact in draft_of(city).facts] == [
            LOW_INCOME_FACT["text"],
            "本人没有别的收入",
        ]
        answer = post(client, city, do="up:facts:1")
        assert answer["Location"].endswith("#list-facts")
        assert [fact["key"] for fact in draft_of(city).facts] == ["fact_1", "low_income"]
        post(client, city, do="remove:facts:0")
        assert [fact["key"] for fact in draft_of(city).facts] == ["low_income"]

    def test_a_page_that_saves_itself_says_which_revision_it_has_now(self, city, browser):
        client = browser(city.qian)
        page = text(client.get(address(city)))
        first = post(client, city, "save/", page=page, notice_method="当面签署")
        assert first["X-Draft-Version"] == "2.0"

        stale = post(client, city, "save/", page=page, notice_method="网上签署")
        assert stale.status_code == 409
        assert "改过同一份内容" in json.loads(text(stale))["refused"]["why"]
        fresh = page.replace('value="0.1"', 'value="2.0"')
        again = post(client, city, "save/", page=fresh, notice_method="网上签署")
        assert again["X-Draft-Version"] == "2.1"
        assert Entry.objects.filter(row_id=draft_of(city).pk, step="matters.draft_version").count() == 0

    @pytest.mark.parametrize(
        "posted", [{}, {"version": "x"}, {"version": "9" * 30 + ".1"}, {"do": "rewrite:"}]
    )
    def test_an_empty_or_odd_form_breaks_nothing(self, city, browser, posted):
        drafted(city)
        answer = browser(city.qian).post(address(city), posted)
        assert answer.status_code in {302, 409, 422}

    @pytest.mark.parametrize(
        ("token", "seen"), [("2.5", (2, 5)), ("2", None), ("", None), (None, None), ("²a", None)]
    )
    def test_the_revision_of_a_page_is_read_or_nothing_is(self, token, seen):
        found = seen_of(token)
        assert (found and (found.number, found.revision)) == seen


class TestWording:
    """Remarks on the words, in the text, with a way out each."""

    @pytest.mark.clause("2.3-b")
    def test_remarks_stand_beneath_their_text_with_kind_reason_and_proposal(self, city, browser):
        drafted(city, materials=VAGUE)
        page = text(browser(city.qian).get(address(city)))

        box = html.fromstring(page).get_element_by_id("box-notice-materials")
        said = box.text_content()
        for words in ("兜底", "其他相关材料", "改成这样", "确需保留"):
            assert words in said
        assert [mark.text for mark in box.iter("mark")] == ["其他相关材料"]
        assert "还差 1 处就能送审" in page

    @pytest.mark.clause("2.3-b")
    def test_while_somebody_types_the_remarks_on_one_text_are_told(self, city, browser):
        client = browser(city.qian)
        answer = client.post(
            "/desk/catalogue/wording/", {"box": "notice-materials", "notice-materials": VAGUE}
        )
        assert "其他相关材料" in text(answer)
        clear = client.post(
            "/desk/catalogue/wording/", {"box": "notice-materials", "notice-materials": "本人身份证1份"}
        )
        assert text(clear).strip() == ""

    @pytest.mark.clause("2.3-b")
    def test_the_same_words_are_right_under_the_basis_and_wrong_as_a_demand(self, city, browser):
        client = browser(city.qian)
        words = "《法律援助法》第四十一条：提交其他相关材料"
        for box, remarked in (("notice-basis", False), ("notice-materials", True)):
            answer = client.post("/desk/catalogue/wording/", {"box": box, box: words})
            assert ("remark" in text(answer)) is remarked

    def test_a_box_that_is_not_read_has_no_remarks(self, city, browser):
        for box in ("plain-check", "nowhere", "", "facts-1-standard"):
            assert browser(city.qian).post("/desk/catalogue/wording/", {"box": box}).status_code == 404

    @pytest.mark.clause("2.3-b")
    def test_a_proposal_is_taken_over_by_one_press_with_and_without_a_script(self, city, browser):
        drafted(city, materials=VAGUE)
        client = browser(city.qian)
        page = text(client.get(address(city)))
        act = re.search(r'value="(rewrite:notice-materials:[^"]+)"', page)[1]

        part = client.post("/desk/catalogue/wording/", {"do": act, "notice-materials": VAGUE})
        assert "\n本人身份证</textarea>" in text(part)
        answer = post(client, city, do=act)
        assert answer["Location"].endswith("#notice-materials")
        assert draft_of(city).notice["materials"] == "本人身份证"

    def test_a_proposal_in_a_row_is_taken_over_in_that_row(self, city, browser):
        client = browser(city.qian)
        post(client, city, **{"facts-1-text": "本人身份证以及其他材料"})
        page = text(client.get(address(city)))
        act = re.search(r'value="(rewrite:facts-1-text:[^"]+)"', page)[1]
        post(client, city, do=act)
        assert draft_of(city).facts[1]["text"] == "本人身份证"

    def test_a_proposal_for_words_that_are_gone_is_told_and_nothing_is_lost(self, city, browser):
        drafted(city)
        answer = post(browser(city.qian), city, do="rewrite:notice-materials:5:9:0", notice_method="当面签署")
        assert "已经变了" in text(browser(city.qian).get(answer["Location"])) or answer.status_code == 302
        assert draft_of(city).notice["method"] == "当面签署"

    @pytest.mark.clause("2.3-b")
    def test_words_that_stay_are_answered_and_then_the_draft_may_be_submitted(self, city, browser):
        drafted(city, materials=VAGUE)
        client = browser(city.qian)
        refused = post(client, city, do="submit")
        assert refused.status_code == 409
        assert "用语没有处理" in text(refused)

        name = re.search(r'name="(kept-[0-9a-f]+)"', text(refused))[1]
        answer = post(client, city, do="submit", **{name: "办事指南另有清单，逐项列明"})
        assert answer.status_code == 302
        version = ItemVersion.objects.get(item=city.item, number=2)
        assert version.status == "in_review"
        assert version.answers == {"其他相关材料": "办事指南另有清单，逐项列明"}

    def test_what_is_still_to_be_done_is_told_while_somebody_types(self, city, browser):
        drafted(city, materials=VAGUE, method="")
        page = text(browser(city.qian).get(address(city, "ready/")))

        assert "还差 2 处就能送审" in page
        assert 'hx-swap-oob="true"' in page


class TestTwoEditors:
    """The second sees what changed and merges; nothing of either is lost."""

    def meet(self, city, browser, wen):
        """Wen saves while Qian still types on an older page."""
        drafted(city)
        mine = browser(city.qian)
        page = text(mine.get(address(city)))
        post(browser(wen), city, notice_method="到窗口当面签署", notice_materials="本人身份证1份")
        return mine, post(
            mine,
            city,
            page=page,
            notice_method="网上签署",
            **{"plain-check": "查数据", "facts-0-standard": "在享"},
        )

    def test_the_second_sees_both_texts_against_what_stood_there(self, city, browser, wen):
        _, answer = self.meet(city, browser, wen)
        page = text(answer)

        assert answer.status_code == 409
        for words in ("温以宁", "承诺方式", "用温以宁的", "用我的", "已经并入", "材料要求"):
            assert words in page
        assert draft_of(city).notice["method"] == "到窗口当面签署"

    @pytest.mark.parametrize(
        ("pick", "own", "method"),
        [
            ("theirs", "", "到窗口当面签署"),
            ("yours", "", "网上签署"),
            ("own", "网上或者窗口签署", "网上或者窗口签署"),
        ],
    )
    def test_what_both_changed_is_chosen_and_all_else_comes_together(
        self, city, browser, wen, pick, own, method
    ):
        mine, answer = self.meet(city, browser, wen)
        tree = html.fromstring(text(answer))
        name = tree.xpath('//input[@type="radio"]/@name')[0]
        kept = {one.get("name"): one.get("value") for one in tree.xpath('//main//input[@type="hidden"]')}
        mine.post(address(city), {**kept, "do": "merge", name: pick, f"own-{name}": own})
        version = draft_of(city)

        assert version.notice["method"] == method
        assert version.notice["materials"] == "本人身份证1份"
        assert version.plain["check"] == "查数据"
        assert version.facts[0]["standard"] == "在享"
        assert version.drafted_by == city.qian

    def test_a_third_who_is_quicker_once_more_is_met_once_more(self, city, browser, wen):
        mine, answer = self.meet(city, browser, wen)
        tree = html.fromstring(text(answer))
        kept = {one.get("name"): one.get("value") for one in tree.xpath('//main//input[@type="hidden"]')}
        post(browser(wen), city, notice_method="再改一次")

        again = mine.post(address(city), {**kept, "do": "merge", "pick-0": "yours"})
        assert again.status_code == 409
        assert "再改一次" in text(again)

    @pytest.mark.parametrize("kept", ["", "{", "[]", '{"yours": {"facts.a": 1}, "base": {}}', '{"yours": 3}'])
    def test_a_form_to_merge_that_cannot_be_read_changes_nothing(self, city, browser, kept):
        drafted(city)
        browser(city.qian).post(address(city), {"do": "merge", "kept": kept, "version": "2.0"})
        assert draft_of(city).revision == 0
