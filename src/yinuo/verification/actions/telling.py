"""What the checks due before the decision mean for the application: clear, waiting, or evidence to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.applications.actions import ask_evidence, report_checks
from yinuo.applications.models import Application
from yinuo.commitments.models import Commitment
from yinuo.exchange.comparison import Line, shown_to_applicant
from yinuo.law.verification import MismatchFacts, on_mismatch
from yinuo.verification.queries import UNDER_WAY, checks_before

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from yinuo.verification.queries import CheckBefore


@transaction.atomic
def tell_application(*, application_id: int, at: datetime) -> Application:
    """Report the checks due before the decision to the application, and ask for evidence where one contradicts.

    A second call changes nothing. Evidence is asked for once for all that differs, when no data check is still
    running; it is never a refusal (国家税务总局公告2021年第21号, clause 2.4-a).

    Args:
        application_id: the application.
        at: the moment, aware.

    Returns:
        The application.
    """
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("matter", "agency", "applicant")
        .defer("answers")
        .get(pk=application_id)
    )
    tell(application, at=at)
    application.refresh_from_db(fields=["status", "checks", "checks_cleared_at"])
    return application


def tell(application: Application, *, at: datetime) -> None:
    """The same for an application that is locked already."""
    if application.status not in UNDER_WAY:
        return
    commitments = list(
        Commitment.objects.filter(application_item__application=application)
        .exclude(status="withdrawn")
        .defer("facts")
    )
    if any(commitment.planned_at is None for commitment in commitments):
        return
    checks = checks_before(commitments)
    clear, was_clear = not any(check.holds_up for check in checks), application.checks_cleared_at is not None
    told = report_checks(
        application_id=application.pk, clear=clear, report=[c.as_row() for c in checks], at=at
    )
    application.checks, application.checks_cleared_at = told.checks, told.checks_cleared_at
    if clear and not was_clear and application.matter.at_once and application.status == "submitted":
        app.configure_task("decisions.decide_at_once", queue="cases").defer(application_id=application.pk)
    if application.status == "submitted":
        _ask_what_differs(application, checks, at)


def _ask_what_differs(application: Application, checks: Sequence[CheckBefore], at: datetime) -> None:
    """Ask about everything that differs and has not been asked about, once the running data checks have ended."""
    still_comparing = any(c.outcome == "pending" and c.task.next_attempt_at is not None for c in checks)
    unasked = [c for c in checks if c.outcome == "differs" and not _was_asked(application, c)]
    if still_comparing or not unasked:
        return
    differences = [row for check in unasked for row in _rows(check)]
    found = on_mismatch.on(
        timezone.localdate(at),
        MismatchFacts(
            decided=False, differences=tuple(f"“{check.task.fact_text}”：{_what(check)}" for check in unasked)
        ),
    )
    items = set(
        Commitment.objects.filter(pk__in={check.task.commitment_id for check in unasked}).values_list(
            "application_item_id", flat=True
        )
    )
    ask_evidence(
        application_id=application.pk,
        item_id=items.pop() if len(items) == 1 else None,
        reason=_reason(unasked, found.instead),
        differences=differences,
        by=None,
        at=at,
    )


def _was_asked(application: Application, check: CheckBefore) -> bool:
    return application.requests.filter(differences__contains=[{"task": check.task.pk}]).exists()


def _rows(check: CheckBefore) -> list[dict[str, object]]:
    """One row a differing field, in words for the applicant; a person's finding gives one row for the fact."""
    mark = {"task": check.task.pk, "fact": check.task.fact_text}
    compared = (check.finding.comparison if check.finding is not None else None) or []
    lines = [Line(**line) for line in compared if line["agrees"] is False]
    if not lines:
        return [{"label": check.task.fact_text, "promised": "属实", "found": "核查不一致", **mark}]
    return [{**shown_to_applicant(line), **mark} for line in lines]


def _what(check: CheckBefore) -> str:
    return "、".join(str(row["label"]) for row in _rows(check)) + "不一致"


def _reason(checks: Sequence[CheckBefore], instead: str) -> str:
    named = "；".join(f"“{check.task.fact_text}”，{_what(check)}" for check in checks)
    return (
        f"核对时有内容与您的承诺对不上：{named}。登记有时也会有误，所以先请您说明，这不是不予办理。"
        "您可以任选一种：写明情况；更正填错的内容；交来能证明的材料。"
        f"{instead}"
    )
