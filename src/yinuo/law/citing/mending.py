"""Writing a basis anew where what it cites has changed, and leaving every other word as it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from yinuo.law.citing.reading import read
from yinuo.law.citing.references import Reference, write

Change = Callable[[Reference], Sequence[Reference] | None]
"""From a reference to those that take its place: none where it falls away, None where it stays."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A basis written anew.

    Attributes:
        text: the new text.
        changed: how many references of the old text were replaced or fell away.
        left: how many references the new text holds.
    """

    text: str
    changed: int
    left: int


def mended(source: str, change: Change) -> Mended:
    """A basis in which references are replaced or fall away.

    Args:
        source: as a department wrote it.
        change: says of each reference what takes its place.

    Returns:
        The text; words that are no reference stay where they are, a text named for several places is named again
        where it would otherwise be lost.
    """
    reading = read(source)
    pen = _Pen(source)
    for (start, end), group in groupby(reading.references, key=lambda one: (one.start, one.end)):
        pen.write(start, end, list(group), change)
    return Mended(pen.finished(), pen.changed, pen.left)


class _Pen:
    """Writes the new text from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.out: list[str] = []
        self.at = 0
        self.changed = self.left = 0
        self.last: Reference | None = None  # as written last in the new text
        self.told = True  # whether a reader of the new text still knows what a reader of the old one knew

    def write(self, start: int, end: int, group: list[Reference], change: Change) -> None:
        """One stretch of references written in one go."""
        before, self.at = self.source[self.at : start], end
        answers = [change(one) for one in group]
        self.changed += sum(one is not None for one in answers)
        new = [
            kept
            for one, answer in zip(group, answers, strict=True)
            for kept in ([one] if answer is None else answer)
        ]
        self.left += len(new)
        if not new:
            self.told = False
            if before.strip(" 、，,；;。和及与\n"):
                self.out.append(before)
            return
        self.out.append(before if self.out or not self.changed else before.lstrip("、，,；;。和及与 "))
        if all(answer is None for answer in answers) and (self.told or _alone(group)):
            self.out.append(self.source[start:end])
            self.told = self.told or not group[0].goes_on(self.last)
        else:
            follows = all(one.goes_on(last) for one, last in zip(new, [self.last, *new], strict=False))
            self.out.append("、".join(one.place.written() for one in new) if follows else write(new))
            self.told = False
        self.last = new[-1]

    def finished(self) -> str:
        """The whole new text."""
        return "".join(self.out) + self.source[self.at :]


def _alone(group: list[Reference]) -> bool:
    """Whether a stretch is understood without what stands before it."""
    return [one.target for one in read(group[0].said).references] == [one.target for one in group]
