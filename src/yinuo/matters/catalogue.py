"""Judging the rows of a catalogue list: taken, taken with remarks, or refused and why. No table is touched.

Cells are kept exactly as they stood; full-width characters and spaces are folded for comparison only. What the source
does not say stays empty: no name, article or type is made up (clauses 2.1-a, 2.1-c).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from yinuo.law.listing import Kind, ListedItem, lint_one
from yinuo.law.scope import Risk, needs_a_basis, village_committee_may_issue
from yinuo.matters import meaning
from yinuo.matters.columns import COLUMNS, folded
from yinuo.matters.meaning import CLASSES, LONGEST, Values
from yinuo.matters.sheets.grid import BadFile

__all__ = ["COLUMNS", "BadFile", "Key", "Note", "Row", "Verdict", "folded", "judge"]

Key = tuple[str, str, str]
"""Whose, matter and proof, folded: what one item is and no other."""

_SITUATION = re.compile(r"^证明属于[“\"「](.+)[”\"」]情形$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffd\ufffe\uffff]")
_READ_IN_RAW_LISTS = frozenset({Kind.LOW_BASIS, Kind.LICENCE, Kind.OWN_PAPER, Kind.OWN_ISSUER, Kind.EFFORT})
"""What is lacking in nearly every raw list is left to the check of the catalogue, once editors have worked on it."""
_CELLS = {"name": "proof_item", "basis": "legal_basis", "issuer": "drafting_agency"}
_EFFORT = ("uses_a_year", "days_to_get", "trips_to_get", "effort_source")
_TOLD_ONCE = frozenset({"proof_item", "administrative_matter", "row_class"})


@dataclass(frozen=True, slots=True)
class Note:
    """What an editor should know of a cell.

    Attributes:
        column: code name of the column, or empty where it is about the whole row.
        why: what it is, in Chinese.
        mend: what to do, in Chinese; empty where nothing is to be done.
    """

    column: str
    why: str
    mend: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a list.

    Attributes:
        line: row of the sheet, table or file on which it begins; of a CSV file the header is line 1.
        raw: heading as written to cell as it stood.
        cells: code name of the column to the cell as it is read; only columns that the list has.
        too_many: how many cells stand beyond the header.
        part: which part of its cell it is, from 1; 0 where the cell was not taken apart.
        among: how many parts there are; 0 likewise.
        told: what was noticed while its cells were read.
    """

    line: int
    raw: Mapping[str, str]
    cells: Mapping[str, str]
    too_many: int = 0
    part: int = 0
    among: int = 0
    told: tuple[Note, ...] = ()

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
        name, situation = self["administrative_matter"], self.situation
        if not name or not situation or name.endswith(f"（{situation}）"):
            return name
        return f"{name}（{situation}）"

    @property
    def row_class(self) -> str:
        """The letter of its class, or what stands there."""
        return meaning.row_class(self["row_class"])

    @cached_property
    def values(self) -> Values:
        """What its cells say of an item and its matter."""
        return meaning.values({**self.cells, "administrative_matter": self.matter})

    def key(self, whose: str = "") -> Key:
        """Whose, matter and proof, folded."""
        return whose, folded(self.matter), folded(self["proof_item"])


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a row.

    Attributes:
        row: the row.
        outcome: ``"taken"``, ``"remarked"`` or ``"refused"``.
        notes: what an editor should know, or why it is refused.
        same_as: slug of the item that the catalogue already holds.
    """

    row: Row
    outcome: str
    notes: tuple[Note, ...] = ()
    same_as: str = ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """The notes in words."""
        return tuple(note.why for note in self.notes)

    @property
    def kind(self) -> str:
        """Kind of matter, empty where the source does not say."""
        return str(self.row.values.matter["kind"])

    @property
    def risks(self) -> tuple[str, ...]:
        """Names of :class:`Risk` that the source speaks of."""
        return tuple(self.row.values.item["risks"])

    @property
    def makes_item(self) -> bool:
        """Whether a proof item is to be made; a row without a proof name makes its matter only."""
        return self.outcome != "refused" and bool(self.row["proof_item"]) and not self.same_as


@dataclass
class _Notes:
    """What is found while judging one row."""

    against: list[Note] = field(default_factory=list)
    remarks: list[Note] = field(default_factory=list)

    def refuse(self, column: str, why: str, mend: str = "") -> None:
        self.against.append(Note(column, why, mend))

    def remark(self, column: str, why: str, mend: str = "") -> None:
        self.remarks.append(Note(column, why, mend))


def judge(
    rows: Iterable[Row],
    *,
    on: date,
    known: Mapping[Key, str] | None = None,
    whose: Callable[[Row], str] = lambda _row: "",
) -> tuple[Verdict, ...]:
    """A verdict on each row.

    Args:
        rows: of one list.
        on: the day as of which the law is asked.
        known: keys of the items that the catalogue already holds to their slugs.
        whose: what tells one body's matter from another's.

    Returns:
        Verdicts in the order of the rows.
    """
    seen: dict[Key, int] = {}
    found = []
    for row in rows:
        key = row.key(whose(row))
        verdict = judge_row(row, on=on, same_as=(known or {}).get(key, ""), doubles=seen.get(key))
        found.append(verdict)
        if verdict.outcome != "refused":
            seen.setdefault(key, row.line)
    return tuple(found)


def judge_row(row: Row, *, on: date, same_as: str = "", doubles: int | None = None) -> Verdict:
    """A verdict on one row.

    Args:
        row: the row.
        on: the day as of which the law is asked.
        same_as: slug of the item that the catalogue already holds, or empty.
        doubles: line of an earlier row of the same list with the same matter and proof.
    """
    notes = _Notes()
    _against_form(row, notes)
    _against_class(row, notes, on)
    if not notes.against and doubles is not None:
        notes.refuse(
            "proof_item", f"与第 {doubles} 行重复", "两行确实是两件事的，请把名称写出区别；否则不用处理"
        )
    if notes.against:
        return Verdict(row, "refused", (*notes.against, *_split_note(row)))
    same_as = same_as if row["proof_item"] else ""
    if same_as:
        notes.remark("proof_item", "目录里已经有这一项，没有重复建立，原有内容没有改动")
    _remarks(row, notes, on)
    notes.remarks[:0] = row.told
    outcome = "remarked" if notes.remarks else "taken"
    return Verdict(row, outcome, tuple(notes.remarks), same_as)


def _split_note(row: Row) -> tuple[Note, ...]:
    """That a row is a part of a cell is told also where it is refused: the taking apart may be the reason."""
    return tuple(note for note in row.told if row.part and note.column == "proof_item")


def _against_form(row: Row, notes: _Notes) -> None:
    if row.too_many:
        notes.refuse(
            "", f"比表头多出 {row.too_many} 格，多半是某一格里的逗号没有加引号", "请在文件里改好后重新上传"
        )
    for name, cell in row.cells.items():
        if _CONTROL.search(cell):
            notes.refuse(name, f"{COLUMNS[name]}里有看不见的控制字符或者乱码", "请重新填写这一格")
    for name, text in (("administrative_matter", row.matter), ("proof_item", row["proof_item"])):
        if len(text) > LONGEST[name]:
            notes.refuse(
                name,
                f"{COLUMNS[name]}有 {len(text)} 个字，最多 {LONGEST[name]} 个字",
                "请写短，详细内容可以写进备注",
            )


def _against_class(row: Row, notes: _Notes, on: date) -> None:
    letter, proof = row.row_class, row["proof_item"]
    if letter not in CLASSES:
        notes.refuse(
            "row_class",
            f"类别“{row['row_class']}”不认识，应为 {'、'.join(CLASSES)} 之一",
            "请改成其中一个字母",
        )
    elif letter == "N":
        basis = village_committee_may_issue.on(on, proof).citation.label
        notes.refuse(
            "row_class", f"{CLASSES['N']}（{basis}），不建立证明事项；原文保留，用来核对开具单位", "不用处理"
        )
    elif not row["administrative_matter"]:
        notes.refuse(
            "administrative_matter",
            "来源没有写明是办哪一件行政事项要这份证明，无法编入目录；原文保留",
            "请问明以后补写行政事项",
        )
    elif letter != "A" and not proof:
        notes.refuse("proof_item", "来源没有写明证明名称；原文保留", "请补写证明名称")
    elif letter in {"A", "C", "R"} and _village(row) and not village_committee_may_issue.on(on, proof).value:
        notes.refuse(
            "drafting_agency",
            village_committee_may_issue.on(on, proof).reason,
            "请改为真正掌握情况的单位；没有的，这份证明应当取消",
        )
    if not row["source"]:
        notes.refuse("source", "没有写明来源", "请写明这一行出自哪个文件")


def _village(row: Row) -> bool:
    issuer = folded(row["drafting_agency"])
    return bool(re.search(r"村|居民委员会|居委会|社区", issuer)) and "取消" not in issuer


def _remarks(row: Row, notes: _Notes, on: date) -> None:
    letter, proof = row.row_class, row["proof_item"]
    said = (
        (letter in {"B", "S", "R"}, Note("row_class", CLASSES[letter])),
        (
            not proof,
            Note(
                "proof_item", "来源没有写明证明名称，只收下行政事项，没有编造证明名称", "知道名称的，请补写"
            ),
        ),
        (row.situation, Note("proof_use", f"来源按适用情形列出，“{row.situation}”作为单独的办理项")),
    )
    notes.remarks += [note for holds, note in said if holds]
    if letter in {"A", "C", "R"} and proof:
        _remark_basis(row, notes, on)
        _remark_as_listed(row, notes, on)
    _remark_unread(row, notes)
    _remark_risks(row, notes)
    if _village(row):
        notes.remark("drafting_agency", "开具单位里有村（居）民委员会，请核对其有没有条件查清")
    _remark_lengths(row, notes)


def _remark_as_listed(row: Row, notes: _Notes, on: date) -> None:
    """What a legal reader of the finished list would mark, as far as a raw list can hold it."""
    item = ListedItem(
        key="",
        name=row["proof_item"],
        matter=row.matter,
        issuer=row["drafting_agency"],
        basis=row["legal_basis"],
        agency=row["department"],
        asker=row["asker"],
        **{name: row.values.item[name] for name in _EFFORT},
    )
    for one in lint_one(item, on=on):
        if one.kind in _READ_IN_RAW_LISTS:
            why = f"{'' if one.sure else '请核对：'}{one.reason.removesuffix('。')}"
            notes.remark(_CELLS.get(one.field, one.field), why, one.instead.removesuffix("。"))


def _remark_unread(row: Row, notes: _Notes) -> None:
    for name, what in row.values.unread.items():
        word = f"{COLUMNS[name]}“{row[name][:40]}”"
        notes.remark(name, f"{word}不认识，没有带入", f"{what}；不改也可以收下，这一格留空")


def _remark_risks(row: Row, notes: _Notes) -> None:
    named = "、".join(Risk[name].value for name in row.values.item["risks"])
    if named:
        column, said = ("risks", "排除情形写的是") if "risks" in row.cells else ("note", "备注说到")
        notes.remark(column, f"{said}{named}，记为排除情形，不能公布为告知承诺", "请在编制时写明理由")


def _remark_lengths(row: Row, notes: _Notes) -> None:
    for name, longest in LONGEST.items():
        if name not in _TOLD_ONCE and len(row[name]) > longest:
            notes.remark(
                name,
                f"{COLUMNS[name]}太长，没有带入，原文保留",
                f"请写短到 {longest} 个字以内；不改也可以收下，这一格留空",
            )


def _remark_basis(row: Row, notes: _Notes, on: date) -> None:
    if not row["legal_basis"]:
        notes.remark(
            "legal_basis", "来源没有载明设定依据", "请补写法律、行政法规、地方性法规或者国务院决定的条文"
        )
    elif not needs_a_basis.on(on, row["legal_basis"]).value:
        notes.remark("legal_basis", "设定依据没有写到条", "请写到第几条")
