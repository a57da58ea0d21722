"""Old Office files written by hand: a compound file with streams, and in one of them a workbook in BIFF8.

After [MS-CFB] and [MS-XLS]; only what a reader needs: no library that writes .xls is kept any more.
"""

from __future__ import annotations

import struct

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams at its root; short ones are filled up, so that none lives in small sectors."""
    chains: list[tuple[str, int, int]] = []
    data, table = b"", []
    for name, content in streams.items():
        filled = content.ljust(max(4096, -(-len(content) // SECTOR) * SECTOR), b"\x00")
        first, count = len(table), len(filled) // SECTOR
        table += [*range(first + 1, first + count), END]
        chains.append((name, first, len(filled)))
        data += filled
    entries = [_entry("Root Entry", 5, END, 0, child=1 if chains else FREE)]
    for number, (name, first, size) in enumerate(chains, start=1):
        right = number + 1 if number < len(chains) else FREE
        entries.append(_entry(name, 2, first, size, right=right))
    while len(entries) % 4:
        entries.append(_entry("", 0, 0, 0))
    directory = len(table)
    count = len(entries) // 4
    table += [*range(directory + 1, directory + count), END]
    data += b"".join(entries)
    place = len(table)
    sectors = -(-(place + 1) // 128)
    table += [FAT] * sectors
    table += [FREE] * (-len(table) % 128)
    assert sectors <= 109
    data += struct.pack(f"<{len(table)}I", *table)
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        sectors,
        directory,
        0,
        4096,
        END,
        0,
        END,
        0,
    )
    return header + struct.pack("<109I", *range(place, place + sectors), *[FREE] * (109 - sectors)) + data


def _entry(name: str, kind: int, first: int, size: int, *, right: int = FREE, child: int = FREE) -> bytes:
    written = (name + "\x00").encode("utf-16-le") if name else b""
    return struct.pack(
        "<64sHBBIII16sI8s8sIQ",
        written,
        len(written),
        kind,
        1,
        FREE,
        right,
        child,
        b"",
        0,
        b"",
        b"",
        first,
        size,
    )


def xls(rows: list[list[str | float]], *, spans: list[tuple[int, int, int, int]] = ()) -> bytes:
    """A workbook of one sheet; a number is written as number, a text as text, an empty text not at all."""
    return compound({"Workbook": workbook(rows, spans)})


def workbook(rows: list[list[str | float]], spans: list[tuple[int, int, int, int]] = ()) -> bytes:
    """The stream of such a workbook."""
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    name = "目录".encode("utf-16-le")
    sheet_name = struct.pack("<BB", len(name) // 2, 1) + name
    before = len(begin) + 4 + 6 + len(sheet_name) + 4
    bound = _record(0x0085, struct.pack("<IH", before, 0) + sheet_name)
    cells = b"".join(
        _cell(row, column, value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value != ""
    )
    merged = b""
    if spans:
        areas = b"".join(struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in spans)
        merged = _record(0x00E5, struct.pack("<H", len(spans)) + areas)
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells + merged
    return begin + bound + _record(0x000A, b"") + sheet + _record(0x000A, b"")


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _cell(row: int, column: int, value: str | float) -> bytes:
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text) // 2, 1) + text)
    return _record(0x0203, struct.pack("<HHHd", row, column, 0, value))
