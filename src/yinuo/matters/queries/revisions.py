"""Questions about revision tasks: lists, clocks, what is overdue, and which of them are finished. Clause 3.2-b."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from yinuo.law import place
from yinuo.law.adjusting import ChangeKind, Footing, FootingFacts, keeps_a_basis
from yinuo.law.citing import Mended, Place, Reference, known_as, read
from yinuo.law.grammar import Conclusion
from yinuo.law.lifecycle import Step
from yinuo.law.resting import Resting, resting_on
from yinuo.matters.access import tasks_visible_to, why_not_edit, why_not_waive
from yinuo.matters.following import Following, Means, mended_basis
from yinuo.matters.lifecycle import REVISION_TASK
from yinuo.matters.models import BasisReading, ItemVersion, LegalText, RevisionTask, TextChange
from yinuo.matters.queries.published import IN_USE
from yinuo.matters.queries.texts import current_links
from yinuo.matters.queries.touched import Aim, aim, other_footing, places_of
from yinuo.people.models import Account
from yinuo.workdays.queries import calendar

RUNNING = ("open", "drafted")


def following_of(change: TextChange) -> Following:
    """A change as it is followed in a basis; three queries."""
    successor = None
    if change.replaced_by is not None:
        text = change.replaced_by
        found = read(f"《{text.title}》{change.replaced_place}").references
        where = found[0].place if found and change.replaced_place else Place()
        bare = text.title == text.number
        successor = Reference("" if bare else text.title, text.number if bare else "", where)
    return Following(ChangeKind[change.kind], change.named, places_of(change), successor)


def means_text(text: LegalText) -> Means:
    """Whether a reference speaks of a text, by any of its names."""
    keys = set(text.names.values_list("key", flat=True))

    def means(one: Reference) -> bool:
        name = "" if one.own else one.title or one.number
        key = known_as(name) if name else ""
        return key in keys or (bool(key) and f"{key}(试行)" in keys)

    return means


def basis_after(change: TextChange, basis: str) -> Mended:
    """What a basis becomes when it follows a change: replaced, taken out, or as it stands."""
    return mended_basis(basis, following_of(change), means_text(change.text))


def tasks(account: Account, *, on: date) -> QuerySet[RevisionTask]:
    """The tasks an officer may see, the most urgent first, with item, change and text."""
    return (
        tasks_visible_to(account, on=on)
        .select_related("proof_item__matter", "change__text", "agency", "draft", "version")
        .order_by("due_on", "pk")
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How the tasks an officer may see stand."""

    open: int
    drafted: int
    overdue: int
    done: int
    waived: int


def tally(rows: QuerySet[RevisionTask], *, on: date) -> Progress:
    """How many of some tasks stand where; one query."""
    found = rows.order_by().aggregate(
        open=Count("pk", filter=Q(status="open")),
        drafted=Count("pk", filter=Q(status="drafted")),
        overdue=Count("pk", filter=Q(status__in=RUNNING, due_on__lt=on)),
        done=Count("pk", filter=Q(status="done")),
        waived=Count("pk", filter=Q(status="waived")),
    )
    return Progress(**found)


def grave_before(*, on: date) -> date:
    """Tasks due before this day are late enough to be brought before the justice bureau."""
    city, known, day = place.load(settings.YINUO_PLACE), calendar(), on
    late = city.amount("overdue_grave_from", on)
    try:
        while known.workdays_between(day, on) < late:
            day -= timedelta(days=1)
    except LookupError:
        # The table of working days does not reach so far back; count weeks.
        return on - timedelta(days=late * 7 // 5)
    return day + timedelta(days=1)


def escalated(*, on: date) -> QuerySet[RevisionTask]:
    """Running tasks of the whole city that are gravely late, the latest first."""
    return (
        RevisionTask.objects.filter(status__in=RUNNING, due_on__lt=grave_before(on=on))
        .select_related("proof_item__matter", "change__text", "agency")
        .order_by("due_on", "pk")
    )


def footing(task: RevisionTask, *, on: date) -> Conclusion[Footing]:
    """What the item of a task still rests on once the change is in force, and whether to suspend it is proposed."""
    change = task.change
    hit = aim(change.text, places_of(change))
    others = other_footing(hit, on).filter(proof_item=task.proof_item_id)
    return keeps_a_basis.on(
        on,
        FootingFacts(
            kind=ChangeKind[change.kind],
            named=change.named,
            in_force_on=change.in_force_on,
            others=others.values("article").distinct().count(),
            sure=task.sure,
        ),
    )


def ours(text: LegalText, places: Iterable[Place], *, on: date) -> tuple[Resting, ...]:
    """Our own rules, steps and numbers that rest on some places of a text; the whole text where none is named."""
    wanted = tuple(places) or (Place(),)
    return (
        resting_on(text.law_key, wanted, numbers_of=place.load(settings.YINUO_PLACE), on=on)
        if text.law_key
        else ()
    )


def task_steps(account: Account, task: RevisionTask, *, on: date) -> list[tuple[Step, str]]:
    """The steps of a task a person may take, with the reason why one is not open to him, empty where it is.

    Args:
        account: who asks.
        task: with agency.
        on: the day, for roles.
    """
    found = []
    for step in REVISION_TASK.steps:
        if step.by == "system":
            continue
        refusal = REVISION_TASK.refusal(step.name, task.status) or (
            why_not_edit(account, task.agency, on=on)
            if step.by == "catalogue_editor"
            else why_not_waive(account, task, on=on)
        )
        found.append((step, refusal.why if refusal is not None else ""))
    return found


# --- which tasks are finished -------------------------------------------------------------------------------

Finished = tuple[int, str, int | None]
"""Task, why, and the version that finished it."""


def finished_tasks(*, limit: int = 200) -> list[Finished]:
    """Running tasks whose item has been revised or is no longer used; a few questions for each change, however many."""
    found: list[Finished] = []
    running = RevisionTask.objects.filter(status__in=RUNNING, change__withdrawn_at__isnull=True)
    changes = TextChange.objects.filter(pk__in=running.values("change")).select_related("text").order_by("pk")
    for change in changes:
        rows, hit = running.filter(change=change), aim(change.text, places_of(change))
        amended = change.kind == ChangeKind.AMENDED.name
        found += _revised(rows, None if amended else hit)
        found += [(pk, "这项证明已经停用", None) for pk in _retired(rows).values_list("pk", flat=True)]
        if not amended:
            found += [
                (pk, "目录里的依据已经更正", None)
                for pk in _corrected(rows, hit).values_list("pk", flat=True)
            ]
        if len(found) >= limit:
            break
    return found[:limit]


def _in_use() -> QuerySet[ItemVersion]:
    return ItemVersion.objects.filter(item=OuterRef("proof_item"), status__in=IN_USE)


def _revised(rows: QuerySet[RevisionTask], hit: Aim | None) -> list[Finished]:
    """A version newer than the one in use when the task was opened is in use, and no longer rests on what ended."""
    rows = rows.annotate(
        now=Subquery(_in_use().values("number")[:1]), now_version=Subquery(_in_use().values("pk")[:1])
    ).filter(Q(version__isnull=True, now__isnull=False) | Q(now__gt=F("version__number")))
    if hit is not None:
        named = current_links().filter(hit.sure, version=OuterRef("now_version"))
        as_it_stands = BasisReading.objects.annotate(
            said=Coalesce(KeyTextTransform("basis", "version__notice"), Value(""), output_field=TextField())
        ).filter(version=OuterRef("now_version"), source=F("said"))
        rows = rows.filter(Exists(as_it_stands), ~Exists(named))
    found = rows.values_list("pk", "now", "now_version")
    return [(pk, f"第{number}版已经公布", version) for pk, number, version in found]


def _retired(rows: QuerySet[RevisionTask]) -> QuerySet[RevisionTask]:
    """The item was in use once and is no longer."""
    retired = ItemVersion.objects.filter(item=OuterRef("proof_item"), status="retired")
    return rows.filter(~Exists(_in_use()), Exists(retired))


def _corrected(rows: QuerySet[RevisionTask], hit: Aim) -> QuerySet[RevisionTask]:
    """An item without any version whose own basis, as it stands, no longer names what ended."""
    versions = ItemVersion.objects.filter(item=OuterRef("proof_item"))
    named = current_links().filter(hit.either, proof_item=OuterRef("proof_item"))
    as_it_stands = BasisReading.objects.filter(
        version__isnull=True,
        proof_item=OuterRef("proof_item"),
        source=OuterRef("proof_item__basis"),
    )
    return rows.filter(~Exists(versions), ~Exists(named), Q(proof_item__basis="") | Exists(as_it_stands))


def unfinished_of_withdrawn(*, limit: int = 200) -> list[int]:
    """Running tasks of changes that were withdrawn."""
    rows = RevisionTask.objects.filter(status__in=RUNNING, change__withdrawn_at__isnull=False)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
