"""Names that stand in addresses: short, readable, the same on every machine, and no two alike."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from pypinyin import Style, lazy_pinyin

from yinuo.matters.models import Matter, ProofItem

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T", Matter, ProofItem)
_LONGER = 4
_LONGEST_SLUG = 48
_MOST_INITIALS = 18
_MOST_READ = 60


def name_matters(matters: Sequence[Matter]) -> None:
    """Give new matters their codes."""
    named = _apart(
        matters, 8, _code, lambda codes: Matter.objects.filter(code__in=codes).values_list("code", flat=True)
    )
    for matter, code in named:
        matter.code = code


def name_items(items: Sequence[ProofItem], words: Sequence[str]) -> None:
    """Give new items what stands in their addresses.

    Args:
        items: of matters that have their names.
        words: for each what :func:`address_words` made of it.
    """
    readable = {id(item): one for item, one in zip(items, words, strict=True)}
    named = _apart(
        items,
        6,
        lambda item, length: _slug(item, readable[id(item)], length),
        lambda slugs: ProofItem.objects.filter(slug__in=slugs).values_list("slug", flat=True),
    )
    for item, slug in named:
        item.slug = slug


def address_words(matter: str, proof: str) -> str:
    """The part of an address that people can read aloud: initials of matter and proof."""
    return f"{_initials(matter)}-{_initials(proof)}"


def _apart(
    rows: Sequence[T],
    shortest: int,
    name: Callable[[T, int], str],
    held: Callable[[list[str]], Iterable[str]],
) -> list[tuple[T, str]]:
    """Each row with the shortest name that no other has: one ends in some characters of a digest, more where it must."""
    waiting, length, given = list(rows), shortest, dict[str, T]()
    while waiting:
        names = [name(row, length) for row in waiting]
        taken = set(held(names))
        again = []
        for row, called in zip(waiting, names, strict=True):
            if called in taken or called in given:
                again.append(row)
            else:
                given[called] = row
        waiting, length = again, length + _LONGER
    return [(row, called) for called, row in given.items()]


def _code(matter: Matter, length: int) -> str:
    return f"{matter.agency.region_code}-{_digest(matter.agency.slug, matter.name)[:length]}"


def _slug(item: ProofItem, words: str, length: int) -> str:
    """Readable words and some characters that make them unique."""
    matter = item.matter
    tail = _digest(matter.agency.slug, matter.name, item.name)[:length]
    room = min(_MOST_INITIALS, (_LONGEST_SLUG - length) // 2)
    first, _, second = words.partition("-")
    return f"{first[:room]}-{second[:room]}-{tail}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def _initials(text: str) -> str:
    letters = "".join(lazy_pinyin(text[:_MOST_READ], style=Style.FIRST_LETTER)).lower()
    return "".join(c for c in letters if c.isascii() and c.isalnum())[:_MOST_INITIALS]
