"""The eight clauses of a notice: official text, plain words beside it, and which are confirmed one by one."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

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

PLAIN = {"content": "promise", "liability": "if_untrue", "verification_power": "check"}
"""Clause to the plain words a version has for it; the others have the question a citizen asks."""


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
            _plainly(version, key) or plain,
            key,
            CITED.get(key, ()),
            confirm=confirm and must,
            checked=confirm and must and key not in missing,
            look=asked and key in missing,
        )
        for number, (key, title, plain, text, must) in enumerate(clauses_of(version))
    ]


def _plainly(version: ItemVersion, key: str) -> str:
    """What the version says of a clause in everyday words; empty where it says nothing."""
    if key == "item_title":
        return f"您要办的是“{version.item.matter.name}”。平时要交的“{version.item.name}”，这次可以不交，自己承诺就行。"
    if key == "public":
        return (
            "您签的承诺书会公开，公开时遮住证件号码、电话和住址。"
            if version.notice.get("public")
            else "只有办这件事的人能看，别人看不到。"
        )
    if key == "method":
        return f"手机、电脑上签，或者到窗口手写，都可以。{version.plain.get('withdraw', '')}"
    if key == "basis":
        return "左边写的，是按哪一条规定要这份证明；可以用承诺代替，是因为它列在本市公布的目录里。"
    if key == "public_terms":
        return (
            "公开到哪里、公开多久，写在左边，到期就撤下。"
            if version.notice.get("public")
            else "不公开，所以没有期限。"
        )
    return str(version.plain.get(PLAIN.get(key, ""), ""))
