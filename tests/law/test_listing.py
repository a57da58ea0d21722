"""What a legal reader marks in a list of proof items, and what he leaves alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.levels import Level, cited_texts
from yinuo.law.listing import Kind, ListedItem, lint, lint_one
from yinuo.law.naming import bodies_in, licences_in, matter_stem, own_papers_in, proof_stem
from yinuo.law.scope import VILLAGE_COMMITTEE_MAY_NOT_ISSUE

TODAY = date(2026, 6, 1)
GOOD = ListedItem(
    key="hardship",
    name="经济困难证明",
    matter="申请法律援助",
    purpose="家庭人均收入低于当地低保标准",
    issuer="乡镇人民政府、街道办事处",
    basis="《中华人民共和国法律援助法》第四十一条",
    agency="宿州市司法局",
    uses_a_year=1200,
    days_to_get=3,
    trips_to_get=2,
    effort_source="2025年办件统计",
)


def kinds(item, **changed):
    return {remark.kind for remark in lint_one(replace(item, **changed), on=TODAY)}


def remark_on(**changed):
    (remark,) = lint_one(replace(GOOD, **changed), on=TODAY)
    return remark


@pytest.mark.clause("2.1-a")
def test_a_line_in_order_gets_no_remark():
    assert lint((GOOD,), on=TODAY) == ()


@pytest.mark.parametrize("basis", ["", "  ", "国家有关规定", "按惯例"])
def test_a_line_without_any_text_lacks_its_basis(basis):
    assert kinds(GOOD, basis=basis) == {Kind.NO_BASIS}


def test_a_law_without_its_article_is_named():
    found = remark_on(basis="《广东省法律援助条例》")

    assert (found.kind, found.field, found.sure) == (Kind.NO_ARTICLE, "basis", True)
    assert "广东省法律援助条例" in found.reason


@pytest.mark.parametrize(
    "basis",
    [
        "《机动车登记规定》第十二条第（五）项",
        "《某某认定办法》（教育部令第10号）第三条",
        "财税〔2016〕23号第一条",
        "教办〔2017〕5号",
        "《关于做好某项工作的通知》第二条",
        "国办发〔2020〕42号",
    ],
)
def test_a_rule_or_a_document_alone_is_not_enough(basis):
    found = remark_on(basis=basis)

    assert (found.kind, found.sure) == (Kind.LOW_BASIS, True)
    assert found.citation.place == "第四十四条第一款"


def test_a_title_that_does_not_tell_its_level_asks_somebody_to_look():
    found = remark_on(basis="《某某市场管理办法》第三条")

    assert (found.kind, found.sure) == (Kind.LOW_BASIS, False)


def test_a_register_of_texts_may_tell_the_level_of_a_title():
    known = {"某某市场管理办法": Level.REGULATION}
    item = replace(GOOD, basis="《某某市场管理办法》第三条")

    assert lint_one(item, on=TODAY, known=known) == ()


@pytest.mark.parametrize(
    "basis",
    [
        "《税收征收管理法》第二十五条；财税〔2016〕23号第一条",
        "《社会救助暂行办法》（国务院令第649号）第六十八条",
        "《安徽省法律援助条例》第十条",
        "《国务院对确需保留的行政审批项目设定行政许可的决定》附件第75项",
        "《中华人民共和国民法典》第一千零四十九条",
        "国发〔2016〕9号",
    ],
)
def test_one_text_of_sufficient_level_is_enough(basis):
    assert kinds(GOOD, basis=basis) == set()


def test_the_texts_of_a_basis_are_told_apart_with_level_and_place():
    found = cited_texts("《护照法》第六条；公通字〔2003〕13号；《〈教师资格条例〉实施办法》")

    assert [(text.name, text.level, text.placed) for text in found] == [
        ("护照法", Level.LAW, True),
        ("公通字〔2003〕13号", Level.DOCUMENT, True),
        ("〈教师资格条例〉实施办法", Level.RULE, False),
    ]


@pytest.mark.parametrize(
    "name", ["父母居民身份证", "户口簿", "营业执照（副本）", "水平能力测试成绩合格证", "不动产权证书复印件"]
)
def test_a_licence_the_person_holds_is_no_proof(name):
    assert remark_on(name=name).kind is Kind.LICENCE


@pytest.mark.parametrize(
    "name",
    ["居住证明", "资格证明", "身份证遗失证明", "没有取得驾驶证的证明", "营业执照注销证明", "无犯罪记录证明"],
)
def test_a_proof_about_a_licence_is_none(name):
    assert licences_in(name) == ()


def test_a_proof_of_identity_asks_whether_a_card_would_do():
    found = remark_on(name="安全责任人的身份证明")

    assert (found.kind, found.sure) == (Kind.LICENCE, False)


@pytest.mark.parametrize("name", ["法律援助申请书", "个人承诺书", "授权委托书", "申请人简历", "情况说明"])
def test_what_the_applicant_writes_himself_is_no_proof(name):
    assert remark_on(name=name).kind is Kind.OWN_PAPER


@pytest.mark.parametrize("name", ["单位出具的情况说明", "学校盖章的登记表", "收入证明"])
def test_what_others_write_is_left_alone(name):
    assert own_papers_in(name) == ()


@pytest.mark.parametrize("purpose", ["申请法律援助", "法律援助", "办理 法律援助", "申请《法律援助》"])
def test_a_purpose_that_repeats_the_matter_says_nothing(purpose):
    assert remark_on(purpose=purpose).kind is Kind.PURPOSE


def test_a_purpose_or_an_issuer_left_empty_is_asked_for():
    assert kinds(GOOD, purpose="", issuer=" ") == {Kind.NO_PURPOSE, Kind.NO_ISSUER}


@pytest.mark.clause("2.1-a")
@pytest.mark.parametrize("name", VILLAGE_COMMITTEE_MAY_NOT_ISSUE)
def test_no_village_is_asked_for_what_it_may_not_issue(name):
    found = [
        remark
        for remark in lint_one(replace(GOOD, name=name, issuer="村（居）民委员会"), on=TODAY)
        if remark.kind is Kind.ISSUER
    ]

    assert found[0].sure
    assert found[0].citation.law.key == "village_list"


def test_a_longer_name_that_holds_a_listed_one_asks_somebody_to_look():
    found = remark_on(name="本人婚姻状况和抚养能力等情况的证明", issuer="村民委员会")

    assert (found.kind, found.sure) == (Kind.ISSUER, False)


@pytest.mark.parametrize(
    ("agency", "issuer", "sure"),
    [
        ("宿州市公安局", "公安机关", True),
        ("宿州市司法局", "宿州市司法局", True),
        ("宿州市教育局", "教育行政部门或者指定的医院", False),
    ],
)
def test_who_asks_does_not_issue_for_himself(agency, issuer, sure):
    found = remark_on(agency=agency, issuer=issuer)

    assert (found.kind, found.sure) == (Kind.OWN_ISSUER, sure)


def test_the_asker_of_the_source_counts_before_the_body_of_the_matter():
    assert kinds(GOOD, agency="宿州市公安局", asker="宿州市司法局", issuer="公安机关") == set()


def test_retained_items_say_why():
    assert remark_on(retained=True).kind is Kind.UNREASONED
    assert kinds(GOOD, retained=True, retained_because="直接关系公共安全") == set()


def test_questions_not_answered_and_wrong_codes_are_marked():
    assert remark_on(tested=False).kind is Kind.UNTESTED
    found = remark_on(code_faults=("基本编码应为12位数字，现有11位。",))
    assert (found.kind, found.reason) == (Kind.CODE, "基本编码应为12位数字，现有11位。")


@pytest.mark.clause("2.1-a")
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"uses_a_year": 99_999_999}, "uses_a_year"),
        ({"uses_a_year": 0}, "uses_a_year"),
        ({"days_to_get": 400}, "days_to_get"),
        ({"trips_to_get": 21}, "trips_to_get"),
        ({"effort_source": " "}, "effort_source"),
    ],
)
def test_numbers_that_cannot_be_or_come_from_nowhere_are_marked(changed, field):
    found = remark_on(**changed)

    assert (found.kind, found.field, found.sure) == (Kind.EFFORT, field, False)


def test_cancelled_proofs_are_not_read():
    assert lint((replace(GOOD, cancelled=True, basis="", name="身份证"),), on=TODAY) == ()


@pytest.mark.parametrize(
    ("matter", "name"),
    [
        ("法律援助", "经济困难的证明"),
        ("申请法律援助", "经济困难证明材料"),
        ("办理法律援助", "有关经济困难情况的证明文件"),
        ("申请 法律援助", "经济困难　证明"),
    ],
)
def test_one_proof_written_two_ways_is_a_double(matter, name):
    found = lint((GOOD, replace(GOOD, key="other", matter=matter, name=name)), on=TODAY)

    assert [(remark.kind, remark.key, remark.others) for remark in found] == [
        (Kind.DOUBLE, "hardship", ("other",)),
        (Kind.DOUBLE, "other", ("hardship",)),
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "经济困难证明（领取最低生活保障金）"},
        {"matter": "律师执业核准"},
        {"agency": "灵璧县司法局"},
        {"cancelled": True},
    ],
)
def test_another_situation_matter_or_body_is_no_double(changed):
    assert lint((GOOD, replace(GOOD, key="other", **changed)), on=TODAY) == ()


def _asks(key, agency, issuer):
    return replace(GOOD, key=key, matter=f"事项{key}", name="亲属关系证明", agency=agency, issuer=issuer)


def test_bodies_that_send_people_to_each_other_make_a_circle():
    police, notary = _asks("1", "公安局", "公证处"), _asks("2", "公证处", "公安机关")
    found = lint((GOOD, police, notary), on=TODAY)

    assert [(remark.kind, remark.key, remark.others) for remark in found] == [
        (Kind.CIRCLE, "1", ("2",)),
        (Kind.CIRCLE, "2", ("1",)),
    ]


def test_a_circle_of_three_is_found_and_who_only_leads_into_it_is_left_alone():
    items = (
        _asks("1", "银行", "公证处"),
        _asks("2", "公证处", "公安机关"),
        _asks("3", "公安局", "街道办事处"),
        _asks("4", "街道办事处", "公证处"),
    )

    assert [(remark.key, remark.kind) for remark in lint(items, on=TODAY)] == [
        ("2", Kind.CIRCLE),
        ("3", Kind.CIRCLE),
        ("4", Kind.CIRCLE),
    ]


def test_other_proofs_close_no_circle():
    one, other = _asks("1", "公安局", "公证处"), _asks("2", "公证处", "公安机关")

    assert lint((one, replace(other, name="婚姻状况证明")), on=TODAY) == ()


NAMES = st.sampled_from(["经济困难证明", "身份证", "亲属关系证明", "申请书", "收入证明", ""])
BODIES = st.sampled_from(["公安局", "公证处", "街道办事处", "村民委员会", "银行", ""])
LISTS = st.lists(
    st.builds(
        ListedItem,
        key=st.just(""),
        name=NAMES,
        matter=st.sampled_from(["申请法律援助", "法律援助", "落户"]),
        purpose=st.sampled_from(["", "法律援助", "说明收入"]),
        issuer=BODIES,
        basis=st.sampled_from(["", "《法律援助法》第四十一条", "《某办法》第一条", "教办〔2017〕5号"]),
        agency=BODIES,
        cancelled=st.booleans(),
        retained=st.booleans(),
    ),
    max_size=12,
).map(lambda items: [replace(item, key=str(number)) for number, item in enumerate(items)])


@given(LISTS, st.randoms(use_true_random=False))
def test_the_order_of_a_list_changes_no_remark(items, chance):
    shuffled = list(items)
    chance.shuffle(shuffled)

    def told(found):
        return sorted((remark.key, remark.kind, remark.field, sorted(remark.others)) for remark in found)

    assert told(lint(items, on=TODAY)) == told(lint(shuffled, on=TODAY))


@given(LISTS)
def test_every_remark_names_an_item_that_is_asked_for_a_reason_an_article_and_what_to_do(items):
    asked = {item.key for item in items if not item.cancelled}

    for remark in lint(items, on=TODAY):
        assert remark.key in asked
        assert set(remark.others) <= asked - {remark.key}
        assert remark.reason.endswith("。")
        assert remark.instead.endswith("。")
        assert remark.citation.text


@given(LISTS)
def test_a_circle_or_a_double_is_told_to_all_it_concerns(items):
    found = [remark for remark in lint(items, on=TODAY) if remark.others]
    told = {(remark.key, remark.kind) for remark in found}

    assert all((other, remark.kind) in told for remark in found for other in remark.others)


@given(LISTS, LISTS)
def test_a_longer_list_keeps_every_remark_of_the_shorter(items, more):
    renamed = [replace(item, key=f"more-{item.key}") for item in more]

    def told(found):
        return {(remark.key, remark.kind, remark.field) for remark in found}

    assert told(lint(items, on=TODAY)) <= told(lint([*items, *renamed], on=TODAY))


@given(st.text(max_size=30))
def test_a_stem_is_empty_only_where_a_name_holds_nothing_but_signs(name):
    assert proof_stem(name) or not any(sign.isalnum() for sign in name)
    assert matter_stem(name) or not any(sign.isalnum() for sign in name)


@given(st.text(alphabet="经济困难家庭收入学历", min_size=1, max_size=8))
def test_a_proof_is_the_same_however_its_paper_is_called(name):
    for paper in ("证明", "的证明", "证明材料", "证明文件", "情况的证明材料"):
        assert proof_stem(f"{name}{paper}") == proof_stem(name)
    assert matter_stem(f"申请{name}") == matter_stem(name)


def test_a_body_is_known_by_the_names_it_goes_by():
    assert bodies_in("公安派出所") == bodies_in("宿州市公安局")
    assert bodies_in("社区居民委员会（取消出具）") == frozenset()
    assert bodies_in("某某研究会") == frozenset()
