"""Two changes of one draft are put together: what one changed is taken over, what both changed is named."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from yinuo.matters.comparing import compared, words_of
from yinuo.matters.merging import Change, apart, differing, merge, together
from yinuo.matters.reading import PARTS, as_read, in_words, title_of
from yinuo.matters.terms import Condition, RiskPoint, Terms

FIELDS = st.dictionaries(
    st.sampled_from(["notice.basis", "notice.method", "plain.check", "facts.a", "facts.b"]),
    st.sampled_from(["一", "二", "三"]),
)
NAMES = st.sampled_from(["low_income", "elder", "", "low_income"])
CONTENT = st.fixed_dictionaries(
    {
        "notice": st.dictionaries(st.sampled_from(["basis", "method"]), st.sampled_from(["", "甲", "乙"])),
        "plain": st.dictionaries(st.sampled_from(["check", "keywords"]), st.sampled_from(["丙", "丁"])),
        "terms": st.dictionaries(st.sampled_from(["public_interest"]), st.booleans()),
        "answers": st.dictionaries(st.sampled_from(["较低", "等材料"]), st.sampled_from(["有标准"])),
        "facts": st.lists(st.fixed_dictionaries({"key": NAMES, "text": st.sampled_from(["甲", "乙"])})),
        "inputs": st.lists(st.fixed_dictionaries({"key": NAMES, "label": st.sampled_from(["名", "号"])})),
    }
)
AT = datetime(2026, 6, 1, tzinfo=UTC)


@given(CONTENT)
def test_content_taken_apart_comes_together_as_it_was(content):
    again = together(apart(content))

    assert again["facts"] == content["facts"]
    assert again["inputs"] == content["inputs"]
    assert apart(again) == apart(content)


@given(FIELDS, FIELDS)
def test_what_only_one_changed_is_taken_over(base, changed):
    assert merge(base, base, changed).fields == changed
    assert merge(base, changed, base).fields == changed
    assert merge(base, changed, changed).fields == changed


@given(FIELDS, FIELDS, FIELDS)
def test_both_ways_round_the_same_fields_are_in_conflict_and_all_others_come_out_alike(base, one, other):
    there, here = merge(base, one, other), merge(base, other, one)

    assert set(there.conflicts) == set(here.conflicts)
    assert {n: v for n, v in there.fields.items() if n not in there.conflicts} == {
        n: v for n, v in here.fields.items() if n not in here.conflicts
    }


@given(FIELDS, FIELDS, FIELDS)
def test_nothing_stands_in_the_result_that_neither_wrote(base, one, other):
    for name, value in merge(base, one, other).fields.items():
        assert value in (one.get(name), other.get(name))


@given(FIELDS, FIELDS)
def test_what_differs_holds_what_stood_there(before, after):
    found = differing(before, after)

    assert all(found[name] == before.get(name) != after.get(name) for name in found)
    assert {n: v for n, v in before.items() if n not in found} == {
        n: v for n, v in after.items() if n not in found
    }


def test_a_change_is_of_both_only_where_each_wrote_something_else():
    assert Change("notice.basis", "一", "二", "三", "钱述", AT).both
    assert not Change("notice.basis", "一", "二", "一").both
    assert not Change("notice.basis", "一", "二", "二").both
    assert not Change("notice.basis", "一", "一", "三").both


TEXTS = st.text(alphabet="申请人家庭收入不高于1420元，较低。 \n", max_size=40)


@given(TEXTS, TEXTS)
def test_the_pieces_of_a_comparison_make_up_both_texts(before, after):
    pieces = compared(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


@given(TEXTS)
def test_a_text_is_the_same_as_itself(text):
    assert {piece.kind for piece in compared(text, text)} <= {"same"}
    assert "".join(words_of(text)) == text


def test_a_changed_number_is_shown_as_one_word_gone_and_one_new():
    pieces = compared("人均月收入不高于1420元", "人均月收入不高于1500元")

    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "人均月收入不高于"),
        ("gone", "1420"),
        ("new", "1500"),
        ("same", "元"),
    ]


def test_fields_are_read_in_the_order_of_the_page_with_values_in_words():
    terms = Terms(
        conditions=(Condition("人均月收入不高于1420元", "民政部门数据"),),
        signers=("SELF", "GUARDIAN"),
        risk_points=(RiskPoint("签署", "冒名签署", "HIGH", "核验证件", "窗口"),),
        hard_to_check=True,
    )
    fact = {
        "key": "low",
        "text": "本人家庭是低保",
        "standard": "状态为在享",
        "expects": {"status": "在享"},
        "item_class": "strict",
        "required": False,
    }
    content = {
        "notice": {"verification_power": "查数据", "item_title": "甲：乙", "public": False},
        "terms": terms.as_json(),
        "facts": [fact],
        "answers": {"较低": "有标准"},
    }
    rows = {row.title: row.text for row in as_read(apart(content))}

    assert next(iter(rows)) == "事项名称"
    assert rows["谁可以签"] == "本人、法定监护人"
    assert rows["适用条件"] == "1. 人均月收入不高于1420元；用什么衡量：民政部门数据"
    assert (
        rows["承诺的事实"] == "本人家庭是低保；核查标准：状态为在享；比对：status 为 在享；核查类别：从严核查"
    )
    assert rows["风险点"] == "1. 签署；风险：冒名签署；等级：高；防控：核验证件；责任岗位：窗口"
    assert rows["核查难度较大"] == "是"
    assert rows["保留的用语"] == "“较低”：有标准"
    assert "承诺书公开" not in rows


def test_an_unknown_field_keeps_its_name_and_nothing_is_nothing():
    assert title_of("somewhere.else") == "somewhere.else"
    assert in_words("notice.basis", None) == ""
    assert len(PARTS) == 10
