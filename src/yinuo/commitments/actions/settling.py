"""Withdrawing a commitment, and what verification makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from yinuo.applications.actions import ask_evidence
from yinuo.applications.models import ApplicationItem
from yinuo.casefile.actions import take_step
from yinuo.commitments.actions.telling import locked_item, refuse_stranger
from yinuo.commitments.lifecycle import COMMITMENT
from yinuo.commitments.models import Commitment
from yinuo.commitments.queries import withdrawable
from yinuo.law.eligibility import WithdrawalFacts, may_withdraw
from yinuo.law.grammar import Refusal, Refused

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.law.grammar import Conclusion
    from yinuo.people.models import Account


@transaction.atomic
def withdraw(*, commitment_id: int, reason: str, by: Account, at: datetime) -> Commitment:
    """Take a commitment back before the case is closed; the case goes on by the proof route, nothing is lost.

    Args:
        commitment_id: the commitment.
        reason: a key of :data:`yinuo.law.eligibility.WITHDRAWAL_REASONS` or the person's own words.
        by: the applicant or who acts for him.
        at: the moment, aware.

    Returns:
        The commitment, withdrawn.

    Raises:
        Refused: a stranger, decided or closed already, withdrawn already, or no reason given.
    """
    found = Commitment.objects.select_related("application_item").get(pk=commitment_id)
    # The application is locked before the commitment, in the order every other verb locks them.
    application, item = locked_item(found.application_item.application_id, found.application_item_id)
    refuse_stranger(application, by, at)
    commitment = (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("application_item__version", "application_item__proof_item")
        .get(pk=commitment_id)
    )
    COMMITMENT.refuse_unless_open("withdraw", commitment.status)
    concluded = may_withdraw.on(
        timezone.localdate(at), WithdrawalFacts(reason=reason, **withdrawable(commitment, application))
    )
    if not concluded.value:
        raise Refused(Refusal("不能撤回承诺", concluded.reason, concluded.citation, concluded.instead))
    take_step(
        commitment,
        COMMITMENT,
        "withdraw",
        by=by,
        by_label="申请人",
        at=at,
        conclusion=concluded,
        also={"withdrawn_at": at, "withdrawal_reason": reason.strip()[:300]},
        facts={"letter": commitment.letter_id},
    )
    ApplicationItem.objects.filter(pk=item.pk).update(route=ApplicationItem.Route.PROOF, chosen_at=at)
    ask_evidence(
        application_id=application.pk,
        item_id=item.pk,
        reason=f"您撤回了“{item.proof_item.name}”的承诺，请改交这份证明；原来填的内容和交过的材料都还在。",
        differences=[],
        by=by,
        by_label="申请人",
        at=at,
    )
    return commitment


@transaction.atomic
def settle(
    *,
    commitment_id: int,
    step: str,
    by: Account | None,
    by_label: str,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    conclusion: Conclusion[Any] | Mapping[str, Any] | None = None,
) -> Commitment:
    """Move a commitment by what verification found: keep, correct or find_untrue.

    Raises:
        Refused: the step is not open.
    """
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment_id)
    take_step(
        commitment, COMMITMENT, step, by=by, by_label=by_label, at=at, facts=facts, conclusion=conclusion
    )
    return commitment
