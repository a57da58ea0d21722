"""Documents: fixed in the business transaction, made right after it, delivered with proof."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Any, Protocol

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from yinuo.casefile.actions import next_number, record
from yinuo.casefile.chain import canonical_bytes
from yinuo.documents import making
from yinuo.documents.models import Delivery, Document
from yinuo.law.texts import CLAUSES

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.people.models import Account, Subject

_CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class Content(Protocol):
    """What a document says, as a frozen dataclass of :mod:`yinuo.documents.contents`."""

    def as_json(self) -> dict[str, Any]:
        """The content as JSON, the template's input."""


# What a document says is fixed by the act it belongs to, which stands or falls with it: no savepoint.
@transaction.atomic(savepoint=False)
def request_document(
    *,
    case_file_id: int,
    kind: str,
    number_prefix: str,
    title: str,
    content: Content,
    at: datetime,
    picture: bytes | None = None,
    number: str = "",
    check_code: str = "",
) -> Document:
    """Fix what a document says; its file is made by a job queued in this same transaction.

    Args:
        case_file_id: the case.
        kind: one of :class:`Document.Kind`.
        number_prefix: such as ``"宿诺"``; the number becomes ``宿诺〔2026〕0000001号``.
        title: for lists.
        content: what it says; frozen and digested here.
        at: the moment the content was fixed, aware; also the file's time of making.
        picture: the drawn signature as PNG, or None.
        number, check_code: given when the content itself already shows them.

    Returns:
        The document, not yet made.
    """
    fixed = content.as_json()
    document = Document.objects.create(
        case_file_id=case_file_id,
        kind=kind,
        number=number or next_number(number_prefix, year=at.year),
        title=title,
        content=fixed,
        content_digest=hashlib.sha256(canonical_bytes(fixed)).hexdigest(),
        picture=picture,
        check_code=check_code or new_check_code(),
        requested_at=at,
    )
    making.queue(document.pk)
    return document


def new_check_code() -> str:
    """Twelve characters nobody can guess, in groups people can type: ``7K3M-Q9TX-2HBA`` (59 bits)."""
    drawn = "".join(secrets.choice(_CODE_ALPHABET) for _ in range(12))
    return f"{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}"


def make(*, document_id: int, at: datetime) -> Document:
    """Typeset, sign and keep a document's file; a second call finds it made.

    The work is done outside any lock; of two workers that make it at once the first to finish counts.

    Args:
        document_id: the document.
        at: the moment of making, aware.

    Returns:
        The document with its file.
    """
    document = Document.objects.select_related("case_file__agency").get(pk=document_id)
    if document.made_at is not None:
        return document
    pdf = making.typeset_and_sign(document, at=at)
    digest = hashlib.sha256(pdf).hexdigest()
    name = default_storage.save(f"documents/{digest[:2]}/{digest}.pdf", ContentFile(pdf))
    kept = Document.objects.filter(pk=document_id, made_at__isnull=True).update(
        made_at=at, file=name, file_digest=digest, file_size=len(pdf)
    )
    if not kept:
        default_storage.delete(name)
    document.refresh_from_db(fields=["made_at", "file", "file_digest", "file_size"])
    return document


def make_soon(*, document_id: int) -> None:
    """Have a document made that somebody waits for and no job is making; asked for again, nothing more happens."""
    making.queue_once(document_id)


@transaction.atomic(savepoint=False)
def deliver(
    *,
    document: Document,
    to: Subject,
    means: str,
    at: datetime,
    by: Account | None = None,
    by_label: str = "",
    proof: str = "",
) -> Delivery:
    """Send a document to a subject; sending it twice by the same means is one delivery.

    Args:
        document: the document; it may still be in the making.
        to: the person or firm.
        means: one of :class:`Delivery.Means`; by window or post needs a proof.
        at: when it was sent, aware.
        proof: number of the letter by post, or who signed at the window.

    Returns:
        The delivery.
    """
    delivery, new = Delivery.objects.get_or_create(
        document=document, to=to, means=means, defaults={"sent_at": at, "proof": proof}
    )
    if new:
        record(
            case_file_id=document.case_file_id,
            step="documents.deliver",
            title=f"送达：{document.title}",
            by=by,
            by_label=by_label or "系统依规则",
            at=at,
            basis=CLAUSES["2.4-d"],
            facts={"document": document.number, "digest": document.content_digest, "means": means},
        )
    return delivery


@transaction.atomic
def receive(*, delivery_id: int, by: Account, at: datetime) -> Delivery:
    """Keep the moment at which the person first opened or signed for a document."""
    delivery = Delivery.objects.select_for_update(of=("self",)).select_related("document").get(pk=delivery_id)
    if delivery.received_at is None:
        delivery.received_at, delivery.received_by = at, by
        delivery.save(update_fields=["received_at", "received_by"])
        record(
            case_file_id=delivery.document.case_file_id,
            step="documents.receive",
            title=f"签收：{delivery.document.title}",
            by=by,
            by_label="受送达人",
            at=at,
            basis=CLAUSES["2.4-d"],
            facts={"document": delivery.document.number},
        )
    return delivery
