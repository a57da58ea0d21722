"""What a crowd finds in the city: matters with their published items, officers, registers, and what the law says."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.utils import timezone

from yinuo.casefile.chain import plain
from yinuo.commitments.queries import clauses_of, notice_text_digest, plan, plan_row
from yinuo.exchange.models import Source
from yinuo.law import credit, place
from yinuo.law.eligibility import EligibilityFacts, may_commit
from yinuo.law.scope import ItemScope, Risk
from yinuo.matters.models import ItemVersion, Matter
from yinuo.people.models import Account, Role, RoleGrant
from yinuo.workdays.models import KnownYear
from yinuo.workdays.queries import calendar

if TYPE_CHECKING:
    from yinuo.law.credit import EntryFact, Standing
    from yinuo.law.deadlines import WorkdayCalendar
    from yinuo.law.grammar import Conclusion
    from yinuo.law.place import Place
    from yinuo.law.verification import PlanLine

STAND_INS: dict[str, tuple[str, ...]] = {
    Role.WINDOW_OFFICER: (Role.DECIDING_OFFICER,),
    Role.VERIFIER: (Role.DECIDING_OFFICER,),
    Role.CREDIT_OFFICER: (Role.DECIDING_OFFICER,),
}


StandingClass = Literal["good", "ordinary", "watched"]


class NoCity(LookupError):
    """Nothing is published, or nobody decides; the message says what to do, in Chinese."""


@dataclass(frozen=True)
class Offer:
    """A matter a person can apply for, with the version of each proof item that is in use.

    Attributes:
        matter: with its agency.
        versions: with their items.
        opened_on: the first day on which all of them were in use.
    """

    matter: Matter
    versions: tuple[ItemVersion, ...]

    @cached_property
    def opened_on(self) -> date:
        """The first day on which every version was in use."""
        return max(version.valid_from or date.max for version in self.versions)

    @cached_property
    def facts(self) -> tuple[dict[str, Any], ...]:
        """Every fact that is promised when all items are."""
        return tuple(fact for version in self.versions for fact in version.facts)

    @property
    def asks_register(self) -> bool:
        """Whether a register can tell at least one of the facts."""
        return any(fact.get("source_key") for fact in self.facts)


@dataclass
class Town:
    """The city as it stands, read once; the law's answers are kept, since many cases ask the same."""

    offers: tuple[Offer, ...]
    officers: dict[tuple[int, str], list[Account]]
    sources: dict[str, Source]
    days: WorkdayCalendar
    place: Place
    _plans: dict[tuple[int, StandingClass, date], list[Conclusion[PlanLine]]] = field(default_factory=dict)
    _answers: dict[Any, Any] = field(default_factory=dict)

    def officer(self, agency_id: int, role: str, lot: float) -> Account:
        """An officer of an agency: of the role, or who stands in for it.

        Args:
            agency_id: the agency.
            role: code name.
            lot: 0 to 1, which of several.
        """
        for wanted in (role, *STAND_INS.get(role, ())):
            found = self.officers.get((agency_id, wanted))
            if found:
                return found[int(lot * len(found))]
        raise NoCity(f"单位{agency_id}没有{role}")

    def plan(
        self, version: ItemVersion, standing_class: StandingClass, on: date
    ) -> list[Conclusion[PlanLine]]:
        """The plan of checks that a letter signed on a day would carry."""
        key = (version.pk, standing_class, on)
        if key not in self._plans:
            at = timezone.make_aware(datetime.combine(on, time(9)))
            self._plans[key] = plan(version=version, standing_class=standing_class, at=at, on=on)
        return self._plans[key]

    def plan_rows(
        self, version: ItemVersion, standing_class: StandingClass, on: date
    ) -> tuple[list[dict[str, Any]], list[Any]]:
        """The plan as a commitment keeps it, and as its entry does."""
        return self._once(
            ("plan", version.pk, standing_class, on),
            lambda: _both_ways(self.plan(version, standing_class, on)),
        )

    def standing(self, entries: tuple[EntryFact, ...], on: date) -> Conclusion[Standing]:
        """How somebody with these entries stands on a day."""
        return credit.standing.on(on, credit.StandingFacts(entries))

    def eligible(self, version: ItemVersion, stands: Conclusion[Standing], on: date) -> Conclusion[bool]:
        """May somebody who stands so promise for an item."""
        if stands.value.records:
            return _eligible(version, stands, on)
        return self._once(("eligible", version.pk, on), lambda: _eligible(version, stands, on))

    def notice(self, version: ItemVersion) -> tuple[str, int]:
        """The digest of the notice of a version, and how many clauses it has."""
        return self._once(
            ("notice", version.pk), lambda: (notice_text_digest(version), len(clauses_of(version)))
        )

    def kept(self, key: Any, ask: Any) -> Any:
        """Something asked once and kept."""
        return self._once(("kept", key), ask)

    def _once(self, key: Any, ask: Any) -> Any:
        if key not in self._answers:
            self._answers[key] = ask()
        return self._answers[key]


def _both_ways(lines: list[Conclusion[PlanLine]]) -> tuple[list[dict[str, Any]], list[Any]]:
    return [plan_row(line.value) for line in lines], plain([line.as_json() for line in lines])


def _eligible(version: ItemVersion, stands: Conclusion[Standing], on: date) -> Conclusion[bool]:
    item = version.item
    return may_commit.on(
        on,
        EligibilityFacts(
            item_title=item.name,
            item_published=True,
            scope=ItemScope(frozenset(Risk[name] for name in item.risks)),
            records=stands.value.records,
        ),
    )


def look_round() -> Town:
    """Read the city: what is published and can be decided, who is in office, which registers there are.

    Raises:
        NoCity: nothing is published, or no agency with something published has a deciding officer.
    """
    officers: dict[tuple[int, str], list[Account]] = defaultdict(list)
    for grant in RoleGrant.objects.filter(valid_until=None, account__is_active=True).select_related(
        "account__agency"
    ):
        officers[grant.account.agency_id, grant.role].append(grant.account)  # type: ignore[index]
    versions: dict[int, list[ItemVersion]] = defaultdict(list)
    rows = ItemVersion.objects.filter(status="published").select_related("item__matter__agency")
    for version in rows.order_by("item__matter_id", "item_id"):
        versions[version.item.matter_id].append(version)
    offers = tuple(
        Offer(own[0].item.matter, tuple(own))
        for own in versions.values()
        if (own[0].item.matter.agency_id, Role.DECIDING_OFFICER) in officers
    )
    if not offers or not KnownYear.objects.exists():
        raise NoCity("没有已公布的证明事项、审批人或者工作日历：请先运行 load_demo 建立演示城市")
    return Town(
        offers=offers,
        officers=dict(officers),
        sources={source.key: source for source in Source.objects.filter(enabled=True)},
        days=calendar(),
        place=place.load(settings.YINUO_PLACE),
    )
