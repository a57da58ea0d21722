"""Questions about commitments: may this person promise, what was shown, what was signed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from yinuo.applications.models import Application, ApplicationItem
from yinuo.commitments.access import visible_to
from yinuo.commitments.models import Commitment, NoticeShowing
from yinuo.credit.queries import standing
from yinuo.documents.contents.papers import bare
from yinuo.exchange import queries as exchange
from yinuo.law import place
from yinuo.law.eligibility import EligibilityFacts, may_commit
from yinuo.law.grammar import Conclusion
from yinuo.law.notice import MUST_CONFIRM, NoticeFields, clauses
from yinuo.law.scope import ItemScope, Risk
from yinuo.law.verification import PlanFacts, PlanLine, plan_line
from yinuo.matters.queries import deciding_version
from yinuo.matters.terms import Terms
from yinuo.workdays.queries import calendar

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.law.credit import Standing
    from yinuo.matters.models import ItemVersion

__all__ = [
    "by_letter",
    "clauses_of",
    "conditions_of",
    "eligibility",
    "letters_under",
    "notice_text_digest",
    "of_application",
    "plan",
    "showing_of",
    "unconfirmed",
    "visible_to",
]


def notice_fields(version: ItemVersion) -> NoticeFields:
    """The structured notice of a version."""
    return NoticeFields(**version.notice)


def clauses_of(version: ItemVersion) -> list[tuple[str, str, str, str, bool]]:
    """The eight clauses of a version's notice: key, title, plain question, text, whether confirmed by itself."""
    return [(c.key, c.title, c.plain, text, c.must_confirm) for c, text in clauses(notice_fields(version))]


def conditions_of(version: ItemVersion) -> tuple[str, ...]:
    """For whom the commitment route is open, beyond everybody; each with its measure. All must be met (2.1-c)."""
    return tuple(
        f"{bare(one.text)}（以{bare(one.measure)}为准）" if bare(one.measure) else bare(one.text)
        for one in Terms.from_json(version.terms).conditions
    )


def notice_text_digest(version: ItemVersion) -> str:
    """SHA-256 of the notice exactly as shown: titles and texts of the eight clauses, line by line."""
    shown = "\n".join(f"{title}\n{text}" for _key, title, _plain, text, _must in clauses_of(version))
    return hashlib.sha256(shown.encode()).hexdigest()


def showing_of(item: ApplicationItem) -> NoticeShowing | None:
    """The record that the pinned notice was shown for an item."""
    return NoticeShowing.objects.filter(application_item=item, version=item.version_id).first()


def unconfirmed(showing: NoticeShowing | None) -> list[str]:
    """Keys of the clauses still to be confirmed one by one."""
    confirmed = showing.confirmed if showing is not None else {}
    return [key for key in MUST_CONFIRM if key not in confirmed]


def eligibility(
    *, applicant_id: int, version: ItemVersion, on: date, known: Conclusion[Standing] | None = None
) -> Conclusion[bool]:
    """May this person promise for this item today: rule, record, date, article and how to cure.

    Args:
        applicant_id: the subject.
        version: the version pinned, or the one published now.
        on: the day.
        known: the standing, where the caller has asked for it already.
    """
    stands = known or standing(applicant_id, on=on)
    item, deciding = version.item, deciding_version(version)
    return may_commit.on(
        on,
        EligibilityFacts(
            item_title=item.name,
            item_published=deciding.status in {"published", "suspended", "superseded"},
            item_suspended_because=deciding.suspended_because if deciding.status == "suspended" else "",
            scope=ItemScope(frozenset(Risk[name] for name in item.risks)),
            records=stands.value.records,
            round_withdrawn=_withdrew_this_round(applicant_id, version, on),
        ),
    )


def _withdrew_this_round(applicant_id: int, version: ItemVersion, on: date) -> bool:
    if not version.plain.get("same_round_bar"):
        return False
    return Commitment.objects.filter(
        application_item__proof_item=version.item_id,
        application_item__application__applicant=applicant_id,
        status="withdrawn",
        withdrawn_at__year=on.year,
    ).exists()


def plan(
    *, version: ItemVersion, standing_class: Literal["good", "ordinary", "watched"], at: datetime, on: date
) -> list[Conclusion[PlanLine]]:
    """The verification plan of an item: one concluded line per promised fact, drawn up at signing.

    Args:
        version: the pinned version.
        standing_class: ``"good"``, ``"ordinary"`` or ``"watched"``.
        at: the moment, for whether sources answer.
        on: the day of signing.
    """
    city, days = place.load(settings.YINUO_PLACE), calendar()
    lines = []
    for fact in version.facts:
        source = exchange.source(fact["source_key"]) if fact.get("source_key") else None
        lines.append(
            plan_line.on(
                on,
                PlanFacts(
                    fact_key=fact["key"],
                    fact_text=fact["text"],
                    standard=fact["standard"],
                    item_class=fact.get("item_class", "ordinary"),
                    standing=standing_class,
                    source_key=fact.get("source_key", ""),
                    source_name=source.name if source is not None else fact.get("source_name", ""),
                    source_up=source is not None
                    and source.enabled
                    and not exchange.is_resting(source, at=at),
                    can_be_told_by_register=source is not None,
                    signed_on=on,
                    place=city,
                    calendar=days,
                    public_can_tell=bool(fact.get("public_can_tell")),
                ),
            )
        )
    return lines


def plan_row(line: PlanLine) -> dict[str, Any]:
    """A line of the plan as it is kept with the commitment: method by its code name, the day in ISO form."""
    return {
        "fact_key": line.fact_key,
        "fact_text": line.fact_text,
        "method": line.method.name.lower(),
        "timing": line.timing,
        "standard": line.standard,
        "source_key": line.source_key,
        "who": line.who,
        "due_on": line.due_on.isoformat(),
        "due_text": line.due_text,
        "exempt": line.exempt,
    }


def of_application(application: Application) -> list[Commitment]:
    """All commitments of an application, withdrawn ones too, with letter and showing."""
    return list(
        Commitment.objects.filter(application_item__application=application)
        .select_related("letter", "showing", "application_item__proof_item", "signed_by")
        .defer("letter__content", "letter__picture")
        .order_by("id")
    )


def by_letter(document_id: int) -> Commitment | None:
    """The commitment whose letter a document is."""
    return (
        Commitment.objects.filter(letter=document_id)
        .select_related("agency", "application_item__proof_item", "application_item__application__matter")
        .first()
    )


@dataclass(frozen=True, slots=True)
class LettersUnder:
    """Letters in force under some versions, and how many of them are open to the public."""

    in_force: int
    public: int


def letters_under(versions: QuerySet[Any, Any]) -> LettersUnder:
    """How many signed letters that were neither withdrawn nor found untrue rest on some versions; one query.

    Args:
        versions: a question for keys of versions, such as
            :func:`yinuo.matters.queries.versions_resting_on` asks.
    """
    rows = Commitment.objects.filter(showing__version__in=versions, status__in=("signed", "kept"))
    found = rows.aggregate(
        in_force=Count("pk"), public=Count("pk", filter=Q(showing__version__notice__public=True))
    )
    return LettersUnder(found["in_force"], found["public"])


def withdrawable(commitment: Commitment, application: Application) -> dict[str, Any]:
    """The state of the case as the withdrawal rule asks for it."""
    return {
        "closed": application.status in {"closed", "annulled", "terminated", "withdrawn"},
        "decided": application.status == "decided",
        "same_round_bar": bool(commitment.application_item.version.plain.get("same_round_bar")),
    }
