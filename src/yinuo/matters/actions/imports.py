"""Taking in a catalogue file: all of it or nothing, and the same file only once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from yinuo.casefile.actions import open_case_file, record
from yinuo.casefile.models import CaseFile
from yinuo.law.texts import CLAUSES
from yinuo.matters.addresses import code_of, slug_of
from yinuo.matters.catalogue import LONGEST, Row, Verdict, folded
from yinuo.matters.models import CatalogueImport, CatalogueRow, Matter, ProofItem
from yinuo.matters.queries import AgencyFor, preview

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from yinuo.people.models import Account, Agency

BY_OPERATOR = "系统管理员（命令行）"
_LOCK = 3_413_002


@transaction.atomic
def import_catalogue(
    *,
    file_name: str,
    content: bytes,
    by: Account | None,
    at: datetime,
    agency_for: AgencyFor | Mapping[str, Agency],
) -> CatalogueImport:
    """Take in a catalogue file; every row is kept as it stood, with what became of it.

    Args:
        file_name: as the person calls it.
        content: CSV, see :func:`yinuo.matters.catalogue.read`.
        by: a catalogue editor, or None for the operator of the command line.
        at: the moment, aware.
        agency_for: the body that runs the matter of a row: a function of the row, or department to agency.

    Returns:
        The import; the one already made when the same file was taken in before.

    Raises:
        yinuo.matters.catalogue.BadFile: it cannot be read as a catalogue; nothing is taken in.
    """
    digest = hashlib.sha256(content).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    kept = CatalogueImport.objects.filter(file_digest=digest).first()
    if kept is not None:
        return kept
    on = timezone.localdate(at)
    finder = agency_for if callable(agency_for) else _by_department(agency_for)
    verdicts = preview(content, on=on, agency_for=finder, by=by)
    made = CatalogueImport.objects.create(file_name=file_name[:200], file_digest=digest, by=by, at=at)
    intake = _Intake(made, by, at)
    written = [intake.take(verdict, agency) for verdict, agency in verdicts]
    CatalogueRow.objects.bulk_create(written)
    outcomes = [row.outcome for row in written]
    made.taken, made.remarked, made.refused = (
        outcomes.count(word) for word in (*CatalogueRow.Outcome.values,)
    )
    made.save(update_fields=["taken", "remarked", "refused"])
    return made


def _by_department(table: Mapping[str, Agency]) -> AgencyFor:
    return lambda row: table.get(row["department"])


class _Intake:
    """One import under way; remembers the matters it has met."""

    def __init__(self, made: CatalogueImport, by: Account | None, at: datetime) -> None:
        self.made, self.by, self.at = made, by, at
        self.matters: dict[tuple[int, str], Matter] = {
            (matter.agency_id, folded(matter.name)): matter
            for matter in Matter.objects.select_related("agency")
        }
        self.items = {item.slug: item for item in ProofItem.objects.all()}

    def take(self, verdict: Verdict, agency: Agency | None) -> CatalogueRow:
        """The row as it is kept, with its matter and item made where the verdict says so."""
        item = None
        if verdict.outcome != "refused" and agency is not None:
            matter = self._matter(verdict, agency)
            item = self.items.get(verdict.same_as) or (
                self._item(verdict, matter) if verdict.makes_item else None
            )
        return CatalogueRow(
            catalogue_import=self.made,
            line=verdict.row.line,
            raw=dict(verdict.row.raw),
            row_class=verdict.row["row_class"][:1].upper(),
            outcome=verdict.outcome,
            remarks=list(verdict.remarks),
            item=item,
        )

    def _matter(self, verdict: Verdict, agency: Agency) -> Matter:
        row = verdict.row
        key = (agency.pk, folded(row.matter))
        if key not in self.matters:
            self.matters[key] = Matter.objects.create(
                code=code_of(agency, row.matter),
                name=row.matter,
                kind=verdict.kind,
                agency=agency,
                region_code=agency.region_code,
            )
        return self.matters[key]

    def _item(self, verdict: Verdict, matter: Matter) -> ProofItem:
        row = verdict.row
        case_file = open_case_file(
            kind=CaseFile.Kind.ITEM, agency=matter.agency, region_code=matter.region_code, at=self.at
        )
        item = ProofItem(
            matter=matter,
            case_file=case_file,
            slug=slug_of(matter, row["proof_item"]),
            name=row["proof_item"],
            purpose=_fitting(row, "proof_use"),
            issuer=_fitting(row, "drafting_agency"),
            basis=row["legal_basis"],
            row_class=row["row_class"].upper(),
            source=row["source"],
            risks=list(verdict.risks),
        )
        item.save()
        record(
            case_file_id=case_file.pk,
            step="matters.import",
            title="收入目录",
            by=self.by,
            by_label=BY_OPERATOR if self.by is None else "目录编辑",
            at=self.at,
            basis=CLAUSES["2.1-a"],
            facts={
                "file_digest": self.made.file_digest,
                "line": row.line,
                "row_class": item.row_class,
                "remarks": list(verdict.remarks),
            },
        )
        return item


def _fitting(row: Row, column: str) -> str:
    return row[column] if len(row[column]) <= LONGEST[column] else ""
