"""Names that stand in addresses: short, readable, the same on every machine, and no two alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from yinuo.matters.addresses import CODE_TAIL, SLUG_TAIL, code_of, slug_of
from yinuo.matters.models import Matter, ProofItem

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T", Matter, ProofItem)
_LONGER = 4


def name_matters(matters: Sequence[Matter]) -> None:
    """Give new matters their codes."""
    named = _apart(
        matters,
        CODE_TAIL,
        lambda matter, tail: code_of(matter.agency, matter.name, tail=tail),
        lambda codes: Matter.objects.filter(code__in=codes).values_list("code", flat=True),
    )
    for matter, code in named:
        matter.code = code


def name_items(items: Sequence[ProofItem], words: Sequence[str]) -> None:
    """Give new items what stands in their addresses.

    Args:
        items: of matters that have their names.
        words: for each what :func:`yinuo.matters.addresses.address_words` made of it.
    """
    readable = {id(item): one for item, one in zip(items, words, strict=True)}
    named = _apart(
        items,
        SLUG_TAIL,
        lambda item, tail: slug_of(item.matter, item.name, words=readable[id(item)], tail=tail),
        lambda slugs: ProofItem.objects.filter(slug__in=slugs).values_list("slug", flat=True),
    )
    for item, slug in named:
        item.slug = slug


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
