"""The first page and the count in the open: real figures, each with its list."""

from __future__ import annotations

import pytest
from tests.rooms.commitments.test_signing import ready_to_sign, sign

from yinuo.law.scope import PriorityField
from yinuo.matters.models import Matter
from yinuo.portals.public.pages.home import DOORS


def test_the_first_page_opens_with_search_fields_of_life_and_figures(city, client):
    answer = client.get("/").content.decode()

    assert 'role="search"' in answer
    assert answer.count('class="door"') == 8
    assert "守诺率" in answer


@pytest.mark.clause("2.1-b")
def test_every_priority_field_of_the_notice_has_its_door(city, client):
    assert set(DOORS) == set(PriorityField.__members__)

    Matter.objects.filter(pk=city.matter.pk).update(field="LEGAL_SERVICES")
    answer = client.get("/").content.decode()

    assert 'href="/items/?field=LEGAL_SERVICES"' in answer
    assert "1 项可承诺" in answer


def test_the_figures_are_counted_from_the_cases_themselves(city, client):
    before = client.get("/figures/").content.decode()
    assert "今年还没有办件" in before

    sign(city, ready_to_sign(city))
    from django.core.cache import cache

    cache.clear()
    answer = client.get("/figures/").content.decode()

    assert "市司法局" in answer
    assert "还没有查完的" in answer


def test_a_share_of_nothing_is_not_told_as_nought_percent(city, client):
    answer = client.get("/").content.decode()

    assert "0.0" not in answer
    assert "还没有查完的" in answer


def test_many_readers_cost_one_count(city, client, django_assert_max_num_queries):
    client.get("/")

    with django_assert_max_num_queries(4):
        client.get("/")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/figures/",
        "/search/",
        "/items/",
        "/check/",
        "/published/",
        "/enter/",
        "/help/",
        "/accessibility/",
        "/privacy/",
    ],
)
def test_every_public_page_opens_in_an_empty_house(db, client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/", "/search/?q=x", "/items/", "/check/", "/enter/"])
def test_no_page_holds_inline_code(city, client, address):
    answer = client.get(address)

    assert b"style=" not in answer.content
    assert b"<script>" not in answer.content
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
