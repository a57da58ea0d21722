"""Step three: told clause by clause; three clauses are confirmed one by one, each at its own moment."""

from __future__ import annotations

import pytest
from tests.portals.applicant.cases import draft, filled, page, text_of

from yinuo.commitments.models import NoticeShowing
from yinuo.law.notice import MUST_CONFIRM, NOTICE_CLAUSES


@pytest.fixture
def told(city, browser):
    """A draft at the notice: client, application, address of the notice."""
    opened = draft(city, route="commit")
    client = browser(city.lin)
    client.post(page(opened, "details/"), {"answer-cause": "请求支付赡养费", "action": "next"})
    return client, opened, page(opened, f"notice/{opened.items.get().pk}/")


@pytest.mark.clause("2.3-a")
def test_all_eight_clauses_are_shown_with_plain_words_and_three_to_tick(told):
    client, _opened, address = told

    answer = text_of(client.get(address))

    assert all(clause.title in answer for clause in NOTICE_CLAUSES)
    assert answer.count("用白话说") == 8
    assert answer.count("我读懂了</span>") == 3
    assert "本人家庭正在享受最低生活保障" not in answer.split("告知书八条")[0]


@pytest.mark.clause("2.3-a")
def test_the_first_view_is_kept_once_with_version_and_digest(told, city, clock):
    client, opened, address = told
    client.get(address)
    first = NoticeShowing.objects.get(application_item__application=opened)
    clock.turn(minutes=3)

    client.get(address)

    again = NoticeShowing.objects.get(application_item__application=opened)
    assert (again.pk, again.shown_at) == (first.pk, first.shown_at)
    assert again.text_digest == city.version.text_digest


@pytest.mark.clause("2.3-a")
def test_each_tick_is_kept_at_its_own_moment(told, clock):
    client, opened, address = told
    client.get(address)
    moments = []
    for key in MUST_CONFIRM:
        clock.turn(minutes=1)
        moments.append(clock.now.isoformat())
        answer = client.post(f"{address}tick/", {key: "yes"})

    kept = NoticeShowing.objects.get(application_item__application=opened)
    assert [kept.confirmed[key] for key in MUST_CONFIRM] == moments
    assert kept.confirmed_at == clock.now
    assert "三条都已确认" in text_of(answer)


def test_what_is_not_ticked_is_named_and_linked(told):
    client, opened, address = told
    client.get(address)

    answer = client.post(address, {"content": "yes"})

    assert answer.status_code == 422
    assert "还有 2 条没有勾" in text_of(answer)
    assert '<a href="#liability">第五条' in text_of(answer)
    assert '<a href="#verification_power">第六条' in text_of(answer)
    assert set(NoticeShowing.objects.get(application_item__application=opened).confirmed) == {"content"}


def test_with_all_three_ticked_the_letter_is_next(told):
    client, opened, address = told
    client.get(address)

    answer = client.post(address, dict.fromkeys(MUST_CONFIRM, "yes"))

    assert answer.headers["Location"] == page(opened, "sign/")


def test_a_tick_that_nobody_was_shown_confirms_nothing(told):
    client, opened, address = told

    client.post(f"{address}tick/", dict.fromkeys(MUST_CONFIRM, "yes"))

    assert not NoticeShowing.objects.filter(application_item__application=opened).exists()


def test_an_invented_clause_confirms_nothing(told):
    client, opened, address = told
    client.get(address)

    client.post(f"{address}tick/", {"basis": "yes", "invented": "yes"})

    assert NoticeShowing.objects.get(application_item__application=opened).confirmed == {}


def test_the_notice_of_an_item_that_brings_its_proof_is_not_asked_for(city, browser):
    opened = draft(city, route="proof")
    client = browser(city.lin)

    assert client.get(page(opened, f"notice/{opened.items.get().pk}/")).status_code == 404
    assert client.get(page(opened, "notice/")).headers["Location"] == page(opened, "sign/")


def test_signing_is_not_reached_before_the_notice(city, browser):
    opened = filled(city, confirm=False)

    answer = browser(city.lin).get(page(opened, "sign/"))

    assert answer.headers["Location"] == page(opened, "notice/")
