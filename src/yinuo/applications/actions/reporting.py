"""What later rooms report back to an application: checks done, decision made, taken back, annulled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yinuo.applications.actions.drafting import locked
from yinuo.applications.lifecycle import APPLICATION
from yinuo.casefile.actions import SYSTEM, record, take_step
from yinuo.law.texts import CLAUSES

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.applications.models import Application
    from yinuo.law.grammar import Conclusion
    from yinuo.people.models import Account


@transaction.atomic
def report_checks(
    *, application_id: int, clear: bool, report: list[dict[str, Any]], at: datetime
) -> Application:
    """Say whether the checks due before the decision are clear.

    Args:
        application_id: the application.
        clear: whether nothing due before the decision is open and nothing contradicts a promise.
        report: per check ``{"fact", "outcome", "note"}`` in words for the officer.
        at: the moment, aware.

    Returns:
        The application; unchanged when it already says so.
    """
    application = locked(application_id)
    if application.status not in {"submitted", "evidence_asked"}:
        return application
    if (application.checks_cleared_at is not None) == clear and application.checks == report:
        return application
    application.checks_cleared_at = at if clear else None
    application.checks = report
    application.save(update_fields=["checks_cleared_at", "checks"])
    record(
        case_file_id=application.case_file_id,
        step="applications.report_checks",
        title="决定前的核查已办妥" if clear else "决定前的核查还在进行",
        by=None,
        by_label=SYSTEM,
        at=at,
        basis=CLAUSES["2.4-a"],
        facts={"clear": clear, "checks": len(report)},
    )
    return application


@transaction.atomic
def settle(
    *,
    application_id: int,
    step: str,
    by: Account | None,
    by_label: str,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    conclusion: Conclusion[Any] | Mapping[str, Any] | None = None,
) -> Application:
    """Move an application by what the decisions room did: decide, reopen, terminate, annul or close.

    Raises:
        Refused: the step is not open.
    """
    application = locked(application_id)
    also: dict[str, Any] = {}
    if step == "decide":
        also["decided_at"] = at
    if step == "reopen":
        also["decided_at"] = None
    take_step(
        application,
        APPLICATION,
        step,
        by=by,
        by_label=by_label,
        at=at,
        also=also,
        facts=facts,
        conclusion=conclusion,
    )
    return application
