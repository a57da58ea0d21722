"""Writing a crowd: what is missing of it, block by block, in the order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from yinuo.casefile.models import CaseFile
from yinuo.credit.models import CreditEntry
from yinuo.law.credit import EntryFact
from yinuo.people.models import Account
from yinuo_demo.crowd import crediting, newcomers
from yinuo_demo.crowd.case import Case
from yinuo_demo.crowd.lives import Life, Lives, acts_for_firm, person_of, salt_of
from yinuo_demo.crowd.newcomers import PREFIX, Newcomer
from yinuo_demo.crowd.rows import Batch, Keys
from yinuo_demo.crowd.town import look_round

BLOCK = 250
"""Cases written in one transaction."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted.

    Attributes:
        count: cases of the crowd in all.
        seed: a whole number.
        end: the moment the year of the crowd ends, aware.
        part, parts: only the people of this part, from 0, of so many.
    """

    count: int
    seed: int
    end: datetime
    part: int = 0
    parts: int = 1


class AnotherCrowd(LookupError):
    """A crowd of another seed lives here already; the message says which, in Chinese."""


def crowd_here() -> int | None:
    """The seed of the crowd that lives here, or None."""
    first = (
        Account.objects.filter(username__startswith=PREFIX)
        .order_by("id")
        .values_list("username", flat=True)
        .first()
    )
    return int(first.removeprefix(PREFIX).rpartition("-")[0]) if first else None


def generate(wish: Wish, *, told: Callable[[int], None] = lambda _more: None) -> int:
    """Write what is missing of a crowd.

    Each block is one transaction, so that whatever ends the work leaves whole cases and the next run adds the rest.

    Args:
        wish: what is wanted.
        told: called after each block with the cases written in it.

    Returns:
        How many cases were written.

    Raises:
        AnotherCrowd: a crowd of another seed lives here.
        NoCity: there is nothing to apply for.
    """
    here = crowd_here()
    if here not in {None, wish.seed}:
        raise AnotherCrowd(f"这里已经有种子为 {here} 的人群；请用 --seed {here}，或者换一个数据库")
    town, keys = look_round(), Keys()
    lives = _missing(wish, Lives(wish.seed, town, wish.end))
    known, ledgers = newcomers.known(wish.seed), _ledgers(wish.seed)
    for start in range(0, len(lives), BLOCK):
        batch = Batch(keys)
        block = lives[start : start + BLOCK]
        for life in block:
            who = _who(batch, wish.seed, life.person, known)
            case = Case(
                batch=batch,
                town=town,
                chance=Random(f"{wish.seed}:case:{life.number}"),
                who=who,
                offer=life.offer,
                channel=life.channel,
                now=life.opened_at,
                end=wish.end,
                salt=salt_of(wish.seed, life.number),
                ledger=ledgers[who.applicant.pk],
            )
            life.path.play(case, life.path.routes)
        batch.write()
        told(len(block))
    return len(lives)


def _missing(wish: Wish, lives: Lives) -> list[Life]:
    """The cases that are not there yet, in the order of time."""
    kept = {bytes(salt) for salt in CaseFile.objects.values_list("salt", flat=True) if salt is not None}
    wanted = (
        number
        for number in range(wish.count)
        if person_of(number) % wish.parts == wish.part and salt_of(wish.seed, number) not in kept
    )
    return sorted(lives.of_cases(wanted), key=lambda life: life.opened_at)


def _who(batch: Batch, seed: int, person: int, known: dict[str, Newcomer]) -> Newcomer:
    username = newcomers.username(seed, person)
    if username not in known:
        known[username] = newcomers.settle(batch, seed, person, with_firm=acts_for_firm(person))
    return known[username]


def _ledgers(seed: int) -> dict[int, list[EntryFact]]:
    """What the ledger says of everybody of the crowd so far."""
    found: dict[int, list[EntryFact]] = defaultdict(list)
    people = Account.objects.filter(username__startswith=f"{PREFIX}{seed}-").values("subject")
    firms = CreditEntry.objects.filter(subject__represented_by__agent__in=people)
    for rows in (CreditEntry.objects.filter(subject__in=people), firms):
        for entry in rows.select_related("of").order_by("id").distinct():
            found[entry.subject_id].append(crediting.read(entry, entry.of))
    return found
