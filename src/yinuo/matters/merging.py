"""Two people change one draft: what is a field, what changed, and how two changes are put together. No table is touched.

The content of a version is taken apart into fields that people think of as one thing: a text of the notice, one promised
fact, one list of the terms. Whoever comes second sees, field by field, what stood there, what the other wrote and what he
wrote himself; what only one of them changed is taken over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Fields = dict[str, Any]

SHELVES = ("notice", "plain", "terms", "answers")
LISTS = ("facts", "inputs")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that somebody else changed since a page was opened.

    Attributes:
        field: ``"notice.materials"``, ``"facts.low_income"``, ``"issuer"``.
        base: what stood there when the page was opened; None where nothing did.
        theirs: what stands there now; None where nothing does.
        yours: what was handed in; None where it was taken out.
        by: who changed it last.
        at: when.
    """

    field: str
    base: Any
    theirs: Any
    yours: Any
    by: str = ""
    at: datetime | None = None

    @property
    def both(self) -> bool:
        """Whether both changed it, each to something else."""
        return self.theirs != self.yours and self.base not in (self.theirs, self.yours)


@dataclass(frozen=True, slots=True)
class Merged:
    """Two changes put together.

    Attributes:
        fields: what only one changed is taken over; what both changed stands as the second has it.
        conflicts: names of the fields that both changed, in order.
    """

    fields: Fields
    conflicts: tuple[str, ...] = field(default=())


def apart(content: Mapping[str, Any]) -> Fields:
    """The content of a version by field.

    Args:
        content: ``notice``, ``plain``, ``terms``, ``answers`` as mappings, ``facts`` and ``inputs`` as lists.

    Returns:
        Field to value, in reading order; what is empty is left out, so that nothing and never written are the same, but
        for lists of the terms, whose emptiness says something.
    """
    found: Fields = {}
    for shelf in SHELVES:
        for name, value in content.get(shelf, {}).items():
            if value or (shelf == "terms" and isinstance(value, list)):
                found[f"{shelf}.{name}"] = value
    for shelf in LISTS:
        for name, part in _named(content.get(shelf, ())):
            found[f"{shelf}.{name}"] = part
    return found


def together(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a version out of its fields; lists in the order of the fields."""
    content: dict[str, Any] = {shelf: {} for shelf in SHELVES} | {shelf: [] for shelf in LISTS}
    for name, value in fields.items():
        shelf, _, rest = name.partition(".")
        if shelf in LISTS:
            content[shelf].append(value)
        else:
            content[shelf][rest] = value
    return content


def _named(parts: Any) -> Iterator[tuple[str, Any]]:
    """The parts of a list by their key; one without a key, or with another's, gets its place."""
    taken: set[str] = set()
    for number, part in enumerate(parts, start=1):
        key = str(part.get("key", "")) or f"#{number}"
        if key in taken:
            key = f"{key}#{number}"
        taken.add(key)
        yield key, part


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> Fields:
    """What stood in the fields that differ; None where nothing did."""
    names = [*before, *(name for name in after if name not in before)]
    return {name: before.get(name) for name in names if before.get(name) != after.get(name)}


def merge(base: Mapping[str, Any], theirs: Mapping[str, Any], yours: Mapping[str, Any]) -> Merged:
    """Put two changes of the same fields together.

    Args:
        base: what both began with.
        theirs: what the first made of it.
        yours: what the second made of it.
    """
    merged: Fields = {}
    conflicts = []
    for name in [*yours, *(name for name in theirs if name not in yours)]:
        was, first, second = base.get(name), theirs.get(name), yours.get(name)
        if first != second and was not in (first, second):
            conflicts.append(name)
        value = first if second == was else second
        if value is not None:
            merged[name] = value
    return Merged(merged, tuple(conflicts))
