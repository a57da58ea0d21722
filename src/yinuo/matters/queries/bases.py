"""Which bases have changed since they were last read; and what the public and an editor see of what was read."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q, TextField
from django.db.models.expressions import Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from yinuo.matters.models import ItemVersion, ProofItem


@dataclass(frozen=True, slots=True)
class Basis:
    """One basis as it stands: of an item, or of the notice of a version."""

    item: int
    version: int | None
    agency: int
    source: str


def bases_to_read(*, limit: int = 500) -> list[Basis]:
    """Bases that were never read or have changed since, those of items first; two queries.

    Args:
        limit: at most so many of each kind.
    """
    of_items = (
        ProofItem.objects.annotate(
            known=FilteredRelation("basis_readings", condition=Q(basis_readings__version__isnull=True))
        )
        .filter(Q(known__isnull=True) & ~Q(basis="") | Q(known__isnull=False) & ~Q(known__source=F("basis")))
        .order_by("pk")
        .values_list("pk", "matter__agency", "basis")[:limit]
    )
    said = Coalesce(KeyTextTransform("basis", "notice"), Value(""), output_field=TextField())
    known = Q(basis_readings__isnull=True)
    of_versions = (
        ItemVersion.objects.annotate(said=said)
        .filter(known & ~Q(said="") | ~known & ~Q(basis_readings__source=F("said")))
        .order_by("pk")
        .values_list("item", "pk", "item__matter__agency", "said")[:limit]
    )
    return [
        *(Basis(item, None, agency, source) for item, agency, source in of_items),
        *(Basis(item, version, agency, source) for item, version, agency, source in of_versions),
    ]
