"""The same for many case files at once, where one act makes or touches thousands of things."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from yinuo.casefile import chain
from yinuo.casefile.actions.recording import chained, number_prefix, written_number
from yinuo.casefile.models import CaseFile, Entry

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.law.grammar import Citation
    from yinuo.people.models import Account, Agency

_AT_ONCE = 2_000


@transaction.atomic(savepoint=False)
def open_case_files(*, kind: str, places: Sequence[tuple[Agency, str]], at: datetime) -> list[CaseFile]:
    """Open many numbered case files at once, for an act that makes many things.

    Args:
        kind: one of :class:`CaseFile.Kind`.
        places: for each file the body that runs the case and the region code.
        at: the moment, aware.

    Returns:
        The saved files, in the order of the places; their chains are empty.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('casefile_number') FROM generate_series(1, %s)", [len(places)])
        numbers = [number for (number,) in cursor.fetchall()]
    files = [
        CaseFile(
            number=written_number(number_prefix(kind, region_code), year=at.year, number=number),
            kind=kind,
            agency=agency,
            region_code=region_code,
            salt=os.urandom(16),
            head_hash=chain.FIRST.hex(),
            opened_at=at,
        )
        for (agency, region_code), number in zip(places, numbers, strict=True)
    ]
    return CaseFile.objects.bulk_create(files, batch_size=_AT_ONCE)


@transaction.atomic(savepoint=False)
def record_each(
    *,
    facts: Mapping[int, Mapping[str, Any]],
    step: str,
    title: str,
    by: Account | None,
    by_label: str,
    at: datetime,
    basis: Citation | None = None,
) -> None:
    """Append one entry to each of many case files, for an act that touches many things and sets no status.

    Every entry is chained to the one before it in its file, exactly as by :func:`record`.

    Args:
        facts: file to what the act rested on there.
        step, title, by, by_label, at, basis: as for :func:`record`.

    Raises:
        yinuo.casefile.chain.NotCanonical: the facts cannot be written in one exact form.
    """
    wanted = sorted(facts)
    for start in range(0, len(wanted), _AT_ONCE):
        files = (
            CaseFile.objects.select_for_update(of=("self",))
            .only("head_number", "head_hash")
            .filter(pk__in=wanted[start : start + _AT_ONCE])
            .order_by("pk")
        )
        entries = [
            chained(
                Entry(
                    case_file_id=file.pk,
                    number=file.head_number + 1,
                    step=step,
                    title=title,
                    by=by,
                    by_label=by_label,
                    at=at,
                    basis=basis.label if basis is not None else "",
                    facts=chain.plain(facts[file.pk]),
                    previous_hash=file.head_hash,
                )
            )
            for file in files
        ]
        Entry.objects.bulk_create(entries)
        _move_heads(entries)


def _move_heads(entries: Sequence[Entry]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE casefile_case_file f SET head_number = e.number, head_hash = e.hash "
            "FROM unnest(%s::bigint[], %s::int[], %s::text[]) AS e(id, number, hash) WHERE f.id = e.id",
            [
                [entry.case_file_id for entry in entries],
                [entry.number for entry in entries],
                [entry.hash for entry in entries],
            ],
        )
