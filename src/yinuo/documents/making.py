"""How a document's file comes to be: template by kind, typeset, signed with the office's key, time-stamped."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.documents.models import Document
    from yinuo.signing.pades import Signer


def queue(document_id: int) -> None:
    """Queue the making of a document; the job exists if and only if the surrounding transaction commits."""
    app.configure_task("documents.make", queue="documents").defer(document_id=document_id)
