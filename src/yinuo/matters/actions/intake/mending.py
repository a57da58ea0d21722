"""Mending the rows of a list where they stand: a cell, a row left out, a cell taken apart or put together again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from yinuo.casefile.actions import record
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.actions.intake import checking, steps
from yinuo.matters.assembling import Settings, original, taken_apart
from yinuo.matters.columns import COLUMNS
from yinuo.matters.lifecycle import CATALOGUE_IMPORT
from yinuo.matters.models import CatalogueImport, CatalogueRow
from yinuo.matters.queries.intake import row_of
from yinuo.matters.sheets.grid import LONGEST_CELL, cleaned

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.people.models import Account

_TOLD = 120


@transaction.atomic
def mend_row(*, row_id: int, cells: Mapping[str, str], by: Account, at: datetime) -> CatalogueRow:
    """Write something else into cells of a row; what stood there is kept beside it, with who changed it and when.

    Args:
        row_id: a row of a list that was checked and not taken in yet.
        cells: code name of the column to its new text; the same text again changes nothing, the text of the file
            takes a correction back.
        by: a catalogue editor.
        at: the moment, aware.

    Returns:
        The row, judged again.

    Raises:
        Refused: the list is no longer waiting, or there is no such column.
    """
    made, row = _locked(row_id, by=by, at=at)
    unknown = sorted(set(cells) - set(COLUMNS))
    if unknown:
        raise Refused(_refusal("没有改", f"没有这样的栏目：{'、'.join(unknown)}", "请刷新页面后再改。"))
    changed = {
        name: cleaned(text).strip()[:LONGEST_CELL]
        for name, text in cells.items()
        if _one_form(text) != _one_form(row.cell(name))
    }
    if not changed:
        return row
    for name, text in changed.items():
        _mend(row, name, text, by, at)
    before = [row.key]
    row.save(update_fields=["cells", "corrections"])
    facts = {name: text[:_TOLD] for name, text in changed.items()}
    return _judged(made, row, before, "matters.mend_row", "改正清单一行", facts, by=by, at=at)


def _one_form(text: str) -> str:
    """A text as a browser sends it back: it writes line ends its own way."""
    return text.strip().replace("\r\n", "\n")


def _mend(row: CatalogueRow, name: str, text: str, by: Account, at: datetime) -> None:
    was = row.corrections.get(name, {}).get("was", row.cell(name))
    if _one_form(was) == _one_form(text):
        row.corrections.pop(name, None)
        row.cells[name] = was
        return
    row.cells[name] = text
    row.corrections[name] = {"was": was, "by": by.pk, "name": by.name, "at": at.isoformat()}


@transaction.atomic
def skip_row(*, row_id: int, skip: bool, by: Account, at: datetime) -> CatalogueRow:
    """Leave a row out, or take it up again.

    Args:
        row_id: a row of a list that was checked and not taken in yet.
        skip: whether it is left out.
        by: a catalogue editor.
        at: the moment, aware.

    Raises:
        Refused: the list is no longer waiting.
    """
    made, row = _locked(row_id, by=by, at=at)
    if (row.outcome == CatalogueRow.Outcome.SKIPPED) == skip:
        return row
    row.outcome = CatalogueRow.Outcome.SKIPPED if skip else CatalogueRow.Outcome.REFUSED
    row.save(update_fields=["outcome"])
    title = "跳过清单一行" if skip else "不再跳过清单一行"
    return _judged(made, row, [row.key], "matters.skip_row", title, {"skip": skip}, by=by, at=at)


@transaction.atomic
def join_row(*, row_id: int, by: Account, at: datetime) -> CatalogueRow:
    """Put the parts of a cell together again; corrections of the first part stay, but for the name of the proof.

    Args:
        row_id: one of the parts.
        by: a catalogue editor.
        at: the moment, aware.

    Returns:
        The one row.

    Raises:
        Refused: the list is no longer waiting, or the row is no part.
    """
    made, row = _locked(row_id, by=by, at=at)
    if not row.part:
        raise Refused(_refusal("不能合成一行", "这一行没有拆开过", "不用处理。"))
    first = made.rows.get(line=row.line, part=1)
    whole = original(first.raw, Settings.from_json(made.settings), "proof_item").strip()
    keys = list(made.rows.filter(line=row.line).values_list("key", flat=True))
    made.rows.filter(line=row.line).exclude(pk=first.pk).delete()
    first.part = first.among = 0
    first.cells["proof_item"] = whole
    first.corrections.pop("proof_item", None)
    first.save(update_fields=["part", "among", "cells", "corrections"])
    return _judged(
        made, first, keys, "matters.join_row", "一格合成一行", {"proof": whole[:_TOLD]}, by=by, at=at
    )


@transaction.atomic
def split_row(*, row_id: int, by: Account, at: datetime) -> CatalogueRow:
    """Take a cell apart that holds several proofs.

    Args:
        row_id: a row in one piece.
        by: a catalogue editor.
        at: the moment, aware.

    Returns:
        The first part.

    Raises:
        Refused: the list is no longer waiting, or the cell holds one proof as far as can be told.
    """
    made, row = _locked(row_id, by=by, at=at)
    parts = taken_apart(row_of(row)) if not row.part else []
    if len(parts) < 2:
        raise Refused(
            _refusal(
                "没有拆开",
                "看不出这一格里有几项证明",
                "请在“证明名称”里用 1. 2. 编号，或者用分号把每一项隔开，保存以后再拆。",
            )
        )
    row.part, row.among = 1, len(parts)
    row.cells["proof_item"] = parts[0]["proof_item"]
    row.save(update_fields=["part", "among", "cells"])
    others = []
    for one in parts[1:]:
        other = checking.kept_row(made, one)
        other.corrections = row.corrections
        others.append(other)
    CatalogueRow.objects.bulk_create(others)
    keys = [row.key]
    checking.judge_again(made, checking.judging_of(made, at=at), others, ())
    facts = {"parts": len(parts)}
    return _judged(made, row, keys, "matters.split_row", "一格拆成几行", facts, by=by, at=at)


def _locked(row_id: int, *, by: Account, at: datetime) -> tuple[CatalogueImport, CatalogueRow]:
    """A row with its list, both locked, where rows may be mended by this person."""
    made = steps.locked(CatalogueRow.objects.values_list("catalogue_import_id", flat=True).get(pk=row_id))
    steps.refuse_stranger(made, by=by, at=at)
    if made.status != "checked":
        raise Refused(
            _refusal(
                "现在不能改",
                f"清单现在的状态是“{CATALOGUE_IMPORT.statuses[made.status]}”，只有检查以后、收入以前可以改",
                "已经收入的，请在目录里修改证明事项，或者撤销这次导入。",
            )
        )
    return made, CatalogueRow.objects.select_for_update(of=("self",)).get(pk=row_id)


def _refusal(what: str, why: str, instead: str) -> Refusal:
    return Refusal(what, why, CLAUSES["3.2-a"], instead)


def _judged(
    made: CatalogueImport,
    row: CatalogueRow,
    keys: list[str],
    step: str,
    title: str,
    facts: Mapping[str, object],
    *,
    by: Account,
    at: datetime,
) -> CatalogueRow:
    """The row judged again with those it touches, and the act on record."""
    checking.judge_again(made, checking.judging_of(made, at=at), [row], keys)
    record(
        case_file_id=made.case_file_id,
        step=step,
        title=title,
        by=by,
        by_label=steps.label(by),
        at=at,
        basis=CLAUSES["3.2-a"],
        facts={"line": row.line, "part": row.part, **facts},
    )
    row.refresh_from_db()
    return row
