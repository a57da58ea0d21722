"""Questions to the case file: its timeline, and whether its chain still holds."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from yinuo.casefile import chain
from yinuo.casefile.models import CaseFile, Entry


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
