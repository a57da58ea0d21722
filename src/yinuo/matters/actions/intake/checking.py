"""Reading the rows of a list and judging them, batch by batch; and choosing whose rows they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from json import dumps
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from yinuo.casefile.actions import SYSTEM, take_step
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.actions.intake import handing_in, steps
from yinuo.matters.assembling import Settings, rows
from yinuo.matters.catalogue import Row, folded
from yinuo.matters.lifecycle import CATALOGUE_IMPORT
from yinuo.matters.models import CatalogueImport, CatalogueRow
from yinuo.matters.queries.intake import AgencyFor, Judging, finder_of, key_digest, row_of
from yinuo.people.models import Agency

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.people.models import Account

BATCH = 500
_MOST_AT_ONCE = 2_000


@transaction.atomic
def choose_agencies(
    *, import_id: int, chosen: Mapping[str, str], by: Account, at: datetime
) -> CatalogueImport:
    """Say which body answers to a department that the city does not know by this name; the rows are checked again.

    Args:
        import_id: a list whose rows were checked.
        chosen: department as written, empty for rows that name none, to the slug of the body.
        by: a catalogue editor.
        at: the moment, aware.

    Raises:
        Refused: not checked yet or taken in already, or there is no such body.
    """
    made = steps.locked_for(import_id, "recheck", by=by, at=at)
    known = set(Agency.objects.filter(slug__in=chosen.values()).values_list("slug", flat=True))
    if not chosen or set(chosen.values()) - known:
        raise Refused(
            Refusal(
                "没有选定办理单位",
                "至少要为一个部门选定本市的一个单位",
                CLAUSES["3.2-a"],
                "请在列表里选定以后再保存；不归本市办的行，可以跳过。",
            )
        )
    agencies = {**made.settings.get("agencies", {}), **{folded(name): slug for name, slug in chosen.items()}}
    made.settings = {**made.settings, "agencies": agencies}
    made.save(update_fields=["settings"])
    handing_in.begin_checking(made, "recheck", by=by, at=at, facts={"agencies": agencies})
    return made


@transaction.atomic
def recheck(*, import_id: int, by: Account, at: datetime) -> CatalogueImport:
    """Check the rows of a list again, such as after the catalogue or the bodies of the city have changed.

    Args:
        import_id: a list whose rows were checked.
        by: a catalogue editor.
        at: the moment, aware.

    Raises:
        Refused: not checked yet or taken in already.
    """
    made = steps.locked_for(import_id, "recheck", by=by, at=at)
    handing_in.begin_checking(made, "recheck", by=by, at=at, facts={})
    return made


def judging_of(made: CatalogueImport, *, at: datetime, agency_for: AgencyFor | None = None) -> Judging:
    """How the rows of a list are judged."""
    return Judging(timezone.localdate(at), agency_for or finder_of(made), made.by)


@transaction.atomic
def read_rows(*, made: CatalogueImport, read: Iterable[Row], at: datetime) -> CatalogueImport:
    """Write down the rows of a list as they stand; done once, all of them or none.

    Args:
        made: the list, locked.
        read: its rows.
        at: the moment, aware.
    """
    waiting = iter(read)
    while batch := list(islice(waiting, _MOST_AT_ONCE)):
        CatalogueRow.objects.bulk_create([kept_row(made, row) for row in batch])
    made.done, made.total, made.moved_at = 0, made.rows.count(), at
    made.save(update_fields=["done", "total", "moved_at"])
    return made


def kept_row(made: CatalogueImport, row: Row) -> CatalogueRow:
    """A row as it is kept, not judged yet."""
    return CatalogueRow(
        catalogue_import=made,
        line=row.line,
        part=row.part,
        among=row.among,
        too_many=row.too_many,
        raw=dict(row.raw),
        cells=dict(row.cells),
        row_class=row.row_class[:1],
    )


def read_kept_file(made: CatalogueImport) -> Iterable[Row]:
    """The rows of a list's file, read as was said."""
    sheet = next((place for place, one in enumerate(made.outline) if one["name"][:200] == made.sheet), 0)
    _, found = handing_in.opened(made, sheet)
    return rows(found, Settings.from_json(made.settings))


def judge_batch(made: CatalogueImport, judging: Judging, batch: Sequence[CatalogueRow]) -> None:
    """Judge some rows that follow one another, and write the verdicts.

    Args:
        made: their list.
        judging: how.
        batch: rows in order; those skipped keep their place and say nothing of doubles.
    """
    judged = [(kept, judging.agency_for(row_of(kept))) for kept in batch]
    keys = {kept.pk: _key(kept, agency) for kept, agency in judged}
    seen = _seen_before(made, batch[0], keys.values())
    for kept, _ in judged:
        verdict, agency, key = judging.verdict(row_of(kept), lambda own: seen.get(key_digest(own)))
        kept.key = key_digest(key)
        kept.agency = agency
        kept.row_class = verdict.row.row_class[:1]
        kept.notes = [asdict(note) for note in verdict.notes]
        if kept.outcome != CatalogueRow.Outcome.SKIPPED:
            kept.outcome = verdict.outcome
            if verdict.outcome != CatalogueRow.Outcome.REFUSED:
                seen.setdefault(kept.key, kept.line)
    write_verdicts(batch)


def _key(kept: CatalogueRow, agency: Agency | None) -> str:
    row = row_of(kept)
    return key_digest(row.key(str(agency.pk) if agency is not None else folded(row["department"])))


def _seen_before(made: CatalogueImport, first: CatalogueRow, keys: Iterable[str]) -> dict[str, int]:
    """Keys that a row before the first of these has and keeps, to its line."""
    before = made.rows.filter(key__in=list(keys), outcome__in=("taken", "remarked")).values_list(
        "key", "line", "part"
    )
    return {key: line for key, line, part in before if (line, part) < (first.line, first.part)}


def write_verdicts(batch: Sequence[CatalogueRow]) -> None:
    """Write what was judged of some rows in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_catalogue_row r SET outcome = v.outcome, notes = v.notes::jsonb, key = v.key, "
            "agency_id = v.agency_id, row_class = v.row_class, address = '' "
            "FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::text[]) "
            "AS v(id, outcome, notes, key, agency_id, row_class) WHERE r.id = v.id",
            [
                [kept.pk for kept in batch],
                [str(kept.outcome) for kept in batch],
                [dumps(kept.notes, ensure_ascii=False) for kept in batch],
                [kept.key for kept in batch],
                [kept.agency_id for kept in batch],
                [kept.row_class for kept in batch],
            ],
        )


@transaction.atomic
def check_next(*, import_id: int, judging: Judging, at: datetime) -> bool:
    """Check the next rows of a list.

    Args:
        import_id: the list.
        judging: how its rows are judged.
        at: the moment, aware.

    Returns:
        Whether there is more to do.
    """
    made = steps.locked(import_id)
    if made.status != "mapped":
        return False
    batch = list(made.rows.order_by("line", "part")[made.done : made.done + BATCH])
    if batch:
        judge_batch(made, judging, batch)
        made.done += len(batch)
        made.moved_at = at
        made.save(update_fields=["done", "moved_at"])
    if made.done < made.total:
        return True
    finish_checking(made, at=at)
    return False


def finish_checking(made: CatalogueImport, *, at: datetime) -> None:
    """Say that every row of a list has its verdict."""
    count(made)
    take_step(
        made,
        CATALOGUE_IMPORT,
        "check_rows",
        by=None,
        by_label=SYSTEM,
        at=at,
        also={"trouble": ""},
        facts={name: getattr(made, name) for name in ("taken", "remarked", "refused", "skipped")},
    )


def count(made: CatalogueImport) -> None:
    """Count the rows of a list by what becomes of them."""
    counted = dict(made.rows.order_by().values_list("outcome").annotate(n=Count("pk")))
    for value in CatalogueRow.Outcome.values:
        setattr(made, value, counted.get(value, 0))
    made.save(update_fields=list(CatalogueRow.Outcome.values))


def judge_again(
    made: CatalogueImport, judging: Judging, changed: Iterable[CatalogueRow], keys: Iterable[str]
) -> None:
    """Judge some rows after a change, and those that had or now have the same key as they.

    Args:
        made: their list.
        judging: how.
        changed: the rows that changed.
        keys: their keys before the change.
    """
    rows_changed = list(changed)
    wanted = {key for key in keys if key} | {
        _key(kept, judging.agency_for(row_of(kept))) for kept in rows_changed
    }
    ids = {kept.pk for kept in rows_changed}
    ids |= set(made.rows.filter(key__in=wanted).values_list("pk", flat=True))
    for kept in made.rows.filter(pk__in=ids).order_by("line", "part"):
        judge_batch(made, judging, [kept])
    count(made)
