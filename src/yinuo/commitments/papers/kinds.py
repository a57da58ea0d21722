"""Which papers an item has, for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from yinuo.matters.models import ItemVersion

Audience = Literal["", "person", "firm"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper.

    Attributes:
        key: code name, as it stands in addresses.
        title: what people call it.
        note: what it is good for, one sentence.
        audience: for whom only; empty for everybody.
        internal: whether only officers see it: a working procedure says how an office works, and only guides and
            letter forms are to be made public (三（三）).
    """

    key: str
    title: str
    note: str
    audience: Audience = ""
    internal: bool = False


NOTICE = Kind("notice", "告知书", "签承诺以前要看清楚的八条")
LETTER = Kind("letter", "承诺书格式文本（个人用）", "可以打印手写，交到窗口", audience="person")
LETTER_OF_FIRMS = Kind(
    "letter-firm", "承诺书格式文本（单位用）", "可以打印手写盖章，交到窗口", audience="firm"
)
GUIDE = Kind("guide", "办事指南", "两种办法、要带什么、找谁办")
PROCEDURE = Kind("procedure", "工作规程", "岗位、步骤、时限、核查和防控，供工作人员使用", internal=True)

ALL: dict[str, Kind] = {kind.key: kind for kind in (NOTICE, LETTER, LETTER_OF_FIRMS, GUIDE, PROCEDURE)}
"""Every kind by its key, in the order in which they are offered."""


def kinds_of(version: ItemVersion, *, internal: bool = False) -> tuple[Kind, ...]:
    """The papers of a version.

    Args:
        version: with item and matter.
        internal: whether an officer asks.
    """
    matter = version.item.matter
    open_to = {"": True, "person": matter.for_persons, "firm": matter.for_firms}
    return tuple(kind for kind in ALL.values() if open_to[kind.audience] and (internal or not kind.internal))
