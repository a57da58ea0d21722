"""Handing in, being asked for more, answering, and taking the application back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yinuo.applications.access import why_not_edit
from yinuo.applications.actions.drafting import BY_APPLICANT, locked
from yinuo.applications.lifecycle import APPLICATION
from yinuo.applications.models import Application, ApplicationItem, SupplementRequest
from yinuo.casefile.actions import SYSTEM, take_step
from yinuo.law import place
from yinuo.law.deadlines import due
from yinuo.law.decision import decision_due
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.workdays.queries import calendar

if TYPE_CHECKING:
    from datetime import date, datetime

    from yinuo.people.models import Account


@transaction.atomic
def submit(*, application_id: int, by: Account, at: datetime, held: Application | None = None) -> Application:
    """Hand in an application whose every proof item has a route and what the route needs, but the signature.

    Letters are signed by ``commitments.sign``, which calls this verb in the same transaction.

    Args:
        application_id: the draft.
        by: the applicant's account, or that of who acts for him.
        at: the moment, aware.
        held: the same draft, where the caller's transaction holds its row locked already.

    Raises:
        Refused: not a draft (a second click changes nothing), a stranger, or something is missing; the refusal
            names all that is missing at once.
    """
    application = held or locked(application_id)
    on = timezone.localdate(at)
    refusal = why_not_edit(by, application, on=on)
    if refusal is not None:
        raise Refused(refusal)
    APPLICATION.refuse_unless_open("submit", application.status)
    items = list(application.items.select_related("proof_item").order_by("proof_item_id"))
    missing = _missing(application, items)
    if missing:
        raise Refused(
            Refusal(
                "还不能提交", "；".join(missing), CLAUSES["2.2-a"], "请补齐上面各项后再提交，已填的内容都在。"
            )
        )
    due_on = _decided_by(application, on)
    take_step(
        application,
        APPLICATION,
        "submit",
        by=by,
        by_label=BY_APPLICANT,
        at=at,
        also={"submitted_at": at, "due_on": due_on},
        facts={"routes": {str(item.proof_item_id): item.route for item in items}, "due_on": due_on},
    )
    return application


def _decided_by(application: Application, on: date) -> date:
    """The last day for the decision: what the matter promises the public where that is shorter than the law."""
    days = calendar()
    legal = decision_due(on, place.load(settings.YINUO_PLACE), days).due_on
    promised = application.matter.days
    return min(legal, days.add_workdays(on, promised)) if promised else legal


def _missing(application: Application, items: list[ApplicationItem]) -> list[str]:
    missing = []
    with_material = set(
        application.materials.filter(removed_at__isnull=True, item__isnull=False).values_list(
            "item_id", flat=True
        )
    )
    for item in items:
        if item.route == ApplicationItem.Route.NONE:
            missing.append(f"“{item.proof_item.name}”还没有选办法")
        elif item.route == ApplicationItem.Route.PROOF and item.pk not in with_material:
            missing.append(f"“{item.proof_item.name}”选了交证明，还没有上传文件")
    return missing


@transaction.atomic
def ask_evidence(
    *,
    application_id: int,
    item_id: int | None,
    reason: str,
    differences: list[dict[str, Any]],
    by: Account | None,
    at: datetime,
    by_label: str = SYSTEM,
) -> SupplementRequest:
    """Ask the applicant, once and for everything, to explain or prove what does not match; never a refusal.

    Args:
        application_id: an application under way.
        item_id: the proof item it is about, or None.
        reason: why, in plain Chinese.
        differences: per field ``{"label", "promised", "found"}`` in words a person reads, masked where personal.
        by: the officer, or None where a data check found it.

    Returns:
        The request with its due day; the one already open when there is one.

    Raises:
        Refused: the application is not under way.
    """
    application = locked(application_id)
    kept = application.requests.filter(answered_at__isnull=True).first()
    if kept is not None:
        return kept
    deadline = due("evidence_due", timezone.localdate(at), place.load(settings.YINUO_PLACE), calendar())
    take_step(
        application,
        APPLICATION,
        "ask_evidence",
        by=by,
        by_label=by_label,
        at=at,
        basis=CLAUSES["2.4-a"],
        also={"checks_cleared_at": None},
        facts={
            "item": item_id,
            "fields": [d.get("label", "") for d in differences],
            "due_on": deadline.due_on,
        },
    )
    return SupplementRequest.objects.create(
        application=application,
        item_id=item_id,
        reason=reason,
        differences=differences,
        asked_at=at,
        due_on=deadline.due_on,
    )


@transaction.atomic
def supply(*, application_id: int, answer: str, by: Account, at: datetime) -> Application:
    """Answer a request for evidence by an explanation, by materials handed in before, or by both.

    Raises:
        Refused: nothing was asked, a stranger, or neither words nor materials were given.
    """
    application = locked(application_id)
    refusal = why_not_edit(by, application, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)
    APPLICATION.refuse_unless_open("supply", application.status)
    request = application.requests.filter(answered_at__isnull=True).latest("id")
    brought = application.materials.filter(removed_at__isnull=True, at__gte=request.asked_at).count()
    if not answer.strip() and not brought:
        raise Refused(
            Refusal(
                "还不能提交补充",
                "没有填写说明，也没有上传材料",
                CLAUSES["2.4-a"],
                "请写几句说明，或者上传能说明情况的材料。",
            )
        )
    request.answer, request.answered_at = answer.strip()[:2000], at
    request.save(update_fields=["answer", "answered_at"])
    take_step(
        application,
        APPLICATION,
        "supply",
        by=by,
        by_label=BY_APPLICANT,
        at=at,
        facts={"request": request.pk, "materials": brought, "explained": bool(answer.strip())},
    )
    return application


@transaction.atomic
def withdraw_application(*, application_id: int, reason: str, by: Account, at: datetime) -> Application:
    """Take the whole application back before it is decided."""
    application = locked(application_id)
    refusal = why_not_edit(by, application, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)
    take_step(
        application,
        APPLICATION,
        "withdraw",
        by=by,
        by_label=BY_APPLICANT,
        at=at,
        facts={"reason_given": bool(reason.strip())},
    )
    return application
