"""How long a draw takes over a million objects; the floor is hashing each of them once and putting them in order."""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256

from yinuo.law.draw import allot, draw, how_many, population_digest
from yinuo_demo.bench.measure import RUNS, Aim, Row, row

OBJECTS, PERCENT, INSPECTORS = 1_000_000, 3, 60
SEED = sha256(b"bench").digest()
AIMS: dict[str, Aim] = {"draws: 1,000,000 objects drawn": Aim(most=2_000)}


def measure(say: Callable[[str], object]) -> list[Row]:
    """Milliseconds to freeze the list, to draw, and to allot inspectors; medians.

    Returns:
        Rows; the draw beside its floor in the same runs.
    """
    keys = [f"宿诺〔2026〕{number:07d}号/income" for number in range(OBJECTS)]
    people = [f"检{number:02d}" for number in range(INSPECTORS)]
    size = how_many(OBJECTS, PERCENT)
    say(f"  {OBJECTS:,} 项里抽 {size:,} 项，{INSPECTORS} 名检查人员")
    frozen, drawn, sent, floors = [], [], [], []
    for _ in range(RUNS):
        floors.append(_took(lambda: sorted(sha256(SEED + key.encode()).digest() for key in keys)))
        frozen.append(_took(lambda: population_digest(keys)))
        drawn.append(_took(lambda: draw(keys, size, SEED)))
        sent.append(_took(lambda: allot(keys[:size], people, 2, SEED)))
    return [
        row("draws: 1,000,000 objects drawn", drawn, "ms", floors),
        row("draws: 1,000,000 objects frozen", frozen, "ms", floors),
        row("draws: inspectors for 30,000", sent, "ms"),
    ]


def _took(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1e3
