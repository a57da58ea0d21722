"""Reading a catalogue file and judging each row: taken, taken with remarks, or refused and why. No table is touched.

Cells are kept exactly as they stood; full-width characters and spaces are folded for comparison only. What the source
does not say stays empty: no name, article or type is made up (clauses 2.1-a, 2.1-c).
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from yinuo.law.scope import Risk, needs_a_basis, village_committee_may_issue

COLUMNS: dict[str, str] = {
    "source": "来源",
    "region": "地区",
    "department": "办理部门",
    "administrative_matter": "行政事项",
    "matter_type": "事项类型",
    "proof_item": "证明名称",
    "proof_use": "证明用途",
    "legal_basis": "设定依据",
    "drafting_agency": "开具单位",
    "commitment_method": "承诺方式",
    "verification_method": "核查方式",
    "public": "是否公开",
    "row_class": "类别",
    "note": "备注",
}
"""Columns of a catalogue file: code name and Chinese name; a header may use either."""

NEEDED = ("source", "administrative_matter", "proof_item", "row_class")
LARGEST_FILE = 5 * 1024 * 1024
MOST_ROWS = 20_000
LONGEST = {"administrative_matter": 120, "proof_item": 200, "proof_use": 200, "drafting_agency": 200}

CLASSES: dict[str, str] = {
    "A": "实行告知承诺",
    "B": "已取消，改为书面承诺，不得再索要这份证明",
    "S": "已取消，改为数据共享或者核验，由机关自己查，不得向申请人索要",
    "R": "保留，不实行告知承诺，按规定提交证明",
    "N": "村（居）民委员会不得出具",
    "C": "法定证明，是否实行告知承诺由本市编制时确定",
}
KINDS: dict[str, str] = {"许可": "licence", "确认": "confirmation", "给付": "payment", "其他": "other"}
_RISK_WORDS: dict[str, Risk] = {
    "国家安全": Risk.NATIONAL_SECURITY,
    "国家秘密": Risk.STATE_SECRETS,
    "公共安全": Risk.PUBLIC_SAFETY,
    "金融": Risk.FINANCIAL_PRUDENCE,
    "生态环境": Risk.ENVIRONMENT,
    "人身健康": Risk.HEALTH,
    "人身安全": Risk.LIFE_AND_PROPERTY,
    "生命财产": Risk.LIFE_AND_PROPERTY,
    "涉外": Risk.FOREIGN_AFFAIRS,
}
_SITUATION = re.compile(r"^证明属于[“\"「](.+)[”\"」]情形$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


class BadFile(ValueError):
    """A file that cannot be read as a catalogue; the message says why and what to do, in Chinese."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file.

    Attributes:
        line: line of the file on which it begins, the header being line 1.
        raw: header as written to cell as it stood.
        cells: code name of the column to the cell without surrounding space; a missing column is empty.
        too_many: how many cells stand beyond the header.
    """

    line: int
    raw: Mapping[str, str]
    cells: Mapping[str, str]
    too_many: int = 0

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def situation(self) -> str:
        """The situation that the row's proof is for, where its use names one (业务办理项)."""
        found = _SITUATION.match(self["proof_use"])
        return found.group(1) if found else ""

    @property
    def matter(self) -> str:
        """Name of the matter; a situation named by the source makes it a case of its own."""
        name = self["administrative_matter"]
        return f"{name}（{self.situation}）" if name and self.situation else name

    @property
    def key(self) -> tuple[str, str]:
        """Matter and proof, folded."""
        return folded(self.matter), folded(self["proof_item"])


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a row.

    Attributes:
        row: the row.
        outcome: ``"taken"``, ``"remarked"`` or ``"refused"``.
        remarks: what an editor should know, or why it is refused; in Chinese.
        kind: kind of matter, empty where the source does not say.
        risks: names of :class:`Risk` that the source's note speaks of.
        same_as: slug of the item that the catalogue already holds.
    """

    row: Row
    outcome: str
    remarks: tuple[str, ...] = ()
    kind: str = ""
    risks: tuple[str, ...] = ()
    same_as: str = ""

    @property
    def makes_item(self) -> bool:
        """Whether a proof item is to be made; a row without a proof name makes its matter only."""
        return self.outcome != "refused" and bool(self.row["proof_item"]) and not self.same_as


@dataclass
class _Notes:
    """What is found while judging one row."""

    against: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def folded(text: str) -> str:
    """A text for comparison: one form for full and half width, no spaces, small letters."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def read(content: bytes) -> tuple[Row, ...]:
    """The rows of a catalogue file.

    Args:
        content: CSV in UTF-8 (with or without a mark), UTF-16 with a mark, or GB18030; commas, semicolons or tabs.

    Returns:
        All rows that are not empty, in order.

    Raises:
        BadFile: not a CSV, too large, in no known encoding, or without the needed columns.
    """
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[Row] = []
    try:
        header = [cell.strip() or f"第{place}列" for place, cell in enumerate(next(reader, []), start=1)]
        names = _columns(header)
        start = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(_row(start, header, names, cells))
            if len(rows) > MOST_ROWS:
                raise BadFile(f"超过 {MOST_ROWS} 行，请分成几个文件导入")
            start = reader.line_num + 1
    except csv.Error as broken:
        raise BadFile(f"第 {reader.line_num} 行的引号或者分隔符有错，读不下去（{broken}）") from broken
    if not rows:
        raise BadFile("文件里只有表头，没有内容")
    return tuple(rows)


def judge(
    rows: Iterable[Row], *, on: date, known: Mapping[tuple[str, str], str] | None = None
) -> tuple[Verdict, ...]:
    """A verdict on each row.

    Args:
        rows: of one file.
        on: the day as of which the law is asked.
        known: folded matter and proof to the slug of the item that the catalogue already holds.

    Returns:
        Verdicts in the order of the rows.
    """
    seen: dict[tuple[str, str], int] = {}
    found = []
    for row in rows:
        verdict = _verdict(row, on, known or {}, seen)
        found.append(verdict)
        if verdict.outcome != "refused":
            seen.setdefault(row.key, row.line)
    return tuple(found)


def _decoded(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise BadFile(f"文件超过 {LARGEST_FILE // 1024 // 1024} MB，请分成几个文件导入")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadFile("这是 Excel 工作簿，请在 Excel 里另存为“CSV UTF-8（逗号分隔）”再导入")
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            raise BadFile("文件里有空字符，不是文本文件，请重新导出为 CSV")
        return text
    raise BadFile("认不出文件的编码，请另存为 UTF-8 或者 GB18030 编码的 CSV")


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max((",", "\t", ";"), key=first.count)


def _columns(header: list[str]) -> list[str]:
    by_title = {folded(title): name for name, title in COLUMNS.items()} | {name: name for name in COLUMNS}
    names = [by_title.get(folded(cell), "") for cell in header]
    missing = [f"{COLUMNS[name]}（{name}）" for name in NEEDED if name not in names]
    if missing:
        raise BadFile(f"表头缺少：{'、'.join(missing)}；第一行应当是列名")
    twice = sorted({COLUMNS[name] for name in names if name and names.count(name) > 1})
    if twice or len(set(header)) != len(header):
        raise BadFile(
            f"表头里有重复的列：{'、'.join(twice) or '、'.join(sorted({c for c in header if header.count(c) > 1}))}"
        )
    return names


def _row(line: int, header: list[str], names: list[str], cells: list[str]) -> Row:
    filled = [*cells, *[""] * (len(header) - len(cells))]
    raw = dict(zip(header, filled, strict=False))
    known = {name: cell.strip() for name, cell in zip(names, filled, strict=False) if name}
    return Row(line, raw, known, max(0, len(cells) - len(header)))


def _verdict(
    row: Row, on: date, known: Mapping[tuple[str, str], str], seen: Mapping[tuple[str, str], int]
) -> Verdict:
    notes = _Notes()
    _against_form(row, notes)
    _against_class(row, notes, on)
    if not notes.against and row.key in seen:
        notes.against.append(f"与第 {seen[row.key]} 行重复")
    if notes.against:
        return Verdict(row, "refused", tuple(notes.against))
    same_as = known.get(row.key, "") if row["proof_item"] else ""
    if same_as:
        notes.remarks.append("目录里已经有这一项，没有重复建立，原有内容没有改动")
    risks = _risks(row)
    _remarks(row, notes, on, risks)
    outcome = "remarked" if notes.remarks else "taken"
    return Verdict(row, outcome, tuple(notes.remarks), KINDS.get(row["matter_type"], ""), risks, same_as)


def _against_form(row: Row, notes: _Notes) -> None:
    if row.too_many:
        notes.against.append(f"比表头多出 {row.too_many} 格，多半是某一格里的逗号没有加引号")
    named = [COLUMNS[name] for name, cell in row.cells.items() if _CONTROL.search(cell)]
    if named:
        notes.against.append(f"{'、'.join(named)}里有看不见的控制字符，请删去后再导入")
    for name in ("administrative_matter", "proof_item"):
        length = len(row.matter if name == "administrative_matter" else row[name])
        if length > LONGEST[name]:
            notes.against.append(f"{COLUMNS[name]}有 {length} 个字，最多 {LONGEST[name]} 个字")


def _against_class(row: Row, notes: _Notes, on: date) -> None:
    row_class = row["row_class"].upper()
    if row_class not in CLASSES:
        notes.against.append(f"类别“{row['row_class']}”不认识，应为 {'、'.join(CLASSES)} 之一")
    elif row_class == "N":
        basis = village_committee_may_issue.on(on, row["proof_item"]).citation.label
        notes.against.append(f"{CLASSES['N']}（{basis}），不建立证明事项；原文保留，用来核对开具单位")
    elif not row["administrative_matter"]:
        notes.against.append("来源没有写明是办哪一件行政事项要这份证明，无法编入目录；原文保留")
    elif row_class != "A" and not row["proof_item"]:
        notes.against.append("来源没有写明证明名称；原文保留")
    elif (
        row_class in {"A", "C", "R"}
        and _village(row)
        and not village_committee_may_issue.on(on, row["proof_item"]).value
    ):
        notes.against.append(village_committee_may_issue.on(on, row["proof_item"]).reason)
    if not row["source"]:
        notes.against.append("没有写明来源")


def _village(row: Row) -> bool:
    issuer = folded(row["drafting_agency"])
    return bool(re.search(r"村|居民委员会|居委会|社区", issuer)) and "取消" not in issuer


def _risks(row: Row) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(risk.name for words, risk in _RISK_WORDS.items() if f"涉{words}" in row["note"])
    )


def _remarks(row: Row, notes: _Notes, on: date, risks: tuple[str, ...]) -> None:
    row_class, proof, kind = row["row_class"].upper(), row["proof_item"], row["matter_type"]
    named = "、".join(Risk[name].value for name in risks)
    lacking = _basis_lacking(row, on) if row_class in {"A", "C", "R"} and proof else ""
    too_long = [COLUMNS[name] for name in ("proof_use", "drafting_agency") if len(row[name]) > LONGEST[name]]
    said = (
        (row_class in {"B", "S", "R"}, CLASSES[row_class]),
        (not proof, "来源没有写明证明名称，只收下行政事项，没有编造证明名称"),
        (row.situation, f"来源按适用情形列出，“{row.situation}”作为单独的办理项"),
        (lacking, lacking),
        (kind and kind not in KINDS, f"事项类型“{kind}”不认识，没有带入"),
        (named, f"备注说到{named}，记为排除情形，不能公布为告知承诺"),
        (_village(row), "开具单位里有村（居）民委员会，请核对其有没有条件查清"),
        (too_long, f"{'、'.join(too_long)}太长，没有带入，原文保留"),
    )
    notes.remarks += [words for holds, words in said if holds]


def _basis_lacking(row: Row, on: date) -> str:
    if not row["legal_basis"]:
        return "来源没有载明设定依据"
    return "" if needs_a_basis.on(on, row["legal_basis"]).value else "设定依据没有写到条"
