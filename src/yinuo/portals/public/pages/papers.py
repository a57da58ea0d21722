"""The papers of a published item: read them, print them, take them away in PDF or Word, one or all (clauses 3.3-a, 3.3-b).

The working procedure is not among them: 三（三） has guides and letter forms made public.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yinuo.commitments.papers import FORMATS, Bundled, bundle_name
from yinuo.law.texts import CLAUSES
from yinuo.matters.queries import item_by_slug
from yinuo.portals.face import papers
from yinuo.portals.face.doors import everybody

if TYPE_CHECKING:
    from yinuo.matters.models import ItemVersion


@everybody
@require_safe
def papers_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One paper of an item, official text and everyday words side by side."""
    version = published_version(slug)
    context = {
        "version": version,
        "item": version.item,
        "basis": CLAUSES["3.3-b"],
        **papers.reading(
            version,
            request.GET.get("paper", ""),
            internal=False,
            at=timezone.now(),
            address=partial(address_of, slug),
            everything=reverse("public:all_papers", args=[slug]),
        ),
    }
    return render(request, "public/papers.html", context)


@everybody
@require_safe
def paper(request: HttpRequest, slug: str, kind: str, ending: str) -> HttpResponse:  # noqa: ARG001 - Django's form
    """One paper as a file, made on the spot."""
    version = published_version(slug)
    found = papers.kind_asked(version, kind, internal=False)
    if found is None or ending not in FORMATS:
        raise Http404
    return papers.sent(version, found, ending, at=timezone.now())


@everybody
@require_safe
def all_papers(request: HttpRequest, slug: str) -> StreamingHttpResponse:  # noqa: ARG001 - Django's form
    """All papers of an item in one act."""
    version = published_version(slug)
    return papers.sent_bundle([Bundled(version)], bundle_name(version), internal=False, at=timezone.now())


def published_version(slug: str) -> ItemVersion:
    """The version in use of an item; there is no other for the public."""
    version = item_by_slug(slug)
    if version is None:
        raise Http404
    return version


def address_of(slug: str, kind: str, ending: str) -> str:
    """Where a file of a published item lies."""
    return reverse("public:paper", args=[slug, kind, ending])
