"""The double-random draw of routine supervision: anyone who knows the list and the seed can repeat it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_RANK = b"yinuo-draw-v1"
_POPULATION = b"yinuo-population-v1"


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


def rank(key: str, seed: bytes) -> str:
    """The place of one key in the draw: the lower, the earlier.

    Args:
        key: one member of the population.
        seed: random bytes fixed after the list was published.
    """
    return sha256(_framed(_RANK) + _framed(seed) + _framed(key.encode())).hexdigest()


def draw(population: Sequence[str], n: int, seed: bytes) -> list[str]:
    """The keys drawn, in the order in which they were drawn.

    Args:
        population: the keys that may be drawn, in any order.
        n: how many to draw; more than there are draws all.
        seed: random bytes fixed after the list was published.

    Raises:
        ValueError: ``n`` is negative, the seed is empty, or a key stands in the list twice.
    """
    if n < 0:
        raise ValueError(f"one cannot draw {n}")
    if not seed:
        raise ValueError("a draw needs a seed")
    return sorted(_unique(population), key=lambda key: (rank(key, seed), key))[:n]


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
