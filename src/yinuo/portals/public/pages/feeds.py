"""The changes of the catalogue as an Atom feed for other portals (RFC 4287). Clause 3.2-b."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import condition, require_safe

from yinuo.law import place
from yinuo.law.texts import SUZHOU_NOTICE
from yinuo.matters.queries import Change, changes
from yinuo.people.models import Agency
from yinuo.portals.face.doors import everybody

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 50
ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_BEGINNING = datetime.combine(SUZHOU_NOTICE.since, time(), UTC)
"""When a feed without entries was last changed: on the day of the notice."""


def _asked(request: HttpRequest) -> tuple[Agency | None, list[Change]]:
    """The unit asked for, and its newest changes; read once for a request."""
    kept: tuple[Agency | None, list[Change]] | None = getattr(request, "feed", None)
    if kept is None:
        slug = request.GET.get("unit", "")[:50]
        agency = Agency.objects.filter(slug=slug).first() if slug else None
        if slug and agency is None:
            raise Http404
        kept = agency, changes(agency=agency, limit=MOST)
        request.feed = kept  # type: ignore[attr-defined]
    return kept


def _etag(request: HttpRequest) -> str:
    _agency, found = _asked(request)
    return f'"{found[0].uid.rsplit(":", 1)[-1]}-{len(found)}"' if found else '"empty"'


def _changed_at(request: HttpRequest) -> datetime:
    _agency, found = _asked(request)
    return found[0].at if found else _BEGINNING


@everybody
@require_safe
@condition(etag_func=_etag, last_modified_func=_changed_at)
def feed(request: HttpRequest) -> HttpResponse:
    """The newest changes: published, renewed, suspended, resumed, retired items, and editions; ``?unit=`` of one unit."""
    agency, found = _asked(request)
    answer = HttpResponse(_written(agency, found), content_type=MEDIA_TYPE)
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = "public, max-age=60"
    return answer


def _written(agency: Agency | None, found: Sequence[Change]) -> bytes:
    house = settings.PUBLIC_URL.rstrip("/")
    query = f"?{urlencode({'unit': agency.slug})}" if agency is not None else ""
    whose = agency.name if agency is not None else str(settings.YINUO_CITY["name"])
    own = f"{house}{reverse('public:feed')}{query}"
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "zh-CN"})
    city = place.load(settings.YINUO_PLACE).key
    name = f"yinuo:catalogue:{city}:{agency.slug if agency is not None else ''}"
    _put(root, "id", uuid5(NAMESPACE_URL, name).urn)
    _put(root, "title", f"{whose}证明事项告知承诺制目录的变动")
    _put(root, "updated", (found[0].at if found else _BEGINNING).isoformat())
    _put(_put(root, "author"), "name", whose if agency is not None else str(settings.YINUO_CITY["host"]))
    _put(root, "link", rel="self", type="application/atom+xml", href=own)
    _put(
        root,
        "link",
        rel="alternate",
        type="text/html",
        href=f"{house}{reverse('public:published_catalogue')}",
    )
    for change in found:
        _entry(root, change, house)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _entry(root: ET.Element, change: Change, house: str) -> None:
    entry = _put(root, "entry")
    _put(entry, "id", change.uid)
    _put(entry, "title", change.title)
    _put(entry, "updated", change.at.isoformat())
    _put(entry, "published", change.at.isoformat())
    _put(entry, "link", rel="alternate", type="text/html", href=f"{house}{address_of(change)}")
    if change.edition is not None:
        file = reverse("public:edition_file", args=[change.edition.key, "json"])
        _put(entry, "link", rel="related", type="application/json", href=f"{house}{file}")
    _put(entry, "category", term=change.kind, label=change.word)
    _put(_put(entry, "author"), "name", change.agency.name)
    _put(entry, "summary", change.text or change.title)


def address_of(change: Change) -> str:
    """The page of what changed."""
    if change.edition is not None:
        return reverse("public:edition", args=[change.edition.key])
    if change.version is None:
        raise ValueError("a change is that of a version or of an edition")
    return reverse("public:item", args=[change.version.item.slug])


def _put(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """A child with its text, without characters that no XML may hold."""
    child = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = "".join(c for c in text if c >= " " or c in "\t\n") or None
    return child
