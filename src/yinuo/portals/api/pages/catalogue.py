"""Editions of the catalogue, and what changes in it, for other portals. Clauses 3.2-a, 3.2-b."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from yinuo.matters import edition_scopes
from yinuo.matters.queries import changes, edition_by_key, editions, latest
from yinuo.people.models import Agency
from yinuo.portals.api import answers
from yinuo.portals.api.asking import BadParameter, next_address, page_asked, reading

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yinuo.matters.edition_scopes import Scope
    from yinuo.matters.models import Edition
    from yinuo.matters.queries import Change


@reading
def editions_asked(request: HttpRequest) -> answers.EditionPage:
    """All editions, the newest first, keyset paged, or those of one scope."""
    after, size = page_asked(request)
    rows = editions(_scope(request)).order_by("-pk")
    found = list((rows.filter(pk__lt=after) if after else rows)[: size + 1])
    last = found[size - 1].pk if len(found) > size else None
    return answers.EditionPage([_summary(request, one) for one in found[:size]], next_address(request, last))


@reading
def edition(request: HttpRequest, key: str) -> answers.EditionLines | None:
    """One edition, its lines keyset paged; ``current`` is the newest of the city, or of the scope asked for."""
    after, size = page_asked(request)
    scope = _scope(request)
    found = latest(scope or edition_scopes.city()) if key == "current" else edition_by_key(key)
    if found is None:
        return None
    lines = found.lines.order_by("position").values_list("position", "said")
    rows = list((lines.filter(position__gt=after) if after else lines)[: size + 1])
    last = rows[size - 1][0] if len(rows) > size else None
    said = [answers.CatalogueLine(**line) for _position, line in rows[:size]]
    return answers.EditionLines(_summary(request, found), said, next_address(request, last))


@reading
def changes_asked(request: HttpRequest) -> answers.ChangePage:
    """What happened after a change that is known already, in its order, so that nothing is missed."""
    after, size = page_asked(request)
    slug = request.GET.get("unit", "")
    agency = Agency.objects.filter(slug=slug[:50]).first() if slug else None
    if slug and agency is None:
        raise BadParameter("没有这个单位", "请核对单位的代号，不写就是全部单位。")
    found = changes(agency=agency, after=after or 0, limit=size + 1)
    last = found[size - 1].key if len(found) > size else None
    return answers.ChangePage([_change(one) for one in found[:size]], next_address(request, last))


def _scope(request: HttpRequest) -> Scope | None:
    word = request.GET.get("scope", "")
    scope = edition_scopes.read(word[:60]) if word else None
    if word and scope is None:
        raise BadParameter("没有这个范围", "请写 city、county-行政区划代码或者 unit-单位代号，不写就是全部。")
    return scope


def _summary(request: HttpRequest, one: Edition) -> answers.EditionSummary:
    return answers.EditionSummary(
        key=one.key,
        number=one.number,
        title=one.title,
        scope=one.scope,
        region_code=one.region_code,
        agency=one.agency.name if one.agency is not None else "",
        as_of=one.as_of,
        count=one.count,
        digest=one.content_digest,
        check_code=one.document.check_code,
        follows=one.follows.key if one.follows is not None else "",
        corrects=one.corrects.key if one.corrects is not None else "",
        correction_reason=one.correction_reason,
        address=request.build_absolute_uri(reverse("api:edition", args=[one.key])),
        page=request.build_absolute_uri(reverse("public:edition", args=[one.key])),
        whole=request.build_absolute_uri(reverse("public:edition_file", args=[one.key, "json"])),
    )


def _change(one: Change) -> answers.Change:
    return answers.Change(
        key=one.key,
        uid=one.uid,
        kind=one.kind,
        at=timezone.localtime(one.at).isoformat(),
        title=one.title,
        text=one.text,
        agency=one.agency.name,
        item=one.version.item.slug if one.version is not None else "",
        version=one.version.number if one.version is not None else 0,
        edition=one.edition.key if one.edition is not None else "",
    )
