"""One exact byte form for an entry, and the hash that chains it to the entry before.

The byte form is RFC 8785 (JSON Canonicalization Scheme) without floating-point numbers, so that anyone can
recompute a case file's hashes with a library of his own choice. Hashes are SHA-256 over
``PREFIX || previous hash || canonical entry``; the prefix keeps an entry's hash apart from a hash of the same
bytes made for any other purpose.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

PREFIX = b"yinuo/casefile/entry/1\x00"
FIRST = bytes(32)
"""The ``previous`` hash of a file's first entry."""

_EXACT = 2**53 - 1
_DEEPEST = 64


class NotCanonical(ValueError):
    """The value has no canonical form; the message names the place in it."""


def canonical_bytes(value: Any) -> bytes:
    """The one byte form of a JSON-like value.

    Args:
        value: None, bool, int within ±(2⁵³-1), str, ``date``, aware ``datetime``, ``Decimal``, ``UUID``, an enum of
            these, and lists, tuples and string-keyed mappings of them. Dates become ISO text, moments ISO text in
            UTC with microseconds and ``Z``, decimals and UUIDs their text.

    Returns:
        UTF-8 JSON without blanks, keys ordered by their UTF-16 code units.

    Raises:
        NotCanonical: a float, a naive moment, an integer others could not read exactly, a character PostgreSQL or
            UTF-8 cannot hold (NUL, a lone surrogate), a key that is no text, or a value of another kind.
    """
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode(
        "utf-8"
    )


def plain(value: Any) -> Any:
    """The value as it is written to the database: only None, bool, int, str, list and ordered dict.

    ``canonical_bytes(plain(x)) == canonical_bytes(x)``: what is read back from a JSON column hashes the same.

    Raises:
        NotCanonical: see :func:`canonical_bytes`.
    """
    return _plain(value, None, _DEEPEST)


def entry_hash(previous: bytes, entry: Mapping[str, Any]) -> bytes:
    """The hash of an entry that follows another.

    Args:
        previous: hash of the entry before (32 bytes), or :data:`FIRST`.
        entry: the whole content of the entry, including its number and its moment.

    Returns:
        32 bytes.

    Raises:
        NotCanonical: the entry has no canonical form.
        ValueError: ``previous`` is not 32 bytes.
    """
    if len(previous) != 32:
        raise ValueError(f"the hash before is 32 bytes long, not {len(previous)}")
    return hashlib.sha256(PREFIX + previous + canonical_bytes(entry)).digest()


def first_break(entries: Iterable[tuple[Mapping[str, Any], bytes]], *, previous: bytes = FIRST) -> int | None:
    """Where a chain no longer fits its entries.

    Args:
        entries: entries in order, each with the hash kept for it.
        previous: hash before the first of them.

    Returns:
        Position (from 0) of the first entry whose kept hash does not follow, or None when all do.
    """
    for position, (entry, kept) in enumerate(entries):
        try:
            previous = entry_hash(previous, entry)
        except NotCanonical:
            return position
        if previous != kept:
            return position
    return None


# Where a value stands: the place of what holds it and its key there, put into words only where a fault is told.
_Place = tuple[Any, str] | None


def _plain(value: Any, place: _Place, depth: int) -> Any:  # noqa: C901, PLR0911 - one branch per kind
    if depth == 0:
        raise NotCanonical(f"{_words(place)} lies too deep")
    kind = type(value)
    if kind is str:
        return value if value.isascii() and "\x00" not in value else _text(value, place)
    if value is None or kind is bool:
        return value
    if kind is dict:
        return _mapping(value, place, depth)
    if kind is int:
        return _number(value, place)
    if kind is list or kind is tuple:
        return _sequence(value, place, depth)
    if isinstance(value, Enum):
        return _plain(value.value, place, depth - 1)
    if isinstance(value, Mapping):
        return _mapping(value, place, depth)
    if isinstance(value, (list, tuple)):
        return _sequence(value, place, depth)
    return _scalar(value, place)


def _mapping(value: Mapping[Any, Any], place: _Place, depth: int) -> dict[str, Any]:
    simple = True
    for key in value:
        if not isinstance(key, str):
            raise NotCanonical(f"a key of {_words(place)} is no text: {key!r}")
        if type(key) is not str or not key.isascii() or "\x00" in key:
            _text(key, (place, "a key of"))
            simple = False
    if simple:  # ASCII is ordered alike in UTF-16
        return {key: _plain(value[key], (place, key), depth - 1) for key in sorted(value)}
    # An enum member of text is a key by its value, or it would be written under another name than it is read.
    keyed = {str.__str__(key): part for key, part in value.items()}
    return {key: _plain(keyed[key], (place, key), depth - 1) for key in sorted(keyed, key=_utf16)}


def _sequence(value: list[Any] | tuple[Any, ...], place: _Place, depth: int) -> list[Any]:
    return [_plain(part, (place, f"[{position}]"), depth - 1) for position, part in enumerate(value)]


def _words(place: _Place) -> str:
    """``.item.facts[2]``; ``the value`` for the whole."""
    steps: list[str] = []
    while place is not None:
        place, step = place
        if step == "a key of":
            return f"a key of {_words(place)}"
        steps.append(step if step.startswith("[") else f".{step}")
    return "".join(reversed(steps)) or "the value"


def _scalar(value: Any, place: _Place) -> bool | int | str | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, place)
    if isinstance(value, (int, float, Decimal)):
        return _number(value, place)
    if isinstance(value, date):
        return _time(value, place)
    if isinstance(value, UUID):
        return str(value)
    raise NotCanonical(f"{_words(place)} is a {type(value).__name__}, which has no canonical form")


def _number(value: float | Decimal, place: _Place) -> int | str:
    if isinstance(value, float):
        raise NotCanonical(f"{_words(place)} is a floating-point number; write a whole number or text")
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise NotCanonical(f"{_words(place)} is no finite number")
        return format(value, "f")
    if abs(value) > _EXACT:
        raise NotCanonical(f"{_words(place)} is beyond ±(2^53-1); write it as text")
    return int(value)


def _time(value: date, place: _Place) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    if value.utcoffset() is None:
        raise NotCanonical(f"{_words(place)} is a moment without a time zone")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _text(text: str, place: _Place) -> str:
    if "\x00" in text:
        raise NotCanonical(f"{_words(place)} holds a NUL character")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as lone:
        raise NotCanonical(f"{_words(place)} holds a lone surrogate") from lone
    return str.__str__(text)


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be")
