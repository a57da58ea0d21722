"""二（三）: turning advice on unclear words into a text that can stand there, to be taken over by one press.

Advice says how to mend (请写明天数，如“3个工作日内”); a proposal says what would stand in the text. Words in the advice's own
quotation marks are proposals, and what is left open may be left out. Numbers are examples: whoever takes one over adjusts it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yinuo.law.wording import CATCH_ALL

if TYPE_CHECKING:
    from yinuo.law.wording import Remark

_QUOTED = re.compile(r"(如|写成|换成|写|或者|改为|改成)?“([^“”]{1,40})”")
_BESIDE = re.compile(r"(?:把|算|删去|在|的|是|换)$")
_LEADS = re.compile(r"(?:，?(?:以及|及其|及|和|与|或者|或|并提交|并提供|并|包括)|、|，)+$")
_OPENS = re.compile(r"^(?:、|，)+")
_HANGS = re.compile(r"(?:的|规定|认为|认可|要求|需要|应当|可以|提交|提供|报送|出具|开具|所需)$")
_WITHIN_A_NAME = re.compile(r"^(?:机关|部门|机构|窗口|单位)")
_LIST_NUMBER = re.compile(r"(?:[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、])$")
_COUNT = re.compile(r"^[0-9０-９一二两三四五六七八九十百]+")
_SIGNS = "，、；。\n"
_LONGEST = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text that could stand in place of unclear words.

    Attributes:
        start, end: the part of the text it takes the place of; may be longer than the remark.
        words: what would stand there; empty where the part is left out.
    """

    start: int
    end: int
    words: str

    def applied(self, text: str) -> str:
        """The text with the proposal in it."""
        return text[: self.start] + self.words + text[self.end :]


def proposals(text: str, remark: Remark) -> tuple[Proposal, ...]:
    """What could stand in place of remarked words, the likeliest first.

    Args:
        text: the text the remark is on.
        remark: one of its remarks.

    Returns:
        At most three, none of which leaves the text as it is; nothing where the advice gives no words.
    """
    found = [Proposal(remark.start, remark.end, words) for words in _examples(text, remark)]
    if remark.kind == CATCH_ALL or "删去" in remark.rewrite:
        out = _left_out(text, remark)
        found = [out, *found] if remark.kind == CATCH_ALL else [*found, out]
    kept: list[Proposal] = []
    for one in found:
        if one not in kept and one.applied(text) != text and one.applied(text).strip(_SIGNS + " "):
            kept.append(one)
    return tuple(kept[:_LONGEST])


def _examples(text: str, remark: Remark) -> list[str]:
    """The words in the advice's quotation marks that are offered, not those it speaks of."""
    remarked, found = text[remark.start : remark.end], []
    for match in _QUOTED.finditer(remark.rewrite):
        before = remark.rewrite[: match.start()]
        spoken_of = not match[1] and bool(_BESIDE.search(before))
        if not spoken_of and match[2] not in remarked:
            count = _COUNT.match(remarked) if match[2].startswith("个") else None
            found.append(f"{count[0]}{match[2]}" if count is not None else match[2])
    return found


def _joined(text: str, start: int) -> int:
    """Where the words begin that lead up to a place: 以及, 和, 、"""
    lead = _LEADS.search(text[:start])
    return lead.start() if lead is not None else start


def _left_out(text: str, remark: Remark) -> Proposal:
    """The words left out, with what leads up to them and hangs on them; a sign that would stand double goes too."""
    start, end = _joined(text, remark.start), remark.end
    if _HANGS.search(text[:start]) or _WITHIN_A_NAME.search(text[start:end]):
        # 法律规定的其他文件、资料 leaves 法律规定的 and 资料: the whole part goes, its number in a list too.
        start = max(text.rfind(sign, 0, start) for sign in "，。；\n") + 1
        end = min((found for sign in "，；。\n" if (found := text.find(sign, end)) >= 0), default=len(text))
    elif text[end : end + 1] not in {"", *_SIGNS}:
        end = min((found for sign in _SIGNS if (found := text.find(sign, end)) >= 0), default=len(text))
    before, after = text[:start], text[end:]
    number = _LIST_NUMBER.search(before)
    if number is not None and after[:1] in {"", "；", "。", "\n"}:
        start = number.start()
        before = text[:start]
    opening = _OPENS.match(after)
    if opening is not None and (not before or before[-1] in "，、。；\n：:"):
        end += opening.end()
    elif before[-1:] in {"，", "、", "；"} and after[:1] in {"。", "；"}:
        start -= 1
    return Proposal(start, end, "")
