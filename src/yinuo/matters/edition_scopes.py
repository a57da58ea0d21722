"""Whose catalogue an edition is: the whole city's, a county's, or one unit's."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from yinuo.law import place
from yinuo.matters.models import Edition
from yinuo.people.models import Agency

WHOLE_CITY = "city"
PREFIX = "宿证目"


@dataclass(frozen=True, slots=True)
class Scope:
    """The scope of an edition.

    Attributes:
        kind: one of :class:`Edition.Scope`.
        region_code: of the city, the county, or the unit's.
        agency: the unit, else None.
    """

    kind: str
    region_code: str
    agency: Agency | None = None

    @property
    def word(self) -> str:
        """The scope's word in addresses and forms: ``city``, ``county-341321``, ``unit-justice``."""
        if self.agency is not None:
            return f"unit-{self.agency.slug}"
        return WHOLE_CITY if self.kind == Edition.Scope.CITY else f"county-{self.region_code}"

    @property
    def name(self) -> str:
        """Whose catalogue it is: ``宿州市``, ``砀山县``, ``宿州市司法局``."""
        if self.agency is not None:
            return self.agency.name
        if self.kind == Edition.Scope.CITY:
            return str(settings.YINUO_CITY["name"])
        return place.load(settings.YINUO_PLACE).region(self.region_code)

    @property
    def title(self) -> str:
        """The catalogue's name."""
        return f"{self.name}证明事项告知承诺制目录"

    @property
    def condition(self) -> Q:
        """Which editions are of this scope."""
        return Q(scope=self.kind, region_code=self.region_code, agency=self.agency)

    def holds(self, path: str) -> Q:
        """Which items belong to it.

        Args:
            path: from the row that is asked to the agency, such as ``"item__matter__agency"``.
        """
        if self.agency is not None:
            return Q(**{path: self.agency})
        return Q() if self.kind == Edition.Scope.CITY else Q(**{f"{path}__region_code": self.region_code})

    def as_json(self) -> dict[str, str]:
        """As the content of an edition names it."""
        return {
            "kind": self.kind,
            "region_code": self.region_code,
            "agency": self.agency.uscc if self.agency is not None else "",
            "title": self.title,
        }


@dataclass(frozen=True, slots=True)
class Numbered:
    """The name of an edition: whose, of which year, and which of that year's one series."""

    scope: Scope
    year: int
    serial: int

    @property
    def number(self) -> str:
        """As it is cited: ``宿证目〔2026〕第1期``."""
        return f"{PREFIX}〔{self.year}〕第{self.serial}期"

    @property
    def key(self) -> str:
        """As addresses write it: ``2026-1``."""
        return f"{self.year}-{self.serial}"

    @property
    def title(self) -> str:
        """As its first page is headed."""
        return f"{self.scope.title}（{self.year}年第{self.serial}期）"


def city() -> Scope:
    """The whole city."""
    return Scope(Edition.Scope.CITY, place.load(settings.YINUO_PLACE).region_code)


def counties() -> list[Scope]:
    """The counties of the city, as its place file names them."""
    return [Scope(Edition.Scope.COUNTY, code) for code in place.load(settings.YINUO_PLACE).counties]


def unit(agency: Agency) -> Scope:
    """One unit."""
    return Scope(Edition.Scope.UNIT, agency.region_code, agency)


def scope_of(edition: Edition) -> Scope:
    """The scope of an edition, with its unit."""
    return Scope(edition.scope, edition.region_code, edition.agency)


def read(word: str) -> Scope | None:
    """The scope with a word; None where there is none."""
    kind, _, rest = word.partition("-")
    if word == WHOLE_CITY:
        return city()
    if kind == Edition.Scope.COUNTY:
        return next((one for one in counties() if one.region_code == rest), None)
    agency = Agency.objects.filter(slug=rest[:50]).first() if kind == Edition.Scope.UNIT and rest else None
    return unit(agency) if agency is not None else None
