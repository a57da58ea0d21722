"""The register of legal texts: search and filter, one text with its articles and items, what is known of it, merging.

Clause 3.2-b.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yinuo.law.citing import WHOLE
from yinuo.law.grammar import Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.actions import describe_text, merge_texts, name_text, undo_merge
from yinuo.matters.models import LegalText, TextMerge
from yinuo.matters.queries import (
    alike,
    articles_named_by,
    articles_of,
    by_weight,
    cited_by,
    how_far_read,
    items_on,
    items_visible_to,
    merges_into,
    not_read_whole,
    ours,
    text_by_slug,
    texts,
    texts_named,
    why_not_keep_texts,
)
from yinuo.portals.desk.forms.texts import DescribeForm, NameForm
from yinuo.portals.desk.pages.catalogue import EDITORS
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import asked_with, following, who, whole_number

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yinuo.matters.models import ProofItem

SIZE = 30
SHOWN = 20
LEVELS = {value: word for value, word in LegalText.Level.choices if value}
UNJUDGED = "unjudged"


@officers(*EDITORS)
@require_safe
def register_page(request: HttpRequest) -> HttpResponse:
    """All texts a basis names, with how many items rest on each; keyset paged."""
    query = request.GET.get("q", "").strip()[:60].replace("\x00", "")
    level = request.GET.get("level", "")
    level = level if level in LEVELS or level == UNJUDGED else ""
    wanted = None if not level else "" if level == UNJUDGED else level
    rows = by_weight(texts(query=query, level=wanted).defer("source", "search_text"))
    items, _, last = request.GET.get("after", "").partition(".")
    weight, key = whole_number(items), whole_number(last)
    after = weight is not None and key is not None
    if after:
        rows = rows.filter(Q(items__lt=weight) | Q(items=weight, pk__gt=key))
    found = list(rows[: SIZE + 1])
    context = {
        "rows": found[:SIZE],
        "levels": {**LEVELS, UNJUDGED: "没有判断"},
        "level": level,
        "query": query,
        "read": how_far_read(),
        "first": asked_with(request) if after else "",
        "following": following(request, _mark(found[SIZE - 1]) if len(found) > SIZE else None),
    }
    return render(request, "desk/texts.html", context)


def _mark(text: LegalText) -> str:
    """The mark of the last row of a page by weight."""
    return f"{getattr(text, 'items', 0)}.{text.pk}"


@officers(*EDITORS)
@require_safe
def unread_page(request: HttpRequest) -> HttpResponse:
    """Bases in which something was not understood, for an editor to put right."""
    mine = items_visible_to(who(request), on=timezone.localdate())
    after = whole_number(request.GET.get("after"))
    rows = not_read_whole().filter(proof_item__in=mine)
    found = list((rows.filter(pk__gt=after) if after else rows)[: SIZE + 1])
    context = {
        "rows": found[:SIZE],
        "read": how_far_read(),
        "first": asked_with(request) if after else "",
        "following": following(request, found[SIZE - 1].pk if len(found) > SIZE else None),
    }
    return render(request, "desk/texts_unread.html", context)


def _text(slug: str) -> LegalText:
    text = text_by_slug(slug)
    if text is None:
        raise Http404
    return text


@officers(*EDITORS)
@never_cache
@require_safe
def text_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One text: what is known, names, articles over time, changes, what rests on it, and our own rules."""
    text = _text(slug)
    if text.slug != slug:
        return redirect("desk:text", slug=text.slug)
    return _shown(request, text)


def _shown(request: HttpRequest, text: LegalText, *, status: int = 200, **more: Any) -> HttpResponse:
    on = timezone.localdate()
    article = whole_number(request.GET.get("article"))
    after = whole_number(request.GET.get("after"))
    rows = articles_of(text)
    chosen = next((row.article for row in rows if row.article.pk == article), None)
    items = _mine(request, items_on(text, article=chosen))
    found = list((items.filter(pk__gt=after) if after else items)[: SHOWN + 1])
    places = articles_named_by([item.pk for item in found], text)
    context: dict[str, Any] = {
        "text": text,
        "articles": rows,
        "chosen": chosen,
        "items": [(item, places.get(item.pk, [])) for item in found[:SHOWN]],
        "all": cited_by([text.pk]).get(text.pk, 0),
        "names": list(text.names.order_by("pk")),
        "changes": list(text.changes.select_related("recorded_by", "replaced_by").order_by("-pk")[:SHOWN]),
        "ours": ours(text, (WHOLE,), on=on),
        "alike": alike(text),
        "merges": list(merges_into(text)),
        "why_not": why_not_keep_texts(who(request), on=on),
        "name_form": NameForm(),
        "first": asked_with(request) if after else "",
        "following": following(request, found[SHOWN - 1].pk if len(found) > SHOWN else None),
        "basis": CLAUSES["3.2-b"],
        **more,
    }
    return render(request, "desk/text.html", context, status=status)


def _mine(request: HttpRequest, items: QuerySet[ProofItem]) -> QuerySet[ProofItem]:
    """Of some items those the officer may see."""
    return items.filter(pk__in=items_visible_to(who(request), on=timezone.localdate()).values("pk"))


@officers(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def describe_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter what is known of a text; whoever saves second is told and sees what the first wrote."""
    text = _text(slug)
    refusal = why_not_keep_texts(who(request), on=timezone.localdate())
    if refusal is not None:
        raise Refused(refusal)
    initial = {name: getattr(text, name) for name in DescribeForm.base_fields}
    if request.method != "POST":
        return render(
            request, "desk/text_describe.html", {"text": text, "form": DescribeForm(initial=initial)}
        )
    form = DescribeForm(request.POST)
    if not form.is_valid():
        return render(request, "desk/text_describe.html", {"text": text, "form": form}, status=422)
    try:
        describe_text(
            text=text,
            words=form.words(),
            revision=form.cleaned_data["revision"],
            by=who(request),
            at=timezone.now(),
        )
    except Refused as refused:
        context = {"text": text, "form": DescribeForm(initial=initial), "refused": refused.refusal}
        return render(request, "desk/text_describe.html", context, status=409)
    messages.success(request, "已经保存，改前改后都写进了登记卷。")
    return redirect("desk:text", slug=text.slug)


@officers(*EDITORS)
@require_POST
def name_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a name under which the text is cited."""
    text, form = _text(slug), NameForm(request.POST)
    if not form.is_valid():
        return _shown(request, text, status=422, name_form=form)
    try:
        name_text(text=text, name=form.cleaned_data["name"], by=who(request), at=timezone.now())
    except Refused as refused:
        return _shown(request, text, status=409, name_form=form, refused=refused.refusal)
    messages.success(request, "名称已经加上，以后读到这个名称都指向这部文件。")
    return redirect("desk:text", slug=text.slug)


@officers(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def merge_page(request: HttpRequest) -> HttpResponse:
    """Two entries side by side before they are made one; the other may be named by its title or number."""
    given = request.POST if request.method == "POST" else request.GET
    kept = text_by_slug(given.get("kept", "")[:50])
    if kept is None:
        raise Http404
    named = given.get("gone", "").strip()[:200].replace("\x00", "")
    gone = text_by_slug(named[:50]) or next(iter(texts_named([named.strip("《》")]).values()), None)
    refused = None
    if request.method == "POST" and gone is not None:
        try:
            merge_texts(kept=kept, gone=gone, by=who(request), at=timezone.now())
        except Refused as refusal:
            refused = refusal.refusal
        else:
            messages.success(request, f"{gone.called}已经并入{kept.called}，需要时可以在这一页撤销。")
            return redirect("desk:text", slug=kept.slug)
    counts = cited_by([text.pk for text in (kept, gone) if text is not None])
    context = {
        "kept": kept,
        "gone": gone,
        "named": named,
        "kept_items": counts.get(kept.pk, 0),
        "gone_items": counts.get(gone.pk, 0) if gone is not None else 0,
        "refused": refused,
        "why_not": why_not_keep_texts(who(request), on=timezone.localdate()),
    }
    status = 409 if refused is not None else 422 if request.method == "POST" else 200
    return render(request, "desk/texts_merge.html", context, status=status)


@officers(*EDITORS)
@require_POST
def undo_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a merge apart again."""
    merge = get_object_or_404(TextMerge.objects.select_related("kept", "gone"), pk=pk)
    try:
        undo_merge(merge_id=merge.pk, by=who(request), at=timezone.now())
    except Refused as refused:
        return _shown(request, merge.kept, status=409, refused=refused.refusal)
    messages.success(request, f"{merge.gone.called}又是单独的一条登记，设定依据正在重读。")
    return redirect("desk:text", slug=merge.gone.slug)
