"""What is read of a line of a list, and what a reader marks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yinuo.law.grammar import Citation


class Kind(StrEnum):
    """What a remark is about; the value is what people read."""

    NO_BASIS = "没有设定依据"
    NO_ARTICLE = "依据没有写到条"
    LOW_BASIS = "依据层级不够"
    LICENCE = "把证照当证明"
    OWN_PAPER = "申请人自己写的材料"
    NO_PURPOSE = "没有写证明用途"
    PURPOSE = "用途写成了事项"
    NO_ISSUER = "没有写开具单位"
    ISSUER = "开具单位不得出具"
    OWN_ISSUER = "自己要、自己开"
    CIRCLE = "循环证明"
    DOUBLE = "重复"
    UNTESTED = "取消测试没有答完"
    UNREASONED = "保留没有写理由"
    CODE = "编码不对"
    EFFORT = "频次、难度存疑"


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One line of a list, as far as it is read here.

    Attributes:
        key: by which a page finds it again; unique in the list.
        name, purpose, issuer, basis: cells of the line.
        matter: what the proof is asked for.
        agency: the body that runs the matter; the asker where ``asker`` is empty.
        asker: the body that asks, where the source names one.
        cancelled: whether it is asked for no longer.
        retained: whether it is kept without commitment.
        retained_because: why.
        tested: whether all eight pre-tests are answered with reasons.
        uses_a_year, days_to_get, trips_to_get: how often it is used and how hard it is to get, None where not known.
        effort_source: where these numbers come from.
        code_faults: what is wrong with the codes of the matter, found where check digits are known.
    """

    key: str
    name: str
    matter: str = ""
    purpose: str = ""
    issuer: str = ""
    basis: str = ""
    agency: str = ""
    asker: str = ""
    cancelled: bool = False
    retained: bool = False
    retained_because: str = ""
    tested: bool = True
    uses_a_year: int | None = None
    days_to_get: int | None = None
    trips_to_get: int | None = None
    effort_source: str = ""
    code_faults: tuple[str, ...] = ()

    @property
    def asked_by(self) -> str:
        """The asker: as the source names it, else the body that runs the matter."""
        return self.asker or self.agency


@dataclass(frozen=True, slots=True)
class ListRemark:
    """Something a legal reader marks.

    Attributes:
        kind: what it is about.
        key: of the item.
        field: the cell, by its code name (``"basis"``).
        reason: why, a Chinese sentence.
        instead: what to do, a Chinese sentence.
        citation: the article.
        sure: whether it holds for certain; otherwise somebody has to look.
        others: keys of the other items concerned.
    """

    kind: Kind
    key: str
    field: str
    reason: str
    instead: str
    citation: Citation
    sure: bool = True
    others: tuple[str, ...] = ()
