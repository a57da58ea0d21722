"""The list behind a figure: the same filter, page by page, and as a file for table programs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yinuo.inspectorate.queries import SCREEN_ROLES, count, figure, lines
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import asked_with, days_from, following
from yinuo.portals.oversight import asked as asking
from yinuo.portals.oversight.rows import COLUMNS, all_lines, cells, where

if TYPE_CHECKING:
    from yinuo.inspectorate.queries import Figure, Scope


def _figure(key: str) -> Figure:
    found = figure(key)
    if found is None:
        raise Http404
    return found


@officers(*SCREEN_ROLES)
@require_safe
def list_page(request: HttpRequest, key: str) -> HttpResponse:
    """A page of the list; the number above it counts the very same rows."""
    shown, asked = _figure(key), asking.read(request)
    page = lines(shown, asked.scope, after=request.GET.get("after", ""))
    left = days_from(asked.scope.on)
    context = {
        "figure": shown,
        "asked": asked,
        "number": count(shown, asked.scope),
        "rows": [(line, left(line.due_on), where(line)) for line in page.lines],
        "back": asked.overview_url(),
        "first": asked_with(request) if "after" in request.GET else "",
        "following": following(request, page.after),
        "file": asked.query(),
    }
    return render(request, "oversight/list.html", context)


@officers(*SCREEN_ROLES)
@require_safe
def download(request: HttpRequest, key: str) -> StreamingHttpResponse:
    """The whole list as CSV, sent while it is read."""
    shown, asked = _figure(key), asking.read(request)
    name = f"{shown.key}-{asked.since:%Y%m%d}-{asked.last:%Y%m%d}.csv"
    return StreamingHttpResponse(
        _file(shown, asked.scope),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


class _Echo:
    """A file that hands on what is written, for the csv module."""

    def write(self, line: str) -> str:
        return line


def _file(shown: Figure, scope: Scope) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow(COLUMNS)
    for line in all_lines(shown, scope):
        yield writer.writerow(cells(line))
