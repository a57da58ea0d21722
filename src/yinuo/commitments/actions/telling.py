"""告知: show the notice, clause by clause, and keep what was confirmed when (方案二（三）)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from yinuo.applications.lifecycle import APPLICATION
from yinuo.applications.models import Application, ApplicationItem
from yinuo.casefile.actions import record
from yinuo.commitments.models import NoticeShowing
from yinuo.commitments.queries import notice_text_digest, unconfirmed
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.notice import NOTICE_CLAUSES
from yinuo.law.texts import CLAUSES
from yinuo.people.queries import acts_for

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.people.models import Account

_TITLES = {clause.key: clause.title for clause in NOTICE_CLAUSES}


@transaction.atomic
def show_notice(*, application_id: int, item_id: int, by: Account, at: datetime) -> NoticeShowing:
    """Keep that the pinned notice was shown; the first showing counts, later ones change nothing.

    Args:
        application_id, item_id: the draft and its proof item.
        by: to whom it was shown.
        at: the moment, aware.

    Returns:
        The showing, with the digest of the very text.

    Raises:
        Refused: a stranger, or the application is no draft any more.
    """
    application, item = locked_item(application_id, item_id)
    refuse_stranger(application, by, at)
    APPLICATION.refuse_unless_open("submit", application.status)
    showing, new = NoticeShowing.objects.get_or_create(
        application_item=item,
        version=item.version,
        defaults={"text_digest": notice_text_digest(item.version), "shown_to": by, "shown_at": at},
    )
    if new:
        record(
            case_file_id=application.case_file_id,
            step="commitments.show_notice",
            title=f"展示告知书（第{item.version.number}版）",
            by=by,
            by_label="申请人",
            at=at,
            basis=CLAUSES["2.3-a"],
            facts={
                "item": item.proof_item_id,
                "version": item.version.number,
                "text_digest": showing.text_digest,
            },
        )
    return showing


@transaction.atomic
def confirm_clause(
    *, application_id: int, item_id: int, key: str, by: Account, at: datetime
) -> NoticeShowing:
    """Keep that one clause was read and confirmed.

    Args:
        key: the clause; one of those that are confirmed by themselves.

    Raises:
        Refused: the notice was not shown yet, or the clause does not exist.
    """
    application, item = locked_item(application_id, item_id)
    refuse_stranger(application, by, at)
    APPLICATION.refuse_unless_open("submit", application.status)
    showing = (
        NoticeShowing.objects.select_for_update().filter(application_item=item, version=item.version).first()
    )
    if showing is None or key not in _TITLES:
        raise Refused(
            Refusal(
                "还不能确认", "这份告知书还没有展示给您", CLAUSES["2.3-a"], "请先打开告知书，逐条看过再确认。"
            )
        )
    if key in showing.confirmed:
        return showing
    showing.confirmed = {**showing.confirmed, key: at.isoformat()}
    if not unconfirmed(showing):
        showing.confirmed_at = at
    showing.save(update_fields=["confirmed", "confirmed_at"])
    record(
        case_file_id=application.case_file_id,
        step="commitments.confirm_clause",
        title=f"确认告知：{_TITLES[key]}",
        by=by,
        by_label="申请人",
        at=at,
        basis=CLAUSES["2.3-a"],
        facts={"item": item.proof_item_id, "clause": key, "text_digest": showing.text_digest},
    )
    return showing


def locked_item(application_id: int, item_id: int) -> tuple[Application, ApplicationItem]:
    """The application, locked, and one of its items with the pinned version."""
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("matter", "agency", "applicant", "case_file")
        .get(pk=application_id)
    )
    item = application.items.select_related("proof_item", "version__item").get(pk=item_id)
    return application, item


def refuse_stranger(application: Application, by: Account, at: datetime) -> None:
    """Refuse whoever is neither the applicant nor acts for him."""
    if application.applicant_id not in acts_for(by, on=timezone.localdate(at)):
        raise Refused(
            Refusal(
                "不能办理这件申请",
                "您不是申请人，也不是申请人的代表",
                CLAUSES["2.5-f"],
                "请用申请人本人的账号登录。",
            )
        )
