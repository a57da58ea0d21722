"""Routine supervision in the demo city: one draw that was made, and one that is announced and waits to be drawn."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count
from django.utils import timezone

from yinuo.law.grammar import Refused
from yinuo.people.models import Account, Agency, Role
from yinuo.people.queries import officers_with
from yinuo.supervision.actions import announce_draw, draw
from yinuo.supervision.models import Announcement
from yinuo.verification.models import Task

EVENT = "三枚骰子当众连掷七次的点数，政务服务大厅直播（演示）"
THROWN, SEEN = "3 1 6 2 2 5 4", "办事群众两人、本单位纪检人员在场（演示）"


def draw_once(*, at: datetime) -> int:
    """Announce for the two agencies with the longest pools, and draw for the first; nothing where a draw was announced before.

    Args:
        at: now, aware.

    Returns:
        How many announcements are new.
    """
    if Announcement.objects.exists():
        return 0
    pools = (
        Task.objects.filter(status="pooled")
        .values_list("agency")
        .annotate(n=Count("pk"))
        .order_by("-n", "agency")
    )
    made: list[Announcement] = []
    for agency_id, _ in pools:
        found = _announced(Agency.objects.get(pk=agency_id), at - timedelta(hours=2))
        if found is not None:
            made.append(found)
        if len(made) == 2:
            break
    if made:
        by = made[0].announced_by
        draw(announcement_id=made[0].pk, happened=THROWN, witnesses=SEEN, by=by, at=at)
    return len(made)


def _announced(agency: Agency, at: datetime) -> Announcement | None:
    by: Account | None = next(
        iter(officers_with(agency.pk, Role.DECIDING_OFFICER, on=timezone.localdate(at))), None
    )
    if by is None:
        return None
    happens = at + timedelta(hours=1)
    try:
        return announce_draw(agency=agency, outside="dice", event=EVENT, happens_at=happens, by=by, at=at)
    except Refused:
        return None
