"""Editions and changes of the catalogue as JSON, as described, for portals that take them over."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest
from tests.conftest import AT
from tests.portals.api.test_answers import asked, described, faults
from tests.portals.office import client_of
from tests.rooms.matters.cases import renewed

from yinuo.matters import edition_scopes as scopes
from yinuo.matters.actions import issue_edition, suspend
from yinuo.matters.edition_lines import Line
from yinuo.matters.queries import lines_of
from yinuo.portals.api.answers import CatalogueLine

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.2-a")]


@pytest.fixture
def edition(city):
    return issue_edition(scope=scopes.city(), by=city.wu, at=AT)


def following(body):
    return client_of().get(body["next"].removeprefix("http://testserver")).json()


def test_editions_are_answered_as_described_the_newest_first(city, edition):
    own = issue_edition(scope=scopes.unit(city.bureau), by=city.wu, at=AT)

    status, body = asked("editions/")

    assert status == 200
    assert faults(body, described("editions")) == []
    assert [one["key"] for one in body["editions"]] == [own.key, edition.key]
    assert [one["agency"] for one in body["editions"]] == ["宿州市司法局", ""]
    assert [one["key"] for one in asked("editions/", scope="city")[1]["editions"]] == [edition.key]
    _, first = asked("editions/", size=1)
    assert [one["key"] for one in following(first)["editions"]] == [edition.key]


def test_an_edition_comes_with_its_lines_page_by_page(city, edition):
    status, body = asked("editions/2026-1/")

    assert status == 200
    assert faults(body, described("edition")) == []
    assert [Line.from_json(one) for one in body["lines"]] == list(lines_of(edition))
    _, first = asked("editions/2026-1/", size=1)
    assert first["lines"] + following(first)["lines"] == body["lines"]
    assert asked("editions/current/")[1]["edition"]["key"] == "2026-1"


def test_a_line_of_the_interface_has_the_columns_of_a_line(city):
    assert [one.name for one in fields(CatalogueLine)] == [one.name for one in fields(Line)]


@pytest.mark.clause("3.2-b")
def test_changes_are_taken_over_one_by_one_and_none_twice(city, edition):
    renewed(city)
    suspend(
        version=city.exempt_item.versions.get(),
        reason="省里正在修改条例",
        by=city.wu,
        at=AT + timedelta(days=2),
    )

    status, body = asked("changes/")
    assert status == 200
    assert faults(body, described("changes")) == []
    assert [one["kind"] for one in body["changes"]] == [
        "published",
        "published",
        "edition",
        "renewed",
        "suspended",
    ]
    _, first = asked("changes/", size=2)
    rest = following(first)["changes"]
    assert first["changes"] + rest == body["changes"][: 2 + len(rest)]
    _, later = asked("changes/", after=body["changes"][-1]["key"])
    assert later == {"changes": [], "next": ""}
    assert asked("changes/", unit="gaj")[1]["changes"] == []


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("editions/2026-9/", {}, 404),
        ("editions/x/", {}, 404),
        ("editions/", {"scope": "mars"}, 400),
        ("editions/current/", {"scope": "county-341321"}, 404),
        ("editions/", {"after": "x"}, 400),
        ("changes/", {"unit": "nobody"}, 400),
        ("changes/", {"size": "0"}, 400),
    ],
)
def test_what_is_asked_wrongly_is_refused_in_words(city, edition, path, query, status):
    found, body = asked(path, **query)
    assert found == status
    assert body["refused"]["instead"]
