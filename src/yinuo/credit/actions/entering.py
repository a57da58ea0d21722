"""Writing to the ledger: promises kept, honest errors, and what follows an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import next_number
from yinuo.credit.models import CreditEntry

if TYPE_CHECKING:
    from datetime import date, datetime

    from yinuo.people.models import Account, Agency, Subject


@transaction.atomic
def enter_kept(
    *, subject: Subject, agency: Agency, basis_document: str, by: Account | None, at: datetime
) -> CreditEntry:
    """Enter a promise found true; the same document is entered once, however often it is reported.

    Args:
        subject: who promised.
        agency: who checked.
        basis_document: number of the letter.
        by: the officer; None where the house checked by rule.
        at: the moment, aware.

    Returns:
        The entry, new or already there (clause 2.5-b: 履行承诺情况全面纳入信用记录).
    """
    return _once(CreditEntry.Kind.KEPT, subject, agency, basis_document, by, at)


@transaction.atomic
def enter_honest_error(
    *, subject: Subject, agency: Agency, basis_document: str, by: Account | None, at: datetime
) -> CreditEntry:
    """Enter a promise that was wrong by mistake and corrected; it bars nothing.

    Args:
        subject: who promised.
        agency: who checked.
        basis_document: number of the letter.
        by: the officer; None where the house acts by rule.
        at: the moment, aware.

    Returns:
        The entry, new or already there (clause 2.5-a: 科学界定失信行为).
    """
    return _once(CreditEntry.Kind.HONEST_ERROR, subject, agency, basis_document, by, at)


def _once(
    kind: str, subject: Subject, agency: Agency, basis_document: str, by: Account | None, at: datetime
) -> CreditEntry:
    entry, _ = CreditEntry.objects.get_or_create(
        basis_document=basis_document,
        kind=kind,
        defaults={
            "number": entry_number(at),
            "subject": subject,
            "agency": agency,
            "valid_from": timezone.localdate(at),
            "entered_by": by,
            "entered_at": at,
        },
    )
    return entry


def enter_false(
    *, subject: Subject, agency: Agency, number: str, grade: str, until: date, by: Account, at: datetime
) -> CreditEntry:
    """Enter a determined false promise; only :func:`determine` does."""
    return CreditEntry.objects.create(
        number=entry_number(at),
        subject=subject,
        kind=CreditEntry.Kind.FALSE_COMMITMENT,
        grade=grade,
        agency=agency,
        basis_document=number,
        valid_from=timezone.localdate(at),
        valid_until=until,
        entered_by=by,
        entered_at=at,
    )


def follow(
    *, entry: CreditEntry, kind: str, basis_document: str, by: Account | None, at: datetime
) -> CreditEntry:
    """Enter what follows an entry: a mark, its lifting, a repair, a quashing. The entry itself never changes."""
    return CreditEntry.objects.create(
        number=entry_number(at),
        subject_id=entry.subject_id,
        kind=kind,
        agency_id=entry.agency_id,
        basis_document=basis_document,
        of=entry,
        valid_from=timezone.localdate(at),
        entered_by=by,
        entered_at=at,
    )


def entry_number(at: datetime) -> str:
    """A fresh number of the ledger."""
    return next_number("宿信记", year=timezone.localdate(at).year)
