"""What all verbs on a list do first and last: lock it, ask whether the step is open and who may, ring the bell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone
from procrastinate import exceptions
from procrastinate.contrib.django import app

from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.access import why_not_import
from yinuo.matters.lifecycle import CATALOGUE_IMPORT
from yinuo.matters.models import CatalogueImport

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.matters.sheets.grid import BadFile
    from yinuo.people.models import Account

BY_EDITOR = "目录编辑"
BY_OPERATOR = "系统管理员（命令行）"
_ONE_AT_A_TIME = 3_413_002


def locked(import_id: int) -> CatalogueImport:
    """A list, locked to the end of the transaction."""
    return (
        CatalogueImport.objects.select_for_update(of=("self",))
        .select_related("agency", "by", "taken_by", "undone_by")
        .get(pk=import_id)
    )


def locked_for(import_id: int, step: str, *, by: Account, at: datetime) -> CatalogueImport:
    """A list on which a person may take a step now.

    Raises:
        Refused: the step is not open, or the person may not.
    """
    made = locked(import_id)
    CATALOGUE_IMPORT.refuse_unless_open(step, made.status)
    refuse_stranger(made, by=by, at=at)
    return made


def refuse_stranger(made: CatalogueImport, *, by: Account, at: datetime) -> None:
    """Refuse who may not hand in lists for this agency."""
    refusal = why_not_import(by, made.agency, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)


def label(by: Account | None) -> str:
    """In which capacity somebody acts."""
    return BY_EDITOR if by is not None else BY_OPERATOR


def refused(what: str, bad: BadFile) -> Refused:
    """A file's refusal as verbs say it."""
    return Refused(Refusal(what, bad.reason, CLAUSES["3.2-a"], f"{bad.remedy}。"))


def no_other_at_once() -> None:
    """Wait until no other transaction hands in a list or writes one into the catalogue."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


def ring(import_id: int) -> None:
    """Queue the work that a list waits for; the job exists if and only if the surrounding transaction commits."""
    try:
        with transaction.atomic():
            app.configure_task(
                "matters.advance_import",
                queue="catalogue",
                queueing_lock=f"matters.advance_import:{import_id}",
            ).defer(import_id=import_id)
    except exceptions.AlreadyEnqueued:
        return
