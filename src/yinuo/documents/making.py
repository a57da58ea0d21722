"""How a document's file comes to be: template by kind, typeset, signed with the office's key, time-stamped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app

from yinuo.documents.typesetting import typeset
from yinuo.signing.queries import office_signer

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.documents.models import Document


def queue(document_id: int) -> None:
    """Queue the making of a document; the job exists if and only if the surrounding transaction commits."""
    app.configure_task("documents.make", queue="documents").defer(document_id=document_id)


def queue_once(document_id: int) -> None:
    """The same for a document that nobody is making, however many ask for it: at most one such job waits."""
    try:
        with transaction.atomic():
            app.configure_task(
                "documents.make", queue="documents", queueing_lock=f"documents.make:{document_id}"
            ).defer(document_id=document_id)
    except exceptions.AlreadyEnqueued:
        return


def typeset_and_sign(document: Document, *, at: datetime) -> bytes:
    """The finished file of a document.

    Args:
        document: with its case file and agency.
        at: the moment of signing, aware.

    Returns:
        A PDF/A with a PAdES signature and a time-stamp.
    """
    pdf = typeset(
        document.kind,
        document.content or {},
        made_at=document.requested_at,
        fonts_dir=settings.FONTS,
        picture=document.picture,
    )
    signer = office_signer(document.case_file.agency.name)
    return signer.sign_pdf(pdf, reason=document.title, location=settings.YINUO_CITY["name"], at=at)
