"""DATABASE_URL becomes one entry of Django's DATABASES, or is refused with a sentence that repeats no password."""

from __future__ import annotations

import pytest

from yinuo.config import database


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "postgresql://yinuo:secret@db.example:5433/yinuo",
            {"USER": "yinuo", "PASSWORD": "secret", "HOST": "db.example", "PORT": "5433", "NAME": "yinuo"},
        ),
        (
            "postgres://u%40x:p%2F%3A%23%25@db/n%20n",
            {"USER": "u@x", "PASSWORD": "p/:#%", "HOST": "db", "PORT": "", "NAME": "n n"},
        ),
        (
            "postgresql:///yinuo?host=/run/postgresql&port=5433&user=me",
            {"USER": "me", "PASSWORD": "", "HOST": "/run/postgresql", "PORT": "5433", "NAME": "yinuo"},
        ),
        (
            "postgresql://me@%2FUsers%2FLi%2Fvar/yinuo",
            {"USER": "me", "PASSWORD": "", "HOST": "/Users/Li/var", "PORT": "", "NAME": "yinuo"},
        ),
        (
            "postgresql://me@[2001:db8::1]:5432/yinuo",
            {"USER": "me", "PASSWORD": "", "HOST": "2001:db8::1", "PORT": "5432", "NAME": "yinuo"},
        ),
    ],
)
def test_an_address_becomes_an_entry(address, expected):
    entry = database.settings_from_url(address)

    assert {name: entry[name] for name in expected} == expected
    assert entry["ENGINE"] == "django.db.backends.postgresql"


def test_parameters_of_the_connection_are_handed_on():
    entry = database.settings_from_url("postgresql://u@db/y?sslmode=verify-full&sslrootcert=/etc/ca.pem")

    assert entry["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://u:hunter2@db/y", "only PostgreSQL"),
        ("sqlite:///y.db", "only PostgreSQL"),
        ("db.example/yinuo", "only PostgreSQL"),
        ("postgresql://u:hunter2@db", "names no database"),
        ("postgresql://u:hunter2@db/y?sslmod=require", "unknown parameters: sslmod"),
        ("postgresql://u:hunter2@db:0/y", "out of range"),
        ("postgresql://u:hunter2@db:five/y", "no number"),
        ("postgresql://u:hunter2@db/y#z", "%23"),
        ("postgresql://u:hunter2@db/y?sslmode=a&sslmode=b", "twice"),
        ("postgresql://u:hunter2@[::1/y", "cannot be read"),
    ],
)
def test_an_address_that_could_be_misread_is_refused_without_its_password(address, said):
    with pytest.raises(database.DatabaseAddressError) as refused:
        database.settings_from_url(address)

    assert said in str(refused.value)
    assert "hunter2" not in str(refused.value)
    assert "正确写法" in str(refused.value)


def test_the_address_of_the_embedded_server_can_be_read_back(tmp_path):
    home = tmp_path / "a home 一"

    entry = database.settings_from_url(database.postgres.locate(home).url)

    assert entry["HOST"] == str(database.postgres.locate(home).sockets)
    assert entry["NAME"] == "yinuo"


def test_a_given_address_is_used_and_starts_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("YINUO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATABASE_URL", "postgresql://u@db/y")

    assert database.url() == "postgresql://u@db/y"
    assert not database.is_embedded()
    assert not (tmp_path / "home").exists()


def test_in_production_the_embedded_server_is_not_started_unasked(monkeypatch, tmp_path):
    monkeypatch.setenv("YINUO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("YINUO_ENV", "production")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("YINUO_EMBEDDED_DATABASE", raising=False)

    database.url()

    assert not (tmp_path / "home").exists()
