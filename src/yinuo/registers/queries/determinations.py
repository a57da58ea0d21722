"""What the public may see: derived from credit at the moment of asking, masked, never copied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from yinuo.credit.queries import published
from yinuo.people.identifiers import masked_name
from yinuo.people.models import Subject
from yinuo.people.queries import subject_by_number

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yinuo.credit.models import Determination

PAGE = 20


@dataclass(frozen=True, slots=True)
class PublicDetermination:
    """One determination as the public reads it: no identity number, no phone, no address, a person's name masked.

    Attributes:
        key: for the next page.
        number: of the document.
        name: a person's family name with stars; a firm's full name.
        uscc: a firm's credit code, which is public; empty for a person.
        agency: who determined.
        grade: ``一般`` or ``严重``; what is ``轻微`` is not published.
        measures: title and basis of each.
        determined_on: the day of the document.
        published_until: first day on which it is no longer shown.
        repair_from: first day on which it can be repaired.
    """

    key: int
    number: str
    name: str
    uscc: str
    agency: str
    grade: str
    measures: tuple[tuple[str, str], ...]
    determined_on: date
    published_until: date
    repair_from: date


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A page of the register and the key after which the next begins, or None at the end."""

    rows: tuple[PublicDetermination, ...]
    after: int | None


def published_determinations(
    on: date, *, after: int | None = None, q: str = "", size: int = PAGE
) -> PublicPage:
    """The register of determinations on a day, newest first, keyset paged.

    A repair, a quashing, an objection under way or the end of the period takes a row out the moment it happens.

    Args:
        on: the day.
        after: key of the last row of the page before.
        q: a document's number, a firm's name in part, or its credit code. A natural person is not found by name: the
            register makes acts public, it is no index of persons (个人信息保护法第六条).
        size: rows a page.
    """
    rows = _searched(published(on), q.strip())
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(_shown(rows).order_by("-id")[: size + 1])
    more = len(found) > size
    return PublicPage(tuple(_public(row) for row in found[:size]), found[size - 1].pk if more else None)


def published_determination(number: str, *, on: date) -> PublicDetermination | None:
    """One determination by its number, or None where it is not public on the day."""
    row = _shown(published(on).filter(number=number.strip())).first()
    return _public(row) if row is not None else None


def _searched(rows: QuerySet[Determination], q: str) -> QuerySet[Determination]:
    if not q:
        return rows
    if "\x00" in q:
        return rows.none()
    firm = ~Q(subject__kind=Subject.Kind.PERSON)
    by_code = subject_by_number(q.upper())
    named = Q(subject__name__icontains=q[:120]) | Q(subject=by_code.pk if by_code else None)
    return rows.filter(Q(number=q) | (firm & named))


def _shown(rows: QuerySet[Determination]) -> QuerySet[Determination]:
    return rows.select_related("subject", "agency").only(
        "number",
        "grade",
        "measures",
        "determined_at",
        "published_until",
        "repair_from",
        "subject__kind",
        "subject__name",
        "subject__id_number",
        "agency__name",
    )


def _public(row: Determination) -> PublicDetermination:
    person = row.subject.kind == Subject.Kind.PERSON
    if row.published_until is None:
        raise ValueError(f"{row.number} is published without an end")
    return PublicDetermination(
        key=row.pk,
        number=row.number,
        name=masked_name(row.subject.name) if person else row.subject.name,
        uscc="" if person else str(row.subject.id_number or ""),
        agency=row.agency.name,
        grade=row.get_grade_display(),
        measures=tuple((measure["title"], measure["basis"]) for measure in row.measures),
        determined_on=timezone.localdate(row.determined_at),
        published_until=row.published_until,
        repair_from=row.repair_from,
    )
