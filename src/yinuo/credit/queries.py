"""Questions to the ledger: how a person stands, what was determined, what is public, what waits for an officer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from yinuo.credit.access import (
    objections_visible_to,
    repairs_visible_to,
    visible_to,
    why_not_ask,
    why_not_handle,
)
from yinuo.credit.lifecycle import DETERMINATION
from yinuo.credit.models import CreditEntry, Determination, Objection, Repair
from yinuo.law import credit as law
from yinuo.law import place
from yinuo.law.grading import Grade
from yinuo.law.grammar import Refusal

if TYPE_CHECKING:
    from yinuo.law.credit import (
        Condition,
        GradeFactors,
        GradeSuggestion,
        Measure,
        Publicity,
        Standing,
    )
    from yinuo.law.grammar import Conclusion
    from yinuo.people.models import Account

__all__ = [
    "OpenVerb",
    "determinations_of",
    "earlier_times",
    "grade_suggestion",
    "ledger_of",
    "measures_for",
    "measures_in_force",
    "objections_visible_to",
    "objections_waiting",
    "open_verbs",
    "publicity",
    "published",
    "repair_conditions",
    "repairs_visible_to",
    "repairs_waiting",
    "standing",
    "visible_to",
]

KEPT_READ = 10
"""How many of a person's newest kept promises a standing looks at; one would do for the rule as it stands."""
ADVERSE_READ = 20
"""How many of a person's newest false promises a standing looks at, besides all that are still in force."""

_KIND_IN_LAW = {CreditEntry.Kind.QUASHED: "withdrawn"}
_ENDING = (CreditEntry.Kind.REPAIRED, CreditEntry.Kind.QUASHED)


def standing(subject_id: int, *, on: date) -> Conclusion[Standing]:
    """How a person stands on a day, and if barred: by which record, since when, and how to cure it.

    Two queries over short indexes: the newest kept promises, the newest false ones, all whose determination has not
    ended before the day, and what followed them. Its cost does not grow with the ledger.

    Args:
        subject_id: the person or firm.
        on: the day; days gone by are answered as the ledger stood then.

    Returns:
        The law's conclusion; ``value.records`` go into the question whether the person may promise.
    """
    return law.standing.on(on, law.StandingFacts(_entry_facts(subject_id, on)))


def _entry_facts(subject_id: int, on: date) -> tuple[law.EntryFact, ...]:
    columns = ("id", "number", "kind", "grade", "valid_from", "valid_until")
    own = CreditEntry.objects.filter(subject=subject_id, valid_from__lte=on)
    kept = own.filter(kind=CreditEntry.Kind.KEPT).order_by("-id")
    false = own.filter(kind=CreditEntry.Kind.FALSE_COMMITMENT).order_by("-id")
    day_began = timezone.make_aware(datetime.combine(on, time.min))
    unended = Determination.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gte=day_began), subject=subject_id
    ).values("entry")
    first = list(
        kept.values_list(*columns)[:KEPT_READ].union(
            false.values_list(*columns)[:ADVERSE_READ], own.filter(pk__in=unended).values_list(*columns)
        )
    )
    numbers = {pk: number for pk, number, *_ in first}
    followed = CreditEntry.objects.filter(of__in=numbers, valid_from__lte=on).values_list(*columns, "of")
    rows = [*((*row, None) for row in first), *followed]
    return tuple(
        law.EntryFact(
            number=number,
            kind=cast("law.EntryKind", _KIND_IN_LAW.get(kind, kind)),
            grade=Grade[grade.upper()] if grade else None,
            entered_on=valid_from,
            of=numbers[of] if of is not None else None,
            until=valid_until,
        )
        for _pk, number, kind, grade, valid_from, valid_until, of in rows
    )


def earlier_times(subject_id: int, *, on: date) -> int:
    """How many false promises stand against a person, repaired ones included, quashed ones not; counts to 20."""
    return (
        Determination.objects.filter(subject=subject_id, entry__valid_from__lte=on)
        .exclude(status="quashed")[:ADVERSE_READ]
        .count()
    )


def grade_suggestion(subject_id: int, factors: GradeFactors, *, on: date) -> Conclusion[GradeSuggestion]:
    """The grade the law suggests; earlier times come from the ledger, never from what somebody typed."""
    known = replace(factors, earlier_times=earlier_times(subject_id, on=on))
    return law.grade_suggestion.on(on, law.GradeFacts(known, place.load(settings.YINUO_PLACE)))


def measures_for(grade: Grade, *, on: date) -> Conclusion[tuple[Measure, ...]]:
    """The measures the law gives for a grade, each with its own basis."""
    return law.measures.on(on, grade)


def publicity(grade: Grade, *, on: date) -> Conclusion[Publicity]:
    """From when to when a determination made on a day would be public, and when it could be repaired."""
    return law.publicity.on(on, law.PublicityFacts(grade, on, place.load(settings.YINUO_PLACE)))


def repair_conditions(
    determination: Determination, *, on: date, duty_done: bool, promise_signed: bool
) -> Conclusion[tuple[Condition, ...]]:
    """Which conditions of repair are met, and what is missing of the others."""
    return law.repair_conditions.on(
        on,
        law.RepairFacts(
            grade=Grade[determination.grade.upper()],
            determined_on=timezone.localdate(determination.determined_at),
            duty_done=duty_done,
            promise_signed=promise_signed,
            on=on,
            place=place.load(settings.YINUO_PLACE),
        ),
    )


def measures_in_force(determination: Determination, *, on: date) -> list[dict[str, str]]:
    """The measures that bind the person on a day: none once the determination ended or its time ran out."""
    until = determination.entry.valid_until
    if determination.status != DETERMINATION.start or (until is not None and until <= on):
        return []
    return list(determination.measures)


def determinations_of(subject_ids: Iterable[int]) -> QuerySet[Determination]:
    """What was determined against these subjects, newest first, with agency, entry and both documents."""
    return (
        Determination.objects.filter(subject__in=list(subject_ids))
        .select_related("agency", "entry", "document", "repair_notice", "subject")
        .defer("document__content", "document__picture", "repair_notice__content", "repair_notice__picture")
        .order_by("-id")
    )


def ledger_of(subject_ids: Iterable[int], *, after: int | None = None, size: int = 30) -> list[CreditEntry]:
    """A person's own ledger, newest first, keyset paged; one row more than ``size`` when there is a next page."""
    rows = CreditEntry.objects.filter(subject__in=list(subject_ids)).select_related("agency", "of", "subject")
    if after is not None:
        rows = rows.filter(pk__lt=after)
    return list(rows.order_by("-id")[: size + 1])


def published(on: date) -> QuerySet[Determination]:
    """What is public on a day: in force, of a grade that is published, within its time, not under objection.

    What a repair, a quashing, an objection or the calendar ends is not in it from that moment; nothing is copied.
    """
    rows = Determination.objects.filter(
        status=DETERMINATION.start, published=True, entry__valid_from__lte=on, published_until__gt=on
    )
    if place.load(settings.YINUO_PLACE).switch("objection_rests_publicity", on):
        rows = rows.exclude(Exists(Objection.objects.filter(determination=OuterRef("pk"), status="raised")))
    return rows


def repairs_waiting(
    account: Account, *, on: date, after: tuple[date, int] | None = None, size: int = 30
) -> list[Repair]:
    """Applications for repair that wait, by due day, keyset paged; one row more when there is a next page."""
    rows = repairs_visible_to(account, on=on).filter(status="applied")
    if after is not None:
        rows = rows.filter(due_on__gte=after[0]).exclude(due_on=after[0], pk__lte=after[1])
    return list(
        rows.select_related("determination__subject", "determination__agency").order_by("due_on", "id")[
            : size + 1
        ]
    )


def objections_waiting(
    account: Account, *, on: date, after: tuple[date, int] | None = None, size: int = 30
) -> list[Objection]:
    """Objections that wait, by due day, keyset paged; one row more when there is a next page."""
    rows = objections_visible_to(account, on=on).filter(status="raised")
    if after is not None:
        rows = rows.filter(due_on__gte=after[0]).exclude(due_on=after[0], pk__lte=after[1])
    return list(
        rows.select_related("determination__subject", "determination__agency").order_by("due_on", "id")[
            : size + 1
        ]
    )


@dataclass(frozen=True, slots=True)
class OpenVerb:
    """One thing that can be done about a determination, and why this person cannot do it now, if so."""

    verb: str
    title: str
    refusal: Refusal | None


def open_verbs(account: Account, determination: Determination, *, on: date) -> list[OpenVerb]:
    """What may be done about a determination by this person now, and why the rest may not."""
    repair = determination.repairs.filter(status="applied").first()
    objection = determination.objections.filter(status="raised").first()
    stranger, outsider = (
        why_not_ask(account, determination, on=on),
        why_not_handle(account, determination, on=on),
    )
    found = [
        OpenVerb(
            "apply_for_repair",
            "申请信用修复",
            DETERMINATION.refusal("repair", determination.status) or stranger,
        ),
        OpenVerb(
            "raise_objection", "提出异议", DETERMINATION.refusal("quash", determination.status) or stranger
        ),
    ]
    if repair is not None:
        found.append(OpenVerb("decide_repair", "办理信用修复", outsider))
    if objection is not None:
        found.append(OpenVerb("decide_objection", "办理异议", outsider))
    found.append(
        OpenVerb("quash", "撤销认定", DETERMINATION.refusal("quash", determination.status) or outsider)
    )
    return found
