"""Who may see and do what with determinations, repairs and objections; answers why not, or nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from yinuo.casefile.models import CaseFile
from yinuo.credit.models import Determination, Objection, Repair
from yinuo.law.grammar import Refusal
from yinuo.law.texts import CLAUSES, WHO_DETERMINES_REPAIRS
from yinuo.people.models import Account, Agency, Role
from yinuo.people.queries import acts_for, has_role

CREDIT_ROLES = (Role.CREDIT_OFFICER, Role.DECIDING_OFFICER)


def visible_to(account: Account, *, on: date) -> QuerySet[Determination]:
    """The determinations a person may see: one filter for list, detail, search and export.

    Args:
        account: who asks.
        on: the day, for roles and mandates.

    Returns:
        A citizen's own and his principals'; an officer's agency's, if he works with credit or decides; all for the
        justice bureau; nothing else.
    """
    return Determination.objects.filter(_reach(account, on=on))


def repairs_visible_to(account: Account, *, on: date) -> QuerySet[Repair]:
    """The applications for repair a person may see; those of the determinations he may see."""
    return Repair.objects.filter(_reach(account, on=on, prefix="determination__"))


def objections_visible_to(account: Account, *, on: date) -> QuerySet[Objection]:
    """The objections a person may see; those to the determinations he may see."""
    return Objection.objects.filter(_reach(account, on=on, prefix="determination__"))


def _reach(account: Account, *, on: date, prefix: str = "") -> Q:
    def where(**condition: Any) -> Q:
        return Q(**{f"{prefix}{column}": value for column, value in condition.items()})

    if account.subject_id is not None:
        return where(subject__in=acts_for(account, on=on))
    if has_role(account, Role.JUSTICE_BUREAU, on=on):
        return Q()
    if has_role(account, *CREDIT_ROLES, on=on):
        return where(agency=account.agency_id)
    return Q(pk__in=())


def why_not_determine(account: Account, agency: Agency, file: CaseFile, *, on: date) -> Refusal | None:
    """Why an officer may not determine dishonesty in a case of an agency, or None."""
    if account.agency_id == agency.pk == file.agency_id and has_role(account, *CREDIT_ROLES, on=on):
        return None
    return Refusal(
        "不能作出失信认定",
        f"只有{agency.short_name}的信用专办或者审批人可以认定",
        CLAUSES["2.5-a"],
        "请把案卷交给该单位的信用专办办理。",
    )


def why_not_handle(account: Account, determination: Determination, *, on: date) -> Refusal | None:
    """Why an officer may not handle a repair of, or an objection to, a determination, or None."""
    if account.agency_id == determination.agency_id and has_role(account, Role.CREDIT_OFFICER, on=on):
        return None
    return Refusal(
        "不能办理这件信用事项",
        f"谁认定、谁修复：只有{determination.agency.short_name}的信用专办可以办理",
        WHO_DETERMINES_REPAIRS,
        "请转给作出认定的单位办理。",
    )


def why_not_ask(account: Account, determination: Determination, *, on: date) -> Refusal | None:
    """Why a person may not ask for repair or object, or None."""
    if determination.subject_id in acts_for(account, on=on):
        return None
    return Refusal(
        "不能替别人提出",
        "这件认定不是您本人的，您也不是当事人的代表",
        CLAUSES["2.5-f"],
        "请用当事人本人或者其代表的账号登录后提出。",
    )
