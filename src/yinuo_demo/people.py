"""The people and firms of the demo city: made from a seed, the same on every machine, none of them real.

Identity numbers lie in the region 341399 and credit codes in the same region; neither is assigned to anybody. All
check characters are right, so that the product takes them as it takes real ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Literal

from yinuo.people.identifiers import birth_date, identity_check_character, uscc_check_character
from yinuo_demo import names

SEED = 3413
PERSONS = 320
FIRMS = 60
NUMBER_REGION = "341399"
FIRST_PHONE = 19_900_000_000

Sex = Literal["男", "女"]
_OLDEST, _YOUNGEST = date(1940, 1, 1), date(2026, 6, 30)


@dataclass(frozen=True, slots=True)
class Person:
    """A synthetic citizen.

    Attributes:
        key: stable name in code, pinyin for the cast (``"lin-xiaohe"``), a number for the others.
        name: may hold rare characters outside the basic plane.
        id_number: region 341399, right check character.
        phone: 199-0000-xxxx.
        region_code: district or county of residence.
        address: with an invented street.
        born_on: as the identity number says.
        sex: ``男`` or ``女``.
        marital_status: ``未婚``, ``已婚``, ``离婚`` or ``丧偶``.
        household: key of the head of the household.
        relation_to_head: ``户主``, ``配偶``, ``子``, ``女``, ``父`` or ``母``.
        part: what the person shows in the demo; empty for the crowd.
    """

    key: str
    name: str
    id_number: str
    phone: str
    region_code: str
    address: str
    born_on: date
    sex: Sex
    marital_status: str
    household: str
    relation_to_head: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Firm:
    """A synthetic company; ``representative`` is the key of its legal representative."""

    key: str
    name: str
    uscc: str
    phone: str
    region_code: str
    address: str
    established_on: date
    status: str
    representative: str


@dataclass(frozen=True)
class City:
    """Everybody, in a stable order, with the two look-ups that registers need."""

    seed: int
    persons: tuple[Person, ...]
    firms: tuple[Firm, ...]
    _persons: dict[str, Person] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_persons", {person.key: person for person in self.persons})

    def person(self, key: str) -> Person:
        """The person of a key.

        Raises:
            KeyError: there is none.
        """
        return self._persons[key]

    def household(self, head: str) -> tuple[Person, ...]:
        """All members of a household, its head first."""
        members = [person for person in self.persons if person.household == head]
        return tuple(sorted(members, key=lambda person: person.key != head))


@cache
def city(seed: int = SEED) -> City:
    """The demo city of a seed; the cast is the same in every one.

    Args:
        seed: any whole number.

    Returns:
        About 320 persons and 60 firms.
    """
    chance = Random(seed)
    maker = _Maker(chance)
    persons = [_cast_member(maker, *row) for row in _CAST]
    persons += [_relative(maker, persons, *row) for row in _FAMILIES]
    while len(persons) < PERSONS:
        persons += maker.household(len(persons) + 1)
    grown = [person for person in persons if not person.part and person.born_on < date(2004, 1, 1)]
    firms = [maker.firm(0, "宿州云禾文化传媒有限公司", persons[5], "存续")]
    for number, head in enumerate(chance.sample(grown, FIRMS - 1), start=1):
        firms.append(maker.firm(number, maker.firm_name(head.region_code, firms), head, ""))
    return City(seed, tuple(persons), tuple(firms))


def identity(born_on: date, sequence: int) -> str:
    """A synthetic identity number.

    Args:
        born_on: date of birth.
        sequence: 0 to 999; odd for men.

    Returns:
        18 characters in region 341399.
    """
    first = f"{NUMBER_REGION}{born_on:%Y%m%d}{sequence:03d}"
    return first + identity_check_character(first)


def credit_code(prefix: str, serial: int) -> str:
    """A synthetic unified social credit code.

    Args:
        prefix: ``"91"`` for companies, ``"11"`` for agencies.
        serial: 0 to 99,999,999; the body of the organisation code.

    Returns:
        18 characters in region 341399, with the check characters of both codes (GB 11714, GB 32100).
    """
    body = f"{serial:08d}"
    rest = 11 - sum(int(c) * w for c, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    first = f"{prefix}{NUMBER_REGION}{body}{ {10: 'X', 11: '0'}.get(rest, str(rest)) }"
    return first + uscc_check_character(first)


_CAST: tuple[tuple[str, str, date, Sex, str, str, str], ...] = (
    (
        "lin-xiaohe",
        "林晓禾",
        date(1988, 4, 12),
        "女",
        "341302",
        "离婚",
        "如实承诺：低收入家庭，登记状态为在享",
    ),
    (
        "tao-yichuan",
        "陶一川",
        date(1979, 9, 3),
        "男",
        "341302",
        "已婚",
        "承诺不实：低收入待遇已经停发，仍承诺正在享受",
    ),
    ("gu-nanxing", "顾南星", date(1996, 8, 20), "女", "341322", "未婚", "先承诺，办结前撤回，改交证明"),
    ("mi-keke", "米可可", date(2001, 2, 14), "女", "341321", "未婚", "承诺属实，但查询她的数据来源中断"),
    (
        "shen-tingyu",
        "沈听雨",
        date(1954, 3, 8),
        "女",
        "341323",
        "丧偶",
        "72 岁，特困供养，免予核查经济困难状况",
    ),
    (
        "cheng-xiaoman",
        "程小满",
        date(1990, 5, 21),
        "男",
        "341302",
        "已婚",
        "宿州云禾文化传媒有限公司法定代表人",
    ),
    ("zhou-xian", "周闲", date(1985, 7, 30), "男", "341324", "未婚", "与各案都无关，用来试不该看到的看不到"),
    ("ouyang-hong", "欧阳𬭎", date(1992, 10, 6), "男", "341302", "未婚", "姓名含生僻字𬭎"),
    ("sima-yan", "司马䶮", date(1983, 12, 24), "男", "341321", "已婚", "姓名含生僻字䶮"),
    ("shangguan-jie", "上官㛃", date(1999, 6, 2), "女", "341323", "未婚", "姓名含生僻字㛃"),
)


def _cast_member(
    maker: _Maker, key: str, name: str, born_on: date, sex: Sex, region: str, marital_status: str, part: str
) -> Person:
    number = identity(born_on, 1 if sex == "男" else 2)
    maker.taken.add(number)
    return Person(
        key,
        name,
        number,
        maker.phone(),
        region,
        maker.address(region),
        born_on,
        sex,
        marital_status,
        key,
        "户主",
        part,
    )


_FAMILIES: tuple[tuple[str, str, date, Sex, str, str], ...] = (
    ("lin-xiaohe", "林念禾", date(2014, 5, 9), "女", "未婚", "女"),
    ("tao-yichuan", "何静岚", date(1981, 11, 2), "女", "已婚", "配偶"),
    ("tao-yichuan", "陶亦舟", date(2009, 1, 17), "男", "未婚", "子"),
    ("cheng-xiaoman", "许知荷", date(1991, 3, 28), "女", "已婚", "配偶"),
    ("sima-yan", "贺晓瑶", date(1986, 7, 5), "女", "已婚", "配偶"),
)


def _relative(
    maker: _Maker,
    cast: list[Person],
    head: str,
    name: str,
    born_on: date,
    sex: Sex,
    marital_status: str,
    relation: str,
) -> Person:
    of = next(person for person in cast if person.key == head)
    number = identity(born_on, 3 if sex == "男" else 4)
    maker.taken.add(number)
    return Person(
        f"{head}-family-{born_on:%Y}",
        name,
        number,
        maker.phone(),
        of.region_code,
        of.address,
        born_on,
        sex,
        marital_status,
        head,
        relation,
    )


class _Maker:
    """Draws everything from one source of chance and never gives a number twice."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.taken: set[str] = set()
        self.phones = FIRST_PHONE
        self.streets = Random(SEED)

    def phone(self) -> str:
        self.phones += 1
        return str(self.phones)

    def address(self, region: str) -> str:
        pick = self.streets
        return (
            f"安徽省宿州市{names.REGIONS[region]}{pick.choice(names.TOWNS[region])}{pick.choice(names.STREETS)}"
            f"{pick.randint(1, 198)}号{pick.randint(1, 18)}幢{pick.randint(1, 11)}0{pick.randint(1, 4)}室"
        )

    def number(self, born_on: date, sex: Sex) -> str:
        while True:
            number = identity(born_on, self.chance.randrange(10, 999) // 2 * 2 + (sex == "男"))
            if number not in self.taken:
                self.taken.add(number)
                return number

    def given(self, sex: Sex) -> str:
        if self.chance.random() < 0.15:
            return self.chance.choice(names.GIVEN_SINGLE[sex])
        return self.chance.choice(names.GIVEN_FIRST) + self.chance.choice(names.GIVEN_SECOND[sex])

    def surname(self) -> str:
        if self.chance.random() < 0.04:
            return self.chance.choice(names.COMPOUND_SURNAMES)
        return self.chance.choice(names.SURNAMES)

    def sex(self) -> Sex:
        return self.chance.choice(("男", "女"))

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.chance.randrange((last - first).days))

    def household(self, number: int) -> list[Person]:
        """A head, perhaps a spouse, children and a parent, all at one address."""
        region = self.chance.choice(tuple(names.REGIONS))
        address, head_key = self.address(region), f"person-{number:04d}"
        born = self.day(date(1948, 1, 1), date(2001, 1, 1))
        surname, sex = self.surname(), self.sex()
        married = self.chance.random() < 0.6
        alone = self.chance.choice(("离婚", "丧偶")) if born < date(1985, 1, 1) else "未婚"
        rows: list[tuple[str, date, Sex, str, str]] = [
            (surname, born, sex, "已婚" if married else alone, "户主")
        ]
        if married:
            other: Sex = "女" if sex == "男" else "男"
            rows.append((self.surname(), self._near(born, -5, 5), other, "已婚", "配偶"))
        if born < date(1998, 1, 1) and (married or alone != "未婚"):
            for _ in range(self.chance.choice((0, 1, 1, 2))):
                child_sex = self.sex()
                child_born = self._near(born, 23, 34)
                rows.append((surname, child_born, child_sex, "未婚", "子" if child_sex == "男" else "女"))
        if date(1965, 1, 1) < born and self.chance.random() < 0.2:
            parent_sex = self.sex()
            own = surname if parent_sex == "男" else self.surname()
            rows.append(
                (own, self._near(born, -32, -22), parent_sex, "丧偶", "父" if parent_sex == "男" else "母")
            )
        return [
            Person(
                f"person-{number + place:04d}",
                family + self.given(person_sex),
                self.number(day, person_sex),
                self.phone(),
                region,
                address,
                day,
                person_sex,
                status,
                head_key,
                relation,
            )
            for place, (family, day, person_sex, status, relation) in enumerate(rows)
        ]

    def _near(self, born: date, youngest: int, oldest: int) -> date:
        day = born + timedelta(days=self.chance.randint(youngest * 365, oldest * 365))
        return min(max(day, _OLDEST), _YOUNGEST)

    def firm_name(self, region: str, others: list[Firm]) -> str:
        """A name that no other firm has."""
        place = self.chance.choice(("宿州", names.REGIONS[region].removesuffix("区")))
        name = f"{place}{self.chance.choice(names.FIRM_WORDS)}{self.chance.choice(names.FIRM_TRADES)}有限公司"
        return self.firm_name(region, others) if any(firm.name == name for firm in others) else name

    def firm(self, number: int, name: str, representative: Person, status: str) -> Firm:
        region = representative.region_code
        return Firm(
            key=f"firm-{number:04d}",
            name=name,
            uscc=credit_code("91", 13_000_000 + number * 37),
            phone=self.phone(),
            region_code=region,
            address=self.address(region),
            established_on=date(2019, 6, 3) if status else self.day(date(2008, 1, 1), date(2026, 1, 1)),
            status=status or self.chance.choices(("存续", "注销", "吊销"), (92, 5, 3))[0],
            representative=representative.key,
        )


def age_on(person: Person, day: date) -> int:
    """Whole years of age on a day."""
    born = birth_date(person.id_number)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
