"""A browser for each person, a clock that stands where the stories begin, and a city in which everything happened once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests.guards.walk import Clock, walked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.guards.walk import Walk

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Pages read the clock themselves; here it is turned by hand."""
    told = Clock()
    monkeypatch.setattr(timezone, "now", lambda: told.now)
    return told


@pytest.fixture(autouse=True)
def demo_city(settings: Any) -> Iterator[None]:
    """The cast are demo accounts, which sign in in demo mode only; what leaves the house meets nobody."""
    settings.DEMO = True
    settings.YINUO_RECEIVERS = {"credit-platform": "http://127.0.0.1:9/none"}
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def browser() -> Callable[[Any], Client]:
    """A client signed in as somebody, or as nobody; a fault of ours is an answer, as it is for people."""

    def open_for(account: Any = None) -> Client:
        client = Client(raise_request_exception=False)
        if account is not None:
            client.force_login(account, backend=BACKEND)
        return client

    return open_for


@pytest.fixture
def walk(city: Any, clock: Clock) -> Walk:
    """Everything that can happen to a case has happened to one of Lin's or Tao's."""
    return walked(city, clock)
