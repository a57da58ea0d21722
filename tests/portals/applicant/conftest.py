"""A browser for each person, and a clock that stands where the stories begin."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.conftest import AT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

BACKEND = "django.contrib.auth.backends.ModelBackend"


class Clock:
    """The moment that pages read."""

    def __init__(self) -> None:
        self.now: datetime = AT + timedelta(minutes=5)

    def turn(self, **span: int) -> None:
        """Let some time pass."""
        self.now += timedelta(**span)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Pages read the clock themselves; here it stands five minutes after the city was built."""
    told = Clock()
    monkeypatch.setattr(timezone, "now", lambda: told.now)
    return told


@pytest.fixture(autouse=True)
def demo_mode(settings: Any) -> None:
    """The cast are demo accounts, which sign in in demo mode only."""
    settings.DEMO = True


@pytest.fixture
def browser() -> Callable[[Any], Client]:
    """A client signed in as somebody."""

    def open_for(account: Any) -> Client:
        client = Client()
        client.force_login(account, backend=BACKEND)
        return client

    return open_for
