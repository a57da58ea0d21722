"""A file that cannot be taken is refused in a sentence that says why and what to do, within little time and memory."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest
import xlsxwriter
from docx import Document
from PIL import Image
from tests.rooms.matters.compound_files import compound, workbook
from tests.rooms.matters.handed_in import book, changde

from yinuo.matters.sheets.grid import LARGEST_FILE, BadFile
from yinuo.matters.sheets.reading import outline, whole


def rewritten(content: bytes, parts: dict[str, bytes | None]) -> bytes:
    """A packed file with some parts changed, added or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            if one.filename not in parts:
                new.writestr(one.filename, old.read(one.filename))
        for name, data in parts.items():
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    """One part of a packed file."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read(name)


def word(*, table: bool = False, picture: bool = False) -> bytes:
    """A Word file."""
    document = Document()
    document.add_paragraph("关于证明事项的通知")
    if picture:
        image = io.BytesIO()
        Image.new("RGB", (200, 100), "white").save(image, "PNG")
        document.add_picture(image)
    if table:
        rows = document.add_table(rows=2, cols=2)
        for cell, text in zip(
            [*rows.rows[0].cells, *rows.rows[1].cells],
            ("证明名称", "证明用途", "收入证明", "申请低保"),
            strict=True,
        ):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def locked_workbook() -> bytes:
    """An old workbook with a password: the record that says so stands right after the beginning."""
    stream = workbook([["证明名称"], ["收入证明"]])
    filepass = struct.pack("<HHHHH", 0x002F, 6, 0, 0x1234, 0x5678)
    return compound({"Workbook": stream[:20] + filepass + stream[20:]})


def lying_bomb() -> bytes:
    """A sheet of a hundred megabytes that says of itself it has a hundred bytes, with a sum that fits the lie."""
    real = b"<worksheet><sheetData>" + b" " * (100 * 1024 * 1024)
    content = rewritten(changde(), {"xl/worksheets/sheet2.xml": real})
    name = b"xl/worksheets/sheet2.xml"
    told = struct.pack("<I", 100)
    sum_of_lie = struct.pack("<I", zlib.crc32(real[:100]))
    changed = bytearray(content)
    local = content.index(name) - 30
    changed[local + 14 : local + 18], changed[local + 22 : local + 26] = sum_of_lie, told
    central = content.rindex(name) - 46
    changed[central + 16 : central + 20], changed[central + 24 : central + 28] = sum_of_lie, told
    return bytes(changed)


def styled_rows(rows: int, columns: int) -> bytes:
    """A workbook with one row of text and many that are empty but have borders, as a department sends it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as made:
        sheet, border = made.add_worksheet("目录"), made.add_format({"border": 1})
        for column, title in enumerate(("证明名称", "证明用途", "设定依据")[:columns]):
            sheet.write_string(0, column, title)
            sheet.write_string(1, column, "内容")
        for row in range(2, rows):
            for column in range(columns):
                sheet.write_blank(row, column, None, border)
    return out.getvalue()


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>"""


def with_entities(content: bytes, name: str) -> bytes:
    """A part of a packed file that begins with entities which grow a thousandfold."""
    old = part(content, name)
    return rewritten(content, {name: ENTITIES + old[old.index(b"?>") + 2 :]})


BAD = {
    "nothing": (lambda: b"", "空的"),
    "blank": (lambda: b"\x00" * 40, "空的"),
    "pdf": (lambda: b"%PDF-1.7\n...", "PDF"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\nxxxx", "图片"),
    "scan as tiff": (lambda: b"II*\x00xxxx", "图片"),
    "rar": (lambda: b"Rar!\x1a\x07\x00", "解压"),
    "page with the name of a workbook": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
    "spreadsheet of 2003 in XML": (lambda: b'<?xml version="1.0"?><Workbook/>', "网页"),
    "macros by their part": (lambda: rewritten(changde(), {"xl/vbaProject.bin": b"x"}), "宏"),
    "macros by their declared type": (
        lambda: rewritten(
            changde(),
            {
                "[Content_Types].xml": part(changde(), "[Content_Types].xml").replace(
                    b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"
                )
            },
        ),
        "宏",
    ),
    "macros of Excel 4": (lambda: rewritten(changde(), {"xl/macrosheets/sheet1.xml": b"<x/>"}), "宏"),
    "macros in an old workbook": (
        lambda: compound({"Workbook": workbook([["a"]]), "_VBA_PROJECT_CUR": b"x"}),
        "宏",
    ),
    "locked workbook": (lambda: compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "密码"),
    "locked old workbook": (locked_workbook, "密码"),
    "old Word": (lambda: compound({"WordDocument": b"x"}), r"旧版 Word"),
    "slides": (lambda: compound({"PowerPoint Document": b"x"}), "PowerPoint"),
    "old file of something else": (lambda: compound({"Mail": b"x"}), "没有工作簿"),
    "binary workbook": (
        lambda: rewritten(changde(), {"xl/workbook.xml": None, "xl/workbook.bin": b"x"}),
        "xlsb",
    ),
    "cut off": (lambda: changde()[:4000], "损坏"),
    "cut off old workbook": (lambda: compound({"Workbook": workbook([["a"]])})[:700], "损坏"),
    "workbook without sheets": (
        lambda: rewritten(changde(), {"xl/workbook.xml": b"<workbook/>"}),
        "没有内容",
    ),
    "archive of something": (lambda: rewritten(changde(), {"xl/workbook.xml": None}), "压缩包"),
    "archive with a list in it": (
        lambda: rewritten(changde(), {"xl/workbook.xml": None, "目录.xlsx": changde()}),
        "先解压",
    ),
    "bomb that says so": (
        lambda: rewritten(changde(), {"xl/worksheets/sheet2.xml": b" " * (210 * 1024 * 1024)}),
        "210 MB",
    ),
    "bomb in one part": (
        lambda: rewritten(changde(), {"xl/worksheets/sheet2.xml": b" " * (60 * 1024 * 1024)}),
        "压缩炸弹",
    ),
    "bomb that lies": (lying_bomb, "压缩炸弹"),
    "thousands of parts": (
        lambda: rewritten(changde(), {f"xl/x{n}.xml": b"" for n in range(4_001)}),
        "个部分",
    ),
    "entities in a workbook": (lambda: with_entities(changde(), "xl/worksheets/sheet2.xml"), "实体"),
    "entities in a text": (lambda: with_entities(word(table=True), "word/document.xml"), "实体"),
    "a cell far away": (
        lambda: book(lambda made: [made.add_worksheet("目录").write_string(1_048_575, 16_383, "x")]),
        "第 1048576 行、第 16384 列",
    ),
    "too many columns": (
        lambda: book(lambda made: [made.add_worksheet("目录").write_string(1, 300, "x")]),
        "超过 200 列",
    ),
    "Word of a scan": (lambda: word(picture=True), "扫描件"),
    "Word without tables": (word, "没有表格"),
    "JSON of something else": (lambda: b'{"a": 1}', "没有找到行"),
    "broken JSON": (lambda: b'[{"a": ', "JSON"),
    "JSON of other things": (lambda: b'[{"a": {"b": 1}}]', "文字或者整数"),
}


@pytest.mark.parametrize(("make", "says"), BAD.values(), ids=BAD)
def test_it_is_refused_with_the_reason_and_what_to_do(make, says):
    with pytest.raises(BadFile, match=says) as refused:
        outline(make(), "目录.xlsx")
    assert refused.value.remedy.startswith(("请", "应为"))


def test_a_file_that_is_too_large_is_not_even_looked_into():
    with pytest.raises(BadFile, match="超过 20 MB"):
        outline(b"a" * (LARGEST_FILE + 1))


def test_more_rows_than_are_taken_at_once_are_refused_with_their_number():
    content = ("证明名称,证明用途\n" + "收入证明,申请低保\n" * 20_100).encode()
    assert outline(content).grids[0].total == 20_101
    with pytest.raises(BadFile, match="20101 行，超过 20000 行"):
        whole(content)


ALONE = """
import resource, sys
from yinuo.matters.sheets.reading import whole
print([(grid.name, grid.total) for grid in whole(sys.stdin.buffer.read()).grids])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""What the process that opens a file took at most; asked in a process whose only child it is."""


def test_many_empty_rows_with_borders_cost_neither_time_nor_memory():
    ran = subprocess.run(
        [sys.executable, "-c", ALONE], input=styled_rows(200_000, 3), capture_output=True, check=True
    )
    found, memory = ran.stdout.decode().splitlines()
    assert found == "[('目录', 2)]"
    assert int(memory) < 700 * 1024


def test_what_eats_all_memory_ends_in_a_sentence_and_hurts_nobody_else():
    # Written so that our own look does not see how far the cells reach: the library then wants hundreds of gigabytes,
    # and dies of it in a process of its own.
    far = book(lambda made: _two_cells(made.add_worksheet("目录")))
    name = "xl/worksheets/sheet1.xml"
    hidden = part(far, name).replace(b' r="XFD1048576"', b" r = 'XFD1048576'")
    with pytest.raises(BadFile, match="读不下去"):
        outline(rewritten(far, {name: hidden}))


def _two_cells(sheet):
    sheet.write_string(0, 0, "x")
    sheet.write_string(1_048_575, 16_383, "x")


def test_a_name_that_says_something_else_than_the_content_is_only_remarked():
    found = outline(changde(), "目录.csv")
    assert found.kind == "xlsx"
    assert "内容其实是Excel 工作簿" in found.remarks[0]
    assert outline("证明名称,用途\n甲,乙\n".encode(), "目录.xls").kind == "csv"
