"""What the demo registers hold: drawn from the same seed as the people, with the cast's records written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from yinuo_demo.names import REGIONS
from yinuo_demo.people import SEED, City, Person, city

REGISTERS: dict[str, str] = {
    "low-income": "民政部门低收入人口信息",
    "household": "公安机关户口登记信息",
    "enterprise": "市场监管部门企业登记信息",
    "court": "人民法院失信被执行人信息",
}
"""Key and Chinese name of each register."""

Record = dict[str, Any]


@dataclass(frozen=True)
class Books:
    """The four registers: key, then identity number or credit code, then the record and the name it stands under."""

    rows: dict[str, dict[str, tuple[str, Record]]]

    def find(self, register: str, number: str, name: str) -> Record | None:
        """A record, or None where the number is unknown or stands under another name.

        Raises:
            KeyError: there is no such register.
        """
        kept_name, record = self.rows[register].get(number, ("", None))
        return dict(record) if record is not None and kept_name == name else None


@cache
def books(seed: int = SEED) -> Books:
    """The registers of the city of a seed."""
    town = city(seed)
    chance = Random(seed + 1)
    firms = {
        firm.uscc: (
            firm.name,
            {
                "name": firm.name,
                "uscc": firm.uscc,
                "legal_representative": town.person(firm.representative).name,
                "status": firm.status,
                "address": firm.address,
                "established_on": firm.established_on.isoformat(),
            },
        )
        for firm in town.firms
    }
    return Books(
        {
            "low-income": _low_income(town, chance),
            "household": {p.id_number: (p.name, _household(town, p)) for p in town.persons},
            "enterprise": firms,
            "court": {**_court_firms(town, chance), **_court_persons(town, chance)},
        }
    )


_CAST_LOW_INCOME: dict[str, tuple[str, int, str]] = {
    "lin-xiaohe": ("在享", 512, "2024-03-01"),
    "tao-yichuan": ("停发", 2380, "2021-07-01"),
    "mi-keke": ("在享", 468, "2025-01-01"),
    "gu-nanxing": ("在享", 655, "2023-10-01"),
    "shen-tingyu": ("在享", 0, "2019-05-01"),
}


def _low_income(town: City, chance: Random) -> dict[str, tuple[str, Record]]:
    found: dict[str, tuple[str, Record]] = {}
    for person in town.persons:
        if person.relation_to_head != "户主":
            continue
        members = town.household(person.key)
        if person.part:
            if person.key not in _CAST_LOW_INCOME:
                continue
            status, income, since = _CAST_LOW_INCOME[person.key]
        elif chance.random() < 0.18:
            status = chance.choices(("在享", "停发"), (4, 1))[0]
            since = (date(2019, 1, 1) + timedelta(days=30 * chance.randrange(88))).isoformat()
            income = chance.randrange(180, 800) if status == "在享" else chance.randrange(1100, 3200)
        else:
            continue
        record = {
            "status": status,
            "household_size": len(members),
            "monthly_income_per_head": income,
            "since": since,
        }
        found |= {member.id_number: (member.name, dict(record)) for member in members}
    return found


def _household(town: City, person: Person) -> Record:
    return {
        "name": person.name,
        "address": person.address,
        "region": REGIONS[person.region_code],
        "relation_to_head": person.relation_to_head,
        "head_name": town.person(person.household).name,
        "marital_status": person.marital_status,
    }


def _court_persons(town: City, chance: Random) -> dict[str, tuple[str, Record]]:
    listed = {
        p.key for p in town.persons if not p.part and p.born_on < date(2005, 1, 1) and chance.random() < 0.03
    }
    return {p.id_number: (p.name, _listing(p.key in listed, chance)) for p in town.persons}


def _court_firms(town: City, chance: Random) -> dict[str, tuple[str, Record]]:
    return {
        f.uscc: (f.name, _listing(f.key != "firm-0000" and chance.random() < 0.05, chance))
        for f in town.firms
    }


def _listing(listed: bool, chance: Random) -> Record:  # noqa: FBT001 - the one thing the register says
    if not listed:
        return {"listed": False, "case_number": "", "since": ""}
    day = date(2022, 1, 1) + timedelta(days=chance.randrange(1600))
    return {
        "listed": True,
        "case_number": f"（{day.year}）皖1399执{chance.randrange(1, 2000)}号",
        "since": day.isoformat(),
    }
