"""``bench``: measure on databases of its own, print a table, keep it in ``build/bench.json``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from yinuo_demo.bench import drawing, filing, likeness, lists, searching, wording
from yinuo_demo.bench.measure import Aim, Row, show, write
from yinuo_demo.bench.pages import PAGES
from yinuo_demo.bench.scratch import BenchFailed, Scratch, scratch
from yinuo_demo.stage import StageFailed

Say = Callable[[str], object]
BENCHES: dict[str, Callable[[Scratch, Say], list[Row]]] = {
    "filing": filing.measure,
    "lists": lists.pages,
    "standing": lists.standing,
    "search": searching.search,
}
WITHOUT_DATABASE: dict[str, Callable[[Say], list[Row]]] = {
    "wording": wording.measure,
    "likeness": likeness.measure,
    "draws": drawing.measure,
}
"""What is measured in this process alone; no server is started for it."""

AIMS: dict[str, Aim] = {
    "filing: HTTP part p50, one at a time": Aim(most=60),
    "filing: HTTP part p50": Aim(most=60),
    "filing: signed letters": Aim(least=20),
    "standing: 10,000 entries against 10": Aim(most=1.5, of_ratio=True),
    **wording.AIMS,
    **likeness.AIMS,
    **drawing.AIMS,
    "search: 100,000 items p95": Aim(most=searching.MOST_MS),
    **{
        f"search: recall@{most}, {where}": Aim(least=least)
        for most, least in searching.LEAST_FOUND.items()
        for where in ("real rows", "100,000 items")
    },
    **{f"list: {page.name} p95": Aim(most=lists.MOST, of_ratio=True) for page in PAGES},
}


class Command(BaseCommand):
    help = "测量速度：提交、列表、信用查询、目录检索；文字检查、名称比对的准确程度；抽查；结果写入 build/bench.json"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", choices=[*WITHOUT_DATABASE, *BENCHES], help="只测一项")

    def handle(self, *_args: Any, **options: Any) -> None:
        chosen = [options["only"]] if options["only"] else [*WITHOUT_DATABASE, *BENCHES]
        rows: list[Row] = []
        path = settings.ROOT / "build" / "bench.json"
        try:
            for found in self._measured(chosen):
                write(found, path)
                rows += found
        except (BenchFailed, StageFailed) as failed:
            raise CommandError(str(failed)) from failed
        show(rows, AIMS, self.stdout.write)
        self.stdout.write(f"已写入 {path}")

    def _measured(self, chosen: Sequence[str]) -> Iterator[list[Row]]:
        for name in chosen:
            if name in WITHOUT_DATABASE:
                self.stdout.write(f"— {name}")
                yield WITHOUT_DATABASE[name](self.stdout.write)
        if all(name in WITHOUT_DATABASE for name in chosen):
            return
        with scratch(settings.ROOT / "build" / "bench") as house:
            for name in chosen:
                if name in BENCHES:
                    self.stdout.write(f"— {name}")
                    yield BENCHES[name](house, self.stdout.write)
