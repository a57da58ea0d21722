"""Advice on unclear words becomes a text that can be taken over by one press."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.rewriting import Proposal, proposals
from yinuo.law.wording import CATCH_ALL, PERIOD, VAGUE, Remark, check_wording

DATA = files("yinuo_demo").joinpath("data", "wording")


def offered(text, field=""):
    return [one.applied(text) for remark in check_wording(text, field) for one in proposals(text, remark)]


@pytest.mark.clause("2.3-b")
@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("本人身份证以及其他有关材料", "本人身份证"),
        ("身份证、户口簿等材料", "身份证、户口簿"),
        ("身份证，户口簿，其他材料。", "身份证，户口簿。"),
        ("身份证、其他证明材料，营业执照", "身份证，营业执照"),
    ],
)
def test_what_is_left_open_may_be_left_out_with_what_leads_to_it(text, becomes):
    assert offered(text, "材料要求")[0] == becomes


@pytest.mark.clause("2.3-b")
def test_an_example_in_the_advice_can_be_taken_over():
    remark = Remark(4, 6, PERIOD, "没有写明几天。", "请写明天数，如“3个工作日内”；当场能办的，写“当场”。")

    assert [one.words for one in proposals("签署以后尽快核查", remark)] == ["3个工作日内", "当场"]
    assert proposals("签署以后尽快核查", remark)[0].applied("签署以后尽快核查") == "签署以后3个工作日内核查"


def test_two_ways_to_write_a_period_are_two_proposals():
    remark = Remark(0, 2, PERIOD, "没有写明。", "请写成“7个工作日”或者“7个自然日”。")

    assert [one.words for one in proposals("7天内办结", remark)] == ["7个工作日", "7个自然日"]


@pytest.mark.parametrize(
    "advice",
    ["请把“较低”换成数字，如人数。", "请写出哪几种情况算“较低”，逐项列出。", "请写出可以核对的标准。"],
)
def test_words_the_advice_only_speaks_of_are_not_proposed(advice):
    assert proposals("家庭收入较低", Remark(4, 6, VAGUE, "没有数。", advice)) == ()


def test_a_text_that_would_be_empty_is_not_proposed():
    assert proposals("其他材料", Remark(0, 4, CATCH_ALL, "没有名。", "删去这几个字。")) == ()


TEXTS = st.text(alphabet="本人身份证以及其他有关材料等、，。；较低及时", min_size=1, max_size=24)
ADVICE = st.sampled_from(["请写成“3个工作日”或者“当场”。", "请逐项写明；删去这几个字。", "请写出标准。"])


@given(TEXTS, st.data())
def test_a_proposal_changes_its_place_and_nothing_else(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    kind = data.draw(st.sampled_from([CATCH_ALL, VAGUE, PERIOD]))
    remark = Remark(start, end, kind, "没有写明。", data.draw(ADVICE))

    for one in proposals(text, remark):
        assert one.start <= start < end <= one.end
        assert one.applied(text) == text[: one.start] + one.words + text[one.end :] != text
        assert isinstance(one, Proposal)


@pytest.mark.clause("2.3-b")
def test_a_whole_catch_all_line_of_a_list_goes_with_its_number():
    text = "（一）身份证；（二）法律、行政法规规定的其他文件、资料。"

    assert offered(text, "材料要求")[0] == "（一）身份证。"


@pytest.mark.clause("2.3-b")
def test_a_proposal_for_a_labelled_sentence_never_leaves_more_to_remark_on():
    with (DATA / "vague_labelled.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    tried = 0
    for text in texts:
        found = check_wording(text)
        for remark in found:
            for one in proposals(text, remark)[:1]:
                tried += 1
                assert len(check_wording(one.applied(text))) <= len(found), (text, one)
    assert tried >= 5
