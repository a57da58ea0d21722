"""Everyday words for official ones: what may be entered, and what the product brings along. No table is touched here."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from yinuo.matters.grams import HAN, LATIN, folded, syllables_of
from yinuo.matters.search import EMPTY, QUIET, understood

LONGEST_EVERYDAY, LONGEST_OFFICIAL, MOST_OFFICIAL = 30, 60, 6
LONGEST_MISSED = 20
_APART = re.compile(r"[；;、，,\n\r]+")
_NUMBERS = re.compile(r"[0-9]{4,}")


def official_words(written: str) -> tuple[str, ...]:
    """Official words as somebody wrote them down, one a line or apart by a mark; each once.

    Args:
        written: for instance ``"特困人员；特困供养"``.
    """
    return tuple(dict.fromkeys(word for part in _APART.split(written) if (word := part.strip())))


def everyday_word(written: str) -> str:
    """An everyday word as it is kept and looked for: folded, without blanks."""
    return "".join(folded(written).split())


def word_problems(everyday: str, official: Sequence[str]) -> dict[str, str]:
    """What is wrong with an entry, in Chinese, by ``"everyday"`` and ``"official"``; empty where nothing is."""
    found = {}
    if not 2 <= len(everyday) <= LONGEST_EVERYDAY:
        found["everyday"] = f"日常说法应为 2 到 {LONGEST_EVERYDAY} 个字，一个字会碰到太多别的词。"
    elif everyday in QUIET | EMPTY or everyday.isdecimal():
        found["everyday"] = f"“{everyday}”太泛，几乎每一项都有，代换以后什么都搜得到。请写具体一点。"
    others = [word for word in official if folded(word) != everyday]
    if not others:
        found["official"] = "还没有写目录里的说法，或者和日常说法一样。请写目录里真正用的词。"
    elif len(official) > MOST_OFFICIAL:
        found["official"] = f"最多写 {MOST_OFFICIAL} 个目录说法，请留下最贴切的。"
    elif any(not 2 <= len(word) <= LONGEST_OFFICIAL for word in official):
        found["official"] = f"每个目录说法应为 2 到 {LONGEST_OFFICIAL} 个字。"
    return found


def spelled(everyday: str) -> tuple[str, str]:
    """Syllables and initials of an everyday word, by which it is found where only letters are typed; empty for others."""
    syllables = syllables_of(everyday) if HAN.fullmatch(everyday) else ()
    return " ".join(syllables), "".join(one[0] for one in syllables)


def worth_keeping(query: str) -> str:
    """What is kept of a search that found nothing; empty where it may hold somebody's data or is too long for a word.

    Args:
        query: as typed.
    """
    words = " ".join(understood(query).split())
    said = HAN.search(words) or LATIN.search(words)
    return words if said and not _NUMBERS.search(words) and 2 <= len(words) <= LONGEST_MISSED else ""


@cache
def default_words() -> dict[str, tuple[str, ...]]:
    """The words that the product brings along, everyday to official."""
    text = files("yinuo.matters").joinpath("data", "everyday_words.csv").read_text(encoding="utf-8")
    return {row["everyday"]: official_words(row["official"]) for row in csv.DictReader(text.splitlines())}
