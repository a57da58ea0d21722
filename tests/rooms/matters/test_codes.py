"""Codes of a matter: lengths, parts that agree, check digits. The good ones are public codes of a guide in use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.matters.codes import code_faults

CREDIT = "11320982741330162E"
BASE = "000105013000"
IMPLEMENTATION = f"{CREDIT}4{BASE}"
HANDLING = f"{IMPLEMENTATION}03"


@pytest.mark.parametrize("code", ["", IMPLEMENTATION, HANDLING, HANDLING.lower(), f" {HANDLING} "])
def test_a_code_in_order_has_no_fault(code):
    assert code_faults(BASE, code, agency_uscc=CREDIT) == ()


@pytest.mark.parametrize(
    ("base", "handling", "says"),
    [
        ("00010501300", "", "基本编码应为12位数字，现有11位"),
        ("00010501300A", "", "基本编码应为12位数字"),
        ("", HANDLING[:-1], "现有32位"),
        (BASE, f"{CREDIT[:-1]}F4{BASE}03", "前18位不是统一社会信用代码"),
        (BASE, f"{CREDIT}X{BASE}03", "第19位是行使层级"),
        (BASE, f"{CREDIT}4{BASE[:-1]}X03", "第20到31位应为12位数字"),
        ("000105013001", HANDLING, "与填写的基本编码不一致"),
        (BASE, f"{IMPLEMENTATION}A3", "最后2位应为数字"),
    ],
)
def test_a_wrong_code_is_told_where_it_is_wrong(base, handling, says):
    found = code_faults(base, handling)

    assert any(says in fault for fault in found)
    assert all(fault.endswith("。") for fault in found)


def test_a_code_of_another_body_is_told():
    assert code_faults(BASE, HANDLING, agency_uscc="11630100015008152H") == (
        "编码的前18位不是办理单位的统一社会信用代码。",
    )


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_in_the_credit_code_never_passes(place, character):
    wrong = CREDIT[:place] + character + CREDIT[place + 1 :]

    assert (code_faults(BASE, f"{wrong}4{BASE}") == ()) is (wrong == CREDIT)


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_typed_gets_an_answer(base, handling):
    assert isinstance(code_faults(base, handling), tuple)
