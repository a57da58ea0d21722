"""What a body may copy from others, where a set-up was copied to, and what of a copy must still be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from yinuo.matters.catalogue import folded
from yinuo.matters.models import CopiedSetup, ItemVersion, OutsideDecision, ProofItem

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yinuo.people.models import Agency


def copyable(*, but: Agency | None = None, query: str = "") -> QuerySet[ItemVersion]:
    """The published versions whose set-up others may copy, each with item, matter and body.

    Args:
        but: the body whose own items are left out.
        query: a part of the name of the proof, the matter or the body.
    """
    rows = ItemVersion.objects.filter(status="published").select_related("item__matter__agency")
    if but is not None:
        rows = rows.exclude(item__matter__agency=but)
    if query:
        rows = rows.filter(
            Q(item__name__icontains=query)
            | Q(item__matter__name__icontains=query)
            | Q(item__matter__agency__name__icontains=query)
        )
    return rows.order_by("item_id")


def held_by(agency: Agency, *, matter: str, proof: str) -> ProofItem | None:
    """The item of these names that a body has already; full and half width and spaces make no difference.

    Args:
        agency: the body.
        matter, proof: names as they stand elsewhere.
    """
    items = ProofItem.objects.filter(matter__agency=agency).select_related("matter__agency").order_by("pk")
    wanted = folded(matter), folded(proof)
    return next((one for one in items if (folded(one.matter.name), folded(one.name)) == wanted), None)


def taken_from(item: ProofItem) -> OutsideDecision | None:
    """By which decision an item of other places was taken up as this one, with the row it rests on; None for others."""
    return (
        OutsideDecision.objects.filter(item=item, kind=OutsideDecision.Kind.TAKEN_UP)
        .select_related("row__catalogue", "by")
        .order_by("-pk")
        .first()
    )


def copies_of(item: ProofItem) -> QuerySet[CopiedSetup]:
    """The copies of an item's set-up, the newest first, with the body that has each."""
    return (
        CopiedSetup.objects.filter(source__item=item)
        .select_related("item__matter__agency", "version", "source", "by", "checked_by")
        .order_by("-pk")
    )


def copied_setup(item: ProofItem) -> CopiedSetup | None:
    """From where an item's set-up was copied; None where it is the body's own work."""
    return (
        CopiedSetup.objects.filter(item=item)
        .select_related("source__item__matter__agency", "by", "checked_by", "version")
        .first()
    )
