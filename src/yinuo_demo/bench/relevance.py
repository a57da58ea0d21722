"""How well a search finds: what people type, and whether the item they mean stands among the first."""

from __future__ import annotations

import csv
import time
from collections import defaultdict
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from yinuo.matters.queries import search_items

FIRST = (3, 10)
WITH_A_PLACE = "with a place"
"""Searches that name a county or a town; where only the city's own bodies offer anything, they are left out."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody types, and what the item meant must hold.

    Attributes:
        query: as typed.
        kind: words, everyday words, pinyin, initials, homophones, typing errors, or with a place.
        matter, proof, anywhere: texts that stand in its matter, its proof, and in either or the agency's name.
    """

    query: str
    kind: str
    matter: tuple[str, ...]
    proof: tuple[str, ...]
    anywhere: tuple[str, ...]

    def rank(self) -> int:
        """The place of the first hit that is meant, counted from 1; 0 where it is not among the first."""
        for place, hit in enumerate(search_items(self.query, limit=max(FIRST)), start=1):
            whole = f"{hit.agency} {hit.matter} {hit.name}"
            if (
                all(text in hit.matter for text in self.matter)
                and all(text in hit.name for text in self.proof)
                and all(text in whole for text in self.anywhere)
            ):
                return place
        return 0


def wanted() -> list[Wanted]:
    """Every search of the set."""
    text = files("yinuo_demo").joinpath("data", "searches.csv").read_text(encoding="utf-8")
    return [
        Wanted(
            row["query"], row["kind"], *(_parts(row[column]) for column in ("matter", "proof", "anywhere"))
        )
        for row in csv.DictReader(text.splitlines())
    ]


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("；")))


def relevance(*, places: bool) -> dict[str, Any]:
    """Make every search once.

    Args:
        places: those that name a place, too.

    Returns:
        By kind how many there are and how many have the item meant among the first 3 and 10, and what was not found.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    missed = []
    for one in wanted():
        if one.kind != WITH_A_PLACE or places:
            rank = one.rank()
            counted = counts[one.kind]
            counted[0] += 1
            for place, most in enumerate(FIRST, start=1):
                counted[place] += 0 < rank <= most
            if not 0 < rank <= FIRST[0]:
                missed.append(f"{one.query}（{rank or '没有'}）")
    return {"counts": counts, "missed": missed}


def timed(times: int, *, places: bool) -> list[float]:
    """Make every search several times.

    Returns:
        Milliseconds of each.
    """
    ms = []
    for _ in range(times):
        for one in wanted():
            if one.kind != WITH_A_PLACE or places:
                began = time.perf_counter()
                search_items(one.query)
                ms.append((time.perf_counter() - began) * 1000)
    return ms
