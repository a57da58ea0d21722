"""The code of a matter and the address of an item, the same on every machine for the same names."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin

if TYPE_CHECKING:
    from yinuo.matters.models import Matter
    from yinuo.people.models import Agency

CODE_TAIL, SLUG_TAIL = 8, 6
"""So many characters of a digest make a code, an address unique as a rule."""

_LONGEST_SLUG = 48
_MOST_INITIALS = 18
_MOST_READ = 60


def code_of(agency: Agency, matter: str, *, tail: int = CODE_TAIL) -> str:
    """The city's own code of a matter: where it belongs, and characters that make it unique."""
    return f"{agency.region_code}-{_digest(agency.slug, matter)[:tail]}"


def slug_of(matter: Matter, proof: str, *, words: str = "", tail: int = SLUG_TAIL) -> str:
    """An address people can read aloud, and characters that make it unique.

    Args:
        matter: of the item.
        proof: name of the item.
        words: what :func:`address_words` made of it, where that is known.
        tail: how many characters make it unique.
    """
    first, _, second = (words or address_words(matter.name, proof)).partition("-")
    room = min(_MOST_INITIALS, (_LONGEST_SLUG - tail) // 2)
    return f"{first[:room]}-{second[:room]}-{_digest(matter.agency.slug, matter.name, proof)[:tail]}"


def address_words(matter: str, proof: str) -> str:
    """The part of an address that people can read aloud: initials of matter and proof."""
    return f"{_initials(matter)}-{_initials(proof)}"


def _initials(text: str) -> str:
    letters = "".join(lazy_pinyin(text[:_MOST_READ], style=Style.FIRST_LETTER)).lower()
    return "".join(c for c in letters if c.isascii() and c.isalnum())[:_MOST_INITIALS]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
