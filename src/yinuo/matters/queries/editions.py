"""Questions about editions: what the catalogue says now, what was published, by whom, and what differs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, QuerySet

from yinuo.law import place
from yinuo.law.scope import ProofKind
from yinuo.matters import edition_scopes
from yinuo.matters.access import in_charge, why_not_issue
from yinuo.matters.edition_changes import Difference, differences
from yinuo.matters.edition_lines import Line, content_of, digest_of, ordered
from yinuo.matters.models import Edition, ItemVersion
from yinuo.matters.queries.published import published
from yinuo.matters.terms import Signer, Terms
from yinuo.people.models import Agency, Role
from yinuo.people.queries import has_role

if TYPE_CHECKING:
    from yinuo.matters.edition_scopes import Scope
    from yinuo.people.models import Account


def line_of(version: ItemVersion) -> Line:
    """A version in use as a line of the catalogue.

    Args:
        version: with item, matter and agency.
    """
    item, matter, notice = version.item, version.item.matter, version.notice
    terms = Terms.from_json(version.terms)

    def told(key: str) -> str:
        return str(notice.get(key, "")).strip()

    return Line(
        slug=item.slug,
        region=place.load(settings.YINUO_PLACE).region(matter.agency.region_code),
        agency=matter.agency.name,
        matter=matter.name,
        matter_code=matter.handling_code or matter.base_code or matter.code,
        kind=matter.get_kind_display(),
        field=matter.get_field_display() if matter.field else "",
        name=item.name,
        proves=ProofKind[item.proves].value if item.proves else "",
        purpose=item.purpose,
        basis=told("basis") or item.basis,
        asker=item.asker or matter.agency.name,
        issuer=item.issuer,
        content=told("proof_content"),
        conditions=told("conditions"),
        materials=told("materials"),
        facts="\n".join(
            f"{number}. {fact.get('text', '')}（标准：{fact.get('standard', '')}）"
            for number, fact in enumerate(version.facts, start=1)
        ),
        method=told("method"),
        signers="、".join(Signer[name].value for name in terms.signers),
        civil=told("liability_civil"),
        administrative=told("liability_administrative"),
        criminal=told("liability_criminal"),
        verification=told("verification_power"),
        public=_publicity(version),
        status=version.status,
        because=version.suspended_because or version.ends_because,
        version=version.number,
        valid_from=version.valid_from.isoformat() if version.valid_from else "",
        ends_on=version.ends_on.isoformat() if version.ends_on else "",
        digest=version.text_digest,
    )


def _publicity(version: ItemVersion) -> str:
    notice = version.notice
    if not notice.get("public"):
        return "不公开"
    told = "，".join(str(notice.get(key, "")).strip() for key in ("public_scope", "public_term"))
    return f"公开：{told.strip('，')}" if told.strip("，") else "公开"


def in_force(scope: Scope) -> QuerySet[ItemVersion]:
    """The versions in use within a scope, suspended ones too, with item, matter and agency."""
    return published().filter(scope.holds("item__matter__agency"))


def lines_now(scope: Scope) -> tuple[Line, ...]:
    """What the catalogue of a scope says now."""
    return ordered(line_of(version) for version in in_force(scope))


def editions(scope: Scope | None = None) -> QuerySet[Edition]:
    """The editions of a scope, or all, the newest first, with unit, file and what they follow and correct."""
    rows = Edition.objects.select_related(
        "agency", "document", "follows", "corrects", "corrected_by", "issued_by", "case_file__agency"
    ).defer("document__content", "document__picture")
    return (rows.filter(scope.condition) if scope is not None else rows).order_by("-year", "-serial")


def latest(scope: Scope) -> Edition | None:
    """The edition of a scope that is valid now: the newest."""
    return editions(scope).first()


def edition_by_key(key: str) -> Edition | None:
    """The edition with a word in addresses, such as ``2026-1``."""
    year, _, serial = key.partition("-")
    if not (year.isascii() and serial.isascii() and year.isdecimal() and serial.isdecimal()):
        return None
    if len(year) != 4 or len(serial) > 4:
        return None
    return editions().filter(year=int(year), serial=int(serial)).first()


def lines_of(edition: Edition) -> tuple[Line, ...]:
    """The lines of an edition in their order."""
    kept = edition.lines.order_by("position").values_list("said", flat=True)
    return tuple(Line.from_json(said) for said in kept)


def recomputed_digest(edition: Edition) -> str:
    """The digest of an edition's content as it stands in the tables; equal to the published one, or something is wrong."""
    return digest_of(content_of(edition.scope_said, edition.as_of.isoformat(), lines_of(edition)))


def successor(edition: Edition) -> Edition | None:
    """The next edition of the same scope, if any."""
    newer = editions(edition_scopes.scope_of(edition)).filter(pk__gt=edition.pk)
    return newer.order_by("year", "serial").first()


def newest_of_each() -> dict[tuple[str, str, int | None], Edition]:
    """The newest edition of every scope that has one: kind, region and unit to the edition, with its unit."""
    rows = Edition.objects.select_related("agency").order_by(
        "scope", "region_code", "agency_id", "-year", "-serial"
    )
    return {
        (one.scope, one.region_code, one.agency_id): one
        for one in rows.distinct("scope", "region_code", "agency_id")
    }


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with what it has published.

    Attributes:
        agency: the unit.
        items: how many items are in use, suspended ones too.
        edition: its own newest edition, or None.
    """

    agency: Agency
    items: int
    edition: Edition | None


@dataclass(frozen=True, slots=True)
class CountyRow:
    """A county, or the city's own departments, with their units.

    Attributes:
        name: 市直, or the county.
        scope: of the county; None for the city's own departments, whose catalogue is the city's.
        edition: the county's newest edition, or None.
        units: its units.
    """

    name: str
    scope: Scope | None
    edition: Edition | None
    units: tuple[UnitRow, ...]

    @property
    def items(self) -> int:
        """Items in use in all its units."""
        return sum(unit.items for unit in self.units)

    @property
    def without(self) -> int:
        """Units that have no edition of their own."""
        return sum(unit.edition is None for unit in self.units)


def counties_and_units() -> list[CountyRow]:
    """Every county and every unit with its newest edition, those without one too; the city's departments first."""
    here = place.load(settings.YINUO_PLACE)
    counted = dict(published().order_by().values_list("item__matter__agency").annotate(n=Count("pk")))
    newest = newest_of_each()
    units: dict[str, list[UnitRow]] = {code: [] for code in (here.region_code, *here.counties)}
    for agency in Agency.objects.order_by("pk"):
        own = newest.get((Edition.Scope.UNIT, agency.region_code, agency.pk))
        units.setdefault(agency.region_code, []).append(UnitRow(agency, counted.get(agency.pk, 0), own))
    return [
        CountyRow(
            here.region(code),
            None if code == here.region_code else edition_scopes.Scope(Edition.Scope.COUNTY, code),
            newest.get((Edition.Scope.COUNTY, code, None)),
            tuple(rows),
        )
        for code, rows in units.items()
    ]


def scopes_of(account: Account, *, on: date) -> list[Scope]:
    """The scopes whose edition a person may issue: the whole city, counties, units, as far as he may."""
    return [
        one for one in _every_scope() if why_not_issue(account, one.region_code, one.agency, on=on) is None
    ]


def scopes_seen_by(account: Account, *, on: date) -> list[Scope]:
    """The scopes whose next edition an officer of the catalogue may look at: those he issues, and his own unit's."""
    mine = {one.word for one in scopes_of(account, on=on)}
    all_of_them = in_charge(account) or has_role(account, Role.JUSTICE_BUREAU, on=on)
    return [
        one
        for one in _every_scope()
        if all_of_them or one.word in mine or (one.agency is not None and one.agency.pk == account.agency_id)
    ]


def _every_scope() -> list[Scope]:
    """The whole city, its counties, and every unit."""
    units = (edition_scopes.unit(agency) for agency in Agency.objects.order_by("pk"))
    return [edition_scopes.city(), *edition_scopes.counties(), *units]


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the next edition of a scope would be.

    Attributes:
        scope: whose.
        lines: what it would say.
        last: the newest edition so far, or None.
        difference: from the newest edition to now; everything is added where there is none.
        same: the edition that says just this of this very day, or None.
    """

    scope: Scope
    lines: tuple[Line, ...]
    last: Edition | None
    difference: Difference
    same: Edition | None

    @property
    def suspended(self) -> int:
        """How many of the lines are suspended."""
        return sum(line.status == "suspended" for line in self.lines)


def ahead(scope: Scope, *, on: date) -> Ahead:
    """What an edition of a scope would say if it were issued on a day."""
    lines, last = lines_now(scope), latest(scope)
    digest = digest_of(content_of(scope.as_json(), on.isoformat(), lines))
    return Ahead(
        scope,
        lines,
        last,
        differences(lines_of(last) if last is not None else (), lines),
        editions().filter(content_digest=digest).first(),
    )
