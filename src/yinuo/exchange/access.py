"""Who may ask a register about whom, and who may put a stuck message on its way again; answers why not, or nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from yinuo.law.grammar import Citation, Refusal
from yinuo.law.texts import CLAUSES, PIPL
from yinuo.people.models import Account, Role
from yinuo.people.queries import acts_for, has_role

if TYPE_CHECKING:
    from yinuo.casefile.models import CaseFile
    from yinuo.exchange.models import OutboxMessage
    from yinuo.people.models import Subject

PIPL_34 = PIPL.article(
    34,
    text="国家机关为履行法定职责处理个人信息，应当依照法律、行政法规规定的权限、程序进行，"
    "不得超出履行法定职责所必需的范围和限度。",
)

ASKING_ROLES = (Role.WINDOW_OFFICER, Role.DECIDING_OFFICER, Role.VERIFIER, Role.CREDIT_OFFICER)
MINDING_ROLES = (Role.ADMINISTRATOR, Role.CREDIT_OFFICER)


def why_not_purposeful(*, purpose: str, basis: Citation | None) -> Refusal | None:
    """Why a question without a purpose or a legal basis is not put, or None."""
    missing = "没有写明查询的用途" if not purpose.strip() else "没有写明查询的法律依据"
    if purpose.strip() and basis is not None and basis.label.strip():
        return None
    return Refusal(
        "不能查询",
        missing,
        PIPL_34,
        "请写明为办哪件事、依据哪一条规定查询；没有依据的不查，请申请人自己提供。",
    )


def why_not_ask(
    account: Account, subject: Subject, case_file: CaseFile | None, *, on: date
) -> Refusal | None:
    """Why a person may not have a register asked about a subject, or None.

    Args:
        account: a citizen for himself and his principals; an officer only for a case of his own agency.
        subject: about whom.
        case_file: for which case.
        on: the day, for roles and mandates.
    """
    if account.subject_id is not None:
        if subject.pk in acts_for(account, on=on):
            return None
        return Refusal("不能查询", "您不能代表这个主体", PIPL_34, "请查询您本人，或者您代表的企业。")
    if case_file is None:
        return Refusal("不能查询", "查询没有对应的案卷", PIPL_34, "请在所办的案卷里查询，查询会记入案卷。")
    if case_file.agency_id == account.agency_id and has_role(account, *ASKING_ROLES, on=on):
        return None
    return Refusal("不能查询", "这个案卷不由您办理", PIPL_34, "请由办理单位的工作人员查询。")


def why_not_resend(account: Account, message: OutboxMessage, *, on: date) -> Refusal | None:
    """Why a person may not send a message anew, or None.

    An administrator may send any; a credit officer those of his own agency's cases.
    """
    own = message.case_file is not None and message.case_file.agency_id == account.agency_id
    if has_role(account, Role.ADMINISTRATOR, on=on) or (
        own and has_role(account, Role.CREDIT_OFFICER, on=on)
    ):
        return None
    return Refusal(
        "不能重新发送",
        "您没有处理这条消息的权限",
        CLAUSES["2.5-b"],
        "请联系系统管理员，或者本单位的信用专办人员。",
    )
