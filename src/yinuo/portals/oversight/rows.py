"""Where a row behind a figure is shown in full, and how a list becomes lines of a table program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse

from yinuo.inspectorate.queries import Figure, Line, Scope, lines
from yinuo.portals.face.words import full_date, full_datetime, harmless

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS = ("案卷号", "单位", "事项、事实或者事物", "当事人", "状态", "期限", "时间")
AT_ONCE = 500

_PAGES: dict[str, Callable[[Line], str]] = {
    "proceeding": lambda line: reverse("desk:proceeding", args=[line.row_id]),
    "source": lambda _line: reverse("oversight:sources"),
    "message": lambda _line: f"{reverse('oversight:sources')}#messages",
}


def where(line: Line) -> str:
    """The page of a row that everybody who sees the row may open: the proceeding itself, else its case."""
    page = _PAGES.get(line.kind)
    return page(line) if page is not None else reverse("desk:case", args=[line.case_number])


def cells(line: Line) -> list[str]:
    """A row as cells."""
    written = (
        line.case_number,
        line.agency,
        line.what,
        line.who,
        line.state,
        full_date(line.due_on),
        full_datetime(line.at),
    )
    return [harmless(cell) for cell in written]


def all_lines(figure: Figure, scope: Scope) -> Iterator[Line]:
    """Every row behind a figure, read page by page, so that a long list costs no memory."""
    after = ""
    while True:
        page = lines(figure, scope, after=after, size=AT_ONCE)
        yield from page.lines
        after = page.after
        if not after:
            return
