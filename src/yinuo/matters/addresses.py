"""The code of a matter and the address of an item, the same on every machine for the same names."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin

if TYPE_CHECKING:
    from yinuo.matters.models import Matter
    from yinuo.people.models import Agency


def code_of(agency: Agency, matter: str) -> str:
    """The city's own code of a matter: where it belongs, and eight characters that make it unique."""
    return f"{agency.region_code}-{_short_digest(agency.slug, matter)}"


def slug_of(matter: Matter, proof: str) -> str:
    """An address people can read aloud: initials of matter and proof, and six characters that make it unique."""
    initials = [
        "".join(
            c
            for c in "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()
            if c.isascii() and c.isalnum()
        )
        for text in (matter.name, proof)
    ]
    tail = _short_digest(matter.agency.slug, matter.name, proof)[:6]
    return f"{initials[0][:18]}-{initials[1][:18]}-{tail}"


def _short_digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:8]
