"""The pool of exempt commitments, and draws that anybody can repeat."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet

from yinuo.law import draw as law
from yinuo.supervision.access import announcements_visible_to, pooled_visible_to
from yinuo.supervision.models import Announcement, Draw
from yinuo.verification.models import Task

if TYPE_CHECKING:
    from yinuo.people.models import Account, Agency

__all__ = [
    "PoolLine",
    "announcements_visible_to",
    "drawable",
    "holds",
    "inspectors_for",
    "key_of",
    "pool",
    "population_digest_of",
    "repeat",
    "seed_digest_of",
]

_SEAL = b"yinuo-draw-seed-v1"


@dataclass(frozen=True, slots=True)
class PoolLine:
    """How many exempt facts of one item lie in the pool of one agency.

    Attributes:
        agency: short name.
        item_id: key of the proof item.
        item: its name.
        waiting: facts in the pool that were never drawn.
        drawn: facts drawn already.
    """

    agency: str
    item_id: int
    item: str
    waiting: int
    drawn: int


def _in_pool(rows: QuerySet[Task], on: date) -> QuerySet[Task]:
    return rows.filter(due_on__gte=on).exclude(commitment__status="withdrawn")


def pool(account: Account, *, on: date, agency_id: int | None = None) -> list[PoolLine]:
    """The pool of routine supervision by agency and item: exempt facts within their time, withdrawn promises left out.

    Args:
        account: who asks; an officer sees his agency's.
        on: the day.
        agency_id: only this agency.

    Source: 方案二（四）, clause 2.4-b.
    """
    rows = _in_pool(pooled_visible_to(account, on=on), on)
    if agency_id is not None:
        rows = rows.filter(agency=agency_id)
    item = "commitment__application_item__proof_item"
    counted = (
        rows.order_by()
        .values_list("agency__short_name", f"{item}_id", f"{item}__name")
        .annotate(all=Count("pk"), taken=Count("drawn"))
        .order_by("agency__short_name", f"{item}__name", f"{item}_id")
    )
    return [PoolLine(agency, pk, name, all_ - drawn, drawn) for agency, pk, name, all_, drawn in counted]


def drawable(agency: Agency, *, on: date) -> QuerySet[Task]:
    """The facts of an agency's pool that may be drawn: never drawn before, in a fixed order."""
    rows = _in_pool(Task.objects.filter(agency=agency, status="pooled"), on)
    return rows.filter(drawn__isnull=True).select_related("commitment__letter").order_by("id")


def key_of(task: Task) -> str:
    """The name of a fact in the published list: the letter's number and the fact's key; it names no person."""
    return f"{task.commitment.letter.number}/{task.fact_key}"


def population_digest_of(strata: list[dict[str, Any]], inspectors: list[str]) -> str:
    """The digest of the whole frozen list: every stratum with its size, and the inspectors."""
    parts = [f"{s['standing']}:{s['percent']}:{s['size']}:{law.population_digest(s['keys'])}" for s in strata]
    return law.population_digest([*parts, "inspectors:" + law.population_digest(inspectors)])


def seed_digest_of(seed: bytes) -> str:
    """The seal of a seed: published before the draw, so that the seed cannot be chosen after the list is known."""
    return hashlib.sha256(_SEAL + seed).hexdigest()


def inspectors_for(key: str, inspectors: list[str], number: int, seed: bytes) -> list[str]:
    """Who is to visit for one fact: drawn from the list of inspectors by the same seed and the fact's key."""
    return law.draw(inspectors, number, hashlib.sha256(seed + key.encode()).digest())


def repeat(announcement: Announcement, seed: bytes, *, inspectors_each: int) -> list[tuple[str, list[str]]]:
    """The draw as everybody can repeat it: the facts drawn in each stratum with their inspectors.

    Args:
        announcement: the frozen list.
        seed: the seed made public.
        inspectors_each: how many inspectors go together.

    Raises:
        ValueError: the seed is not the one that was sealed, or the list is not the one that was published.
    """
    if seed_digest_of(seed) != announcement.seed_digest:
        raise ValueError("the seed is not the one that was sealed")
    if population_digest_of(announcement.strata, announcement.inspectors) != announcement.population_digest:
        raise ValueError("the list is not the one that was published")
    return [
        (key, inspectors_for(key, announcement.inspectors, inspectors_each, seed))
        for stratum in announcement.strata
        for key in law.draw(stratum["keys"], stratum["size"], seed)
    ]


def holds(draw: Draw, *, inspectors_each: int) -> bool:
    """Whether a kept draw is what its seed and its list give."""
    kept = [(line["key"], line["inspectors"]) for line in draw.result]
    return kept == repeat(draw.announcement, bytes.fromhex(draw.seed), inspectors_each=inspectors_each)
