"""Posters for the counter, typeset on the spot: one item in big type, or all items of a unit (clause 3.3-b)."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from yinuo.documents import contents
from yinuo.documents.parties import agency, written_day
from yinuo.documents.typesetting import typeset
from yinuo.matters import edition_scopes
from yinuo.matters.queries import latest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from yinuo.matters.models import ItemVersion
    from yinuo.people.models import Agency

SENTENCE = "可以自己写明情况、签名承诺，不用跑去开证明"
POINTS = ("先看告知书：承诺什么、怎么查、不实怎么办", "网上能签，窗口也能签", "不想签的，交证明一样办")
LONGEST = 70
MOST_CELLS = 200
"""A unit with more items hangs up its whole catalogue, not twenty-five posters."""


def of_item(version: ItemVersion, *, at: datetime) -> bytes:
    """The poster of an item, as PDF.

    Args:
        version: the version in use, with item, matter and agency.
        at: the moment, aware.
    """
    item = version.item
    content = contents.ItemPosterContent(
        imprint=_imprint(f"第{version.number}版", reverse("public:item", args=[item.slug]), at),
        agency=agency(item.matter.agency),
        city=str(settings.YINUO_CITY["name"]),
        matter=item.matter.name,
        proof=item.name,
        sentence=SENTENCE,
        points=POINTS,
        hotline=str(settings.YINUO_CITY["hotline"]),
    )
    return _made(content, at)


def of_unit(unit: Agency, versions: Sequence[ItemVersion], *, at: datetime) -> bytes:
    """The poster of a unit, as PDF: eight items a page.

    Args:
        unit: the unit.
        versions: its versions that can be promised under, with item and matter.
        at: the moment, aware.
    """
    edition = latest(edition_scopes.unit(unit))
    shown = versions[:MOST_CELLS]
    content = contents.UnitPosterContent(
        imprint=_imprint(
            edition.number if edition is not None else "",
            f"{reverse('public:catalogue')}?agency={unit.slug}",
            at,
        ),
        agency=agency(unit),
        city=str(settings.YINUO_CITY["name"]),
        sentence="可以自己写明情况、签名承诺，不用去开证明；不想签的，交证明一样办",
        cells=tuple(
            contents.PosterCell(_short(one.item.matter.name), _short(one.item.name)) for one in shown
        ),
        codes=tuple(_address(reverse("public:item", args=[one.item.slug])) for one in shown),
        hotline=str(settings.YINUO_CITY["hotline"]),
    )
    return _made(content, at)


def _short(name: str) -> str:
    """A name that fits beside its code; the whole one stands where the code leads."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _made(content: contents.Content, at: datetime) -> bytes:
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return _typeset(content.template, json.dumps(content.as_json()), midnight)


@lru_cache(maxsize=24)
def _typeset(template: str, said: str, midnight: datetime) -> bytes:
    """The same poster is made once a day and process, however many scan the list of units."""
    return typeset(template, json.loads(said), made_at=midnight, fonts_dir=settings.FONTS)


def _imprint(number: str, path: str, at: datetime) -> contents.Imprint:
    return contents.Imprint(
        number=number, dated=written_day(timezone.localdate(at)), check_url=_address(path)
    )


def _address(path: str) -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"
