"""Taking files in: each is looked into before a verb keeps it; what is refused says why and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings

from yinuo.applications.actions import add_material
from yinuo.documents.uploads import UploadRefused, check_upload
from yinuo.law.grammar import Refused
from yinuo.portals.applicant import mine
from yinuo.portals.face.fields import Fault

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest

    from yinuo.applications.models import Application, ApplicationItem

MOST_AT_ONCE = 20


def take(
    request: HttpRequest, application: Application, fields: Iterable[tuple[ApplicationItem | None, str]]
) -> list[Fault]:
    """Keep the files of some file inputs; a refused one does not keep the others out.

    Args:
        request: the POST.
        application: the draft, or the application waiting for evidence.
        fields: proof item (None for the whole application) and name of its file input.

    Returns:
        What was not taken: which file, why, what to do; anchored at its input.
    """
    faults = []
    for item, name in fields:
        for file in request.FILES.getlist(name)[:MOST_AT_ONCE]:
            fault = _take_one(request, application, item, file)
            if fault is not None:
                faults.append(Fault(fault[0], fault[1], anchor=f"id_{name}"))
    return faults


def _take_one(
    request: HttpRequest, application: Application, item: ApplicationItem | None, file: UploadedFile
) -> tuple[str, str] | None:
    shown = (file.name or "文件")[:40]
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        return (
            f"“{shown}”超过 {settings.UPLOAD_LIMIT // 1024 // 1024} MB",
            "请压缩后再上传，或者分成几个文件上传。",
        )
    try:
        upload = check_upload(file.read(), file.name or "", largest=settings.UPLOAD_LIMIT)
        add_material(
            application_id=application.pk,
            item_id=item.pk if item is not None else None,
            upload=upload,
            by=mine.citizen(request),
            at=mine.now()[0],
        )
    except UploadRefused as refused:
        return f"“{shown}”没有收下：{refused.reason}", refused.remedy
    except Refused as refused:
        return f"“{shown}”没有收下：{refused.refusal.why}", refused.refusal.instead
    return None
