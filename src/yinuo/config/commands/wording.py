"""``yinuo wording``: the wording checker over a table of sentences, one JSON line a row. Clause 2.3-b."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from yinuo.law.wording import check_wording

STANDARD_INPUT = Path("-")
LONGEST_CELL = 16 * 1024 * 1024
"""Characters; the csv module's own limit is shorter than a long notice pasted into one cell."""


class _Unreadable(Exception):
    """The table cannot be read; the message says where, why and what to do."""


def wording(file: Path) -> int:
    """Print what the checker says of every row.

    Args:
        file: a CSV with a column ``text`` and, if wanted, a column ``field``; ``-`` is standard input.

    Returns:
        0 done, 2 when the table cannot be read; then the reason stands on standard error.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        for text, field in _rows(_decoded(_read(file))):
            print(json.dumps(_answer(text, field), ensure_ascii=False), flush=True)
    except _Unreadable as refused:
        print(str(refused), file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader has seen enough, as `| head` does; what is still buffered must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _answer(text: str, field: str) -> dict[str, object]:
    """A row with its remarks; places count characters, from 0, the end excluded."""
    return {
        "text": text,
        "field": field,
        "remarks": [
            {
                "start": remark.start,
                "end": remark.end,
                "span": text[remark.start : remark.end],
                "kind": remark.kind,
                "reason": remark.reason,
                "rewrite": remark.rewrite,
            }
            for remark in check_wording(text, field)
        ],
    }


def _read(file: Path) -> bytes:
    if file == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as failed:
        raise _Unreadable(
            f"{file} 读不了：{failed.strerror}，请检查路径 (cannot be read, check the path)"
        ) from None


def _decoded(content: bytes) -> str:
    if not content.strip():
        raise _Unreadable("文件是空的，请给出带 text 列的 CSV (the file is empty, a column text is wanted)")
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise _Unreadable(
            f"第 {line} 行有空字符（NUL），这不是文本文件；请另存为 UTF-8 的 CSV (a NUL byte, save it as CSV in UTF-8)"
        )
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _Unreadable(
        "编码认不出，既不是 UTF-8 也不是 GB18030；请另存为 UTF-8 的 CSV (neither UTF-8 nor GB18030)"
    )


def _rows(content: str) -> Iterator[tuple[str, str]]:
    csv.field_size_limit(LONGEST_CELL)
    table = csv.DictReader(io.StringIO(content, newline=""), strict=True)
    try:
        names = [(name or "").strip() for name in table.fieldnames or ()]
        if "text" not in names:
            raise _Unreadable(
                f"缺少 text 列，第一行是：{'、'.join(names)}；请把要检查的一列命名为 text (no column is called text)"
            )
        table.fieldnames = names
        for row in table:
            if row["text"] is None or None in row:
                count = "少了" if row["text"] is None else "多了"
                raise _Unreadable(
                    f"第 {table.line_num} 行{count}单元格；含逗号的文字请加双引号 (wrong number of cells, quote texts with commas)"
                )
            yield row["text"], (row.get("field") or "").strip()
    except csv.Error as failed:
        raise _Unreadable(
            f"第 {table.line_num} 行不是 CSV：{failed}；请检查双引号是否成对 (not CSV, check the quotes)"
        ) from None
