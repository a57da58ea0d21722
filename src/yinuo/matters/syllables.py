"""The syllables of standard Chinese without tones, and how typed letters are cut into them."""

from __future__ import annotations

from functools import cache

_TABLE = """
-: a ai an ang ao e ei en er ou
b: a ai an ang ao ei en eng i ian iao ie in ing o u
c: a ai an ang ao e en eng i ong ou u uan ui un uo
ch: a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
d: a ai an ang ao e ei en eng i ian iao ie ing iu ong ou u uan ui un uo
f: a an ang ei en eng o ou u
g: a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
h: a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
j: i ia ian iang iao ie in ing iong iu u uan ue un
k: a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo
l: a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo v ve
m: a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u
n: a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve
p: a ai an ang ao ei en eng i ian iao ie in ing o ou u
q: i ia ian iang iao ie in ing iong iu u uan ue un
r: an ang ao e en eng i ong ou u uan ui un uo
s: a ai an ang ao e en eng i ong ou u uan ui un uo
sh: a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo
t: a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo
w: a ai an ang ei en eng o u
x: i ia ian iang iao ie in ing iong iu u uan ue un
y: a an ang ao e i in ing o ong ou u uan ue un
z: a ai an ang ao e ei en eng i ong ou u uan ui un uo
zh: a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo
"""

SYLLABLES: frozenset[str] = frozenset(
    head.strip("-") + final
    for head, _, finals in (line.partition(": ") for line in _TABLE.strip().splitlines())
    for final in finals.split()
)
"""All of them; ``v`` stands for ü."""

LONGEST = max(map(len, SYLLABLES))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MIXED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"), ("v", "u"))


def cut(typed: str) -> tuple[str, ...]:
    """Letters cut into syllables, the fewest; empty where they cannot be cut.

    Args:
        typed: small letters only.
    """
    best: list[tuple[str, ...] | None] = [()] + [None] * len(typed)
    for end in range(1, len(typed) + 1):
        for start in range(max(0, end - LONGEST), end):
            before, last, kept = best[start], typed[start:end], best[end]
            if before is not None and last in SYLLABLES and (kept is None or len(before) + 1 < len(kept)):
                best[end] = (*before, last)
    return best[len(typed)] or ()


def mended(typed: str) -> set[tuple[str, ...]]:
    """Cuts of what may have been meant by letters that cannot be cut: two neighbours exchanged, one letter too many,
    missing or wrong. A syllable of one letter is no guess.
    """
    pairs = [(typed[:place], typed[place:]) for place in range(1, len(typed))]
    exchanged = {cut(a[:-1] + b[0] + a[-1] + b[1:]) for a, b in pairs}
    return {found for found in exchanged | _replaced(typed) if found and all(len(part) > 1 for part in found)}


def _replaced(typed: str) -> set[tuple[str, ...]]:
    """Cuts in which one part is a mistyped syllable and all others are syllables."""
    size, meant = len(typed), _mistyped()
    before = [cut(typed[:end]) for end in range(size + 1)]
    behind = [cut(typed[start:]) for start in range(size + 1)]
    return {
        (*before[start], syllable, *behind[end])
        for start in range(size)
        if before[start] or not start
        for end in range(start + 1, min(size, start + LONGEST + 1) + 1)
        if behind[end] or end == size
        for syllable in meant.get(typed[start:end], ())
    }


@cache
def _mistyped() -> dict[str, tuple[str, ...]]:
    """What may stand for which syllables, with one letter too many, missing or wrong."""
    meant: dict[str, set[str]] = {}
    for syllable in SYLLABLES:
        pairs = [(syllable[:place], syllable[place:]) for place in range(len(syllable) + 1)]
        slips = {a + b[1:] for a, b in pairs if b} | {a + c + b for a, b in pairs for c in _LETTERS}
        for slip in slips | {a + c + b[1:] for a, b in pairs if b for c in _LETTERS}:
            meant.setdefault(slip, set()).add(syllable)
    return {slip: tuple(sorted(syllables)) for slip, syllables in meant.items()}


def mixed(syllable: str) -> str:
    """The syllable with sounds that are often mixed up made one: zh z, ch c, sh s, ang an, eng en, ing in, n l, ü u."""
    for one, other in _MIXED:
        syllable = syllable.replace(one, other)
    return "l" + syllable[1:] if syllable.startswith("n") else syllable
