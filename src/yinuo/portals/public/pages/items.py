"""One item: what it is, both ways side by side, who cannot promise, the notice, the basis, and papers to take away.

One that is out of use keeps its address and says what it was, since when it no longer applies, and what to do now; each
version that was ever in force can be read for ever. Clauses 3.2-b, 3.3-b.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yinuo.commitments.papers import kinds_of
from yinuo.commitments.queries import conditions_of
from yinuo.law.texts import BUSINESS_44_3, CLAUSES
from yinuo.matters.models import ItemVersion
from yinuo.matters.queries import History, history_of, published_items
from yinuo.portals.face import routes
from yinuo.portals.face.doors import everybody
from yinuo.portals.face.notices import clause_texts
from yinuo.portals.face.parts import FileLink
from yinuo.portals.public import item_words

TONES = {"published": "go", "suspended": "look", "superseded": "", "retired": "look"}


@everybody
@require_safe
def item(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of an item; a suspended one is shown with its reason, a retired one with its history."""
    history = history_of(slug)
    if history is None:
        raise Http404
    if history.ended:
        return _gone(request, history)
    version = history.last
    on = timezone.localdate()
    start = reverse("applicant:start", args=[slug])
    context = {
        "version": version,
        "item": version.item,
        "matter": version.item.matter,
        "agency": version.item.matter.agency,
        "facts": item_words.facts(version, on=on),
        "ways": routes.ways(version, on=on, start_url=start),
        "conditions": conditions_of(version),
        "clauses": clause_texts(version),
        "exempt": [fact for fact in version.facts if fact.get("item_class") == "exempt"],
        "papers": _papers(version),
        "versions": history.versions if len(history.versions) > 1 else (),
        "coming": history.coming,
        "barred": CLAUSES["2.2-c"],
        "suspended": CLAUSES["3.2-b"],
        "basis": item_words.basis(version),
        "field_url": f"{reverse('public:catalogue')}?field={version.item.matter.field}",
        "others": item_words.others_of(version),
        "beyond": BUSINESS_44_3,
    }
    return render(request, "public/item.html", context)


def _gone(request: HttpRequest, history: History) -> HttpResponse:
    """410: it was here, and is no more; calm, because a letter or a poster may have led here."""
    context = {
        "item": history.item,
        "last": history.last,
        "versions": history.versions,
        "coming": history.coming,
        "others": list(published_items(matter=history.item.matter)[:10]),
        "basis": CLAUSES["3.2-b"],
    }
    return render(request, "public/item_gone.html", context, status=410)


@everybody
@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version of an item as it read while it was in force, for whoever holds a letter signed under it."""
    history = history_of(slug)
    shown = next((one for one in history.versions if one.number == number), None) if history else None
    if history is None or shown is None:
        raise Http404
    context = {
        "item": history.item,
        "version": shown,
        "version_word": f"第{shown.number}版",
        "tone": TONES[shown.status],
        "newest": history.last,
        "versions": history.versions,
        "conditions": conditions_of(shown),
        "clauses": clause_texts(shown),
    }
    return render(request, "public/version.html", context)


def _papers(version: ItemVersion) -> list[FileLink]:
    """Every paper to read, with its files behind it, and the poster for the counter."""
    slug, edition = version.item.slug, f"第{version.number}版"
    page = reverse("public:papers", args=[slug])
    papers = [
        *(
            FileLink(kind.title, f"{page}?paper={kind.key}", f"{edition}，{kind.note}；PDF 和 Word", "file")
            for kind in kinds_of(version)
        ),
        FileLink(
            "全套文本", reverse("public:all_papers", args=[slug]), f"{edition}，一次下载，PDF 和 Word", "down"
        ),
    ]
    if version.status == "suspended":
        return papers
    poster = FileLink(
        "窗口海报", reverse("public:poster", args=[slug]), "PDF，A4，带二维码，可以张贴", "print"
    )
    return [*papers, poster]
