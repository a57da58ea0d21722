"""How far commitment has come, field by field and unit by unit: proofs still asked for, open to promise, really promised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from yinuo.applications.models import ApplicationItem
from yinuo.commitments.models import Commitment
from yinuo.law.scope import PriorityField
from yinuo.matters.models import ProofItem
from yinuo.matters.queries import items_visible_to
from yinuo.people.models import Account

A_YEAR = timedelta(days=365)
ASKED = (ProofItem.RowClass.COMMITTED, ProofItem.RowClass.RETAINED, ProofItem.RowClass.STATUTORY)
OTHER = "其他领域"


@dataclass(frozen=True, slots=True)
class Coverage:
    """One field, or one unit.

    Attributes:
        key: code name of the field, empty for what belongs to none; or slug of the unit.
        title: its name.
        asked: proofs still asked for, cancelled ones left out.
        open_to_promise: of these, how many are published under commitment.
        used: of those, how many were promised at least once within a year.
        letters: letters signed for them within a year.
    """

    key: str
    title: str
    asked: int = 0
    open_to_promise: int = 0
    used: int = 0
    letters: int = 0


def field_coverage(account: Account, *, at: datetime, agency_id: int | None = None) -> list[Coverage]:
    """How far each priority field is, for the items an officer of the catalogue sees (clause 2.1-b).

    Args:
        account: who asks.
        at: the moment; use is counted within the year before it.
        agency_id: only this body's items.

    Returns:
        The seven fields in the order of the notice, then what belongs to none.
    """
    items = _asked(account, at)
    if agency_id is not None:
        items = items.filter(matter__agency=agency_id)
    titles = {name: one.value for name, one in PriorityField.__members__.items()} | {"": OTHER}
    rows = items.values_list("pk", "matter__field")
    placed = [(pk, field if field in titles else "") for pk, field in rows]
    return _counted(placed, titles, items, at)


def unit_coverage(account: Account, *, at: datetime) -> list[Coverage]:
    """How far each unit is, for the items an officer of the catalogue sees, by name.

    Args:
        account: who asks.
        at: the moment; use is counted within the year before it.
    """
    items = _asked(account, at)
    rows = list(items.values_list("pk", "matter__agency__slug", "matter__agency__name"))
    titles = dict(sorted({(slug, name) for _, slug, name in rows}, key=lambda one: one[1]))
    return _counted([(pk, slug) for pk, slug, _ in rows], titles, items, at)


def _asked(account: Account, at: datetime) -> QuerySet[ProofItem]:
    return items_visible_to(account, on=timezone.localdate(at)).filter(row_class__in=ASKED)


def _counted(
    placed: Iterable[tuple[int, str]], titles: Mapping[str, str], items: QuerySet[ProofItem], at: datetime
) -> list[Coverage]:
    committed = set(
        items.filter(versions__status__in=("published", "suspended")).values_list("pk", flat=True)
    )
    signed = dict(
        Commitment.objects.filter(signed_at__gt=at - A_YEAR, signed_at__lte=at)
        .values_list("application_item__proof_item")
        .annotate(letters=Count("pk"))
    )
    counted: dict[str, list[int]] = {key: [0, 0, 0, 0] for key in titles}
    for pk, key in placed:
        line = counted[key]
        line[0] += 1
        if pk in committed:
            line[1] += 1
            line[2] += pk in signed
            line[3] += signed.get(pk, 0)
    return [Coverage(key, titles[key], *line) for key, line in counted.items()]


@dataclass(frozen=True, slots=True)
class MeasuredUse:
    """How often an item was really used within a year (clause 2.1-a).

    Attributes:
        cases: applications handed in that it belongs to.
        promised: of these, how many took the way of commitment.
    """

    cases: int
    promised: int


def measured_use(item: ProofItem, *, at: datetime) -> MeasuredUse:
    """How often an item was really used, counted from the cases.

    Args:
        item: the item.
        at: the moment; counted within the year before it.
    """
    counted = ApplicationItem.objects.filter(
        proof_item=item, application__submitted_at__gt=at - A_YEAR, application__submitted_at__lte=at
    ).aggregate(cases=Count("pk"), promised=Count("pk", filter=Q(route=ApplicationItem.Route.COMMIT)))
    return MeasuredUse(**counted)
