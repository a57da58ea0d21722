"""Opening a case file and recording an entry; every other room's verbs end here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from yinuo.casefile import chain
from yinuo.casefile.models import CaseFile, Entry
from yinuo.casefile.queries import hashed_content

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model

    from yinuo.law.grammar import Citation, Conclusion
    from yinuo.law.lifecycle import Lifecycle
    from yinuo.people.models import Account, Agency

SYSTEM = "系统依规则"


def next_number(prefix: str, *, year: int) -> str:
    """A fresh number from the one sequence; gaps are possible, doubles are not.

    Args:
        prefix: what stands before the year, such as ``"341300"`` or ``"宿诺"``.
        year: four digits.

    Returns:
        ``"341300-2026-0000123"`` for a code prefix, ``"宿诺〔2026〕0000123号"`` for a word.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('casefile_number')")
        return written_number(prefix, year=year, number=cursor.fetchone()[0])


def written_number(prefix: str, *, year: int, number: int) -> str:
    """A number of the one sequence as files, letters and the ledger write it; see :func:`next_number`."""
    if prefix.isascii():
        return f"{prefix}-{year}-{number:07d}"
    return f"{prefix}〔{year}〕{number:07d}号"


@transaction.atomic
def open_case_file(*, kind: str, agency: Agency, region_code: str, at: datetime) -> CaseFile:
    """Open a numbered case file.

    Args:
        kind: one of :class:`CaseFile.Kind`.
        agency: the body that runs the case.
        region_code: six digits, GB/T 2260.
        at: the moment, aware.

    Returns:
        The saved file; its chain is empty.
    """
    return CaseFile.objects.create(
        number=next_number(number_prefix(kind, region_code), year=at.year),
        kind=kind,
        agency=agency,
        region_code=region_code,
        salt=os.urandom(16),
        head_hash=chain.FIRST.hex(),
        opened_at=at,
    )


def chained(entry: Entry) -> Entry:
    """An entry with its hash."""
    entry.hash = chain.entry_hash(bytes.fromhex(entry.previous_hash), hashed_content(entry)).hex()
    return entry


def number_prefix(kind: str, region_code: str) -> str:
    """What stands before the year in the number of a file of a kind."""
    return region_code if kind == CaseFile.Kind.APPLICATION else f"{region_code}M"


# An entry is part of the act it records, and needs no savepoint of its own: without it there was no act.
@transaction.atomic(savepoint=False)
def record(
    *,
    case_file_id: int,
    step: str,
    title: str,
    by: Account | None,
    by_label: str,
    at: datetime,
    row: Model | None = None,
    from_status: str = "",
    to_status: str = "",
    basis: Citation | None = None,
    facts: Mapping[str, Any] | None = None,
    conclusion: Conclusion[Any] | Mapping[str, Any] | None = None,
) -> Entry:
    """Append one entry to a case file, chained to the one before.

    The file's row is locked, so entries of one case are written one after another; other cases do not wait.

    Args:
        case_file_id: the file.
        step: ``"room.verb"``.
        title: what people read, in Chinese.
        by: the account that acted; None where the house acts by rule.
        by_label: the person's capacity in Chinese (``"申请人"``, ``"审批人"``, :data:`SYSTEM`).
        at: the moment, aware.
        row: the row whose status the act set, if any.
        from_status, to_status: its status before and after.
        basis: the article.
        facts: what the act rested on; numbers, digests and codes, never personal data in the clear.
        conclusion: the rule's whole conclusion.

    Returns:
        The saved entry.

    Raises:
        yinuo.casefile.chain.NotCanonical: the facts cannot be written in one exact form.
    """
    file = (
        CaseFile.objects.select_for_update(of=("self",)).only("head_number", "head_hash").get(pk=case_file_id)
    )
    concluded = (
        conclusion.as_json() if conclusion is not None and hasattr(conclusion, "as_json") else conclusion
    )
    entry = Entry(
        case_file_id=case_file_id,
        number=file.head_number + 1,
        step=step,
        title=title,
        row_table=row._meta.db_table if row is not None else "",
        row_id=row.pk if row is not None else None,
        from_status=from_status,
        to_status=to_status,
        by=by,
        by_label=by_label,
        at=at,
        basis=basis.label if basis is not None else "",
        facts=chain.plain(facts or {}),
        conclusion=chain.plain(concluded) if concluded is not None else None,
        previous_hash=file.head_hash,
    )
    chained(entry).save(force_insert=True)
    CaseFile.objects.filter(pk=case_file_id).update(head_number=entry.number, head_hash=entry.hash)
    return entry


def begin(
    row: Any,
    lifecycle: Lifecycle,
    *,
    by: Account | None,
    by_label: str,
    at: datetime,
    title: str = "",
    basis: Citation | None = None,
    facts: Mapping[str, Any] | None = None,
    conclusion: Conclusion[Any] | Mapping[str, Any] | None = None,
) -> Entry:
    """Record that a new row stands at the start of its life cycle.

    Args:
        row: just saved, with ``status == lifecycle.start``.
        lifecycle: its life cycle.
        title: what people read; by default ``"开始：<title>"``.

    Returns:
        The entry.

    Raises:
        ValueError: the row does not stand at the start.
    """
    if row.status != lifecycle.start:
        raise ValueError(f"a new {lifecycle.name} stands at {lifecycle.start}, not {row.status}")
    return record(
        case_file_id=row.case_file_id,
        step=f"{lifecycle.name}.begin",
        title=title or f"开始：{lifecycle.title}",
        by=by,
        by_label=by_label,
        at=at,
        row=row,
        to_status=row.status,
        basis=basis,
        facts=facts,
        conclusion=conclusion,
    )


def take_step(
    row: Any,
    lifecycle: Lifecycle,
    name: str,
    *,
    by: Account | None,
    by_label: str,
    at: datetime,
    also: Mapping[str, Any] | None = None,
    title: str = "",
    basis: Citation | None = None,
    facts: Mapping[str, Any] | None = None,
    conclusion: Conclusion[Any] | Mapping[str, Any] | None = None,
) -> Entry:
    """Move a locked row by one step of its life cycle, save it, and record the entry.

    Args:
        row: locked by ``select_for_update``.
        lifecycle: its life cycle.
        name: the step.
        also: further columns to set together with the status.
        title: what people read; the step's title by default.

    Returns:
        The entry.

    Raises:
        yinuo.law.grammar.Refused: the step is not open from the row's status.
    """
    step = lifecycle.refuse_unless_open(name, row.status)
    before, row.status = row.status, step.target
    for column, value in (also or {}).items():
        setattr(row, column, value)
    row.save(update_fields=["status", *(also or {})])
    return record(
        case_file_id=row.case_file_id,
        step=f"{lifecycle.name}.{name}",
        title=title or step.title,
        by=by,
        by_label=by_label,
        at=at,
        row=row,
        from_status=before,
        to_status=step.target,
        basis=basis or step.basis,
        facts=facts,
        conclusion=conclusion,
    )
