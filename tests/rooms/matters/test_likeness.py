"""Whether two places mean the same item: told from words, with reasons, and never sure where it cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.matters.likeness import Band, Named, compare, content
from yinuo_demo.bench.likeness import DEVELOPMENT, HELD_OUT, read, shares

pytestmark = pytest.mark.clause("2.1-a")

NAMES = sorted({(pair.one.matter, pair.one.proof) for name in (DEVELOPMENT, HELD_OUT) for pair in read(name)})


def test_what_is_called_the_same_is_the_same_in_at_least_ninety_five_of_a_hundred_cases():
    told = shares(read(DEVELOPMENT))

    assert len(read(DEVELOPMENT)) >= 200
    assert told.precision >= 0.95
    assert told.found >= 0.8
    assert told.shown >= 0.95


def test_pairs_written_before_they_were_compared_are_told_apart_nearly_as_well():
    told = shares(read(HELD_OUT))

    assert len(read(HELD_OUT)) >= 80
    assert told.precision >= 0.95
    assert told.shown >= 0.85


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (("内地居民结婚登记", "户口簿"), ("内地居民离婚登记", "户口簿"), "离婚"),
        (("一级建造师资格考试报名", "学历证明"), ("二级建造师资格考试报名", "学历证明"), "二级"),
        (("社会团体登记", "场所使用权证明"), ("社会团体注销登记", "场所使用权证明"), "注销"),
        (("失业登记", "劳动关系证明"), ("失业登记", "解除劳动关系证明"), "解除"),
        (("未满18周岁公民变更民族", "户口簿"), ("年满十八周岁公民变更民族", "户口簿"), "年满"),
    ],
)
def test_words_that_exclude_each_other_decide_against_however_much_else_agrees(one, other, why):
    found = compare(Named(*one), Named(*other))

    assert found.band is Band.NONE
    assert why in found.because[0]


def test_writing_a_thing_otherwise_makes_no_other_thing():
    found = compare(
        Named("未满18周岁公民变更民族成份", "父母户口本"),
        Named("未满十八周岁的公民变更民族成份", "父母户口簿"),
    )

    assert (found.band, found.score) == (Band.SAME, 1.0)


def test_a_missing_name_makes_two_items_perhaps_the_same_and_never_surely():
    found = compare(Named("", "无犯罪记录证明"), Named("律师执业核准", "无犯罪记录证明"))

    assert found.band is Band.MAYBE
    assert found.because[0] == "有一方没有写事项或者证明的名称"
    assert compare(Named("", ""), Named("律师执业核准", "无犯罪记录证明")).band is Band.NONE


def test_what_one_side_narrows_is_left_to_a_person():
    found = compare(
        Named("申请法律援助", "经济困难证明"), Named("申请法律援助（享受特困供养待遇）", "经济困难证明")
    )

    assert found.band is Band.MAYBE
    assert "只有一方限于“享受特困供养待遇”" in found.because


def test_the_same_article_and_issuer_speak_for_the_same_item():
    one = Named("律师执业核准", "无犯罪记录证明", "公安机关", "《中华人民共和国律师法》第七条")
    other = Named("律师执业许可", "未受过刑事处罚的证明", "公安机关", "《律师法》第七条")

    assert "设定依据都是《律师法》第七条" in compare(one, other).because
    assert "开具单位都有“公安机关”" in compare(one, other).because


def test_which_words_met_and_which_differ_is_told():
    found = compare(Named("申领居住证", "就业证明"), Named("申领居住证", "就读证明"))

    assert (found.met, found.here, found.there) == (("居住证",), ("就业",), ("就读",))
    assert "证明名称这边另有“就业”，那边另有“就读”" in found.because


def test_only_words_that_carry_meaning_are_compared():
    assert content("由医疗机构出具的有关身体条件的证明材料") == ["体检"]
    assert content("申请办理有关证明材料") == []


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_it_does_not_matter_which_side_is_named_first(one, other):
    there, back = compare(Named(*one), Named(*other)), compare(Named(*other), Named(*one))

    assert (there.band, there.score, set(there.met)) == (back.band, back.score, set(back.met))


@given(st.sampled_from(NAMES))
def test_an_item_is_like_itself(name):
    assert compare(Named(*name), Named(*name)).band is Band.SAME


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_compared_and_a_score_stays_between_nothing_and_all(a, b, c, d):
    found = compare(Named(a, b), Named(c, d))

    assert 0 <= found.score <= 1
