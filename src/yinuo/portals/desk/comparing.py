"""Two readings of a text laid into one another: what stays, what goes, what comes."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal

Mark = Literal["", "del", "ins"]
_PART = re.compile(r"[^；;、，,。（）()\n]+|[；;、，,。（）()\n]")


def compared(before: str, after: str) -> list[tuple[Mark, str]]:
    """The parts of both texts in reading order, each with what became of it; whole clauses, not single characters."""
    old, new = _PART.findall(before), _PART.findall(after)
    pieces: list[tuple[Mark, str]] = []
    for what, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(("", "".join(old[a:b])))
            continue
        if a < b:
            pieces.append(("del", "".join(old[a:b])))
        if c < d:
            pieces.append(("ins", "".join(new[c:d])))
    return pieces
