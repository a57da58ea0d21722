"""How people, agencies, days and moments are written on paper."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from yinuo.documents.contents import Agency, Imprint, Party, Remedies

if TYPE_CHECKING:
    from yinuo.people.models import Agency as AgencyRow
    from yinuo.people.models import Mandate, Subject


def party(subject: Subject, mandate: Mandate | None = None) -> Party:
    """A subject as its own papers name it, with the number in full.

    Args:
        subject: the person or firm.
        mandate: by which somebody acts for it, with its agent; None for a person acting himself.
    """
    person = subject.kind == "person"
    acting = f"{mandate.agent.name}（{mandate.get_kind_display()}）" if mandate is not None else ""
    return Party(
        name=subject.name,
        kind="person" if person else "firm",
        id_label="居民身份证号码" if person else "统一社会信用代码",
        id_number=subject.id_number or "",
        phone=subject.phone or "",
        representative="" if person or mandate is None else mandate.agent.name,
        agent=acting,
        address=subject.address or "",
    )


def agency(row: AgencyRow) -> Agency:
    """An agency as its papers name it."""
    return Agency(name=row.name, phone=row.phone, address=row.address)


def imprint(*, number: str, check_code: str, at: datetime) -> Imprint:
    """Number, date, check code and the address its QR holds."""
    return Imprint(
        number=number,
        dated=written_day(timezone.localdate(at)),
        check_code=check_code,
        check_url=f"{settings.PUBLIC_URL}/check/{check_code}/",
    )


def remedies() -> Remedies:
    """Where an adverse decision can be contested; a city names its own bodies."""
    return Remedies(review_body=settings.REVIEW_BODY, court=settings.COURT)


def written_day(day: date) -> str:
    """``2026年6月1日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def written_moment(moment: datetime) -> str:
    """``2026年6月1日 10:00`` in the city's time."""
    local = timezone.localtime(moment)
    return f"{written_day(local.date())} {local:%H:%M}"
