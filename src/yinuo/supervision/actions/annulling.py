"""Annulling a draw: only the last of an agency, with its reason, and only while nobody has been checked because of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import BUSINESS_54
from yinuo.people.models import Account, Agency
from yinuo.supervision.access import why_not_draw
from yinuo.supervision.models import Annulment, Draw
from yinuo.supervision.queries import BY_OFFICER
from yinuo.verification.actions import put_back

if TYPE_CHECKING:
    from datetime import datetime

LEAST_WORDS = 10


@transaction.atomic
def annul_draw(*, draw_id: int, reason: str, by: Account, at: datetime) -> Annulment:
    """Annul the last draw of an agency; what it hit goes back into the pool, and the draw stays readable as annulled.

    Args:
        draw_id: the last draw, or the last supplementary one; annulled already, its annulment is given again.
        reason: why, in the officer's words; it is published.
        by: a deciding officer of the agency.
        at: the moment, aware.

    Raises:
        Refused: a stranger, not the last, no reason, or a check was begun because of it.
    """
    drawn = Draw.objects.select_related("announcement__agency").get(pk=draw_id)
    agency = Agency.objects.select_for_update().get(pk=drawn.announcement.agency_id)
    refusal = why_not_draw(by, agency, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)
    known = Annulment.objects.filter(draw=drawn).first()
    if known is not None:
        return known
    words = " ".join(reason.split())
    standing = Draw.objects.filter(announcement__agency=agency, annulment__isnull=True)
    last = standing.order_by("drawn_at", "pk").last()
    why = ""
    if last is None or last.pk != drawn.pk:
        why = "只能撤销本单位最近的一次抽取"
    elif len(words) < LEAST_WORDS:
        why = f"没有写明撤销的理由，或者不到{LEAST_WORDS}个字"
    if why:
        raise Refused(
            Refusal(
                "不能撤销这次抽查", why, BUSINESS_54, "撤销的理由要向社会公开，请写清楚；较早的抽查不能撤销。"
            )
        )
    made = Annulment.objects.create(draw=drawn, reason=words[:300], by=by, at=at)
    for one in drawn.drawn.order_by("task_id"):
        put_back(
            task_id=one.task_id,
            listed_until=one.listed_until,
            because=made.reason,
            by=by,
            by_label=BY_OFFICER,
            at=at,
        )
    return made
