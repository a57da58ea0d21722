"""The entrance: demo persons in demo mode only, officers by password with a lock, and always out again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from yinuo.people.models import Account

if TYPE_CHECKING:
    from django.test import Client

PASSWORD = "a-long-phrase-nobody-guesses"


@pytest.fixture
def officer(city):
    """An officer of a real city, with a password."""
    account = Account.objects.create(username="yan-fang", name="严芳", agency=city.bureau)
    account.set_password(PASSWORD)
    account.save()
    account.grants.create(role="deciding_officer", valid_from=city.at.date())
    return account


def who(client: Client) -> str | None:
    return client.session.get(SESSION_KEY)


def enter(client, password, username="yan-fang", **more):
    return client.post(
        "/enter/", {"username": username, "password": password, **more}, REMOTE_ADDR="192.0.2.7"
    )


def test_in_demo_mode_one_enters_as_a_person_and_lands_with_his_cases(city, client):
    shown = client.get("/enter/", {"who": "林"}).content.decode()
    answer = client.post("/enter/as/", {"username": "lin"})

    assert "林晓禾" in shown
    assert who(client) == str(city.lin.pk)
    assert answer.headers["Location"] == "/my/"


def test_an_officer_of_the_demo_lands_at_his_place_of_work(city, client):
    answer = client.post("/enter/as/", {"username": "zhou"})

    assert who(client) == str(city.zhou.pk)
    assert answer.headers["Location"] != "/my/"


def test_outside_demo_mode_nobody_enters_as_anybody(city, client, settings):
    settings.DEMO = False

    answer = client.post("/enter/as/", {"username": "lin"})

    assert answer.status_code == 403
    assert who(client) is None
    assert "以谁的身份进入" not in client.get("/enter/").content.decode()


def test_a_real_account_is_never_entered_without_its_password(officer, client):
    assert client.post("/enter/as/", {"username": officer.username}).status_code == 404
    assert who(client) is None


def test_a_demo_session_is_worth_nothing_once_demo_mode_is_over(city, client, settings):
    client.post("/enter/as/", {"username": "lin"})
    settings.DEMO = False

    assert client.get("/my/").status_code == 403


def test_an_officer_enters_by_name_and_password_kept_with_argon2(officer, client):
    answer = enter(client, PASSWORD)

    assert answer.status_code == 302
    assert who(client) == str(officer.pk)
    assert officer.password.startswith("argon2")


def test_a_wrong_password_is_told_without_saying_which_was_wrong(officer, client):
    wrong, unknown = enter(client, "nope"), enter(client, "nope", username="nobody")

    assert wrong.status_code == unknown.status_code == 422
    assert "登录名和密码对不上" in wrong.content.decode()
    assert wrong.content.decode().count("对不上") == unknown.content.decode().count("对不上")
    assert 'value="yan-fang"' in wrong.content.decode()
    assert "nope" not in wrong.content.decode()


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(officer, client, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime.now(tz=UTC))  # the lock runs by the real clock
    for _ in range(5):
        last = enter(client, "nope")
    answer = enter(client, PASSWORD)

    assert last.status_code == answer.status_code == 429
    assert "15 分钟" in answer.content.decode()
    assert who(client) is None


def test_a_demo_account_has_no_password_to_guess(city, client):
    assert enter(client, "", username="zhou").status_code == 422
    assert enter(client, "demo", username="zhou").status_code == 422
    assert who(client) is None


@pytest.mark.parametrize(
    "page", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/enter/"]
)
def test_nobody_is_led_away_after_entering(city, client, page):
    assert client.post("/enter/as/", {"username": "lin", "next": page}).headers["Location"] == "/my/"


def test_one_comes_back_to_the_page_one_wanted(city, client):
    shown = client.get("/enter/?next=/my/credit/").content.decode()
    answer = client.post("/enter/as/", {"username": "lin", "next": "/my/credit/"})

    assert 'value="/my/credit/"' in shown
    assert answer.headers["Location"] == "/my/credit/"


def test_entering_gives_a_new_session(city, client):
    client.get("/enter/")
    session = client.session
    session["before"] = "kept by a stranger"
    session.save()
    old = session.session_key

    client.post("/enter/as/", {"username": "lin"})

    assert client.session.session_key != old


def test_leaving_ends_the_session_and_is_no_link(city, client):
    client.post("/enter/as/", {"username": "lin"})

    assert client.get("/leave/").status_code == 405
    client.post("/leave/")

    assert who(client) is None
    assert client.get("/my/").status_code == 302


def test_without_a_token_nothing_is_entered(city):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/enter/as/", {"username": "lin"}).status_code == 403
    assert strict.post("/leave/").status_code == 403


def test_the_entrance_costs_the_same_for_few_and_for_many(city, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get("/enter/", {"who": "林"})
