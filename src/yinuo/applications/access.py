"""Who may see and do what with an application; answers why not, or nothing."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from yinuo.applications.models import Application
from yinuo.law.grammar import Refusal
from yinuo.law.texts import CLAUSES
from yinuo.people.models import Account, Role
from yinuo.people.queries import acts_for, has_role

CASE_ROLES = (
    Role.WINDOW_OFFICER,
    Role.DECIDING_OFFICER,
    Role.VERIFIER,
    Role.CREDIT_OFFICER,
)


def visible_to(account: Account, *, on: date) -> QuerySet[Application]:
    """The applications a person may see: one filter for list, detail, search and export.

    Args:
        account: who asks.
        on: the day, for roles and mandates.

    Returns:
        A citizen's own and his principals'; an officer's agency's without drafts; for the justice bureau all
        without drafts; for everybody else nothing.
    """
    if account.subject_id is not None:
        return Application.objects.filter(applicant__in=acts_for(account, on=on))
    return Application.objects.filter(reach(account, on=on)).exclude(status__in=("draft", "discarded"))


def reach(account: Account, *, on: date, prefix: str = "") -> Q:
    """An officer's reach as a condition on any table with an agency column.

    Args:
        account: an officer.
        on: the day, for roles.
        prefix: path to the row that has the agency, such as ``"application__"``.

    Returns:
        All for the justice bureau, his agency's for case roles, nothing else.
    """
    if has_role(account, Role.JUSTICE_BUREAU, on=on):
        return Q()
    if has_role(account, *CASE_ROLES, on=on):
        return Q(**{f"{prefix}agency": account.agency_id})
    return Q(pk__in=())


def why_not_edit(account: Account, application: Application, *, on: date) -> Refusal | None:
    """Why a person may not act as the applicant of an application, or None."""
    if application.applicant_id in acts_for(account, on=on):
        return None
    return Refusal(
        "不能办理这件申请",
        "您不是申请人，也不是申请人的代表",
        CLAUSES["2.5-f"],
        "请用申请人本人或者其代表的账号登录。",
    )


def why_not_run(account: Account, application: Application, *roles: Role, on: date) -> Refusal | None:
    """Why an officer may not act on an application, or None."""
    if account.agency_id == application.agency_id and has_role(account, *roles, on=on):
        return None
    named = "、".join(role.label for role in roles)
    return Refusal(
        "不能办理这件申请",
        f"只有{application.agency.short_name}的{named}可以办理",
        CLAUSES["1-b"],
        "如果工作需要，请联系该单位，或者请管理员开通角色。",
    )
