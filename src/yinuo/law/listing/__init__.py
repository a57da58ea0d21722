"""二（一）, 优化营商环境条例第四十四条: reading a list of proof items for what a legal reader would mark in its margin.

A remark is no refusal: it names the cell, the reason, the article and what to do. One that surely holds says so; the others
ask somebody to look. Proofs that were cancelled are not read, nobody asks for them any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from yinuo.law.levels import Level
from yinuo.law.listing.alone import lint_one
from yinuo.law.listing.remarks import Kind, ListedItem, ListRemark
from yinuo.law.listing.together import circles, doubles

__all__ = ["Kind", "ListRemark", "ListedItem", "in_order", "lint", "lint_beside", "lint_one"]


def lint(
    items: Sequence[ListedItem], *, on: date, known: Mapping[str, Level] | None = None
) -> tuple[ListRemark, ...]:
    """All remarks on a list.

    Args:
        items: the list.
        on: the day as of which the law is asked.
        known: levels of legal texts by title, from a register of texts.

    Returns:
        Remarks in the order of the list, and for one item in the order of :class:`Kind`.
    """
    found: defaultdict[str, list[ListRemark]] = defaultdict(list)
    for item in items:
        found[item.key] += lint_one(item, on=on, known=known)
    for remark in lint_beside(items):
        found[remark.key].append(remark)
    return tuple(remark for item in items for remark in in_order(found[item.key]))


def lint_beside(items: Sequence[ListedItem]) -> tuple[ListRemark, ...]:
    """The remarks that an item gets only beside others: the same proof twice, and circles.

    Args:
        items: all that could matter: those of the same body, and those of the same proof.
    """
    return (*doubles(items), *circles(items))


def in_order(remarks: Iterable[ListRemark]) -> list[ListRemark]:
    """Remarks in the order of :class:`Kind`."""
    return sorted(remarks, key=lambda one: _ORDER[one.kind])


_ORDER = {kind: number for number, kind in enumerate(Kind)}
