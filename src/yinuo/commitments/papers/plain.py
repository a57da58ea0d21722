"""What a notice says in everyday words, beside each of its eight parts (clause 2.3-a; 三（三） 通俗易懂)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yinuo.documents.contents.papers import bare

if TYPE_CHECKING:
    from yinuo.matters.models import ItemVersion


def everyday(version: ItemVersion, key: str) -> str:
    """One part of a version's notice in everyday words.

    Args:
        version: with item and matter.
        key: of the part; see :data:`yinuo.law.notice.NOTICE_CLAUSES`.

    Returns:
        What the version itself says where it says something, else what follows from its fields; never nothing.
    """
    return str(_OWN.get(key, _nothing)(version) or _SAID[key](version))


def _nothing(_version: ItemVersion) -> str:
    return ""


def _title(version: ItemVersion) -> str:
    return f"您要办的是“{version.item.matter.name}”。平时要交的“{version.item.name}”，这次可以不交，自己承诺就行。"


def _basis(_version: ItemVersion) -> str:
    return "正文写的，是按哪一条规定要这份证明。可以用承诺代替，是因为它列在本市公布的目录里。"


def _content(version: ItemVersion) -> str:
    promised = "；".join(bare(fact["text"]) for fact in version.facts)
    return f"您要承诺的是：{promised}。写的要和实际情况一样。"


def _method(version: ItemVersion) -> str:
    return f"手机、电脑上签，或者到窗口手写，都可以。{version.plain.get('withdraw', '')}"


def _liability(_version: ItemVersion) -> str:
    return "先听您说明。写错了，更正就行。故意写假的，事情办不成，办成了也会撤销，还会记入信用记录。"


def _verification(version: ItemVersion) -> str:
    return f"一共核查 {len(version.facts)} 项，怎么查、几天内查，写在正文里。对不上的，先请您说明。"


def _public(version: ItemVersion) -> str:
    if version.notice.get("public"):
        return "您签的承诺书会公开，公开时遮住证件号码、电话和住址。"
    return "只有办这件事的人能看，别人看不到。"


def _terms(version: ItemVersion) -> str:
    if version.notice.get("public"):
        return "公开到哪里、公开多久，写在正文里，到期就撤下。"
    return "不公开，所以没有期限。"


_SAID = {
    "item_title": _title,
    "basis": _basis,
    "content": _content,
    "method": _method,
    "liability": _liability,
    "verification_power": _verification,
    "public": _public,
    "public_terms": _terms,
}
"""Every part of a notice to what follows from the fields of a version."""

_OWN = {
    "content": lambda version: version.plain.get("promise"),
    "liability": lambda version: version.plain.get("if_untrue"),
    "verification_power": lambda version: version.plain.get("check"),
}
"""Parts to what an editor may have said of them himself."""
