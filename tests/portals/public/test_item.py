"""The page of an item: both ways of the same weight, everything told before, papers to take away."""

from __future__ import annotations

import re

import pytest
from tests.cast import CONDITIONS, open_to_some, publish
from tests.conftest import AT
from tests.rooms.verification.cases import PAPER_FACT

from yinuo.law.notice import NOTICE_CLAUSES
from yinuo.matters.models import Matter

ADDRESS = "/items/legal-aid-hardship/"


@pytest.mark.clause("2.2-a")
def test_both_ways_stand_side_by_side_with_the_same_rows_and_buttons(city, client):
    answer = client.get(ADDRESS).content.decode()

    ways = re.findall(r'<section class="route">(.*?)</section>', answer, re.DOTALL)
    rows = [re.findall(r"<dt>.*?</svg>(.*?)</dt>", way, re.DOTALL) for way in ways]
    buttons = [re.findall(r'class="(btn[^"]*)"', way) for way in ways]
    assert len(ways) == 2
    assert rows[0] == rows[1]
    assert len(rows[0]) == 5
    assert buttons[0] == buttons[1]
    assert "checked" not in answer


def test_the_buttons_lead_into_the_wizard_with_the_way_clicked(city, client):
    answer = client.get(ADDRESS).content.decode()

    for route in ("commit", "proof"):
        assert f"/my/start/legal-aid-hardship/?route={route}" in answer


@pytest.mark.clause("2.3-a")
def test_all_eight_clauses_can_be_read_before_anything_is_begun(city, client):
    answer = client.get(ADDRESS).content.decode()

    assert all(clause.title in answer for clause in NOTICE_CLAUSES)
    assert "我读懂了" not in answer


@pytest.mark.clause("2.1-c")
def test_conditions_are_told_before_anything_is_begun(city, client):
    slug = open_to_some(city).item.slug

    for address in (f"/items/{slug}/", f"/items/{slug}/versions/1/"):
        answer = client.get(address).content.decode()
        assert all(condition in answer for condition in CONDITIONS)
    assert "这些条件要同时符合" not in client.get(ADDRESS).content.decode()


@pytest.mark.clause("2.2-c")
def test_who_cannot_promise_is_told_with_the_article_and_the_way_out(city, client):
    answer = client.get(ADDRESS).content.decode()

    assert "有两种情形，暂时不能签承诺" in answer
    assert "宿政办秘〔2021〕7号 二（二）" in answer


@pytest.mark.parametrize("kind", ["letter", "notice", "guide"])
def test_papers_are_typeset_on_the_spot(city, client, kind):
    answer = client.get(f"{ADDRESS}{kind}.pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_papers_of_an_item_no_register_can_tell_and_of_firms_are_typeset_too(city, client):
    matter = Matter.objects.create(
        code="SZ-555",
        name="企业的事项",
        kind="licence",
        agency=city.police,
        region_code="341302",
        for_firms=True,
        for_persons=False,
    )
    publish(
        matter,
        "of-firms",
        "一份证明",
        drafted_by=city.qian,
        reviewed_by=city.wu,
        at=AT,
        facts=[PAPER_FACT],
        plain={"same_round_bar": True},
    )

    for kind in ("letter-firm", "notice", "guide"):
        assert client.get(f"/items/of-firms/{kind}.pdf").content.startswith(b"%PDF-")
    assert client.get("/items/of-firms/letter.pdf").status_code == 404


def test_what_is_not_published_or_not_offered_is_not_found(city, client):
    assert client.get("/items/no-such-item/").status_code == 404
    assert client.get(f"{ADDRESS}secret.pdf").status_code == 404


def test_an_item_keeps_its_budget(city, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(ADDRESS)
