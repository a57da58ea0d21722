"""Questions about documents: by check code, by file, of a case."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage

from yinuo.documents.models import Delivery, Document

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

LOST_AFTER, SWEPT_FOR = timedelta(minutes=1), timedelta(days=3)
"""A paper not made after a minute has lost its job; it is looked for during three days."""


def by_check_code(code: str) -> Document | None:
    """The document with a check code as typed: case, blanks and hyphens do not matter."""
    plain = "".join(c for c in code.upper() if c.isalnum())
    if len(plain) != 12:
        return None
    return _with_case().filter(check_code=f"{plain[:4]}-{plain[4:8]}-{plain[8:]}").first()


def by_number(number: str) -> Document | None:
    """The document with a number as printed."""
    return _with_case().filter(number=number.strip()).first()


def by_file_digest(digest: str) -> Document | None:
    """The document whose file has a SHA-256 digest, in hexadecimal."""
    return _with_case().filter(file_digest=digest).first()


def of_case(case_file_id: int) -> QuerySet[Document]:
    """The documents of a case, oldest first, without their contents."""
    return (
        Document.objects.filter(case_file_id=case_file_id)
        .defer("content", "picture")
        .order_by("requested_at", "id")
    )


def deliveries_to(subject_ids: frozenset[int], *, case_file_id: int) -> QuerySet[Delivery]:
    """What was delivered to these subjects in a case, newest first."""
    return (
        Delivery.objects.filter(to__in=subject_ids, document__case_file=case_file_id)
        .select_related("document")
        .defer("document__content", "document__picture")
        .order_by("-sent_at")
    )


def left_over(*, at: datetime, limit: int = 200) -> list[int]:
    """Keys of the documents of these days that no job has made, the oldest first."""
    late = Document.objects.filter(
        made_at__isnull=True, requested_at__lt=at - LOST_AFTER, requested_at__gte=at - SWEPT_FOR
    )
    return list(late.order_by("requested_at").values_list("pk", flat=True)[:limit])


def file_bytes(document: Document) -> bytes:
    """The file of a made document.

    Raises:
        FileNotFoundError: it is not made yet, or the store has lost it.
    """
    if not document.file:
        raise FileNotFoundError(document.number)
    with default_storage.open(document.file) as file:
        return bytes(file.read())


def _with_case() -> QuerySet[Document]:
    return Document.objects.select_related("case_file__agency").defer("content", "picture")
