"""What a version says beside its notice is read as it was written, and what is wrong with it is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.matters.terms import (
    Condition,
    Insurance,
    Level,
    ProcedureStep,
    RiskPoint,
    Signer,
    Terms,
    Way,
    terms_problems,
)

WORDS = st.text(max_size=20)
TERMS = st.builds(
    Terms,
    conditions=st.lists(st.builds(Condition, WORDS, WORDS), max_size=3).map(tuple),
    signers=st.lists(st.sampled_from(list(Signer.__members__)), max_size=4).map(tuple),
    ways=st.lists(st.sampled_from(list(Way.__members__)), max_size=3).map(tuple),
    public_interest=st.booleans(),
    insurance=st.sampled_from(list(Insurance.__members__)),
    risk_points=st.lists(
        st.builds(RiskPoint, WORDS, WORDS, st.sampled_from(list(Level.__members__)), WORDS, WORDS), max_size=2
    ).map(tuple),
    procedure=st.lists(
        st.builds(ProcedureStep, WORDS, WORDS, st.none() | st.integers(0, 90)), max_size=2
    ).map(tuple),
)


@given(TERMS)
def test_terms_are_read_as_they_were_written(terms):
    assert Terms.from_json(terms.as_json()) == terms


def test_what_was_never_written_has_the_usual_meaning():
    assert Terms.from_json({}) == Terms()
    assert terms_problems(Terms()) == ()


def test_a_name_that_no_terms_have_is_refused():
    with pytest.raises(ValueError, match="没有这些栏目：sponsor"):
        Terms.from_json({"sponsor": "x"})


@pytest.mark.clause("2.3-b")
def test_a_condition_without_a_measure_is_named():
    assert terms_problems(Terms(conditions=(Condition("家庭收入低"),))) == ("适用条件1没有写用什么来衡量",)


@pytest.mark.clause("2.6-a")
def test_a_risk_point_names_step_risk_control_and_post():
    found = terms_problems(Terms(risk_points=(RiskPoint("签署", "冒名签署", review_on="2026-02-30"),)))

    assert found == (
        "风险点1：没有写防控措施",
        "风险点1：没有写责任岗位",
        "风险点1：复核日期写成了不存在的日子",
    )


def test_nobody_who_signs_and_no_way_to_sign_are_named():
    assert terms_problems(Terms(signers=(), ways=())) == ("没有写明谁可以签署", "没有写明怎样签署")
