"""Taking out of the catalogue again what a list brought, where nobody has worked on it since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, ProtectedError

from yinuo.casefile.actions import SYSTEM, record_each, take_step
from yinuo.casefile.models import Entry
from yinuo.law.texts import CLAUSES
from yinuo.matters.actions.intake import steps
from yinuo.matters.lifecycle import CATALOGUE_IMPORT
from yinuo.matters.models import CatalogueImport, CatalogueRow, ItemVersion, Matter, ProofItem
from yinuo.matters.queries.intake import row_of

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.people.models import Account

_AT_ONCE = 1_000
_USED = "别的记录已经用到它"


@transaction.atomic
def undo_import(*, import_id: int, by: Account, at: datetime) -> CatalogueImport:
    """Undo a whole import: the items it made go, but for those somebody has worked on since.

    Args:
        import_id: a list that was taken in.
        by: a catalogue editor.
        at: the moment, aware.

    Returns:
        The list, being undone; its items go all at the same moment.

    Raises:
        Refused: it was not taken in, or is undone already.
    """
    made = steps.locked_for(import_id, "undo", by=by, at=at)
    take_step(
        made,
        CATALOGUE_IMPORT,
        "undo",
        by=by,
        by_label=steps.label(by),
        at=at,
        also={
            "undone_by": by,
            "done": 0,
            "total": made.rows.filter(made_item=True).count(),
            "moved_at": at,
            "trouble": "",
        },
    )
    steps.ring(made.pk)
    return made


@transaction.atomic
def finish_undoing(*, import_id: int, at: datetime) -> CatalogueImport:
    """Take out what a list made and nobody touched since, all in this one transaction; a second call finds it done.

    The case file of an item stays with an entry that says it was taken out.

    Args:
        import_id: a list being undone.
        at: the moment, aware.
    """
    steps.no_other_at_once()
    made = steps.locked(import_id)
    if made.status != "undoing":
        return made
    rows = list(made.rows.filter(made_item=True, item__isnull=False).select_related("item"))
    staying = _touched(made, rows)
    going = [row for row in rows if row.pk not in staying]
    gone = _remove(made, going, staying, at=at)
    made.rows.filter(pk__in=[row.pk for row in gone]).update(fate=CatalogueRow.Fate.REMOVED)
    for why in set(staying.values()):
        ids = [pk for pk, because in staying.items() if because == why]
        made.rows.filter(pk__in=ids).update(fate=CatalogueRow.Fate.STAYS, stays_because=why[:200])
    matters = _remove_matters(made)
    take_step(
        made,
        CATALOGUE_IMPORT,
        "finish_undoing",
        by=None,
        by_label=SYSTEM,
        at=at,
        also={"done": made.total, "trouble": ""},
        facts={"removed": len(gone), "stays": len(staying), "matters": matters},
    )
    return made


def _touched(made: CatalogueImport, rows: Iterable[CatalogueRow]) -> dict[int, str]:
    """Rows whose item stays, with the reason: every act on an item leaves an entry in its case file."""
    items = {row.item_id: row for row in rows}
    files = {row.item.case_file_id: row for row in rows if row.item is not None}
    staying: dict[int, str] = {}
    later = Entry.objects.filter(case_file_id__in=files, number__gt=1).order_by("case_file_id", "number")
    for case_file, title in later.values_list("case_file_id", "title"):
        staying[files[case_file].pk] = f"收入以后又办过：{title}"
    versions = ItemVersion.objects.filter(item_id__in=items).order_by()
    for item, number in versions.values_list("item_id").annotate(last=Max("number")):
        staying.setdefault(items[item].pk, f"已经编制了第 {number} 版")
    others = CatalogueRow.objects.filter(item_id__in=items).exclude(catalogue_import=made)
    for item, name in others.values_list("item_id", "catalogue_import__file_name"):
        staying.setdefault(items[item].pk, f"另一次导入《{name[:80]}》也有这一项")
    return staying


def _remove(
    made: CatalogueImport, going: list[CatalogueRow], staying: dict[int, str], *, at: datetime
) -> list[CatalogueRow]:
    """Take items out with an entry in each case file; those that other records point to stay after all."""
    gone = []
    for start in range(0, len(going), _AT_ONCE):
        part = going[start : start + _AT_ONCE]
        by_item = {row.item_id: row for row in part if row.item_id is not None}
        made.rows.filter(item_id__in=by_item).update(item=None)
        held = _delete(ProofItem, set(by_item))
        for item in held:
            made.rows.filter(pk=by_item[item].pk).update(item=item)
        staying |= {by_item[item].pk: _USED for item in held}
        gone += [row for row in part if row.item_id not in held]
    record_each(
        facts={
            row.item.case_file_id: {"file_digest": made.file_digest, "line": row.line}
            for row in gone
            if row.item is not None
        },
        step="matters.undo_import",
        title="撤销导入，移出目录",
        by=made.undone_by,
        by_label=steps.label(made.undone_by),
        at=at,
        basis=CLAUSES["3.2-b"],
    )
    return gone


def _remove_matters(made: CatalogueImport) -> int:
    """Take out the matters that a list made, that hold nothing and that nobody has described since; how many."""
    rows = list(made.rows.filter(made_matter=True, matter__isnull=False, matter__items=None))
    empty = Matter.objects.in_bulk([row.matter_id for row in rows if row.matter_id is not None])
    untouched = {
        row.matter_id
        for row in rows
        if row.matter_id is not None and row.matter_id in empty and _as_made(empty[row.matter_id], row)
    }
    others = CatalogueRow.objects.filter(matter_id__in=untouched).exclude(catalogue_import=made)
    untouched -= set(others.values_list("matter_id", flat=True))
    return len(untouched) - len(_delete(Matter, untouched))


def _as_made(matter: Matter, row: CatalogueRow) -> bool:
    return all(getattr(matter, name) == value for name, value in row_of(row).values.matter.items())


def _delete(model: type[Matter | ProofItem], keys: set[int]) -> set[int]:
    """Delete rows at once; those that something else points to stay, and their keys are the answer."""
    held: set[int] = set()
    while keys - held:
        try:
            with transaction.atomic():
                model.objects.filter(pk__in=keys - held).delete()
        except ProtectedError as used:
            pointed = _pointed_at(model, used)
            # What cannot be told apart stays as a whole.
            held |= (pointed & keys) or keys
        else:
            break
    return held


def _pointed_at(model: type[Matter | ProofItem], used: ProtectedError) -> set[int]:
    return {
        getattr(one, field.attname)
        for one in used.protected_objects
        for field in one._meta.concrete_fields
        if field.related_model is model
    }
