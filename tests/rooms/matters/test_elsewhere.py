"""What other places do and this city does not: taken in, compared, judged, taken up or declined, each with its reason."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from tests.cast import EXEMPT_FACT, officer, publish
from tests.conftest import AT, ON

from yinuo.casefile.models import Entry
from yinuo.law.grammar import Refused
from yinuo.law.scope import CANCEL_FIRST
from yinuo.matters import tasks
from yinuo.matters.actions import (
    compare_other_rows,
    compare_waiting,
    decline_outside,
    elsewhere,
    judge_likeness,
    load_other_catalogue,
    suspend,
    take_up_outside,
)
from yinuo.matters.catalogue import BadFile
from yinuo.matters.models import ItemVersion, Matter, OtherCatalogue, OtherRow, OutsideDecision, ProofItem
from yinuo.matters.queries import (
    candidates,
    only_here,
    outside_history,
    outside_items,
    outside_overview,
    reasons_on_record,
    seen_by,
    waiting_rows,
)
from yinuo.people.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.1-a")]

HEAD = "地区,办理部门,行政事项,证明名称,类别,来源,承诺方式,核查方式,设定依据,开具单位\n"
ROWS = (
    "湖南省常德市,市司法局,法律援助,经济困难的证明,A,常德目录（2022-07-11）,书面承诺,与民政数据比对,《法律援助法》第四十一条,街道办事处\n"
    "江苏省苏州市,,,经济困难证明,A,报道（2022-11-11）,填写承诺书,,,\n"
    "黑龙江省,公安局,老人投靠子女落户,,A,公告2021年3月,当场签字,日常核查,,\n"
    "黑龙江省,公安局,变更户口登记身高,卫生部门证明,A,公告2021年3月,当场签字,日常核查,,\n"
    "山东省,公安局,变更户口登记身高,卫生部门证明,B,做法,个人诚信声明,,,\n"
    "安徽省阜阳市,公安局,变更户口登记民族,户口簿,S,取消清单,信息共享,,,\n"
    "安徽省宿州市,司法局,本市自己的事,某证明,A,本市,,,,\n"
)


def load(city, rows: str = ROWS, **changed):
    given = {"file_name": "外地.csv", "content": (HEAD + rows).encode(), "by": city.qian, "at": AT}
    return load_other_catalogue(**given | changed)


def row_of(matter: str, proof: str, place: str = "") -> OtherRow:
    rows = OtherRow.objects.filter(matter=matter, proof=proof)
    return rows.filter(catalogue__place=place).get() if place else rows.first()


def state_of(matter: str, proof: str) -> str:
    return next(
        one.state for one in outside_items() if (one.first.matter, one.first.proof) == (matter, proof)
    )


class TestLoading:
    """One file, many places; the same file once; nothing that is this city's own."""

    def test_each_place_has_its_catalogue_with_rows_as_they_stood(self, city):
        kept = load(city)

        assert {one.place for one in kept} == {
            "湖南省常德市",
            "江苏省苏州市",
            "黑龙江省",
            "山东省",
            "安徽省阜阳市",
        }
        row = row_of("法律援助", "经济困难的证明")
        assert (row.dated, row.method, row.verification, row.issuer, row.line) == (
            "2022-07-11",
            "书面承诺",
            "与民政数据比对",
            "街道办事处",
            2,
        )
        assert row_of("", "经济困难证明").dated == "2022-11-11"
        assert row_of("老人投靠子女落户", "").dated == "2021-03"
        assert row_of("老人投靠子女落户", "").field == "HOUSEHOLD_REGISTRATION"

    def test_the_same_file_again_adds_nothing(self, city):
        first = load(city)
        again = load(city)

        assert [one.pk for one in again] == [one.pk for one in first]
        assert OtherRow.objects.count() == 6

    def test_a_file_without_regions_needs_the_name_of_its_place(self, city):
        plain = "行政事项,证明名称,类别,来源\n申领居住证,就业证明,A,某地目录\n".encode()

        with pytest.raises(BadFile, match="1 行没有写地区"):
            load(city, content=plain)
        assert not OtherCatalogue.objects.exists()
        assert load(city, content=plain, place="浙江省衢州市")[0].place == "浙江省衢州市"

    def test_what_is_no_catalogue_is_refused_and_leaves_nothing(self, city):
        with pytest.raises(BadFile, match="表头缺少"):
            load(city, content=b"a,b\n1,2\n")
        assert not OtherCatalogue.objects.exists()

    @pytest.mark.parametrize("who", ["wu", "zhou", "li", "feng", "lin"])
    def test_only_an_editor_of_the_bureau_in_charge_loads_for_the_whole_city(self, city, who):
        with pytest.raises(Refused, match="全市共用"):
            load(city, by=getattr(city, who))
        assert not OtherCatalogue.objects.exists()


class TestComparing:
    """Matched by the meaning of names, not by their letters; how it stands here follows from the catalogue as it is now."""

    def test_the_same_item_under_another_name_counts_as_done_here(self, city):
        load(city)

        assert state_of("法律援助", "经济困难的证明") == "ours"
        assert row_of("法律援助", "经济困难的证明").nearest == city.item

    def test_a_suspended_item_is_still_in_use_and_a_draft_is_not_done(self, city):
        load(city)
        suspend(version=city.version, reason="依据正在修改", by=city.wu, at=AT)
        assert state_of("法律援助", "经济困难的证明") == "ours"

        ItemVersion.objects.filter(pk=city.exempt_item.versions.get().pk).exists()
        bare = ProofItem.objects.create(
            matter=city.matter,
            case_file=city.item.case_file,
            slug="bare",
            name="家庭成员信息证明",
            row_class="R",
            source="测试",
        )
        load(city, "某地,,申请法律援助,家庭成员信息的证明,A,某地目录,,,,\n")
        assert state_of("申请法律援助", "家庭成员信息的证明") == "held"
        assert row_of("申请法律援助", "家庭成员信息的证明").nearest == bare

    def test_a_row_that_names_no_matter_is_left_to_a_person(self, city):
        load(city)

        assert state_of("", "经济困难证明") == "doubt"
        assert "有一方没有写事项或者证明的名称" in row_of("", "经济困难证明").because

    def test_what_nobody_has_here_is_missing_and_two_places_that_write_alike_stand_together(self, city):
        load(city)

        one = next(one for one in outside_items() if one.first.matter == "变更户口登记身高")
        assert (one.state, one.places) == ("missing", ("山东省", "黑龙江省"))
        assert outside_items()[0] == one

    def test_what_is_shared_instead_of_promised_is_no_gap(self, city):
        load(city)

        assert "变更户口登记民族" not in {one.first.matter for one in outside_items()}

    def test_gaps_are_counted_by_field_and_by_place(self, city):
        load(city)
        found = outside_overview(outside_items())

        assert found.states == {"missing": 2, "doubt": 1, "held": 0, "taken": 0, "declined": 0, "ours": 1}
        fields = {name: number for _key, name, number in found.fields}
        assert fields["户籍管理"] == 2
        assert fields["社会救助"] == 1
        assert ("黑龙江省", 2, 2) in found.places
        assert ("湖南省常德市", 1, 0) in found.places

    def test_the_list_is_narrowed_by_place_field_state_and_words(self, city):
        load(city)

        assert {one.first.matter for one in outside_items(place="黑龙江省")} == {
            "老人投靠子女落户",
            "变更户口登记身高",
        }
        assert len(outside_items(field="HOUSEHOLD_REGISTRATION")) == 2
        assert len(outside_items(state="gaps")) == 3
        assert [one.state for one in outside_items(state="ours")] == ["ours"]
        assert len(outside_items(query="身高")) == 1
        assert outside_items(field="-") == []

    def test_an_item_that_is_published_later_closes_the_gap_at_the_next_comparison(self, city):
        load(city)
        matter = Matter.objects.create(
            code="SZ-9", name="户口登记身高变更", agency=city.police, region_code="341302"
        )
        publish(
            matter,
            "height",
            "卫生部门出具的证明",
            drafted_by=city.qian,
            reviewed_by=city.wu,
            at=AT,
            facts=[EXEMPT_FACT],
        )

        assert compare_other_rows(at=AT) == 2
        assert compare_other_rows(at=AT) == 0
        assert state_of("变更户口登记身高", "卫生部门证明") == "ours"

    def test_a_long_list_is_compared_in_the_background_and_stands_as_missing_until_then(
        self, city, monkeypatch
    ):
        monkeypatch.setattr(elsewhere, "AT_ONCE", 2)
        load(city)

        assert waiting_rows().count() == 5
        assert state_of("法律援助", "经济困难的证明") == "missing"
        assert compare_other_rows(at=AT) is None

        tasks.compare_waiting()
        assert waiting_rows().count() == 0
        assert state_of("法律援助", "经济困难的证明") == "ours"
        assert compare_waiting(at=AT) == 0

    def test_what_only_this_city_does_is_listed(self, city):
        load(city)

        assert [version.item for version in only_here()] == [city.exempt_item]
        assert only_here(field="LEGAL_SERVICES") == []


class TestReasons:
    """Why this city does not, as far as its own catalogue says."""

    def test_retained_dangerous_and_better_abolished_are_told_each_with_its_reason(self, city):
        item = city.item
        item.retained_because, item.risks = "数据还没有共享", ["PUBLIC_SAFETY"]
        item.risk_reasons = {"PUBLIC_SAFETY": "牵涉活动安全"}
        item.pretests = {
            CANCEL_FIRST[0].key: {"answer": "yes", "reason": "没有依据"},
            CANCEL_FIRST[1].key: {"answer": "no", "reason": ""},
        }
        item.save()

        told = [(reason.label, reason.text) for reason in reasons_on_record(item)]
        assert ("保留理由", "数据还没有共享") in told
        assert ("排除情形", "公共安全：牵涉活动安全") in told
        assert ("八个一律取消", f"{CANCEL_FIRST[0].title}：没有依据") in told
        assert ("编制", "已公布") in told
        assert len([label for label, _ in told if label == "八个一律取消"]) == 1

    def test_an_officer_of_another_agency_looks_into_its_own_items_only(self, city):
        other = officer("other", "别家", city.police, Role.CATALOGUE_EDITOR)

        assert seen_by(city.qian, [city.item], on=ON) == {city.item.pk}
        assert seen_by(other, [city.item], on=ON) == set()


class TestJudging:
    """A person says yes or no, once; the answer holds for every later file that writes the names so."""

    def test_yes_is_remembered_for_later_files(self, city):
        load(city)
        judge_likeness(
            row=row_of("", "经济困难证明"), item=city.item, same=True, reason="", by=city.qian, at=AT
        )

        assert state_of("", "经济困难证明") == "ours"
        load(city, "浙江省,,,经济困难证明,A,另一份目录,,,,\n")
        assert state_of("", "经济困难证明") == "ours"

    def test_no_is_remembered_and_another_item_may_still_be_near(self, city):
        load(city)
        row = row_of("", "经济困难证明")
        judge_likeness(row=row, item=city.item, same=False, reason="说的是学生资助", by=city.qian, at=AT)

        assert state_of("", "经济困难证明") == "missing"
        assert candidates(row) == []
        compare_other_rows(at=AT)
        assert state_of("", "经济困难证明") == "missing"

    def test_no_needs_a_reason(self, city):
        load(city)
        with pytest.raises(Refused, match="没有写明理由"):
            judge_likeness(
                row=row_of("", "经济困难证明"), item=city.item, same=False, reason="不", by=city.qian, at=AT
            )

    def test_saying_it_twice_is_saying_it_once_and_changing_ones_mind_stays_on_record(self, city):
        load(city)
        row = row_of("", "经济困难证明")
        for _ in range(2):
            judge_likeness(row=row, item=city.item, same=True, reason="", by=city.qian, at=AT)
        decline_outside(row=row, reason="这份证明已经取消", by=city.qian, at=AT)

        assert [one.kind for one in outside_history(row.key)] == ["not_for_us", "same"]
        assert state_of("", "经济困难证明") == "declined"

    def test_a_decision_stays_as_it_is_in_the_database_itself(self, city):
        load(city)
        decline_outside(row=row_of("", "经济困难证明"), reason="这份证明已经取消", by=city.qian, at=AT)

        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            OutsideDecision.objects.update(reason="别的理由")

    def test_declining_needs_a_reason_and_keeps_it(self, city):
        load(city)
        row = row_of("变更户口登记身高", "卫生部门证明", "黑龙江省")
        with pytest.raises(Refused, match="没有写明理由"):
            decline_outside(row=row, reason=" ", by=city.qian, at=AT)

        decline_outside(row=row, reason="身高已经不作登记项目", by=city.qian, at=AT)
        one = next(one for one in outside_items() if one.first.matter == "变更户口登记身高")
        assert (one.state, one.decision.reason) == ("declined", "身高已经不作登记项目")

    def test_nobody_else_decides_for_the_city(self, city):
        load(city)
        row = row_of("", "经济困难证明")
        for who in (
            city.wu,
            city.li,
            city.zhou,
            officer("other", "别家", city.police, Role.CATALOGUE_EDITOR),
        ):
            with pytest.raises(Refused, match="全市共用"):
                judge_likeness(row=row, item=city.item, same=True, reason="", by=who, at=AT)
            with pytest.raises(Refused, match="全市共用"):
                decline_outside(row=row, reason="不采用这一项", by=who, at=AT)
        assert not OutsideDecision.objects.exists()


class TestTakingUp:
    """A candidate: an item with its source named, in a case file, with nothing published."""

    def test_an_item_is_entered_with_its_source_and_nothing_is_published(self, city):
        load(city)
        row = row_of("变更户口登记身高", "卫生部门证明", "黑龙江省")
        editor = officer("other", "别家", city.police, Role.CATALOGUE_EDITOR)

        item = take_up_outside(row=row, agency=city.police, by=editor, at=AT)

        assert item.source == "参照黑龙江省：公告2021年3月"
        assert (item.matter.name, item.matter.field, item.row_class) == (
            "变更户口登记身高",
            "HOUSEHOLD_REGISTRATION",
            "C",
        )
        assert not item.versions.exists()
        made, entry = Entry.objects.filter(case_file=item.case_file).order_by("number")
        assert (made.step, entry.step) == ("matters.create_item", "matters.take_up_outside")
        assert (entry.facts["place"], entry.facts["class_there"]) == ("黑龙江省", "A")
        assert state_of("变更户口登记身高", "卫生部门证明") == "taken"

    def test_names_the_source_leaves_out_are_this_citys_to_write(self, city):
        load(city)
        row = row_of("老人投靠子女落户", "")
        with pytest.raises(Refused, match="证明名称没有写"):
            take_up_outside(row=row, agency=city.police, by=city.qian, at=AT)
        assert not OutsideDecision.objects.exists()

        item = take_up_outside(row=row, agency=city.police, proof="亲属关系证明", by=city.qian, at=AT)
        facts = Entry.objects.get(case_file=item.case_file, step="matters.take_up_outside").facts
        assert (item.name, facts["named_there"]) == (
            "亲属关系证明",
            {"matter": "老人投靠子女落户", "proof": ""},
        )

    def test_twice_is_once(self, city):
        load(city)
        row = row_of("变更户口登记身高", "卫生部门证明", "黑龙江省")

        first = take_up_outside(row=row, agency=city.police, by=city.qian, at=AT)
        again = take_up_outside(row=row, agency=city.police, by=city.qian, at=AT)

        assert first == again
        assert OutsideDecision.objects.count() == 1
        assert Matter.objects.filter(name="变更户口登记身高").count() == 1

    def test_an_editor_takes_up_for_his_own_agency_only(self, city):
        load(city)
        row = row_of("变更户口登记身高", "卫生部门证明", "黑龙江省")
        other = officer("other", "别家", city.police, Role.CATALOGUE_EDITOR)
        for who in (other, city.wu, city.zhou, city.lin):
            with pytest.raises(Refused, match="不能编制这个单位的证明事项"):
                take_up_outside(row=row, agency=city.bureau, by=who, at=AT)

    def test_a_name_that_is_too_long_is_refused_with_its_length(self, city):
        load(city)
        with pytest.raises(Refused, match="行政事项有121个字，最多120个字"):
            take_up_outside(
                row=row_of("老人投靠子女落户", ""),
                agency=city.police,
                matter="长" * 121,
                proof="亲属关系证明",
                by=city.qian,
                at=AT,
            )
