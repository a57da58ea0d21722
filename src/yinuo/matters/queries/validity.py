"""From when until when versions apply: what starts or ends today, what is overdue, and what an item was before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from yinuo.matters.models import ItemVersion, ProofItem
from yinuo.matters.queries.published import IN_USE
from yinuo.people.models import Agency

ONCE_IN_FORCE = ("published", "suspended", "superseded", "retired")


def due_to_start(*, on: date, limit: int = 500) -> list[int]:
    """Keys of approved versions whose day has come, the earliest first."""
    waiting = ItemVersion.objects.filter(status="approved", starts_on__lte=on)
    return list(waiting.order_by("starts_on", "pk").values_list("pk", flat=True)[:limit])


def due_to_end(*, on: date, limit: int = 500) -> list[int]:
    """Keys of versions in use whose last day is over, the earliest first."""
    ending = ItemVersion.objects.filter(status__in=("published", "suspended"), ends_on__lte=on)
    return list(ending.order_by("ends_on", "pk").values_list("pk", flat=True)[:limit])


def planned() -> QuerySet[ItemVersion]:
    """The versions for which a day is set: approved ones that will start, and those in use that will end."""
    return (
        ItemVersion.objects.filter(
            Q(status="approved") | Q(status__in=("published", "suspended"), ends_on__isnull=False)
        )
        .select_related("item__matter__agency")
        .order_by("starts_on", "ends_on", "pk")
    )


STATES = {"published": "可以承诺", "suspended": "暂停签承诺", "approved": "等待生效", "retired": "已停用"}
"""The states by which the public looks through the catalogue."""


def items_by_state(state: str, *, agency: Agency | None = None, field: str = "") -> QuerySet[ItemVersion]:
    """The catalogue by state: one version of each item, with item, matter and agency.

    Args:
        state: a key of :data:`STATES`; empty for what is in use, suspended items too. Of an item that is out of use its
            last version stands for it.
        agency: whose items.
        field: name of a :class:`yinuo.law.scope.PriorityField`.
    """
    if state == "retired":
        later = ItemVersion.objects.filter(
            item=OuterRef("item"), number__gt=OuterRef("number"), status__in=ONCE_IN_FORCE
        )
        rows = ItemVersion.objects.filter(~Exists(later), status="retired")
    else:
        rows = ItemVersion.objects.filter(status__in=[state] if state else IN_USE)
    wanted = Q()
    if agency is not None:
        wanted &= Q(item__matter__agency=agency)
    if field:
        wanted &= Q(item__matter__field=field)
    return rows.filter(wanted).select_related("item__matter__agency").order_by("item_id")


def deciding_version(version: ItemVersion) -> ItemVersion:
    """The version by which it is told whether an item may still be promised under an older, pinned one.

    A version that was replaced by a newer one stays good for the cases that began under it; but where the newer one is
    suspended or retired, the item is.

    Args:
        version: once in force; pinned by a case, or in use.
    """
    if version.status != "superseded":
        return version
    newest = ItemVersion.objects.filter(item=version.item_id, status__in=ONCE_IN_FORCE)
    return newest.order_by("-number").first() or version


@dataclass(frozen=True, slots=True)
class History:
    """What an item has been to the public.

    Attributes:
        item: with matter and agency.
        versions: those that were ever in force, the newest first, with what replaced them.
        coming: an approved one that waits for its day, if any.
    """

    item: ProofItem
    versions: tuple[ItemVersion, ...]
    coming: ItemVersion | None

    @property
    def last(self) -> ItemVersion:
        """The newest version that was ever in force."""
        return self.versions[0]

    @property
    def ended(self) -> bool:
        """Whether no version is in use any more."""
        return all(one.status in ("superseded", "retired") for one in self.versions)


def ended_because(slugs: Iterable[str]) -> dict[str, str]:
    """Why items went out of use, as far as their newest version says."""
    rows = ItemVersion.objects.filter(item__slug__in=list(slugs), status="retired").order_by("number")
    return dict(rows.values_list("item__slug", "ends_because"))


def history_of(slug: str) -> History | None:
    """The history of the item at an address; None where it was never in force, as if there were no such item."""
    rows = (
        ItemVersion.objects.filter(item__slug=slug, status__in=(*ONCE_IN_FORCE, "approved"))
        .select_related("item__matter__agency", "replaced_by__matter__agency")
        .order_by("-number")
    )
    found = list(rows)
    past = tuple(one for one in found if one.status != "approved")
    if not past:
        return None
    return History(past[0].item, past, next((one for one in found if one.status == "approved"), None))
