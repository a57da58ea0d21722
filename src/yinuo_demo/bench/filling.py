"""Full first pages on the small database too: a page of thirty rows is compared with a page of thirty rows."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone

from yinuo.applications.models import Application
from yinuo.verification.models import Task
from yinuo_demo.bench.pages import AGENCY, SURNAME
from yinuo_demo.crowd import ways
from yinuo_demo.crowd.case import Case
from yinuo_demo.crowd.newcomers import settle
from yinuo_demo.crowd.paths import by_hand
from yinuo_demo.crowd.rows import Batch, Keys
from yinuo_demo.crowd.town import look_round

if TYPE_CHECKING:
    from collections.abc import Callable

    from yinuo_demo.crowd.town import Town
    from yinuo_demo.crowd.ways import Routes

FULL = 130
"""Rows that fill four pages of a list."""
NAMESAKES = 60
"""Applicants of the surname that is searched for: more than a search lists."""
SEED, FIRST_PLACE = 3413, 9_000_000
"""The crowd's seed, and places in it that no case of the crowd reaches."""


def fill() -> int:
    """Add cases that wait for a decision, checks that wait for a person, namesakes, until the agency's lists are full.

    Returns:
        How many cases were added.
    """
    waiting = Application.objects.filter(
        agency__slug=AGENCY, status__in=("submitted", "evidence_asked")
    ).count()
    open_ = Task.objects.filter(agency__slug=AGENCY, status="open", next_attempt_at__isnull=True).count()
    namesakes = Application.objects.filter(agency__slug=AGENCY, applicant__name__startswith=SURNAME).count()
    batch, town = Batch(Keys()), look_round()
    place = first = FIRST_PLACE + waiting + open_ + namesakes
    for _ in range(max(0, FULL - waiting)):
        place += 1
        _write(batch, town, place, ways.file, "proof")
    for _ in range(max(0, FULL - open_)):
        place += 1
        _write(batch, town, place, ways.granted_with_checks_open, "commit")
    for _ in range(max(0, NAMESAKES - namesakes)):
        place += 1
        _write(batch, town, place, ways.granted_with_checks_open, "commit", surname=SURNAME)
    batch.write()
    return place - first


def _write(
    batch: Batch,
    town: Town,
    place: int,
    play: Callable[[Case, Routes], None],
    routes: Routes,
    *,
    surname: str = "",
) -> None:
    chance, now = Random(place), timezone.now()
    who = settle(batch, SEED, place, with_firm=False)
    if surname:
        who.applicant.name = who.account.name = surname + who.account.name[1:]
    offers = [offer for offer in town.offers if offer.matter.agency.slug == AGENCY and by_hand(offer)]
    case = Case(
        batch=batch,
        town=town,
        chance=chance,
        who=who,
        offer=chance.choice(offers),
        channel="online",
        now=now - timedelta(days=chance.uniform(0.4, 2.4)),
        end=now,
        salt=b"",
        ledger=[],
    )
    play(case, routes)
