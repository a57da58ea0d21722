"""The item as its own entity: made by hand, described, tested for exclusion, put to the eight questions, coded."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.cast import officer

from yinuo.casefile.models import Entry
from yinuo.casefile.queries import first_break
from yinuo.law.cancelling import GROUND
from yinuo.law.grammar import Refused
from yinuo.law.listing import Kind
from yinuo.law.scope import CANCEL_FIRST
from yinuo.matters.actions import (
    ItemWords,
    MatterWords,
    Stale,
    answer_pretests,
    assess_risks,
    create_item,
    describe_item,
    describe_matter,
    enter_codes,
)
from yinuo.matters.models import DraftChange, Matter, ProofItem
from yinuo.matters.queries import by_kind, excluded, judged, marked, remarks_on
from yinuo.people.models import Role

WORDS = ItemWords(
    proves="OTHER_STATE",
    asker="宿州市司法局",
    issuer="乡镇人民政府、街道办事处",
    purpose="家庭正在享受低收入人口救助待遇",
    basis="《中华人民共和国法律援助法》第四十一条",
    row_class="A",
    uses_a_year=1200,
    days_to_get=3,
    trips_to_get=2,
    effort_source="2025年办件统计",
)
ALL_PASSED = {
    test.key: {"answer": "yes" if test.key == GROUND else "no", "reason": "逐项核对过"}
    for test in CANCEL_FIRST
}


def steps(item):
    return list(
        Entry.objects.filter(case_file=item.case_file_id).order_by("number").values_list("step", flat=True)
    )


def describe(city, words=WORDS, *, by=None, revision=None, item=None):
    return describe_item(
        item=item or city.item, words=words, by=by or city.qian, at=city.at, revision=revision
    )


def changed(**said):
    return ItemWords(**{name: getattr(WORDS, name) for name in WORDS.__dataclass_fields__} | said)


class TestMaking:
    """An item may be entered by hand; its matter is made where the body has none of that name."""

    def make(self, city, *, by=None, matter="申请公证", name="亲属关系证明", agency=None):
        return create_item(
            agency=agency or city.bureau, matter=matter, name=name, by=by or city.qian, at=city.at
        )

    @pytest.mark.clause("3.3-a")
    def test_an_item_made_by_hand_is_a_candidate_with_a_case_file_of_its_own(self, city):
        item = self.make(city)

        assert (item.row_class, item.source) == ("C", "宿州市司法局自编")
        assert item.matter.name == "申请公证"
        assert item.matter.code.startswith(f"{city.bureau.region_code}-")
        assert steps(item) == ["matters.create_item"]

    def test_a_matter_of_that_name_is_used_whatever_its_spaces(self, city):
        item = self.make(city, matter="申请　法律 援助", name="收入证明")

        assert item.matter == city.matter
        assert Matter.objects.filter(agency=city.bureau).count() == 2

    def test_a_second_click_makes_no_second_item_and_says_where_the_first_is(self, city):
        self.make(city)
        with pytest.raises(Refused, match="已经有“亲属关系证明”"):
            self.make(city, name="亲属关系　证明")
        assert ProofItem.objects.filter(matter__name="申请公证").count() == 1

    @pytest.mark.parametrize(
        ("said", "says"),
        [
            ({"name": "  "}, "证明名称没有写"),
            ({"matter": ""}, "行政事项没有写"),
            ({"name": "证" * 201}, "最多200个字"),
            ({"matter": "事" * 121}, "最多120个字"),
        ],
    )
    def test_names_that_are_missing_or_too_long_are_refused(self, city, said, says):
        with pytest.raises(Refused, match=says):
            self.make(city, **said)
        assert not Matter.objects.filter(name="申请公证").exists()

    @pytest.mark.parametrize("who", ["zhao", "wu", "wang", "lin", "feng"])
    def test_only_editors_make_items(self, city, who):
        with pytest.raises(Refused):
            self.make(city, by=getattr(city, who))

    def test_an_editor_of_another_body_makes_none_here(self, city):
        other = officer("other", "高岩", city.police, Role.CATALOGUE_EDITOR)
        with pytest.raises(Refused):
            self.make(city, by=other)
        assert self.make(city, by=other, agency=city.police).matter.agency == city.police

    @pytest.mark.race
    def test_two_at_once_make_one(self, committed_city):
        def once(_):
            try:
                self.make(committed_city)
            except Refused:
                return "refused"
            else:
                return "made"
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(once, range(2))) == ["made", "refused"]
        assert ProofItem.objects.filter(name="亲属关系证明").count() == 1


class TestDescribing:
    """What an item proves, who asks, who issues, by which article, what for, how often, how hard."""

    @pytest.mark.clause("2.1-a")
    def test_everything_said_is_kept_and_recorded(self, city):
        item = describe(city)

        assert ItemWords.of(ProofItem.objects.get(pk=item.pk)) == WORDS
        assert item.revision == 1
        entry = Entry.objects.get(case_file=item.case_file_id, step="matters.describe_item")
        assert entry.facts["uses_a_year"] == 1200
        assert first_break(item.case_file) is None

    def test_the_same_once_more_changes_and_records_nothing(self, city):
        describe(city)
        again = describe(city, revision=0)

        assert again.revision == 1
        assert steps(again).count("matters.describe_item") == 1

    def test_who_comes_second_is_told_field_by_field_what_the_first_did(self, city):
        describe(city)
        other = officer("other", "温以宁", city.bureau, Role.CATALOGUE_EDITOR)
        describe(city, changed(issuer="街道办事处", purpose="家庭收入"), by=other, revision=1)

        with pytest.raises(Stale, match="温以宁改过") as refused:
            describe(city, changed(issuer="民政部门", trips_to_get=1), revision=1)
        told = {one.field: one for one in refused.value.changes}
        assert set(told) == {"issuer", "purpose", "trips_to_get"}
        issuer = told["issuer"]
        assert (issuer.base, issuer.theirs, issuer.yours) == (WORDS.issuer, "街道办事处", "民政部门")
        assert (issuer.by, issuer.both) == ("温以宁", True)
        assert not told["purpose"].both
        assert ProofItem.objects.get(pk=city.item.pk).trips_to_get == 2

    def test_a_page_that_comes_to_the_same_is_not_out_of_date(self, city):
        describe(city)
        describe(city, changed(purpose="家庭收入"), revision=1)

        assert describe(city, changed(purpose="家庭收入"), revision=1).revision == 2

    def test_several_changes_later_the_base_is_still_what_the_page_showed(self, city):
        describe(city)
        for issuer in ("甲机关", "乙机关", "丙机关"):
            describe(city, changed(issuer=issuer))

        with pytest.raises(Stale) as refused:
            describe(city, changed(issuer="丁机关"), revision=1)
        (issuer,) = refused.value.changes
        assert (issuer.base, issuer.theirs) == (WORDS.issuer, "丙机关")

    @pytest.mark.parametrize(
        ("said", "says"), [({"proves": "MOOD"}, "没有这种证明"), ({"uses_a_year": -1}, "负数")]
    )
    def test_what_cannot_be_is_refused(self, city, said, says):
        with pytest.raises(ValueError, match=says):
            describe(city, changed(**said))

    @pytest.mark.clause("2.1-c")
    def test_an_editor_decides_between_candidate_commitment_and_retained(self, city):
        item = describe(city, changed(row_class="R", retained_because="直接关系公共安全"))

        assert item.row_class == "R"
        assert [part.ok for part in excluded(item, on=city.at.date())] == [True, True]
        assert excluded(describe(city, changed(row_class="R")), on=city.at.date())[1].ok is False

    @pytest.mark.parametrize("row_class", ["B", "S", "N"])
    def test_what_the_source_cancelled_an_editor_does_not_bring_back(self, city, row_class):
        city.item.row_class = row_class
        city.item.save()
        with pytest.raises(Refused, match="不能由编制人改"):
            describe(city)
        assert describe(city, changed(row_class=row_class)).row_class == row_class

    @pytest.mark.parametrize("who", ["zhao", "wu", "li", "lin", "feng"])
    def test_strangers_change_nothing(self, city, who):
        with pytest.raises(Refused):
            describe(city, by=getattr(city, who))
        assert not DraftChange.objects.exists()

    @pytest.mark.race
    def test_of_two_at_once_from_the_same_page_one_is_told(self, committed_city):
        city = committed_city

        def once(issuer):
            try:
                describe(city, changed(issuer=issuer), revision=0)
            except Stale:
                return "stale"
            else:
                return "kept"
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(once, ["甲机关", "乙机关"])) == ["kept", "stale"]
        assert ProofItem.objects.get(pk=city.item.pk).revision == 1


class TestExclusion:
    """The test is on the item, not on the matter, and each risk has its reason."""

    @pytest.mark.clause("2.1-c")
    def test_each_risk_is_kept_with_its_reason_and_the_conclusion_recorded(self, city):
        item = assess_risks(
            item=city.item,
            risks=["PUBLIC_SAFETY"],
            reasons={"PUBLIC_SAFETY": "大型活动人群密集", "HEALTH": " "},
            by=city.qian,
            at=city.at,
        )

        assert item.risk_reasons == {"PUBLIC_SAFETY": "大型活动人群密集"}
        entry = Entry.objects.get(case_file=item.case_file_id, step="matters.assess_risks")
        assert "大型活动人群密集" in entry.conclusion["because"][0]["reason"]
        assert excluded(item, on=city.at.date())[0].ok is False

    @pytest.mark.clause("2.1-c")
    def test_why_there_is_no_risk_is_kept_too(self, city):
        item = assess_risks(
            item=city.item, risks=[], none_because="只核对收入，错了可以追回", by=city.qian, at=city.at
        )

        assert "错了可以追回" in excluded(item, on=city.at.date())[0].because[0].reason

    def test_the_same_answer_twice_is_one_entry(self, city):
        for _ in range(2):
            assess_risks(item=city.item, risks=["HEALTH"], by=city.qian, at=city.at)
        assert steps(city.item).count("matters.assess_risks") == 1

    def test_an_unknown_risk_is_refused(self, city):
        for said in ({"risks": ["WEATHER"]}, {"risks": [], "reasons": {"WEATHER": "下雨"}}):
            with pytest.raises(ValueError, match="没有这种排除情形"):
                assess_risks(item=city.item, by=city.qian, at=city.at, **said)

    def test_two_parts_of_one_page_do_not_stand_in_each_others_way(self, city):
        describe(city, revision=0)

        assert (
            assess_risks(item=city.item, risks=["HEALTH"], revision=0, by=city.qian, at=city.at).revision == 2
        )
        with pytest.raises(Stale):
            assess_risks(
                item=city.item, risks=[], revision=0, reasons={"HEALTH": "x"}, by=city.qian, at=city.at
            )


class TestEightQuestions:
    """八个一律取消, each with yes or no and a reason."""

    @pytest.mark.clause("2.1-a")
    def test_all_eight_answered_are_kept_concluded_and_recorded(self, city):
        item = answer_pretests(item=city.item, answers=ALL_PASSED, by=city.qian, at=city.at)

        assert item.pretests == ALL_PASSED
        assert judged(item, on=city.at.date())[0].ok is True
        entry = Entry.objects.get(case_file=item.case_file_id, step="matters.answer_pretests")
        assert entry.conclusion["value"] == "stays"
        assert entry.facts["answers"]["no_basis"] == "no"

    def test_half_an_answer_is_kept_and_nothing_follows_from_it(self, city):
        item = answer_pretests(
            item=city.item,
            answers={"no_basis": {"answer": "no", "reason": ""}, "not_needed": {"answer": "", "reason": ""}},
            by=city.qian,
            at=city.at,
        )

        assert item.pretests == {"no_basis": {"answer": "no", "reason": ""}}
        assert judged(item, on=city.at.date())[0].ok is None

    @pytest.mark.parametrize("said", [{"mood": {"answer": "no"}}, {"no_basis": {"answer": "maybe"}}])
    def test_an_unknown_question_or_answer_is_refused(self, city, said):
        with pytest.raises(ValueError, match="没有这一问"):
            answer_pretests(item=city.item, answers=said, by=city.qian, at=city.at)

    def test_a_stranger_answers_nothing(self, city):
        with pytest.raises(Refused):
            answer_pretests(item=city.item, answers=ALL_PASSED, by=city.feng, at=city.at)


class TestMatters:
    """Codes, and what two editors say of one matter."""

    def test_codes_are_kept_and_recorded_on_every_item_once(self, city):
        for _ in range(2):
            matter = enter_codes(
                matter=city.matter, base_code="000105013000", handling_code=" x ", by=city.qian, at=city.at
            )
        assert (matter.base_code, matter.handling_code) == ("000105013000", "X")
        assert steps(city.item).count("matters.enter_codes") == 1

    def test_a_code_longer_than_any_is_refused_with_its_name(self, city):
        with pytest.raises(ValueError, match="基本编码最多12位，填了13位"):
            enter_codes(matter=city.matter, base_code="1" * 13, handling_code="", by=city.qian, at=city.at)

    def test_a_stranger_enters_no_code(self, city):
        with pytest.raises(Refused):
            enter_codes(matter=city.matter, base_code="1", handling_code="", by=city.zhao, at=city.at)

    def test_what_each_changed_alone_is_put_together(self, city):
        known = MatterWords.of(city.matter)
        one = MatterWords("请律师，政府出钱", known.field, True, True, True, None)
        other = MatterWords(known.summary, "LEGAL_SERVICES", True, True, True, None)
        describe_matter(matter=city.matter, words=one, known=known, by=city.qian, at=city.at)
        matter = describe_matter(matter=city.matter, words=other, known=known, by=city.qian, at=city.at)

        assert (matter.summary, matter.field) == ("请律师，政府出钱", "LEGAL_SERVICES")

    def test_what_both_changed_is_refused_with_both_texts(self, city):
        known = MatterWords.of(city.matter)
        for summary in ("甲说", "乙说"):
            words = MatterWords(summary, known.field, True, True, True, None)
            if summary == "甲说":
                describe_matter(matter=city.matter, words=words, known=known, by=city.qian, at=city.at)
        with pytest.raises(Stale) as refused:
            describe_matter(matter=city.matter, words=words, known=known, by=city.qian, at=city.at)
        (change,) = refused.value.changes
        assert (change.field, change.theirs, change.yours) == ("summary", "甲说", "乙说")

    def test_an_unknown_kind_of_matter_is_refused(self, city):
        with pytest.raises(ValueError, match="事项类型"):
            describe_matter(
                matter=city.matter, words=MatterWords("一", kind="wish"), by=city.qian, at=city.at
            )


class TestReadingTheList:
    """The list an officer sees, read as a legal reader would."""

    @pytest.mark.clause("2.1-a")
    def test_remarks_stand_with_item_matter_and_body_and_are_counted_by_kind(self, city):
        found = marked(city.qian, on=city.at.date())

        mine = [one for one in found if one.remark.key == city.item.slug]
        assert {one.remark.kind for one in mine} == {Kind.PURPOSE, Kind.UNTESTED}
        assert (mine[0].name, mine[0].matter, mine[0].agency) == (
            "经济困难证明",
            "申请法律援助",
            "宿州市司法局",
        )
        assert sum(by_kind(found).values()) == len(found)

    def test_a_well_described_and_tested_item_has_none_left(self, city):
        describe(city)
        answer_pretests(item=city.item, answers=ALL_PASSED, by=city.qian, at=city.at)

        assert remarks_on(city.item, city.qian, on=city.at.date()) == []

    def test_a_wrong_code_of_the_matter_is_marked_on_its_items(self, city):
        enter_codes(matter=city.matter, base_code="12", handling_code="", by=city.qian, at=city.at)

        assert Kind.CODE in {one.kind for one in remarks_on(city.item, city.qian, on=city.at.date())}

    def test_a_double_is_found_beside_all_that_the_officer_sees(self, city):
        other = create_item(
            agency=city.bureau, matter="法律援助", name="经济困难的证明", by=city.qian, at=city.at
        )
        (double,) = [
            one for one in remarks_on(city.item, city.qian, on=city.at.date()) if one.kind is Kind.DOUBLE
        ]
        assert double.others == (other.slug,)

    def test_an_editor_reads_his_own_bodys_list_and_a_stranger_none(self, city):
        other = officer("other", "高岩", city.police, Role.CATALOGUE_EDITOR)
        create_item(agency=city.police, matter="申领居住证", name="居住证", by=other, at=city.at)

        assert {one.agency for one in marked(other, on=city.at.date())} == {"宿州市公安局"}
        assert {one.agency for one in marked(city.li, on=city.at.date(), agency_id=city.police.pk)} == {
            "宿州市公安局"
        }
        assert marked(city.lin, on=city.at.date()) == []
