"""What the content of a version becomes when what its basis cites has changed, and where a person must look.

Pure: which text a reference means is asked of a function handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from yinuo.law.adjusting import ChangeKind
from yinuo.law.citing import WHOLE, Mended, Place, Reference, Touch, mended, read, spread, touches
from yinuo.law.notice import FIELD_TITLES

Means = Callable[[Reference], bool]
"""Whether a reference speaks of the text that changed."""

FACT_TITLES = {"text": "承诺的事实", "standard": "核查标准", "alternative": "可以改交的证明"}
PLAIN_TITLES = {
    "summary": "一句话说明",
    "who": "谁可以承诺",
    "promise": "承诺什么",
    "check": "怎样核查",
    "if_untrue": "不实会怎样",
    "withdraw": "怎样撤回",
}
BASIS = "设定依据"


@dataclass(frozen=True, slots=True)
class Following:
    """A change as it is followed in a basis.

    Attributes:
        kind: what happened.
        named: what changed, as people write it.
        places: what changed; empty for the whole text.
        successor: what takes its place, or None.
    """

    kind: ChangeKind
    named: str
    places: tuple[Place, ...]
    successor: Reference | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A spot of a new version that somebody must look at.

    Attributes:
        where: the part of the version, in Chinese.
        ask: what to look at.
        before, after: the words where they were changed; empty where nothing was changed.
    """

    where: str
    ask: str
    before: str = ""
    after: str = ""

    def as_json(self) -> dict[str, str]:
        """As it is kept with the task."""
        return asdict(self)


def mended_basis(basis: str, change: Following, means: Means) -> Mended:
    """The basis after the change: replaced, taken out, or as it stands where only the wording changed."""
    written: set[tuple[str, str, Place]] = set()

    def follow(one: Reference) -> Sequence[Reference] | None:
        if not means(one) or change.kind is ChangeKind.AMENDED or not _meets(change, one.place):
            return None
        kept = [one.at(where) for where in _left(change, one.place)]
        new = [] if change.kind is ChangeKind.REPEALED else [_successor(change, one)]
        fresh = [two for two in new if two.target not in written]
        written.update(two.target for two in fresh)
        return [*kept, *fresh]

    return mended(basis, follow)


def _meets(change: Following, cited: Place) -> bool:
    """Whether the change is surely one of this place, or of articles of this range."""
    places = change.places or (WHOLE,)
    return any(
        touches(one, part) is Touch.YES and _goes(one, part) for one in places for part in spread(cited)
    )


def _goes(changed: Place, cited: Place) -> bool:
    """Whether the whole of what is cited goes with the change: 第一款 goes, 第四十一条 stays with its other paragraphs."""
    return not (changed.paragraph and not cited.paragraph) and not (changed.item and not cited.item)


def _left(change: Following, cited: Place) -> list[Place]:
    """Of a range the articles that stay."""
    if not cited.until:
        return []
    places = change.places or (WHOLE,)
    return [part for part in spread(cited) if all(touches(one, part) is not Touch.YES for one in places)]


def _successor(change: Following, one: Reference) -> Reference:
    new = change.successor or Reference("")
    if change.kind is ChangeKind.RENUMBERED:
        return one.at(new.place)
    return Reference(new.title, new.number if not new.title else "", new.place)


def remarks_on(content: Mapping[str, Any], change: Following, means: Means, done: Mended) -> list[Remark]:
    """What a person must look at in a version drawn up after a change.

    Args:
        content: ``notice``, ``facts`` and ``plain`` of the version before.
        change: what happened.
        means: whether a reference speaks of the changed text.
        done: the basis as it was mended.
    """
    before = str(content.get("notice", {}).get("basis", ""))
    found = [_basis_remark(change, before, done)]
    found += [
        Remark(where, f"这里也写到{change.named}，请核对后改写。", before=said)
        for where, said in _mentions(content, change, means)
    ]
    return found


def _basis_remark(change: Following, before: str, done: Mended) -> Remark:
    if change.kind is ChangeKind.AMENDED:
        ask = f"{change.named}的内容有修改，请对照新条文核对证明内容、条件、材料和责任。"
        return Remark(BASIS, ask)
    if not done.changed:
        ask = f"依据一栏写的与{change.named}不是同一处，没有自动改动；请核对是否涉及。"
        return Remark(BASIS, ask)
    if not done.left:
        return Remark(
            BASIS, f"{change.named}是唯一的依据，已经废止；请补写其他依据，没有的停用这项证明。", before
        )
    ask = "依据一栏已经改好，请核对新依据是否仍要求这份证明。"
    if change.kind is ChangeKind.REPEALED:
        ask = "已经废止的依据划去了，请核对其余依据是否足够。"
    elif change.successor is not None and change.successor.place.whole:
        ask = "新文件的条文没有登记，请补写到条，并核对是否仍要求这份证明。"
    return Remark(BASIS, ask, before, done.text)


def _mentions(content: Mapping[str, Any], change: Following, means: Means) -> Iterator[tuple[str, str]]:
    """Other parts of a version that name what changed: the part, and the words."""
    for where, text in _texts(content):
        for one in read(text).references:
            if means(one) and any(
                touches(place, one.place) is Touch.YES for place in change.places or (WHOLE,)
            ):
                yield where, one.said
                break


def _texts(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    notice = content.get("notice", {})
    for name, title in FIELD_TITLES.items():
        if name != "basis":
            yield title, str(notice.get(name, ""))
    for number, fact in enumerate(content.get("facts", ()), start=1):
        for name, title in FACT_TITLES.items():
            yield f"承诺事实{number}的{title}", str(fact.get(name, ""))
    for name, title in PLAIN_TITLES.items():
        yield f"大白话“{title}”", str(content.get("plain", {}).get(name, ""))
