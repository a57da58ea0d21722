"""Two texts side by side: which words went, which came. No table is touched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

import rjieba

SAME, GONE, NEW = "same", "gone", "new"
_PIECES = re.compile(r"[\u3400-\u9fff]+|[A-Za-z0-9.,%]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words.

    Attributes:
        kind: ``"same"``, ``"gone"`` or ``"new"``.
        text: the words.
    """

    kind: str
    text: str


def words_of(text: str) -> list[str]:
    """A text cut into words, numbers and signs; put together again they are the text."""
    found: list[str] = []
    for piece in _PIECES.findall(text):
        found += rjieba.cut(piece) if "\u3400" <= piece[0] <= "\u9fff" else [piece]
    return found


def compared(before: str, after: str) -> tuple[Piece, ...]:
    """What changed between two texts, word by word; what went stands before what came in its place.

    Args:
        before: the older text.
        after: the newer text.

    Returns:
        Pieces whose ``same`` and ``gone`` make up the older text, and whose ``same`` and ``new`` the newer.
    """
    one, other = words_of(before), words_of(after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            _add(pieces, SAME, "".join(one[a:b]))
        else:
            _add(pieces, GONE, "".join(one[a:b]))
            _add(pieces, NEW, "".join(other[c:d]))
    return tuple(pieces)


def _add(pieces: list[Piece], kind: str, text: str) -> None:
    if text:
        pieces.append(Piece(kind, text))
