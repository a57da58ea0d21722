"""The words of a version that a citizen could not act on, each with the editor's answer. Clause 2.3-b."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yinuo.law.notice import FIELD_TITLES
from yinuo.law.publishing import CONDITION_FIELD, PROMISE_FIELD
from yinuo.law.wording import Remark, check_wording
from yinuo.matters.models import ItemVersion
from yinuo.matters.terms import Terms


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text of a version that is read for its wording.

    Attributes:
        field: ``"notice.materials"``, ``"terms.conditions.0"``, ``"facts.0"``; lists count from nought.
        title: what the wording checker is told, and what people call it.
        text: the text.
    """

    field: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Remarked:
    """Words of a version that are remarked on.

    Attributes:
        field: of the text they stand in.
        title: of that text.
        words: as they stand.
        remark: where they stand, of what kind, why, and what to write instead.
        answer: why they stay, as the editor wrote it; empty where he did not.
    """

    field: str
    title: str
    words: str
    remark: Remark
    answer: str = ""


def texts_of(version: ItemVersion) -> Iterator[ReadText]:
    """Every text of a version that is read for its wording, in the order of the page."""
    for field, title in FIELD_TITLES.items():
        yield ReadText(f"notice.{field}", title, str(version.notice.get(field, "")))
    for number, condition in enumerate(Terms.from_json(version.terms).conditions):
        yield ReadText(f"terms.conditions.{number}", CONDITION_FIELD, condition.text)
    for number, fact in enumerate(version.facts):
        yield ReadText(f"facts.{number}", PROMISE_FIELD, str(fact.get("text", "")))


def remarks_of(version: ItemVersion) -> list[Remarked]:
    """What is remarked on in a version, in the order of its texts; words that stand twice are there twice.

    Args:
        version: its answers are read from what the editor kept.
    """
    return [
        Remarked(
            read.field,
            read.title,
            words,
            remark,
            str(version.answers.get(words, "")).strip(),
        )
        for read in texts_of(version)
        for remark in check_wording(read.text, read.title)
        if (words := read.text[remark.start : remark.end])
    ]


def kept_words(version: ItemVersion) -> dict[str, str]:
    """The remarked words that stay, each once, to the editor's reason."""
    return {one.words: one.answer for one in remarks_of(version) if one.answer}
