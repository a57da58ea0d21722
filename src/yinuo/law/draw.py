"""The double-random draw of routine supervision (双随机): whoever knows the list and the seed can repeat it.

A draw runs in three acts, so that nobody can choose its outcome. The list is frozen and its digest published; a secret is
sealed, and its seal published with the name of an outside event that is yet to come (lottery numbers, dice thrown before
witnesses). When the event has happened, the secret is opened; secret and event together are the seed. The office cannot
foresee the event, and whoever makes the event cannot know the secret.

Source: 优化营商环境条例第五十四条; 方案二（四）, clause 2.4-b.
"""

from __future__ import annotations

import unicodedata
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

ALGORITHM = "yinuo-draw-v2"
"""What a published draw names; it changes with every change of what follows from list and seed."""

_RANK = b"yinuo-draw-v1"
_POPULATION = b"yinuo-population-v1"
_SEAL = b"yinuo-draw-seal-v2"
_SEED = b"yinuo-draw-seed-v2"
_WIDE = 1 << 64


def _framed(part: bytes) -> bytes:
    return len(part).to_bytes(8, "big") + part


def population_digest(population: Sequence[str]) -> str:
    """The digest published before the draw, so that the list cannot be changed after it.

    Args:
        population: the keys that may be drawn, in any order.

    Returns:
        64 hexadecimal digits; the same for the same keys in any order.

    Raises:
        ValueError: a key stands in the list twice.
    """
    digest = sha256(_framed(_POPULATION))
    for key in sorted(_unique(population)):
        digest.update(_framed(key.encode()))
    return digest.hexdigest()


def seal(secret: bytes) -> str:
    """The seal of a secret, published before the draw, so that the secret cannot be chosen after the event is known.

    Args:
        secret: random bytes.

    Returns:
        64 hexadecimal digits.
    """
    return sha256(_framed(_SEAL) + _framed(secret)).hexdigest()


def outcome(text: str) -> str:
    """The outcome of an outside event as it enters the seed: however it was typed, the same letters and digits.

    Args:
        text: as somebody typed it: ``"０3, 07　12 + 05"``.

    Returns:
        Letters and digits in half width, groups parted by one blank: ``"03 07 12 05"``; empty where there are none.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def seed_of(secret: bytes, happened: str) -> bytes:
    """The seed: the sealed secret and the outcome of the outside event, neither of which suffices alone.

    Args:
        secret: the bytes that were sealed.
        happened: the outcome, see :func:`outcome`.

    Returns:
        32 bytes.

    Raises:
        ValueError: there is no secret, or the outcome is not written as :func:`outcome` writes it.
    """
    if not secret or not happened or happened != outcome(happened):
        raise ValueError("a seed needs the secret and an outcome")
    return sha256(_framed(_SEED) + _framed(secret) + _framed(happened.encode())).digest()


def rank(key: str, seed: bytes) -> str:
    """The place of one key in the draw: the lower, the earlier.

    Args:
        key: one member of the population.
        seed: random bytes fixed after the list was published.
    """
    return sha256(_framed(_RANK) + _framed(seed) + _framed(key.encode())).hexdigest()


def draw(population: Sequence[str], n: int, seed: bytes, *, after: int = 0) -> list[str]:
    """The keys drawn, in the order in which they were drawn.

    Args:
        population: the keys that may be drawn, in any order.
        n: how many to draw; more than there are draws all.
        seed: random bytes fixed after the list was published.
        after: how many an earlier draw took of the same list by the same seed; a supplementary draw goes on from there.

    Raises:
        ValueError: ``n`` or ``after`` is negative, the seed is empty, or a key stands in the list twice.
    """
    if n < 0 or after < 0:
        raise ValueError(f"one cannot draw {n} after {after}")
    if not seed:
        raise ValueError("a draw needs a seed")
    begun = sha256(_framed(_RANK) + _framed(seed))
    ranked = []
    for key in _unique(population):
        place, name = begun.copy(), key.encode()
        place.update(_framed(name))
        ranked.append(place.digest() + name)
    return [place[32:].decode() for place in _first(ranked, after + n)[after:]]


def _first(ranked: list[bytes], n: int) -> list[bytes]:
    """The first of many places in order. Places lie evenly, so that all but a few of the far ones need no ordering."""
    if n < len(ranked) // 2:
        reach = (n + 8 * (n**0.5) + 64) / len(ranked)
        cut = min(int(reach * _WIDE), _WIDE - 1).to_bytes(8, "big")
        near = [place for place in ranked if place < cut]
        if len(near) >= n:
            ranked = near
    return sorted(ranked)[:n]


def allot(
    keys: Sequence[str],
    inspectors: Sequence[str],
    each: int,
    seed: bytes,
    *,
    recused: Mapping[str, Collection[str]] | None = None,
) -> list[tuple[str, ...]]:
    """Who visits whom: drawn by the same seed among those who may, the least burdened first (rotation), some recused.

    Args:
        keys: what was drawn, in the order drawn.
        inspectors: all that may be sent, in any order.
        each: how many go together (two at least, 行政许可法第三十四条第三款).
        seed: the seed of the draw.
        recused: key to inspectors who may not be sent there (回避).

    Returns:
        For each key the inspectors in the order drawn.

    Raises:
        ValueError: for a key there are not enough inspectors left; says which.
    """
    burden = dict.fromkeys(_unique(inspectors), 0)
    found = []
    for key in keys:
        shut = (recused or {}).get(key, ())
        able = [one for one in burden if one not in shut]
        if len(able) < each:
            raise ValueError(f"{len(able)} inspectors are left for {key}")
        own = sha256(seed + key.encode()).digest()
        sent = sorted(able, key=lambda one: (burden[one], rank(one, own)))[:each]
        for one in sent:
            burden[one] += 1
        found.append(tuple(sent))
    return found


def how_many(population: int, percent: int) -> int:
    """How many to draw at a rate: rounded up, so that a rate above zero draws at least one of a list that has any.

    Args:
        population: size of the list.
        percent: the rate, 0 to 100.

    Raises:
        ValueError: the size is negative or the rate lies outside 0 to 100.
    """
    if population < 0 or not 0 <= percent <= 100:
        raise ValueError(f"{percent} % of {population} cannot be drawn")
    return -(-population * percent // 100)


def _unique(population: Sequence[str]) -> Sequence[str]:
    if len(set(population)) != len(population):
        raise ValueError("a key stands in the list twice")
    return population
