"""What becomes of the rows of a list before they are taken in, and what a person sees of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from yinuo.law import place
from yinuo.matters import departments
from yinuo.matters.access import in_charge, why_not_edit, why_not_import
from yinuo.matters.assembling import split_note
from yinuo.matters.catalogue import Key, Note, Row, Verdict, folded, judge_row
from yinuo.matters.lifecycle import CATALOGUE_IMPORT
from yinuo.matters.models import CatalogueImport, CatalogueRow, ProofItem
from yinuo.matters.unaided import read
from yinuo.people.models import Account, Agency

AgencyFor = Callable[[Row], Agency | None]
NO_AGENCY = "本市没有找到对应的办理单位"
WAYS_OUT = "请给这个部门选定办理单位；确实不归本市办的，跳过这一行"


def known_items(agencies: Iterable[int] | None = None) -> dict[Key, str]:
    """Agency, folded matter and proof of every item to its slug; an import compares with it.

    Args:
        agencies: primary keys; the items of these only, or of all.
    """
    named = ProofItem.objects.values_list("matter__agency_id", "matter__name", "name", "slug")
    if agencies is not None:
        named = named.filter(matter__agency_id__in=agencies)
    return {(str(agency), folded(matter), folded(name)): slug for agency, matter, name, slug in named}


@dataclass
class Judging:
    """How the rows of one list are judged, with what was looked up for it.

    Attributes:
        on: the day as of which the law and the roles are asked.
        agency_for: the body that runs the matter of a row, or None where the city has none.
        by: who hands the list in; None for the operator of the command line, who may everything.
        known: items the catalogue holds, of the agencies met so far.
    """

    on: date
    agency_for: AgencyFor
    by: Account | None
    known: dict[Key, str] = field(default_factory=dict)
    _looked_up: set[int] = field(default_factory=set)
    _against: dict[int, str] = field(default_factory=dict)

    def verdict(
        self, row: Row, doubles: Callable[[Key], int | None] = lambda _key: None
    ) -> tuple[Verdict, Agency | None, Key]:
        """What becomes of a row, whose it is, and its key.

        Args:
            row: the row.
            doubles: from a key to the line of an earlier row of the list that has it.
        """
        agency = self.agency_for(row)
        key = row.key(str(agency.pk) if agency is not None else folded(row["department"]))
        if agency is not None and agency.pk not in self._looked_up:
            self.known |= known_items([agency.pk])
            self._looked_up.add(agency.pk)
        verdict = judge_row(row, on=self.on, same_as=self.known.get(key, ""), doubles=doubles(key))
        if verdict.outcome != "refused":
            why = NO_AGENCY if agency is None else self._may_not(agency)
            if why:
                mend = WAYS_OUT if agency is None else "请跳过这一行，或者交给能编制这个单位的人导入"
                notes = (Note("department", why, mend), *row.told)
                verdict = replace(verdict, outcome="refused", notes=notes)
        return verdict, agency, key

    def _may_not(self, agency: Agency) -> str:
        if self.by is None:
            return ""
        if agency.pk not in self._against:
            refusal = why_not_edit(self.by, agency, on=self.on)
            self._against[agency.pk] = refusal.why if refusal is not None else ""
        return self._against[agency.pk]


def preview(
    content: bytes,
    *,
    on: date,
    agency_for: AgencyFor,
    by: Account | None = None,
    file_name: str = "",
    sheet: str = "",
    row_class: str = "",
    source: str = "",
) -> list[tuple[Verdict, Agency | None]]:
    """What becomes of each row of a file, and which body runs its matter; nothing is written.

    Args:
        content: the file, see :func:`yinuo.matters.assembling.read`.
        on: the day as of which the law and the roles are asked.
        agency_for: the body that runs the matter of a row, or None where the city has none.
        by: the catalogue editor, or None for the operator of the command line.
        file_name: becomes the source of rows that name none.
        sheet: name of the sheet or table; the likeliest where none is named.
        row_class, source: of rows whose list has no such column; the usual where empty.

    Raises:
        yinuo.matters.catalogue.BadFile: it cannot be read as a catalogue.
    """
    judging = Judging(on, agency_for, by)
    seen: dict[Key, int] = {}
    found: list[tuple[Verdict, Agency | None]] = []
    for row in read(content, file_name=file_name, sheet=sheet, row_class=row_class, source=source).rows:
        verdict, agency, key = judging.verdict(row, seen.get)
        if verdict.outcome != "refused":
            seen.setdefault(key, row.line)
        found.append((verdict, agency if verdict.outcome != "refused" else None))
    return found


def agency_finder(
    otherwise: Agency | None = None,
    *,
    chosen: Mapping[str, str] | None = None,
    own: Agency | None = None,
) -> AgencyFor:
    """A function that finds the agency of a catalogue row among all agencies of the city.

    Args:
        otherwise: for rows whose department and matter point to none.
        chosen: a department as written, folded, to the slug of the agency that a person chose for it.
        own: for rows that name no department, before the matter is asked.
    """
    agencies = list(Agency.objects.all())
    by_slug = {agency.slug: agency for agency in agencies}
    region = place.load(settings.YINUO_PLACE).region_code
    picked = {department: by_slug.get(slug) for department, slug in (chosen or {}).items()}

    @cache
    def find(department: str, matter: str) -> Agency | None:
        if picked.get(folded(department)) is not None:
            return picked[folded(department)]
        if not department and own is not None:
            return own
        return departments.find(department, matter, agencies, region_code=region) or otherwise

    return lambda row: find(row["department"], row.matter)


def finder_of(made: CatalogueImport) -> AgencyFor:
    """The finder for the rows of a list: an agency's own editor means his own where he names none."""
    otherwise = made.settings.get("otherwise", "")
    own = made.agency if made.by is not None and not in_charge(made.by) else None
    return agency_finder(
        Agency.objects.filter(slug=otherwise).first() if otherwise else None,
        chosen=made.settings.get("agencies", {}),
        own=own,
    )


def row_of(kept: CatalogueRow) -> Row:
    """A kept row as it is judged."""
    told = (split_note(kept.part, kept.among),) if kept.part else ()
    return Row(
        line=kept.line,
        raw=kept.raw,
        cells=kept.cells,
        too_many=kept.too_many,
        part=kept.part,
        among=kept.among,
        told=told,
    )


def key_digest(key: Key) -> str:
    """A key as rows keep it."""
    return hashlib.sha256("\x00".join(key).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Overview:
    """What a person sees first of a list.

    Attributes:
        outcomes: outcome to number of rows.
        columns: column that something is said of, to number of rows; those with most first.
        departments: departments as written for which no agency was found, to number of rows.
        corrected: how many rows somebody mended.
    """

    outcomes: dict[str, int]
    columns: dict[str, int]
    departments: dict[str, int]
    corrected: int


def overview(made: CatalogueImport) -> Overview:
    """What a person sees first of a list."""
    outcomes = dict(made.rows.order_by().values_list("outcome").annotate(n=Count("pk")))
    return Overview(
        outcomes={value: outcomes.get(value, 0) for value in CatalogueRow.Outcome.values},
        columns=_noted_columns(made),
        departments=departments_unknown(made),
        corrected=made.rows.exclude(corrections={}).count(),
    )


def _noted_columns(made: CatalogueImport) -> dict[str, int]:
    rows = made.rows.exclude(outcome="skipped").exclude(notes=[]).values_list("notes", flat=True)
    counted: dict[str, int] = {}
    for notes in rows.iterator(chunk_size=2_000):
        for column in {note["column"] for note in notes}:
            counted[column] = counted.get(column, 0) + 1
    return dict(sorted(counted.items(), key=lambda pair: -pair[1]))


def departments_unknown(made: CatalogueImport) -> dict[str, int]:
    """Departments as written for which the city has no agency, to the number of rows that wait for one."""
    waiting = made.rows.filter(agency=None, outcome="refused").exclude(cells={})
    counted: dict[str, int] = {}
    for department, notes in waiting.values_list("cells__department", "notes"):
        if any(note["why"] == NO_AGENCY for note in notes):
            counted[department or ""] = counted.get(department or "", 0) + 1
    return dict(sorted(counted.items(), key=lambda pair: -pair[1]))


def rows_of_import(
    made: CatalogueImport, *, outcome: str = "", column: str = "", corrected: bool = False
) -> QuerySet[CatalogueRow]:
    """The rows of a list in order, narrowed.

    Args:
        made: the list.
        outcome: one of :class:`CatalogueRow.Outcome`, or empty for all.
        column: rows of which something is said of this column.
        corrected: those that somebody mended.
    """
    wanted = Q()
    if outcome:
        wanted &= Q(outcome=outcome)
    if column:
        wanted &= Q(notes__contains=[{"column": column}])
    if corrected:
        wanted &= ~Q(corrections={})
    return made.rows.filter(wanted).select_related("item", "agency").order_by("line", "part")


def open_import_steps(account: Account, made: CatalogueImport, *, on: date) -> dict[str, str]:
    """The steps of a list that people take, each with the reason why it is not open to this person, or nothing.

    Args:
        account: who asks.
        made: with its agency.
        on: the day, for roles.
    """
    may_not = why_not_import(account, made.agency, on=on)
    found = {}
    for step in CATALOGUE_IMPORT.steps:
        if step.by != "system":
            refusal = CATALOGUE_IMPORT.refusal(step.name, made.status) or may_not
            found[step.name] = refusal.why if refusal is not None else ""
    return found


def import_numbers(made: CatalogueImport) -> dict[str, Any]:
    """How far the work in the background has come."""
    share = min(100, made.done * 100 // made.total) if made.total else 0
    return {"done": made.done, "total": made.total, "share": share}


def left_lying(*, before: datetime) -> list[int]:
    """Lists that wait for work and that nobody has moved since a moment; those that cannot be moved are left.

    Args:
        before: the moment, aware.
    """
    waiting = CatalogueImport.objects.filter(
        status__in=("mapped", "taking", "undoing"), moved_at__lt=before, trouble=""
    )
    return list(waiting.order_by("moved_at").values_list("pk", flat=True)[:20])
