"""A standing looked up on a short and on a long history."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from yinuo.credit.models import CreditEntry
from yinuo.credit.queries import standing
from yinuo.people.actions import register_subject
from yinuo.people.models import Agency
from yinuo_demo.crowd.rows import Batch, Keys
from yinuo_demo.people import identity

_BORN = date(1945, 6, 1)
"""Earlier than anybody of the crowd."""


def history(entries: int) -> int:
    """Somebody with so many kept promises behind him, entered over the years; the same one when asked again.

    Returns:
        The key of the subject.
    """
    today = timezone.localdate()
    mark = f"bench-{entries}"
    known = CreditEntry.objects.filter(basis_document=f"{mark}-0").values_list("subject", flat=True).first()
    if known is not None:
        return int(known)
    someone = register_subject(
        kind="person",
        name="试测",
        id_number=identity(_BORN, 700 + len(mark)),
        phone="",
        address="",
        region_code="341302",
        on=today,
    )
    batch, agency = Batch(Keys()), Agency.objects.order_by("id")[0]
    for number in range(entries):
        batch.add(
            CreditEntry(
                number=batch.keys.written_number("宿信记", year=today.year),
                subject=someone,
                kind="kept",
                agency=agency,
                basis_document=f"{mark}-{number}",
                valid_from=today - timedelta(days=1 + number % 3000),
                entered_at=timezone.now(),
            )
        )
    batch.write()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE credit_entry")
    return int(someone.pk)


def standing_of(subject: int, times: int, on: str) -> dict[str, Any]:
    """Look up a standing several times.

    Returns:
        Milliseconds of each.
    """
    day, ms = date.fromisoformat(on), []
    for _ in range(times):
        began = time.perf_counter()
        found = standing(subject, on=day)
        ms.append((time.perf_counter() - began) * 1000)
        if found.value.class_ != "good":
            raise RuntimeError("a history of kept promises is no good standing")
    return {"ms": ms}
