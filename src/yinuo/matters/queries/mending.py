"""The cells of a row as a person mends them: what stands there, what stood there, what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yinuo.law.scope import PriorityField, ProofKind
from yinuo.matters.access import why_not_import
from yinuo.matters.assembling import Settings, original
from yinuo.matters.columns import BY_NAME, COLUMNS
from yinuo.matters.meaning import CLASSES, KINDS
from yinuo.matters.models import CatalogueImport, CatalogueRow
from yinuo.people.models import Account, Agency

ALWAYS = (
    "administrative_matter",
    "proof_item",
    "proof_use",
    "department",
    "drafting_agency",
    "asker",
    "legal_basis",
    "row_class",
    "matter_type",
    "source",
)
"""Columns that can be filled in whether the list has them or not."""
COLUMN_TITLES = dict(COLUMNS)

_LONG = frozenset({"legal_basis", "retained_because", "risk_reasons", "pretests", "note", "basis_article"})
_JOINED = frozenset({"basis_title", "basis_number", "basis_article"})
"""Read into one column, which is mended instead."""
_LINE = 40
_CHOICES: dict[str, tuple[tuple[str, str], ...]] = {
    "row_class": tuple((letter, f"{letter}　{words}") for letter, words in CLASSES.items()),
    "matter_type": tuple((word, word) for word in KINDS),
    "proves": tuple((one.value, one.value) for one in ProofKind),
    "priority_field": tuple((one.value, one.value) for one in PriorityField),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row.

    Attributes:
        name: code name of the column.
        title: as people call it.
        text: what stands there now.
        original: what stood in the file, where that is something else.
        mended_by: who changed it; empty where nobody did.
        mended_at: when.
        notes: what is said of it: ``{"why", "mend"}``.
        choices: values and words to choose from, where the column has such.
        long: whether it needs several lines.
    """

    name: str
    title: str
    text: str
    original: str
    mended_by: str
    mended_at: datetime | None
    notes: list[dict[str, Any]]
    choices: tuple[tuple[str, str], ...]
    long: bool


def cells_of_row(made: CatalogueImport, row: CatalogueRow) -> list[Cell]:
    """All cells of a row that can be mended: those its list has, and those no row can do without."""
    settings = Settings.from_json(made.settings)
    names = [name for name in dict.fromkeys((*ALWAYS, *row.cells)) if name in BY_NAME and name not in _JOINED]
    return [_cell(row, name, original(row.raw, settings, name)) for name in names]


def noted_cells(made: CatalogueImport, row: CatalogueRow) -> list[Cell]:
    """The cells of a row of which something is to be mended."""
    settings = Settings.from_json(made.settings)
    names = [note["column"] for note in row.notes if note["column"] in BY_NAME and note["mend"]]
    return [
        _cell(row, name, original(row.raw, settings, name))
        for name in dict.fromkeys((*names, *row.corrections))
        if name in BY_NAME
    ]


def _cell(row: CatalogueRow, name: str, stood: str) -> Cell:
    text = row.cell(name)
    correction = row.corrections.get(name)
    at = datetime.fromisoformat(correction["at"]) if correction else None
    choices = _CHOICES.get(name, ())
    if choices and text and text not in {value for value, _ in choices}:
        choices = ((text, f"{text}（原文）"), *choices)
    return Cell(
        name=name,
        title=COLUMNS[name],
        text=text,
        original=stood if stood.strip() != text else "",
        mended_by=correction["name"] if correction else "",
        mended_at=at,
        notes=row.noted(name),
        choices=choices,
        long=name in _LONG or len(text) > _LINE or "\n" in text,
    )


def agencies_to_choose(account: Account, *, on: date) -> list[Agency]:
    """The bodies for which a person may hand in lists: all of them for the bureau in charge, else his own."""
    agencies = Agency.objects.order_by("region_code", "pk")
    return [agency for agency in agencies if why_not_import(account, agency, on=on) is None]


def may_hand_in(account: Account, *, on: date) -> bool:
    """Whether a person may hand in lists at all."""
    return account.agency is not None and why_not_import(account, account.agency, on=on) is None
