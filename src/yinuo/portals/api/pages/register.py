"""The public register of determinations, as it is at the moment of asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from yinuo.portals.api import answers
from yinuo.portals.api.asking import next_address, page_asked, reading
from yinuo.registers.queries import published_determinations

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yinuo.registers.queries import PublicDetermination


@reading
def published(request: HttpRequest) -> answers.PublishedPage:
    """What is public today, newest first, keyset paged."""
    after, size = page_asked(request)
    page = published_determinations(
        timezone.localdate(), after=after, q=request.GET.get("q", "")[:60], size=size
    )
    return answers.PublishedPage([_row(row) for row in page.rows], next_address(request, page.after))


def _row(row: PublicDetermination) -> answers.Published:
    return answers.Published(
        number=row.number,
        name=row.name,
        uscc=row.uscc,
        agency=row.agency,
        grade=row.grade,
        measures=[answers.Measure(title, basis) for title, basis in row.measures],
        determined_on=row.determined_on,
        published_until=row.published_until,
        repair_from=row.repair_from,
    )
