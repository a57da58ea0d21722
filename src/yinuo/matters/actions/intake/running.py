"""Moving a list on: the work that waits, step by step, whoever asks; and the whole way at once for a command."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from yinuo.law.grammar import Refused
from yinuo.matters.actions.intake import checking, handing_in, steps
from yinuo.matters.actions.intake.taking import begin_taking, finish_taking, prepare_next
from yinuo.matters.actions.intake.undoing import finish_undoing
from yinuo.matters.models import CatalogueImport
from yinuo.matters.queries.intake import AgencyFor
from yinuo.matters.sheets.grid import BadFile
from yinuo.matters.sheets.reading import outline
from yinuo.matters.unaided import read

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.people.models import Account, Agency

AT_ONCE = 300
"""Rows that a page may work through itself; more are left to a job."""

_WORKING = 3_413_100


def advance(*, import_id: int, at: datetime) -> CatalogueImport:
    """Do the work that a list waits for, batch after batch, each in a transaction of its own.

    Where somebody else is at it, or nothing waits, nothing is done: called twice, or after a killed process, it goes
    on where the last batch ended.

    Args:
        import_id: the list.
        at: the moment, aware.
    """
    with _alone(import_id) as mine:
        made = CatalogueImport.objects.get(pk=import_id)
        if mine and made.status in _WORK:
            try:
                _WORK[made.status](import_id, at)
            except (BadFile, Refused) as cannot:
                CatalogueImport.objects.filter(pk=import_id).update(trouble=str(cannot)[:300], moved_at=at)
    made.refresh_from_db()
    return made


def _check(import_id: int, at: datetime) -> None:
    with transaction.atomic():
        made = steps.locked(import_id)
        if made.status == "mapped" and not made.rows.exists():
            checking.read_rows(made=made, read=checking.read_kept_file(made), at=at)
    judging = checking.judging_of(made, at=at)
    while checking.check_next(import_id=import_id, judging=judging, at=at):
        pass


def _take(import_id: int, at: datetime) -> None:
    while prepare_next(import_id=import_id, at=at):
        pass
    finish_taking(import_id=import_id, at=at)


def _undo(import_id: int, at: datetime) -> None:
    finish_undoing(import_id=import_id, at=at)


_WORK: Mapping[str, Callable[[int, Any], None]] = {"mapped": _check, "taking": _take, "undoing": _undo}
WORKING = tuple(_WORK)
"""Statuses in which a list waits for work."""


@contextmanager
def _alone(import_id: int) -> Iterator[bool]:
    """Whether nobody else works on the list; the database forgets a process that dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_WORKING, import_id])
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_WORKING, import_id])


@transaction.atomic
def import_catalogue(
    *,
    file_name: str,
    content: bytes,
    by: Account | None,
    at: datetime,
    agency_for: AgencyFor | Mapping[str, Agency],
    sheet: str = "",
    row_class: str = "",
    source: str = "",
) -> CatalogueImport:
    """Take in a catalogue file whose headings say what it is, the whole way in one transaction.

    Every row is kept as it stood, with what became of it.

    Args:
        file_name: as the person calls it.
        content: CSV, Excel, Word or JSON, see :func:`yinuo.matters.assembling.read`.
        by: a catalogue editor, or None for the operator of the command line.
        at: the moment, aware.
        agency_for: the body that runs the matter of a row: a function of the row, or department to agency.
        sheet: name of the sheet or table; the likeliest where none is named.
        row_class, source: of rows whose list has no such column; the usual where empty.

    Returns:
        The list; the one already taken in where the same was handed in before.

    Raises:
        yinuo.matters.catalogue.BadFile: it cannot be read as a catalogue; nothing is taken in.
    """
    found = read(content, file_name=file_name, sheet=sheet, row_class=row_class, source=source)
    agency = by.agency if by is not None and by.agency is not None else handing_in.host_agency()
    made = handing_in.keep(
        outline(content, file_name), content, file_name=file_name, agency=agency, by=by, at=at
    )
    same = _same_list(made, found.sheet)
    if same is not None:
        return same
    grid = next(one for one in handing_in.opened(made, _place(made, found.sheet))[:1])
    handing_in.read_as(made, found.settings, grid=grid, found=found.found)
    handing_in.begin_checking(made, "map_columns", by=by, at=at, facts={"sheet": found.sheet})
    checking.read_rows(made=made, read=found.rows, at=at)
    finder = agency_for if callable(agency_for) else _by_department(agency_for)
    judging = checking.judging_of(made, at=at, agency_for=finder)
    while checking.check_next(import_id=made.pk, judging=judging, at=at):
        pass
    begin_taking(steps.locked(made.pk), by=by, at=at)
    _take(made.pk, at)
    made.refresh_from_db()
    return made


def _place(made: CatalogueImport, sheet: str) -> int:
    return next((place for place, one in enumerate(made.outline) if one["name"] == sheet), 0)


def _same_list(made: CatalogueImport, sheet: str) -> CatalogueImport | None:
    """The list of the same sheet that was handed in before, or None where this one is new."""
    if made.sheet_chosen:
        return made
    return (
        CatalogueImport.objects.filter(
            agency_id=made.agency_id, file_digest=made.file_digest, sheet_chosen=True, sheet=sheet[:200]
        )
        .exclude(status__in=handing_in.ENDED)
        .first()
    )


def _by_department(table: Mapping[str, Agency]) -> AgencyFor:
    return lambda row: table.get(row["department"])
