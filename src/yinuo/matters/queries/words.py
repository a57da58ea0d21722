"""The everyday words in force, and what people search for without finding anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yinuo.matters.models import MissedSearch, Synonym

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHOWN_FROM = 3
"""Words are shown to editors once they were searched so often: what one person typed once may name somebody."""


@dataclass(frozen=True, slots=True)
class Word:
    """An everyday word as it stands today.

    Attributes:
        row: the row that counts.
        product: official words that the product brings along; empty where it brings none.
    """

    row: Synonym
    product: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether the city has changed or switched off what the product brings along."""
        return bool(self.product) and self.row.origin == Synonym.Origin.CITY


def words_in_force(*, query: str = "", origin: str = "", in_use: bool | None = None) -> list[Word]:
    """The newest row of each everyday word, the city's before the product's, by word.

    Args:
        query: a part of the everyday or an official word.
        origin: ``"product"`` or ``"city"``; both where empty.
        in_use: only those that are used, or only those that are not.
    """
    latest: dict[str, Synonym] = {}
    product: dict[str, tuple[str, ...]] = {}
    for row in Synonym.objects.select_related("by").order_by("pk"):
        if row.origin == Synonym.Origin.PRODUCT:
            product[row.everyday] = tuple(row.official) if row.in_use else ()
        if row.origin == Synonym.Origin.CITY or _of_product(latest.get(row.everyday)):
            latest[row.everyday] = row
    found = [Word(row, product.get(everyday, ())) for everyday, row in sorted(latest.items())]
    return [
        word
        for word in found
        if (not query or any(query in text for text in (word.row.everyday, *word.row.official)))
        and (not origin or word.row.origin == origin)
        and (in_use is None or word.row.in_use is in_use)
    ]


def _of_product(row: Synonym | None) -> bool:
    return row is None or row.origin == Synonym.Origin.PRODUCT


def word(everyday: str) -> Word | None:
    """An everyday word as it stands today, or None."""
    return next((one for one in words_in_force(query=everyday) if one.row.everyday == everyday), None)


def word_history(everyday: str) -> QuerySet[Synonym]:
    """All rows of a word, the newest first: who said what when."""
    return Synonym.objects.filter(everyday=everyday).select_related("by").order_by("-pk")


def missed_searches() -> QuerySet[MissedSearch]:
    """Searches without a result that were made again and again, the most frequent first."""
    return MissedSearch.objects.filter(times__gte=SHOWN_FROM).order_by("-times", "words")
