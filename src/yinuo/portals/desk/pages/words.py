"""The everyday words of the city: what people say, what the catalogue calls it, and what they search for in vain.

Clauses 2.6-b, 3.3-b.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yinuo.law.grammar import Refused
from yinuo.matters.actions import keep_word, switch_word
from yinuo.matters.models import Synonym
from yinuo.matters.queries import (
    Trial,
    held_words,
    missed_searches,
    tried,
    why_not_edit_words,
    word,
    word_history,
    words_in_force,
)
from yinuo.portals.desk.forms.words import SwitchForm, WordForm
from yinuo.portals.desk.pages.catalogue import EDITORS
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import asked_with, following, who

if TYPE_CHECKING:
    from yinuo.law.grammar import Refusal
    from yinuo.matters.queries import Word

SIZE, MOST_MISSED, MOST_HITS = 40, 20, 8


@officers(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def words_page(request: HttpRequest) -> HttpResponse:
    """The words in force, one of them to be changed, a search laid open, and what was searched in vain."""
    if request.method != "POST":
        chosen = request.GET.get("word", "").strip()[:30].replace("\x00", "")
        return _page(request, WordForm(initial=_as_it_stands(chosen)), chosen=chosen)
    if request.POST.get("act") == "switch":
        return _switch(request)
    form = WordForm(request.POST)
    chosen = request.POST.get("everyday", "").strip()[:30].replace("\x00", "")
    if not form.is_valid():
        return _page(request, form, chosen=chosen, status=422)
    try:
        row = keep_word(**form.cleaned_data, by=who(request), at=timezone.now())
    except Refused as refused:
        return _page(request, form, chosen=chosen, refused=refused.refusal, status=409)
    messages.success(request, f"“{row.everyday}”已经保存，现在搜索就会用到。")
    return redirect(f"{reverse('desk:words')}?{urlencode({'try': row.everyday})}")


def _switch(request: HttpRequest) -> HttpResponse:
    form, on = SwitchForm(request.POST), request.POST.get("use") == "on"
    chosen = request.POST.get("everyday", "").strip()[:30].replace("\x00", "")
    plain = WordForm(initial=_as_it_stands(chosen))
    if not form.is_valid():
        return _page(request, plain, chosen=chosen, switch=form, status=422)
    try:
        row = switch_word(**form.cleaned_data, in_use=on, by=who(request), at=timezone.now())
    except Refused as refused:
        return _page(request, plain, chosen=chosen, switch=form, refused=refused.refusal, status=409)
    messages.success(request, f"“{row.everyday}”已经{'恢复使用' if row.in_use else '停用'}。")
    return redirect(f"{reverse('desk:words')}?{urlencode({'word': row.everyday})}")


def _as_it_stands(everyday: str) -> dict[str, str]:
    kept = word(everyday) if everyday else None
    return {"everyday": everyday, "official": "\n".join(kept.row.official) if kept is not None else ""}


def _page(
    request: HttpRequest,
    form: WordForm,
    *,
    chosen: str,
    switch: SwitchForm | None = None,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    typed = request.GET.get("try", "").strip()[:60].replace("\x00", "")
    kept = word(chosen) if chosen else None
    context: dict[str, Any] = {
        "form": form,
        "switch": switch or SwitchForm(initial={"everyday": chosen}),
        "refused": refused,
        "chosen": kept,
        "history": list(word_history(kept.row.everyday)) if kept is not None else [],
        "why_not": why_not_edit_words(who(request), on=timezone.localdate()),
        "typed": typed,
        "trial": _laid_open(tried(typed, limit=MOST_HITS)) if typed else None,
        "missed": list(missed_searches()[:MOST_MISSED]),
        "origins": Synonym.Origin.choices,
        **_listed(request),
    }
    return render(request, "desk/words.html", context, status=status)


def _laid_open(trial: Trial) -> dict[str, Any]:
    return {
        "readings": trial.readings,
        "hits": [(hit, f"{hit.score:.0%}", held_words(hit.held)) for hit in trial.hits],
    }


def _listed(request: HttpRequest) -> dict[str, Any]:
    query = request.GET.get("q", "").strip()[:30].replace("\x00", "")
    origin = request.GET.get("origin", "")
    origin = origin if origin in Synonym.Origin.values else ""
    state = request.GET.get("state", "")
    in_use = {"on": True, "off": False}.get(state)
    found = words_in_force(query=query, origin=origin, in_use=in_use)
    after = request.GET.get("after", "")[:30]
    rows: list[Word] = [one for one in found if one.row.everyday > after][: SIZE + 1]
    last = rows[SIZE - 1].row.everyday if len(rows) > SIZE else ""
    return {
        "rows": rows[:SIZE],
        "total": len(found),
        "query": query,
        "origin": origin,
        "state": state if in_use is not None else "",
        "first": asked_with(request) if after else "",
        "following": following(request, last),
    }
