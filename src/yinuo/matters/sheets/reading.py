"""Reading what a department hands in, whatever it is: the content decides, and a file that bites is opened apart."""

from __future__ import annotations

import json
import subprocess
import sys

from yinuo.matters.sheets import compound
from yinuo.matters.sheets.grid import LARGEST_FILE, MOST_ROWS, BadFile, Book, from_json
from yinuo.matters.sheets.text import read_csv, read_json

OUTLINE_ROWS = 60
"""Rows of each grid that are kept where only its beginning is wanted."""
SECONDS = 120
"""How long the process that opens an office file may take; it is also stopped after so much work of the processor."""

_PDF = "请找到做这份 PDF 用的 Word 或者 Excel 文件上传；找不到的，请把表格复制到 Excel 里核对以后再上传"
_PICTURE = "请上传原来的 Word、Excel 或者 CSV 文件；只有纸质件的，请用识别软件转成表格并核对以后再上传"
_FOREIGN = (
    (b"%PDF-", "这是 PDF 文件，里面的表格读不准", _PDF),
    (b"\xff\xd8\xff", "这是图片，不是表格", _PICTURE),
    (b"\x89PNG\r\n\x1a\n", "这是图片，不是表格", _PICTURE),
    (b"II*\x00", "这是图片，不是表格", _PICTURE),
    (b"MM\x00*", "这是图片，不是表格", _PICTURE),
    (b"Rar!", "这是压缩包", "请先解压，再上传里面的 Excel、Word 或者 CSV 文件"),
    (b"7z\xbc\xaf'\x1c", "这是压缩包", "请先解压，再上传里面的 Excel、Word 或者 CSV 文件"),
    (b"\x1f\x8b", "这是压缩包", "请先解压，再上传里面的 Excel、Word 或者 CSV 文件"),
)
_ENDINGS = {
    "csv": (".csv", ".txt", ".tsv"),
    "json": (".json",),
    "xlsx": (".xlsx",),
    "xls": (".xls", ".et"),
    "docx": (".docx",),
}
_CALLED = {
    "csv": "CSV 文本",
    "json": "JSON",
    "xlsx": "Excel 工作簿（.xlsx）",
    "xls": "旧版 Excel 工作簿（.xls）",
    "docx": "Word 文件（.docx）",
}


def outline(content: bytes, name: str = "") -> Book:
    """What a file holds: all its grids with their first rows.

    Args:
        content: the file.
        name: under which it came; it only leads to a remark where it says something else than the content.

    Raises:
        BadFile: it cannot be taken; says why and what to do.
    """
    return _read(content, name, OUTLINE_ROWS, None)


def whole(content: bytes, only: int | None = None) -> Book:
    """A file with all rows, of one grid or of all.

    Args:
        content: the file.
        only: the grid whose rows are wanted, counted from 0; None for all of them.

    Raises:
        BadFile: it cannot be taken, or a grid has too many rows.
    """
    book = _read(content, "", MOST_ROWS + OUTLINE_ROWS, only)
    for place, grid in enumerate(book.grids):
        if only in {None, place}:
            refuse_too_long(grid.total)
    return book


def refuse_too_long(rows: int) -> None:
    """Refuse a grid with more rows than are taken in at once; a header of some rows is granted."""
    if rows > MOST_ROWS + OUTLINE_ROWS:
        raise BadFile(f"表格有 {rows} 行，超过 {MOST_ROWS} 行", "请分成几个文件导入")


def _read(content: bytes, name: str, most: int, only: int | None) -> Book:
    _refuse_foreign(content)
    packed = content.startswith((b"PK\x03\x04", b"PK\x05\x06", compound.SIGNATURE))
    if packed:
        book = _read_apart(content, most, only)
    elif content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"{", b"["}:
        book = read_json(content, most=most)
    else:
        book = read_csv(content, most=most)
    if not book.grids:
        raise BadFile("文件里没有内容", "请检查是不是选错了文件")
    ending = name.lower().rpartition(".")[2]
    if ending and f".{ending}" not in _ENDINGS[book.kind]:
        told = f"文件名以“.{ending}”结尾，内容其实是{_CALLED[book.kind]}，已经按内容读取"
        return Book(book.kind, book.grids, (told, *book.remarks))
    return book


def _refuse_foreign(content: bytes) -> None:
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise BadFile("文件是空的", "请检查是不是选错了文件")
    if len(content) > LARGEST_FILE:
        raise BadFile(
            f"文件有 {len(content) / 1024 / 1024:.1f} MB，超过 {LARGEST_FILE // 1024 // 1024} MB",
            "请删去图片和用不着的工作表，或者分成几个文件导入",
        )
    for signature, what, remedy in _FOREIGN:
        if content.startswith(signature):
            raise BadFile(what, remedy)


def _read_apart(content: bytes, most: int, only: int | None) -> Book:
    """Open an office file in a process of its own, with little memory and time: what kills it kills nothing else."""
    command = [
        sys.executable,
        "-m",
        "yinuo.matters.sheets.apart",
        str(most),
        "all" if only is None else str(only),
    ]
    try:
        ran = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)
        told = json.loads(ran.stdout)
    except (subprocess.TimeoutExpired, ValueError) as died:
        raise BadFile(
            "文件太大或者结构异常，读不下去",
            "请把表格复制到新的工作簿，只保留要导入的表，另存为 .xlsx 后再上传",
        ) from died
    if "reason" in told:
        raise BadFile(told["reason"], told["remedy"])
    return from_json(told)
