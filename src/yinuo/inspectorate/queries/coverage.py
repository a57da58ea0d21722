"""The seven priority fields: how many proofs are still asked for, how many may be promised, how many really are. 2.1-b."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils import timezone

from yinuo.commitments.models import Commitment
from yinuo.law.scope import PriorityField
from yinuo.matters.models import ProofItem
from yinuo.matters.queries import items_visible_to
from yinuo.people.models import Account

A_YEAR = timedelta(days=365)
ASKED = (ProofItem.RowClass.COMMITTED, ProofItem.RowClass.RETAINED, ProofItem.RowClass.STATUTORY)
OTHER = "其他领域"


@dataclass(frozen=True, slots=True)
class Coverage:
    """One field.

    Attributes:
        field: its code name; empty for what belongs to none.
        title: its name.
        asked: proofs still asked for, cancelled ones left out.
        open_to_promise: of these, how many are published under commitment.
        used: of those, how many were promised at least once within a year.
        letters: letters signed for them within a year.
    """

    field: str
    title: str
    asked: int = 0
    open_to_promise: int = 0
    used: int = 0
    letters: int = 0


def field_coverage(account: Account, *, at: datetime, agency_id: int | None = None) -> list[Coverage]:
    """How far each priority field is, for the items an officer of the catalogue sees; two queries.

    Args:
        account: who asks.
        at: the moment; use is counted within the year before it.
        agency_id: only this body's items.

    Returns:
        The seven fields in the order of the notice, then what belongs to none.
    """
    items = items_visible_to(account, on=timezone.localdate(at)).filter(row_class__in=ASKED)
    if agency_id is not None:
        items = items.filter(matter__agency=agency_id)
    rows = items.values_list("pk", "matter__field")
    committed = set(
        items.filter(versions__status__in=("published", "suspended")).values_list("pk", flat=True)
    )
    signed = dict(
        Commitment.objects.filter(signed_at__gte=at - A_YEAR, signed_at__lte=at)
        .values_list("application_item__proof_item")
        .annotate(letters=Count("pk"))
    )
    counted: dict[str, list[int]] = {name: [0, 0, 0, 0] for name in (*PriorityField.__members__, "")}
    for pk, field in rows:
        line = counted[field if field in counted else ""]
        line[0] += 1
        line[1] += pk in committed
        line[2] += pk in committed and pk in signed
        line[3] += signed.get(pk, 0) if pk in committed else 0
    titles = {name: one.value for name, one in PriorityField.__members__.items()} | {"": OTHER}
    return [Coverage(name, titles[name], *line) for name, line in counted.items()]
