"""Exempt facts in the pool of routine supervision."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.cast import officer
from tests.rooms.inspectorate.cases import BY, check, filed, promised

from yinuo.casefile.actions import take_step
from yinuo.people.models import Role
from yinuo.supervision.actions import announce_draw
from yinuo.verification.lifecycle import TASK

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.supervision.models import Announcement
    from yinuo.verification.models import Task


def pooled(
    city: Any,
    *,
    at: datetime,
    standing: str = "ordinary",
    due_on: date = date(2027, 6, 1),
    then: str = "",
    **more: Any,
) -> Task:
    """An exempt fact in the pool."""
    commitment = promised(city, filed(city, "commit", at=at, **more), at=at, then=then)
    type(commitment).objects.filter(pk=commitment.pk).update(standing=standing)
    task = check(commitment, due_on=due_on)
    take_step(task, TASK, "pool", at=at, **BY)
    return task


def announced_draw(city: Any, *, at: datetime) -> Announcement:
    """A draw of the bureau's pool that waits for its event."""
    for name in ("sun2", "sun3"):
        officer(name, name, city.bureau, Role.VERIFIER)
    pooled(city, at=at)
    return announce_draw(
        agency=city.bureau,
        outside="lottery",
        event="双色球第2026063期开奖号码",
        happens_at=at + timedelta(hours=2),
        by=city.zhou,
        at=at,
    )
