"""Who may see a decision and who may decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yinuo.applications.queries import reach
from yinuo.decisions.models import Decision
from yinuo.law.grammar import Refusal
from yinuo.law.texts import CLAUSES
from yinuo.people.models import Role
from yinuo.people.queries import acts_for, has_role

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from yinuo.applications.models import Application
    from yinuo.people.models import Account


def visible_to(account: Account, *, on: date) -> QuerySet[Decision]:
    """The decisions a person may see, by the application's own filter."""
    if account.subject_id is not None:
        return Decision.objects.filter(application__applicant__in=acts_for(account, on=on))
    return Decision.objects.filter(reach(account, on=on, prefix="application__"))


def why_not_decide(account: Account, application: Application, *, on: date) -> Refusal | None:
    """Why an officer may not decide an application, or None."""
    if account.agency_id == application.agency_id and has_role(account, Role.DECIDING_OFFICER, on=on):
        return None
    return Refusal(
        "不能决定这件申请",
        f"只有{application.agency.short_name}的审批人可以决定",
        CLAUSES["1-b"],
        "如果工作需要，请联系该单位，或者请管理员开通审批人角色。",
    )
