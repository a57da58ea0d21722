"""What a register must say for a promised fact: written as an editor writes it, and read back as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yinuo.portals.desk.editing import expecting

INPUTS = [{"key": "head", "label": "户主姓名"}, {"key": "persons", "label": "人数"}]
WANTED = st.one_of(
    st.sampled_from(["在享", "存续", "answer:head"]),
    st.booleans(),
    st.sampled_from([["未婚", "离婚"], ["未婚", "离婚", "answer:persons"]]),
    st.fixed_dictionaries({"at_most": st.one_of(st.integers(0, 9999), st.just("answer:persons"))}),
    st.fixed_dictionaries({"at_least": st.integers(0, 9)}),
)


@given(st.dictionaries(st.sampled_from(["status", "head_name", "found", "other_field"]), WANTED, max_size=4))
def test_what_a_register_must_say_is_read_as_it_was_written(expects):
    assert expecting.read(expecting.written(expects, INPUTS), INPUTS) == (expects, ())


def test_limits_and_signs_are_understood_and_nonsense_is_told_by_line():
    read, faults = expecting.read("月人均收入 ≤ 1420\n\n乱写\n状态＝在享\n户主 = 填写项：户主姓名", INPUTS)

    assert read == {
        "monthly_income_per_head": {"at_most": 1420},
        "status": "在享",
        "head_name": "answer:head",
    }
    assert faults == ("第3行没有读懂，应写成“状态 = 在享”这样",)
