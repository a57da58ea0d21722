"""Keeping what a search looks into: the entry of an item, how common each fragment is, how often an item is used.

None of it is an act of law: it is derived from the catalogue, and whoever may publish has made it so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from yinuo.matters.grams import EDITION, fragments, levels, prior_of
from yinuo.matters.models import ItemUse, ItemVersion, ProofItem, SearchEntry
from yinuo.matters.queries.published import IN_USE

if TYPE_CHECKING:
    from datetime import date, datetime

_LOCK = 3_413_005
"""Names the counts among advisory locks."""
_COUNT = """
INSERT INTO matters_fragment_count (fragment, entries)
SELECT fragment, 1 FROM unnest(%s::int[]) AS added(fragment) ORDER BY fragment
ON CONFLICT (fragment) DO UPDATE SET entries = matters_fragment_count.entries + 1
"""
_DISCOUNT = "UPDATE matters_fragment_count SET entries = greatest(entries - 1, 0) WHERE fragment = ANY(%s)"
_RECOUNT = """
INSERT INTO matters_fragment_count (fragment, entries)
SELECT fragment, count(*) FROM matters_search_entry, unnest(names || beside) AS held(fragment) GROUP BY fragment
"""


def refresh_search(item: ProofItem, plain: Mapping[str, Any]) -> SearchEntry:
    """Write the entry by which an item is found; called when a version is published.

    Args:
        item: with its matter and agency.
        plain: everyday words of the version; its ``keywords`` count as names.
    """
    matter = item.matter
    names, beside = fragments(
        (matter.name, item.name, *map(str, plain.get("keywords", []))),
        (matter.agency.short_name, matter.summary),
    )
    kept = SearchEntry.objects.filter(pk=item.pk).first()
    use = ItemUse.objects.filter(pk=item.pk).first()
    prior = prior_of(use.in_a_year if use is not None else item.uses_a_year or 0)
    entry, _new = SearchEntry.objects.update_or_create(
        item=item,
        defaults={"names": [*levels(prior), *names], "beside": beside, "prior": prior, "edition": EDITION},
    )
    _note_change({*kept.names, *kept.beside} if kept is not None else set(), {*entry.names, *beside})
    return entry


def _note_change(before: set[int], after: set[int]) -> None:
    """Count what came and went; where another is counting at this moment, the night's recount makes up for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if cursor.fetchone()[0]:
            cursor.execute(_COUNT, [sorted(after - before)])
            cursor.execute(_DISCOUNT, [sorted(before - after)])


@transaction.atomic
def recount_search(*, at: datetime) -> int:  # noqa: ARG001 - a verb says when
    """Count anew in how many entries each fragment stands; entries of items no longer in use go.

    Args:
        at: the moment, aware.

    Returns:
        How many different fragments there are.
    """
    SearchEntry.objects.exclude(item__versions__status__in=IN_USE).delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute("DELETE FROM matters_fragment_count")
        cursor.execute(_RECOUNT)
        return int(cursor.rowcount)


def index_missing(*, most: int) -> int:
    """Write the entries that published items lack, or that were cut in an older way; each item by itself.

    Args:
        most: so many at a time.

    Returns:
        How many were written.
    """
    missing = ItemVersion.objects.filter(status__in=IN_USE).exclude(item__search_entry__edition=EDITION)
    found = list(missing.select_related("item__matter__agency").order_by("pk")[:most])
    for version in found:
        with transaction.atomic():
            refresh_search(version.item, version.plain)
    return len(found)


@transaction.atomic
def count_uses(*, uses: Iterable[tuple[int, int]], on: date, at: datetime) -> int:  # noqa: ARG001 - a verb says when
    """Keep how often each item was applied for in a year; what is not named was not applied for.

    Args:
        uses: key of an item and how often.
        on: the day before which the year lies.
        at: the moment, aware.

    Returns:
        For how many items the order of hits changed.
    """
    counted = dict(uses)
    rows = [ItemUse(item_id=key, in_a_year=number, counted_on=on) for key, number in counted.items()]
    ItemUse.objects.exclude(pk__in=counted).update(in_a_year=0, counted_on=on)
    ItemUse.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["item"],
        update_fields=["in_a_year", "counted_on"],
        batch_size=1000,
    )
    changed = []
    entries = SearchEntry.objects.filter(item__use__isnull=False).select_related("item__use")
    for entry in entries.defer("beside").iterator(chunk_size=1000):
        prior = prior_of(entry.item.use.in_a_year)
        if prior != entry.prior:
            before, after = levels(entry.prior), levels(prior)
            entry.prior, entry.names = prior, [*after, *entry.names[len(before) :]]
            changed.append(entry)
    SearchEntry.objects.bulk_update(changed, ["prior", "names"], batch_size=1000)
    return len(changed)
