"""Everything the editor's page shows: parts, boxes with their remarks and notes, and what is still to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from yinuo.exchange.models import Source
from yinuo.law.notice import NOTICE_CLAUSES, clauses
from yinuo.matters.content import notice_fields, problems
from yinuo.matters.models import ItemVersion
from yinuo.matters.queries import readiness, remarks_of
from yinuo.matters.terms import Terms, terms_problems
from yinuo.portals.desk.editing import boxes
from yinuo.portals.desk.editing.boxes import LISTS, PAGE, Box, Listed, cell_place, part_key, place_of
from yinuo.portals.desk.editing.echo import Echo, echo

if TYPE_CHECKING:
    from yinuo.law.grammar import Conclusion
    from yinuo.matters.models import ProofItem
    from yinuo.portals.desk.editing.sheet import Sheet

A_MINUTE = 120
"""Characters of a notice that people read in a minute."""
LONG_SENTENCE = 60
_SENTENCES = re.compile(r"[。；\n]+")
_NO_SOURCE = ("", "不查数据，由人核查")


@dataclass(frozen=True, slots=True)
class ShownBox:
    """A box with what stands in it.

    Attributes:
        box: the box.
        place: its name in the form.
        value: what stands in it.
        choices: what can be chosen.
        fault: what is wrong with what was typed.
        note: what the reviewer remarked.
        echo: its text read for its wording; None where it is not read.
    """

    box: Box
    place: str
    value: Any
    choices: boxes.Choices = ()
    fault: str = ""
    note: str = ""
    echo: Echo | None = None

    @property
    def described(self) -> str:
        """The ids of what describes the box."""
        told = (
            (self.box.hint, f"{self.place}-hint"),
            (self.fault, f"{self.place}-fault"),
            (self.note, f"{self.place}-note"),
            (self.echo and self.echo.remarks, f"{self.place}-echo"),
        )
        return " ".join(name for said, name in told if said)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a list; ``number`` counts from nought, ``blank`` is the one that waits to be filled in."""

    number: int
    cells: tuple[ShownBox, ...]
    blank: bool = False
    note: str = ""

    @property
    def title(self) -> str:
        """The first text of the row, for its heading."""
        texts = (str(cell.value).strip() for cell in self.cells if cell.box.kind != boxes.KEY)
        return next((text for text in texts if text), "")


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list with its rows and the blank one."""

    listed: Listed
    place: str
    rows: tuple[ShownRow, ...]
    blank: ShownRow
    note: str = ""

    @property
    def count(self) -> int:
        """How many rows the form posts, the blank one counted."""
        return len(self.rows) + 1


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of the page."""

    part: boxes.Part
    boxes: tuple[ShownBox, ...]
    lists: tuple[ShownList, ...]


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that stands in the way; ``part`` is where it is mended."""

    part: str
    text: str


@dataclass
class State:
    """How far a draft is.

    Attributes:
        todos: what stands in the way of review, in the order of the page.
        conclusions: what the law says of publishing it.
        parts: key of a part, its title, and how many things are to be done there.
    """

    todos: list[Todo] = field(default_factory=list)
    conclusions: list[Conclusion[Any]] = field(default_factory=list)
    parts: list[tuple[str, str, int]] = field(default_factory=list)


def version_of(item: ProofItem, content: Mapping[str, Any], draft: ItemVersion | None = None) -> ItemVersion:
    """A version with a content that need not be saved, for whoever reads versions."""
    version = ItemVersion(item=item, number=draft.number if draft is not None else 0, **content)
    version.status = "draft"
    return version


def parts_of(sheet: Sheet, notes: Mapping[str, str]) -> list[ShownPart]:
    """The parts of the page in order.

    Args:
        sheet: what stands in the boxes.
        notes: field to what the reviewer remarked.
    """
    sources = (_NO_SOURCE, *Source.objects.order_by("name").values_list("key", "name"))
    return [
        ShownPart(
            part,
            tuple(_box(sheet, box, notes) for box in part.boxes),
            tuple(_list(sheet, listed, notes, sources) for listed in part.lists),
        )
        for part in PAGE
    ]


def _box(sheet: Sheet, box: Box, notes: Mapping[str, str]) -> ShownBox:
    value, place = sheet.values.get(box.name, ""), place_of(box.name)
    return ShownBox(
        box,
        place,
        value,
        box.choices,
        sheet.faults.get(place, ""),
        notes.get(box.name, ""),
        echo(str(value), box, place, sheet.answers) if box.title else None,
    )


def one_box(sheet: Sheet, box: Box, place: str, text: str) -> ShownBox:
    """A single box with its remarks, as the page shows it, for what is read while somebody types."""
    return ShownBox(box, place, text, box.choices, echo=echo(text, box, place, sheet.answers))


def _list(
    sheet: Sheet, listed: Listed, notes: Mapping[str, str], sources: tuple[tuple[str, str], ...]
) -> ShownList:
    def row(number: int, kept: Mapping[str, Any], *, blank: bool = False) -> ShownRow:
        cells = []
        for cell in listed.cells:
            value, place = kept.get(cell.name, ""), cell_place(listed, number, cell)
            read = echo(str(value), cell, place, sheet.answers) if cell.title else None
            choices = cell.choices or (sources if cell.kind == boxes.CHOICE else ())
            cells.append(ShownBox(cell, place, value, choices, sheet.faults.get(place, ""), "", read))
        note = notes.get(f"{listed.name}.{kept.get('key', '')}", "")
        return ShownRow(number, tuple(cells), blank, note)

    kept = sheet.rows.get(listed.name, [])
    rows = tuple(row(number, one) for number, one in enumerate(kept))
    return ShownList(
        listed, place_of(listed.name), rows, row(len(rows), {}, blank=True), notes.get(listed.name, "")
    )


# --- how far it is --------------------------------------------------------------------------------------------


def state_of(version: ItemVersion, *, on: date) -> State:
    """How far a draft is: what stands in the way, part by part, and what the law says."""
    state = State(todos=list(_todos(version)), conclusions=readiness(version, on=on))
    for found in state.conclusions:
        if found.ok is False and found.rule not in {"notice_complete", "wording_clear", "promise_clear"}:
            state.todos.append(Todo(_ABOUT.get(found.rule, PAGE[0].key), found.reason))
    state.todos.sort(key=lambda todo: [part.key for part in PAGE].index(todo.part))
    state.parts = [
        (part.key, part.title, sum(todo.part == part.key for todo in state.todos)) for part in PAGE
    ]
    return state


_ABOUT = {"needs_a_basis": "p2", "publicity_fits": "p7", "insurance_fits": "p10"}
_LISTS = (
    ("承诺事实", "facts"),
    ("没有写明申请人要承诺的事实", "facts"),
    ("填写项", "inputs"),
    ("适用条件", "terms.conditions"),
    ("风险点", "terms.risk_points"),
    ("工作规程", "terms.procedure"),
    ("没有写明谁", "terms.signers"),
    ("没有写明怎样", "terms.ways"),
)


def _todos(version: ItemVersion) -> Iterator[Todo]:
    told = clauses(notice_fields(version.notice))
    for number, (clause, text) in enumerate(told):
        if not text:
            yield Todo(PAGE[number].key, f"“{clause.title}”没有写全")
    wrong = (
        *problems(version.notice, version.facts, version.inputs),
        *terms_problems(Terms.from_json(version.terms)),
    )
    for words in wrong:
        name = next((name for head, name in _LISTS if words.startswith(head)), "notice.item_title")
        yield Todo(part_key(name), words)
    for remark in remarks_of(version):
        if not remark.answer:
            name = remark.field if remark.field.startswith("notice.") else _list_of(remark.field)
            yield Todo(part_key(name), f"{remark.title}中的“{remark.words}”没有改，也没有写理由")


def _list_of(field_name: str) -> str:
    return next(name for name in LISTS if field_name.startswith(f"{name}."))


def reads(version: ItemVersion) -> list[tuple[str, str]]:
    """How the notice reads: length, the longest sentence, and whether every fact can be checked."""
    texts = [text for _, text in clauses(notice_fields(version.notice))]
    length = sum(len(text) for text in texts)
    sentences = [part for text in texts for part in _SENTENCES.split(text)]
    longest = max((len(part) for part in sentences), default=0)
    sourced = sum(bool(fact.get("source_key") or fact.get("source_name")) for fact in version.facts)
    return [
        ("全文", f"{length} 字，约 {max(1, round(length / A_MINUTE))} 分钟"),
        ("最长一句", f"{longest} 字，{'可以' if longest <= LONG_SENTENCE else '长了，试试拆成两句'}"),
        ("核查项", f"{len(version.facts)} 项，{sourced} 项写明了向谁核"),
    ]


EIGHT = len(NOTICE_CLAUSES)
