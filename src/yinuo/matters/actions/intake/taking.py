"""Taking the rows of a list into the catalogue: prepared in batches, written in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from json import dumps
from typing import TYPE_CHECKING

from django.db import connection, transaction

from yinuo.casefile.actions import SYSTEM, open_case_files, record_each, take_step
from yinuo.casefile.models import CaseFile
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.actions.intake import checking, naming, steps
from yinuo.matters.addresses import address_words
from yinuo.matters.catalogue import Note, Row, folded
from yinuo.matters.lifecycle import CATALOGUE_IMPORT
from yinuo.matters.models import CatalogueImport, CatalogueRow, Matter, ProofItem
from yinuo.matters.queries.intake import row_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from yinuo.people.models import Account

BATCH = 250
_TAKEN = ("taken", "remarked")
_AT_ONCE = 1_000
_MEANWHILE = Note("proof_item", "检查以后目录里有了这一项，没有重复建立，原有内容没有改动")


@transaction.atomic
def take_in(*, import_id: int, by: Account, at: datetime) -> CatalogueImport:
    """Take the rows of a list into the catalogue, those refused and skipped left out.

    Args:
        import_id: a list whose rows were checked.
        by: a catalogue editor.
        at: the moment, aware.

    Returns:
        The list on its way; its items stand in the catalogue all at the same moment.

    Raises:
        Refused: not checked, taken in already, or no row can be taken.
    """
    made = steps.locked_for(import_id, "take_in", by=by, at=at)
    if not made.rows.filter(outcome__in=_TAKEN).exists():
        raise Refused(
            Refusal(
                "没有可以收入的行",
                "每一行都被退回或者跳过了",
                CLAUSES["3.2-a"],
                "请先按每行的提示改正，或者放弃这次导入。",
            )
        )
    begin_taking(made, by=by, at=at)
    steps.ring(made.pk)
    return made


def begin_taking(made: CatalogueImport, *, by: Account | None, at: datetime) -> None:
    """Start taking in; who said so answers for every item."""
    take_step(
        made,
        CATALOGUE_IMPORT,
        "take_in",
        by=by,
        by_label=steps.label(by),
        at=at,
        also={
            "taken_by": by,
            "taken_at": at,
            "done": 0,
            "total": _unprepared(made).count(),
            "moved_at": at,
            "trouble": "",
        },
        facts={name: getattr(made, name) for name in ("taken", "remarked", "refused", "skipped")},
    )


@transaction.atomic
def stop_taking(*, import_id: int, by: Account, at: datetime) -> CatalogueImport:
    """Stop before anything was taken in.

    Args:
        import_id: a list on its way into the catalogue.
        by: a catalogue editor.
        at: the moment, aware.

    Raises:
        Refused: it is taken in already, or was not on its way.
    """
    made = steps.locked_for(import_id, "stop_taking", by=by, at=at)
    take_step(
        made,
        CATALOGUE_IMPORT,
        "stop_taking",
        by=by,
        by_label=steps.label(by),
        at=at,
        also={"trouble": ""},
    )
    return made


def _unprepared(made: CatalogueImport) -> QuerySet[CatalogueRow]:
    return made.rows.filter(outcome__in=_TAKEN, address="").exclude(cells__proof_item="")


@transaction.atomic
def prepare_next(*, import_id: int, at: datetime) -> bool:
    """Prepare the next rows: the words that will stand in the addresses of their items.

    Args:
        import_id: the list.
        at: the moment, aware.

    Returns:
        Whether the list is on its way and there is more to prepare.
    """
    made = steps.locked(import_id)
    if made.status != "taking":
        return False
    batch = list(_unprepared(made).order_by("line", "part")[:BATCH])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_catalogue_row r SET address = v.address "
            "FROM unnest(%s::bigint[], %s::text[]) AS v(id, address) WHERE r.id = v.id",
            [[kept.pk for kept in batch], [_address(kept) for kept in batch]],
        )
    made.done = min(made.total, made.done + len(batch))
    made.moved_at = at
    made.save(update_fields=["done", "moved_at"])
    return bool(batch)


def _address(kept: CatalogueRow) -> str:
    row = row_of(kept)
    return address_words(row.matter, row["proof_item"])


@transaction.atomic
def finish_taking(*, import_id: int, at: datetime) -> CatalogueImport:
    """Write the matters and items of a list, all in this one transaction; a second call finds it done.

    Args:
        import_id: a list whose rows are prepared.
        at: the moment, aware.
    """
    steps.no_other_at_once()
    made = steps.locked(import_id)
    if made.status != "taking":
        return made
    rows = list(made.rows.filter(outcome__in=_TAKEN).select_related("agency").order_by("line", "part"))
    writing = _Writing(made, made.taken_at or at)
    writing.write([(kept, row_of(kept)) for kept in rows])
    checking.count(made)
    take_step(
        made,
        CATALOGUE_IMPORT,
        "finish_taking",
        by=None,
        by_label=SYSTEM,
        at=at,
        also={"done": made.total, "trouble": ""},
        facts={"items": writing.items_made, "matters": writing.matters_made},
    )
    return made


@dataclass
class _Writing:
    """One list on its way into the tables."""

    made: CatalogueImport
    at: datetime
    items_made: int = 0
    matters_made: int = 0
    _matters: dict[tuple[int, str], Matter] = field(default_factory=dict)
    _items: dict[tuple[int, str], int] = field(default_factory=dict)

    def write(self, rows: Sequence[tuple[CatalogueRow, Row]]) -> None:
        """Write matters, then items with their case files and entries, then what became of each row."""
        self._look_up({kept.agency_id for kept, _ in rows if kept.agency_id is not None})
        self._write_matters(rows)
        new: list[tuple[CatalogueRow, Row]] = []
        promised: set[tuple[int, str]] = set()
        for kept, row in rows:
            kept.matter = self._matters[self._place(kept, row)]
            if not row["proof_item"]:
                continue
            key = (kept.matter.pk, folded(row["proof_item"]))
            if key in self._items:
                kept.item_id = self._items[key]
                self._note_known(kept)
            elif key not in promised:
                promised.add(key)
                new.append((kept, row))
        for start in range(0, len(new), _AT_ONCE):
            self._write_items(new[start : start + _AT_ONCE])
        _write_fates([kept for kept, _ in rows])

    def _look_up(self, agencies: Iterable[int]) -> None:
        self._matters = {
            (matter.agency_id, folded(matter.name)): matter
            for matter in Matter.objects.filter(agency_id__in=agencies).select_related("agency")
        }
        named = ProofItem.objects.filter(matter__agency_id__in=agencies)
        self._items = {
            (matter, folded(name)): pk for matter, name, pk in named.values_list("matter_id", "name", "pk")
        }

    def _place(self, kept: CatalogueRow, row: Row) -> tuple[int, str]:
        return (kept.agency_id or 0, folded(row.matter))

    def _note_known(self, kept: CatalogueRow) -> None:
        """Say that the catalogue holds the item, where it does so only since the row was checked."""
        if not any("目录里" in note["why"] for note in kept.notes):
            kept.notes = [*kept.notes, asdict(_MEANWHILE)]
            kept.outcome = CatalogueRow.Outcome.REMARKED

    def _write_matters(self, rows: Sequence[tuple[CatalogueRow, Row]]) -> None:
        new: dict[tuple[int, str], Matter] = {}
        for kept, row in rows:
            place = self._place(kept, row)
            if place in self._matters or place in new or kept.agency is None:
                continue
            new[place] = Matter(**row.values.matter, agency=kept.agency, region_code=kept.agency.region_code)
            kept.made_matter = True
        naming.name_matters(list(new.values()))
        Matter.objects.bulk_create(new.values(), batch_size=_AT_ONCE)
        self._matters |= new
        self.matters_made = len(new)

    def _write_items(self, new: Sequence[tuple[CatalogueRow, Row]]) -> None:
        files = open_case_files(
            kind=CaseFile.Kind.ITEM,
            places=[(kept.agency, kept.agency.region_code) for kept, _ in new if kept.agency is not None],
            at=self.at,
        )
        items = [
            ProofItem(**row.values.item, matter=kept.matter, case_file=file)
            for (kept, row), file in zip(new, files, strict=True)
        ]
        naming.name_items(items, [kept.address for kept, _ in new])
        ProofItem.objects.bulk_create(items)
        for (kept, _), item in zip(new, items, strict=True):
            kept.item_id, kept.made_item = item.pk, True
        record_each(
            facts={
                file.pk: {
                    "file_digest": self.made.file_digest,
                    "line": kept.line,
                    "row_class": row.row_class,
                    "remarks": [note["why"] for note in kept.notes],
                    "corrected": sorted(kept.corrections),
                }
                for (kept, row), file in zip(new, files, strict=True)
            },
            step="matters.import",
            title="收入目录",
            by=self.made.taken_by,
            by_label=steps.label(self.made.taken_by),
            at=self.at,
            basis=CLAUSES["2.1-a"],
        )
        self.items_made += len(items)


def _write_fates(rows: Sequence[CatalogueRow]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_catalogue_row r SET item_id = v.item_id, matter_id = v.matter_id, address = '', "
            "made_item = v.made_item, made_matter = v.made_matter, outcome = v.outcome, notes = v.notes::jsonb "
            "FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bool[], %s::bool[], %s::text[], %s::text[]) "
            "AS v(id, item_id, matter_id, made_item, made_matter, outcome, notes) WHERE r.id = v.id",
            [
                [kept.pk for kept in rows],
                [kept.item_id for kept in rows],
                [kept.matter_id for kept in rows],
                [kept.made_item for kept in rows],
                [kept.made_matter for kept in rows],
                [str(kept.outcome) for kept in rows],
                [dumps(kept.notes, ensure_ascii=False) for kept in rows],
            ],
        )
