"""The catalogue as files again: what a person may see, in any layout and form. Clause 3.2-a."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters import meaning
from yinuo.matters.columns import BY_NAME
from yinuo.matters.laying_out import laid_out_for
from yinuo.matters.layouts import FULL, LAYOUTS, PUBLISHED
from yinuo.matters.models import CatalogueRow, ItemVersion, ProofItem
from yinuo.matters.queries.published import IN_USE
from yinuo.matters.sheets.grid import BadFile
from yinuo.matters.sheets.writing import FORMS, write

_AT_ONCE = 1_000
LAYOUT_CHOICES = tuple((one.key, one.title) for one in LAYOUTS.values())
FORM_CHOICES = tuple((one.key, one.title) for one in FORMS.values())


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """A file to hand out: name, type for a browser, content."""

    name: str
    media_type: str
    content: bytes


def catalogue_file(
    items: QuerySet[ProofItem], *, layout: str = FULL.key, form: str, on: date, published: bool = False
) -> CatalogueFile:
    """Items of the catalogue as a file.

    Args:
        items: those the person may see.
        layout: key of :data:`yinuo.matters.layouts.LAYOUTS`; a layout takes the classes that belong on such a list.
        form: key of :data:`yinuo.matters.sheets.writing.FORMS`.
        on: the day that stands in the name of the file.
        published: only what is in use, as everybody may see it.

    Raises:
        KeyError: there is no such layout or form.
        Refused: the form cannot hold the list; says why and which can.
    """
    wanted, kind = LAYOUTS[layout], FORMS[form]
    shape = laid_out_for(wanted)
    chosen = items if published else items.filter(row_class__in=wanted.classes)
    rows = [shape(_with_basis(cells) if published else cells) for cells in catalogue_cells(chosen)]
    try:
        content = write(rows, wanted, form, heading=f"{settings.YINUO_CITY['name']}{wanted.heading}")
    except BadFile as bad:
        raise Refused(Refusal("不能导出", bad.reason, CLAUSES["3.2-a"], f"{bad.remedy}。")) from bad
    return CatalogueFile(f"catalogue-{wanted.key}-{on:%Y%m%d}.{form}", kind.media_type, content)


def _with_basis(cells: dict[str, str]) -> dict[str, str]:
    """Where the source names no basis, the notice in use does."""
    return {**cells, "legal_basis": cells["legal_basis"] or cells.get("notice_basis", "")}


def published_file(versions: QuerySet[ItemVersion], *, layout: str, form: str, on: date) -> CatalogueFile:
    """The published catalogue as a file; see :func:`catalogue_file`.

    Args:
        versions: in use, see :func:`yinuo.matters.queries.published_items`.
        layout: key of a layout; the public one where empty.
        form: key of a form.
        on: the day that stands in the name of the file.
    """
    items = ProofItem.objects.filter(pk__in=versions.order_by().values("item_id"))
    return catalogue_file(items, layout=layout or PUBLISHED.key, form=form, on=on, published=True)


def catalogue_cells(items: QuerySet[ProofItem]) -> Iterator[dict[str, str]]:
    """Everything that is known of each item, by the code name of the column, in the order of units and matters.

    What the catalogue itself does not keep (the level, who filled the list in) comes from the row that the item came
    from; what a version in use says (the way of promising, the checks) comes from the version.

    Args:
        items: of the catalogue.
    """
    ordered = items.select_related("matter__agency")
    ordered = ordered.order_by("matter__agency_id", "matter_id", "pk")
    waiting: list[ProofItem] = []
    for item in ordered.iterator(chunk_size=_AT_ONCE):
        waiting.append(item)
        if len(waiting) == _AT_ONCE:
            yield from _cells(waiting)
            waiting = []
    yield from _cells(waiting)


def _cells(items: list[ProofItem]) -> Iterator[dict[str, str]]:
    keys = [item.pk for item in items]
    origins: dict[int | None, dict[str, str]] = {}
    rows = CatalogueRow.objects.filter(item_id__in=keys, catalogue_import__status="taken").order_by("pk")
    for item_id, cells in rows.values_list("item_id", "cells"):
        origins.setdefault(item_id, cells)
    versions = ItemVersion.objects.filter(item_id__in=keys, status__in=IN_USE).defer("plain", "terms")
    in_use = {version.item_id: version for version in versions}
    for item in items:
        yield {
            **_from_origin(origins.get(item.pk, {})),
            **meaning.cells(item, item.matter),
            **_from_version(in_use.get(item.pk)),
            "department": item.matter.agency.name,
            "region_code": item.matter.region_code,
        }


def _from_origin(cells: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in cells.items() if name in BY_NAME and not BY_NAME[name].kept}


def _from_version(version: ItemVersion | None) -> dict[str, str]:
    if version is None:
        return {}
    notice: dict[str, Any] = version.notice
    told = {
        "commitment_method": str(notice.get("method", "")),
        "verification_method": str(notice.get("verification_power", "")),
        "public": "公开" if notice.get("public") else "不公开",
    }
    because = version.suspended_because or version.ends_because
    state = version.get_status_display() + (f"（{because}）" if because else "")
    return {
        **{name: text for name, text in told.items() if text},
        "notice_basis": str(notice.get("basis", "")),
        "status": state,
        "valid_from": version.valid_from.isoformat() if version.valid_from else "",
        "version": f"第{version.number}版",
    }
