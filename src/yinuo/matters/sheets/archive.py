"""A look into a packed Office file before any library opens it: macros, bombs, foreign parts, and where its cells end.

What the archive says of itself is not believed: every part that would be read is unpacked to its real end, in small
pieces that are thrown away, so that a bomb costs time that is limited and no memory.
"""

from __future__ import annotations

import copy
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Literal

from yinuo.matters.sheets.grid import BadFile

Kind = Literal["xlsx", "docx"]

MOST_PARTS = 4_000
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_PART = 120 * 1024 * 1024
LARGEST_TEXT = 40 * 1024 * 1024
"""Of the main part of a Word file, which is held in memory as a tree."""
MOST_CELLS = 4_000_000
DENSEST = 200
"""So many times its packed size a part may have, once it is larger than a megabyte."""

_PIECE = 256 * 1024
_OVERLAP = 512
_READ = re.compile(r"\.(xml|rels)$|^\[Content_Types\]\.xml$")
_CELL = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br=["\']([A-Za-z]{1,3})([0-9]{1,7})["\'][^<>]*(?<!/)>')
_DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_RESAVE = "请用 Excel 或者 WPS 打开，另存为新的文件后再上传"
_OTHERS = (
    ("xl/workbook.bin", "这是 Excel 二进制工作簿（.xlsb）", "请另存为“Excel 工作簿（.xlsx）”后再上传"),
    ("ppt/presentation.xml", "这是 PowerPoint 演示文稿", "请上传目录的 Excel、Word 或者 CSV 文件"),
    ("content.xml", "这是 OpenDocument 文件", "请另存为 .xlsx 或者 .docx 后再上传"),
)


def look(content: bytes) -> Kind:
    """Look into a packed file.

    Args:
        content: begins like a ZIP archive.

    Returns:
        What it is.

    Raises:
        BadFile: damaged, encrypted, with macros, unreasonably dense or large, or no workbook and no text.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return _look(packed, len(content))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError) as broken:
        if isinstance(broken, BadFile):
            raise
        raise _damaged() from broken
    except (NotImplementedError, RuntimeError) as strange:
        raise BadFile("文件加了密，或者用了少见的压缩方式，打不开", _RESAVE) from strange


def _look(packed: zipfile.ZipFile, size: int) -> Kind:
    parts = packed.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS:
        raise BadFile(f"文件里有 {len(parts)} 个部分，超过 {MOST_PARTS} 个，不像正常的表格", _RESAVE)
    if len(set(names)) != len(names):
        raise BadFile("文件里有重名的部分，不像正常的表格", _RESAVE)
    if any(part.flag_bits & 1 for part in parts):
        raise BadFile("压缩包设了密码，打不开", "请去掉密码后再上传")
    kind = _kind(set(names))
    _refuse_macros(packed, names)
    declared = sum(part.file_size for part in parts)
    if declared > LARGEST_UNPACKED:
        raise _bomb(f"解压后有 {_megabytes(declared)} MB，超过 {_megabytes(LARGEST_UNPACKED)} MB")
    unpacked = size
    for part in parts:
        if _READ.search(part.filename):
            unpacked += _walk(packed, part, LARGEST_UNPACKED - unpacked, kind)
    return kind


def _kind(names: set[str]) -> Kind:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    for name, what, remedy in _OTHERS:
        if name in names:
            raise BadFile(what, remedy)
    inside = [name for name in names if name.lower().endswith((".xlsx", ".xls", ".docx", ".csv", ".zip"))]
    if inside:
        raise BadFile(
            "这是压缩包，里面还有别的文件", "请先解压，再把里面的 Excel、Word 或者 CSV 文件逐个上传"
        )
    raise BadFile("这是压缩包，不是 Excel 或者 Word 文件", "请上传目录的 Excel、Word 或者 CSV 文件")


def _refuse_macros(packed: zipfile.ZipFile, names: list[str]) -> None:
    acting = any(
        name.lower().endswith(("vbaproject.bin", "vbadata.xml")) or name.startswith("xl/macrosheets/")
        for name in names
    )
    if "[Content_Types].xml" in names and not acting:
        part = packed.getinfo("[Content_Types].xml")
        for piece in _pieces(packed, part, LARGEST_PART):
            acting = acting or b"macroenabled" in piece.lower()
    if acting:
        raise BadFile(
            "文件里有宏（会自动运行的程序），为了安全不能收", "请另存为不带宏的 .xlsx 或者 .docx 后再上传"
        )


def _walk(packed: zipfile.ZipFile, part: zipfile.ZipInfo, room: int, kind: Kind) -> int:
    """Unpack a part piece by piece; its real size, which must be the one it declares."""
    limit = min(room, LARGEST_TEXT if part.filename == "word/document.xml" else LARGEST_PART)
    sheet = kind == "xlsx" and part.filename.startswith("xl/worksheets/")
    size, tail, far = 0, b"", (0, 0)
    for piece in _pieces(packed, part, limit):
        size += len(piece)
        if size > 1024 * 1024 and size > DENSEST * max(part.compress_size, 1):
            raise _bomb(f"其中一个部分压缩得异常，展开到原来的 {DENSEST} 倍以上")
        seen = tail + piece
        if _DECLARED.search(seen):
            raise BadFile("文件里有自定义的实体声明，正常的 Office 文件不会有，为了安全不能收", _RESAVE)
        far = _farther(far, seen) if sheet else far
        tail = seen[-_OVERLAP:]
    if size != part.file_size:
        raise _damaged()
    if far[0] * far[1] > MOST_CELLS:
        raise BadFile(
            f"表格最远的内容在第 {far[0]} 行、第 {far[1]} 列，中间大片是空的",
            "请删去表格以外零散的内容，或者把表格复制到新文件里再上传",
        )
    return size


def _pieces(packed: zipfile.ZipFile, part: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
    """A part to the real end of its data, whatever size it declares; never more than the limit."""
    to_the_end = copy.copy(part)
    to_the_end.file_size = limit + _PIECE
    came = 0
    with packed.open(to_the_end) as file:
        while piece := file.read(_PIECE):
            came += len(piece)
            if came > limit:
                raise _bomb(f"其中一个部分解压后超过 {_megabytes(limit)} MB")
            yield piece


def _farther(far: tuple[int, int], seen: bytes) -> tuple[int, int]:
    row, column = far
    for letters, digits in _CELL.findall(seen):
        row = max(row, int(digits))
        column = max(column, column_number(letters.decode()))
    return row, column


def column_number(letters: str) -> int:
    """The number of a column, ``A`` being 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """The letters of a column counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _megabytes(size: int) -> int:
    return round(size / 1024 / 1024)


def _damaged() -> BadFile:
    return BadFile("文件打不开，可能没有传完整或者已经损坏", _RESAVE)


def _bomb(what: str) -> BadFile:
    return BadFile(
        f"文件{what}，疑似压缩炸弹或者带有大片空白格式",
        "请把表格内容复制到新的工作簿，只保留要导入的表，再上传",
    )
