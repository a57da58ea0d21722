"""Text is cut into fragments by which people find it, however they write it."""

import pytest

from yinuo.matters import search
from yinuo.matters.departments import agency_word
from yinuo.matters.syllables import SYLLABLES, cut, mended


def shared(item, query):
    grams, _ = search.for_item(item, "")
    return {gram for gram in search.of_query(query) if gram in grams}


@pytest.mark.parametrize(
    ("query", "gram"),
    [
        ("法律援助", "w:法律援助"),
        ("法援", "a:法援"),
        ("falv yuanzhu", "q:yuanzhu"),
        ("fa lü yuan zhu", "q:falv"),
        ("fǎlǜ", "q:falv"),
        ("falvyuanzhu", "q:lvyuan"),
        ("flyz", "i:flyz"),
        ("fy", "i:fy"),
        ("发绿圆住", "q:yuanzhu"),
        ("法律缓助", "c:法律"),
        ("falu", "f:falu"),
        ("ｆｌｙｚ", "i:flyz"),
        ("法", "u:法"),
    ],
)
def test_legal_aid_shares_a_fragment_with_every_way_of_writing_it(query, gram):
    assert gram in shared("申请法律援助", query)


@pytest.mark.parametrize("query", ["教資", "教师资各", "jaioshi zige", "jiaoshizige", "jiaosi", "jszg"])
def test_teachers_are_found_by_abbreviation_homophone_and_typing_error(query):
    assert shared("教师资格认定", query)


def test_nothing_is_searched_for_where_nothing_is_said():
    assert search.of_query("") == {}
    assert search.of_query(" ，。!?") == {}


def test_a_very_long_query_is_cut_and_stays_small():
    assert len(search.of_query("法律援助" * 5000)) < 400


def test_no_fragment_is_longer_than_its_column():
    grams, _ = search.for_item("a" * 500, "9" * 500, "重度残疾且无固定生活来源或者一户多残" * 5)
    assert max(map(len, grams)) <= search.LONGEST_GRAM


def test_rare_characters_have_fragments_too():
    assert shared("欧阳𬭎开办企业", "𬭎")


def test_a_character_with_two_readings_is_found_by_either():
    assert {"p:zhong", "p:chong"} <= set(search.for_item("重度残疾", "")[0])


def test_letters_are_cut_into_the_fewest_syllables():
    assert cut("xian") == ("xian",)
    assert cut("falvyuanzhu") == ("fa", "lv", "yuan", "zhu")
    assert cut("flyz") == ()
    assert len(SYLLABLES) > 390


@pytest.mark.parametrize("typed", ["jaioshi", "jiaaoshi", "jiaosih", "jiasohi"])
def test_two_exchanged_letters_or_one_too_many_are_mended(typed):
    assert ("jiao", "shi") in mended(typed)


@pytest.mark.parametrize(
    ("department", "matter", "word"),
    [
        ("公安机关（派出所户籍窗口）", "变更户口登记血型", "公安"),
        ("市司法局", "申请法律援助", "司法"),
        ("", "教师资格认定", "教育"),
        ("人力资源社会保障部人事考试中心/各地考试组织机构", "一级建造师资格考试报名", "人力资源"),
        ("法律援助机构", "公民申请法律援助", "法律援助"),
        ("", "未成年人办理出入境证件", "公安"),
        ("婚姻登记机关", "内地居民结婚登记", "民政"),
        ("", "股份有限公司登记", "市场监督"),
        ("", "无从知晓的事项", ""),
    ],
)
def test_a_department_points_to_the_body_of_the_city(department, matter, word):
    assert agency_word(department, matter) == word
