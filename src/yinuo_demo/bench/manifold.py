"""A hundred thousand published items for the bench: real names of matters and proofs, and those in common use, met in
every office of the city, its counties and its towns.

How often a word stands in the catalogue follows from that: 证明 is nearly everywhere, 剧本杀 in a few dozen items.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from random import Random

from yinuo.matters.departments import agency_word
from yinuo_demo.bench import offices

CITY = "宿州市"


@dataclass(frozen=True, slots=True)
class Offered:
    """One item before it is written.

    Attributes:
        agency: full name of the body.
        short_name: as pages name it.
        matter, proof: names.
        uses: how often a year.
    """

    agency: str
    short_name: str
    matter: str
    proof: str
    uses: int


def offered(*, seed: int) -> Iterator[Offered]:
    """Items without end, no two alike; the real ones come first, in every region.

    Args:
        seed: of the chance by which the others are put together.
    """
    return _unlike(_all(Random(seed)), set())


def _unlike(found: Iterator[Offered], seen: set[tuple[str, str, str]]) -> Iterator[Offered]:
    for one in found:
        key = (one.agency, one.matter, one.proof)
        if key not in seen:
            seen.add(key)
            yield one


def _all(chance: Random) -> Iterator[Offered]:
    for region, office in product(offices.REGIONS, offices.OFFICES):
        for matter, proof in real()[1].get(office.word, ()):
            yield _made(chance, region, office, matter, proof)
    weights = [
        3 if office.key in {"market", "human-resources", "police", "civil-affairs"} else 1
        for office in offices.OFFICES
    ]
    while True:
        if chance.random() < 0.12:
            yield _in_a_town(chance)
            continue
        [office] = chance.choices(offices.OFFICES, weights)
        yield _made(
            chance, chance.choice(offices.REGIONS), office, _matter(chance, office), _proof(chance, office)
        )


def _matter(chance: Random, office: offices.Office) -> str:
    real_ones = real()[0].get(office.word, ())
    name = chance.choice(office.matters if chance.random() < 0.8 or not real_ones else real_ones)
    kind = f"（{chance.choice(office.kinds)}）" if office.kinds and chance.random() < 0.4 else ""
    return name + kind + chance.choice(offices.STEPS)


def _proof(chance: Random, office: offices.Office) -> str:
    rolled = chance.random()
    known = [proof for _matter, proof in real()[1].get(office.word, ())]
    if rolled < 0.15 and known:
        name = chance.choice(known)
    else:
        name = chance.choice(office.proofs if rolled < 0.65 and office.proofs else offices.EVERYBODYS_PROOFS)
    return name + chance.choice(offices.OF_WHOM)


def _made(chance: Random, region: str, office: offices.Office, matter: str, proof: str) -> Offered:
    return Offered(
        agency=f"{CITY}{region}{office.name}",
        short_name=f"{region or '市'}{office.name}",
        matter=matter,
        proof=proof,
        uses=int(chance.paretovariate(0.8)),
    )


def _in_a_town(chance: Random) -> Offered:
    head, tail = chance.choice(offices.TOWN_HEADS), chance.choice(offices.TOWN_TAILS)
    # A town lies in one region only.
    region = offices.REGIONS[1 + (ord(head) + len(tail) + ord(tail[0])) % (len(offices.REGIONS) - 1)]
    town = f"{head}{tail}"
    body = f"{town}{'办事处' if town.endswith('街道') else '人民政府'}"
    return Offered(
        agency=f"{CITY}{region}{body}",
        short_name=f"{region}{body}",
        matter=chance.choice(offices.TOWN_MATTERS) + chance.choice(offices.STEPS),
        proof=chance.choice(offices.TOWN_PROOFS) + chance.choice(offices.OF_WHOM),
        uses=int(chance.paretovariate(0.8)),
    )


@cache
def real() -> tuple[dict[str, list[str]], dict[str, list[tuple[str, str]]]]:
    """The real rows by office: names of matters, and pairs of matter and proof."""
    text = files("yinuo_demo").joinpath("data", "catalogue_real.csv").read_text(encoding="utf-8-sig")
    matters: dict[str, list[str]] = {}
    pairs: dict[str, list[tuple[str, str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        matter, proof = row["administrative_matter"], row["proof_item"]
        word = agency_word(row["department"], matter)
        if matter and proof and word:
            pairs.setdefault(word, []).append((matter, proof))
            if matter not in matters.setdefault(word, []):
                matters[word].append(matter)
    return matters, pairs
