"""How a person finds a published item.

First all entries that hold everything one reading needs; where they are few, those that share the rarest fragments.
What is found is weighed part by part, and only the entries that may come first are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from yinuo.matters import search
from yinuo.matters.grams import EVERY, number
from yinuo.matters.queries import entries
from yinuo.matters.queries.entries import Entry
from yinuo.matters.search import Meaning, Reading

MOST_HITS = 50
BESIDE = 0.6
"""What a fragment counts that stands in no name."""
USE = 0.03
"""At most so much does frequent use add: it orders what matches alike, and never hides a better match."""
SHORTER = 0.01
"""By how much a longer name counts less, for each time it is some three times as long."""
NEAR, ENOUGH = 0.5, 20
"""An entry must match half as well as the best. Where so many hold half of what was typed, nobody looks further."""
FAR = 0.05
"""What holds less of what was typed is not even near."""
_TELLING = "cwaqi"
"""Kinds of grams that make something near; characters that stand alone do not."""
UNKNOWN = 4.0
"""What a part is worth that no entry holds in any way: most likely a typing error."""
COARSE = 10
"""So many of the weightiest parts decide which entries are weighed exactly."""

_MEANINGS = """
SELECT everyday, official FROM (
    SELECT DISTINCT ON (everyday) everyday, official, in_use FROM matters_synonym
    WHERE position(everyday IN %(text)s) > 0 OR (sound <> '' AND (position(' ' || sound || ' ' IN %(sound)s) > 0))
        OR (initials = %(letters)s AND length(initials) > 2)
    ORDER BY everyday, origin = 'city' DESC, id DESC
) AS latest WHERE in_use ORDER BY length(everyday) DESC, everyday LIMIT 6
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A published item that a search found; ``score`` is 1 where everything typed was found.

    Attributes:
        because: in Chinese, how the words were taken; empty where as typed.
        held: grams of what was typed that the item holds.
    """

    slug: str
    name: str
    matter: str
    agency: str
    summary: str
    status: str
    suspended_because: str
    score: float
    because: str = ""
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """A search laid open for who edits the words.

    Attributes:
        readings: how the words were taken, as (how, the characters or syllables looked for).
        hits: what was found, each with why.
    """

    readings: tuple[tuple[str, str], ...]
    hits: tuple[Hit, ...]


def search_items(query: str, *, limit: int = 20, after: int = 0) -> list[Hit]:
    """Published items for what a person typed, the nearest first; a handful of queries.

    Words, everyday words and abbreviations, full pinyin, initials, homophones and one typing error are understood.

    Args:
        query: as typed.
        limit: at most so many, up to 50.
        after: how many were shown before; after some hundred there are no more.

    Returns:
        Hits; empty where nothing was typed that can be searched for, or nothing is near.
    """
    start = max(0, after)
    found = _found(*_asked(query))
    return [_hit(one) for one in found[start : start + max(1, min(limit, MOST_HITS))]]


def tried(query: str, *, limit: int = 10) -> Trial:
    """A search with its reasons.

    Args:
        query: as typed.
        limit: hits at most.
    """
    asked, counts = _asked(query)
    readings = [(one.reading.says or "按字面", one.reading.text or one.reading.sound) for one in asked]
    hits = tuple(_hit(one) for one in _found(asked, counts)[:limit])
    return Trial(tuple(dict.fromkeys(readings)), hits)


def suggested_matters(query: str, *, limit: int = 6) -> list[tuple[str, str]]:
    """What may be meant by what is typed so far: names of matters, the nearest first.

    Args:
        query: as typed so far.
        limit: at most so many.

    Returns:
        Name, and the proof that made it come up where the words are in the proof and not in the matter.
    """
    found: dict[str, str] = {}
    for hit in search_items(query, limit=MOST_HITS):
        if len(found) < limit:
            found.setdefault(hit.matter, hit.name)
    typed = search.understood(query)
    return [
        (matter, proof if typed in proof and typed not in matter else "") for matter, proof in found.items()
    ]


def nearest_matters(query: str, *, limit: int = 5) -> list[str]:
    """Names of matters that share something with what was typed, however little; asked where nothing was found."""
    asked, counts = _asked(query)
    weighed = _weigh(_rare(asked, counts), asked) if asked else {}
    near = [
        one for one in weighed.values() if one.share > FAR and any(gram[0] in _TELLING for gram in one.held)
    ]
    near.sort(key=lambda one: (-one.weight, one.entry.item))
    return list(dict.fromkeys(one.entry.matter for one in near))[:limit]


def meanings_in(query: str) -> list[Meaning]:
    """The everyday words that stand in what was typed, by characters, sound or initials, the longest first."""
    text, letters, sound = search.spoken(query)
    if not text:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_MEANINGS, {"text": text, "sound": sound, "letters": letters})
        return [Meaning(everyday, tuple(official)) for everyday, official in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A reading with what its parts are worth in this catalogue.

    Attributes:
        reading: the reading.
        parts: fragment to the parts that it matches, each as (number of the part, gram, worth).
        fragments: all of them.
        coarse: the fragment by which each part is looked for before entries are weighed, the weightiest first.
        total: what it is worth to hold everything.
    """

    reading: Reading
    parts: Mapping[int, Sequence[tuple[int, str, float]]]
    fragments: frozenset[int]
    coarse: Sequence[int]
    total: float

    @classmethod
    def of(cls, reading: Reading, counts: Mapping[int, int]) -> _Asked:
        every = counts.get(EVERY, 0) + 1
        unknown = min(UNKNOWN, math.log1p(every))
        parts: dict[int, list[tuple[int, str, float]]] = {}
        first: dict[int, float] = {}
        total = 0.0
        for slot, grams in enumerate(reading.slots):
            known = None
            for gram, weight in grams:
                fragment = number(gram)
                count = counts.get(fragment, 0)
                worth = weight * math.log1p(every / (count or 1))
                parts.setdefault(fragment, []).append((slot, gram, worth))
                if count and known is None:
                    known = math.log1p(every / count)
                    first[fragment] = max(worth, first.get(fragment, 0.0))
            # What was mistyped is worth what it was meant to be.
            total += grams[0][1] * (unknown if known is None else known)
        coarse = sorted(first, key=lambda one: -first[one])[:COARSE]
        return cls(reading, parts, frozenset(parts), coarse, total or 1.0)


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry as one reading finds it: how much of it the entry holds, and its weight among all."""

    entry: Entry
    reading: Reading
    share: float
    weight: float
    held: tuple[str, ...]


def _asked(query: str) -> tuple[list[_Asked], dict[int, int]]:
    """The readings worth asking for, and how common the fragments are."""
    readings = search.readings(query, meanings_in(query))
    if not readings:
        return [], {}
    counts = entries.counts_of({number(gram) for reading in readings for gram in reading.grams()})
    kept = search.chosen(readings, lambda gram: counts.get(number(gram), 0))
    return [_Asked.of(reading, counts) for reading in kept], counts


def _found(asked: Sequence[_Asked], counts: Mapping[int, int]) -> list[_Found]:
    """The entries nearest to what a person typed, the nearest first."""
    strict = [_numbers(one.reading.needed[0]) for one in asked if one.reading.needed]
    weighed = _weigh(entries.full(strict, counts), asked)
    if asked and not _many(weighed):
        loose = [_numbers(needed) for one in asked for needed in one.reading.needed[1:]]
        weighed |= _weigh(entries.full(loose, counts), asked)
    if asked and not _many(weighed):
        weighed |= _weigh(_rare(asked, counts), asked)
    near = [one for one in weighed.values() if one.share >= one.reading.least]
    best = max((one.weight for one in near), default=0.0)
    kept = [(_in_one_piece(one), one) for one in near if one.weight >= NEAR * best]
    return [one for _, one in sorted(kept, key=lambda pair: (-pair[0], pair[1].entry.item))]


def _in_one_piece(found: _Found) -> float:
    """The weight of an entry, more where one of its names holds the words as they follow each other."""
    entry = found.entry
    return found.weight * (1 + search.closeness(found.reading, found.share, entry.matter, entry.name))


def _rare(asked: Sequence[_Asked], counts: Mapping[int, int]) -> dict[int, Entry]:
    weights: dict[int, float] = {}
    for one in asked:
        for fragment, parts in one.parts.items():
            if parts[0][1][0] in search.STRONG:
                worth = max(worth for _, _, worth in parts) * one.reading.worth
                weights[fragment] = max(worth, weights.get(fragment, 0.0))
    coarse = dict.fromkeys(fragment for one in asked for fragment in one.coarse if fragment in weights)
    return entries.rare(weights, list(coarse), counts)


def _many(weighed: Mapping[int, _Found]) -> bool:
    """Whether so many match well that nobody looks for more."""
    return sum(1 for one in weighed.values() if one.share >= NEAR) >= ENOUGH


def _weigh(found: Mapping[int, Entry], asked: Sequence[_Asked]) -> dict[int, _Found]:
    """Each entry as the reading finds it that it matches best."""
    return {
        key: max((_against(entry, one) for one in asked), key=lambda one: one.weight)
        for key, entry in found.items()
    }


def _against(entry: Entry, asked: _Asked) -> _Found:
    held: dict[int, tuple[float, str]] = {}
    for factor, column in ((1.0, entry.names), (BESIDE, entry.beside)):
        for fragment in asked.fragments.intersection(column):
            for slot, gram, worth in asked.parts[fragment]:
                if slot not in held or worth * factor > held[slot][0]:
                    held[slot] = worth * factor, gram
    grams = tuple(held[slot][1] for slot in sorted(held))
    strong = any(gram[0] in search.STRONG for gram in grams)
    share = min(1.0, sum(worth for worth, _ in held.values()) / asked.total) if strong else 0.0
    share *= asked.reading.worth
    usual = (1 + USE * entry.prior / 100) * (1 - SHORTER * math.log1p(len(entry.names)))
    return _Found(entry, asked.reading, share, share * usual, grams)


def _numbers(grams: Iterable[str]) -> frozenset[int]:
    return frozenset(map(number, grams))


def _hit(found: _Found) -> Hit:
    entry = found.entry
    return Hit(
        slug=entry.slug,
        name=entry.name,
        matter=entry.matter,
        agency=entry.agency,
        summary=entry.summary,
        status=entry.status,
        suspended_because=entry.suspended_because,
        score=round(found.share, 4),
        because=found.reading.says,
        held=found.held,
    )
