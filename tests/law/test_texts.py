from __future__ import annotations

import re

import pytest

from yinuo.law.grammar import RULES
from yinuo.law.texts import ALL_CITATIONS, CLAUSES, CREDIT_REPAIR, LAWS

CITATIONS = {citation.label: citation for citation in ALL_CITATIONS}


@pytest.mark.parametrize("law", LAWS.values(), ids=lambda law: law.key)
def test_a_text_says_since_when_and_where_it_was_read(law):
    assert LAWS[law.key] is law
    assert law.title
    assert law.source
    assert law.until is None or law.since < law.until


def test_no_two_texts_are_called_alike():
    assert len({law.name for law in LAWS.values()}) == len(LAWS)


@pytest.mark.parametrize("label", CITATIONS)
def test_a_citation_carries_its_sentence_and_its_place(label):
    citation = CITATIONS[label]

    assert citation.law is LAWS[citation.law.key]
    assert len(citation.text) >= 8, "an article without its sentence"
    assert "第" in citation.place or "（" in citation.place or "待核" in citation.text or citation.law.number


def test_what_was_read_only_in_part_says_so():
    for citation in ALL_CITATIONS:
        if not re.match(r"第.+条", citation.place) and citation.law.key != "suzhou_notice":
            assert "待核" in citation.text, citation.label


def test_the_current_rule_of_credit_repair_begins_in_april_2026():
    assert CREDIT_REPAIR.number == "国家发展改革委令第36号"
    assert CREDIT_REPAIR.since.isoformat() == "2026-04-01"


def test_every_rule_answers_to_a_clause_of_the_notice():
    for rule in RULES.values():
        assert rule.clause in CLAUSES, rule.name


def test_no_reading_rests_on_a_text_not_yet_in_force():
    for rule in RULES.values():
        for version in rule.versions:
            assert version.basis.law.since <= version.since, rule.name
            assert version.basis.text, rule.name
