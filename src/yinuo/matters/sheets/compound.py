"""The table of contents of an old Office file (a compound file): enough to tell what it is, whether it is locked or acts.

After [MS-CFB]: a header, a chain of sectors that holds the directory, one entry of 128 bytes for each stream.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from yinuo.matters.sheets.grid import BadFile

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MOST_ENTRIES = 4_096
_ENTRY = 128
_IN_HEADER = 109
_LAST_SECTOR = 0xFFFFFFFA
_SMALL = 4_096
"""Streams of fewer bytes lie elsewhere; no workbook is so small."""
_FILEPASS, _FIRST_RECORDS = 0x002F, 8
_OFFICE_97 = "请用 Word 或者 WPS 打开，另存为 .docx 后再上传"


@dataclass(frozen=True, slots=True)
class Stream:
    """A storage or stream: its name, and the place in the file where it begins (past the end for small ones)."""

    name: str
    begins: int


def refuse_unless_workbook(content: bytes) -> None:
    """Say why a compound file is not taken; nothing is said of an old workbook without lock and macros.

    Args:
        content: begins with :data:`SIGNATURE`.

    Raises:
        BadFile: locked, with macros, an old text, or damaged.
    """
    found = {one.name: one for one in streams(content)}
    names = set(found)
    if "EncryptedPackage" in names:
        raise BadFile("文件设了打开密码，读不了", "请在 Excel 或者 Word 里去掉密码，另存后再上传")
    if {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA", "Macros"} & names:
        raise BadFile("文件里有宏（会自动运行的程序），为了安全不能收", "请另存为不带宏的 .xlsx 后再上传")
    if "WordDocument" in names:
        raise BadFile("这是旧版 Word 文件（.doc）", _OFFICE_97)
    if "PowerPoint Document" in names:
        raise BadFile("这是 PowerPoint 演示文稿", "请上传目录的 Excel、Word 或者 CSV 文件")
    book = found.get("Workbook") or found.get("Book")
    if book is None:
        raise BadFile("这个文件里没有工作簿", "请上传目录的 Excel、Word 或者 CSV 文件")
    if _locked(content, book):
        raise BadFile("工作簿设了密码，读不了", "请在 Excel 里去掉密码，另存后再上传")


def _locked(content: bytes, book: Stream) -> bool:
    """Whether one of the first records of a workbook says that the others are encrypted."""
    place = book.begins
    for _ in range(_FIRST_RECORDS):
        if place + 4 > len(content):
            return False
        kind, length = struct.unpack_from("<2H", content, place)
        if kind == _FILEPASS:
            return True
        place += 4 + length
    return False


def streams(content: bytes) -> Iterator[Stream]:
    """The storages and streams of a file.

    Args:
        content: a compound file.

    Raises:
        BadFile: it is cut off or its chains do not hold.
    """
    try:
        yield from _streams(content)
    except (struct.error, UnicodeDecodeError, IndexError) as broken:
        raise _damaged() from broken


def _streams(content: bytes) -> Iterator[Stream]:
    (power,) = struct.unpack_from("<H", content, 30)
    if power not in {9, 12}:
        raise _damaged()
    size = 1 << power
    table = list(_sector_table(content, size))
    (sector,) = struct.unpack_from("<I", content, 48)
    seen = 0
    while sector < _LAST_SECTOR:
        for place in range(0, size, _ENTRY):
            entry = content[(sector + 1) * size + place : (sector + 1) * size + place + _ENTRY]
            (length,) = struct.unpack_from("<H", entry, 64)
            first, stored = struct.unpack_from("<II", entry, 116)
            if entry[66] and 2 <= length <= 64:
                begins = (first + 1) * size if stored >= _SMALL else len(content)
                yield Stream(entry[: length - 2].decode("utf-16-le"), begins)
            seen += 1
        if seen > _MOST_ENTRIES:
            raise _damaged()
        sector = table[sector]


def _sector_table(content: bytes, size: int) -> Iterator[int]:
    """For each sector the one that follows it."""
    per_sector = size // 4
    places = list(struct.unpack_from(f"<{_IN_HEADER}I", content, 76))
    (more, count) = struct.unpack_from("<2I", content, 68)
    while more < _LAST_SECTOR and count > 0 and len(places) * size < len(content) + size * _IN_HEADER:
        *found, more = struct.unpack_from(f"<{per_sector}I", content, (more + 1) * size)
        places += found
        count -= 1
    for place in places:
        if place < _LAST_SECTOR:
            yield from struct.unpack_from(f"<{per_sector}I", content, (place + 1) * size)


def _damaged() -> BadFile:
    return BadFile(
        "文件打不开，可能没有传完整或者已经损坏", "请用 Excel 或者 WPS 打开，另存为 .xlsx 后再上传"
    )
