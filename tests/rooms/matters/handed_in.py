"""Lists as departments hand them in, made of the real rows: with titles, merged cells, sections, notes and what else they hold."""

from __future__ import annotations

import csv
import io
from importlib.resources import files
from typing import Any

import xlsxwriter
from docx import Document
from tests.rooms.matters.compound_files import xls

REAL: list[dict[str, str]] = list(
    csv.DictReader(io.StringIO(files("yinuo_demo").joinpath("data", "catalogue_real.csv").read_text("utf-8")))
)
"""The real rows, with the columns of the file."""

CITY = "宿州市"


def real(*classes: str, most: int = 12) -> list[dict[str, str]]:
    """Real rows of some classes that name a matter and a proof, each proof once for its matter."""
    found = {
        (row["administrative_matter"], row["proof_item"]): row
        for row in REAL
        if row["row_class"] in classes and row["administrative_matter"] and row["proof_item"]
    }
    return list(found.values())[:most]


class Sheet:
    """A sheet that is filled row by row."""

    def __init__(self, book: Any, name: str) -> None:
        self.sheet, self.row = book.add_worksheet(name), 0

    def write(self, *cells: Any, at: int | None = None) -> int:
        """Write a row; the number of it, counted from 0."""
        row = self.row if at is None else at
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                self.sheet.write_string(row, column, cell) if cell else None
            elif cell is not None:
                self.sheet.write(row, column, cell)
        self.row = row + 1
        return row

    def merge(self, top: int, left: int, bottom: int, right: int, text: str) -> None:
        """Merge an area."""
        self.sheet.merge_range(top, left, bottom, right, text)
        self.row = max(self.row, bottom + 1)


def book(fill: Any) -> bytes:
    """A workbook that somebody fills."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        fill(made)
    return out.getvalue()


def changde(rows: list[dict[str, str]] | None = None) -> bytes:
    """The layout of Changde: title, heading of two rows with merged cells, a section for each unit, a note below."""
    rows = rows if rows is not None else real("C", "A")

    def fill(made: Any) -> None:
        made.add_worksheet("说明").write_string(0, 0, "本工作簿由各单位填报")
        sheet = Sheet(made, "目录清单")
        sheet.merge(0, 0, 0, 10, f"{CITY}证明事项目录清单")
        singles = {
            0: "序号",
            1: "证明名称",
            2: "证明用途",
            7: "索要单位",
            8: "开具单位",
            9: "行使层级",
            10: "事项类型",
        }
        for column, title in singles.items():
            sheet.merge(1, column, 2, column, title)
        sheet.merge(1, 3, 1, 6, "设定依据")
        for column, title in enumerate(("名称", "文号", "条文", "效力层级"), start=3):
            sheet.sheet.write_string(2, column, title)
        sheet.merge(3, 0, 3, 10, f"一、{CITY}司法局（共{len(rows)}项）")
        for number, row in enumerate(rows, start=1):
            title, _, article = row["legal_basis"].partition("》")
            basis = (f"{title}》", article) if article else ("", row["legal_basis"])
            sheet.write(
                number,
                row["proof_item"],
                row["administrative_matter"],
                basis[0],
                "",
                basis[1],
                "法律",
                f"{CITY}司法局",
                row["drafting_agency"],
                "市级",
                f"行政{row['matter_type']}" if row["matter_type"] else "",
            )
        sheet.merge(sheet.row, 0, sheet.row, 10, "注：效力层级为法律、行政法规、地方性法规、部门规章")

    return book(fill)


def chibi() -> bytes:
    """The layout of Chibi in Word: two tables with the same heading, a cell with several proofs, reasons for some."""
    headings = (
        "序号",
        "证明名称",
        "证明用途",
        "设定依据",
        "索要单位",
        "开具单位",
        "不能实行告知承诺及保留原因",
    )
    rows = real("C", most=6)
    document = Document()
    document.add_paragraph(f"{CITY}司法局保留的证明事项清单")
    for part in (rows[:3], rows[3:]):
        table = document.add_table(rows=1, cols=len(headings))
        for cell, title in zip(table.rows[0].cells, headings, strict=True):
            cell.text = title
        for number, row in enumerate(part, start=1):
            cells = table.add_row().cells
            reason = "涉及第三人人身安全，核查困难" if number == 1 else ""
            issuer = row["drafting_agency"]
            texts = (
                str(number),
                row["proof_item"],
                row["administrative_matter"],
                row["legal_basis"],
                f"{CITY}司法局",
                issuer,
                reason,
            )
            for cell, text in zip(cells, texts, strict=True):
                cell.text = text
        document.add_paragraph("")
    last = document.tables[-1].add_row().cells
    last[1].text = "1.居民身份证；2.居民户口簿"
    last[2].text = "法律援助申请"
    last[3].text = "《法律援助法》第四十一条"
    last[4].merge(last[5])
    last[4].text = f"{CITY}司法局"
    document.add_paragraph("注：保留的证明事项按规定提交证明。")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def jalaid() -> bytes:
    """The layout of Jalaid Banner as an old workbook, with serial numbers for days."""
    rows: list[list[str | float]] = [
        ["证明事项清单"] + [""] * 9,
        [
            "序号",
            "证明事项名称",
            "证明用途",
            "设定依据",
            "效力层级",
            "索要单位",
            "开具单位",
            "填报人",
            "联系电话",
            "填报日期",
        ],
    ]
    for number, row in enumerate(real("C", most=5), start=1):
        rows.append(
            [
                float(number),
                row["proof_item"],
                row["administrative_matter"],
                row["legal_basis"],
                "法律",
                f"{CITY}司法局",
                row["drafting_agency"],
                "经办人",
                "0557-1234567",
                45356.0,
            ]
        )
    return xls(rows, spans=[(0, 0, 0, 9)])


def anhui() -> bytes:
    """The layout of Anhui's lists of abolished materials, as Excel saves it: GB18030, a title, the unit in a row."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([f"{CITY}取消的证明材料清单", "", "", ""])
    writer.writerow(["序号", "材料名称", "对应事项", "取消后的办理方式"])
    writer.writerow([f"{CITY}公安局", "", "", ""])
    for number, row in enumerate(real("S", most=4), start=1):
        writer.writerow([number, row["proof_item"], row["administrative_matter"], "部门间信息共享"])
    writer.writerow([f"{CITY}司法局", "", "", ""])
    for number, row in enumerate(real("B", most=3), start=5):
        writer.writerow([number, row["proof_item"], row["administrative_matter"], "申请人书面承诺"])
    return out.getvalue().encode("gb18030")


def unknown() -> bytes:
    """Headings that no layout knows; what stands below them tells."""

    def fill(made: Any) -> None:
        sheet = Sheet(made, "Sheet1")
        sheet.write("编", "东西", "干什么用", "哪条规定", "谁开")
        for number, row in enumerate(real("C", most=8), start=1):
            sheet.write(
                number, row["proof_item"], row["administrative_matter"], row["legal_basis"], "市民政局"
            )

    return book(fill)


def large(rows: int, salt: str = "") -> bytes:
    """A workbook in our own columns with many rows, each of its own."""

    def fill(made: Any) -> None:
        sheet = Sheet(made, "目录")
        names = list(REAL[0])
        sheet.write(*names)
        filled = [row for row in REAL if row["row_class"] in "AC" and row["administrative_matter"]]
        for number in range(rows):
            row = filled[number % len(filled)]
            own = {
                **row,
                "administrative_matter": f"{row['administrative_matter']}{salt}（{number // 4}）",
                "proof_item": f"{row['proof_item'] or '证明'}之{number}",
            }
            sheet.write(*(own[name] for name in names))

    return book(fill)
