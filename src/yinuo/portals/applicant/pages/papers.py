"""Opening what is mine: documents delivered to me, and materials I handed in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yinuo.applications.models import Material
from yinuo.applications.queries import visible_to
from yinuo.documents.actions import make_soon, receive
from yinuo.documents.models import Delivery
from yinuo.documents.queries import file_bytes
from yinuo.portals.applicant import mine, outlook
from yinuo.portals.face.doors import citizens
from yinuo.portals.face.parts import FileLink
from yinuo.registers.queries import receipt_file

if TYPE_CHECKING:
    from yinuo.documents.models import Document


@citizens
@never_cache
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """A document delivered to me, as PDF; the first opening is kept as its receipt."""
    delivery = _delivery(request, pk)
    if delivery.document.made_at is None:
        make_soon(document_id=pk)
        return render(request, "applicant/making.html", _waiting(delivery.document), status=202)
    content = file_bytes(delivery.document)
    at, _ = mine.now()
    if delivery.received_at is None and request.method == "GET":
        receive(delivery_id=delivery.pk, by=mine.citizen(request), at=at)
    return _pdf(delivery.document, content)


@citizens
@never_cache
@require_safe
def log_receipt(request: HttpRequest, number: str) -> HttpResponse:
    """That the record of my case stands in the public log, to keep and to check; clause 2.4-f."""
    application = mine.application(request, number)
    file = receipt_file(application.case_file)
    if file is None:
        messages.info(request, "这件事的记录还没有排进公共日志，十分钟以后再来下载。")
        return redirect("applicant:case", number=number)
    answer = JsonResponse(file, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="log-{number}.json"'
    return answer


@citizens
@never_cache
@require_safe
def making(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether a document is made by now, as a part of a page."""
    return render(request, "applicant/making_part.html", _waiting(_delivery(request, pk).document))


@citizens
@never_cache
@require_safe
def material(request: HttpRequest, pk: int) -> HttpResponse:
    """A file I handed in, handed back as it was."""
    account, (_, on) = mine.citizen(request), mine.now()
    found = mine.one(
        Material.objects.filter(pk=pk, application__in=visible_to(account, on=on), removed_at__isnull=True)
    )
    with default_storage.open(found.file) as file:
        answer = HttpResponse(file.read(), content_type=found.media_type)
    answer["Content-Disposition"] = _disposition("attachment", found.name)
    return answer


def _waiting(document: Document) -> dict[str, Any]:
    return {"document": document, "late": mine.now()[0] - document.requested_at > outlook.GIVEN_UP}


def links(documents: Iterable[Document]) -> list[FileLink]:
    """Documents as links to open; one still in the making leads to the page that waits for it."""
    return [
        FileLink(
            one.title,
            reverse("applicant:document", args=[one.pk]),
            f"{one.number}，PDF" if one.made_at else "正在制作",
        )
        for one in documents
    ]


def _delivery(request: HttpRequest, pk: int) -> Delivery:
    rows = Delivery.objects.filter(to__in=mine.subject_ids(request), document=pk).select_related("document")
    return mine.one(rows.defer("document__content", "document__picture").order_by("id"))


def _pdf(document: Document, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = _disposition("inline", f"{document.title} {document.number}.pdf")
    return answer


def _disposition(how: str, name: str) -> str:
    """A file name in any script, for old and new browsers."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
