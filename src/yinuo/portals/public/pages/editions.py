"""The published catalogue: the newest edition, all editions, one edition, and its files at lasting addresses. Clauses 3.2-a, 3.2-b."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.http import condition, require_safe

from yinuo.documents.actions import make_soon
from yinuo.documents.queries import file_bytes
from yinuo.law.texts import CLAUSES
from yinuo.matters import edition_scopes
from yinuo.matters.edition_lines import Line
from yinuo.matters.models import Edition
from yinuo.matters.queries import (
    changes,
    counties_and_units,
    edition_by_key,
    editions,
    latest,
    newest_of_each,
    recomputed_digest,
)
from yinuo.portals.face.doors import everybody
from yinuo.portals.face.reading import asked_with, following, whole_number
from yinuo.portals.face.standing import edition_state
from yinuo.portals.public import edition_words
from yinuo.portals.public.edition_files import FORMS, written

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from yinuo.matters.models import EditionLine

SIZE, LINES = 20, 50
RECENT = 8
TO_COMPARE = 200
_OPEN = {"Access-Control-Allow-Origin": "*"}
"""The files are public and no cookie counts for them, so any site may read them."""


@everybody
@require_safe
def published_catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue of the city: its newest edition, what changed of late, and where each county and unit stands."""
    edition = latest(edition_scopes.city())
    regions = counties_and_units()
    context = {
        "edition": edition,
        "state": edition_state(edition)[0] if edition is not None else None,
        "files": edition_words.files(edition) if edition is not None else [],
        "changes": changes(limit=RECENT),
        "regions": regions,
        "units": sum(len(region.units) for region in regions),
        "items": sum(region.items for region in regions),
        "without": sum(region.without for region in regions),
        "basis": CLAUSES["3.2-a"],
    }
    return render(request, "public/published_catalogue.html", context)


@everybody
@require_safe
def editions_page(request: HttpRequest) -> HttpResponse:
    """All editions, the newest first, of one scope or of all; two of them can be picked to be compared."""
    first, second = request.GET.get("a", "")[:20], request.GET.get("b", "")[:20]
    if edition_by_key(first) is not None and (
        second == edition_words.NOW or edition_by_key(second) is not None
    ):
        return HttpResponseRedirect(reverse("public:difference", args=[first, second]))
    scope = edition_scopes.read(request.GET.get("scope", "")[:60])
    after = whole_number(request.GET.get("after"))
    rows = editions(scope)
    found = list((rows.filter(pk__lt=after) if after else rows).order_by("-pk")[: SIZE + 1])
    newest = newest_of_each()
    context = {
        "rows": [(one, _tag(one, newest)) for one in found[:SIZE]],
        "scope": scope,
        "scopes": [edition_scopes.scope_of(one) for one in newest.values()],
        "to_compare": list(editions()[:TO_COMPARE]),
        "first": asked_with(request) if after else "",
        "following": following(request, found[SIZE - 1].pk if len(found) > SIZE else None),
    }
    return render(request, "public/editions.html", context)


@everybody
@require_safe
def edition_page(request: HttpRequest, key: str) -> HttpResponse:
    """One edition, item by item, with its digest recomputed and its files."""
    edition = _edition(key)
    if edition is None:
        return _to_current(request, key, "public:edition")
    unit, query = request.GET.get("unit", "")[:120], request.GET.get("q", "").strip()[:60]
    after = whole_number(request.GET.get("after"))
    rows = _narrowed(edition, unit, query)
    found = list((rows.filter(position__gt=after) if after else rows)[: LINES + 1])
    state, newer = edition_state(edition)
    context = {
        "edition": edition,
        "state": state,
        "newer": newer,
        "files": edition_words.files(edition),
        "before": edition.follows,
        "whole": recomputed_digest(edition) == edition.content_digest,
        "lines": [(row, Line.from_json(row.said)) for row in found[:LINES]],
        "total": rows.count() if unit or query else edition.count,
        "unit": unit,
        "q": query,
        "units": _units(edition),
        "first": asked_with(request) if after else "",
        "following": following(request, found[LINES - 1].position if len(found) > LINES else None),
        "basis": CLAUSES["3.2-a"],
    }
    answer = render(request, "public/edition.html", context)
    answer["Last-Modified"] = http_date(edition.issued_at.timestamp())
    return answer


def _edition(key: str) -> Edition | None:
    return None if key == edition_words.CURRENT else _or_404(edition_by_key(key))


def _or_404(edition: Edition | None) -> Edition:
    if edition is None:
        raise Http404
    return edition


def _to_current(request: HttpRequest, key: str, name: str, *more: str) -> HttpResponse:
    """``current`` leads on to the newest edition of the city, or of the scope that is asked for."""
    word = request.GET.get("scope", "")[:60]
    scope = edition_scopes.read(word) if word else edition_scopes.city()
    edition = latest(scope) if scope is not None and key == edition_words.CURRENT else None
    answer = HttpResponseRedirect(reverse(name, args=[_or_404(edition).key, *more]))
    answer["Cache-Control"] = "public, max-age=60"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _narrowed(edition: Edition, unit: str, query: str) -> QuerySet[EditionLine]:
    rows = edition.lines.select_related("item").order_by("position")
    if unit:
        rows = rows.filter(said__agency=unit)
    if query and "\x00" not in query:
        rows = rows.filter(Q(said__name__icontains=query) | Q(said__matter__icontains=query))
    return rows


def _units(edition: Edition) -> list[str]:
    """The units of an edition, in its order."""
    return list(dict.fromkeys(edition.lines.order_by("position").values_list("said__agency", flat=True)))


def _tag(edition: Edition, newest: dict[Any, Edition]) -> tuple[str, str]:
    """Word and tone of an edition in a list."""
    if getattr(edition, "corrected_by", None) is not None:
        return "已更正", "look"
    return ("现行", "ok") if edition in newest.values() else ("已有新一期", "")


# --- files --------------------------------------------------------------------------------------------------------------


def _etag(_request: HttpRequest, key: str, kind: str) -> str | None:
    """A file of an edition is what it always was; Word and Excel files are the same in what they say, not byte by byte."""
    edition = edition_by_key(key)
    if edition is None:
        return None
    if kind == "pdf":
        return f'"{edition.document.file_digest}"' if edition.document.file_digest else None
    weak = "W/" if kind in {"xlsx", "docx"} else ""
    return f'{weak}"{edition.content_digest[:32]}-{kind}"'


def _changed_at(_request: HttpRequest, key: str, kind: str) -> datetime | None:
    edition = edition_by_key(key)
    if edition is None or kind not in {*FORMS, "pdf"}:
        return None
    return edition.document.made_at if kind == "pdf" else edition.issued_at


@everybody
@require_safe
@condition(etag_func=_etag, last_modified_func=_changed_at)
def edition_file(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """An edition as a file: the signed paper, or the same lines as Excel, Word, CSV and JSON."""
    if kind not in {*FORMS, "pdf"}:
        raise Http404
    edition = _edition(key)
    if edition is None:
        return _to_current(request, key, "public:edition_file", kind)
    if kind == "pdf":
        return _paper(request, edition)
    answer = HttpResponse(written(edition, kind), content_type=FORMS[kind].media_type, headers=_OPEN)
    answer["Content-Disposition"] = (
        f'{"inline" if kind == "json" else "attachment"}; filename="{_name(edition, kind)}"'
    )
    answer["Cache-Control"] = "public, max-age=86400"
    return answer


def _paper(request: HttpRequest, edition: Edition) -> HttpResponse:
    if edition.document.made_at is None:
        make_soon(document_id=edition.document_id)
        return render(request, "public/edition_making.html", {"edition": edition}, status=202)
    answer = HttpResponse(file_bytes(edition.document), content_type="application/pdf", headers=_OPEN)
    answer["Content-Disposition"] = f'inline; filename="{_name(edition, "pdf")}"'
    answer["Cache-Control"] = "public, max-age=86400"
    return answer


def _name(edition: Edition, kind: str) -> str:
    return f"catalogue-{edition.key}.{kind}"
