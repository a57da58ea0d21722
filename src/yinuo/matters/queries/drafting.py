"""What an editor writes on and a reviewer reads: the open draft, its content, what came back, and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from yinuo.casefile.models import Entry
from yinuo.matters.comparing import Piece, compared
from yinuo.matters.content import notice_fields
from yinuo.matters.merging import Fields
from yinuo.matters.models import ItemVersion, ProofItem
from yinuo.matters.reading import as_read, part_of, rank_of, title_of
from yinuo.matters.terms import Terms


def open_draft(item: ProofItem) -> ItemVersion | None:
    """The version of an item that is being drawn up or waits for review; there is never more than one."""
    return (
        item.versions.filter(status__in=("draft", "in_review"))
        .select_related("drafted_by")
        .order_by("-number")
        .first()
    )


def content_of(version: ItemVersion) -> dict[str, Any]:
    """The content of a version in full: what was never written has its usual meaning."""
    return {
        "notice": asdict(notice_fields(version.notice)),
        "facts": list(version.facts),
        "inputs": list(version.inputs),
        "plain": dict(version.plain),
        "terms": Terms.from_json(version.terms).as_json(),
        "answers": dict(version.answers),
    }


@dataclass(frozen=True, slots=True)
class Returned:
    """A draft that a reviewer sent back.

    Attributes:
        reason: his reason.
        notes: field to what he remarks on it.
        by: his name.
        at: when.
    """

    reason: str
    notes: Mapping[str, str]
    by: str
    at: datetime


def returned(version: ItemVersion) -> Returned | None:
    """Why a draft came back from review last; None for one that never was there, or is there now."""
    if version.status != "draft":
        return None
    rows = Entry.objects.filter(
        row_table=ItemVersion._meta.db_table, row_id=version.pk, step="item_version.send_back"
    )
    entry = rows.select_related("by").order_by("-number").first()
    if entry is None:
        return None
    by = entry.by.name if entry.by is not None else entry.by_label
    return Returned(str(entry.facts.get("reason", "")), entry.facts.get("notes", {}), by, entry.at)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a version against the one before.

    Attributes:
        field: its name.
        part: number of its part in :data:`yinuo.matters.reading.PARTS`.
        title: what people call it.
        pieces: the words that stay, go and come; all new where there was nothing before.
        changed: whether anything went or came.
    """

    field: str
    part: int
    title: str
    pieces: tuple[Piece, ...]
    changed: bool


def differences(before: Fields, after: Fields) -> list[Difference]:
    """Every field of two contents in the order of the page, with its words compared.

    Args:
        before: the older content by field; empty where there is none.
        after: the newer.
    """
    old = {row.field: row.text for row in as_read(before)}
    new = {row.field: row.text for row in as_read(after)}
    found = []
    for name in sorted(dict.fromkeys((*old, *new)), key=rank_of):
        was, now = old.get(name, ""), new.get(name, "")
        found.append(Difference(name, part_of(name), title_of(name), compared(was, now), was != now))
    return found
