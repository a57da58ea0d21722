"""What a poster at the counter says (方案三（三）): one item in big type, or all items of a unit, each with its QR code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yinuo.documents.contents.parts import Agency, Content, Imprint


@dataclass(frozen=True, slots=True)
class ItemPosterContent(Content):
    """A poster of one item; its QR code leads to the item's lasting address, ``imprint.check_url``.

    Attributes:
        imprint: version and day, without a check code: what hangs on a wall is not signed.
        city: the city's name.
        matter, proof: 行政事项, 证明名称.
        sentence: what one may do, in plain words.
        points: what one should know before, a sentence each.
        hotline: whom to call where a proof is asked for all the same.
    """

    template: ClassVar[str] = "poster_item"

    imprint: Imprint
    agency: Agency
    city: str
    matter: str
    proof: str
    sentence: str
    points: tuple[str, ...]
    hotline: str


@dataclass(frozen=True, slots=True)
class PosterCell:
    """One item on a unit's poster: 行政事项, 证明名称."""

    matter: str
    proof: str


@dataclass(frozen=True, slots=True)
class UnitPosterContent(Content):
    """A poster of a unit: a grid of its items, each with the QR code of its lasting address.

    Attributes:
        imprint: number of the edition it goes with, and the day; its QR code leads to the unit's items.
        city: the city's name.
        sentence: what one may do, in plain words.
        cells: the items.
        codes: the address of each item, drawn as its QR code; as many as cells.
        hotline: whom to call where a proof is asked for all the same.
    """

    template: ClassVar[str] = "poster_unit"

    imprint: Imprint
    agency: Agency
    city: str
    sentence: str
    cells: tuple[PosterCell, ...]
    codes: tuple[str, ...]
    hotline: str
