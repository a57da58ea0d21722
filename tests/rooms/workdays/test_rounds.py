"""The rounds of a day keep the time of the city, although the worker counts on the UTC clock."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from procrastinate.contrib.django import app

from yinuo.workdays.rounds import nightly

SUZHOU = ZoneInfo("Asia/Shanghai")
MIDNIGHT = datetime(2026, 6, 6, tzinfo=SUZHOU)

ROUNDS = {one.task.name: one for one in app.periodic_registry.periodic_tasks.values()}


def rounds_of(name: str, since: datetime) -> list[datetime]:
    """The next two rounds of a job, as the worker reckons them."""
    first = ROUNDS[name].croniter.get_next(ret_type=float, start_time=since.timestamp())
    second = ROUNDS[name].croniter.get_next(ret_type=float, start_time=first)
    return [datetime.fromtimestamp(moment, tz=SUZHOU) for moment in (first, second)]


@pytest.mark.parametrize("name", ["matters.turn_of_the_day", "verification.lapse_due"])
def test_what_a_day_brings_about_is_done_five_minutes_after_midnight_in_the_city(name):
    first, second = rounds_of(name, MIDNIGHT)

    assert f"{first:%H:%M}" == "00:05"
    assert second - first == timedelta(minutes=5)


@pytest.mark.parametrize(
    ("name", "at"), [("matters.recount_search", "02:40"), ("inspectorate.count_uses", "02:20")]
)
def test_heavy_work_is_done_by_night(name, at):
    first, second = rounds_of(name, MIDNIGHT)

    assert f"{first:%H:%M}" == at
    assert second - first == timedelta(days=1)


@pytest.mark.parametrize("name", ROUNDS)
def test_no_job_comes_once_a_day_in_office_hours(name):
    first, second = rounds_of(name, MIDNIGHT)

    assert second - first < timedelta(days=1) or first.hour < 6


def test_an_hour_of_the_city_is_told_as_an_hour_of_utc(settings):
    assert nightly(time(2, 40)) == "40 18 * * *"
    settings.TIME_ZONE = "Asia/Urumqi"
    assert nightly(time(2, 40)) == "40 20 * * *"


def test_a_city_with_summer_time_is_refused(settings):
    settings.TIME_ZONE = "Europe/Paris"
    with pytest.raises(ValueError, match="夏令时"):
        nightly(time(2, 40))
