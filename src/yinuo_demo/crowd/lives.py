"""Who of the crowd files what, when, and how it goes: drawn from the seed alone, the same on every run."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone

from yinuo_demo.crowd.paths import AFTER_A_RECORD, PATHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yinuo_demo.crowd.paths import Path
    from yinuo_demo.crowd.town import Offer, Town

CASES_EACH = 3
"""So many cases somebody of the crowd files in the year; those who come first file one."""
FIRMS = 6
"""One in so many acts for a firm."""
BY_WINDOW = 0.18


@dataclass(frozen=True, slots=True)
class Life:
    """One case to be written.

    Attributes:
        number: its place among all cases of the crowd.
        person: the place of who files it.
        path: how it goes.
        offer: what is applied for.
        opened_at: when it begins.
        channel: online or at the window.
    """

    number: int
    person: int
    path: Path
    offer: Offer
    opened_at: datetime
    channel: str


def salt_of(seed: int, number: int) -> bytes:
    """The salt of a case's file, by which it is known again."""
    return hashlib.blake2b(f"crowd:{seed}:{number}".encode(), digest_size=16).digest()


def person_of(number: int) -> int:
    """Who files a case."""
    first = len(PATHS)
    return number if number < first else first + (number - first) // CASES_EACH


def acts_for_firm(person: int) -> bool:
    """Whether somebody of the crowd acts for a firm; those who come first do not, and go every way once."""
    return person >= len(PATHS) and person % FIRMS == FIRMS - 1


class Lives:
    """Draws the lives of a crowd in a city.

    Args:
        seed: of the crowd.
        town: the city.
        end: the moment the crowd is looked at.
    """

    def __init__(self, seed: int, town: Town, end: datetime) -> None:
        self.seed, self.end, self.days = seed, end, town.days
        persons = [offer for offer in town.offers if offer.matter.for_persons]
        firms = [offer for offer in town.offers if offer.matter.for_firms]
        self._open = {False: self._possible(persons), True: self._possible(firms)}

    def of_cases(self, numbers: Iterable[int]) -> Iterator[Life]:
        """The lives of these cases; all of a person are drawn together, whichever of them are wanted."""
        wanted: dict[int, set[int]] = defaultdict(set)
        for number in numbers:
            wanted[person_of(number)].add(number)
        for person, own in wanted.items():
            yield from (life for life in self.of(person) if life.number in own)

    def of(self, person: int) -> list[Life]:
        """Everything somebody of the crowd files, in order of time; after a record nothing is promised any more."""
        possible = self._open[acts_for_firm(person)]
        if not possible:
            return []
        taken: set[int] = set()
        drawn = sorted(
            (self._draw(number, person, possible, taken) for number in _numbers_of(person)),
            key=lambda life: life.opened_at,
        )
        barred, found = False, []
        for life in drawn:
            found.append(self._without_promise(life, possible) if barred else life)
            barred = barred or life.path.adverse
        return found

    def _possible(self, offers: list[Offer]) -> dict[str, list[Offer]]:
        found = {}
        for path in PATHS:
            youngest = timezone.localdate(self.end - timedelta(days=path.ages[0] + 1))
            fitting = [offer for offer in offers if path.fits(offer) and offer.opened_on <= youngest]
            if fitting:
                found[path.name] = fitting
        return found

    def _draw(self, number: int, person: int, possible: dict[str, list[Offer]], taken: set[int]) -> Life:
        chance = Random(f"{self.seed}:life:{number}")
        paths = [path for path in PATHS if path.name in possible]
        path = PATHS[number] if number < len(PATHS) else None
        if path is None or path.name not in possible:
            path = chance.choices(paths, [one.weight for one in paths])[0]
        offers = possible[path.name]
        offer = chance.choices(offers, [1 / (place + 1) ** 0.5 for place in range(len(offers))])[0]
        if offer.matter.pk in taken:
            fresh = [other for other in offers if other.matter.pk not in taken]
            offer = chance.choice(fresh) if fresh else offer
        if offer.matter.pk in taken and path.name.startswith("draft"):
            return self._without_promise(
                Life(number, person, path, offer, self.end - timedelta(days=20), "online"), possible
            )
        taken.add(offer.matter.pk)
        return Life(number, person, path, offer, *self._moment(chance, path, offer))

    def _moment(self, chance: Random, path: Path, offer: Offer) -> tuple[datetime, str]:
        fewest, most = path.ages
        if fewest < 1:
            age = timedelta(days=chance.uniform(fewest, min(most, 1.0) if chance.random() < 0.3 else most))
            opened = max(self.end - age, _morning(offer))
            return opened, "online"
        opened_on = timezone.localdate(self.end - timedelta(days=chance.uniform(fewest, most)))
        opened_on = max(opened_on, offer.opened_on + timedelta(days=1))
        by_window = chance.random() < BY_WINDOW and self.days.is_workday(opened_on)
        minutes = chance.randrange(9 * 60, 16 * 60) if by_window else chance.randrange(7 * 60, 22 * 60)
        opened = timezone.make_aware(datetime.combine(opened_on, time())) + timedelta(
            minutes=minutes, seconds=chance.randrange(60)
        )
        return opened, "window" if by_window else "online"

    def _without_promise(self, life: Life, possible: dict[str, list[Offer]]) -> Life:
        """The same person at the same time with the same matter, but with the proof in hand."""
        by_name = {path.name: path for path in PATHS}
        age = (self.end - life.opened_at) / timedelta(days=1)
        for name in AFTER_A_RECORD:
            fewest, most = by_name[name].ages
            if name in possible and fewest <= age <= most:
                return Life(life.number, life.person, by_name[name], life.offer, life.opened_at, life.channel)
        path = by_name["granted on proof"]
        earlier = max(self.end - timedelta(days=path.ages[0] + 1), _morning(life.offer))
        return Life(life.number, life.person, path, life.offer, min(life.opened_at, earlier), life.channel)


def _numbers_of(person: int) -> range:
    first = len(PATHS)
    if person < first:
        return range(person, person + 1)
    start = first + (person - first) * CASES_EACH
    return range(start, start + CASES_EACH)


def _morning(offer: Offer) -> datetime:
    return timezone.make_aware(datetime.combine(offer.opened_on + timedelta(days=1), time(9)))
