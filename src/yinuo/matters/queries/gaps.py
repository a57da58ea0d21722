"""What a published item still lacks, as whoever is about to publish the catalogue should know. Clauses 3.2-a, 3.3-a."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yinuo.matters.edition_lines import written_day
from yinuo.matters.models import ItemVersion
from yinuo.matters.queries.readiness import readiness

SOON = timedelta(days=30)
_PUBLISHED_BY = ("item_version.publish", "item_version.enter_into_force")


@dataclass(frozen=True, slots=True)
class Gap:
    """What one item lacks.

    Attributes:
        version: the version in use.
        lacks: what its page or its guide does not say.
        against: what the law would say against publishing it today.
        ends: that it will end within a month, or empty.
    """

    version: ItemVersion
    lacks: tuple[str, ...]
    against: tuple[str, ...]
    ends: str = ""


def gaps(versions: Sequence[ItemVersion], *, on: date) -> list[Gap]:
    """The items that lack something, in their order; those without a gap are left out.

    Args:
        versions: in use, with item, matter and agency.
        on: the day as of which the law is asked.
    """
    found = []
    for version in versions:
        concluded = readiness(version, on=on)
        against = tuple(one.reason for one in concluded if one.ok is False)
        ends = (
            f"{written_day(version.ends_on.isoformat())}起停用"
            if version.ends_on is not None and version.ends_on <= on + SOON
            else ""
        )
        gap = Gap(version, lacks(version), against, ends)
        if gap.lacks or gap.against or gap.ends:
            found.append(gap)
    return found


def lacks(version: ItemVersion) -> tuple[str, ...]:
    """What the item's page or the guide made from it cannot say, in Chinese."""
    item, matter, plain = version.item, version.item.matter, version.plain
    agency = matter.agency
    said = (
        (matter.summary, "事项的一句话说明"),
        (matter.kind, "事项类型"),
        (item.purpose, "证明用途"),
        (item.issuer, "开具单位"),
        (item.proves, "证明种类"),
        (item.basis or version.notice.get("basis", ""), "设定依据"),
        (plain.get("promise") or plain.get("summary"), "大白话说明"),
        (agency.address, "办理地点（办事指南要用）"),
        (agency.phone, "咨询电话（办事指南要用）"),
    )
    return tuple(title for value, title in said if not value)
