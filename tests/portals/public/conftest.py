"""The public pages in the small city, at the moment its stories begin."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from tests.conftest import AT

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages read the clock themselves; here it stands five minutes after the city was built."""
    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(minutes=5))


@pytest.fixture(autouse=True)
def nothing_kept(settings: Any) -> Iterator[None]:
    """No count is kept from one test to the next; demo accounts may sign in."""
    settings.DEMO = True
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def findable(city: Any) -> Any:
    """The city with its items cut into the fragments by which they are found."""
    from yinuo.matters.actions import refresh_search

    for item in (city.item, city.exempt_item):
        refresh_search(item, {"keywords": []})
    return city
