"""What every change of an item or a draft does: refuse a page that is out of date, and keep what stood there before.

A page says which revision it was made from. Where somebody changed the row since, nothing is written; the refusal carries
every field that differs, with what stood there, what stands there now and what was handed in, so that the page can offer to
put the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.merging import Change, differing
from yinuo.matters.models import DraftChange

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from yinuo.matters.models import ItemVersion, ProofItem
    from yinuo.people.models import Account


class Stale(Refused):
    """Refused because somebody changed the same thing meanwhile; nothing was written.

    Attributes:
        changes: the fields that differ, in the order of the page that was handed in.
    """

    def __init__(self, refusal: Refusal, changes: Sequence[Change]) -> None:
        super().__init__(refusal)
        self.changes = tuple(changes)


def refuse_stale(
    item: ProofItem,
    version: ItemVersion | None,
    *,
    seen: int | None,
    now: Mapping[str, Any],
    wanted: Mapping[str, Any],
) -> None:
    """Refuse what was made from an older revision, unless it comes to the same.

    Args:
        item: the item, locked.
        version: its draft, locked; None where the item's own columns are changed.
        seen: the revision the page was made from; None asks nothing.
        now: what stands there, by field.
        wanted: what was handed in, by field.

    Raises:
        Stale: somebody changed it since, to something else.
    """
    current = item.revision if version is None else version.revision
    if seen is None or seen >= current:
        return
    since: dict[str, DraftChange] = {}
    last: dict[str, DraftChange] = {}
    rows = DraftChange.objects.filter(item=item, version=version, revision__gt=seen)
    for row in rows.select_related("by").order_by("revision", "pk"):
        since.setdefault(row.field, row)
        last[row.field] = row
    differs = differing(now, wanted)
    found = [
        Change(
            name,
            since[name].before if name in since else now.get(name),
            now.get(name),
            wanted.get(name),
            last[name].by.name if name in last else "",
            last[name].at if name in last else None,
        )
        for name in differs
    ]
    if any(change.field in since for change in found):
        raise Stale(_refusal(found), found)


def refuse_older(
    *,
    base: Mapping[str, Any],
    now: Mapping[str, Any],
    wanted: Mapping[str, Any],
    by: str,
    at: datetime | None = None,
) -> None:
    """Refuse what was made from another version than the one that stands there, unless that differs in nothing.

    Args:
        base: what the page was made from, by field.
        now: what stands there.
        wanted: what was handed in.
        by: who made what stands there.
        at: when, where it is known.

    Raises:
        Stale: what stands there differs from what the page was made from.
    """
    found = [
        Change(name, base.get(name), now.get(name), wanted.get(name), by, at)
        for name in differing(now, wanted)
    ]
    if any(change.theirs != change.base for change in found):
        raise Stale(_refusal(found), found)


def _refusal(found: Sequence[Change]) -> Refusal:
    who = "、".join(dict.fromkeys(change.by for change in found if change.by)) or "别人"
    return Refusal(
        "这一页没有存上",
        f"您打开这一页以后，{who}改过同一份内容",
        CLAUSES["3.3-a"],
        "请看对方改了什么，逐项选定以后再存；您填的都还在。",
    )


def note_changes(
    item: ProofItem,
    version: ItemVersion | None,
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    by: Account,
    at: datetime,
) -> list[str]:
    """Keep what stood in the fields that changed, under the revision that the row has now.

    Returns:
        Names of the fields that changed.
    """
    revision = item.revision if version is None else version.revision
    changed = differing(before, after)
    DraftChange.objects.bulk_create(
        [
            DraftChange(item=item, version=version, revision=revision, field=name, before=was, by=by, at=at)
            for name, was in changed.items()
        ]
    )
    return list(changed)
