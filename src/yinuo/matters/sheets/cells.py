"""The text of a single cell: how it is made harmless for table programs and read back, and what day it names."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Any

_CALCULATES = frozenset("=+-@＝＋－＠")
_BREAKS = frozenset("\t\r\n")
_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"^[0-9]{5}(\.0+)?$")
_DAY = re.compile(r"^([0-9]{4})\s*[-./年]\s*([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})\s*[日号]?$")
_PLAIN_DAY = re.compile(r"^((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})$")
_EXACT_DIGITS = 10**15


def harmless(cell: object) -> str:
    """A cell that no table program takes for a formula, also behind blanks, apostrophes or in full width.

    :func:`restored` takes back exactly what this puts on.

    Args:
        cell: what is to stand there.

    Returns:
        Its text, with an apostrophe before what a program could calculate.
    """
    text = str(cell)
    return f"'{text}" if _calculates(text.lstrip("'")) else text


def restored(cell: str) -> str:
    """A cell as it was before :func:`harmless`; every other cell as it is."""
    return cell[1:] if cell[:1] == "'" and _calculates(cell.lstrip("'")) else cell


def _calculates(text: str) -> bool:
    return text[:1] in _BREAKS or text.lstrip()[:1] in _CALCULATES


def written(value: Any) -> str:
    """A value of a workbook as a person reads it: whole numbers without point, days as ``2024-03-05``.

    Args:
        value: text, number, truth, day or time as the reading library gives it; None is empty.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)
    if isinstance(value, datetime):
        day = value.date().isoformat()
        return day if value.time() == time() else f"{day} {value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def lost_digits(value: Any) -> bool:
    """Whether a number is too long for a workbook, which keeps fifteen digits and makes the rest zeros."""
    return isinstance(value, float) and value.is_integer() and abs(value) >= _EXACT_DIGITS


def day_written(text: str) -> str:
    """A day in ISO form, however an office writes it; the text itself where it is no day.

    Args:
        text: ``2024年3月5日``, ``2024.3.5``, ``20240305``, full width too, or the serial number ``45356`` of a workbook.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    named = _DAY.match(plain) or _PLAIN_DAY.match(plain)
    try:
        if named:
            return date(*(int(part) for part in named.groups())).isoformat()
    except ValueError:
        return text
    if _SERIAL.match(plain):
        return (_EPOCH + timedelta(days=int(plain[:5]))).isoformat()
    return text
