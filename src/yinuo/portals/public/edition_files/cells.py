"""What every file of an edition says: the columns with their cells, and what stands beside the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.conf import settings

from yinuo.matters.edition_lines import TITLES, Line, shown
from yinuo.portals.face.words import full_date, full_datetime, harmless

if TYPE_CHECKING:
    from yinuo.matters.models import Edition

COLUMNS = ("序号", *TITLES.values())


def cells(lines: Iterable[Line]) -> Iterator[list[str]]:
    """The rows of a table file: a number, and every column as people read it; no cell is a formula."""
    for number, line in enumerate(lines, start=1):
        yield [str(number), *(harmless(shown(name, getattr(line, name))) for name in TITLES)]


def said_of(edition: Edition) -> list[tuple[str, str]]:
    """What stands beside the list in every form made for people."""
    return [
        ("编号", edition.number),
        ("名称", edition.title),
        ("截止日", full_date(edition.as_of)),
        ("项数", str(edition.count)),
        ("公布单位", edition.case_file.agency.name),
        ("公布时间", full_datetime(edition.issued_at)),
        ("上一期", edition.follows.number if edition.follows is not None else "没有"),
        *(
            [("更正", f"{edition.corrects.number}，理由：{edition.correction_reason}")]
            if edition.corrects is not None
            else []
        ),
        ("核验码", edition.document.check_code),
        ("内容摘要", f"SHA-256 {edition.content_digest}"),
        ("网址", f"{settings.PUBLIC_URL.rstrip('/')}/catalogue/editions/{edition.key}/"),
    ]


def made_at(edition: Edition) -> datetime:
    """When it was issued, as office programs write a moment: in UTC, without a zone."""
    return edition.issued_at.astimezone(UTC).replace(tzinfo=None)
