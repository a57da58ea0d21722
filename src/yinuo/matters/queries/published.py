"""What is published, which versions there are, and which steps are open."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from yinuo.law.lifecycle import Step
from yinuo.matters.access import why_not_edit, why_not_review
from yinuo.matters.lifecycle import ITEM_VERSION
from yinuo.matters.models import CatalogueRow, ItemVersion, Matter, ProofItem
from yinuo.people.models import Account, Agency

IN_USE = ("published", "suspended")
"""The statuses of a version that governs new applications, or would if it were not suspended."""
_OWN_VERBS = frozenset({"supersede", "approve", "call_back", "enter_into_force"})
"""Steps that are no button of their own: they follow from another, take a day, or are the clock's."""


def published() -> QuerySet[ItemVersion]:
    """The versions in use, suspended ones too (they are shown with their reason), with item, matter and agency."""
    return (
        ItemVersion.objects.filter(status__in=IN_USE)
        .select_related("item__matter__agency")
        .order_by("item__matter__agency_id", "item__matter_id", "item_id")
    )


def published_items(
    *, agency: Agency | None = None, field: str = "", matter: Matter | None = None
) -> QuerySet[ItemVersion]:
    """The published catalogue, narrowed by agency, field or matter.

    Args:
        agency: whose items.
        field: name of a :class:`yinuo.law.scope.PriorityField`.
        matter: the items of one matter.
    """
    wanted = Q()
    if agency is not None:
        wanted &= Q(item__matter__agency=agency)
    if field:
        wanted &= Q(item__matter__field=field)
    if matter is not None:
        wanted &= Q(item__matter=matter)
    return published().filter(wanted)


def item_by_slug(slug: str) -> ItemVersion | None:
    """The version in use of the item with an address, with item, matter and agency; None for the public else."""
    return published().filter(item__slug=slug).first()


def current_version(item: ProofItem) -> ItemVersion | None:
    """The version of an item that is in use now."""
    return published().filter(item=item).first()


def versions_of(item: ProofItem) -> QuerySet[ItemVersion]:
    """All versions of an item, the newest first, with who drafted and reviewed them."""
    return item.versions.select_related("drafted_by", "reviewed_by").order_by("-number")


def rows_of(item: ProofItem) -> QuerySet[CatalogueRow]:
    """The rows of imported files that an item came from, as they stood."""
    return item.rows.select_related("catalogue_import").order_by("pk")


def open_steps(account: Account, version: ItemVersion, *, on: date) -> list[tuple[Step, str]]:
    """The steps of a version with the reason why one is not open to a person, empty where it is.

    Steps that bind a version to a day are asked for by their own verbs: see :mod:`yinuo.matters.actions.validity`.

    Args:
        account: who asks.
        version: with item, matter and agency.
        on: the day, for roles.
    """
    found = []
    for step in ITEM_VERSION.steps:
        if step.name in _OWN_VERBS:
            continue
        refusal = ITEM_VERSION.refusal(step.name, version.status) or (
            why_not_edit(account, version.item.matter.agency, on=on)
            if step.by == "catalogue_editor"
            else why_not_review(account, version, on=on)
        )
        found.append((step, refusal.why if refusal is not None else ""))
    return found
