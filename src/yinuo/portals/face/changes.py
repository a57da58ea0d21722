"""What differs between two catalogues, as people read it: what was added, removed, suspended, and which words changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yinuo.matters.edition_changes import marked
from yinuo.matters.edition_lines import shown

if TYPE_CHECKING:
    from yinuo.matters.edition_changes import Changed, Difference, Mark
    from yinuo.matters.edition_lines import Line

KINDS: dict[str, tuple[str, str]] = {
    "added": ("新增", "ok"),
    "removed": ("删去", "look"),
    "suspended": ("暂停", "look"),
    "resumed": ("恢复", "ok"),
    "changed": ("修改", "go"),
}
"""Kind of change to its word and tone."""
_QUIET = frozenset({"digest", "slug"})
_WHOLE = frozenset({"version", "valid_from", "ends_on", "status", "kind", "field", "region", "matter_code"})
"""Columns read as one word: half a date changed helps no reader."""


@dataclass(frozen=True, slots=True)
class ShownField:
    """One column that changed: its title, and both texts in one with the changes marked."""

    title: str
    parts: tuple[tuple[Mark, str], ...]


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One item that changed.

    Attributes:
        kind: a key of :data:`KINDS`.
        line: the item as it is, or as it was last.
        fields: the columns that changed.
        reason: why it was removed or suspended, as far as that is known.
    """

    kind: str
    line: Line
    fields: tuple[ShownField, ...] = ()
    reason: str = ""

    @property
    def word(self) -> str:
        """The kind in words."""
        return KINDS[self.kind][0]

    @property
    def tone(self) -> str:
        """The kind's tone."""
        return KINDS[self.kind][1]


def counted(difference: Difference) -> list[tuple[str, str, str, int]]:
    """Each kind with its word, its tone and how many there are."""
    counts = difference.counts()
    return [(kind, word, tone, counts[kind]) for kind, (word, tone) in KINDS.items()]


def changes(difference: Difference, reasons: Mapping[str, str] | None = None) -> list[ShownChange]:
    """All changes, kind by kind, each in the order of the catalogue.

    Args:
        difference: between two catalogues.
        reasons: item to the reason for which it went out of use.
    """
    told = reasons or {}
    found = [ShownChange("added", line) for line in difference.added]
    found += [ShownChange("removed", line, reason=told.get(line.slug, "")) for line in difference.removed]
    for kind in ("suspended", "resumed", "changed"):
        found += [
            ShownChange(kind, one.after, _fields(one), one.after.because) for one in difference.of_kind(kind)
        ]
    return found


def _fields(one: Changed) -> tuple[ShownField, ...]:
    told = [change for change in one.fields if change.name not in _QUIET]
    return tuple(
        ShownField(change.title, marked(shown(change.name, change.before), shown(change.name, change.after)))
        for change in told or one.fields
    )
