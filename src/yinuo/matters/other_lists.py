"""Reading a list that speaks of other places: whose each row is, and where a date stands in its source. No table is touched.

Everything that depends on how files are read stands here, beside :mod:`yinuo.matters.catalogue`.
"""

from __future__ import annotations

import re
from collections import defaultdict

from yinuo.matters.catalogue import BadFile, Row
from yinuo.matters.sheets.grid import LARGEST_FILE
from yinuo.matters.unaided import read

__all__ = ["LARGEST_FILE", "BadFile", "Row", "by_place", "dated"]

LONGEST_PLACE = 80
_DATED = re.compile(r"(?<!\d)(20\d\d)[-年](1[0-2]|0?[1-9])(?:[-月](3[01]|[12]\d|0?[1-9]))?")


def by_place(content: bytes, *, place: str, own: str) -> dict[str, list[Row]]:
    """The rows of a file by the place they speak of; this city's own are left out, it has its catalogue.

    Args:
        content: see :func:`yinuo.matters.unaided.read`.
        place: whose list it is where a row names no region; may be empty.
        own: name of this city.

    Returns:
        Places in the order of the file; rows that name neither a matter nor a proof are left out.

    Raises:
        BadFile: it cannot be read as a catalogue, rows name no region and ``place`` is empty, or nothing is of another place.
    """
    found: dict[str, list[Row]] = defaultdict(list)
    unnamed = 0
    for row in read(content).rows:
        name = (row["region"] or place.strip())[:LONGEST_PLACE]
        unnamed += not name
        if name and name != own and (row["administrative_matter"] or row["proof_item"]):
            found[name].append(row)
    if unnamed:
        raise BadFile(f"有 {unnamed} 行没有写地区", "请在“哪个地方的”里写明这是哪个地区的目录，再收一次")
    if not found:
        raise BadFile("文件里没有别的地方的事项", f"{own}自己的目录，请在“目录”的“导入”里导入")
    return dict(found)


def dated(source: str) -> str:
    """The day or month that a source names, as ``2022-07-11`` or ``2021-03``; empty where it names none."""
    found = _DATED.search(source)
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else ""
