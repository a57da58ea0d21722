"""The process that opens one office file: ``python -m yinuo.matters.sheets.apart MOST ONLY`` from input to output.

The libraries that read such files are large and written for friends. Here one of them may be fooled into wanting all
memory or an endless time; it gets little of both, and the process that asked is told so in a sentence.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

from yinuo.matters.sheets import compound
from yinuo.matters.sheets.archive import look
from yinuo.matters.sheets.grid import BadFile, Book, as_json
from yinuo.matters.sheets.word import read_word
from yinuo.matters.sheets.workbook import read_workbook

MEMORY = 1_536 * 1024 * 1024
SECONDS = 60


def read(content: bytes, *, most: int, only: int | None) -> Book:
    """An office file, looked into before it is opened.

    Args:
        content: the file; a ZIP archive or a compound file.
        most: rows to keep of each grid.
        only: the one grid whose rows are wanted, or None.

    Raises:
        BadFile: it cannot be taken.
    """
    if content.startswith(compound.SIGNATURE):
        compound.refuse_unless_workbook(content)
        return read_workbook(content, "xls", most=most, only=only)
    kind = look(content)
    if kind == "docx":
        return read_word(content, most=most, only=only)
    return read_workbook(content, kind, most=most, only=only)


def confine() -> None:
    """Limit this process; systems that know no such limit leave it to the time that the caller waits."""
    for what, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        _, hard = resource.getrlimit(what)
        try:
            resource.setrlimit(what, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
        except (ValueError, OSError):
            continue


def main(arguments: list[str]) -> int:
    """Read input, write what was found or why not."""
    most, only = int(arguments[0]), None if arguments[1] == "all" else int(arguments[1])
    confine()
    told: dict[str, Any]
    try:
        told = as_json(read(sys.stdin.buffer.read(), most=most, only=only))
    except BadFile as bad:
        told = {"reason": bad.reason, "remedy": bad.remedy}
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
