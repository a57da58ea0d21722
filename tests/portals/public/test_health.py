"""Whether the house is well, for machines that watch."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from tests.conftest import AT


def beat(at) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [at])


def test_a_house_without_a_worker_serves_pages_and_says_that_nobody_works(db, client):
    told = client.get("/healthz")

    assert told.status_code == 200
    assert told.json()["worker"]["fresh"] is False
    assert told.json()["worker"]["seconds_silent"] is None


@pytest.mark.parametrize(("ago", "fresh"), [(timedelta(seconds=20), True), (timedelta(minutes=10), False)])
def test_a_worker_is_fresh_while_it_gives_signs_of_life(db, client, ago, fresh):
    beat(AT + timedelta(minutes=5) - ago)

    worker = client.get("/healthz").json()["worker"]

    assert worker["fresh"] is fresh
    assert worker["seconds_silent"] == int(ago.total_seconds())


def test_without_its_database_the_house_says_so(client, monkeypatch):
    from yinuo.portals.public.pages import health

    def down(_at):
        raise OperationalError("gone")

    class Gone:
        def cursor(self):
            raise OperationalError("gone")

    monkeypatch.setattr(health, "connection", Gone())
    monkeypatch.setattr(health, "_worker", down)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json() == {"ok": False, "database": "down"}
