"""Questions to the case file: its timeline, whether its chain still holds, and where its entries stand in the public log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from yinuo.casefile import chain, merkle
from yinuo.casefile.models import CaseFile, Entry, LogLeaf


def timeline(case_file_id: int) -> QuerySet[Entry]:
    """All entries of a file in order, with the account that acted; one query."""
    return Entry.objects.filter(case_file_id=case_file_id).select_related("by").order_by("number")


def hashed_content(entry: Entry) -> dict[str, Any]:
    """What of an entry its hash covers; all of it but the chain's own columns and the transaction."""
    return {
        "case_file": entry.case_file_id,
        "number": entry.number,
        "step": entry.step,
        "row_table": entry.row_table,
        "row_id": entry.row_id,
        "from_status": entry.from_status,
        "to_status": entry.to_status,
        "by": entry.by_id,
        "by_label": entry.by_label,
        "at": entry.at,
        "basis": entry.basis,
        "facts": entry.facts,
        "conclusion": entry.conclusion,
    }


def first_break(case_file: CaseFile) -> int | None:
    """Number of the first entry that no longer fits the chain, or None when all fit and reach the head.

    Args:
        case_file: the file.

    Returns:
        Entry number from 1; ``head_number + 1`` where the chain is whole but ends elsewhere than the head.
    """
    entries = list(timeline(case_file.pk))
    broken = chain.first_break((hashed_content(entry), bytes.fromhex(entry.hash)) for entry in entries)
    if broken is not None:
        return broken + 1
    last = entries[-1] if entries else None
    head_fits = case_file.head_number == len(entries) and (last is None or last.hash == case_file.head_hash)
    return None if head_fits else len(entries) + 1


# --- the public log -------------------------------------------------------------------------------------------


def log_size() -> int:
    """How many entries are in the public log."""
    last = LogLeaf.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1


def log_nodes(places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    """Nodes of the public log; one query.

    Args:
        places: level and index of each.

    Returns:
        Place to hash, 32 bytes; places where nothing is are left out.
    """
    wanted = list(places)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT n.level, n."index", n.hash FROM unnest(%s::int[], %s::bigint[]) AS w(level, place) '
            'JOIN casefile_log_node n ON n.level = w.level AND n."index" = w.place',
            [[level for level, _ in wanted], [index for _, index in wanted]],
        )
        return {(level, index): bytes.fromhex(value) for level, index, value in cursor.fetchall()}


def log_root(size: int) -> bytes:
    """The root over the first ``size`` entries of the public log.

    Raises:
        KeyError: the log is not so long.
    """
    found = log_nodes(_needed(partial(merkle.root, size)))
    return merkle.root(size, lambda *at: found[at])


def log_inclusion(indexes: Iterable[int], size: int) -> dict[int, list[bytes]]:
    """Paths that show entries to be in the log as it was at a size; one query for all.

    Args:
        indexes: places in the log.
        size: of the log, larger than each place.

    Returns:
        Place to path, see :func:`yinuo.casefile.merkle.inclusion_proof`.
    """
    wanted = list(indexes)
    needed: set[tuple[int, int]] = set()
    for place in wanted:
        needed |= _needed(partial(merkle.inclusion_proof, place, size))
    found = log_nodes(needed)
    return {place: merkle.inclusion_proof(place, size, lambda *at: found[at]) for place in wanted}


def log_consistency(old: int, size: int) -> list[bytes]:
    """The path that shows the log at a size to continue the log at a smaller one.

    Raises:
        ValueError: the earlier log is empty or larger.
    """
    found = log_nodes(_needed(partial(merkle.consistency_proof, old, size)))
    return merkle.consistency_proof(old, size, lambda *at: found[at])


def _needed(compute: Callable[[merkle.Nodes], object]) -> set[tuple[int, int]]:
    """Which nodes a computation looks up."""
    asked: set[tuple[int, int]] = set()

    def note(level: int, index: int) -> bytes:
        asked.add((level, index))
        return bytes(32)

    compute(note)
    return asked
