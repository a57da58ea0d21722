"""Lists and standings: each on little and on much, turn by turn."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from django.utils import timezone

from yinuo_demo.bench.measure import RUNS, Row, quantile, row
from yinuo_demo.bench.pages import PAGES
from yinuo_demo.bench.scratch import Child, Scratch

SMALL, LARGE = 1_000, 100_000
DATABASES = {SMALL: "bench_small", LARGE: "bench_large"}
TURNS, TIMES = 12, 4
"""So many turns of so many requests make one run."""
MOST = 1.5
SHORT, LONG = 10, 10_000


def pages(house: Scratch, say: Callable[[str], object]) -> list[Row]:
    """Every list page on 1,000 and on 100,000 cases; the plan of what grows too much is printed.

    Returns:
        One row a page: p95 on much, the floor being p95 on little.
    """
    with ExitStack() as open_:
        children = {count: open_.enter_context(_child(house, count, say)) for count in DATABASES}
        return [_page(children, page.name, say) for page in PAGES]


def _page(children: dict[int, Child], name: str, say: Callable[[str], object]) -> Row:
    p95: dict[int, list[float]] = {count: [] for count in children}
    queries = 0
    for child in children.values():
        child.ask("fill")
        child.ask("tally")  # as the worker does every five minutes
    for _ in range(RUNS):
        ms: dict[int, list[float]] = {count: [] for count in children}
        # Turn by turn, so that whatever else the machine does meets both alike.
        for _ in range(TURNS):
            for count, child in children.items():
                heard = child.ask("page", name=name, times=TIMES)
                ms[count] += heard["ms"]
                queries = heard["queries"]
        for count, times in ms.items():
            p95[count].append(quantile(times, 0.95))
    found = row(f"list: {name} p95", p95[LARGE], "ms", p95[SMALL])
    say(f"  {name}：{found.floor} → {found.value} ms，{queries} 个查询")
    if found.ratio is not None and found.ratio > MOST:
        say(f"  增长超过 {MOST} 倍，最慢的查询：\n{children[LARGE].ask('explain', name=name)}")
    return found


def standing(house: Scratch, say: Callable[[str], object]) -> list[Row]:
    """A standing on ten and on ten thousand entries of one person."""
    with _child(house, SMALL, say) as child:
        subjects = {entries: child.ask("history", entries=entries) for entries in (SHORT, LONG)}
        on, found = timezone.localdate().isoformat(), {SHORT: list[float](), LONG: list[float]()}
        for _ in range(RUNS):
            for entries, subject in subjects.items():
                heard = child.ask("standing", subject=subject, times=200, on=on)
                found[entries].append(quantile(heard["ms"], 0.5))
    return [row("standing: 10,000 entries against 10", found[LONG], "ms", found[SHORT])]


def _child(house: Scratch, count: int, say: Callable[[str], object]) -> Child:
    say(f"准备 {count:,} 件的数据库（只补缺少的）")
    house.make(DATABASES[count], cases=count)
    return Child(house, DATABASES[count])
