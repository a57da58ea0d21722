"""二（三） 可量化、易操作，不含模糊表述或兜底条款: finds such words in a field of a notice and proposes a rewrite."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that a citizen cannot act on.

    Attributes:
        start: index of the first character in the text.
        end: index after the last character.
        kind: ``"vague"``, ``"catch-all"``, ``"unmeasured-period"`` or ``"unnamed-reference"``.
        reason: why, in Chinese.
        rewrite: what to write instead, in Chinese.
    """

    start: int
    end: int
    kind: str
    reason: str
    rewrite: str


def check_wording(text: str, field: str = "") -> tuple[Remark, ...]:
    """Remarks on a text, in the order of the text."""
    return ()
