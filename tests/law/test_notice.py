from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.notice import (
    FIELD_TITLES,
    MUST_CONFIRM,
    NOTICE_CLAUSES,
    STATEMENTS,
    NoticeFields,
    WordingFacts,
    clauses,
    notice_complete,
    wording_clear,
)
from yinuo.law.suzhou_notice import CLAUSES

TODAY = date(2026, 6, 1)
FULL = NoticeFields(
    item_title="申请公租房时的无房证明",
    basis="《公共租赁住房管理办法》第七条第一款第（一）项",
    proof_content="申请人及共同居住的配偶、子女在宿州市埇桥区没有登记在名下的住房",
    conditions="",
    materials="居民身份证1份",
    method="本人在承诺书上签名，或者在线签名并核验身份",
    liability_civil="给他人造成损失的，赔偿实际损失",
    liability_administrative="撤销行政决定，并记入信用记录",
    liability_criminal="构成犯罪的，依照《刑法》第二百八十条追究刑事责任",
    verification_power="签署当日向不动产登记系统查询一次，姓名和身份证号一致且无登记的为相符",
    public=True,
    public_scope="宿州市人民政府门户网站告知承诺专栏",
    public_term="20个自然日",
)


def asked(**changes):
    return notice_complete.on(TODAY, replace(FULL, **changes))


@pytest.mark.clause("2.3-a")
def test_a_notice_with_all_eight_parts_is_complete():
    answer = asked()

    assert answer.value is True
    assert len(answer.because) == 8


@pytest.mark.clause("2.3-a")
@pytest.mark.parametrize(
    ("emptied", "part"),
    [
        (("item_title",), "事项名称"),
        (("basis",), "设定依据"),
        (("proof_content",), "证明内容"),
        (("method",), "承诺方式"),
        (("liability_civil",), "民事"),
        (("liability_administrative",), "行政"),
        (("liability_criminal",), "刑事"),
        (("verification_power",), "核查权力"),
        (("public_scope",), "公开范围"),
        (("public_term",), "公开时限"),
    ],
)
def test_a_notice_is_blocked_when_any_part_is_empty(emptied, part):
    for nothing in ("", " \n"):
        answer = asked(**dict.fromkeys(emptied, nothing))

        assert answer.value is False
        assert part in answer.reason
        assert answer.citation == CLAUSES["2.3-a"]
        assert answer.instead


@given(st.sets(st.sampled_from([name for name in FIELD_TITLES if name not in ("conditions", "materials")])))
def test_a_notice_is_complete_exactly_when_nothing_is_missing(emptied):
    assert asked(**dict.fromkeys(emptied, "")).value is (not emptied)


def test_a_licence_notice_may_give_conditions_and_materials_instead_of_the_proof():
    assert asked(proof_content="", conditions="使用面积不少于50平方米").value is True
    assert asked(proof_content="", conditions="使用面积不少于50平方米", materials="").value is False


def test_a_letter_that_stays_private_needs_neither_scope_nor_term():
    answer = asked(public=False, public_scope="", public_term="")

    assert answer.value is True
    assert {c.key: text for c, text in clauses(replace(FULL, public=False))}["public_terms"].startswith(
        "不公开"
    )


def test_the_eight_parts_stand_in_the_order_of_the_notice():
    text = CLAUSES["2.3-a"].text
    places = [text.index(clause.title.replace("承诺书是否公开", "是否公开")) for clause in NOTICE_CLAUSES]

    assert len(NOTICE_CLAUSES) == 8
    assert places == sorted(places)


def test_three_parts_are_confirmed_one_by_one():
    assert MUST_CONFIRM == ("content", "liability", "verification_power")


def test_the_parts_are_put_together_from_the_fields():
    parts = {clause.key: text for clause, text in clauses(FULL)}

    assert parts["content"] == f"证明内容：{FULL.proof_content}\n材料要求：{FULL.materials}"
    assert parts["liability"].count("责任：") == 3
    assert parts["public"] == "本承诺书向社会公开。"
    assert FULL.public_term in parts["public_terms"]


@pytest.mark.clause("2.3-c")
def test_the_letter_holds_the_four_statements_of_the_notice():
    assert [key for key, _ in STATEMENTS] == ["informed", "qualified", "liable", "genuine"]
    for words, (_, text) in zip(("知晓", "符合", "法律责任", "真实"), STATEMENTS, strict=True):
        assert words in text
        assert words in CLAUSES["2.3-c"].text


@pytest.mark.clause("2.3-b")
def test_a_clear_notice_passes():
    answer = wording_clear.on(TODAY, WordingFacts(FULL))

    assert (answer.value, answer.because) == (True, ())


@pytest.mark.clause("2.3-b")
def test_a_vague_notice_is_blocked_with_field_words_reason_and_rewrite():
    answer = wording_clear.on(TODAY, WordingFacts(replace(FULL, materials="居民身份证等材料")))

    assert answer.value is False
    (remark,) = answer.because
    assert "材料要求中的“等材料”" in remark.reason
    assert "逐项" in remark.instead


@pytest.mark.clause("2.3-b")
def test_a_remark_is_settled_by_a_reason_but_not_by_silence():
    vague = replace(FULL, materials="居民身份证等材料")

    assert wording_clear.on(TODAY, WordingFacts(vague, (("等材料", "省文本如此"),))).value is True
    assert wording_clear.on(TODAY, WordingFacts(vague, (("等材料", "  "),))).value is False


def test_a_quotation_under_the_basis_is_not_blamed():
    basis = "《户口登记条例》第十七条：“户口登记的内容需要变更或者更正的，提供有关证明材料”"

    assert wording_clear.on(TODAY, WordingFacts(replace(FULL, basis=basis))).value is True
