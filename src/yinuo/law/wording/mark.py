"""What a mark is: words to look for, what is said of them, and when they are harmless after all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

CATCH_ALL = "catch-all"
VAGUE = "vague"
PERIOD = "unmeasured-period"
REFERENCE = "unnamed-reference"


def any_of(alternatives: str) -> str:
    """A pattern for one of several.

    Args:
        alternatives: patterns with blanks or line feeds between them; none holds a blank itself.

    Returns:
        The pattern, as a group that is not kept.
    """
    return f"(?:{'|'.join(alternatives.split())})"


def look_for(alternatives: str) -> re.Pattern[str]:
    """The same, compiled: what a mark looks for."""
    return re.compile(any_of(alternatives))


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that a citizen cannot act on.

    Attributes:
        start: index of the first character in the text.
        end: index after the last character.
        kind: ``"vague"``, ``"catch-all"``, ``"unmeasured-period"`` or ``"unnamed-reference"``.
        reason: why, in Chinese.
        rewrite: what to write instead, in Chinese.
    """

    start: int
    end: int
    kind: str
    reason: str
    rewrite: str


@dataclass(frozen=True, slots=True)
class Place:
    """Words found, with what stands around them, for the exceptions to look at.

    Attributes:
        words: what was found.
        before: up to them, from the beginning of the sentence, at most :data:`WINDOW` characters.
        after: from them to the end of the sentence, at most as many.
        field: what the field is called.
        opens: whether the sentence begins where ``before`` begins.
        rest: what follows in the text, whatever sentence it belongs to, at most :data:`WINDOW` characters.
    """

    words: str
    before: str
    after: str
    field: str
    opens: bool
    rest: str

    @property
    def clause_before(self) -> str:
        """The part of ``before`` that follows the last comma."""
        return self.before[self.before.rfind("，") + 1 :]

    @property
    def clause_after(self) -> str:
        """The part of ``after`` that precedes the next comma."""
        stop = self.after.find("，")
        return self.after if stop < 0 else self.after[:stop]

    @property
    def clause(self) -> str:
        return self.clause_before + self.words + self.clause_after


Test = Callable[[Place], bool]


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to look for, what to say of them, where, and when they are harmless after all.

    Attributes:
        name: of the mark, for the bench.
        kind: of the remark.
        pattern: the words.
        reason: why they are unclear; a sentence in Chinese.
        rewrite: what to write instead, or how to find it from the place.
        fields: where the mark counts; everywhere if empty.
        harmless: questions; one yes and nothing is said.
    """

    name: str
    kind: str
    pattern: re.Pattern[str]
    reason: str
    rewrite: str | Callable[[Place], str]
    fields: frozenset[str] = frozenset()
    harmless: tuple[Test, ...] = ()

    def remark(self, place: Place, start: int) -> Remark:
        """The remark on a place of the text."""
        rewrite = self.rewrite if isinstance(self.rewrite, str) else self.rewrite(place)
        return Remark(start, start + len(place.words), self.kind, self.reason, rewrite)
