"""``yinuo story``: play the four stories through the real pages and print every step with its articles."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yinuo_demo.stage import stage
from yinuo_demo.story.tales import STORIES
from yinuo_demo.story.telling import tell


class Command(BaseCommand):
    """Plays on a house of its own, so that nobody's data are touched."""

    help = "通过真实页面演示四个完整故事；任何一步不对就失败"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", type=int, choices=range(1, len(STORIES) + 1), help="只演一个")

    def handle(self, *_args: Any, **options: Any) -> None:
        chosen = [STORIES[options["only"] - 1]] if options["only"] else list(STORIES)
        with stage() as place, ThreadPoolExecutor(len(chosen)) as players:
            playing = [players.submit(story, place) for story in chosen]
            tellings, failures = [], []
            for story, played in zip(chosen, playing, strict=True):
                try:
                    tellings.append(played.result())
                except Exception as failed:  # noqa: BLE001 - each story is told, also beside a broken one
                    failures.append(f"{story.__name__}: {failed}")
        self.stdout.write(tell(tellings))
        if failures:
            sys.stdout.flush()
            raise CommandError("\n".join(failures))
        self.stdout.write(f"\n{len(tellings)} 个故事都走通了。")
