"""An edition as a file to take away: Excel, Word, CSV and JSON, all from the same frozen lines (clause 3.2-a)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from yinuo.matters.queries import editions, lines_of
from yinuo.portals.public.edition_files.data import as_csv, as_json
from yinuo.portals.public.edition_files.excel import as_excel
from yinuo.portals.public.edition_files.word import as_word

if TYPE_CHECKING:
    from yinuo.matters.edition_lines import Line
    from yinuo.matters.models import Edition


@dataclass(frozen=True, slots=True)
class Form:
    """One form in which an edition is handed out: what it is called, its media type, what it is good for."""

    title: str
    media_type: str
    note: str


FORMS: dict[str, Form] = {
    "xlsx": Form(
        "Excel 表格", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "可以筛选、打印"
    ),
    "docx": Form(
        "Word 文档",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "可以编辑、张贴",
    ),
    "csv": Form("CSV 数据", "text/csv; charset=utf-8", "任何表格程序都能打开"),
    "json": Form("JSON 数据", "application/json", "给程序读，附校验值"),
}
"""File ending to its form."""


def written(edition: Edition, kind: str) -> bytes:
    """An edition in one of the forms; it never changes, so it is made once a process.

    Args:
        edition: with its unit, file, and what it follows and corrects.
        kind: a key of :data:`FORMS`.
    """
    return _written(edition.content_digest, edition.document.check_code, kind)


@lru_cache(maxsize=16)
def _written(digest: str, check_code: str, kind: str) -> bytes:
    edition = editions().get(content_digest=digest, document__check_code=check_code)
    return _WRITERS[kind](edition, lines_of(edition))


_WRITERS: dict[str, Callable[[Edition, tuple[Line, ...]], bytes]] = {
    "xlsx": as_excel,
    "docx": as_word,
    "csv": as_csv,
    "json": as_json,
}
