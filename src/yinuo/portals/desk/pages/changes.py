"""A change of a legal text: entered with everything it touches in sight, and followed until its tasks are done.

Clause 3.2-b.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yinuo.commitments.queries import letters_under
from yinuo.law import place
from yinuo.law.adjusting import ChangeKind, RevisionFacts, revision_due
from yinuo.law.deadlines import CalendarExhausted
from yinuo.law.grammar import Refused
from yinuo.matters.actions import ask_drafts, record_change, withdraw_change
from yinuo.matters.models import TextChange
from yinuo.matters.queries import (
    RUNNING,
    articles_named_by,
    items_visible_to,
    items_without_task,
    ours,
    places_of,
    tally,
    tasks,
    text_by_slug,
    touched,
    touched_items,
    versions_resting_on,
    why_not_keep_texts,
)
from yinuo.people.models import Role
from yinuo.people.queries import has_role
from yinuo.portals.desk.forms.texts import ChangeForm
from yinuo.portals.desk.pages.catalogue import EDITORS
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import who
from yinuo.workdays.queries import calendar

if TYPE_CHECKING:
    from yinuo.law.grammar import Conclusion
    from yinuo.matters.models import LegalText

SHOWN = 30
HINTS = {
    ChangeKind.AMENDED.name: "条文还在，内容改了",
    ChangeKind.RENUMBERED.name: "内容没有变，只是换了第几条",
    ChangeKind.REPEALED.name: "不再有效，也没有别的文件接替",
    ChangeKind.REPLACED.name: "另一部文件接替了它",
}


@officers(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter a change: first what it touches is shown, then it is confirmed; nothing is written before."""
    text = text_by_slug(slug)
    if text is None:
        raise Http404
    refusal = why_not_keep_texts(who(request), on=timezone.localdate())
    if refusal is not None:
        raise Refused(refusal)
    if request.method != "POST":
        return _form(request, text, ChangeForm(text=text))
    form = ChangeForm(request.POST, text=text)
    if not form.is_valid():
        return _form(request, text, form, status=422)
    act = request.POST.get("act", "")
    if act == "mend":
        return _form(request, text, form)
    if act != "record":
        return render(request, "desk/change_preview.html", _preview(request, text, form))
    try:
        change = record_change(text=text, words=form.words(), by=who(request), at=timezone.now())
    except Refused as refused:
        return _form(request, text, form, status=409, refused=refused.refusal)
    messages.success(request, "变动已经登记，修订任务正在逐项建立。")
    return redirect("desk:text_change", pk=change.pk)


def _form(
    request: HttpRequest, text: LegalText, form: ChangeForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    return render(
        request, "desk/change_form.html", {"text": text, "form": form, "hints": HINTS, **more}, status=status
    )


def _preview(request: HttpRequest, text: LegalText, form: ChangeForm) -> dict[str, Any]:
    on, words = timezone.localdate(), form.words()
    places = words.places
    mine = items_visible_to(who(request), on=on)
    rows = list(touched_items(text, places).filter(pk__in=mine.values("pk"))[:SHOWN])
    named = articles_named_by([row.pk for row in rows], text)
    return {
        "text": text,
        "form": form,
        "words": words,
        "hidden": [(name, form[name].value()) for name in form.fields],
        "places": form.cleaned_data["places"] if places else "",
        "touched": touched(text, places, on=on),
        "letters": letters_under(versions_resting_on(text, places)),
        "rows": [(row, named.get(row.pk, [])) for row in rows],
        "ours": ours(text, places, on=on),
        "due": _due(form),
    }


def _due(form: ChangeForm) -> Conclusion[Any] | None:
    """By when all of it would have to be revised; None where the working days are not known so far."""
    on = timezone.localdate()
    facts = RevisionFacts(on, form.cleaned_data["in_force_on"], place.load(settings.YINUO_PLACE), calendar())
    try:
        return revision_due.on(on, facts)
    except CalendarExhausted:
        return None


@officers(*EDITORS)
@never_cache
@require_safe
def text_change_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One change: what was entered, how far its tasks are, our own rules it concerns."""
    return _shown(request, _change(pk))


def _change(pk: int) -> TextChange:
    rows = TextChange.objects.select_related("text", "replaced_by", "recorded_by", "withdrawn_by")
    return get_object_or_404(rows, pk=pk)


def _shown(request: HttpRequest, change: TextChange, *, status: int = 200, **more: Any) -> HttpResponse:
    on = timezone.localdate()
    places = places_of(change)
    mine = tasks(who(request), on=on).filter(change=change)
    context = {
        "change": change,
        "first": list(mine.filter(status__in=RUNNING)[:10]),
        "ours": ours(change.text, places, on=on),
        "why_not": why_not_keep_texts(who(request), on=on),
        "draws_up": has_role(who(request), Role.CATALOGUE_EDITOR, on=on),
        **_progress(request, change),
        **more,
    }
    return render(request, "desk/text_change.html", context, status=status)


def _progress(request: HttpRequest, change: TextChange) -> dict[str, Any]:
    """How many tasks there are of how many, and how those stand that the officer may see."""
    on = timezone.localdate()
    opened = change.tasks.count()
    running = change.opened_at is None and change.withdrawn_at is None
    return {
        "opened": opened,
        "wanted": opened + items_without_task(change).count() if running else opened,
        "running": running,
        "tally": tally(tasks(who(request), on=on).filter(change=change), on=on),
    }


@officers(*EDITORS)
@never_cache
@require_safe
def progress_part(request: HttpRequest, pk: int) -> HttpResponse:
    """How many tasks are opened, as a part of the page that asks again until all are."""
    change = _change(pk)
    return render(request, "desk/change_progress.html", {"change": change, **_progress(request, change)})


@officers(*EDITORS)
@require_POST
def drafts_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the next versions of all items drawn up that this editor may edit."""
    change = _change(pk)
    try:
        count = ask_drafts(change_id=change.pk, by=who(request), at=timezone.now())
    except Refused as refused:
        return _shown(request, change, status=409, refused=refused.refusal)
    messages.success(request, f"正在为 {count} 项拟出新版，稍后在任务清单里看。")
    return redirect("desk:text_change", pk=change.pk)


@officers(*EDITORS)
@require_POST
def withdraw_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a change entered by mistake."""
    change, reason = _change(pk), request.POST.get("reason", "")[:200]
    try:
        withdraw_change(change_id=change.pk, reason=reason, by=who(request), at=timezone.now())
    except Refused as refused:
        return _shown(request, change, status=409, refused=refused.refusal, typed=reason)
    messages.success(request, "登记已经撤销，没有办完的修订任务随之关闭。")
    return redirect("desk:text_change", pk=change.pk)
