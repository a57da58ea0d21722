"""Who may draw, and who sees the pool and the draws."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from yinuo.applications.queries import reach
from yinuo.law.grammar import Refusal
from yinuo.law.texts import CLAUSES
from yinuo.people.models import Account, Agency, Role
from yinuo.people.queries import has_role
from yinuo.supervision.models import Announcement
from yinuo.verification.models import Task


def supervised_visible_to(account: Account, *, on: date) -> QuerySet[Task]:
    """Exempt facts an officer may see, in the pool or drawn from it: his agency's, or all for the justice bureau."""
    return Task.objects.filter(reach(account, on=on)).filter(Q(status="pooled") | Q(drawn__isnull=False))


def announcements_visible_to(account: Account, *, on: date) -> QuerySet[Announcement]:
    """The draws an officer may see: his agency's, or all for the justice bureau."""
    return Announcement.objects.filter(reach(account, on=on))


def why_not_draw(account: Account, agency: Agency, *, on: date) -> Refusal | None:
    """Why an officer may not announce or draw for an agency, or None."""
    if account.agency_id == agency.pk and has_role(account, Role.DECIDING_OFFICER, on=on):
        return None
    return Refusal(
        "不能组织抽查",
        f"只有{agency.short_name}的审批人可以组织本单位的抽查，检查人员不能自己抽",
        CLAUSES["2.4-b"],
        "请由该单位的审批人办理。",
    )
