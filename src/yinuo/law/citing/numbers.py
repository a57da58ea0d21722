"""Document numbers in their one form: 国办发〔2020〕42号, 国务院令第385号, 国家税务总局公告2021年第21号."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yinuo.law.citing.marks import ANNOUNCED, DAY, DECREE, DECREE_LAST, LAST_LEAD_OF_A_NUMBER, LED_BY, YEARED
from yinuo.law.citing.numerals import number_of
from yinuo.law.citing.titles import STATE

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = (YEARED, ANNOUNCED, DECREE, DECREE_LAST)


def number_at(folded: str, place: int) -> tuple[str, int, int] | None:
    """The document number that begins at a place: its one form, where it begins and where it ends; None where none.

    It begins a little later where words lead to it (依据国办发…).
    """
    for kind in _KINDS:
        found = kind.match(folded, place)
        written = _written(kind, found) if found else ""
        if found and written:
            return written, place + len(found["body"]) - len(_body(found)), found.end()
    return None


def number_within(folded: str) -> str:
    """The first document number anywhere in a text, in its one form; empty where there is none."""
    return next(_all(DAY.sub(" ", folded)), "")


def _all(folded: str) -> Iterator[str]:
    for kind in _KINDS:
        found = kind.search(folded)
        written = _written(kind, found) if found else ""
        if written:
            yield written


def _written(kind: re.Pattern[str], found: re.Match[str]) -> str:
    body, serial = _body(found), number_of(found["serial"].lstrip("0") or "0")
    if serial is None:
        return ""
    if kind is YEARED:
        return f"{body}〔{found['year']}〕{serial}号" if body else ""
    if kind is ANNOUNCED:
        return f"{_stateless(body)}{found['year']}年第{serial}号"
    year = f"{found['year']}年" if found["year"] else ""
    return f"{_stateless(body)}令{year}第{serial}号"


def _body(found: re.Match[str]) -> str:
    """Who gave the number, without the words that lead to it."""
    led = LAST_LEAD_OF_A_NUMBER.match(found["body"])
    body = found["body"][led.end() :] if led else found["body"]
    return LED_BY.sub("", body)


def _stateless(body: str) -> str:
    return body.removeprefix(STATE)
