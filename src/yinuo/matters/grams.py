"""Cutting names into small fragments ("grams") by which people find an item, whatever way they write it.

Each gram bears a mark of its kind. What a person typed is read in :mod:`yinuo.matters.search`. No table is touched here.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

import rjieba
from pypinyin import lazy_pinyin

from yinuo.matters.syllables import mixed

EDITION = 1
"""Of the way of cutting; entries of another edition are made anew."""
LONGEST_GRAM = 24
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
LATIN = re.compile(r"[a-z]+(?:[\s'’-]+[a-z]+)*")
DIGITS = re.compile(r"[0-9]+")

KINDS: dict[str, str] = {
    "u": "one character",
    "c": "two characters",
    "g": "two characters with any one between them",
    "w": "a word",
    "a": "an abbreviation",
    "p": "a syllable",
    "q": "two syllables",
    "f": "two syllables, the same as they are often mixed up",
    "i": "three or four initials",
}
EVERY = 0
"""The fragment of every entry; how often it stands is how many entries there are."""
MOST_PRIOR, STEP = 100, 10
"""How much use can speak for an item, and the width of a level of use; each level is a fragment, see :func:`levels`."""

_OTHER_READINGS: dict[str, tuple[str, ...]] = {
    "重": ("chong", "zhong"),
    "行": ("hang", "xing"),
    "长": ("zhang", "chang"),
    "参": ("can", "shen"),
    "单": ("dan", "shan"),
    "调": ("diao", "tiao"),
    "血": ("xue", "xie"),
    "率": ("lv", "shuai"),
    "曾": ("ceng", "zeng"),
    "解": ("jie", "xie"),
    "省": ("sheng", "xing"),
    "会": ("hui", "kuai"),
    "着": ("zhuo", "zhe"),
    "乐": ("yue", "le"),
    "薄": ("bo", "bao"),
    "藏": ("cang", "zang"),
    "还": ("huan", "hai"),
    "查": ("cha", "zha"),
    "落": ("luo", "lao"),
    "强": ("qiang", "jiang"),
    "处": ("chu",),
    "的": ("de",),
    "地": ("di", "de"),
    "得": ("de",),
    "没": ("mei", "mo"),
}
"""Readings a person may type for a character that is read in several ways."""


def for_item(matter: str, proof: str, *others: str, keywords: Iterable[str] = ()) -> tuple[list[str], str]:
    """The grams by which an item is found, and the text they were cut from.

    Args:
        matter, proof: its names.
        others: agency, summary and what else describes it.
        keywords: everyday words for the same thing.

    Returns:
        Sorted unique grams, each at most 24 characters, and the text.
    """
    texts = [text for text in (matter, proof, *others, *keywords) if text]
    return sorted(set[str]().union(*map(grams_of, texts))), " ".join(texts)


def fragments(names: Iterable[str], beside: Iterable[str]) -> tuple[list[int], list[int]]:
    """What a search entry keeps: the grams of an item as numbers.

    Args:
        names: of the matter and the proof, and everyday words for them.
        beside: agency, summary and what else describes it.

    Returns:
        Numbers of the grams in the names, and of those that stand beside only; both sorted.
    """
    named = set[str]().union(*map(grams_of, names))
    others = set[str]().union(*map(grams_of, beside)) - named
    return sorted(map(number, named)), sorted(map(number, others))


def levels(prior: int) -> list[int]:
    """The fragments of every entry of so much use: :data:`EVERY`, and one for each level reached.

    With them a search that nearly everything would match looks at what is used most.
    """
    return [EVERY, *range(1, min(prior, MOST_PRIOR) // STEP + 1)]


def prior_of(uses: int) -> int:
    """How much a number of uses a year speaks for an item: 0 to 100, each tenfold some 20 more."""
    return min(MOST_PRIOR, round(20 * math.log10(1 + max(0, uses))))


@lru_cache(maxsize=65_536)
def number(gram: str) -> int:
    """The number that stands for a gram: 32 bits of its digest. Two grams share one in a case in some ten thousand."""
    digest = hashlib.blake2b(gram.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big", signed=True)


@lru_cache(maxsize=8_192)
def grams_of(text: str) -> frozenset[str]:
    """All grams of a text."""
    written, found = folded(text), set[str]()
    for run in HAN.findall(written):
        found |= _grams_of_han(run)
    found |= {f"w:{latin}"[:LONGEST_GRAM] for latin in LATIN.findall(written)}
    found |= {f"w:{digits}"[:LONGEST_GRAM] for digits in DIGITS.findall(written)}
    return frozenset(gram for gram in found if len(gram) <= LONGEST_GRAM)


def folded(text: str) -> str:
    """A text as it is cut: one form for full and half width, small letters without tones, ``v`` for ü."""
    apart = unicodedata.normalize("NFKD", text).casefold().replace("u\u0308", "v")
    return "".join(c for c in apart if not unicodedata.combining(c))


def windows(text: str, size: int) -> Iterator[str]:
    """Every part of so many characters."""
    return (text[start : start + size] for start in range(len(text) - size + 1))


def _grams_of_han(run: str) -> set[str]:
    syllables = syllables_of(run)
    initials = "".join(syllable[0] for syllable in syllables)
    found = {f"u:{c}" for c in run} | {f"c:{two}" for two in windows(run, 2)}
    found |= {f"g:{three[0]}{three[2]}" for three in windows(run, 3)}
    found |= {f"w:{word}" for word in words_of(run)}
    found |= {f"a:{short}" for short in abbreviations(run)}
    found |= {
        f"p:{reading}"
        for c, syllable in zip(run, syllables, strict=True)
        for reading in _readings(c, syllable)
    }
    found |= {f"q:{one}{two}" for one, two in pairwise(syllables)}
    found |= {f"f:{mixed(one)}{mixed(two)}" for one, two in pairwise(syllables)}
    found |= {f"i:{part}" for size in (3, 4) for part in windows(initials, size)}
    return found | {f"i:{''.join(s[0] for s in syllables_of(a))}" for a in abbreviations(run)}


def syllables_of(run: str) -> tuple[str, ...]:
    """One syllable without tone for each character; ``lv`` for 律."""
    # A character without a known reading gets a place of its own, so that characters and syllables stay in step.
    unknown: Any = lambda rest: ["x"] * len(rest)  # noqa: E731 - the library takes a function, its types do not say so
    return tuple(re.sub(r"[^a-z]", "", syllable) or "x" for syllable in lazy_pinyin(run, errors=unknown))


def _readings(character: str, syllable: str) -> set[str]:
    return {syllable, *_OTHER_READINGS.get(character, ())}


def words_of(run: str) -> set[str]:
    """The words in a run of characters, short ones inside long ones too."""
    return {word for word in rjieba.cut_for_search(run) if len(word) > 1} if len(run) > 1 else set()


def abbreviations(run: str) -> set[str]:
    """How people shorten: 法律援助 to 法援, 教师资格 to 教资, 社会保险 to 社保."""
    parts: list[str] = []
    for word in rjieba.cut(run):
        parts += [word[start : start + 2] for start in range(0, len(word), 2)] if len(word) > 3 else [word]
    heads = [part[0] for part in parts if len(part) > 1]
    return {"".join(heads[start : start + size]) for size in (2, 3) for start in range(len(heads) - size + 1)}
