"""What an item's page says in short: facts, basis, and what else the matter asks for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from yinuo.commitments.papers.ways import decided_within
from yinuo.law.texts import BUSINESS_44_1, CLAUSES
from yinuo.matters.queries import published_items
from yinuo.portals.face.linked import Piece, basis_lines

if TYPE_CHECKING:
    from yinuo.law.grammar import Citation
    from yinuo.matters.models import ItemVersion

GENERAL = (
    ("由您自己选", CLAUSES["2.2-a"]),
    ("不愿承诺的，交证明", CLAUSES["2.2-b"]),
    ("告知哪些内容", CLAUSES["2.3-a"]),
    ("怎样核查", CLAUSES["2.4-a"]),
    ("办结前可以撤回", CLAUSES["2.6-c"]),
    ("证明要有依据", BUSINESS_44_1),
)
"""Why one may promise at all, how it is checked, how it is taken back."""


def facts(version: ItemVersion, *, on: date) -> list[tuple[str, str, str]]:
    """The key facts on top of the page: name, value, small print."""
    matter, agency = version.item.matter, version.item.matter.agency
    who = "、".join(
        word
        for word, open_to in (("个人", matter.for_persons), ("企业和其他组织", matter.for_firms))
        if open_to
    )
    within = decided_within(matter, on=on)
    rows = [
        ("谁来办", agency.name, agency.address),
        ("谁可以办", who, f"电话 {agency.phone}" if agency.phone else ""),
        (
            "多久有结果",
            "条件齐备的当场" if matter.at_once else within,
            f"最迟 {within}" if matter.at_once else "",
        ),
        ("要跑几趟", "0 趟", "也可以到窗口办"),
        (
            "承诺书公开吗",
            "公开" if version.notice.get("public") else "不公开",
            version.notice.get("public_term", ""),
        ),
    ]
    if version.plain.get("fee"):
        rows.insert(3, ("收不收费", str(version.plain["fee"]), ""))
    return rows


def basis(version: ItemVersion) -> tuple[list[list[Piece]], tuple[tuple[str, Citation], ...]]:
    """By which article the proof is asked for, each leading to its text, and by which it may be promised."""
    return basis_lines(version, address="public:text"), GENERAL


def others_of(version: ItemVersion) -> list[ItemVersion]:
    """The other published items of the same matter."""
    return list(published_items(matter=version.item.matter).exclude(item=version.item_id)[:10])
