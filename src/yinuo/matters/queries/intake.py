"""What becomes of the rows of a file before it is taken in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.conf import settings

from yinuo.law import place
from yinuo.matters import departments
from yinuo.matters.access import why_not_edit
from yinuo.matters.catalogue import Row, Verdict, folded, judge, read
from yinuo.matters.models import ProofItem
from yinuo.people.models import Account, Agency


def known_items() -> dict[tuple[str, str], str]:
    """Folded matter and proof of every item to its slug; an import compares with it."""
    named = ProofItem.objects.values_list("matter__name", "name", "slug")
    return {(folded(matter), folded(name)): slug for matter, name, slug in named}


AgencyFor = Callable[[Row], Agency | None]
NO_AGENCY = "本市没有找到对应的办理单位"


def preview(
    content: bytes, *, on: date, agency_for: AgencyFor, by: Account | None = None
) -> list[tuple[Verdict, Agency | None]]:
    """What becomes of each row of a file, and which body runs its matter; nothing is written.

    Args:
        content: CSV, see :func:`yinuo.matters.catalogue.read`.
        on: the day as of which the law and the roles are asked.
        agency_for: the body that runs the matter of a row, or None where the city has none.
        by: the catalogue editor, or None for the operator of the command line.

    Raises:
        yinuo.matters.catalogue.BadFile: it cannot be read as a catalogue.
    """
    found: list[tuple[Verdict, Agency | None]] = []
    reasons: dict[int, str] = {}
    for verdict in judge(read(content), on=on, known=known_items()):
        agency = agency_for(verdict.row) if verdict.outcome != "refused" else None
        if verdict.outcome != "refused":
            against = NO_AGENCY if agency is None else reasons.get(agency.pk)
            if agency is not None and against is None:
                refusal = why_not_edit(by, agency, on=on) if by is not None else None
                against = reasons[agency.pk] = refusal.why if refusal is not None else ""
            if against:
                verdict = replace(verdict, outcome="refused", remarks=(against,))  # noqa: PLW2901 - the same row
        found.append((verdict, agency))
    return found


def agency_finder(otherwise: Agency | None = None) -> AgencyFor:
    """A function that finds the agency of a catalogue row among all agencies of the city.

    Args:
        otherwise: for rows whose department and matter point to none.
    """
    agencies = list(Agency.objects.all())
    region = place.load(settings.YINUO_PLACE).region_code

    def find(row: Row) -> Agency | None:
        found = departments.find(row["department"], row.matter, agencies, region_code=region)
        return found or otherwise

    return find
