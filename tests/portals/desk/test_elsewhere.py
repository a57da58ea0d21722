"""Comparison with other places at the desk: lists taken in, gaps laid open with their reasons, and what becomes of each."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import officer
from tests.conftest import AT
from tests.portals.office import text

from yinuo.matters.actions import load_other_catalogue
from yinuo.matters.models import ItemVersion, OtherCatalogue, OtherRow, OutsideDecision, ProofItem
from yinuo.matters.queries import LARGEST_FILE
from yinuo.people.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.1-a")]

ADDRESS = "/desk/catalogue/elsewhere/"
LIST = (
    "地区,办理部门,行政事项,证明名称,类别,来源,承诺方式,核查方式,设定依据,开具单位\n"
    "湖南省常德市,市司法局,法律援助,经济困难的证明,A,常德目录（2022-07-11）,书面承诺,与民政数据比对,《法律援助法》第四十一条,街道办事处\n"
    "江苏省苏州市,,,经济困难证明,A,报道（2022-11-11）,填写承诺书,,,\n"
    "黑龙江省,公安局,老人投靠子女落户,,A,公告2021年3月,当场签字,日常核查,,\n"
    "黑龙江省,公安局,变更户口登记身高,卫生部门证明,A,公告2021年3月,当场签字,=1+1,,卫生部门\n"
    "山东省,公安局,变更户口登记身高,卫生部门证明,B,做法,个人诚信声明,,,\n"
)


@pytest.fixture
def loaded(city):
    load_other_catalogue(file_name="外地.csv", content=LIST.encode(), by=city.qian, at=AT)
    return city


def upload(content: bytes | str = LIST, name: str = "外地.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def page_of(proof: str, matter: str = "") -> str:
    return f"{ADDRESS}{OtherRow.objects.filter(proof=proof, matter=matter).first().pk}/"


HEIGHT = ("卫生部门证明", "变更户口登记身高")


class TestLooking:
    """What is missing here, who does it and how, by field and by place."""

    def test_the_gaps_stand_first_with_who_does_it_and_how(self, loaded, browser):
        page = text(browser(loaded.qian).get(ADDRESS))

        assert "卫生部门证明" in page
        assert "山东省、黑龙江省" in page
        assert "来源没有写证明名称" in page
        assert "经济困难的证明" not in page
        assert "本市也实行 1" in page

    def test_the_list_is_narrowed_by_state_field_place_and_words(self, loaded, browser):
        client = browser(loaded.qian)

        assert "经济困难的证明" in text(client.get(ADDRESS, {"state": "ours"}))
        assert "经济困难的证明" in text(client.get(ADDRESS, {"state": "all", "q": "法律援助"}))
        assert "老人投靠子女落户" in text(client.get(ADDRESS, {"field": "HOUSEHOLD_REGISTRATION"}))
        assert "老人投靠子女落户" not in text(client.get(ADDRESS, {"place": "山东省"}))
        assert "没有这样的事项" in text(client.get(ADDRESS, {"q": "宠物托运"}))

    def test_without_any_list_the_page_says_what_to_do(self, city, browser):
        page = text(browser(city.qian).get(ADDRESS))

        assert "还没有外地目录" in page
        assert 'href="#load"' in page

    def test_what_only_this_city_does_is_shown_by_field(self, loaded, browser):
        client = browser(loaded.qian)

        assert "完全民事行为能力证明" in text(client.get(f"{ADDRESS}only-here/"))
        assert "经济困难证明</a>" not in text(client.get(f"{ADDRESS}only-here/"))
        assert "本市公布的，收下的目录里都有" in text(
            client.get(f"{ADDRESS}only-here/", {"field": "LEGAL_SERVICES"})
        )

    def test_the_list_leaves_as_a_file_in_which_nothing_calculates(self, loaded, browser):
        answer = browser(loaded.qian).get(f"{ADDRESS}file.csv", {"state": "all"})

        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        by_proof = {row["证明名称"]: row for row in rows}
        assert by_proof["卫生部门证明"]["地区数"] == "2"
        assert by_proof["卫生部门证明"]["怎样核查"] == "'=1+1"
        assert by_proof["经济困难的证明"]["本市现状"] == "本市也实行"
        assert by_proof["经济困难的证明"]["本市对应事项"] == "申请法律援助：经济困难证明（市司法局）"
        assert "编制：已公布" in by_proof["经济困难的证明"]["本市的理由"]

    def test_another_agency_sees_the_gaps_but_not_how_the_bureau_stands(self, loaded, browser):
        other = officer("other", "别家", loaded.police, Role.CATALOGUE_EDITOR)
        client = browser(other)

        rows = list(
            csv.DictReader(
                io.StringIO(client.get(f"{ADDRESS}file.csv", {"state": "all"}).content.decode("utf-8-sig"))
            )
        )
        assert {row["本市的理由"] for row in rows} == {""}
        assert "由该单位和主管部门查看" in text(client.get(page_of("经济困难的证明", "法律援助")))

    @pytest.mark.parametrize("who", ["zhou", "zhao", "sun", "zheng", "wang", "feng", "lin"])
    def test_who_has_no_business_with_the_catalogue_does_not_enter(self, loaded, browser, who):
        client = browser(getattr(loaded, who))
        for address in (ADDRESS, f"{ADDRESS}file.csv", f"{ADDRESS}only-here/", page_of(*HEIGHT)):
            assert client.get(address).status_code == 403

    def test_what_is_no_row_of_the_comparison_is_not_there(self, loaded, browser):
        client = browser(loaded.qian)
        assert client.get(f"{ADDRESS}999999/").status_code == 404
        assert client.post(page_of(*HEIGHT), {"act": "erase"}).status_code == 404
        assert (
            client.post(page_of(*HEIGHT), {"act": "same", "item": loaded.exempt_item.pk}).status_code == 404
        )

    def test_no_script_and_no_style_stands_in_the_pages(self, loaded, browser):
        client = browser(loaded.qian)
        for address in (ADDRESS, f"{ADDRESS}only-here/", page_of(*HEIGHT)):
            page = text(client.get(address))
            assert "<script>" not in page
            assert " style=" not in page
            assert " onclick=" not in page

    def test_the_list_costs_a_fixed_number_of_questions(self, loaded, browser, django_assert_max_num_queries):
        client = browser(loaded.qian)
        with django_assert_max_num_queries(16):
            client.get(ADDRESS, {"state": "all"})


class TestLoading:
    """A file of other places, by form; what cannot be read is refused with the reason and what to do."""

    def test_a_file_is_taken_in_and_compared_at_once(self, city, browser):
        answer = browser(city.qian).post(ADDRESS, {"file": upload()}, follow=True)

        assert "收下了 4 个地方的目录，已经逐项比对" in text(answer)
        assert OtherRow.objects.filter(compared_at=None).count() == 0

    def test_a_second_click_takes_nothing_in(self, city, browser):
        for _ in range(2):
            browser(city.qian).post(ADDRESS, {"file": upload()})

        assert (OtherCatalogue.objects.count(), OtherRow.objects.count()) == (4, 5)

    @pytest.mark.parametrize(
        ("file", "says"),
        [
            (None, "还没有选文件"),
            (upload(""), "文件是空的"),
            (upload("行政事项,证明名称,类别,来源\n甲,乙,A,丙\n"), "1 行没有写地区"),
            (upload("a,b\n1,2\n"), "表头缺少"),
            (
                upload("地区,行政事项,证明名称,类别,来源\n安徽省宿州市,甲,乙,A,丙\n"),
                "没有别的地方的事项",
            ),
            (upload(b"a" * (LARGEST_FILE + 1)), f"超过 {LARGEST_FILE // 1024 // 1024} MB"),
        ],
    )
    def test_what_cannot_be_taken_in_is_refused_with_the_reason(self, city, browser, file, says):
        if file is not None:
            file.seek(0)
        answer = browser(city.qian).post(ADDRESS, {"file": file} if file is not None else {})

        assert answer.status_code == 422
        assert says in text(answer)
        assert not OtherCatalogue.objects.exists()

    @pytest.mark.parametrize("who", ["wu", "li", "other"])
    def test_only_an_editor_of_the_bureau_in_charge_loads_and_compares_anew(self, city, browser, who):
        other = officer("other", "别家", city.police, Role.CATALOGUE_EDITOR)
        client = browser(other if who == "other" else getattr(city, who))

        assert 'name="file"' not in text(client.get(ADDRESS))
        answer = client.post(ADDRESS, {"file": upload()})
        assert answer.status_code == 409
        assert "全市共用" in text(answer)
        assert "全市共用" in text(client.post(ADDRESS, {"act": "compare"}, follow=True))
        assert not OtherCatalogue.objects.exists()

    def test_comparing_anew_says_how_many_stand_otherwise(self, loaded, browser):
        answer = browser(loaded.qian).post(ADDRESS, {"act": "compare"}, follow=True)

        assert "重新比对完毕，0 行有变化" in text(answer)


class TestOne:
    """One item of other places: the evidence, what it may be here and why, and four ways on."""

    def test_the_evidence_of_every_place_stands_there(self, loaded, browser):
        page = text(browser(loaded.qian).get(page_of(*HEIGHT)))

        for words in ("黑龙江省", "山东省", "当场签字", "个人诚信声明", "取消，改书面承诺", "公告2021年3月"):
            assert words in page

    def test_what_it_may_be_here_is_told_with_the_reasons_of_the_comparison_and_of_the_catalogue(
        self, loaded, browser
    ):
        page = text(browser(loaded.qian).get(page_of("经济困难证明")))

        assert "可能是同一项" in page
        assert "有一方没有写事项或者证明的名称" in page
        assert "本市写着的理由" in page
        assert "已公布" in page

    def test_yes_counts_at_once_and_a_second_click_changes_nothing(self, loaded, browser):
        client, address = browser(loaded.qian), page_of("经济困难证明")
        for _ in range(2):
            answer = client.post(address, {"act": "same", "item": loaded.item.pk}, follow=True)

        assert answer.status_code == 200
        assert "本市也实行" in text(client.get(address))
        assert OutsideDecision.objects.filter(kind="same").count() == 1

    def test_no_needs_a_reason_and_keeps_what_was_typed(self, loaded, browser):
        client, address = browser(loaded.qian), page_of("经济困难证明")

        answer = client.post(address, {"act": "different", "item": loaded.item.pk, "reason": "不"})
        assert answer.status_code == 422
        assert "理由至少写四个字" in text(answer)
        assert 'value="不"' in text(answer)
        for _ in range(2):
            answer = client.post(
                address, {"act": "different", "item": loaded.item.pk, "reason": "说的是学生资助"}, follow=True
            )
        assert OutsideDecision.objects.count() == 1
        assert "不是本市的“经济困难证明”" in text(answer)
        assert "本市没有" in text(answer)

    def test_what_was_taken_for_the_same_by_mistake_is_set_right(self, loaded, browser):
        client, address = browser(loaded.qian), page_of("经济困难的证明", "法律援助")

        assert "本市也实行" in text(client.get(address))
        client.post(address, {"act": "different", "item": loaded.item.pk, "reason": "说的是司法救助"})
        assert "本市也实行" not in text(client.get(address))

    def test_a_reason_is_written_anew_and_the_earlier_one_stays_on_record(self, loaded, browser):
        client = browser(loaded.qian)
        for reason in ("身高不再登记", "身高已经不作登记项目"):
            client.post(page_of(*HEIGHT), {"act": "decline", "reason": reason})

        page = text(client.get(page_of(*HEIGHT)))
        assert "身高不再登记" in page
        assert "身高已经不作登记项目" in page

    def test_declining_needs_a_reason_which_stays_in_the_list(self, loaded, browser):
        client = browser(loaded.qian)

        assert client.post(page_of(*HEIGHT), {"act": "decline", "reason": ""}).status_code == 422
        client.post(page_of(*HEIGHT), {"act": "decline", "reason": "身高已经不作登记项目"})
        assert "身高已经不作登记项目" in text(client.get(ADDRESS, {"state": "declined"}))
        assert "身高已经不作登记项目" in text(client.get(page_of(*HEIGHT)))

    def test_a_candidate_is_entered_once_and_its_page_leads_back_to_the_evidence(self, loaded, browser):
        client = browser(loaded.qian)
        asked = {"act": "take_up", "agency": loaded.police.pk, "matter": HEIGHT[1], "proof": HEIGHT[0]}
        for _ in range(2):
            answer = client.post(page_of(*HEIGHT), asked, follow=True)

        assert "已经列为候选" in text(answer)
        item = ProofItem.objects.get(name=HEIGHT[0])
        assert not ItemVersion.objects.filter(item=item).exists()
        page = text(client.get(f"/desk/catalogue/{item.slug}/"))
        assert "看外地怎样办、怎样核查" in page
        assert "参照黑龙江省" in page

    @pytest.mark.parametrize(
        ("changed", "says"),
        [
            ({"agency": ""}, "还没有选单位"),
            ({"agency": "999999"}, "没有这个单位"),
            ({"proof": ""}, "证明名称"),
            ({"matter": "长" * 121}, "最多 120 个字"),
        ],
    )
    def test_a_candidate_that_lacks_something_is_refused_field_by_field(self, loaded, browser, changed, says):
        asked = {"act": "take_up", "agency": loaded.police.pk, "matter": HEIGHT[1], "proof": HEIGHT[0]}
        answer = browser(loaded.qian).post(page_of(*HEIGHT), asked | changed)

        assert answer.status_code == 422
        assert says in text(answer)
        assert not ProofItem.objects.filter(name=HEIGHT[0]).exists()

    def test_an_editor_of_another_agency_takes_up_for_his_own_and_decides_nothing_for_the_city(
        self, loaded, browser
    ):
        client = browser(officer("other", "别家", loaded.police, Role.CATALOGUE_EDITOR))
        address = page_of(*HEIGHT)

        assert "全市共用" in text(client.get(address))
        assert client.post(address, {"act": "decline", "reason": "本市不采用这一项"}).status_code == 409
        refused = client.post(
            address,
            {"act": "take_up", "agency": loaded.bureau.pk, "matter": HEIGHT[1], "proof": HEIGHT[0]},
        )
        assert refused.status_code == 422
        taken = client.post(
            address,
            {"act": "take_up", "agency": loaded.police.pk, "matter": HEIGHT[1], "proof": HEIGHT[0]},
            follow=True,
        )
        assert "已经列为候选" in text(taken)

    @pytest.mark.parametrize("who", ["wu", "li"])
    def test_reviewers_and_the_justice_bureau_look_and_change_nothing(self, loaded, browser, who):
        client, address = browser(getattr(loaded, who)), page_of("经济困难证明")

        assert "只有目录编辑可以列为候选" in text(client.get(address))
        assert client.post(address, {"act": "same", "item": loaded.item.pk}).status_code == 409
        assert not OutsideDecision.objects.exists()
