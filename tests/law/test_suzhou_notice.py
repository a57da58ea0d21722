from __future__ import annotations

import re
from pathlib import Path

import pytest

from yinuo.law.suzhou_notice import CLAUSES, SUZHOU_NOTICE

NOTICE = (Path(__file__).parent / "data" / "notice-suzhou-2021-7.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_clause_is_quoted_word_for_word(clause):
    assert CLAUSES[clause].text in NOTICE


def test_the_notice_is_cited_under_its_number_and_place():
    assert CLAUSES["2.2-c"].label == "宿政办秘〔2021〕7号 二（二）"
    assert SUZHOU_NOTICE.number in NOTICE


@pytest.mark.parametrize("clause", [key for key in CLAUSES if re.match(r"\d\.\d", key)])
def test_a_clause_is_cited_from_the_part_it_stands_in(clause):
    """The part is found by the last heading before the sentence."""
    part, section = clause.split("-")[0].split(".")
    place = f"{'一二三四'[int(part) - 1]}（{'一二三四五六'[int(section) - 1]}）"
    before = NOTICE[: NOTICE.index(CLAUSES[clause].text)]

    assert CLAUSES[clause].place == place
    assert re.findall(r"^（([一二三四五六])）", before, re.MULTILINE)[-1] == place[2]
    assert re.findall(r"^([一二三四])、", before, re.MULTILINE)[-1] == place[0]


def test_the_clauses_follow_the_order_of_the_notice():
    places = [NOTICE.index(CLAUSES[key].text) for key in CLAUSES]

    assert places == sorted(places)
