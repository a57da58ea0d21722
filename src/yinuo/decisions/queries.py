"""Questions about decisions: what the file suggests, what may be taken back, what waits to be decided at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from yinuo.applications.models import Application, ApplicationItem
from yinuo.applications.queries import items_of
from yinuo.casefile.models import Entry
from yinuo.casefile.queries import timeline
from yinuo.commitments.models import Commitment
from yinuo.decisions.access import visible_to, why_not_decide
from yinuo.decisions.models import Decision
from yinuo.documents.models import Delivery
from yinuo.law import place
from yinuo.law.decision import ItemState, SuggestionFacts, TakeBackFacts, may_take_back, suggestion
from yinuo.law.grammar import Conclusion
from yinuo.law.oversight import DUE_DILIGENCE, DiligenceFacts, due_diligence
from yinuo.law.texts import CLAUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Diligence",
    "diligence",
    "letters_relied_on",
    "standing_decision",
    "suggest",
    "suggestion_facts",
    "take_back_open",
    "visible_to",
    "waiting",
    "why_not_decide",
]


def suggestion_facts(
    application: Application, items: Sequence[ApplicationItem] | None = None
) -> SuggestionFacts:
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
        application.materials.filter(removed_at__isnull=True, item__isnull=False).values_list(
            "item_id", flat=True
        )
    )
    states = tuple(_state(item, standing.get(item.pk), proved=item.pk in proved) for item in listed)
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


def _state(item: ApplicationItem, commitment: Commitment | None, *, proved: bool) -> ItemState:
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


def letters_relied_on(application: Application) -> tuple[str, ...]:
    """Numbers of the letters that stand on an application, in the order they were signed."""
    promised = Commitment.objects.filter(application_item__application=application, status="signed")
    return tuple(promised.order_by("id").values_list("letter__number", flat=True))


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


# The entry of the case file that shows each element of due diligence.
_SHOWN_BY = {
    "guidance_given": "application.begin",
    "choice_offered": "applications.choose_route",
    "identity_confirmed": "commitment.begin",
    "eligibility_answered": "commitment.begin",
    "notice_shown": "commitments.show_notice",
    "signed_after_notice": "commitment.begin",
    "plan_drawn_up": "commitment.begin",
    "checked_in_time": "verification_task.conclude",
    "decided_with_reasons": "decision.begin",
    "decided_in_time": "decision.begin",
}
_OF_PROMISES = frozenset(
    {"identity_confirmed", "eligibility_answered", "notice_shown", "signed_after_notice", "plan_drawn_up"}
)


@dataclass(frozen=True, slots=True)
class Diligence:
    """The due-diligence record of a case, as the case file itself shows it.

    Attributes:
        concluded: the rule's conclusion, element by element.
        items: per element (moment or None, title).
        complete: whether everything the case has reached is shown.
    """

    concluded: Conclusion[Any]
    items: tuple[tuple[datetime | None, str], ...]
    complete: bool


def diligence(application: Application, *, on: date) -> Diligence:
    """What the case file shows of the duties done (四（二） 尽职免责); nobody fills it in.

    Args:
        application: the case.
        on: the day.
    """
    entries: dict[str, Entry] = {}
    for entry in timeline(application.case_file_id):
        entries.setdefault(entry.step, entry)
    found = {key: entries[step].at for key, step in _SHOWN_BY.items() if step in entries}
    if application.decided_at is not None and application.due_on is not None:
        late = timezone.localdate(application.decided_at) > application.due_on
        if late:
            found.pop("decided_in_time", None)
    promised = any(item.route == ApplicationItem.Route.COMMIT for item in application.items.all())
    not_yet = {key for key in _SHOWN_BY if key not in found}
    if promised and application.status not in {"draft", "discarded"}:
        not_yet -= _OF_PROMISES
    if application.decided_at is not None:
        not_yet -= {"decided_with_reasons", "decided_in_time"}
    concluded = due_diligence.on(on, DiligenceFacts(frozenset(found), frozenset(not_yet)))
    items = tuple((found.get(element.key), element.title) for element in DUE_DILIGENCE)
    return Diligence(concluded, items, bool(concluded.ok))
