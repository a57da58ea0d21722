"""The words of a notice that a citizen could not act on, as a reviewer answers them one by one. Clause 2.3-b."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yinuo.law.notice import FIELD_TITLES
from yinuo.law.wording import check_wording

if TYPE_CHECKING:
    from yinuo.matters.models import ItemVersion


@dataclass(frozen=True, slots=True)
class Remarked:
    """One remark.

    Attributes:
        name: of the field in which the reviewer says why the words stay.
        words: as they stand.
        title: of the part of the notice.
        reason: why they are unclear.
        rewrite: what to write instead.
        answer: what the reviewer typed before, when the page comes back.
    """

    name: str
    words: str
    title: str
    reason: str
    rewrite: str
    answer: str = ""


def remarks(version: ItemVersion, answered: Mapping[str, str] | None = None) -> list[Remarked]:
    """The remarks on a version's notice in the order of its parts; the same words are answered once."""
    found: dict[str, Remarked] = {}
    for field, title in FIELD_TITLES.items():
        text = str(version.notice.get(field, ""))
        for remark in check_wording(text, title):
            words = text[remark.start : remark.end]
            if words not in found:
                found[words] = Remarked(
                    f"kept-{len(found)}",
                    words,
                    title,
                    remark.reason,
                    remark.rewrite,
                    (answered or {}).get(words, ""),
                )
    return list(found.values())
