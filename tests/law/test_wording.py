"""The checker against our own labelled sentences; some are quoted from statutes, some made up, each says which."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.wording import CATCH_ALL, PERIOD, REFERENCE, VAGUE, check_wording

DATA = Path(__file__).parent / "data"
KINDS = {CATCH_ALL, PERIOD, REFERENCE, VAGUE}
FIELDS = [
    "",
    "材料要求",
    "许可条件",
    "适用条件",
    "证明内容",
    "核查方式",
    "法律责任",
    "设定依据",
    "办理时限",
    "公开时限",
]


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(text, field=""):
    return [(text[r.start : r.end], r.kind) for r in check_wording(text, field)]


@pytest.mark.clause("2.3-b")
@pytest.mark.parametrize("name", ["vague_labelled.csv", "wording_fields.csv"])
def test_precision_and_recall_on_the_labelled_sentences(name):
    right = wrong = missed = 0
    for row in rows(name):
        found = bool(check_wording(row["text"], row.get("field", "")))
        bad = row["label"] != "ok"
        right += found and bad
        wrong += found and not bad
        missed += bad and not found

    assert right / (right + wrong) >= 0.95
    assert right / (right + missed) >= 0.95


def test_catch_alls_are_told_from_vagueness():
    labelled = [row for name in ("vague_labelled.csv", "wording_fields.csv") for row in rows(name)]
    catch_alls = [row for row in labelled if row["label"] == "catch-all"]
    named = [
        row for row in catch_alls if CATCH_ALL in {k for _, k in words(row["text"], row.get("field", ""))}
    ]

    assert len(named) / len(catch_alls) >= 0.95


@pytest.mark.clause("2.3-b")
@pytest.mark.parametrize(
    ("text", "field", "found"),
    [
        ("身份证、户口簿等材料。", "材料要求", [("等材料", CATCH_ALL)]),
        ("身份证、户口簿等2份材料。", "材料要求", []),
        ("依法应当提交的其他材料。", "材料要求", [("其他材料", CATCH_ALL)]),
        ("除身份证外，不得要求提交其他材料。", "材料要求", []),
        ("经其他共有人书面同意。", "材料要求", []),
        ("包括但不限于营业执照。", "材料要求", [("包括但不限于", CATCH_ALL)]),
        ("收到后及时办理。", "办理时限", [("及时", PERIOD)]),
        ("收到后及时办理，最迟3个工作日内办结。", "办理时限", []),
        ("办理时限7天。", "办理时限", [("7天", PERIOD)]),
        ("办理时限7个工作日。", "办理时限", []),
        ("15日内办结。", "办理时限", [("15日", PERIOD)]),
        ("2026年6月15日，窗口办结。", "办理时限", []),
        ("按有关规定办理。", "", [("有关规定", REFERENCE)]),
        ("按《行政许可法》第三十二条的有关规定办理。", "", []),
        ("有足够的场地。", "许可条件", [("足够", VAGUE)]),
        ("场地使用面积不少于50平方米。", "许可条件", []),
        ("面积较大的，另行核定。", "许可条件", [("较大", VAGUE)]),
        ("发生较大事故的，不予办理。", "许可条件", []),
        ("情节严重的，处罚款。", "法律责任", [("情节严重", VAGUE)]),
        ("情节严重的，依照《社会救助暂行办法》第六十八条处1倍以上3倍以下罚款。", "法律责任", []),
        ("长期公开。", "公开时限", [("长期", PERIOD)]),
        ("办结后公开。", "公开时限", [("办结后公开。", PERIOD)]),
        ("公开20个自然日。", "公开时限", []),
        ("公开至登记完成之日。", "公开时限", []),
        ("不公开。", "公开时限", []),
        ("", "公开时限", []),
    ],
)
def test_words_are_judged_with_their_neighbours_and_their_field(text, field, found):
    assert words(text, field) == found


@pytest.mark.clause("2.3-b")
def test_the_same_words_are_right_as_a_quotation_and_wrong_as_a_demand():
    quoted = "《某某条例》第九条：“申请人应当提交身份证等有关材料”"

    assert words("申请人应当提交身份证等有关材料", "材料要求") == [("等有关材料", CATCH_ALL)]
    assert words(quoted, "设定依据") == []
    assert words("《某某条例》第九条：申请人应当提交身份证等有关材料", "设定依据") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("国家有关法律法规。", REFERENCE),
        ("《食品安全法》等法律法规。", CATCH_ALL),
        ("《食品安全法》和相关规定。", REFERENCE),
    ],
)
def test_a_basis_must_name_its_texts(text, kind):
    assert kind in {k for _, k in words(text, "设定依据")}


def test_an_empty_basis_is_left_to_the_rule_that_wants_it_filled():
    assert check_wording("  ", "设定依据") == ()


@given(
    st.text(st.sampled_from("等其他材料及时有关规定一定较大7天。，“”《》第三条个工作日"), max_size=40),
    st.sampled_from(FIELDS),
)
def test_remarks_lie_in_the_text_in_order_without_overlap(text, field):
    end = 0
    for remark in check_wording(text, field):
        assert end <= remark.start < remark.end <= len(text)
        assert remark.kind in KINDS
        assert remark.reason.endswith("。")
        assert remark.rewrite
        end = remark.end


@given(
    st.sampled_from(["等材料", "其他有关材料", "及时", "一定数量", "酌情"]),
    st.sampled_from(["“{}”", "《{}》"]),
)
def test_names_are_never_blamed(inside, name):
    assert check_wording(f"提交{name.format(inside)}1份。", "材料要求") == ()
