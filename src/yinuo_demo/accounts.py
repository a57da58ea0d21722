"""Who may be entered as in the demo: the cast, the officers of every agency, and all grown people of the city."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from yinuo_demo.agencies import HOST, agencies
from yinuo_demo.people import SEED, age_on, city

AGE_OF_MAJORITY = 18
DEMO_OPENS_ON = date(2026, 1, 1)

ROLE_TITLES: dict[str, str] = {
    "window_officer": "窗口人员",
    "deciding_officer": "审批人",
    "verifier": "核查人员",
    "catalogue_editor": "目录编辑",
    "legal_reviewer": "法制审核",
    "credit_officer": "信用专办",
    "justice_bureau": "司法局督察",
    "administrator": "系统管理员",
}


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo.

    Attributes:
        username: stable, in ASCII.
        name: as shown.
        part: what the account shows, in Chinese; empty for the crowd.
        person: key of the person, empty for officers.
        agency: slug of the agency, empty for citizens.
        roles: code names of the roles of an officer.
    """

    username: str
    name: str
    part: str
    person: str = ""
    agency: str = ""
    roles: tuple[str, ...] = ()

    @property
    def is_officer(self) -> bool:
        """Whether it belongs to an agency."""
        return bool(self.agency)


_OFFICERS: tuple[tuple[str, str, str, str], ...] = (
    ("zhao-minzhi", "赵敏之", HOST, "window_officer"),
    ("zhou-yuan", "周予安", HOST, "deciding_officer"),
    ("sun-xing", "孙行", HOST, "verifier"),
    ("qian-shu", "钱述", HOST, "catalogue_editor"),
    ("wu-zheng", "吴正", HOST, "legal_reviewer"),
    ("zheng-ping", "郑平", HOST, "credit_officer"),
    ("li-du", "李督", HOST, "justice_bureau"),
    ("wang-guan", "王管", HOST, "administrator"),
    ("feng-shou", "冯守", "police", "deciding_officer"),
)
DRAWING = frozenset({"legal-aid", "police"})
"""Agencies of the demo that hold random draws."""
_ROLES_EVERYWHERE = ("window_officer", "deciding_officer", "verifier", "credit_officer")
_FAMILY_NAMES = "陈方江沈韩彭袁苏叶程姚卢汪田石"
_GIVEN_NAMES = (
    "正言",
    "守拙",
    "明理",
    "知远",
    "从容",
    "秉文",
    "思齐",
    "克己",
    "怀德",
    "清和",
    "敏行",
    "笃行",
    "立诚",
    "务本",
)


@cache
def accounts(seed: int = SEED) -> tuple[DemoAccount, ...]:
    """All accounts: the cast first, then officers by agency, then the crowd.

    Args:
        seed: of the city.

    Returns:
        Accounts with unique user names.
    """
    town = city(seed)
    citizens = [
        DemoAccount(person.key, person.name, person.part, person=person.key)
        for person in town.persons
        if age_on(person, DEMO_OPENS_ON) >= AGE_OF_MAJORITY
    ]
    return (
        *(account for account in citizens if account.part),
        *officers(),
        *(account for account in citizens if not account.part),
    )


def officers() -> tuple[DemoAccount, ...]:
    """The named officers, then a window officer, decider, verifier and credit officer for every agency without one."""
    named = [
        DemoAccount(username, name, f"{_short(agency)}{ROLE_TITLES[role]}", agency=agency, roles=(role,))
        for username, name, agency, role in _OFFICERS
    ]
    filled = {(account.agency, role) for account in named for role in account.roles}
    others: list[DemoAccount] = []
    for agency in agencies():
        for role in _ROLES_EVERYWHERE:
            if (agency.slug, role) in filled:
                continue
            number = len(others)
            name = _FAMILY_NAMES[number % len(_FAMILY_NAMES)] + _GIVEN_NAMES[number % len(_GIVEN_NAMES)]
            others.append(
                DemoAccount(
                    f"{agency.slug}-{role.replace('_officer', '')}",
                    name,
                    f"{agency.short_name}{ROLE_TITLES[role]}",
                    agency=agency.slug,
                    roles=(role,),
                )
            )
    return (*named, *others, *_more_verifiers(len(others)))


def _more_verifiers(after: int) -> list[DemoAccount]:
    """Colleagues of the verifier where exempt promises lie in the pool: two go together, and who worked on a case does not."""
    found: list[DemoAccount] = []
    for agency in (one for one in agencies() if one.slug in DRAWING):
        for number in range(2, 5):
            place = after + len(found)
            name = _FAMILY_NAMES[place % len(_FAMILY_NAMES)] + _GIVEN_NAMES[place % len(_GIVEN_NAMES)]
            found.append(
                DemoAccount(
                    f"{agency.slug}-verifier-{number}",
                    name,
                    f"{agency.short_name}{ROLE_TITLES['verifier']}",
                    agency=agency.slug,
                    roles=("verifier",),
                )
            )
    return found


def _short(slug: str) -> str:
    return next(agency.short_name for agency in agencies() if agency.slug == slug)
