"""Two writings of one thing agree; two things do not; and what is not said is not held against anybody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.exchange.comparison import agree, compare, in_words, one_writing, shown_to_applicant


@pytest.mark.parametrize(
    ("promised", "found"),
    [
        ("在享", "在享"),
        ("在享", " 在 享　"),
        ("１２３ＡＢＣ", "123abc"),
        ("宿州云禾（安徽）有限公司", "宿州云禾(安徽)有限公司"),
        ("买买提•艾力", "买买提·艾力"),
        ("2024年3月1日", "2024-03-01"),
        ("2024.3.1", "20240301"),
        ("2024-03", "2024年3月1日"),
        ("2024-03-01", "2024-03-01T08:00:00+08:00"),
        ("1,200元", 1200),
        ("１２００", "1200.00"),
        ("3人", 3),
        ("1.2万元", "12000"),
        (False, False),
        ("否", False),
        (True, "是"),
        (["在享", "保留"], "保留"),
        ({"at_most": 780}, "512.50"),
        ({"at_least": 2, "at_most": 4}, 3),
        ("𬭎䶮㛃", "𬭎䶮㛃"),
    ],
)
def test_two_writings_of_one_thing_agree(promised, found):
    assert agree(promised, found) is True


@pytest.mark.parametrize(
    ("promised", "found"),
    [
        ("在享", "停发"),
        ("张三", "张三丰"),
        ("𬭎", "鋐"),
        ("吕", "呂"),
        ("2024-03-01", "2024-03-02"),
        ("2024-03", "2024-04-01"),
        ("1200", 1300),
        ("0123", "123"),
        ("341399199005011017", "341399199005011025"),
        (False, True),
        (["在享", "保留"], "停发"),
        ({"at_most": 500}, "512.50"),
        ({"at_least": 2}, 1),
        ("李三", "张*"),
        ("张小三", "张*"),
    ],
)
def test_two_things_differ(promised, found):
    assert agree(promised, found) is False


@pytest.mark.parametrize(
    ("promised", "found"),
    [
        ("在享", ""),
        ("在享", None),
        ("", "在享"),
        (None, "在享"),
        ("　", "在享"),
        ("两口", 2),
        (True, "不详"),
        ({"at_most": 500}, "不详"),
        ({"roughly": 500}, 400),
        ([], "在享"),
        ("张三", "张*"),
    ],
)
def test_what_is_not_said_or_hidden_can_not_be_told(promised, found):
    assert agree(promised, found) is None


def test_every_field_is_compared_and_one_difference_decides():
    found = compare(
        {"status": "在享", "household_size": "answer:size", "since": "answer:since"},
        answers={"size": "3", "since": "2024年3月1日"},
        record={"status": "在享", "household_size": 4, "since": "2024-03-01"},
    )

    assert [(line.label, line.promised, line.found, line.agrees) for line in found.lines] == [
        ("状态", "在享", "在享", True),
        ("共同生活人数", "3", "4", False),
        ("起始日期", "2024年3月1日", "2024-03-01", True),
    ]
    assert found.outcome == "differs"


def test_a_field_the_register_does_not_hold_can_not_be_told_and_nothing_to_compare_neither():
    assert (
        compare({"status": "在享", "x": "1"}, answers={}, record={"status": "在享"}).outcome == "cannot_tell"
    )
    assert compare({}, answers={}, record={"status": "在享"}).outcome == "cannot_tell"
    assert compare({"status": "answer:gone"}, answers={}, record={"status": "在享"}).outcome == "cannot_tell"


def test_without_a_record_a_promised_state_differs_but_not_standing_on_a_list_agrees():
    assert compare({"status": "在享"}, answers={}, record=None).outcome == "differs"
    assert compare({"listed": False}, answers={}, record=None).outcome == "agrees"
    assert compare({"found": False}, answers={}, record=None).outcome == "agrees"
    assert compare({"found": True}, answers={}, record=None).outcome == "differs"
    assert compare({"found": False}, answers={}, record={}).outcome == "differs"


def test_the_item_may_name_its_fields_itself():
    [line] = compare(
        {"status": "在享"}, answers={}, record={"status": "停发"}, labels={"status": "低保状态"}
    ).lines

    assert line.label == "低保状态"


@given(st.text(max_size=30))
def test_comparing_a_text_with_itself_never_differs(text):
    assert agree(text, text) in {True, None}


@given(st.text(max_size=30), st.sampled_from([" ", "　", "\u200b", "\t"]))
def test_blanks_never_matter(text, blank):
    spaced = blank + blank.join(text) + blank
    assert one_writing(spaced) == one_writing(text)


@given(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.text(max_size=20),
        st.lists(st.text(max_size=5), max_size=3),
    ),
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20)),
)
def test_anything_can_be_compared_with_anything(promised, found):
    assert agree(promised, found) in {True, False, None}
    assert isinstance(in_words(promised), str)


def test_what_the_applicant_is_asked_about_shows_states_but_veils_names_and_amounts():
    lines = compare(
        {"status": "在享", "name": "answer:name", "monthly_income_per_head": "answer:income"},
        answers={"name": "陶一川", "income": "380"},
        record={"status": "停发", "name": "陶二川", "monthly_income_per_head": 2380},
    ).lines

    assert [shown_to_applicant(line) for line in lines] == [
        {"label": "状态", "promised": "在享", "found": "停发"},
        {"label": "姓名或者名称", "promised": "陶**", "found": "陶**"},
        {"label": "月人均收入", "promised": "3**", "found": "2***"},
    ]
