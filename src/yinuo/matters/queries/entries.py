"""Reading the search entries that may match: those that hold everything asked for, and those that share what is rare.

Every statement reads few rows however large the catalogue is: what stands in very many entries is looked for among the
most used only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from yinuo.matters.grams import EVERY, MOST_PRIOR, STEP

LEVELS = range(MOST_PRIOR // STEP + 1)
MOST_WEIGHED = 80
"""So many entries are weighed exactly."""
MOST_SHORT = 20
"""So many of the full matches come in for their short names, beside the most used."""
MANY = 800
"""Of more full matches than this only those are ordered that are used most."""
A_FEW = 3
"""So many times the entries that are weighed are looked for on a level of use, since levels are only estimates."""
RARE = 1_500
"""So many entries are looked at for the rarest fragments together."""
TOO_COMMON = 5_000
"""A fragment in more entries than this finds nothing by itself."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A search entry with what a page shows of its item.

    Attributes:
        item: key of the item.
        names, beside: fragments, see :class:`yinuo.matters.models.SearchEntry`.
        prior: how much use speaks for it, 0 to 100.
        slug, name, matter, agency, summary, status, suspended_because: of the version in use.
    """

    item: int
    names: Sequence[int]
    beside: Sequence[int]
    prior: int
    slug: str
    name: str
    matter: str
    agency: str
    summary: str
    status: str
    suspended_because: str


_COUNTS = "SELECT fragment, entries FROM matters_fragment_count WHERE fragment = ANY(%s)"
_ENTRIES = """
SELECT e.item_id, e.names, e.beside, e.prior, i.slug, i.name, m.name, a.short_name, m.summary, v.status,
       v.suspended_because
FROM first JOIN matters_search_entry e USING (item_id)
JOIN matters_proof_item i ON i.id = e.item_id
JOIN matters_item_version v ON v.item_id = e.item_id AND v.status IN ('published', 'suspended')
JOIN matters_matter m ON m.id = i.matter_id
JOIN people_agency a ON a.id = m.agency_id
"""
_FULL = """
WITH held AS MATERIALIZED ({held}), first AS MATERIALIZED (
    (SELECT item_id FROM held GROUP BY item_id, prior ORDER BY bool_or(named) DESC, prior DESC, item_id LIMIT %(most)s)
    UNION
    (SELECT item_id FROM held GROUP BY item_id, length ORDER BY bool_or(named) DESC, length, item_id LIMIT %(short)s)
)"""
_HELD = """
(SELECT item_id, prior, cardinality(names) AS length, names @> {needed} AS named FROM matters_search_entry
 WHERE (names || beside) @> {needed} LIMIT {many})
"""
_RARE = """
WITH first AS MATERIALIZED (
    SELECT item_id FROM matters_search_entry, LATERAL (SELECT names || beside AS held OFFSET 0) AS whole, LATERAL (
        SELECT sum(weight) AS coarse FROM unnest(%(heavy)s::int[], %(weights)s::float8[]) AS asked(fragment, weight)
        WHERE fragment = ANY(held)
    ) AS weighed
    WHERE (names || beside) && %(rare)s::int[] AND coarse IS NOT NULL
    ORDER BY coarse DESC, prior DESC, item_id LIMIT %(most)s
)"""


def counts_of(fragments: Iterable[int]) -> dict[int, int]:
    """In how many entries fragments stand, the levels of use among them; one that stands in none may be missing."""
    return dict(_rows(_COUNTS, [[*LEVELS, *fragments]]))


def full(needed: Iterable[frozenset[int]], counts: Mapping[int, int]) -> dict[int, Entry]:
    """Entries that hold all of one set of fragments.

    Args:
        needed: the sets.
        counts: in how many entries each fragment stands.

    Returns:
        The most used and those with the shortest names.
    """
    sets = list(dict.fromkeys(needed))
    if not sets:
        return {}
    found: dict[int, Entry] = {}
    most = max(min(counts.get(fragment, 0) for fragment in one) for one in sets)
    if most > MANY:
        level = _level(most, counts)
        found = _held([one | {level} for one in sets])
    return found if len(found) >= MOST_WEIGHED else found | _held(sets)


def rare(weights: Mapping[int, float], coarse: Sequence[int], counts: Mapping[int, int]) -> dict[int, Entry]:
    """Entries that share the rarest fragments.

    Args:
        weights: what each fragment is worth.
        coarse: the fragments by which they are ordered before they are weighed exactly.
        counts: in how many entries each fragment stands.
    """
    chosen: list[int] = []
    budget = RARE
    for fragment in sorted(weights, key=lambda one: counts.get(one, 0)):
        if counts.get(fragment, 0) > (budget if budget < RARE else TOO_COMMON):
            break
        chosen.append(fragment)
        budget -= counts.get(fragment, 0)
    if not chosen:
        return {}
    asked = {
        "rare": chosen,
        "heavy": list(coarse),
        "weights": [weights[one] for one in coarse],
        "most": MOST_WEIGHED,
    }
    return _read(_RARE + _ENTRIES, asked)


def _level(most: int, counts: Mapping[int, int]) -> int:
    """The highest level of use on which enough of so many entries may be expected."""
    every = counts.get(EVERY, 0) or 1
    enough = [level for level in LEVELS if most * counts.get(level, 0) / every >= A_FEW * MOST_WEIGHED]
    return max(enough, default=EVERY)


def _held(sets: Iterable[frozenset[int]]) -> dict[int, Entry]:
    held = "UNION ALL".join(
        _HELD.format(needed=f"ARRAY[{','.join(map(str, sorted(one)))}]", many=MANY) for one in sets
    )
    return _read(_FULL.format(held=held) + _ENTRIES, {"most": MOST_WEIGHED, "short": MOST_SHORT})


def _read(sql: str, values: Mapping[str, Any]) -> dict[int, Entry]:
    return {row[0]: Entry(*row) for row in _rows(sql, values)}


def _rows(sql: str, values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
