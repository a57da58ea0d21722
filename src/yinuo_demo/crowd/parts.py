"""A crowd written by several processes, each its own part of the people; imports nothing of Django by itself."""

from __future__ import annotations

import multiprocessing
import queue
from collections.abc import Callable
from datetime import datetime
from multiprocessing.queues import Queue


class PartFailed(RuntimeError):
    """A process did not finish; what it had written is whole, and the next run adds the rest."""


def by_several(parts: int, count: int, seed: int, end: datetime, *, told: Callable[[int], None]) -> None:
    """Write what is missing of a crowd.

    Args:
        parts: how many processes.
        count, seed, end: see ``generating.Wish``.
        told: called after each block with the cases written in it.

    Raises:
        PartFailed: a process failed; its own words are on the terminal.
    """
    context = multiprocessing.get_context("spawn")
    said: Queue[int] = context.Queue()
    children = [
        context.Process(target=_write, args=(part, parts, count, seed, end, said), daemon=True)
        for part in range(parts)
    ]
    for child in children:
        child.start()
    while any(child.is_alive() for child in children) or not said.empty():
        try:
            told(said.get(timeout=0.5))
        except queue.Empty:
            continue
    for child in children:
        child.join()
    if any(child.exitcode for child in children):
        raise PartFailed("有一个进程没有完成（原因见上）；再运行一次会补上缺少的部分")


def _write(part: int, parts: int, count: int, seed: int, end: datetime, said: Queue[int]) -> None:
    import django  # noqa: PLC0415 - a process of its own sets itself up first

    django.setup()
    from yinuo_demo.crowd.generating import Wish, generate  # noqa: PLC0415 - needs what was set up

    generate(Wish(count, seed, end, part, parts), told=said.put)
