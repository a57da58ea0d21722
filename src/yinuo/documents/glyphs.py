"""Which characters the fonts can show, so that a name nobody foresaw never stops a paper from being made."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

GETA = "〓"
"""The mark a Chinese typesetter puts where a character is missing from the case."""


class FontsMissing(RuntimeError):
    """The fonts are not there; the message says the command that brings them."""


@lru_cache(maxsize=4)
def coverage(fonts: tuple[Path, ...]) -> frozenset[int]:
    """The code points that every one of the fonts can show.

    Args:
        fonts: TrueType files.

    Raises:
        FontsMissing: a file is absent or no TrueType font.
    """
    covered: set[int] | None = None
    for font in fonts:
        try:
            shown = set(_code_points(font.read_bytes()))
        except (OSError, struct.error, KeyError) as broken:
            raise FontsMissing(f"the font {font} is missing or damaged; run: make assets") from broken
        covered = shown if covered is None else covered & shown
    return frozenset(covered or ())


def printable(value: Any, covered: frozenset[int]) -> Any:
    """A JSON value whose texts hold only characters that can be shown.

    A character without a glyph becomes ``〓`` with its code point, as ``〓（U+30EDE）``, so that nothing is lost
    unseen; control characters, direction marks and other invisible ones are left out; a line feed stays.

    Args:
        value: None, bool, int, str, lists, tuples and mappings of them.
        covered: what :func:`coverage` returned.
    """
    if isinstance(value, str):
        return _printable_text(value, covered)
    if isinstance(value, Mapping):
        return {key: printable(part, covered) for key, part in value.items()}
    if isinstance(value, Sequence):
        return [printable(part, covered) for part in value]
    return value


def _printable_text(text: str, covered: frozenset[int]) -> str:
    if all(ord(character) in covered or character == "\n" for character in text):
        return text
    return "".join(_printable_character(character, covered) for character in text)


def _printable_character(character: str, covered: frozenset[int]) -> str:
    if character in "\n\t\u2028\u2029\x85":
        return " " if character == "\t" else "\n"
    kind = unicodedata.category(character)
    if kind in {"Cc", "Cf", "Cs", "Mn"}:
        return ""
    if kind == "Zs":
        return "\u3000" if character == "\u3000" else " "
    if ord(character) in covered:
        return character
    return f"{GETA}（U+{ord(character):04X}）"


def _code_points(font: bytes) -> Iterable[int]:
    """The code points in a font's ``cmap`` table, format 12 (OpenType specification, cmap)."""
    tables = {}
    for place in range(struct.unpack(">H", font[4:6])[0]):
        tag, _sum, offset, _length = struct.unpack(">4sLLL", font[12 + place * 16 : 28 + place * 16])
        tables[tag] = offset
    cmap = tables[b"cmap"]
    (count,) = struct.unpack(">H", font[cmap + 2 : cmap + 4])
    for place in range(count):
        (offset,) = struct.unpack(">L", font[cmap + 8 + place * 8 : cmap + 12 + place * 8])
        table = cmap + offset
        (form,) = struct.unpack(">H", font[table : table + 2])
        if form == 12:
            (groups,) = struct.unpack(">L", font[table + 12 : table + 16])
            for first, last, _glyph in struct.iter_unpack(
                ">LLL", font[table + 16 : table + 16 + groups * 12]
            ):
                yield from range(first, last + 1)
            return
    raise KeyError("cmap format 12")
