"""Questions about decisions: what the file suggests, what may be taken back, what waits to be decided at once."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from yinuo.applications.models import Application, ApplicationItem
from yinuo.applications.queries import items_of
from yinuo.commitments.models import Commitment
from yinuo.decisions.access import visible_to, why_not_decide
from yinuo.decisions.models import Decision
from yinuo.documents.models import Delivery
from yinuo.law import place
from yinuo.law.decision import ItemState, SuggestionFacts, TakeBackFacts, may_take_back, suggestion
from yinuo.law.grammar import Conclusion
from yinuo.law.texts import CLAUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["standing_decision", "suggest", "suggestion_facts", "take_back_open", "visible_to", "waiting", "why_not_decide"]


def suggestion_facts(application: Application, items: Sequence[ApplicationItem] | None = None) -> SuggestionFacts:
    """The state of a file as the deciding rules ask for it.

    Args:
        application: with its matter.
        items: its proof items, where the caller has them.

    Returns:
        Facts for :data:`yinuo.law.decision.suggestion`.
    """
    listed = list(items) if items is not None else items_of(application)
    standing = {
        c.application_item_id: c
        for c in Commitment.objects.filter(application_item__application=application)
        .exclude(status="withdrawn")
        .select_related("showing")
        .defer("facts")
    }
    proved = set(
        application.materials.filter(removed_at__isnull=True, item__isnull=False).values_list("item_id", flat=True)
    )
    states = tuple(_state(item, standing.get(item.pk), item.pk in proved) for item in listed)
    signed = list(standing.values())
    differs = [c for c in application.checks if c.get("outcome") == "differs"]
    pending = tuple(c["fact"] for c in application.checks if c.get("outcome") == "pending")
    if signed and application.checks_cleared_at is None and not pending and not differs:
        pending = ("决定前的数据比对",)
    return SuggestionFacts(
        commit_ok=_eligibility_kept(signed),
        items=states,
        notice_before_signature=all(
            c.showing.confirmed_at is not None and c.showing.confirmed_at <= c.signed_at for c in signed
        ),
        checks_clear=not differs,
        checks_pending=() if application.checks_cleared_at is not None else pending,
        on_the_spot_allowed=application.matter.at_once,
        warnings=(),
    )


def _state(item: ApplicationItem, commitment: Commitment | None, proved: bool) -> ItemState:
    if item.route == ApplicationItem.Route.COMMIT:
        return ItemState(item.proof_item.name, "commit", settled=commitment is not None)
    if item.route == ApplicationItem.Route.HELD:
        return ItemState(item.proof_item.name, "held", settled=item.held_query_id is not None)
    return ItemState(item.proof_item.name, "proof", settled=proved)


def _eligibility_kept(signed: list[Commitment]) -> Conclusion[Any]:
    """The eligibility as concluded at signing; it was stored whole with each commitment."""
    if not signed:
        return Conclusion(True, CLAUSES["2.2-b"], "没有用承诺，不需要审查承诺资格。", ok=None)
    kept = signed[0].eligibility
    return Conclusion(kept["value"], CLAUSES["2.2-c"], kept["reason"], ok=kept["ok"])


def suggest(application: Application, *, on: date) -> Conclusion[Any]:
    """What the file suggests, with reasons and articles; the officer decides."""
    return suggestion.on(on, suggestion_facts(application))


def standing_decision(application_id: int) -> Decision | None:
    """The decision that stands on an application (also an annulled one), or None."""
    return (
        Decision.objects.filter(application=application_id)
        .exclude(status="taken_back")
        .select_related("document", "decided_by", "annulment")
        .defer("document__content", "annulment__content")
        .first()
    )


def take_back_open(decision: Decision, *, at: datetime, on: date) -> Conclusion[bool]:
    """Whether a decision may still be taken back, and why not."""
    read = Delivery.objects.filter(document=decision.document_id, received_at__isnull=False).exists()
    minutes = int((at - decision.decided_at).total_seconds() // 60)
    return may_take_back.on(on, TakeBackFacts(minutes, read, place.load(settings.YINUO_PLACE)))


def waiting() -> QuerySet[Application]:
    """Applications that may be decided at once: clear, of such a matter, and never decided before."""
    signed = Commitment.objects.filter(application_item__application=OuterRef("pk"), status="signed")
    return (
        Application.objects.filter(status="submitted", matter__at_once=True, checks_cleared_at__isnull=False)
        .filter(Exists(signed))
        .exclude(Exists(Decision.objects.filter(application=OuterRef("pk"))))
    )
