"""Numbers as legal texts write them: 四十一, 41, ４１, 二〇二〇, ㈡, ②."""

from __future__ import annotations

import unicodedata

_DIGITS = {
    mark: value
    for value, marks in enumerate(
        ("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for mark in marks
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MARKS = "0-9零〇○一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟㈠-㈩①-⑳⑴-⒇"
"""What may stand in a number, as the inside of a character class."""
MOST = 9999


def number_of(written: str) -> int | None:
    """The number that characters write, or None where they write none between 1 and 9999.

    Args:
        written: Arabic or Chinese numerals, or one enclosed numeral; no spaces.
    """
    if len(written) == 1 and unicodedata.category(written) == "No":
        value = int(unicodedata.numeric(written))
    elif written.isascii() and written.isdecimal():
        value = int(written)
    elif written and all(mark in _DIGITS for mark in written):
        value = int("".join(str(_DIGITS[mark]) for mark in written))
    else:
        value = _with_units(written)
    return value if 1 <= value <= MOST else None


def _with_units(written: str) -> int:
    """A number with 十, 百, 千; 0 where it is none."""
    total, digit, last = 0, 0, MOST + 1
    for mark in written:
        if mark in _DIGITS and not digit:
            digit = _DIGITS[mark]
        elif mark in _UNITS and _UNITS[mark] < last:
            last = _UNITS[mark]
            total, digit = total + (digit or 1) * last, 0
        else:
            return 0
    return total + digit
