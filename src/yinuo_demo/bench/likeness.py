"""Whether two places mean the same item, against pairs judged by hand: how much is right, how much is found, how fast.

The words were written with the pairs of ``likeness.csv``; those of ``likeness_heldout.csv`` were written before they were
ever compared, and show what a list nobody has seen would bring: at the first look precision was 0.97, recall 0.60, and
0.90 with what is put before a person. One rule was set after that look: where each side says something of weight that
the other does not, a person decides.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from yinuo.matters.likeness import Band, Named, compare
from yinuo_demo.bench.measure import RUNS, Aim, Row, row

DEVELOPMENT, HELD_OUT = "likeness.csv", "likeness_heldout.csv"
AIMS: dict[str, Aim] = {
    "likeness: held-out precision of “same”": Aim(least=0.95),
    "likeness: held-out recall with “maybe”": Aim(least=0.9),
    "likeness: one comparison": Aim(most=500),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items of two lists, and whether they are the same."""

    one: Named
    other: Named
    same: bool


@dataclass(frozen=True, slots=True)
class Shares:
    """How well pairs were judged.

    Attributes:
        precision: of those called the same, how many are.
        found: of the same, how many were called so.
        shown: of the same, how many were called so or put before a person as perhaps the same.
        bothered: of those put before a person, how many are others.
    """

    precision: float
    found: float
    shown: float
    bothered: float


@cache
def read(name: str) -> tuple[Pair, ...]:
    """The pairs of one file."""
    content = files("yinuo_demo").joinpath("data", name).read_text(encoding="utf-8")
    return tuple(
        Pair(
            Named(one["matter"], one["proof"]),
            Named(one["other_matter"], one["other_proof"]),
            one["same"] == "yes",
        )
        for one in csv.DictReader(io.StringIO(content, newline=""))
    )


def shares(pairs: Iterable[Pair]) -> Shares:
    """How well pairs are judged."""
    judged = [(compare(pair.one, pair.other).band, pair.same) for pair in pairs]

    def count(bands: Sequence[Band], *, same: bool | None = None) -> int:
        return sum(band in bands and same in {None, truly} for band, truly in judged)

    called, all_same = count([Band.SAME]), count([*Band], same=True)
    shown = count([Band.MAYBE])
    return Shares(
        count([Band.SAME], same=True) / called if called else 1.0,
        count([Band.SAME], same=True) / all_same if all_same else 1.0,
        count([Band.SAME, Band.MAYBE], same=True) / all_same if all_same else 1.0,
        count([Band.MAYBE], same=False) / shown if shown else 0.0,
    )


def wrong(pairs: Iterable[Pair]) -> list[Pair]:
    """Pairs judged against what they are: called the same and others, or the same and not even shown."""
    bands = {True: Band.NONE, False: Band.SAME}
    return [pair for pair in pairs if compare(pair.one, pair.other).band is bands[pair.same]]


def measure(say: Callable[[str], object]) -> list[Row]:
    """All figures; the pairs judged wrongly are printed.

    Returns:
        Rows; the floor is the same figure on the pairs the words were written with.
    """
    ours, theirs = shares(read(DEVELOPMENT)), shares(read(HELD_OUT))
    for pair in wrong(read(HELD_OUT)):
        what = "同一项，没有认出" if pair.same else "不是同一项，认成同一项"
        say(f"  {what}：{pair.one.matter}：{pair.one.proof} / {pair.other.matter}：{pair.other.proof}")
    return [
        row("likeness: held-out precision of “same”", [theirs.precision], "", [ours.precision]),
        row("likeness: held-out recall of “same”", [theirs.found], "", [ours.found]),
        row("likeness: held-out recall with “maybe”", [theirs.shown], "", [ours.shown]),
        row("likeness: “maybe” that is another item", [theirs.bothered], "", [ours.bothered]),
        _speed([*read(DEVELOPMENT), *read(HELD_OUT)]),
    ]


def _speed(pairs: Sequence[Pair]) -> Row:
    """Microseconds for one comparison: the mean over all pairs, the median over the runs."""
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        for pair in pairs:
            compare(pair.one, pair.other)
        took.append((time.perf_counter() - began) / len(pairs) * 1e6)
    return row("likeness: one comparison", took, "µs")
