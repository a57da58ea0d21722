from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.scope import (
    CANCEL_FIRST,
    PROOF_KINDS_BASIS,
    VILLAGE_COMMITTEE_MAY_NOT_ISSUE,
    ItemScope,
    PriorityField,
    ProofKind,
    Risk,
    may_be_committed,
    needs_a_basis,
    village_committee_may_issue,
)
from yinuo.law.suzhou_notice import CLAUSES

TODAY = date(2026, 6, 1)
RISKS = st.frozensets(st.sampled_from(Risk))


@pytest.mark.clause("2.1-c")
@pytest.mark.parametrize("risk", Risk, ids=lambda risk: risk.name)
def test_an_item_with_any_one_of_the_eight_risks_may_not_be_promised(risk):
    answer = may_be_committed.on(TODAY, ItemScope(frozenset({risk})))

    assert answer.value is False
    assert risk.value in answer.reason
    assert answer.citation == CLAUSES["2.1-c"]
    assert "提交证明" in answer.instead


def test_the_eight_risks_are_those_the_notice_names():
    assert all(risk.value in CLAUSES["2.1-c"].text for risk in Risk)
    assert len(Risk) == 8


@pytest.mark.clause("2.1-c")
def test_an_item_without_risk_may_be_promised():
    assert may_be_committed.on(TODAY, ItemScope()).value is True


@given(RISKS, RISKS)
def test_another_risk_never_opens_an_item(one, other):
    alone = may_be_committed.on(TODAY, ItemScope(one)).value
    together = may_be_committed.on(TODAY, ItemScope(one | other)).value

    assert together <= alone


@given(RISKS)
def test_each_risk_gets_a_conclusion_of_its_own(risks):
    assert len(may_be_committed.on(TODAY, ItemScope(risks)).because) == len(risks)


@pytest.mark.clause("2.1-b")
def test_the_seven_priority_fields_are_those_the_notice_names():
    assert [field.value for field in PriorityField] == list(
        CLAUSES["2.1-b"].text.removeprefix("特别是在").split("等方面")[0].split("、")
    )


def test_a_proof_proves_one_of_five_kinds_of_things():
    assert PROOF_KINDS_BASIS.text.startswith("、".join(kind.value for kind in ProofKind))


def test_eight_questions_come_before_an_item_enters_the_catalogue():
    assert len({test.key for test in CANCEL_FIRST}) == 8
    assert all(test.citation.text for test in CANCEL_FIRST)
    assert all(re.search("取消|不再索要|由机关自己查|不得再要", test.question) for test in CANCEL_FIRST)


@pytest.mark.parametrize("proof", VILLAGE_COMMITTEE_MAY_NOT_ISSUE)
def test_the_twenty_proofs_may_not_be_asked_of_a_village_committee(proof):
    answer = village_committee_may_issue.on(TODAY, proof)

    assert answer.value is False
    assert answer.instead


def test_the_list_holds_twenty_names():
    assert len(set(VILLAGE_COMMITTEE_MAY_NOT_ISSUE)) == 20


def test_a_listed_proof_is_recognised_within_a_longer_name():
    answer = village_committee_may_issue.on(TODAY, "被继承人 死亡证明")

    assert answer.value is False
    assert "“死亡证明”" in answer.reason


def test_a_proof_outside_the_list_may_be_issued():
    assert village_committee_may_issue.on(TODAY, "农村集体经济组织成员证明").value is True


@pytest.mark.parametrize(
    ("article", "found"),
    [
        ("《律师法》第六条第（三）项", True),
        ("国办发〔2020〕42号", True),
        ("", False),
        ("国家有关规定", False),
    ],
)
def test_business_environment_44_a_proof_needs_a_basis_down_to_the_article(article, found):
    answer = needs_a_basis.on(TODAY, article)

    assert answer.value is found
    assert found or "取消" in answer.instead
