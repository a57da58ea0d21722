"""A basis in pieces, so that each article in it can be a link to its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from yinuo.matters.queries import links_to_show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yinuo.matters.models import BasisLink, ItemVersion


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a basis.

    Attributes:
        words: as they stand.
        url: of the text they name; empty for words between.
        ended: whether what they name is repealed, as the register says.
    """

    words: str
    url: str = ""
    ended: bool = False


def linked(source: str, links: Iterable[BasisLink], *, address: str) -> list[Piece]:
    """A basis in pieces.

    Args:
        source: the words the links were read from.
        links: with article and text; what was added by hand has no place in the words and is left out.
        address: name of the page of a text, which takes its slug.
    """
    pieces: list[Piece] = []
    at = 0
    placed = [
        (link.start, link.end, link) for link in links if link.start is not None and link.end is not None
    ]
    for start, end, link in sorted(placed, key=lambda one: (one[0], one[1])):
        if start < at or end > len(source):
            continue  # several articles written in one go share their words
        if start > at:
            pieces.append(Piece(source[at:start]))
        text = link.article.text
        ended = text.repealed_on is not None or link.article.repealed_on is not None
        pieces.append(Piece(source[start:end], reverse(address, args=[text.slug]), ended))
        at = end
    if at < len(source):
        pieces.append(Piece(source[at:]))
    return pieces


def basis_lines(version: ItemVersion, *, address: str) -> list[list[Piece]]:
    """The basis a version shows: of its notice, or of its item where that says nothing; in lines, articles linked.

    Args:
        version: with its item.
        address: name of the page of a text, which takes its slug.
    """
    said = str(version.notice.get("basis", ""))
    told = said if said.strip() else version.item.basis
    return _by_line(linked(told, links_to_show(version), address=address))


def _by_line(pieces: Iterable[Piece], ends: str = "；;\n") -> list[list[Piece]]:
    """The pieces in lines: a new one begins behind each mark that ends one."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.url:
            lines[-1].append(piece)
            continue
        rest = piece.words
        for end in ends[1:]:
            rest = rest.replace(end, ends[0])
        first, *others = rest.split(ends[0])
        lines[-1].append(Piece(first))
        lines += [[Piece(words)] for words in others]
    kept = [[piece for piece in line if piece.words.strip()] for line in lines]
    return [line for line in kept if line]
