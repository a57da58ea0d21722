"""Writing an item's notice: one form that reads like the notice, saved as it is typed, remarked on while it is typed.

Clauses 2.3-a, 2.3-b, 3.3-a.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yinuo.law.grammar import Refused
from yinuo.matters.actions import Stale, draft_version, submit_version
from yinuo.matters.queries import (
    content_of,
    current_version,
    items_visible_to,
    open_draft,
    remarks_on,
    returned,
    why_not_edit,
)
from yinuo.matters.starting import starting_content
from yinuo.people.models import Role
from yinuo.portals.desk.editing import merging, sheet, shown
from yinuo.portals.desk.editing.boxes import BOXES, LISTS, cell_place, place_of, read_box
from yinuo.portals.desk.editing.echo import rewritten, words_asked
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import who, whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yinuo.matters.models import ItemVersion, ProofItem
    from yinuo.portals.desk.editing.boxes import Box
    from yinuo.portals.desk.editing.sheet import Sheet

EDITORS = (Role.CATALOGUE_EDITOR,)


def item_to_edit(request: HttpRequest, slug: str) -> ProofItem:
    """The item, where this editor may draw it up.

    Raises:
        Http404: there is none, or it is another body's.
    """
    on = timezone.localdate()
    item = get_object_or_404(items_visible_to(who(request), on=on), slug=slug)
    if why_not_edit(who(request), item.matter.agency, on=on) is not None:
        raise Http404
    return item


@officers(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; a POST keeps everything typed first and does what its button says then."""
    item = item_to_edit(request, slug)
    draft = open_draft(item)
    if draft is not None and draft.status != "draft":
        messages.info(request, f"第{draft.number}版正在法制审核，退回或者公布以后才能再改。")
        return redirect("desk:item", slug=slug)
    if request.method == "POST":
        return _posted(request, item, draft)
    began = _began(item, draft)
    return _page(request, item, draft, sheet.of_content(began))


def _began(item: ProofItem, draft: ItemVersion | None) -> dict[str, Any]:
    """What the page is made from: the draft, else the version in use, else what follows from the item."""
    if draft is not None:
        return content_of(draft)
    running = current_version(item)
    if running is not None:
        return content_of(running) | {"answers": {}}
    return starting_content(item)


def _posted(request: HttpRequest, item: ProofItem, draft: ItemVersion | None) -> HttpResponse:
    act = request.POST.get("do", "save")
    if act == "merge":
        return _merged(request, item, draft)
    filled = _filled(request)
    note = _act_on(request, filled, act)
    sheet.drop_empty_rows(filled)
    try:
        saved = _keep(request, item, draft, filled)
        if act == "submit" and not filled.faults:
            submit_version(version=saved, by=who(request), at=timezone.now())
            messages.success(request, f"第{saved.number}版已经送法制审核。")
            return redirect("desk:item", slug=item.slug)
    except Stale as stale:
        return _merge_page(request, item, stale, filled, draft)
    except Refused as refused:
        return _page(request, item, open_draft(item), filled, status=409, refused=refused.refusal)
    if filled.faults:
        return _page(request, item, saved, filled, status=422)
    if note:
        messages.warning(request, note)
    elif act == "save":
        messages.success(request, "草稿已经保存。")
    return HttpResponseRedirect(f"{reverse('desk:edit', args=[item.slug])}{_anchor(act)}")


@officers(*EDITORS)
@require_POST
def save(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what is typed so far; answers with the revision, or 409 where somebody else changed the draft."""
    item = item_to_edit(request, slug)
    filled = _filled(request)
    sheet.drop_empty_rows(filled)
    try:
        saved = _keep(request, item, open_draft(item), filled, by_itself=True)
    except Refused as refused:
        return JsonResponse({"refused": refused.refusal.as_json()}, status=409)
    answer = JsonResponse({"version": _token(item, saved)})
    answer["X-Draft-Version"] = _token(item, saved)
    return answer


@officers(*EDITORS)
@never_cache
@require_safe
def ready(request: HttpRequest, slug: str) -> HttpResponse:
    """The list of what is still to be done, for the page that is being typed on."""
    item = item_to_edit(request, slug)
    version = shown.version_of(item, _began(item, open_draft(item)))
    return render(request, "desk/edit/ready.html", {"item": item, "alone": True, **_state(version)})


@officers(*EDITORS)
@require_POST
def wording(request: HttpRequest) -> HttpResponse:
    """The remarks on one text while it is typed; with a proposal taken over, the whole box."""
    place = request.POST.get("box", "")[:80]
    act = request.POST.get("do", "")
    if act.startswith("rewrite:"):
        place = act.split(":")[1]
    box = read_box(place)
    if box is None:
        raise Http404
    text = sheet.clean(request.POST.get(place, ""), most=box.most)
    if act.startswith("rewrite:"):
        text = rewritten(text, box, *_three(act)) or text
    asked = words_asked({place: (text, box)})
    answers = {words: request.POST.get(name, "")[:300].strip() for name, words in asked.items()}
    filled = sheet.Sheet(answers={words: said for words, said in answers.items() if said})
    one = shown.one_box(filled, box, place, text)
    part = "desk/edit/box.html" if act.startswith("rewrite:") else "desk/edit/echo.html"
    return render(request, part, {"one": one})


# --- taking a form --------------------------------------------------------------------------------------------


def _filled(request: HttpRequest) -> Sheet:
    return sheet.of_form(request.POST, words_asked(_texts(request.POST)))


def _texts(posted: Mapping[str, Any]) -> dict[str, tuple[str, Box]]:
    """Every posted text that is read for its wording, by its name in the form."""
    places = {place_of(name): box for name, box in BOXES.items() if box.title}
    for listed in LISTS.values():
        for number in range(sheet.count_of(posted, listed)):
            places |= {cell_place(listed, number, cell): cell for cell in listed.cells if cell.title}
    return {place: (sheet.clean(posted.get(place, ""), most=box.most), box) for place, box in places.items()}


def _three(act: str) -> tuple[str, str, str]:
    parts = [*act.split(":"), "", "", "", ""]
    return parts[2], parts[3], parts[4]


def _act_on(request: HttpRequest, filled: Sheet, act: str) -> str:
    """Do to the page what its button says; what to tell where it could not be done."""
    word, _, rest = act.partition(":")
    name, _, number = rest.rpartition(":")
    row = whole_number(number)
    rows = filled.rows.get(name, [])
    if word == "remove" and row is not None and row < len(rows):
        del rows[row]
    elif word == "up" and row is not None and 0 < row < len(rows):
        rows[row - 1], rows[row] = rows[row], rows[row - 1]
    elif word == "rewrite":
        return _rewrite(request, filled, act)
    return ""


def _rewrite(request: HttpRequest, filled: Sheet, act: str) -> str:
    place = act.split(":")[1] if act.count(":") else ""
    box = read_box(place)
    texts = _texts(request.POST)
    if box is None or place not in texts:
        return ""
    better = rewritten(texts[place][0], box, *_three(act))
    if better is None:
        return "这段文字已经变了，请看新的意见。"
    named = next((name for name in BOXES if place_of(name) == place), None)
    if named is not None:
        filled.values[named] = better
    for name, listed in LISTS.items():
        for number, row in enumerate(filled.rows[name]):
            if cell_place(listed, number, box) == place:
                row[box.name] = better
    return ""


def _keep(
    request: HttpRequest,
    item: ProofItem,
    draft: ItemVersion | None,
    filled: Sheet,
    *,
    by_itself: bool = False,
) -> ItemVersion:
    made = sheet.content(filled, _began(item, draft))
    return draft_version(
        item=item,
        notice=made["notice"],
        facts=made["facts"],
        inputs=made["inputs"],
        plain=made["plain"],
        terms=sheet.terms_of(made),
        answers=made["answers"],
        by=who(request),
        at=timezone.now(),
        seen=merging.seen_of(request.POST.get("version")),
        by_itself=by_itself,
    )


def _token(item: ProofItem, draft: ItemVersion | None) -> str:
    """What a page says it was made from, see :class:`yinuo.matters.actions.Seen`."""
    if draft is not None:
        return f"{draft.number}.{draft.revision}"
    running = current_version(item)
    return f"0.{running.number if running is not None else 0}"


def _anchor(act: str) -> str:
    """Where on the page one goes on after a button."""
    word, _, rest = act.partition(":")
    if word == "rewrite":
        return f"#{rest.split(':')[0]}"
    if word in {"remove", "up", "add"}:
        return f"#list-{place_of(rest.rpartition(':')[0] or rest)}"
    return ""


# --- showing --------------------------------------------------------------------------------------------------


def _page(
    request: HttpRequest,
    item: ProofItem,
    draft: ItemVersion | None,
    filled: Sheet,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    on = timezone.localdate()
    back = returned(draft) if draft is not None else None
    began = _began(item, draft)
    version = shown.version_of(item, sheet.content(filled, began), draft)
    context = {
        "item": item,
        "matter": item.matter,
        "draft": draft,
        "running": current_version(item) if draft is None else None,
        "seen": request.POST.get("version")
        if status != 200 and request.POST.get("version")
        else _token(item, draft),
        "parts": shown.parts_of(filled, back.notes if back is not None else {}),
        "back": back,
        "faults": filled.faults,
        "marks": remarks_on(item, who(request), on=on),
        "reads": shown.reads(version),
        **_state(version),
        **more,
    }
    return render(request, "desk/edit.html", context, status=status)


def _state(version: ItemVersion) -> dict[str, Any]:
    state = shown.state_of(version, on=timezone.localdate())
    return {"state": state, "eight": state.parts[: shown.EIGHT], "beyond": state.parts[shown.EIGHT :]}


def _merge_page(
    request: HttpRequest, item: ProofItem, stale: Stale, filled: Sheet, draft: ItemVersion | None
) -> HttpResponse:
    """Both changes field by field; what both changed is to be chosen."""
    now = open_draft(item)
    yours = sheet.content(filled, _began(item, draft))
    context = {
        "item": item,
        "refused": stale.refusal,
        "action": reverse("desk:edit", args=[item.slug]),
        "seen": _token(item, now),
        **merging.of_content(stale.changes, yours, _began(item, now)),
    }
    return render(request, "desk/merge.html", context, status=409)


def _merged(request: HttpRequest, item: ProofItem, draft: ItemVersion | None) -> HttpResponse:
    """Write what was put together; somebody may have been quicker once more."""
    made = merging.content_of_form(request.POST, _began(item, draft))
    if made is None:
        messages.error(request, "没有读懂要合并的内容，请重新打开编辑页。")
        return redirect("desk:edit", slug=item.slug)
    filled = sheet.of_content(made)
    try:
        saved = _keep(request, item, draft, filled)
    except Stale as stale:
        return _merge_page(request, item, stale, filled, draft)
    messages.success(request, f"两边的改动已经合在一起，存为第{saved.number}版草稿。")
    return redirect("desk:edit", slug=item.slug)
