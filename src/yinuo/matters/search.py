"""Finding an item by words, everyday abbreviations, pinyin, initials, with one typing error or a homophone.

A text is cut into small fragments ("grams"), each with a mark of its kind; a query is cut the same way with weights.
What the two share decides, rarer fragments counting more. No table is touched here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import rjieba
from pypinyin import lazy_pinyin

from yinuo.matters.syllables import cut, mended, mixed

LONGEST_QUERY = 60
LONGEST_GRAM = 24
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_APART = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_LATIN = re.compile(r"[a-z]+(?:[\s'’-]+[a-z]+)*")
_DIGITS = re.compile(r"[0-9]+")
_LONGEST_TYPED = 24
_LONGEST_INITIALS = 10
_NO_INITIAL = frozenset("iuv")

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

WEIGHTS: dict[str, float] = {
    "u": 1.0,
    "c": 3.0,
    "w": 4.0,
    "a": 4.0,
    "p": 0.7,
    "q": 2.0,
    "f": 1.0,
    "i": 2.0,
    "t": 0.6,
    "n": 1.5,
    "m": 1.0,
}
"""One character, two characters, a word, an abbreviation, a syllable, two syllables, the same as they are often
mixed up, three or four initials, three letters of pinyin; two characters or syllables in a name, and in the matter's."""

STRONG = "cwaqfiu"
"""Kinds that alone say something; single syllables and letters only help to order what is found."""

_GUESSED = 0.6
"""What a mended typing error counts, against what was really typed."""


def for_item(matter: str, proof: str, *others: str, keywords: Iterable[str] = ()) -> tuple[list[str], str]:
    """The fragments by which an item is found, and the text they were cut from.

    Args:
        matter, proof: its names; what is found in them comes first.
        others: agency, summary and what else describes it.
        keywords: everyday words for the same thing.

    Returns:
        Sorted unique fragments, each at most 24 characters, and the text.
    """
    texts = [text for text in (matter, proof, *others, *keywords) if text]
    found = {f"n:{pair}" for text in (matter, proof) for pair in _pairs(text)} | {
        f"m:{pair}" for pair in _pairs(matter)
    }
    for text in texts:
        for run in _HAN.findall(_folded(text)):
            found |= _grams_of_han(run)
        for latin in _LATIN.findall(_folded(text)):
            found |= {f"w:{latin}"[:LONGEST_GRAM], *(f"t:{part}" for part in _windows(latin, 3))}
        found |= {f"w:{number}"[:LONGEST_GRAM] for number in _DIGITS.findall(_folded(text))}
    return sorted(found), " ".join(texts)


def _pairs(text: str) -> Iterator[str]:
    """Neighbouring characters, and neighbouring syllables."""
    for run in _HAN.findall(_folded(text)):
        yield from _windows(run, 2)
        yield from ("".join(two) for two in pairwise(syllables_of(run)))


def of_query(query: str) -> dict[str, float]:
    """The fragments of what a person typed, with weights; empty where nothing can be searched for.

    Args:
        query: as typed; only the first 60 characters count.
    """
    text = _APART.sub("", _folded(query))[:LONGEST_QUERY]
    found: dict[str, float] = {}
    for run in _HAN.findall(text):
        _add(found, _query_of_han(run))
    for latin in _LATIN.findall(text):
        _add(found, _query_of_latin(re.sub(r"[^a-z]", "", latin)))
    _add(found, ((f"w:{number}"[:LONGEST_GRAM], WEIGHTS["w"]) for number in _DIGITS.findall(text)))
    return found


def _add(found: dict[str, float], more: Iterable[tuple[str, float]]) -> None:
    for gram, weight in more:
        found[gram] = max(weight, found.get(gram, 0.0))


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold().replace("u\u0308", "v")
    return "".join(c for c in apart if not unicodedata.combining(c))


def _windows(text: str, size: int) -> Iterator[str]:
    return (text[start : start + size] for start in range(len(text) - size + 1))


def _grams_of_han(run: str) -> set[str]:
    syllables = syllables_of(run)
    initials = "".join(syllable[0] for syllable in syllables)
    found = {f"u:{c}" for c in run} | {f"c:{two}" for two in _windows(run, 2)}
    found |= {f"w:{word}"[:LONGEST_GRAM] for word in _words(run)}
    found |= {f"a:{short}" for short in _abbreviations(run)}
    found |= {
        f"p:{reading}"
        for c, syllable in zip(run, syllables, strict=True)
        for reading in _readings(c, syllable)
    }
    found |= {f"q:{one}{two}" for one, two in pairwise(syllables)}
    found |= {f"f:{mixed(one)}{mixed(two)}" for one, two in pairwise(syllables)}
    found |= {f"i:{part}" for size in (3, 4) for part in _windows(initials, size)}
    found |= {f"t:{part}" for part in _windows("".join(syllables), 3)}
    short = {f"i:{''.join(s[0] for s in syllables_of(a))}" for a in _abbreviations(run)}
    return {gram for gram in found | short if len(gram) <= LONGEST_GRAM}


def _query_of_han(run: str) -> Iterator[tuple[str, float]]:
    if len(run) == 1:
        yield f"u:{run}", WEIGHTS["u"]
    for two in _windows(run, 2):
        yield f"c:{two}", WEIGHTS["c"]
        yield f"n:{two}", WEIGHTS["n"]
        yield f"m:{two}", WEIGHTS["m"]
    for word in _words(run):
        yield f"w:{word}"[:LONGEST_GRAM], WEIGHTS["w"]
    if 2 <= len(run) <= 4:
        for two in _windows(run, 2):
            yield f"a:{two}", WEIGHTS["a"]
    yield from _query_of_syllables(syllables_of(run), 1.0)


def _query_of_latin(typed: str) -> Iterator[tuple[str, float]]:
    yield f"w:{typed}"[:LONGEST_GRAM], WEIGHTS["w"]
    for part in _windows(typed, 3):
        yield f"t:{part}", WEIGHTS["t"]
    syllables = cut(typed)
    yield from _query_of_syllables(syllables, 1.0)
    for one, two in pairwise(syllables):
        yield f"n:{one}{two}", WEIGHTS["n"] / 2
        yield f"m:{one}{two}", WEIGHTS["m"] / 2
    yield from _query_of_initials(typed, 0.5 if syllables else 1.0)
    if not syllables and 4 <= len(typed) <= _LONGEST_TYPED:
        for guess in mended(typed):
            yield from _query_of_syllables(guess, _GUESSED)


def _query_of_initials(typed: str, share: float) -> Iterator[tuple[str, float]]:
    if len(typed) <= _LONGEST_INITIALS:
        for size in (3, 4) if len(typed) > 2 else (2,):
            for part in _windows(typed, size):
                if _NO_INITIAL.isdisjoint(part):
                    yield f"i:{part}", WEIGHTS["i"] * share


def _query_of_syllables(syllables: tuple[str, ...], share: float) -> Iterator[tuple[str, float]]:
    for syllable in syllables:
        yield f"p:{syllable}", WEIGHTS["p"] * share
    for one, two in pairwise(syllables):
        yield f"q:{one}{two}", WEIGHTS["q"] * share
        yield f"f:{mixed(one)}{mixed(two)}", WEIGHTS["f"] * share


def syllables_of(run: str) -> tuple[str, ...]:
    """One syllable without tone for each character; ``lv`` for 律."""
    # A character without a known reading gets a place of its own, so that characters and syllables stay in step.
    unknown: Any = lambda rest: ["x"] * len(rest)  # noqa: E731 - the library takes a function, its types do not say so
    return tuple(re.sub(r"[^a-z]", "", syllable) or "x" for syllable in lazy_pinyin(run, errors=unknown))


def _readings(character: str, syllable: str) -> set[str]:
    return {syllable, *_OTHER_READINGS.get(character, ())}


def _words(run: str) -> set[str]:
    return {word for word in rjieba.cut_for_search(run) if len(word) > 1} if len(run) > 1 else set()


def _abbreviations(run: str) -> set[str]:
    """How people shorten: 法律援助 to 法援, 教师资格 to 教资, 社会保险 to 社保."""
    parts: list[str] = []
    for word in rjieba.cut(run):
        parts += [word[start : start + 2] for start in range(0, len(word), 2)] if len(word) > 3 else [word]
    heads = [part[0] for part in parts if len(part) > 1]
    return {"".join(heads[start : start + size]) for size in (2, 3) for start in range(len(heads) - size + 1)}
