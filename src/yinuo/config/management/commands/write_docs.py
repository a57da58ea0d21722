"""Write the made documents, or tell which are stale."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yinuo.config.documentation import ROOT, documents


class Command(BaseCommand):
    """``write_docs`` writes; ``--check`` only compares."""

    help = "重新生成文档；--check 只检查是否最新"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        stale = []
        for path, text in documents().items():
            file = ROOT / path
            if file.is_file() and file.read_text(encoding="utf-8") == text:
                continue
            stale.append(path.as_posix())
            if not options["check"]:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
        if stale and options["check"]:
            raise CommandError("stale, run `make docs`: " + ", ".join(stale))
        self.stdout.write(f"{len(stale)} documents written" if stale else "documents are fresh")
