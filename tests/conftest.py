"""What every test may use: the cast, a small city, and clean tables after tests that commit."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import settings

# How long an example takes says something of the machine, nothing of the law.
settings.register_profile("yinuo", deadline=None)
settings.load_profile("yinuo")

os.environ.setdefault("YINUO_DEMO", "1")


AT = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
"""The moment most stories begin: Monday, 1 June 2026, ten in the morning in Suzhou."""
ON = date(2026, 6, 1)

GUARDS = """\
DO $$
DECLARE guarded regclass;
BEGIN
    FOR guarded IN SELECT DISTINCT tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal LOOP
        EXECUTE format('ALTER TABLE %s {} TRIGGER USER', guarded);
    END LOOP;
END $$"""
"""Switches every guard off or on, as the owner of the tables may; the product's role is no superuser."""


@pytest.fixture(autouse=True)
def flush_past_the_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that commit are cleaned by TRUNCATE, which append-only tables refuse; the cleaning alone may do it."""
    from django.db.backends.postgresql.operations import DatabaseOperations

    plain = DatabaseOperations.execute_sql_flush

    def flush(self: Any, sql_list: list[str]) -> None:
        plain(self, [GUARDS.format("DISABLE"), *sql_list, GUARDS.format("ENABLE")])

    monkeypatch.setattr(DatabaseOperations, "execute_sql_flush", flush)


@pytest.fixture(autouse=True)
def files_apart(tmp_path: Any, settings: Any) -> None:
    """Files a test keeps lie in its own folder."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
    }


@pytest.fixture
def city(db: Any) -> Any:
    """A small city: two agencies, their officers, citizens, a firm, one published item that may be decided at once."""
    from tests.cast import build_city

    return build_city(AT)


@pytest.fixture
def committed_city(transactional_db: Any) -> Any:
    """The same city, really committed, for tests in which several connections meet."""
    from tests.cast import build_city

    return build_city(AT)
