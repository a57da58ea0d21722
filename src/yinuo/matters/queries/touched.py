"""What a change of a legal text touches: items, versions, and how surely. Clause 3.2-b."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yinuo.law.citing import Place, Touch, touches
from yinuo.matters.models import BasisLink, ItemVersion, LegalText, ProofItem, RevisionTask, TextChange
from yinuo.matters.queries.published import IN_USE
from yinuo.matters.queries.texts import current_links
from yinuo.people.models import Agency


@dataclass(frozen=True, slots=True)
class Aim:
    """Which links a change meets.

    Attributes:
        sure: those that name what changes.
        maybe: those that name only the text or a part of it.
    """

    sure: Q
    maybe: Q

    @property
    def either(self) -> Q:
        """All of them."""
        return self.sure | self.maybe


NOTHING = Q(pk__in=())


def aim(text: LegalText, places: Sequence[Place]) -> Aim:
    """Which links a change of some places of a text meets; one query, over the articles of the text only.

    Args:
        text: the text.
        places: what changes; the whole text where empty.
    """
    if not places or any(place.whole for place in places):
        return Aim(Q(article__text=text.pk), NOTHING)
    known = [(article.pk, article.place) for article in text.articles.all()]
    sure, maybe = NOTHING, set[int]()
    for changed in places:
        bare = Place(part=changed.part, article=changed.article, sub=changed.sub, until=changed.until)
        met = {pk: touches(bare, place) for pk, place in known}
        hit = [pk for pk, touch in met.items() if touch is Touch.YES]
        maybe |= {pk for pk, touch in met.items() if touch is Touch.MAYBE}
        if hit:
            sure |= (
                Q(article__in=hit) & _within("paragraph", changed.paragraph) & _within("item", changed.item)
            )
    return Aim(sure, Q(article__in=sorted(maybe)) if maybe else NOTHING)


def _within(column: str, number: int) -> Q:
    """A basis that names no paragraph rests on all of them."""
    return Q(**{f"{column}__in": (0, number)}) if number else Q()


def places_of(change: TextChange) -> tuple[Place, ...]:
    """What a change concerns; empty for the whole text."""
    rows = change.changed.select_related("article").order_by("pk")
    return tuple(
        Place(
            part=row.article.part,
            article=row.article.number,
            sub=row.article.sub,
            paragraph=row.paragraph,
            item=row.item,
        )
        for row in rows
    )


def touched_items(text: LegalText, places: Sequence[Place]) -> QuerySet[ProofItem]:
    """The items a change touches, by key, each with ``sure``: whether its basis names what changes."""
    hit = aim(text, places)
    links = current_links().filter(proof_item=OuterRef("pk"))
    return (
        ProofItem.objects.filter(pk__in=current_links().filter(hit.either).values("proof_item"))
        .annotate(sure=Exists(links.filter(hit.sure)))
        .select_related("matter__agency")
        .order_by("pk")
    )


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change touches, in figures.

    Attributes:
        items: proof items.
        sure: those whose basis names what changes; the others name only the text.
        in_use: versions in use of these items: notices, letter forms and guides made from them.
        drafts: versions in preparation that name it.
        without: items for which it is the only basis in force.
        units: agencies with their items, the most first.
    """

    items: int
    sure: int
    in_use: int
    drafts: int
    without: int
    units: tuple[tuple[Agency, int], ...]


def touched(text: LegalText, places: Sequence[Place], *, on: date) -> Touched:
    """What a change of some places of a text touches, before it is entered; five queries however much it is.

    Args:
        text: the text.
        places: what changes; the whole text where empty.
        on: the day as of which other articles count as in force.
    """
    hit = aim(text, places)
    links = current_links().filter(hit.either)
    counted = list(
        links.values("proof_item__matter__agency")
        .annotate(
            n=Count("proof_item", distinct=True), sure=Count("proof_item", distinct=True, filter=hit.sure)
        )
        .order_by("-n", "proof_item__matter__agency")
    )
    agencies = Agency.objects.in_bulk([row["proof_item__matter__agency"] for row in counted])
    items = links.values("proof_item")
    return Touched(
        items=sum(row["n"] for row in counted),
        sure=sum(row["sure"] for row in counted),
        in_use=ItemVersion.objects.filter(item__in=items, status__in=IN_USE).count(),
        drafts=links.filter(version__status__in=("draft", "in_review")).values("version").distinct().count(),
        without=_without(hit, on).count(),
        units=tuple((agencies[row["proof_item__matter__agency"]], row["n"]) for row in counted),
    )


def _without(hit: Aim, on: date) -> QuerySet[ProofItem]:
    """Items that would be left without any basis in force."""
    others = other_footing(hit, on).filter(proof_item=OuterRef("pk"))
    return ProofItem.objects.filter(
        ~Exists(others), pk__in=current_links().filter(hit.sure).values("proof_item")
    )


def other_footing(hit: Aim, on: date) -> QuerySet[BasisLink]:
    """Current links to articles in force on a day that a change does not meet."""
    in_force = Q(article__repealed_on__isnull=True) | Q(article__repealed_on__gt=on)
    text_in_force = Q(article__text__repealed_on__isnull=True) | Q(article__text__repealed_on__gt=on)
    return current_links().filter(in_force, text_in_force).exclude(hit.either)


def versions_resting_on(text: LegalText, places: Sequence[Place]) -> QuerySet[BasisLink, Any]:
    """Keys of all versions, ended ones too, whose notice names what changes: letters may have been signed under any."""
    return BasisLink.objects.filter(aim(text, places).sure, version__isnull=False, dropped=False).values(
        "version"
    )


# --- what lacks its successor -------------------------------------------------------------------------------


def items_without_task(change: TextChange) -> QuerySet[ProofItem]:
    """The items a change touches that have no task for it yet."""
    tasks = RevisionTask.objects.filter(change=change, proof_item=OuterRef("pk"))
    return touched_items(change.text, places_of(change)).filter(~Exists(tasks))


ENDING = ("REPEALED", "REPLACED")
"""Changes after which nothing may rest on the article any more, whoever names it later."""


def changes_lacking_tasks(*, limit: int = 20) -> list[int]:
    """Keys of changes whose tasks are not all opened; a basis read later that names an ended article brings them back."""
    rows = TextChange.objects.filter(withdrawn_at__isnull=True, opened_at__isnull=True)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
