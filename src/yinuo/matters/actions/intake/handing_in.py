"""Handing in a file and saying what its columns mean."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings as configured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import begin, open_case_file, take_step
from yinuo.casefile.models import CaseFile
from yinuo.law import place
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.access import why_not_import
from yinuo.matters.actions.intake import steps
from yinuo.matters.assembling import GATHERED, Settings, general_notes, rows
from yinuo.matters.columns import COLUMNS
from yinuo.matters.lifecycle import CATALOGUE_IMPORT
from yinuo.matters.meaning import CLASSES
from yinuo.matters.models import CatalogueImport, ColumnMapping
from yinuo.matters.queries.mapping import headings_digest
from yinuo.matters.sheets.grid import BadFile, Book, Grid
from yinuo.matters.sheets.headers import Listing, listing
from yinuo.matters.sheets.reading import outline, whole
from yinuo.people.models import Account, Agency

if TYPE_CHECKING:
    from datetime import datetime

SHOWN_LINES = 30
_LONGEST_SHOWN = 200
_MOST_SKIPPED = 300
ENDED = ("undone", "dropped")
"""Lists that are no more: the same file may be handed in again."""


@transaction.atomic
def hand_in(*, file_name: str, content: bytes, by: Account, at: datetime) -> CatalogueImport:
    """Hand in a file; it is looked into and kept, and nothing of it stands in the catalogue.

    Args:
        file_name: as the person calls it.
        content: the file.
        by: a catalogue editor.
        at: the moment, aware.

    Returns:
        The list; the one already handed in where the same file waits or was taken in before. Of a file with several
        sheets another one may be handed in.

    Raises:
        Refused: not an editor, or a file that cannot be taken; with the reason and what to do.
    """
    if by.agency is None:
        raise Refused(
            Refusal(
                "不能导入目录",
                "您的账号没有所属单位",
                CLAUSES["3.2-a"],
                "请联系管理员把账号归入您的单位。",
            )
        )
    refusal = why_not_import(by, by.agency, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)
    try:
        book = outline(content, file_name)
    except BadFile as bad:
        raise steps.refused("没有收下这个文件", bad) from bad
    return keep(book, content, file_name=file_name, agency=by.agency, by=by, at=at)


def keep(
    book: Book, content: bytes, *, file_name: str, agency: Agency, by: Account | None, at: datetime
) -> CatalogueImport:
    """Keep a file that was looked into; the same file twice is kept once."""
    steps.no_other_at_once()
    digest = hashlib.sha256(content).hexdigest()
    before = CatalogueImport.objects.filter(agency=agency, file_digest=digest).exclude(status__in=ENDED)
    if len(book.grids) > 1:
        before = before.filter(sheet_chosen=False)
    kept = before.order_by("pk").first()
    if kept is not None:
        return kept
    name = f"catalogues/{digest[:2]}/{digest}"
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(content))
    made = CatalogueImport.objects.create(
        case_file=open_case_file(
            kind=CaseFile.Kind.ITEM, agency=agency, region_code=agency.region_code, at=at
        ),
        agency=agency,
        file_name=file_name[:200],
        file_digest=digest,
        file=name,
        file_size=len(content),
        kind=book.kind,
        outline=[_shown(grid) for grid in book.grids],
        told=list(book.remarks),
        by=by,
        at=at,
    )
    begin(
        made,
        CATALOGUE_IMPORT,
        by=by,
        by_label=steps.label(by),
        at=at,
        title="上传目录文件",
        basis=CLAUSES["3.2-a"],
        facts={"file_digest": digest, "size": len(content), "kind": book.kind},
    )
    return made


def _shown(grid: Grid) -> dict[str, Any]:
    """What is kept of a grid to choose it and to tell its columns apart."""
    lines = [
        [line.number, *(cell[:_LONGEST_SHOWN] for cell in line.cells)] for line in grid.lines[:SHOWN_LINES]
    ]
    return {"name": grid.name, "rows": grid.total, "hidden": grid.hidden, "lines": lines}


@transaction.atomic
def map_columns(
    *,
    import_id: int,
    sheet: int,
    columns: Mapping[int, str],
    row_class: str,
    source: str,
    split: bool,
    by: Account,
    at: datetime,
) -> CatalogueImport:
    """Say which sheet of a file is the list and what its columns mean; then its rows are checked.

    Said again, the rows are read anew, and what was mended is lost.

    Args:
        import_id: the list.
        sheet: which of the file's sheets or tables, counted from 0.
        columns: index of a column to the code name of what it means; a column left out stays in the original only.
        row_class: class of the rows, where no column says it.
        source: source of the rows, where no column says it.
        split: whether a cell that holds several proofs is taken apart.
        by: a catalogue editor.
        at: the moment, aware.

    Returns:
        The list, its rows being checked.

    Raises:
        Refused: it was taken in already, the columns do not make a list, or this sheet was handed in before.
    """
    made = steps.locked_for(import_id, "map_columns", by=by, at=at)
    try:
        grid, found = opened(made, sheet)
        settings = Settings(
            headings=found.headings,
            columns={index: name for index, name in columns.items() if name},
            row_class=row_class,
            source=source.strip()[:500],
            split=split,
            kind=made.kind,
        )
        _refuse_wrong(settings)
        first = next(rows(found, settings))
    except BadFile as bad:
        raise steps.refused("还不能检查", bad) from bad
    _refuse_same_sheet(made, grid)
    _remember(made, settings, by=by, at=at)
    read_as(made, settings, grid=grid, found=found)
    begin_checking(made, "map_columns", by=by, at=at, facts={"sheet": grid.name, "first_line": first.line})
    return made


def opened(made: CatalogueImport, sheet: int) -> tuple[Grid, Listing]:
    """The chosen sheet of a kept file with all its rows, taken apart.

    Raises:
        BadFile: there is no such sheet, or it has too many rows.
    """
    if not 0 <= sheet < len(made.outline):
        raise BadFile("没有这张工作表", "请重新选择")
    with default_storage.open(made.file) as file:
        book = whole(file.read(), sheet)
    return book.grids[sheet], listing(book.grids[sheet])


def read_as(made: CatalogueImport, settings: Settings, *, grid: Grid, found: Listing) -> None:
    """Keep how a list is read; rows that were read otherwise go."""
    made.rows.all().delete()
    kept = {key: made.settings[key] for key in ("agencies", "otherwise") if key in made.settings}
    made.settings = {**settings.as_json(), **kept}
    made.sheet, made.sheet_chosen = grid.name[:200], True
    made.told = [*(made.told[:1] if made.told and "文件名" in made.told[0] else []), *grid.remarks]
    made.told += general_notes(settings)
    made.skipped_lines = [
        {"line": one.number, "text": one.text, "why": one.why} for one in found.skipped[:_MOST_SKIPPED]
    ]
    made.save(update_fields=["settings", "sheet", "sheet_chosen", "told", "skipped_lines"])


def begin_checking(
    made: CatalogueImport, step: str, *, by: Account | None, at: datetime, facts: Mapping[str, Any]
) -> None:
    """Have the rows checked from the first on."""
    take_step(
        made,
        CATALOGUE_IMPORT,
        step,
        by=by,
        by_label=steps.label(by),
        at=at,
        also={"done": 0, "total": made.rows.count(), "moved_at": at, "trouble": ""},
        facts=facts,
    )
    steps.ring(made.pk)


def _refuse_wrong(settings: Settings) -> None:
    names = list(settings.columns.values())
    unknown = sorted(set(names) - set(COLUMNS))
    twice = sorted({COLUMNS[name] for name in names if name != GATHERED and names.count(name) > 1})
    if unknown:
        raise BadFile(f"没有这样的栏目：{'、'.join(unknown)}", "请重新选择")
    if twice:
        raise BadFile(f"有两列都对应了“{'”“'.join(twice)}”", "每个栏目只能对应一列，请把其中一列改掉")
    if not settings.has("proof_item"):
        raise BadFile("没有指出哪一列是证明名称", "请在“是什么”里为那一列选“证明名称”")
    if not settings.has("administrative_matter") and not settings.has("proof_use"):
        raise BadFile(
            "没有指出哪一列说的是办什么事", "请在“是什么”里为那一列选“行政事项”；没有的，选“证明用途”"
        )
    if settings.row_class not in CLASSES:
        raise BadFile("没有选类别", "请选定清单的类别")
    if not settings.has("source") and not settings.source:
        raise BadFile("没有写来源", "请写明这份清单的名称，例如“市民政局证明事项清单（2026年）”")


def _refuse_same_sheet(made: CatalogueImport, grid: Grid) -> None:
    other = (
        CatalogueImport.objects.filter(
            agency=made.agency, file_digest=made.file_digest, sheet_chosen=True, sheet=grid.name[:200]
        )
        .exclude(status__in=ENDED)
        .exclude(pk=made.pk)
        .first()
    )
    if other is not None:
        raise Refused(
            Refusal(
                "不用再导入",
                f"这张表已经在{timezone.localtime(other.at):%Y年%m月%d日 %H:%M}导入过",
                CLAUSES["3.2-a"],
                "请在导入记录里打开那一次；要重新导入的，先撤销或者放弃那一次。",
            )
        )


def _remember(made: CatalogueImport, settings: Settings, *, by: Account, at: datetime) -> None:
    titles = {one.index: one.title for one in settings.headings}
    ColumnMapping.objects.update_or_create(
        agency=made.agency,
        headings_digest=headings_digest(settings.headings),
        defaults={
            "columns": {titles[index]: name for index, name in settings.columns.items() if index in titles},
            "by": by,
            "at": at,
        },
    )


@transaction.atomic
def drop_import(*, import_id: int, by: Account, at: datetime) -> CatalogueImport:
    """Give a list up before anything was taken; the file and what was checked stay on record.

    Args:
        import_id: the list.
        by: a catalogue editor.
        at: the moment, aware.

    Raises:
        Refused: it is being taken in or was taken in.
    """
    made = steps.locked_for(import_id, "drop", by=by, at=at)
    take_step(made, CATALOGUE_IMPORT, "drop", by=by, by_label=steps.label(by), at=at)
    return made


def host_agency() -> Agency:
    """The body for which the operator of the command line hands in lists: the bureau in charge, else the first.

    Raises:
        BadFile: the city has no agency yet.
    """
    host = place.load(configured.YINUO_PLACE).host
    found = Agency.objects.filter(name=host).first() or Agency.objects.order_by("pk").first()
    if found is None:
        raise BadFile("本市还没有录入任何单位", "请先录入单位")
    return found
