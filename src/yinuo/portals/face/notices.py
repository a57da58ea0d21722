"""The eight clauses of a notice: official text, plain words beside it, and which are confirmed one by one."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from yinuo.commitments.papers.plain import everyday
from yinuo.commitments.queries import clauses_of
from yinuo.law.texts import CLAUSES
from yinuo.portals.face.parts import ClauseText

if TYPE_CHECKING:
    from yinuo.matters.models import ItemVersion

NUMERALS = "一二三四五六七八"
CITED = {
    "content": (CLAUSES["2.3-b"],),
    "method": (CLAUSES["2.3-c"],),
    "liability": (CLAUSES["2.4-d"],),
    "verification_power": (CLAUSES["2.4-a"],),
    "public": (CLAUSES["2.6-d"],),
}


def clause_texts(
    version: ItemVersion, *, confirm: bool = False, missing: Collection[str] = (), asked: bool = False
) -> list[ClauseText]:
    """The clauses of a version's notice.

    Args:
        version: whose notice.
        confirm: whether the reader ticks the clauses that must be confirmed.
        missing: keys of those not confirmed yet.
        asked: whether the missing ones are to be pointed out.
    """
    return [
        ClauseText(
            NUMERALS[number],
            title,
            text,
            everyday(version, key),
            key,
            CITED.get(key, ()),
            confirm=confirm and must,
            checked=confirm and must and key not in missing,
            look=asked and key in missing,
        )
        for number, (key, title, _question, text, must) in enumerate(clauses_of(version))
    ]
