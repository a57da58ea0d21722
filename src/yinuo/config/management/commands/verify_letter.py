"""Say whether a PDF is a document of this house, unchanged, signed and time-stamped."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yinuo.portals.public.checked import check_file, state_of

LARGEST = 20 * 1024 * 1024


class Command(BaseCommand):
    """Prints each result with its reason; fails when the file is not a document of this house, unchanged."""

    help = "验证承诺书等文书 PDF 的签章和时间戳"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        finding = check_file(_content(options["file"]))
        for line in finding.lines:
            self.stdout.write(f"  {'ok' if line['ok'] else '!!'}  {line['reason']}")
            if line.get("instead"):
                self.stdout.write(f"      {line['instead']}")
        if finding.document is None or not finding.signed:
            raise CommandError("不能确认这是本系统签发的原文件 (not a document of this house, or changed)")
        state = state_of(finding.document)
        self.stdout.write(f"{finding.document.number} {state.word}：{state.said} (genuine)")


def _content(file: Path) -> bytes:
    """The bytes of a file that may be looked at."""
    try:
        if file.stat().st_size > LARGEST:
            raise CommandError(f"{file} 超过 20 MB，不是承诺书 (too large for a letter)")
        return file.read_bytes()
    except OSError as missing:
        raise CommandError(f"无法读取 {file}：{missing.strerror} (cannot be read)") from missing
