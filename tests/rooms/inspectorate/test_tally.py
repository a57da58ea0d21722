"""The tally: the same numbers as counting, read at once where the house is large, never stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from tests.rooms.credit.test_determine import at_once
from tests.rooms.inspectorate.cases import check, filed, promised

from yinuo.inspectorate.actions import take_tally
from yinuo.inspectorate.models import Tally
from yinuo.inspectorate.queries import first_screen, scope, tallies
from yinuo.inspectorate.queries.tallies import counted_now, tallied

AT = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)
ON = date(2026, 6, 15)
SINCE = date(2025, 1, 1)


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A house counts as large from its third case on."""
    monkeypatch.setattr(tallies, "LARGE", 3)


def fill(city) -> None:
    for months, agency in ((0, city.bureau), (1, city.bureau), (2, city.police), (0, city.police)):
        at = AT - timedelta(days=30 * months + 1)
        row = filed(city, "commit", "proof", at=at, agency=agency)
        commitment = promised(city, row, at=at, then="keep")
        check(commitment, due_on=at.date(), concluded_at=at)
        check(commitment, due_on=at.date() - timedelta(days=3), key="late", concluded_at=at)


@pytest.mark.django_db
@pytest.mark.clause("3.4-b")
def test_a_tally_holds_what_counting_finds(city, few_are_many):
    fill(city)
    here = scope(city.li, on=ON, at=AT)
    counted = counted_now(here)

    assert take_tally(since=SINCE, on=ON, at=AT - timedelta(minutes=3)) > 0
    kept = tallied(here)
    assert kept.numbers == counted.numbers
    assert kept.as_of == AT - timedelta(minutes=3)
    assert counted.as_of == AT


@pytest.mark.django_db
def test_a_screen_read_from_the_tally_is_the_screen_counted(city, few_are_many):
    fill(city)
    here = scope(city.li, on=ON, at=AT)
    counted = first_screen(here)
    take_tally(since=SINCE, on=ON, at=AT)

    assert replace(first_screen(here), as_of=AT) == counted


@pytest.mark.django_db
def test_taken_again_the_numbers_are_replaced_and_not_added(city, few_are_many):
    fill(city)
    take_tally(since=SINCE, on=ON, at=AT)
    before = sum(Tally.objects.filter(measure__startswith="case:").values_list("number", flat=True))
    filed(city, "commit", at=AT)

    take_tally(since=SINCE, on=ON, at=AT)
    assert (
        sum(Tally.objects.filter(measure__startswith="case:").values_list("number", flat=True)) == before + 1
    )


@pytest.mark.django_db
def test_an_old_tally_a_small_house_or_odd_days_are_counted_instead(city, few_are_many, monkeypatch):
    fill(city)
    take_tally(since=SINCE, on=ON, at=AT - timedelta(minutes=16))
    assert tallied(scope(city.li, on=ON, at=AT)).as_of == AT

    take_tally(since=SINCE, on=ON, at=AT - timedelta(minutes=1))
    assert tallied(scope(city.li, on=ON, at=AT)).as_of == AT - timedelta(minutes=1)
    assert tallied(scope(city.li, on=ON, at=AT, since=date(2026, 5, 2))).as_of == AT
    assert tallied(scope(city.li, on=ON, at=AT, until=date(2026, 6, 3))).as_of == AT
    monkeypatch.setattr(tallies, "LARGE", 1000)
    assert tallied(scope(city.li, on=ON, at=AT)).as_of == AT


@pytest.mark.django_db
def test_an_officer_reads_his_own_agencys_numbers_and_a_stranger_none(city, few_are_many, monkeypatch):
    fill(city)
    take_tally(since=SINCE, on=ON, at=AT)
    monkeypatch.setattr(tallies, "LARGE", 1)

    for account, agencies in (
        (city.li, {city.bureau.pk, city.police.pk}),
        (city.feng, {city.police.pk}),
        (city.lin, set()),
    ):
        found = tallied(scope(account, on=ON, at=AT)).numbers
        assert {agency for agency, _month, _measure in found} == agencies


@pytest.mark.race
def test_of_two_tallies_at_once_one_is_taken_and_none_is_doubled(committed_city):
    with transaction.atomic():
        fill(committed_city)

    at_once(*(lambda: take_tally(since=SINCE, on=ON, at=AT) for _ in range(4)))
    cases = sum(Tally.objects.filter(measure__startswith="case:").values_list("number", flat=True))
    assert cases == 4
