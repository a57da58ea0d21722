"""The people and firms of the crowd: made from their place in it, none of them real, none of the demo city's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from pypinyin import lazy_pinyin

from yinuo.people.encryption import digest
from yinuo.people.models import Account, Mandate, Subject
from yinuo_demo import names
from yinuo_demo.people import city, credit_code, identity

if TYPE_CHECKING:
    from yinuo_demo.crowd.rows import Batch

PREFIX = "crowd-"
"""Of every user name of the crowd."""

_FIRST_BORN = date(1946, 1, 1)
_DAYS = 21_900
"""Births spread over so many days, the youngest grown up by 2026."""
_STEP = 7919
"""A prime that shares nothing with the days, so that neighbours in the crowd are not of one age."""
_FIRST_CODE = 50_000_000
_FIRST_PHONE, _PHONES = 19_900_001_000, 9_000
_UNUSABLE = "!crowd"
"""A password nobody can type; the demo's entrance asks for none."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who files: a person with an account, for himself or for the firm he represents.

    Attributes:
        account: the account, with its subject.
        applicant: the person, or his firm.
        mandate: by which he acts for the firm, or None.
    """

    account: Account
    applicant: Subject
    mandate: Mandate | None


def username(seed: int, place: int) -> str:
    """The user name of somebody of the crowd."""
    return f"{PREFIX}{seed}-{place:07d}"


def settle(batch: Batch, seed: int, place: int, *, with_firm: bool) -> Newcomer:
    """Register somebody of the crowd.

    Args:
        batch: where the rows go.
        seed: of the crowd.
        place: the place in the crowd, from 0; two places never share a number.
        with_firm: whether he represents a firm of his own.
    """
    chance = Random(f"{seed}:newcomer:{place}")
    person = _person(batch, chance, place)
    account = batch.add(
        Account(
            username=username(seed, place),
            name=person.name,
            subject=person,
            is_demo=True,
            password=_UNUSABLE,
            is_active=True,
        )
    )
    if not with_firm:
        return Newcomer(account, person, None)
    firm = _firm(batch, chance, place, person)
    mandate = batch.add(
        Mandate(
            agent=person,
            principal=firm,
            kind=Mandate.Kind.LEGAL_REPRESENTATIVE,
            valid_from=date(2012, 1, 1) + timedelta(days=chance.randrange(4500)),
        )
    )
    return Newcomer(account, firm, mandate)


def known(seed: int) -> dict[str, Newcomer]:
    """Everybody of a crowd who is registered already, by user name; three queries."""
    accounts = Account.objects.filter(username__startswith=f"{PREFIX}{seed}-").select_related("subject")
    mandates = {
        mandate.agent_id: mandate
        for mandate in Mandate.objects.filter(
            agent__account__username__startswith=f"{PREFIX}{seed}-"
        ).select_related("principal", "agent")
    }
    found = {}
    for account in accounts:
        if account.subject is not None:
            mandate = mandates.get(account.subject.pk)
            applicant = mandate.principal if mandate is not None else account.subject
            found[account.username] = Newcomer(account, applicant, mandate)
    return found


def _person(batch: Batch, chance: Random, place: int) -> Subject:
    male = chance.random() < 0.5
    born = _FIRST_BORN + timedelta(days=place * _STEP % _DAYS)
    number = _identity(born, place // _DAYS, male=male)
    given = chance.choice(names.GIVEN_FIRST) + chance.choice(names.GIVEN_SECOND["男" if male else "女"])
    name = chance.choice(names.SURNAMES) + given
    return batch.add(_subject(chance, "person", name, number, place, born))


def _firm(batch: Batch, chance: Random, place: int, person: Subject) -> Subject:
    region = names.REGIONS[person.region_code].removesuffix("区").removesuffix("县")
    words = chance.sample(names.FIRM_WORDS, 1)[0] + chance.choice(names.GIVEN_FIRST)
    name = f"宿州{region}{words}{chance.choice(names.FIRM_TRADES)}有限公司"
    return batch.add(_subject(chance, "firm", name, credit_code("91", _FIRST_CODE + place), place, None))


def _subject(chance: Random, kind: str, name: str, number: str, place: int, born: date | None) -> Subject:
    region = chance.choice(tuple(names.REGIONS))
    phone = str(_FIRST_PHONE + place % _PHONES)
    return Subject(
        kind=kind,
        name=name,
        name_key=_sort_key(name),
        id_number=number,
        id_digest=digest(number, purpose="id_number"),
        phone=phone,
        phone_digest=digest(phone, purpose="phone"),
        address=f"安徽省宿州市{names.REGIONS[region]}{chance.choice(names.TOWNS[region])}"
        f"{chance.choice(names.STREETS)}{chance.randint(1, 198)}号",
        region_code=region,
        born_on=born,
    )


@cache
def _syllable(character: str) -> str:
    return str(lazy_pinyin(character)[0])


def _sort_key(name: str) -> str:
    """As people are registered, but character by character, which is kept."""
    return " ".join(_syllable(character) for character in name)[:240]


@cache
def _taken() -> frozenset[str]:
    return frozenset(person.id_number for person in city().persons)


def _identity(born: date, layer: int, *, male: bool) -> str:
    """The identity number of a layer of people born on one day, round those of the demo city's own."""
    for free in (layer, *range(499, layer, -1)):
        number = identity(born, 2 * free + male)
        if number not in _taken():
            return number
    raise ValueError(f"no number is left for {born}")
