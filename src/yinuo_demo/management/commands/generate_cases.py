"""``generate_cases``: fill the demo city with any number of synthetic cases in every state."""

from __future__ import annotations

import os
import time
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from yinuo_demo.crowd.generating import AnotherCrowd, Wish, crowd_here, generate
from yinuo_demo.crowd.parts import PartFailed, by_several
from yinuo_demo.crowd.town import NoCity
from yinuo_demo.people import SEED
from yinuo_demo.routine import draw_once

SMALL = 2_000
"""So few cases are written by one process; a second would only wait for itself to start."""


class Command(BaseCommand):
    help = "生成任意数量的合成办件，各种状态都有（可以重复执行，只补缺少的部分）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, required=True, help="办件总数（已有的算在内）")
        parser.add_argument("--seed", type=int, help=f"种子；默认为已有人群的种子，没有则为 {SEED}")
        parser.add_argument("--until", help="一年期的最后时刻，如 2026-11-20T18:00；默认现在")
        parser.add_argument(
            "--processes", type=int, default=min(2, os.cpu_count() or 1), help="进程数，默认 %(default)s"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if settings.PRODUCTION or not settings.DEMO:
            raise CommandError("合成办件只能在演示模式里生成：请设置 YINUO_DEMO=1，生产环境不能使用")
        here = crowd_here()
        seed = options["seed"] if options["seed"] is not None else SEED if here is None else here
        parts = options["processes"] if options["count"] > SMALL else 1
        end, progress = _moment(options["until"]), _Progress(self)
        try:
            if parts == 1:
                generate(Wish(options["count"], seed, end), told=progress)
            else:
                by_several(parts, options["count"], seed, end, told=progress)
        except (AnotherCrowd, NoCity, PartFailed) as cannot:
            raise CommandError(str(cannot)) from cannot
        if progress.made:
            with connection.cursor() as cursor:
                # What autovacuum would do in its own time: statistics, and pages known to be visible to all.
                cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")
        draw_once(at=timezone.now())
        progress.end()


class _Progress:
    """How many cases are written, and how fast; a line every few seconds."""

    def __init__(self, command: BaseCommand) -> None:
        self.command, self.made, self.began, self.said = command, 0, time.monotonic(), time.monotonic()

    def __call__(self, more: int) -> None:
        self.made += more
        if time.monotonic() - self.said >= 5:
            self.said = time.monotonic()
            self._say("已生成")

    def end(self) -> None:
        self._say("完成：生成")

    def _say(self, words: str) -> None:
        took = max(time.monotonic() - self.began, 0.001)
        self.command.stdout.write(
            f"{words} {self.made:,} 件，{took:,.0f} 秒，每秒 {self.made / took:,.0f} 件"
        )


def _moment(written: str | None) -> datetime:
    if written is None:
        return timezone.now()
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as wrong:
        raise CommandError(f"--until 应写成 2026-11-20T18:00，不是“{written}”") from wrong
    return moment if moment.tzinfo is not None else timezone.make_aware(moment)
