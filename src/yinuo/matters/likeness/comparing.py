"""Comparing the names of two items, and telling why they are the same, or may be, or are not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from yinuo.matters.likeness.words import EXCLUDE, TURNS, WEAK, callings, canonical, content


class Band(StrEnum):
    """How sure it is."""

    SAME = "同一项"
    MAYBE = "可能是同一项"
    NONE = "不是同一项"


@dataclass(frozen=True, slots=True)
class Named:
    """An item as a catalogue names it.

    Attributes:
        matter, proof: names; the source may leave one of them out.
        issuer, basis: as written; evidence where names leave a doubt.
    """

    matter: str
    proof: str
    issuer: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two items are.

    Attributes:
        band: the answer.
        score: 0 to 1.
        met: words both sides have.
        here, there: words only the first, only the second side has.
        because: in Chinese, why.
    """

    band: Band
    score: float
    met: tuple[str, ...]
    here: tuple[str, ...]
    there: tuple[str, ...]
    because: tuple[str, ...]


SURE, LIKELY, WITH_EVIDENCE = 0.78, 0.5, 0.7
"""Shares of meaning both names must agree in: for the same item, for perhaps, and for the same with evidence beside."""
_CONTAINED = 0.86
"""A proof that lists or explains what the other says in short, and ends in the same word, is at least so like."""
_COUNTS = re.compile(r"[一二两三四五六七八九十百]+[项类级次]|第[一二三四五六七八九十]")
_INSIDE = re.compile(r"[（(]([^（()）]*)[）)]")
_LISTS = re.compile(r"、|等|的(?=.)")


def compare(one: Named, other: Named) -> Likeness:
    """How like two items of two catalogues are.

    Args:
        one, other: the items.

    Returns:
        The same, perhaps, or not; with the words that agree and those that do not. A name that a source leaves out can
        make two items perhaps the same, never surely.
    """
    matters, proofs = _alike(one.matter, other.matter), _alike(one.proof, other.proof, listed=True)
    parts = [part for part in (matters, proofs) if part is not None]
    against = [part.against for part in parts if part.against]
    for_it = _evidence(one, other)
    met, here, there = (
        tuple(dict.fromkeys(word for part in parts for word in getattr(part, name)))
        for name in ("met", "here", "there")
    )
    score = _score(parts)
    because = [*_told("事项名称", matters), *_told("证明名称", proofs), *for_it]
    if against or not parts:
        return Likeness(Band.NONE, min(score, 0.3), met, here, there, (*against, *because))
    least = min(part.share for part in parts)
    whole = matters is not None and proofs is not None
    open_ = [part.open for part in parts if part.open]
    differ = any(part.otherwise for part in parts)
    if whole and not open_ and not differ and (least >= SURE or (least >= WITH_EVIDENCE and for_it)):
        return Likeness(Band.SAME, score, met, here, there, tuple(because))
    if least >= (LIKELY if whole else SURE):
        lacking = [] if whole else ["有一方没有写事项或者证明的名称"]
        return Likeness(Band.MAYBE, min(score, SURE), met, here, there, (*lacking, *open_, *because))
    return Likeness(Band.NONE, score, met, here, there, tuple(because))


@dataclass(frozen=True, slots=True)
class _Part:
    """Two names of one kind compared."""

    share: float
    met: tuple[str, ...]
    here: tuple[str, ...]
    there: tuple[str, ...]
    against: str
    open: str

    @property
    def otherwise(self) -> bool:
        """Whether each side says something of weight that the other does not: 旅客 here, 货物 there."""
        return all(any(WEAK.get(word, 1.0) == 1.0 for word in side) for side in (self.here, self.there))


def _score(parts: Iterable[_Part]) -> float:
    shares = [part.share for part in parts]
    product = 1.0
    for share in shares:
        product *= share
    return round(product ** (1 / len(shares)), 3) if shares else 0.0


def _alike(one: str, other: str, *, listed: bool = False) -> _Part | None:
    """Two names compared; None where one is not given."""
    if not one.strip() or not other.strip():
        return None
    text, other_text = canonical(one), canonical(other)
    words, other_words = content(one), content(other)
    if not words or not other_words:
        words, other_words = [text], [other_text]
    met = [word for word in words if _met(word, other_words, other_text)]
    met_there = [word for word in other_words if _met(word, words, text)]
    here = [word for word in words if word not in met]
    there = [word for word in other_words if word not in met_there]
    total = _weight(words) + _weight(other_words)
    share = (_weight(met) + _weight(met_there)) / total if total else float(text == other_text)
    longer = text if here else other_text
    if (
        listed
        and words[-1] == other_words[-1] != "身份证"
        and bool(here) != bool(there)
        and _LISTS.search(longer)
    ):
        share = max(share, _CONTAINED)
    if set(words) == set(other_words):
        share = 1.0
    return _Part(
        round(share, 3),
        tuple(dict.fromkeys((*met, *met_there))),
        tuple(here),
        tuple(there),
        _excluded(text, other_text, words, other_words)
        or ("" if listed else _other_calling(words, other_words)),
        _left_open(one, other, text, other_text) or _said_once(text, other_text),
    )


def _met(word: str, words: list[str], text: str) -> bool:
    """Whether the other side says it: as a word, or within one where it is no single character."""
    return word in words or (len(word) > 1 and word in text)


def _other_calling(words: list[str], other_words: list[str]) -> str:
    mine, yours = callings(words), callings(other_words)
    if mine and yours and not mine & yours:
        return f"一个说的是“{'、'.join(sorted(mine))}”，一个说的是“{'、'.join(sorted(yours))}”"
    return ""


def _excluded(text: str, other_text: str, words: list[str], other_words: list[str]) -> str:
    for group, absent in EXCLUDE:
        mine = {word for word in group if word in text}
        yours = {word for word in group if word in other_text}
        if absent not in {"~", "?"}:
            mine, yours = (found or {word for word in group if word in absent} for found in (mine, yours))
        if mine and yours and not mine & yours:
            return f"一个是“{'、'.join(sorted(mine))}”，一个是“{'、'.join(sorted(yours))}”"
    turned, turned_there = (
        TURNS & {*words, *_turns_in(name)} for words, name in ((words, text), (other_words, other_text))
    )
    if turned != turned_there:
        return f"意思相反：只有一方写了“{'、'.join(sorted(turned ^ turned_there))}”"
    return ""


def _said_once(text: str, other_text: str) -> str:
    """What only one side says of words that exclude each other, where nothing follows from the other's silence."""
    for group, absent in EXCLUDE:
        if absent == "?":
            mine, yours = ({word for word in group if word in name} for name in (text, other_text))
            if bool(mine) != bool(yours):
                return f"只有一方写明“{'、'.join(sorted(mine or yours))}”"
    counted = [{word for word in content(name) if _COUNTS.match(word)} for name in (text, other_text)]
    return f"只有一方写明“{'、'.join(sorted(counted[0] ^ counted[1]))}”" if counted[0] != counted[1] else ""


def _turns_in(text: str) -> set[str]:
    return {word for word in TURNS if word in text}


def _left_open(one: str, other: str, text: str, other_text: str) -> str:
    """What stands in brackets on one side only: a narrower item."""
    for name, against in ((one, other_text), (other, text)):
        for inside in _INSIDE.findall(unicodedata.normalize("NFKC", name)):
            missing = [word for word in content(inside) if word not in against]
            if missing and _narrows(inside):
                return f"只有一方限于“{inside}”"
    return ""


def _narrows(inside: str) -> bool:
    """Whether brackets narrow an item; 已婚的提供 and 包括… only explain."""
    return not re.search(r"提供|包括|复印|原件|或者?职业病", inside)


def _weight(words: Iterable[str]) -> float:
    return sum(WEAK.get(word, 1.0) for word in words)


def _told(what: str, part: _Part | None) -> list[str]:
    if part is None:
        return []
    said = [f"{what}都有“{'、'.join(part.met)}”"] if part.met else [f"{what}没有相同的词"]
    if part.here or part.there:
        sides = (("这边另有", part.here), ("那边另有", part.there))
        said.append(f"{what}" + "，".join(f"{side}“{'、'.join(words)}”" for side, words in sides if words))
    return said


_LAW = re.compile(r"《([^》]+)》")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇0-9]+条")


def _evidence(one: Named, other: Named) -> list[str]:
    """What speaks for the same item beside its names."""
    found = []
    laws, other_laws = (
        {name.removeprefix("中华人民共和国") for name in _LAW.findall(named.basis)} for named in (one, other)
    )
    articles, other_articles = (set(_ARTICLE.findall(named.basis)) for named in (one, other))
    if laws & other_laws and articles & other_articles:
        law, article = min(laws & other_laws), min(articles & other_articles)
        found.append(f"设定依据都是《{law}》{article}")
    issuers = content(one.issuer), content(other.issuer)
    if all(issuers) and set(issuers[0]) & set(issuers[1]):
        found.append(f"开具单位都有“{'、'.join(sorted(set(issuers[0]) & set(issuers[1])))}”")
    return found
