"""How a person finds a published item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from yinuo.matters import search

MOST_HITS = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """A published item that a search found; ``score`` is 1 where everything typed was found."""

    slug: str
    name: str
    matter: str
    agency: str
    summary: str
    status: str
    suspended_because: str
    score: float


_SEARCH = """
WITH asked AS (SELECT gram, weight FROM unnest(%(grams)s::varchar[], %(weights)s::float8[]) AS t(gram, weight)),
offered AS (
    SELECT i.id, i.slug, i.name, i.grams, m.name AS matter, m.summary, a.short_name AS agency, v.status, v.suspended_because
    FROM matters_proof_item i
    JOIN matters_item_version v ON v.item_id = i.id AND v.status IN ('published', 'suspended')
    JOIN matters_matter m ON m.id = i.matter_id
    JOIN people_agency a ON a.id = m.agency_id
    WHERE i.grams && %(grams)s::varchar[]
),
shared AS (
    SELECT o.id, asked.gram, asked.weight FROM offered o CROSS JOIN LATERAL unnest(o.grams) AS g(gram)
    JOIN asked ON asked.gram = g.gram
),
rarity AS (
    SELECT gram, ln(1 + (SELECT count(*) FROM offered)::float8 / count(*)) AS worth FROM shared GROUP BY gram
),
scored AS (
    SELECT shared.id, sum(shared.weight) / %(total)s AS share, sum(shared.weight * rarity.worth) AS points
    FROM shared JOIN rarity USING (gram) GROUP BY shared.id
    HAVING bool_or(position(left(gram, 1) IN %(strong)s) > 0)
),
ranked AS (
    SELECT o.slug, o.name, o.matter, o.agency, o.summary, o.status, o.suspended_because, o.id,
           round(share::numeric, 4) AS share, round((points / max(points) OVER ())::numeric, 6) AS nearness
    FROM scored JOIN offered o USING (id)
)
SELECT slug, name, matter, agency, summary, status, suspended_because, share::float8
FROM ranked WHERE share >= %(least)s AND nearness >= %(near)s
ORDER BY nearness DESC, id LIMIT %(limit)s OFFSET %(after)s
"""
_LEAST_SHARE = 0.15
_NEAR = 0.5


def search_items(query: str, *, limit: int = 20, after: int = 0) -> list[Hit]:
    """Published items for what a person typed, the nearest first; one query.

    Words, everyday abbreviations, full pinyin, initials, homophones and one typing error are understood.

    Args:
        query: as typed.
        limit: at most so many, up to 50.
        after: how many were shown before.

    Returns:
        Hits; empty where nothing was typed that can be searched for, or nothing is near.
    """
    grams = search.of_query(query)
    if not grams:
        return []
    asked: dict[str, Any] = {
        "grams": list(grams),
        "weights": list(grams.values()),
        "total": sum(grams.values()),
        "least": _LEAST_SHARE,
        "near": _NEAR,
        "strong": search.STRONG,
        "limit": max(1, min(limit, MOST_HITS)),
        "after": max(0, after),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, asked)
        return [Hit(*row) for row in cursor.fetchall()]
