"""What happened to the published catalogue, act by act, as the case files say: for feeds and other portals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from django.db.models import Q

from yinuo.casefile.models import Entry
from yinuo.matters.models import Edition, ItemVersion

if TYPE_CHECKING:
    from yinuo.people.models import Agency

KINDS = {
    "published": "新公布",
    "renewed": "换用新版",
    "suspended": "暂停适用",
    "resumed": "恢复适用",
    "retired": "停用",
    "edition": "公布目录",
}
"""Kind of a change to its word."""
_STEPS = {
    "item_version.publish": "published",
    "item_version.enter_into_force": "published",
    "item_version.suspend": "suspended",
    "item_version.resume": "resumed",
    "item_version.retire": "retired",
}
_ISSUED = "matters.issue_edition"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the published catalogue.

    Attributes:
        key: of the case file's entry; grows with time.
        uid: lasting name, ``urn:uuid:…``, made from the entry's hash.
        kind: one of :data:`KINDS`.
        at: when.
        title: what happened, in one line.
        text: why, or what the item is for.
        agency: of whose catalogue.
        version: the version concerned, with item, matter and agency, or None.
        edition: the edition published, or None.
    """

    key: int
    uid: str
    kind: str
    at: datetime
    title: str
    text: str
    agency: Agency
    version: ItemVersion | None = None
    edition: Edition | None = None

    @property
    def word(self) -> str:
        """The kind in words."""
        return KINDS[self.kind]


def changes(*, agency: Agency | None = None, after: int | None = None, limit: int = 50) -> list[Change]:
    """The changes of the catalogue: the newest first, or, after one that is known, the next ones in their order.

    Args:
        agency: of one unit only.
        after: key of the last change that is known already.
        limit: at most so many.
    """
    told = Q(row_table=ItemVersion._meta.db_table, step__in=_STEPS) | Q(
        row_table=Edition._meta.db_table, step=_ISSUED
    )
    rows = Entry.objects.filter(told).select_related("case_file__agency")
    if agency is not None:
        # An edition of a unit may have been published by the bureau in charge; it is the unit's all the same.
        own = Edition.objects.filter(agency=agency).values("pk")
        rows = rows.filter(Q(step__in=_STEPS, case_file__agency=agency) | Q(step=_ISSUED, row_id__in=own))
    # By moment first: ordered by key alone the planner would walk backwards through every entry of every case.
    rows = rows.order_by("-at", "-pk") if after is None else rows.filter(pk__gt=after).order_by("pk")
    found = list(rows[:limit])
    versions = ItemVersion.objects.select_related("item__matter__agency").in_bulk(
        [entry.row_id for entry in found if entry.step != _ISSUED]
    )
    issued = Edition.objects.select_related("agency").in_bulk(
        [entry.row_id for entry in found if entry.step == _ISSUED]
    )
    return [_change(entry, versions, issued) for entry in found]


def _change(entry: Entry, versions: dict[int, ItemVersion], issued: dict[int, Edition]) -> Change:
    uid, body = uuid5(NAMESPACE_URL, f"yinuo:entry:{entry.hash}").urn, entry.case_file.agency
    if entry.step == _ISSUED:
        edition = issued[entry.row_id or 0]
        corrects = (
            f"更正{entry.facts['corrects']}：{entry.facts['reason']}。" if entry.facts["corrects"] else ""
        )
        text = f"{corrects}{edition.title}，共 {edition.count} 项。"
        title = f"{KINDS['edition']}：{edition.number}"
        whose = edition.agency or body
        return Change(entry.pk, uid, "edition", entry.at, title, text, whose, edition=edition)
    version = versions[entry.row_id or 0]
    kind = _STEPS[entry.step]
    kind = "renewed" if kind == "published" and version.number > 1 else kind
    item = version.item
    said = f"第{version.number}版" if kind == "renewed" else ""
    return Change(
        entry.pk,
        uid,
        kind,
        entry.at,
        f"{KINDS[kind]}{said}：{item.name}（{item.matter.name}）",
        str(entry.facts.get("reason", "")) or item.matter.summary or item.purpose,
        body,
        version=version,
    )
