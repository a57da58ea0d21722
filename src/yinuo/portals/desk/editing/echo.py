"""A text with the words marked that a citizen could not act on, and beneath it each remark with its way out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yinuo.law.rewriting import Proposal, proposals
from yinuo.law.texts import CLAUSES
from yinuo.law.wording import CATCH_ALL, PERIOD, REFERENCE, VAGUE, check_wording
from yinuo.portals.desk.editing.sheet import ANSWER_PREFIX

if TYPE_CHECKING:
    from yinuo.law.grammar import Citation
    from yinuo.law.wording import Remark
    from yinuo.portals.desk.editing.boxes import Box

KINDS: dict[str, str] = {VAGUE: "模糊", CATCH_ALL: "兜底", PERIOD: "没有期限", REFERENCE: "没有写明是哪一份"}
CITATION: Citation = CLAUSES["2.3-b"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the text; ``number`` is that of the remark on it, nought where there is none."""

    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal as a button.

    Attributes:
        act: what the button posts.
        words: what would stand there; empty where the words are left out.
        before: the words it takes the place of.
    """

    act: str
    words: str
    before: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One remark beneath a text.

    Attributes:
        number: in the text.
        kind: of what kind, in Chinese.
        words: as they stand.
        reason: why they are unclear.
        advice: how to mend them.
        offers: what can be taken over by one press.
        name: of the box for the reason why they stay.
        answer: what stands in that box.
    """

    number: int
    kind: str
    words: str
    reason: str
    advice: str
    offers: tuple[Offer, ...]
    name: str
    answer: str


@dataclass(frozen=True, slots=True)
class Echo:
    """A text read for its wording."""

    segments: tuple[Segment, ...]
    remarks: tuple[Shown, ...]
    citation: Citation = CITATION

    @property
    def open(self) -> int:
        """How many remarks are neither mended nor answered."""
        return sum(not remark.answer for remark in self.remarks)


def answer_name(words: str) -> str:
    """The name of the box in which an editor says why words stay; the same words, the same box."""
    return ANSWER_PREFIX + hashlib.sha256(words.encode()).hexdigest()[:12]


def echo(text: str, box: Box, place: str, answers: Mapping[str, str]) -> Echo:
    """A text as it is read.

    Args:
        text: what stands in the box.
        box: whose title the checker is told.
        place: of the box in the form.
        answers: remarked words to why they stay.
    """
    found = check_wording(text, box.title)
    segments, at = [], 0
    for number, remark in enumerate(found, start=1):
        if remark.start > at:
            segments.append(Segment(text[at : remark.start]))
        segments.append(Segment(text[remark.start : remark.end], number))
        at = remark.end
    if at < len(text):
        segments.append(Segment(text[at:]))
    shown = tuple(
        _shown(number, text, remark, place, answers) for number, remark in enumerate(found, start=1)
    )
    return Echo(tuple(segments), shown)


def _shown(number: int, text: str, remark: Remark, place: str, answers: Mapping[str, str]) -> Shown:
    words = text[remark.start : remark.end]
    offers = tuple(
        Offer(_act(place, remark, which), one.words, text[one.start : one.end])
        for which, one in enumerate(proposals(text, remark))
    )
    kind = KINDS.get(remark.kind, remark.kind)
    answer = answers.get(words, "")
    return Shown(number, kind, words, remark.reason, remark.rewrite, offers, answer_name(words), answer)


def _act(place: str, remark: Remark, which: int) -> str:
    return f"rewrite:{place}:{remark.start}:{remark.end}:{which}"


def rewritten(text: str, box: Box, start: str, end: str, which: str) -> str | None:
    """A text with a proposal taken over; None where the text no longer holds that remark.

    Args:
        text: what stands in the box now.
        box: whose title the checker is told.
        start, end, which: as the button posted them.
    """
    for remark in check_wording(text, box.title):
        if (str(remark.start), str(remark.end)) == (start, end):
            offered: dict[str, Proposal] = {
                str(number): one for number, one in enumerate(proposals(text, remark))
            }
            return offered[which].applied(text) if which in offered else None
    return None


def words_asked(texts: Mapping[str, tuple[str, Box]]) -> dict[str, str]:
    """The box of each answer to the words it is about, for all texts of a page."""
    return {
        answer_name(words): words
        for text, box in texts.values()
        for remark in check_wording(text, box.title)
        if (words := text[remark.start : remark.end])
    }
