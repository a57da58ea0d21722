"""How people, agencies, moments and conclusions are written on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from yinuo.documents.contents import CheckMark, Office, Party, Reason, Remedy
from yinuo.law.decision import REMEDIES

if TYPE_CHECKING:
    from yinuo.law.grammar import Conclusion
    from yinuo.people.models import Agency, Mandate, Subject

_ID_KINDS = {"person": "居民身份证"}


def party(subject: Subject, mandate: Mandate | None = None) -> Party:
    """A subject as a document names it.

    Args:
        subject: the person or firm.
        mandate: by which somebody acts for it, with its agent; None for a person acting himself.
    """
    return Party(
        kind=subject.get_kind_display(),
        name=subject.name,
        id_kind=_ID_KINDS.get(subject.kind, "统一社会信用代码"),
        id_number=subject.id_number or "",
        phone=subject.phone or "",
        address=subject.address or "",
        representative=f"{mandate.get_kind_display()} {mandate.agent.name}" if mandate is not None else "",
    )


def office(agency: Agency) -> Office:
    """An agency as a document names it."""
    return Office(name=agency.name, phone=agency.phone, address=agency.address)


def check_mark(code: str) -> CheckMark:
    """The check code and the address its QR holds."""
    return CheckMark(code=code, address=f"{settings.PUBLIC_URL}/check/{code}/")


def written_day(day: date) -> str:
    """``2026年6月1日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def written_moment(moment: datetime) -> str:
    """``2026年6月1日 10:00`` in the city's time."""
    local = timezone.localtime(moment)
    return f"{written_day(local.date())} {local:%H:%M}"


def reasons(concluded: Conclusion[Any] | Mapping[str, Any]) -> Reason:
    """A conclusion as the tree of reasons a document prints."""
    tree = concluded.as_json() if hasattr(concluded, "as_json") else concluded
    return _reason(tree)


def _reason(tree: Mapping[str, Any]) -> Reason:
    return Reason(
        text=tree["reason"],
        citation=tree["citation"]["label"],
        ok=tree["ok"],
        because=tuple(_reason(part) for part in tree["because"]),
    )


def remedies() -> tuple[Remedy, ...]:
    """Reconsideration and litigation, as every adverse document tells them."""
    return tuple(Remedy(text, citation.label) for text, citation in REMEDIES)
