"""A basis as departments write it is read into references, written back in one form, and mended in place."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yinuo.law.citing import (
    WHOLE,
    Place,
    Reference,
    Touch,
    known_as,
    level_by_name,
    mended,
    read,
    title_parts,
    touches,
    write,
)
from yinuo.law.citing.numerals import number_of
from yinuo.law.grammar import article_numeral
from yinuo.law.texts import ALL_CITATIONS

pytestmark = pytest.mark.clause("3.2-b")

CATALOGUE = Path(__file__).parents[2] / "src" / "yinuo_demo" / "data" / "catalogue_real.csv"

places = st.builds(
    Place,
    article=st.integers(1, 1300),
    sub=st.sampled_from((0, 0, 0, 1, 2)),
    paragraph=st.integers(0, 12),
    item=st.integers(0, 30),
    point=st.just(0),
)
ranges = st.builds(
    lambda first, more: Place(article=first, until=first + more), st.integers(1, 300), st.integers(1, 50)
)
headings = st.sampled_from(
    [
        Place(part="二（二）"),
        Place(part="三（一）"),
        Place(part="附件1"),
        Place(part="第三章"),
        Place(part="第二章第一节", article=9),
    ]
)
texts = st.sampled_from(
    [
        ("中华人民共和国法律援助法", ""),
        ("法律援助条例", "国务院令第385号"),
        ("〈教师资格条例〉实施办法", "教育部令第10号"),
        ("机动车驾驶证申领和使用规定", ""),
        ("社会保险办法（试行）", "人社部发〔2019〕7号"),
        ("", "国办发〔2020〕42号"),
        ("", "财税〔2016〕23号"),
        ("", "国家税务总局公告2021年第21号"),
        ("", "交通运输部令2021年第3号"),
    ]
)
one_of_a_text = st.builds(
    lambda text, place: Reference(*text, place), texts, places | ranges | headings | st.just(WHOLE)
)
bases = st.lists(one_of_a_text, min_size=1, max_size=8)


def targets(source):
    return [one.target for one in read(source).references]


@given(st.integers(1, 9999))
def test_every_number_is_read_as_it_is_written(number):
    assert number_of(article_numeral(number)) == number
    assert number_of(str(number)) == number


@given(bases)
def test_what_is_written_is_read_again_and_nothing_is_left(wanted):
    written = write(wanted)
    assert targets(written) == [one.target for one in wanted]
    assert read(written).whole


@given(bases)
def test_the_one_form_does_not_change_when_it_is_read_and_written_again(wanted):
    assert write(read(write(wanted)).references) == write(wanted)


@given(
    st.lists(
        st.sampled_from([*"《》〈〉第条款项（）、；，。至本法〔2020〕号令12一二十百 的规定附件及其\n“”"]),
        max_size=60,
    ).map("".join)
)
@settings(max_examples=400)
def test_whatever_is_typed_is_read_without_a_fault_and_every_span_lies_in_it(source):
    reading = read(source)
    for one in reading.references:
        assert source[one.start : one.end] == one.said
        assert one.title or one.number or not one.place.whole
    assert all(0 <= start < end <= len(source) for start, end in reading.unread)


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("《中华人民共和国法律援助法》第四十一条第一款、第四十二条；《法律援助条例》（国务院令第385号）第十七条第（二）项", "《中华人民共和国法律援助法》第四十一条第一款、第四十二条；《法律援助条例》（国务院令第385号）第十七条第（二）项"),
        ("《娱乐场所管理条例》第九条第二、三款", "《娱乐场所管理条例》第九条第二款、第三款"),
        ("《律师法》第６条第(3)项", "《律师法》第六条第（三）项"),
        ("《律师法》第 6 条 第 3 项", "《律师法》第六条第（三）项"),
        ("《律师法》第十条至第十二条", "《律师法》第十条至第十二条"),
        ("《律师法》第9-11条", "《律师法》第九条至第十一条"),
        ("《律师法》第六条第（一）至（三）项", "《律师法》第六条第（一）项、第（二）项、第（三）项"),
        ("《律师法》第六条第一款至第三款", "《律师法》第六条第一款、第二款、第三款"),
        ("《律师法》第六、八条", "《律师法》第六条、第八条"),
        ("《刑法》第一百三十三条之一第二款", "《刑法》第一百三十三条之一第二款"),
        ("皖政办[2020]25号第二条、国办发﹝2020﹞42号", "皖政办〔2020〕25号第二条、国办发〔2020〕42号"),
        ("国办发（2020）42号文件第三条", "国办发〔2020〕42号第三条"),
        ("令第36号", "令第36号"),
        ("国家发展改革委2025年第36号令", "国家发展改革委令2025年第36号"),
        ("中华人民共和国国务院令第三百八十五号", "国务院令第385号"),
        ("国办发〔2020〕42号《关于推行告知承诺制的指导意见》", "《关于推行告知承诺制的指导意见》（国办发〔2020〕42号）"),
        ("依据行政许可法第12条；民法典第一千零七十条", "《行政许可法》第十二条；《民法典》第一千零七十条"),
        ("机动车驾驶证申领和使用规定第二十三条", "《机动车驾驶证申领和使用规定》第二十三条"),
        ("本条例第五条", "本条例第五条"),
        ("《法律援助条例》第五条、本条例第七条", "《法律援助条例》第五条、第七条"),
        ("《税收征收管理法》第二十五条及其实施细则第三十二条", "《税收征收管理法》第二十五条；《税收征收管理法实施细则》第三十二条"),
        ("《不动产登记暂行条例》（以下简称《条例》）第十六条；《条例》第二十条", "《不动产登记暂行条例》第十六条、第二十条"),
        ("《某某办法》（2018年修正）第三条", "《某某办法》第三条"),
        ("《社会保险办法》（试行）第三条", "《社会保险办法（试行）》第三条"),
        ("《甲条例》（2003年12月10日国务院令第395号公布 根据2016年2月6日《国务院关于修改部分行政法规的决定》修订）第二条", "《甲条例》（国务院令第395号）第二条"),
        ("宿政办秘〔2021〕7号 二（二）、二（六）", "宿政办秘〔2021〕7号 二（二）、二（六）"),
        ("1.《律师法》第六条\n2.《公证法》第二十五条", "《律师法》第六条；《公证法》第二十五条"),
        ("法律：《律师法》第六条；部门规章：《律师执业管理办法》第十一条", "《律师法》第六条；《律师执业管理办法》第十一条"),
        ("《律师法》第六条：“申请律师执业，应当依照《行政许可法》第三十一条提交材料”。", "《律师法》第六条"),
        ("《〈教师资格条例〉实施办法》（教育部令第10号）第十二条", "《〈教师资格条例〉实施办法》（教育部令第10号）第十二条"),
        ("《《教师资格条例》实施办法》第十二条", "《〈教师资格条例〉实施办法》第十二条"),
    ],
)  # fmt: skip
def test_departments_write_the_same_in_many_ways(source, written):
    reading = read(source)
    assert reading.whole, reading.rest
    if "、国办发" in written:  # two texts: apart by a semicolon in the one form
        written = written.replace("、国办发", "；国办发")
    assert write(reading.references) == written


@pytest.mark.parametrize(
    ("source", "rest"),
    [
        ("《律师法》第六条等规定", "等规定"),
        ("有关法律法规", "有关法律法规"),
        ("申请人应当依照行政许可法第十二条提交", "申请人应当依照"),
        ("《律师法第六条", "《"),
        ("《律师法》第六条第零款", "第零款"),
    ],
)
def test_what_cannot_be_read_is_shown_and_not_guessed(source, rest):
    reading = read(source)
    assert not reading.whole
    assert rest in reading.rest


def test_words_that_lead_to_a_number_are_no_part_of_it():
    reading = read("来源目录未载明设定依据；本市以宿政办秘〔2021〕7号 二（一）为实行告知承诺的依据")
    assert [one.label for one in reading.references] == ["宿政办秘〔2021〕7号 二（一）"]
    assert reading.rest == ("来源目录未载明设定依据；本市以", "为实行告知承诺的依据")


def test_an_empty_basis_names_nothing():
    assert read("").references == ()
    assert not read("").whole


def test_every_basis_of_the_real_catalogue_is_read_whole():
    with CATALOGUE.open(encoding="utf-8") as file:
        cells = [row["legal_basis"] for row in csv.DictReader(file) if row["legal_basis"]]
    left = {cell: read(cell).rest for cell in cells if not read(cell).whole}
    assert len(cells) == 62
    assert left == {}
    assert all(targets(write(read(cell).references)) == targets(cell) for cell in cells)


def test_every_numbered_article_our_rules_cite_is_read_in_its_place():
    cited = [citation for citation in ALL_CITATIONS if citation.place.startswith("第")]
    assert len(cited) > 30
    for citation in cited:
        [found] = read(f"《{citation.law.title}》{citation.place}").references
        assert found.place.article
        assert found.place.written() == citation.place


# --- titles -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中华人民共和国律师法", "律师法"),
        ("律师法（2017年修正）", "律师法"),
        ("律师法(2017修订版)", "中华人民共和国律师法"),
        ("《教师资格条例》实施办法", "〈教师资格条例〉实施办法"),
        ("道路 交通安全法", "道路交通安全法"),
        ("社会保险办法（试行）（2019年修订）", "社会保险办法(试行)"),
    ],
)
def test_one_text_under_two_spellings_has_one_key(one, other):
    assert known_as(one) == known_as(other)


def test_what_is_on_trial_is_not_what_takes_its_place():
    assert known_as("信用修复管理办法（试行）") != known_as("信用修复管理办法")
    assert title_parts("信用修复管理办法（试行）").name == "信用修复管理办法"
    assert title_parts("社会救助暂行办法").name == "社会救助暂行办法"


@given(st.text(max_size=40))
def test_the_key_of_a_key_is_the_key(title):
    assert known_as(known_as(title)) == known_as(title)


@pytest.mark.parametrize(
    ("title", "number", "level"),
    [
        ("律师法", "", "law"),
        ("中华人民共和国民法典", "", "law"),
        ("社会救助暂行办法", "", ""),
        ("社会救助暂行办法", "国务院令第649号", "administrative_regulation"),
        ("法律援助条例", "", "administrative_regulation"),
        ("城市道路管理条例", "", "administrative_regulation"),
        ("市场主体登记管理条例", "", "administrative_regulation"),
        ("广东省法律援助条例", "", "local_regulation"),
        ("深圳经济特区社会信用条例", "", "local_regulation"),
        ("宿州市市容治理条例", "", "local_regulation"),
        ("国务院对确需保留的行政审批项目设定行政许可的决定", "", "state_council_decision"),
        ("", "皖政办〔2020〕25号", "normative_document"),
        ("〈教师资格条例〉实施办法", "教育部令第10号", "department_rules"),
        ("机动车登记规定", "", ""),
    ],
)
def test_a_name_says_the_rank_only_where_the_law_of_names_does(title, number, level):
    assert level_by_name(title, number) == level


# --- touching -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "cited", "touch"),
    [
        (Place(article=41), Place(article=41), Touch.YES),
        (Place(article=41, paragraph=1), Place(article=41), Touch.YES),
        (Place(article=41), Place(article=41, paragraph=1), Touch.YES),
        (Place(article=41, paragraph=1), Place(article=41, paragraph=2), Touch.NO),
        (Place(article=41, item=2), Place(article=41, item=3), Touch.NO),
        (Place(article=41), Place(article=42), Touch.NO),
        (Place(article=133, sub=1), Place(article=133), Touch.NO),
        (Place(article=11), Place(article=10, until=12), Touch.YES),
        (Place(article=13), Place(article=10, until=12), Touch.NO),
        (WHOLE, Place(article=1), Touch.YES),
        (Place(article=1), WHOLE, Touch.MAYBE),
        (Place(article=8), Place(part="第二章"), Touch.MAYBE),
        (Place(part="第二章", article=8), Place(article=8), Touch.YES),
        (Place(part="二（二）"), Place(part="二（六）"), Touch.NO),
        (Place(part="附件1", article=3), Place(article=3), Touch.NO),
    ],
)
def test_a_change_touches_what_rests_on_it_and_nothing_else(changed, cited, touch):
    assert touches(changed, cited) is touch


@given(places | ranges | headings)
def test_a_place_touches_itself_and_the_whole_touches_every_place(place):
    assert touches(place, place) in {Touch.YES, Touch.MAYBE}
    assert touches(WHOLE, place) is Touch.YES


# --- mending ------------------------------------------------------------------------------------------------


def replacing(old, *new):
    """What takes the place of one target."""
    return lambda one: new if one.target == old.target else None


LAW = "法律援助条例"


@pytest.mark.parametrize(
    ("source", "old", "new", "after"),
    [
        (
            "《法律援助条例》第一条、第二条、第三条",
            Place(article=2),
            "《法律援助法》第九条",
            "《法律援助条例》第一条、《法律援助法》第九条、《法律援助条例》第三条",
        ),
        (
            "《法律援助条例》第一条、第二条",
            Place(article=2),
            "《法律援助条例》第五条",
            "《法律援助条例》第一条、第五条",
        ),
        ("《法律援助条例》第一条、第二条", Place(article=1), "", "《法律援助条例》第二条"),
        (
            "《法律援助条例》第一条、第二条；《律师法》第六条",
            Place(article=2),
            "",
            "《法律援助条例》第一条；《律师法》第六条",
        ),
        ("《律师法》第六条；《法律援助条例》第一条", Place(article=1), "", "《律师法》第六条"),
        (
            "《法律援助条例》第九条第二、三款",
            Place(article=9, paragraph=2),
            "",
            "《法律援助条例》第九条第三款",
        ),
        (
            "依据《法律援助条例》第一条等规定",
            Place(article=1),
            "《律师法》第六条",
            "依据《律师法》第六条等规定",
        ),
        ("《法律援助条例》第一条", Place(article=1), "", ""),
    ],
)
def test_a_reference_is_replaced_and_the_rest_stands(source, old, new, after):
    done = mended(source, replacing(Reference(LAW, "", old), *read(new).references))
    assert done.text == after
    assert done.changed == 1
    assert done.left == len(read(after).references)


@given(bases)
def test_where_nothing_changes_every_word_stays(wanted):
    source = write(wanted)
    assert mended(source, lambda _one: None).text == source


@given(bases, st.data())
def test_what_is_mended_says_what_was_meant(wanted, data):
    gone = data.draw(st.sampled_from(wanted))
    new = Reference("新法", "", Place(article=7))
    after = mended(write(wanted), replacing(gone, new)).text
    meant = [new.target if one.target == gone.target else one.target for one in wanted]
    assert targets(after) == meant


@given(bases, st.data())
def test_what_falls_away_is_gone_and_the_others_are_still_there(wanted, data):
    gone = data.draw(st.sampled_from(wanted))
    after = mended(write(wanted), replacing(gone)).text
    assert targets(after) == [one.target for one in wanted if one.target != gone.target]
