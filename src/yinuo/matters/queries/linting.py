"""What a legal reader would mark in the list that an officer sees, and on one item of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from yinuo.law.listing import Kind, ListedItem, ListRemark, in_order, lint, lint_beside, lint_one
from yinuo.law.naming import proof_stem
from yinuo.law.scope import CANCEL_FIRST
from yinuo.matters.access import items_visible_to
from yinuo.matters.codes import code_faults
from yinuo.matters.models import ProofItem
from yinuo.people.models import Account

_CANCELLED = frozenset({ProofItem.RowClass.PROMISED, ProofItem.RowClass.SHARED, ProofItem.RowClass.VILLAGE})
_COLUMNS = (
    "slug",
    "name",
    "purpose",
    "issuer",
    "asker",
    "basis",
    "row_class",
    "risks",
    "retained_because",
    "pretests",
    "uses_a_year",
    "days_to_get",
    "trips_to_get",
    "effort_source",
    "matter__name",
    "matter__base_code",
    "matter__handling_code",
    "matter__agency_id",
    "matter__agency__name",
    "matter__agency__uscc",
)
_BETWEEN = r"(?:[^[:alnum:]]|的|情况)*"
"""What may stand between the signs of a name without making it another."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A remark with the item it is made on, as a list shows it."""

    remark: ListRemark
    name: str
    matter: str
    agency: str


def marked(account: Account, *, on: date, agency_id: int | None = None) -> list[Marked]:
    """Every remark on the items an officer may see.

    Args:
        account: who asks; items of others are neither shown nor compared with.
        on: the day, for roles and for the law.
        agency_id: only remarks on this body's items; doubles and circles are still looked for among all.

    Returns:
        Remarks in the order of the catalogue.
    """
    rows = {row["slug"]: row for row in _rows(items_visible_to(account, on=on))}
    found = lint([_listed(row) for row in rows.values()], on=on)
    return [
        Marked(remark, row["name"], row["matter__name"], row["matter__agency__name"])
        for remark in found
        if (row := rows[remark.key]) and agency_id in {None, row["matter__agency_id"]}
    ]


def remarks_on(item: ProofItem, account: Account, *, on: date) -> list[ListRemark]:
    """The remarks on one item, doubles and circles among all the officer may see included.

    Args:
        item: the item.
        account: who asks.
        on: the day.
    """
    seen = items_visible_to(account, on=on)
    near = seen.filter(
        Q(pk=item.pk) | Q(matter__agency=item.matter.agency_id) | Q(name__iregex=_written_like(item.name))
    )
    listed = {row["slug"]: _listed(row) for row in _rows(near)}
    mine = listed.get(item.slug)
    if mine is None:
        return []
    beside = [remark for remark in lint_beside(list(listed.values())) if remark.key == item.slug]
    return in_order((*lint_one(mine, on=on), *beside))


def _written_like(name: str) -> str:
    """A pattern that finds every way of writing a proof's name that :func:`proof_stem` takes for the same."""
    return _BETWEEN.join(re.escape(sign) for sign in proof_stem(name))


def by_kind(found: Iterable[Marked]) -> dict[Kind, int]:
    """How many remarks of each kind, in the order of the kinds; kinds without any are left out."""
    counts = dict.fromkeys(Kind, 0)
    for one in found:
        counts[one.remark.kind] += 1
    return {kind: number for kind, number in counts.items() if number}


def _rows(items: QuerySet[ProofItem]) -> list[dict[str, Any]]:
    return list(items.order_by("pk").values(*_COLUMNS))


def _listed(row: dict[str, Any]) -> ListedItem:
    return ListedItem(
        key=row["slug"],
        name=row["name"],
        matter=row["matter__name"],
        purpose=row["purpose"],
        issuer=row["issuer"],
        basis=row["basis"],
        agency=row["matter__agency__name"],
        asker=row["asker"],
        cancelled=row["row_class"] in _CANCELLED,
        retained=row["row_class"] == ProofItem.RowClass.RETAINED or bool(row["risks"]),
        retained_because=row["retained_because"],
        tested=_tested(row["pretests"]),
        uses_a_year=row["uses_a_year"],
        days_to_get=row["days_to_get"],
        trips_to_get=row["trips_to_get"],
        effort_source=row["effort_source"],
        code_faults=code_faults(
            row["matter__base_code"],
            row["matter__handling_code"],
            agency_uscc=row["matter__agency__uscc"],
        ),
    )


def _tested(pretests: dict[str, dict[str, str]]) -> bool:
    """Whether each of the eight questions has its answer and its reason."""
    return all(
        pretests.get(test.key, {}).get("answer") and pretests.get(test.key, {}).get("reason")
        for test in CANCEL_FIRST
    )
