"""Exempt facts in the pool of routine supervision."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.rooms.inspectorate.cases import BY, check, filed, promised

from yinuo.casefile.actions import take_step
from yinuo.verification.lifecycle import TASK

if TYPE_CHECKING:
    from datetime import datetime

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
