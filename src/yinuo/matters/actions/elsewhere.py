"""Taking in what other places' catalogues say, comparing it with this city's items, and deciding what becomes of it.

Clause 2.1-a: which proofs may be handled on a promise is found out by looking at what others already do.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.casefile.actions import record
from yinuo.law import place as places
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.access import why_not_compare
from yinuo.matters.actions.drafts import BY_EDITOR, refuse_other
from yinuo.matters.actions.items import create_item
from yinuo.matters.likeness import Band
from yinuo.matters.models import OtherCatalogue, OtherRow, OutsideDecision, ProofItem
from yinuo.matters.other_lists import by_place, dated
from yinuo.matters.priority import priority_field
from yinuo.matters.queries.copying import held_by
from yinuo.matters.queries.elsewhere import (
    COMMITTED_ELSEWHERE,
    Nearest,
    outside_rows,
    rejections,
    row_key,
    waiting_rows,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from yinuo.matters.other_lists import Row
    from yinuo.people.models import Account, Agency

_LOCK = 3_413_007
"""Names the comparison among advisory locks."""
_BANDS = {Band.SAME: OtherRow.Band.SAME, Band.MAYBE: OtherRow.Band.MAYBE, Band.NONE: OtherRow.Band.NONE}
MIN_REASON, MOST_REASON = 4, 300
AT_ONCE = 500
"""So many rows at most are compared in one transaction."""


@transaction.atomic
def load_other_catalogue(
    *, file_name: str, content: bytes, by: Account | None, at: datetime, place: str = ""
) -> list[OtherCatalogue]:
    """Take in the catalogues of other places from one file, and compare them with this city's items.

    Args:
        file_name: as the person calls it.
        content: see :func:`yinuo.matters.other_lists.by_place`; a column of regions tells the places apart.
        by: a catalogue editor of the bureau in charge, or None for the operator of the command line.
        at: the moment, aware.
        place: whose catalogue it is where the file has no regions.

    Returns:
        One catalogue a place; those already taken in where the same file comes again.

    Raises:
        Refused: not this person's to load, or the file names no place.
        yinuo.matters.catalogue.BadFile: it cannot be read as a catalogue; nothing is taken in.
    """
    if by is not None:
        _refuse_other(by, at)
    _lock()
    digest = hashlib.sha256(content).hexdigest()
    found = by_place(content, place=place, own=places.load(settings.YINUO_PLACE).name)
    kept = {one.place: one for one in OtherCatalogue.objects.filter(file_digest=digest, place__in=found)}
    new = []
    for name, rows in found.items():
        if name not in kept:
            kept[name] = OtherCatalogue.objects.create(
                place=name, file_name=file_name[:200], file_digest=digest, by=by, at=at
            )
            new += [_row(kept[name], row) for row in rows]
    OtherRow.objects.bulk_create(new, batch_size=1000)
    _compare_soon(at)
    return [kept[name] for name in found]


@transaction.atomic
def compare_other_rows(*, at: datetime) -> int | None:
    """Compare every row of other places anew with this city's items, which may have changed.

    Args:
        at: the moment, aware.

    Returns:
        How many rows stand otherwise than before; None where they are so many that the background compares them. Until
        then each stands as before.
    """
    _lock()
    OtherRow.objects.filter(row_class__in=COMMITTED_ELSEWHERE).update(compared_at=None)
    return _compare_soon(at)


@transaction.atomic
def compare_waiting(*, at: datetime) -> int:
    """Compare the next rows that wait for it.

    Args:
        at: the moment, aware.

    Returns:
        How many were compared; 0 where none waits.
    """
    _lock()
    rows = list(waiting_rows()[:AT_ONCE])
    _compare(rows, at)
    return len(rows)


@transaction.atomic
def judge_likeness(
    *, row: OtherRow, item: ProofItem, same: bool, reason: str, by: Account, at: datetime
) -> OutsideDecision:
    """Say whether an item of another place is one of this city's, where the names leave a doubt; it is remembered.

    Args:
        row: of another place.
        item: of this city.
        same: whether it is the same.
        reason: may be empty for yes; why not, for no.
        by: a catalogue editor of the bureau in charge.
        at: the moment, aware.

    Returns:
        The decision that counts; the one already made where it says the same.

    Raises:
        Refused: not this person's to say, or a no without a reason.
    """
    _refuse_other(by, at)
    kind = OutsideDecision.Kind.SAME if same else OutsideDecision.Kind.DIFFERENT
    why = reason.strip()[:MOST_REASON] if same else _reason(reason, "没有记下")
    made = _decide(row, kind, item=item, reason=why, by=by, at=at)
    if not same:
        _compare(outside_rows().filter(key=row.key), at)
    return made


@transaction.atomic
def decline_outside(*, row: OtherRow, reason: str, by: Account, at: datetime) -> OutsideDecision:
    """Say that this city does not take up what others do, and why; the reason stays on record.

    Raises:
        Refused: not this person's to say, or no reason.
    """
    _refuse_other(by, at)
    why = _reason(reason, "没有记下")
    return _decide(row, OutsideDecision.Kind.NOT_FOR_US, item=None, reason=why, by=by, at=at)


@transaction.atomic
def take_up_outside(
    *, row: OtherRow, agency: Agency, by: Account, at: datetime, matter: str = "", proof: str = ""
) -> ProofItem:
    """Enter what others do as a candidate of an agency: a proof item with its source named and nothing published.

    Args:
        row: of another place.
        agency: that would run it here.
        by: a catalogue editor of the agency or of the bureau in charge.
        at: the moment, aware.
        matter, proof: as this city calls them; the source's names where empty.

    Returns:
        The item; the one that is there already where the agency has it.

    Raises:
        Refused: not this person's to enter, or neither the source nor the editor names the matter and the proof.
    """
    refuse_other(by, agency, at)
    _lock()
    type(agency).objects.select_for_update().get(pk=agency.pk)
    named = " ".join((matter or row.matter).split()), " ".join((proof or row.proof).split())
    item = held_by(agency, matter=named[0], proof=named[1])
    if item is None:
        item = _candidate(
            row, create_item(agency=agency, matter=named[0], name=named[1], by=by, at=at), by, at
        )
    _decide(row, OutsideDecision.Kind.TAKEN_UP, item=item, reason="", by=by, at=at)
    return item


def _row(catalogue: OtherCatalogue, row: Row) -> OtherRow:
    matter, proof = row.matter[:200], row["proof_item"][:300]
    return OtherRow(
        catalogue=catalogue,
        line=row.line,
        matter=matter,
        proof=proof,
        row_class=row.row_class[:1],
        department=row["department"][:200],
        issuer=row["drafting_agency"][:200],
        basis=row["legal_basis"],
        method=row["commitment_method"],
        verification=row["verification_method"],
        source=row["source"],
        dated=dated(row["source"]),
        note=row["note"],
        field=priority_field(matter, proof),
        key=row_key(matter, proof),
    )


def _compare_soon(at: datetime) -> int | None:
    """Compare what waits: at once where it is little, else in the background; a bell that is lost is made up for."""
    rows = list(waiting_rows()[: AT_ONCE + 1])
    if len(rows) <= AT_ONCE:
        return _compare(rows, at)
    app.configure_task("matters.compare_waiting", queue="catalogue").defer()
    return None


def _compare(rows: Iterable[OtherRow], at: datetime) -> int:
    nearest, others = Nearest(list(ProofItem.objects.select_related("matter").order_by("pk"))), rejections()
    changed, compared = 0, []
    for row in rows:
        before = (row.band, row.nearest_id)
        key, likeness = nearest.of(row, but=others.get(row.key, frozenset()))
        row.band = _BANDS[likeness.band] if likeness is not None else OtherRow.Band.NONE
        row.nearest_id = key
        row.score = round(100 * likeness.score) if likeness is not None else 0
        row.because = list(likeness.because) if likeness is not None else []
        row.compared_at = at
        changed += before != (row.band, row.nearest_id)
        compared.append(row)
    OtherRow.objects.bulk_update(
        compared, ["band", "nearest", "score", "because", "compared_at"], batch_size=500
    )
    return changed


def _candidate(row: OtherRow, item: ProofItem, by: Account, at: datetime) -> ProofItem:
    """What the source says of the item written into it; its class stays open, that is this city's to decide."""
    item.issuer, item.basis = row.issuer, row.basis
    item.source = f"参照{row.catalogue.place}：{row.source}"
    item.save(update_fields=["issuer", "basis", "source"])
    if not item.matter.field:
        item.matter.field = priority_field(item.matter.name, item.name)
        item.matter.save(update_fields=["field"])
    record(
        case_file_id=item.case_file_id,
        step="matters.take_up_outside",
        title="参照外地目录列为候选",
        by=by,
        by_label=BY_EDITOR,
        at=at,
        basis=CLAUSES["2.1-a"],
        facts={
            "place": row.catalogue.place,
            "source": row.source,
            "line": row.line,
            "file_digest": row.catalogue.file_digest,
            "class_there": row.row_class,
            "named_there": {"matter": row.matter, "proof": row.proof},
        },
    )
    return item


def _decide(
    row: OtherRow, kind: str, *, item: ProofItem | None, reason: str, by: Account, at: datetime
) -> OutsideDecision:
    _lock()
    latest = OutsideDecision.objects.filter(key=row.key).order_by("-pk").first()
    said = (kind, item.pk if item is not None else None, reason)
    if latest is not None and (latest.kind, latest.item_id, latest.reason) == said:
        return latest
    return OutsideDecision.objects.create(
        key=row.key, kind=kind, row=row, item=item, reason=reason, by=by, at=at
    )


def _reason(reason: str, what: str) -> str:
    words = reason.strip()[:MOST_REASON]
    if len(words) < MIN_REASON:
        raise Refused(
            Refusal(what, "没有写明理由", CLAUSES["2.1-a"], "请写明理由（至少四个字），以后的人要看得懂。")
        )
    return words


def _lock() -> None:
    """One comparison or decision after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _refuse_other(by: Account, at: datetime) -> None:
    refusal = why_not_compare(by, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)
