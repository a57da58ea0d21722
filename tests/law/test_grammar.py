from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.grammar import (
    Conclusion,
    Dated,
    Law,
    LegalRule,
    NotInForce,
    Refusal,
    Refused,
    article_numeral,
    plain,
)
from yinuo.law.verification import Method

LAW = Law("trial", "中华人民共和国试行法", "试行法", date(2020, 1, 1))
NOTICE = Law("trial_notice", "试行办法", "试行办法", date(2020, 1, 1), number="试〔2020〕1号")


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (69, "六十九"), (100, "一百"), (108, "一百零八"),
     (110, "一百一十"), (1010, "一千零一十"), (1130, "一千一百三十"), (2003, "二千零三")],
)  # fmt: skip
def test_an_article_number_is_written_as_in_the_statute(number, written):
    assert article_numeral(number) == written


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_two_article_numbers_are_never_written_alike(one, other):
    assert (article_numeral(one) == article_numeral(other)) == (one == other)


@pytest.mark.parametrize("number", [0, -1, 10000])
def test_a_number_no_article_has_is_refused(number):
    with pytest.raises(ValueError, match="between 1 and 9999"):
        article_numeral(number)


def test_a_citation_of_a_law_stands_in_book_marks_and_of_a_notice_under_its_number():
    assert LAW.article(69, 1, 4).label == "《试行法》第六十九条第一款第（四）项"
    assert NOTICE.at("二（二）").label == "试〔2020〕1号 二（二）"
    assert LAW.article(3).source == "《中华人民共和国试行法》（2020年1月1日起施行）"


def test_a_refusal_says_what_why_article_and_way_out():
    refusal = Refusal("不能承诺", "有记录", LAW.article(3), "请交证明。")

    assert str(Refused(refusal)) == "不能承诺：有记录（《试行法》第三条）。请交证明。"
    assert refusal.as_json()["basis"]["label"] == "《试行法》第三条"


def test_a_conclusion_tree_is_plain_json_in_reading_order():
    leaf = Conclusion(date(2026, 6, 1), LAW.article(2), "其一。")
    tree = Conclusion({"怎样": Method.DATA, "几": (1, 2)}, LAW.article(1), "其二。", because=(leaf,), ok=True)

    assert [part.reason for part in tree.walk()] == ["其二。", "其一。"]
    assert tree.as_json()["value"] == {"怎样": "数据比对", "几": [1, 2]}
    assert tree.as_json()["because"][0]["value"] == "2026-06-01"


def test_plain_writes_a_dataclass_by_field_and_a_stranger_by_its_words():
    @dataclass
    class Pair:
        one: int
        two: object

    assert plain(Pair(1, None)) == {"one": 1, "two": None}
    assert plain(LAW.article(2))["label"] == "《试行法》第二条"
    assert plain(1.5) == "1.5"


def test_a_dated_number_has_the_value_of_the_day_and_none_before():
    number = Dated("days", "天数", "日", ((date(2020, 1, 1), 20), (date(2024, 1, 1), 15)), "local choice")

    assert [number.on(date(2020, 1, 1)), number.on(date(2023, 12, 31)), number.on(date(2024, 1, 1))] == [
        20,
        20,
        15,
    ]
    assert number.is_local_choice
    with pytest.raises(NotInForce):
        number.on(date(2019, 12, 31))


@pytest.mark.usefixtures("own_registries")
def test_a_rule_answers_by_the_reading_in_force_and_signs_with_its_name():
    rule = LegalRule[int, int]("trial_rule", "试行", "1-a")
    rule.version(since=date(2020, 1, 1), until=date(2021, 1, 1), basis=LAW.article(1))(
        lambda n: Conclusion(n, LAW.article(1), "旧。")
    )
    rule.version(since=date(2021, 1, 1), basis=LAW.article(2))(
        lambda n: Conclusion(-n, LAW.article(2), "新。")
    )

    assert rule.on(date(2020, 12, 31), 1).value == 1
    assert rule.on(date(2021, 1, 1), 1).value == -1
    assert rule.on(date(2021, 1, 1), 1).rule == "trial_rule"
    with pytest.raises(NotInForce):
        rule.on(date(2019, 12, 31), 1)


@pytest.mark.usefixtures("own_registries")
def test_two_readings_may_not_govern_the_same_day_nor_two_rules_bear_one_name():
    rule = LegalRule[int, int]("trial_rule", "试行", "1-a")
    rule.version(since=date(2020, 1, 1), basis=LAW.article(1))(
        lambda n: Conclusion(n, LAW.article(1), "旧。")
    )

    with pytest.raises(ValueError, match="same days"):
        rule.version(since=date(2021, 1, 1), basis=LAW.article(2))(
            lambda n: Conclusion(n, LAW.article(2), "新。")
        )
    with pytest.raises(ValueError, match="two rules"):
        LegalRule[int, int]("trial_rule", "试行", "1-a")
