"""Typesetting, signing and time-stamping alone: no page, no job, no table."""

from __future__ import annotations

import time
from typing import Any

from django.utils import timezone

from yinuo.documents import making
from yinuo.documents.models import Document


def make(times: int) -> dict[str, Any]:
    """Make one letter several times over.

    Returns:
        Seconds in all, and the size of the file.
    """
    letter = Document.objects.filter(kind="letter").select_related("case_file__agency").order_by("id")[0]
    at = timezone.now()
    size = len(making.typeset_and_sign(letter, at=at))
    began = time.perf_counter()
    for _ in range(times):
        making.typeset_and_sign(letter, at=at)
    return {"seconds": time.perf_counter() - began, "bytes": size}
