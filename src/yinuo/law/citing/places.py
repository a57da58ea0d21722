"""Reading a chain of places: 第二章第八条第一款第（二）、（三）项."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from yinuo.law.citing.marks import ATTACHED, HEADING, ONE_NUMBER, RANGE_ON, TO_MARK, UNIT
from yinuo.law.citing.numerals import number_of
from yinuo.law.citing.references import Place
from yinuo.law.grammar import article_numeral

MOST_OF_A_RANGE = 60
_LEVELS = {"条": "article", "款": "paragraph", "项": "item", "目": "point"}
_BELOW = {
    "条": ("sub", "until", "paragraph", "item", "point"),
    "款": ("item", "point"),
    "项": ("point",),
    "目": (),
}


def chain_at(folded: str, at: int, before: Place) -> tuple[tuple[Place, ...], int] | None:
    """The places written in one go from a point on, and where they end; None where no place begins there.

    Args:
        folded: the folded source.
        at: where.
        before: the place read before it in the same text; a bare 款 or 项 goes on from it.
    """
    places, end = _part(folded, at, before)
    places, end = _units(folded, end, places, begun=end > at)
    if end == at:
        return None
    while (on := RANGE_ON.match(folded, end)) is not None:
        more = _range(folded, on.end(), places)
        if more is None:
            break
        places, end = more
    return tuple(places), end


def _part(folded: str, at: int, before: Place) -> tuple[list[Place], int]:
    """An annex or a heading of a notice, which may stand alone; else the place before, to go on from."""
    found = ATTACHED.match(folded, at)
    if found:
        return [Place(part=found["what"] + _arabic(found["number"]))], found.end()
    found = HEADING.match(folded, at)
    if found:
        return [Place(part=f"{found['first']}（{found['second']}）")], found.end()
    return [before], at


def _arabic(number: str | None) -> str:
    return str(number_of(number)) if number else ""


def _units(folded: str, at: int, places: list[Place], *, begun: bool) -> tuple[list[Place], int]:
    """Unit after unit; each narrows the last place down."""
    while (found := UNIT.match(folded, at)) is not None:
        narrowed = _narrowed(places[-1], found["kind"], found["numbers"], found["sub"], begun=begun)
        if narrowed is None:
            break
        places, at, begun = [*places[:-1], *narrowed], found.end(), True
    return places, at


def _narrowed(last: Place, kind: str, numbers: str, sub: str | None, *, begun: bool) -> list[Place] | None:
    wanted = _numbers(numbers)
    if wanted is None:
        return None
    if kind not in _LEVELS:
        # A chapter, section or part: it opens a place of its own, unless a larger part stands right before it.
        written = "".join(f"第{article_numeral(number)}{kind}" for number, _until in wanted[:1])
        return (
            None if len(wanted) > 1 or wanted[0][1] else [Place(part=(last.part if begun else "") + written)]
        )
    base = last if begun or kind != "条" else Place()
    base = _with(base, dict.fromkeys(_BELOW[kind], 0))
    if kind == "条":
        found = [replace(base, article=number, until=until) for number, until in wanted]
        return [*found[:-1], replace(found[-1], sub=(number_of(sub) or 0) if sub else 0)]
    head = []
    if base.until:
        # 第十条至第十二条第一款: the paragraph is the last article's.
        shorter = base.until - 1 if base.until - 1 > base.article else 0
        head, base = [replace(base, until=shorter)], replace(base, article=base.until, until=0)
    level = _LEVELS[kind]
    return head + [
        _with(base, {level: one}) for number, until in wanted for one in range(number, (until or number) + 1)
    ]


def _numbers(written: str) -> list[tuple[int, int]] | None:
    """``二、三`` as (2, 0), (3, 0); ``一至三`` as (1, 3); None where one of them is no number or runs backwards."""
    found: list[tuple[int, int]] = []
    for one in ONE_NUMBER.finditer(written):
        number = number_of(one["number"])
        if number is None:
            return None
        if found and TO_MARK.search(one["between"]):
            first, until = found.pop()
            if until or not first < number <= first + MOST_OF_A_RANGE:
                return None
            found.append((first, number))
        else:
            found.append((number, 0))
    return found or None


def _range(folded: str, at: int, places: list[Place]) -> tuple[list[Place], int] | None:
    """第十条至第十二条, 第一款至第三款, 第（一）项至第（三）项: from the last place up to the next."""
    found, last = UNIT.match(folded, at), places[-1]
    wanted = _numbers(found["numbers"]) if found else None
    if (
        not found
        or not wanted
        or found["kind"] not in _LEVELS
        or len(wanted) > 1
        or wanted[0][1]
        or last.until
    ):
        return None
    level, to = _LEVELS[found["kind"]], wanted[0][0]
    begin = getattr(last, level)
    narrower = any(getattr(last, name) for name in _BELOW[found["kind"]])
    if not begin or narrower or not begin < to <= begin + MOST_OF_A_RANGE:
        return None
    if level == "article":
        return _units(folded, found.end(), [*places[:-1], replace(last, until=to)], begun=True)
    return [*places, *(_with(last, {level: number}) for number in range(begin + 1, to + 1))], found.end()


def _with(place: Place, numbers: dict[str, int]) -> Place:
    changed: dict[str, Any] = {**numbers}
    return replace(place, **changed)
