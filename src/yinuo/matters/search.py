"""What a person may have meant by what was typed: words, everyday words, pinyin, initials, homophones, one typing error.

Each way of taking it is a reading: the grams (see :mod:`yinuo.matters.grams`) that match each part of it, what an item
must hold to match it fully, and how sure it is. The reading that an item matches best is the item's. No table is touched here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice, pairwise, product

import rjieba

from yinuo.matters.grams import DIGITS, HAN, LATIN, LONGEST_GRAM, folded, for_item, syllables_of, windows
from yinuo.matters.syllables import SYLLABLES, cut, mended, mixed

__all__ = [
    "LONGEST_GRAM",
    "LONGEST_QUERY",
    "Meaning",
    "Reading",
    "chosen",
    "closeness",
    "for_item",
    "held_words",
    "of_query",
    "readings",
    "spoken",
    "understood",
]

LONGEST_QUERY = 60
MOST_READINGS, MOST_MEANT = 8, 5
MOST_GUESSES = 3
_LONGEST_TYPED = 24
_LONGEST_INITIALS = 10
_NO_INITIAL = frozenset("iuv")
_APART = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")

STRONG = "cgwaqfiu"
"""Kinds that alone say something; single syllables only help to order what is found."""
_QUIET = "申请 证明 办理 材料 手续 事项 业务 有关 相关 的 和 与 或 及 等"
_EMPTY = (
    "了 吗 呢 啊 我 要 想 办 开 找 查 请 在 去 到 个 张 份 怎么 怎样 如何 怎么办 需要 什么 哪里 哪儿 哪些 可以 关于 请问 "
    "想要 我要 我想 申办 开具 出具 流程 怎么开 办个 开个"
)
QUIET = frozenset(_QUIET.split())
"""Words that stand in so many names that an item need not hold them."""
EMPTY = frozenset(_EMPTY.split())
"""Words of asking; they are passed over where anything else was typed."""

_PAIR, _ACROSS, _GAP, _WORD, _SHORT, _ONE = 3.0, 1.2, 0.8, 2.0, 2.4, 0.5
"""Two characters within a word, across two words, with one between; a longer word, an abbreviation, one character."""
_BY_EAR, _MIXED_UP = 0.4, 0.25
"""What a pair counts that is the same by ear, and one of sounds that are often mixed up."""
_SOUND, _SOUND_MIXED_UP, _SYLLABLE, _INITIALS = 3.0, 1.8, 0.7, 3.0
"""Where only letters were typed: two syllables, two that are often mixed up, one, initials."""
_GUESSED, _UNFINISHED, _MEANT, _AS_INITIALS = 0.8, 0.9, 0.97, 0.9
"""How sure a mended typing error is, an unfinished syllable, the second official word against the first, initials that
could be syllables. Where an everyday word has an official one, that is meant rather than what was typed."""
_LEAST, _LEAST_OF_INITIALS = 0.2, 0.7
_WHOLE, _WITHIN, _HEARD_WITHIN, _ALL = 0.12, 0.06, 0.04, 0.9
"""By how much an item comes nearer whose name is what was typed, holds it in one piece, or sounds so."""

Slot = tuple[tuple[str, float], ...]
"""A part of what was typed: the grams that would be a match for it, the best first, with what each counts."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """An everyday word and the official words for it, as the table of words has them."""

    everyday: str
    official: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of taking what was typed.

    Attributes:
        slots: its parts.
        needed: sets of grams, the stricter first; an item that holds all of one set matches fully.
        worth: how sure this reading is, up to 1.
        least: the share of it that an item must hold.
        says: in Chinese, how it was taken; empty where as typed.
        text: the characters that are looked for.
        sound: their syllables, sounds that are often mixed up made one, a blank between them.
        guessed: pairs of syllables of a guess, by which guesses are compared.
    """

    slots: tuple[Slot, ...]
    needed: tuple[frozenset[str], ...] = ()
    worth: float = 1.0
    least: float = _LEAST
    says: str = ""
    text: str = ""
    sound: str = ""
    guessed: tuple[str, ...] = ()

    def grams(self) -> Iterator[str]:
        """Every gram that is asked for."""
        yield from (gram for slot in self.slots for gram, _ in slot)
        yield from self.guessed


@dataclass
class _Sense:
    """How one run of characters may be taken."""

    slots: list[Slot] = field(default_factory=list)
    exact: frozenset[str] = frozenset()
    by_ear: frozenset[str] = frozenset()
    worth: float = 1.0
    least: float = _LEAST
    says: str = ""
    text: str = ""
    sound: str = ""
    guessed: tuple[str, ...] = ()

    def add(self, *slot: tuple[str, float]) -> None:
        self.slots.append(tuple((gram, weight) for gram, weight in slot if len(gram) <= LONGEST_GRAM))


def understood(query: str) -> str:
    """What was typed as it is looked at: one form of characters, at most 60, blanks between single characters gone."""
    text = folded(query).strip()[: LONGEST_QUERY * 2]
    parts = _APART.split(text)
    together = "".join(parts) if min(map(len, parts), default=0) < 2 else text
    return together[:LONGEST_QUERY]


def readings(query: str, meanings: Sequence[Meaning] = ()) -> list[Reading]:
    """The ways of taking what a person typed, as typed first; empty where nothing can be searched for.

    Args:
        query: as typed; only the first 60 characters count.
        meanings: everyday words that stand in it.
    """
    text, meant = understood(query), list[Reading]()
    for put, says, place in islice(_meant(text, meanings), MOST_MEANT):
        meant += islice(_readings_of(put, _MEANT**place, says), 1)
    return [*_readings_of(text, _MEANT**2 if meant else 1.0, ""), *meant]


def _meant(text: str, meanings: Sequence[Meaning]) -> Iterator[tuple[str, str, int]]:
    """The text with official words in the place of everyday ones, each combination: text, how, how far down the lists."""
    said = [
        one
        for one in meanings
        if not any(one is not other and one.everyday in other.everyday for other in meanings)
    ]
    choices = product(*([(place, one, word) for place, word in enumerate(one.official)] for one in said))
    for chosen_words in sorted(choices, key=lambda words: sum(place for place, _, _ in words)):
        put, says = text, []
        for _, meaning, official in chosen_words:
            before, put = put, _put(put, meaning.everyday, official)
            says += [f"“{meaning.everyday}”就是“{official}”"] if put != before else []
        if says:
            yield put, "；".join(says), sum(place for place, _, _ in chosen_words)


def of_query(query: str) -> dict[str, float]:
    """The grams of what a person typed, in all readings, each with its greatest weight.

    Args:
        query: as typed.
    """
    found: dict[str, float] = {}
    for reading in readings(query):
        for gram, weight in (pair for slot in reading.slots for pair in slot):
            found[gram] = max(weight * reading.worth, found.get(gram, 0.0))
    return found


def chosen(found: Iterable[Reading], count: Callable[[str], int]) -> list[Reading]:
    """The readings worth asking for: all but the guesses, and of those the few whose syllables stand in most entries.

    Args:
        found: all readings.
        count: in how many entries a gram stands.
    """
    kept, guesses = [], []
    for reading in found:
        known = [count(gram) for gram in reading.guessed]
        if not known:
            kept.append(reading)
        elif any(known):
            share = sum(map(bool, known)) / len(known)
            guesses.append((share * sum(math.log1p(n) for n in known) / len(known), reading))
    guesses.sort(key=lambda pair: -pair[0])
    return (kept + [reading for _, reading in guesses[:MOST_GUESSES]])[:MOST_READINGS]


def closeness(reading: Reading, share: float, *names: str) -> float:
    """How much nearer an item is because one of its names holds what was typed in one piece; 0 where none does.

    Args:
        reading: as which it was found.
        share: how much of it the item holds; where that is all, no other spelling is looked for.
        names: of the item.
    """
    found, by_ear = 0.0, " " in reading.sound and (not reading.text or share < _ALL)
    for written in map(_written, filter(None, names)):
        if reading.text and reading.text == written:
            found = max(found, _WHOLE)
        elif len(reading.text) > 1 and reading.text in written:
            found = max(found, _WITHIN)
        elif by_ear and f" {reading.sound} " in f" {heard(written)} ":
            found = max(found, _HEARD_WITHIN)
    return found


_written = lru_cache(maxsize=8_192)(folded)


@lru_cache(maxsize=8_192)
def heard(text: str) -> str:
    """The syllables of a text, sounds that are often mixed up made one, a blank between them."""
    return " ".join(mixed(syllable) for run in HAN.findall(text) for syllable in syllables_of(run))


def held_words(grams: Iterable[str]) -> str:
    """What an item holds of what was typed, for people: words put together again, sounds and initials named as such."""
    whole, sounds, initials = "", list[str](), list[str]()
    for gram in grams:
        kind, _, part = gram.partition(":")
        if kind == "c":
            whole += part[1:] if whole.endswith(part[0]) else f"{' ' if whole else ''}{part}"
        elif kind in "wa" and part not in whole:
            whole += f"{' ' if whole else ''}{part}"
        elif kind in "qf":
            sounds.append(part)
        elif kind == "i":
            initials.append(part)
    said = (("", whole), ("读音 ", " ".join(sounds)), ("首字母 ", " ".join(initials)))
    return "，".join(f"{name}{text}" for name, text in said if text)


def spoken(query: str) -> tuple[str, str, str]:
    """What everyday words are looked for in: the text, its letters alone, and those cut into syllables, blanks around."""
    text = understood(query)
    letters = "".join(c for c in text if c.isascii() and c.isalpha())
    return text, letters, f" {' '.join(cut(letters))} "


def _put(text: str, everyday: str, official: str) -> str:
    """The text with the official word in the place of the everyday one, also where only its sound was typed."""
    word = folded(everyday)
    if word in text:
        return text.replace(word, folded(official))
    letters = "".join(c for c in text if c.isascii() and c.isalpha())
    sound = syllables_of(word) if HAN.fullmatch(word) else ()
    typed = cut(letters)
    for start in range(len(typed) - len(sound) + 1 if sound else 0):
        if typed[start : start + len(sound)] == sound:
            before, after = "".join(typed[:start]), "".join(typed[start + len(sound) :])
            return f"{before}{folded(official)}{after}"
    if len(sound) > 2 and letters == "".join(syllable[0] for syllable in sound):
        return folded(official)
    return text


def _readings_of(text: str, worth: float, says: str) -> Iterator[Reading]:
    runs = HAN.findall(text)
    senses = [[_of_han(run, alone=len(runs) == 1)] for run in runs]
    senses += [list(_of_letters(re.sub(r"[^a-z]", "", run))) for run in LATIN.findall(text)]
    senses += [[_of_digits(run)] for run in DIGITS.findall(text)]
    for combined in islice(product(*(one for one in senses if one)), 400):
        reading = _together(combined)
        if reading.slots:
            words = "；".join(filter(None, (says, reading.says)))
            yield replace(reading, worth=reading.worth * worth, says=words)


def _together(senses: Sequence[_Sense]) -> Reading:
    exact = frozenset[str]().union(*(sense.exact for sense in senses))
    by_ear = frozenset[str]().union(*(sense.by_ear for sense in senses))
    return Reading(
        tuple(dict.fromkeys(slot for sense in senses for slot in sense.slots if slot)),
        tuple(dict.fromkeys(one for one in (exact, by_ear) if one)),
        math.prod(sense.worth for sense in senses),
        max((sense.least for sense in senses), default=_LEAST),
        "；".join(dict.fromkeys(filter(None, (sense.says for sense in senses)))),
        "".join(sense.text for sense in senses),
        " ".join(filter(None, (sense.sound for sense in senses))),
        tuple(gram for sense in senses for gram in sense.guessed),
    )


def _of_digits(run: str) -> _Sense:
    gram = f"w:{run}"[:LONGEST_GRAM]
    return _Sense([((gram, _PAIR),)], frozenset({gram}), frozenset({gram}))


def _of_han(run: str, *, alone: bool) -> _Sense:
    words = list(rjieba.cut(run))
    said = [word for word in words if word not in EMPTY]
    if not said:
        return _part(words, words) if alone else _Sense()
    loud = [word for word in said if word not in QUIET] or said
    return _part(said, loud)


def _part(words: Sequence[str], loud: Sequence[str]) -> _Sense:
    """Words as they follow each other; an item must hold the loud ones."""
    run = "".join(words)
    sense = _Sense(text=run, sound=heard(run))
    ends = {len("".join(words[:place])) for place in range(1, len(words))}
    syllables = syllables_of(run)
    short = ((f"a:{run}", _SHORT),) if 2 <= len(run) <= 3 else ()
    for start, pair in enumerate(windows(run, 2)):
        weight = _ACROSS if start + 1 in ends else _PAIR
        one, two = syllables[start : start + 2]
        by_ear = (f"q:{one}{two}", weight * _BY_EAR), (f"f:{mixed(one)}{mixed(two)}", weight * _MIXED_UP)
        sense.add((f"c:{pair}", weight), *short, *by_ear)
    for three in windows(run, 3):
        sense.add((f"g:{three[0]}{three[2]}", _GAP))
    for c, syllable in zip(run, syllables, strict=True):
        sense.add((f"u:{c}", _ONE if len(run) > 1 else _PAIR), (f"p:{syllable}", _ONE * _BY_EAR))
    for word in words:
        if len(word) > 2:
            sense.add((f"w:{word}", _WORD))
    needed = {f"c:{pair}" for word in loud for pair in windows(word, 2)}
    sense.exact = frozenset(needed or {f"u:{c}" for c in run})
    sense.by_ear = frozenset(
        f"f:{mixed(one)}{mixed(two)}" for one, two in pairwise(syllables_of("".join(loud)))
    )
    return sense


def _of_letters(typed: str) -> Iterator[_Sense]:
    """Letters as a word, as syllables, as initials, as syllables of which one is unfinished or mistyped."""
    syllables = cut(typed)
    if syllables:
        yield _of_sound(syllables, 1.0, "")
    yield _of_initials(typed, _AS_INITIALS if syllables else 1.0)
    if (not syllables or len(syllables[-1]) == 1) and 3 <= len(typed) <= _LONGEST_TYPED:
        guesses = dict.fromkeys(_unfinished(typed), _UNFINISHED)
        if len(typed) > 3 and not syllables:
            guesses |= dict.fromkeys(mended(typed) - guesses.keys(), _GUESSED)
        for guess, worth in guesses.items():
            sense = _of_sound(guess, worth, f"按拼音 {' '.join(guess)}")
            sense.guessed = tuple(f"q:{one}{two}" for one, two in pairwise(guess)) or tuple(
                f"p:{s}" for s in guess
            )
            yield sense


def _of_sound(syllables: tuple[str, ...], worth: float, says: str) -> _Sense:
    sense, pairs = (
        _Sense(worth=worth, says=says, sound=" ".join(map(mixed, syllables))),
        list(pairwise(syllables)),
    )
    for one, two in pairs:
        sense.add((f"q:{one}{two}", _SOUND), (f"f:{mixed(one)}{mixed(two)}", _SOUND_MIXED_UP))
    for syllable in syllables:
        sense.add((f"p:{syllable}", _SYLLABLE))
    sense.exact = frozenset(f"q:{one}{two}" for one, two in pairs)
    sense.by_ear = frozenset(f"f:{mixed(one)}{mixed(two)}" for one, two in pairs)
    return sense


def _of_initials(typed: str, worth: float) -> _Sense:
    """Initials of characters, or a word in letters."""
    sense = _Sense(worth=worth, least=_LEAST_OF_INITIALS, says="" if worth < 1.0 else "按首字母")
    whole = f"w:{typed}"[:LONGEST_GRAM]
    if 1 < len(typed) <= _LONGEST_INITIALS and _NO_INITIAL.isdisjoint(typed):
        parts = list(windows(typed, min(4, len(typed))))
        for part in parts:
            sense.add((f"i:{part}", _INITIALS), (whole, _INITIALS))
        sense.exact = frozenset(f"i:{part}" for part in parts)
    else:
        sense.add((whole, _INITIALS))
    sense.by_ear = frozenset({whole})
    return sense


def _unfinished(typed: str) -> Iterator[tuple[str, ...]]:
    """Cuts in which the last syllable is not typed to its end; as somebody types, that is how it looks."""
    for rest in range(1, 6):
        begun, last = typed[:-rest], typed[-rest:]
        before = cut(begun)
        if before:
            for syllable in sorted(SYLLABLES):
                if syllable.startswith(last) and syllable != last:
                    yield (*before, syllable)
