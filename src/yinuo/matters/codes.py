"""The codes of a matter (GB/T 39554.1): lengths, parts that must agree, and the check digit of the credit code inside.

A base code has 12 digits; an implementation code is the body's credit code, one digit for the level and the base code, 31
characters; a handling code has two digits more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yinuo.people.identifiers import BadIdentifier, uscc

BASE, USCC, IMPLEMENTATION, HANDLING = 12, 18, 31, 33


def code_faults(base_code: str, handling_code: str, *, agency_uscc: str = "") -> tuple[str, ...]:
    """What is wrong with the codes of a matter; nothing where both are empty or right.

    Args:
        base_code: 基本编码, or empty.
        handling_code: 实施编码 or 业务办理项编码, or empty.
        agency_uscc: credit code of the body that runs the matter, to compare with; empty compares nothing.

    Returns:
        Chinese sentences.
    """
    return tuple(_faults(base_code.strip(), handling_code.strip().upper(), agency_uscc))


def _faults(base: str, handling: str, agency_uscc: str) -> Iterator[str]:
    if base and not _digits(base, BASE):
        yield f"基本编码应为{BASE}位数字，现有{len(base)}位。"
    if not handling:
        return
    if len(handling) not in {IMPLEMENTATION, HANDLING}:
        yield f"实施编码应为{IMPLEMENTATION}位，业务办理项编码应为{HANDLING}位，现有{len(handling)}位。"
        return
    yield from _credit_faults(handling[:USCC], agency_uscc)
    level, inner, serial = (
        handling[USCC],
        handling[USCC + 1 : IMPLEMENTATION],
        handling[IMPLEMENTATION:],
    )
    said = (
        (level in "123456789", f"编码的第{USCC + 1}位是行使层级，应为1到9的数字。"),
        (_digits(inner, BASE), f"编码的第{USCC + 2}到{IMPLEMENTATION}位应为{BASE}位数字的基本编码。"),
        (inner == (base or inner), "编码里的基本编码与填写的基本编码不一致。"),
        (not serial or _digits(serial, 2), "业务办理项编码的最后2位应为数字。"),
    )
    yield from (words for right, words in said if not right)


def _credit_faults(credit: str, agency_uscc: str) -> Iterator[str]:
    try:
        uscc(credit)
    except BadIdentifier as bad:
        yield f"编码的前{USCC}位不是统一社会信用代码：{str(bad).partition('，请')[0]}。"
    else:
        if agency_uscc and credit != agency_uscc:
            yield f"编码的前{USCC}位不是办理单位的统一社会信用代码。"


def _digits(text: str, length: int) -> bool:
    return bool(re.fullmatch(rf"[0-9]{{{length}}}", text))
