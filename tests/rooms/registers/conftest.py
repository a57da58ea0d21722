"""Determinations to be published, made as in the room of credit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.rooms.credit.conftest import false_promise

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import City

    from yinuo.credit.models import Determination


@pytest.fixture(autouse=True)
def platform(settings: Any) -> None:
    settings.YINUO_RECEIVERS = {"credit-platform": "http://127.0.0.1:9/none"}


@pytest.fixture
def determined(city: City) -> Callable[..., Determination]:
    """Determine in the small city."""
    return lambda **more: false_promise(city, at=more.pop("at", city.at), **more)
