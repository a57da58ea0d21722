"""Who may see and do what with checks and proceedings; answers why not, or nothing."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from yinuo.applications.queries import reach
from yinuo.law.grammar import Refusal
from yinuo.law.texts import CLAUSES
from yinuo.people.models import Account, Role
from yinuo.people.queries import acts_for, has_role
from yinuo.verification.models import Proceeding, Task

CHECKING_ROLES = (Role.VERIFIER, Role.DECIDING_OFFICER)
_APPLICANT = "commitment__application_item__application__applicant__in"


def visible_to(account: Account, *, on: date) -> QuerySet[Task]:
    """The checks a person may see: one filter for list, detail, search and export.

    Args:
        account: who asks.
        on: the day, for roles and mandates.

    Returns:
        A citizen's own and his principals'; an officer's agency's; all for the justice bureau; nothing else.
    """
    if account.subject_id is not None:
        return Task.objects.filter(**{_APPLICANT: acts_for(account, on=on)})
    return Task.objects.filter(reach(account, on=on))


def proceedings_visible_to(account: Account, *, on: date) -> QuerySet[Proceeding]:
    """The proceedings a person may see, by the same rule."""
    if account.subject_id is not None:
        return Proceeding.objects.filter(**{_APPLICANT: acts_for(account, on=on)})
    return Proceeding.objects.filter(reach(account, on=on))


def why_not_check(account: Account, task: Task, *, on: date) -> Refusal | None:
    """Why an officer may not work on a check, or None: his own agency, a checking role, not somebody else's check."""
    if account.agency_id != task.agency_id or not has_role(account, *CHECKING_ROLES, on=on):
        return Refusal(
            "不能办理这项核查",
            f"只有{task.agency.short_name}的核查人员或者审批人可以办理",
            CLAUSES["2.4-a"],
            "如果工作需要，请联系该单位，或者请管理员开通角色。",
        )
    if task.assigned_to_id not in {None, account.pk}:
        return Refusal(
            "不能办理这项核查",
            f"这项核查已经分给{task.assigned_to.name if task.assigned_to else ''}",
            CLAUSES["2.4-a"],
            "请由他办理，或者请审批人改分给您。",
        )
    return None


def why_not_assign(account: Account, task: Task, to: Account, *, on: date) -> Refusal | None:
    """Why an officer may not give a check to somebody, or None: to himself if it is free, to others if he decides."""
    if to.agency_id != task.agency_id or not has_role(to, *CHECKING_ROLES, on=on):
        return Refusal(
            "不能这样分派",
            f"{to.name}不是{task.agency.short_name}的核查人员",
            CLAUSES["2.4-a"],
            "请分给本单位的核查人员。",
        )
    decides = account.agency_id == task.agency_id and has_role(account, Role.DECIDING_OFFICER, on=on)
    if decides or (account.pk == to.pk and task.assigned_to_id in {None, account.pk}):
        return None
    return Refusal(
        "不能这样分派",
        "核查人员只能领取还没有分派的核查",
        CLAUSES["2.4-a"],
        "要分给别人或者改分，请本单位审批人办理。",
    )


def why_not_open_proceeding(account: Account, task: Task, *, on: date) -> Refusal | None:
    """Why an officer may not open a proceeding on a finding, or None."""
    if account.agency_id == task.agency_id and has_role(account, *CHECKING_ROLES, on=on):
        return None
    return Refusal(
        "不能启动不实处理程序",
        f"只有{task.agency.short_name}的核查人员或者审批人可以启动",
        CLAUSES["2.4-d"],
        "请把情况告诉该单位。",
    )


def why_not_conclude_proceeding(account: Account, proceeding: Proceeding, *, on: date) -> Refusal | None:
    """Why an officer may not conclude a proceeding, or None."""
    if account.agency_id == proceeding.agency_id and has_role(account, Role.DECIDING_OFFICER, on=on):
        return None
    return Refusal(
        "不能作出处理",
        f"只有{proceeding.agency.short_name}的审批人可以作出处理",
        CLAUSES["2.4-d"],
        "请把案卷交给本单位审批人；核查人员可以补充核查情况。",
    )


def why_not_represent(account: Account, proceeding: Proceeding, *, on: date) -> Refusal | None:
    """Why a person may not speak in a proceeding, or None: only the applicant and who acts for him."""
    applicant_id = proceeding.commitment.application_item.application.applicant_id
    if applicant_id in acts_for(account, on=on):
        return None
    return Refusal(
        "不能陈述申辩",
        "您不是当事人，也不是当事人的代表",
        CLAUSES["2.5-f"],
        "请用当事人本人或者其代表的账号登录。",
    )
