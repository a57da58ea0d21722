"""The four stories, as ``make story`` plays them, through the real pages of a house of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from yinuo_demo.stage import Stage, stage
from yinuo_demo.story import tales

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stories")]


@pytest.fixture(scope="module")
def house() -> Iterator[Stage]:
    with stage() as place:
        yield place


@pytest.mark.clause("2.2-a")
@pytest.mark.clause("2.3-a")
@pytest.mark.clause("2.3-c")
@pytest.mark.clause("3.3-b")
@pytest.mark.clause("4.2")
def test_who_tells_the_truth_is_done_at_once_and_anyone_can_check_the_letter(house):
    assert len(tales.truthful(house).lines) >= 12


@pytest.mark.clause("2.2-c")
@pytest.mark.clause("2.4-d")
@pytest.mark.clause("2.5-b")
@pytest.mark.clause("2.5-d")
@pytest.mark.clause("2.5-e")
def test_who_promised_what_is_not_true_is_asked_heard_and_finds_the_way_back(house):
    assert len(tales.untrue(house).lines) >= 15


@pytest.mark.clause("2.2-b")
@pytest.mark.clause("2.6-c")
def test_who_withdraws_goes_on_by_the_proof_route_and_loses_nothing(house):
    assert len(tales.withdrawing(house).lines) >= 6


@pytest.mark.clause("2.4-a")
@pytest.mark.clause("2.4-e")
def test_whose_register_is_down_is_not_held_hostage_and_the_check_is_made_up_for(house):
    assert len(tales.unreachable(house).lines) >= 4
