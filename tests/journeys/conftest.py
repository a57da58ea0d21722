"""One house for all journeys, with a crowd living in it; a browser for each file; windows for each test."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browsing import DESKTOP, FLAGS, PHONE, Screen, Windows
from yinuo_demo.stage import Stage, stage

if TYPE_CHECKING:
    from collections.abc import Iterator

CROWD = 240
"""Cases of synthetic people, so that lists are as full as an office's and every state can be looked at."""


@pytest.fixture(scope="package")
def house() -> Iterator[Stage]:
    """The whole house: pages, worker, registers and a database of its own.

    ``YINUO_STAGE="<pages> <registers> <folder>"`` names one that runs already, for who works on the pages.
    """
    running = os.environ.get("YINUO_STAGE")
    if running:
        url, registers, home = running.split()
        yield Stage(url, registers, Path(home))
        return
    with stage(cases=CROWD) as place:
        yield place


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the tests of one file; Playwright holds the thread while it runs, so it must end with them."""
    with sync_playwright() as player:
        opened = player.chromium.launch(
            executable_path=os.environ.get("YINUO_CHROMIUM") or None, args=list(FLAGS)
        )
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def sessions() -> dict[str, list[Any]]:
    """Who is signed in already, with his cookies."""
    return {}


@pytest.fixture
def windows(house: Stage, browser: Browser, sessions: dict[str, list[Any]]) -> Iterator[Windows]:
    """Windows of persons; when the test is over, none of them may have complained."""
    opened = Windows(browser, house, sessions)
    yield opened
    troubles = [trouble for window in opened.opened for trouble in window.troubles]
    opened.close()
    assert not troubles, "\n".join(troubles)


@pytest.fixture(params=[PHONE, DESKTOP], ids=str)
def screen(request: pytest.FixtureRequest) -> Screen:
    """A phone, and then a desktop."""
    return request.param
