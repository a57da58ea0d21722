"""Searching the catalogue: how soon and how well, on the real rows and on a hundred thousand items."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from yinuo_demo.bench.measure import RUNS, Row, quantile, row
from yinuo_demo.bench.scratch import Child, Scratch

ITEMS = 100_000
DATABASES = {0: "bench_real", ITEMS: "bench_catalogue"}
MOST_MS = 50
LEAST_FOUND = {3: 95, 10: 97}
"""Of a hundred searches so many shall have the item meant among the first 3 and 10."""


def search(house: Scratch, say: Callable[[str], object]) -> list[Row]:
    """Words, everyday words, pinyin, initials, homophones and typing errors, as people type them.

    Returns:
        Milliseconds on much, the floor being those on the real rows alone; and how many of a hundred find what is meant.
    """
    with ExitStack() as open_:
        children = {items: open_.enter_context(_child(house, items, say)) for items in DATABASES}
        ms: dict[int, list[list[float]]] = {items: [] for items in children}
        for _ in range(RUNS):
            # Turn by turn, so that whatever else the machine does meets both alike.
            for items, child in children.items():
                ms[items].append(child.ask("search", times=1, places=bool(items)))
        found = {items: child.ask("relevance", places=bool(items)) for items, child in children.items()}
    rows = [row(f"search: 100,000 items p{share * 100:.0f}", *_quantiles(ms, share)) for share in (0.5, 0.95)]
    for items, heard in found.items():
        rows += _found(items, heard, say)
    return rows


def _quantiles(ms: dict[int, list[list[float]]], share: float) -> tuple[list[float], str, list[float]]:
    much, few = ([quantile(run, share) for run in ms[items]] for items in (ITEMS, 0))
    return much, "ms", few


def _found(items: int, heard: dict[str, Any], say: Callable[[str], object]) -> list[Row]:
    where = "100,000 items" if items else "real rows"
    counts = heard["counts"]
    for kind, (asked, first, ten) in counts.items():
        say(f"  {where}，{kind}：{asked} 次，前 3 条有 {first}，前 10 条有 {ten}")
    if heard["missed"]:
        say(f"  {where}，不在前 3 条：{'、'.join(heard['missed'])}")
    asked = sum(one[0] for one in counts.values())
    return [
        row(
            f"search: recall@{most}, {where}", [100 * sum(one[place] for one in counts.values()) / asked], "%"
        )
        for place, most in enumerate(LEAST_FOUND, start=1)
    ]


def _child(house: Scratch, items: int, say: Callable[[str], object]) -> Child:
    say(f"准备 {items or '真实来源的'} 项目录的数据库（只补缺少的）")
    house.make(DATABASES[items], cases=0)
    child = Child(house, DATABASES[items])
    child.ask("catalogue", items=items)
    return child
