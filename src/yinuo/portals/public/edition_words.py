"""What the pages of editions say: where one can be taken, and which two are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from yinuo.matters.queries import edition_by_key, latest, lines_now, lines_of
from yinuo.portals.face.parts import FileLink
from yinuo.portals.face.words import full_date
from yinuo.portals.public.edition_files import FORMS

if TYPE_CHECKING:
    from datetime import date

    from yinuo.matters.edition_lines import Line
    from yinuo.matters.edition_scopes import Scope
    from yinuo.matters.models import Edition

CURRENT, NOW = "current", "now"


def files(edition: Edition) -> list[FileLink]:
    """An edition to take away: the signed paper first, then the forms people work with."""
    signed = FileLink(
        "签名的 PDF",
        reverse("public:edition_file", args=[edition.key, "pdf"]),
        "公文版式，电子签名和时间戳",
        "seal",
    )
    return [
        signed,
        *(
            FileLink(form.title, reverse("public:edition_file", args=[edition.key, kind]), form.note, "down")
            for kind, form in FORMS.items()
        ),
    ]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two catalogues that are compared: an edition, or what is in force now.

    Attributes:
        key: its word in the address.
        name: as it is called.
        lines: what it says.
        edition: the edition, or None for now.
    """

    key: str
    name: str
    lines: tuple[Line, ...]
    edition: Edition | None = None


def side(key: str, *, scope: Scope, on: date) -> Side | None:
    """A catalogue to compare: ``2026-1``, ``current``, or ``now``; None where there is none.

    Args:
        key: its word in the address.
        scope: whose, for ``current`` and ``now``.
        on: the day it is, for its name.
    """
    if key == NOW:
        return Side(NOW, f"现在（{full_date(on)}，{scope.name}）", lines_now(scope))
    edition = latest(scope) if key == CURRENT else edition_by_key(key)
    if edition is None:
        return None
    return Side(edition.key, edition.number, lines_of(edition), edition)
