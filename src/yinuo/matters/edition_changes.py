"""What has changed between two catalogues: lines added and removed, and field by field what changed. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from yinuo.matters.edition_lines import TITLES, Line, ordered

Mark = Literal["same", "gone", "new"]
_PIECES = re.compile(r"[0-9A-Za-z.%]+|\s+|.", re.DOTALL)
_SENTENCES = re.compile(r"[^。；\n]*[。；\n]|[^。；\n]+")
_MOST_PIECES = 1500
"""Longer texts are compared sentence by sentence, so that a page never waits for one field."""
_ISLAND = 1
"""So many equal pieces between two changes are read as part of the change: a lone 的 helps no reader."""


class DoesNotFit(ValueError):
    """A difference is applied to a catalogue it does not come from; the message names the line."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column of a line that changed."""

    name: str
    before: Any
    after: Any

    @property
    def title(self) -> str:
        """The column's title."""
        return TITLES[self.name]


@dataclass(frozen=True, slots=True)
class Changed:
    """One line that is in both catalogues and not the same."""

    before: Line
    after: Line

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """What changed, in the order of the columns."""
        pairs = ((name, getattr(self.before, name), getattr(self.after, name)) for name in TITLES)
        return tuple(FieldChange(name, old, new) for name, old, new in pairs if old != new)

    @property
    def kind(self) -> Literal["suspended", "resumed", "changed"]:
        """Whether commitment under it was suspended or resumed; anything else is a change."""
        if self.before.status != self.after.status:
            return "suspended" if self.after.status == "suspended" else "resumed"
        return "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """What must be done to one catalogue so that it becomes the other."""

    added: tuple[Line, ...] = ()
    removed: tuple[Line, ...] = ()
    changed: tuple[Changed, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def of_kind(self, kind: str) -> tuple[Changed, ...]:
        """The changed lines of one kind: ``suspended``, ``resumed`` or ``changed``."""
        return tuple(one for one in self.changed if one.kind == kind)

    def counts(self) -> dict[str, int]:
        """How many lines of each kind."""
        return {
            "added": len(self.added),
            "removed": len(self.removed),
            **{kind: len(self.of_kind(kind)) for kind in ("suspended", "resumed", "changed")},
        }

    def inverse(self) -> Difference:
        """The way back."""
        back = (Changed(one.after, one.before) for one in self.changed)
        return Difference(self.removed, self.added, _in_order(back))

    def applied(self, lines: Iterable[Line]) -> tuple[Line, ...]:
        """The catalogue that comes of another.

        Raises:
            DoesNotFit: it removes or changes what is not there so, or adds what is there.
        """
        kept = {line.slug: line for line in lines}
        for line in self.removed:
            _take(kept, line)
        for one in self.changed:
            _take(kept, one.before)
        for line in (*self.added, *(one.after for one in self.changed)):
            if line.slug in kept:
                raise DoesNotFit(f"目录里已经有 {line.slug}")
            kept[line.slug] = line
        return ordered(kept.values())


def _take(kept: dict[str, Line], line: Line) -> None:
    if kept.pop(line.slug, None) != line:
        raise DoesNotFit(f"目录里没有这样的 {line.slug}")


def differences(before: Iterable[Line], after: Iterable[Line]) -> Difference:
    """What changed from one catalogue to another, in the order of a catalogue.

    Args:
        before, after: their lines, in any order; each item once.
    """
    old, new = ({line.slug: line for line in lines} for lines in (before, after))
    both = [(old[slug], new[slug]) for slug in old.keys() & new.keys()]
    return Difference(
        ordered(line for slug, line in new.items() if slug not in old),
        ordered(line for slug, line in old.items() if slug not in new),
        _in_order(Changed(was, now) for was, now in both if was != now),
    )


def _in_order(changed: Iterable[Changed]) -> tuple[Changed, ...]:
    """Changed lines where they stand afterwards."""
    return tuple(sorted(changed, key=lambda one: one.after.place))


def marked(before: str, after: str) -> tuple[tuple[Mark, str], ...]:
    """Two texts as one, with what is gone and what is new marked, for a reader.

    The pieces ``same`` and ``gone`` make the text before, ``same`` and ``new`` the text after.
    """
    old, new = _cut(before, after)
    parts: list[tuple[Mark, str]] = []
    for gone, added, same in _joined(old, new):
        parts += [("gone", gone), ("new", added), ("same", same)]
    return tuple((mark, text) for mark, text in parts if text)


def _cut(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    if max(len(old), len(new)) > _MOST_PIECES:
        return _SENTENCES.findall(before), _SENTENCES.findall(after)
    return old, new


def _joined(old: list[str], new: list[str]) -> list[tuple[str, str, str]]:
    """Changes, each with what follows unchanged; a lone equal piece between two changes belongs to them."""
    found: list[tuple[str, str, str]] = []
    gone = added = ""
    at, to = 0, 0
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        gone += "".join(old[at : block.a])
        added += "".join(new[to : block.b])
        same = "".join(old[block.a : block.a + block.size])
        at, to = block.a + block.size, block.b + block.size
        last = at == len(old) and to == len(new)
        if 0 < block.size <= _ISLAND and (gone or added) and not last:
            gone, added = gone + same, added + same
            continue
        found.append((gone, added, same))
        gone = added = ""
    return found
