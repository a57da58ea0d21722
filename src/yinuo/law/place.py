"""The numbers of a place: nation, province and city each in one TOML file, the nearer overriding the farther."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from yinuo.law.grammar import Dated
from yinuo.law.texts import LAWS

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCAL_CHOICE = "local choice"
NATION = "cn"

_PLACE_WORDS = frozenset({"name", "host", "hotline", "region_code"})
_NUMBER_WORDS = frozenset({"title", "unit", "basis", "note", "values"})


class PlaceMistake(ValueError):
    """A place file says something it may not say; the message names file, key and remedy."""


@dataclass(frozen=True)
class Place:
    """A place with every number it works by.

    Attributes:
        key: ``"cn-3413"``.
        name: ``"安徽省宿州市"``.
        host: the office in charge (主管), ``"宿州市司法局"``.
        hotline: the number people call.
        region_code: six digits, GB/T 2260.
        chain: the keys from the nation down to the place.
        counties: 县、区 of the place by their code, in the order of the file; empty where none are named.
    """

    key: str
    name: str
    host: str
    hotline: str
    region_code: str
    chain: tuple[str, ...]
    _numbers: Mapping[str, Dated[Any]] = field(repr=False, compare=False)
    _givers: Mapping[str, str] = field(repr=False, compare=False)
    counties: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    def region(self, code: str) -> str:
        """The name of a region of the place: 市直 for the place itself, else the county's; its code where unnamed."""
        return "市直" if code == self.region_code else self.counties.get(code, code)

    def number(self, name: str) -> Dated[Any]:
        """A number with all its dates, its basis and its note.

        Raises:
            KeyError: no place file declares the number.
        """
        try:
            return self._numbers[name]
        except KeyError:
            raise KeyError(f"no place file declares a number {name}") from None

    def numbers(self) -> list[Dated[Any]]:
        """Every number, in the order of the national file."""
        return list(self._numbers.values())

    def given_by(self, name: str) -> str:
        """The key of the place whose file gave the number (``"cn"``, ``"cn-3413"``)."""
        return self._givers[name]

    def amount(self, name: str, day: date) -> int:
        """A whole number in force on a day.

        Raises:
            TypeError: the value is a switch or a date.
            NotInForce: no value is in force on the day.
        """
        value = self.number(name).on(day)
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"{name} is not a whole number but {value!r}")
        return value

    def switch(self, name: str, day: date) -> bool:
        """Whether something is switched on, on a day.

        Raises:
            TypeError: the value is no switch.
            NotInForce: no value is in force on the day.
        """
        value = self.number(name).on(day)
        if not isinstance(value, bool):
            raise TypeError(f"{name} is not true or false but {value!r}")
        return value


@cache
def load(key: str = "cn-3413") -> Place:
    """The place of a key, read from ``places/`` and cached.

    Args:
        key: ``"cn"``, ``"cn-34"`` or ``"cn-3413"``.

    Raises:
        PlaceMistake: a file is missing or says what it may not say.
    """
    return read({part: _written(part) for part in chain_of(key)}, key)


def chain_of(key: str) -> tuple[str, ...]:
    """The keys from the nation to the place: ``cn``, ``cn-34``, ``cn-3413``.

    Raises:
        PlaceMistake: the key is not of that form.
    """
    found = re.fullmatch(r"cn(?:-(\d{2})(\d{2})?(\d{2})?)?", key)
    if found is None:
        raise PlaceMistake(f"{key} is not the key of a place; write cn, cn-34 or cn-3413")
    chain, code = [NATION], ""
    for digits in found.groups():
        if digits:
            code += digits
            chain.append(f"{NATION}-{code}")
    return tuple(chain)


def read(written: Mapping[str, Mapping[str, Any]], key: str) -> Place:
    """The place that the parsed files of a chain describe.

    Args:
        written: place key to parsed TOML, one per place of the chain.
        key: the place wanted.

    Raises:
        PlaceMistake: an unknown key, a missing date or a missing basis, named with its file.
    """
    chain = chain_of(key)
    numbers: dict[str, Dated[Any]] = {}
    givers: dict[str, str] = {}
    for part in chain:
        for name, row in written[part].get("numbers", {}).items():
            if part != NATION and name not in numbers:
                raise PlaceMistake(
                    f"{part}.toml gives {name}, which cn.toml does not know; declare it there first"
                )
            numbers[name] = _number(part, name, row, numbers.get(name))
            givers[name] = part
    place = _place_words(written, chain)
    silent = [name for name, number in numbers.items() if not number.values]
    if silent and not place["region_code"].endswith("0000"):
        raise PlaceMistake(f"{key} has no value for {', '.join(silent)}; give it in {key}.toml")
    counties = _counties(chain[-1], written[chain[-1]].get("counties", {}))
    return Place(key=key, chain=chain, _numbers=numbers, _givers=givers, counties=counties, **place)


def _counties(part: str, row: Any) -> dict[str, str]:
    wrong = not isinstance(row, dict) or [
        code
        for code, name in row.items()
        if not re.fullmatch(r"\d{6}", code) or not isinstance(name, str) or not name.strip()
    ]
    if wrong:
        raise PlaceMistake(f'{part}.toml names its counties wrongly; write one a line: 341321 = "砀山县"')
    return dict(row)


def _place_words(written: Mapping[str, Mapping[str, Any]], chain: tuple[str, ...]) -> dict[str, str]:
    words: dict[str, str] = {}
    for part in chain:
        strange = written[part].keys() - {"place", "numbers", "counties"}
        strange |= written[part].get("place", {}).keys() - _PLACE_WORDS
        if strange:
            raise PlaceMistake(f"{part}.toml says {', '.join(sorted(strange))}, which no place file knows")
        words |= written[part].get("place", {})
    missing = _PLACE_WORDS - words.keys()
    if missing:
        raise PlaceMistake(f"{chain[-1]}.toml does not say {', '.join(sorted(missing))}")
    return words


def _number(part: str, name: str, row: Mapping[str, Any], farther: Dated[Any] | None) -> Dated[Any]:
    strange = row.keys() - _NUMBER_WORDS
    if strange:
        raise PlaceMistake(f"{part}.toml says {', '.join(sorted(strange))} of {name}, which no number has")
    title = row.get("title", farther.title if farther else "")
    unit = row.get("unit", farther.unit if farther else "")
    if not title or not unit:
        raise PlaceMistake(f"{part}.toml gives {name} without its title or its unit")
    if farther and unit != farther.unit:
        raise PlaceMistake(f"{part}.toml counts {name} in {unit}, cn.toml in {farther.unit}")
    if "values" not in row and part == NATION and "basis" not in row:
        return Dated(name, title, unit, (), LOCAL_CHOICE, row.get("note", ""))
    return Dated(
        name, title, unit, _values(part, name, row, farther), _basis(part, name, row), row.get("note", "")
    )


def _values(
    part: str, name: str, row: Mapping[str, Any], farther: Dated[Any] | None
) -> tuple[tuple[date, Any], ...]:
    found = row.get("values")
    if not isinstance(found, dict) or not found:
        raise PlaceMistake(
            f"{part}.toml gives {name} without a date; write a value under the first day in force"
        )
    try:
        values = tuple(sorted((date.fromisoformat(day), value) for day, value in found.items()))
    except ValueError as mistake:
        raise PlaceMistake(
            f"{part}.toml dates {name} wrongly: {mistake}; write the day as 2026-04-01"
        ) from mistake
    kinds = {type(value) for _, value in values} | {
        type(value) for _, value in (farther.values if farther else ())
    }
    if not kinds <= {int} and not kinds <= {bool} and not kinds <= {date}:
        raise PlaceMistake(f"{part}.toml gives {name} a value that is no whole number, switch or date")
    return values


def _basis(part: str, name: str, row: Mapping[str, Any]) -> str:
    basis = str(row.get("basis", "")).strip()
    if not basis:
        raise PlaceMistake(
            f"{part}.toml gives {name} without a basis; name the article, or write {LOCAL_CHOICE}"
        )
    if basis == LOCAL_CHOICE:
        if not str(row.get("note", "")).strip():
            raise PlaceMistake(f"{part}.toml chooses {name} locally without a note on how it was chosen")
        return basis
    if not any(basis.startswith(law.name) for law in LAWS.values()):
        raise PlaceMistake(f"{part}.toml bases {name} on {basis}, a text that may not be cited")
    return basis


def _written(key: str) -> dict[str, Any]:
    source = files("yinuo.law").joinpath("places", f"{key}.toml")
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise PlaceMistake(f"there is no place file {key}.toml") from missing
    except tomllib.TOMLDecodeError as mistake:
        raise PlaceMistake(f"{key}.toml cannot be read: {mistake}") from mistake
