"""Comparison with other places: what others handle on a promise and this city does not, and the other way round.

Clause 2.1-a.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yinuo.law.grammar import Refused
from yinuo.law.scope import PriorityField
from yinuo.matters.actions import (
    compare_other_rows,
    decline_outside,
    judge_likeness,
    load_other_catalogue,
    take_up_outside,
)
from yinuo.matters.models import OtherCatalogue
from yinuo.matters.queries import (
    LARGEST_FILE,
    OUTSIDE_STATES,
    BadFile,
    Outside,
    candidates,
    only_here,
    outside_history,
    outside_items,
    outside_of,
    outside_overview,
    outside_rows,
    reasons_on_record,
    seen_by,
    waiting_rows,
    why_not_compare,
    why_not_edit,
)
from yinuo.people.models import Agency
from yinuo.portals.desk.forms.elsewhere import DeclineForm, DifferentForm, LoadForm, TakeUpForm
from yinuo.portals.desk.pages.catalogue import EDITORS
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import asked_with, following, who, whole_number
from yinuo.portals.face.words import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django import forms

    from yinuo.law.grammar import Refusal
    from yinuo.matters.models import OtherRow, ProofItem
    from yinuo.matters.queries import OnRecord

SIZE = 20
TONES = {"missing": "look", "doubt": "look", "held": "go", "taken": "go", "declined": "", "ours": "ok"}
FIELDS = [(field.name, field.value) for field in PriorityField] + [("-", "其他领域")]
FILTERS = {"gaps": "差距（本市没有实行的）", **OUTSIDE_STATES}
COLUMNS = (
    "序号",
    "行政事项",
    "证明名称",
    "领域",
    "实行的地区",
    "地区数",
    "怎样办",
    "怎样核查",
    "设定依据",
    "来源",
    "来源日期",
    "本市现状",
    "本市对应事项",
    "本市的理由",
)


@officers(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def elsewhere_page(request: HttpRequest) -> HttpResponse:
    """What others do and how it stands here, counted by field and place; taking in another file."""
    form, refused = LoadForm(), None
    if request.method == "POST":
        if request.POST.get("act") == "compare":
            return _compare_again(request)
        form = LoadForm(request.POST, request.FILES)
        if form.is_valid():
            refused, answer = _load(request, form)
            if answer is not None:
                return answer
    everything, chosen = outside_items(), _chosen(request)
    found = _narrowed(everything, chosen)
    start = whole_number(request.GET.get("after")) or 0
    rows = found[start : start + SIZE]
    context = {
        "form": form,
        "refused": refused,
        "why_not": why_not_compare(who(request), on=timezone.localdate()),
        "overview": outside_overview(everything),
        "gap_count": len(outside_items(state="gaps", among=everything)),
        "total": len(found),
        "rows": [(one, TONES[one.state]) for one in rows],
        "chosen": chosen,
        "filters": FILTERS,
        "fields": FIELDS,
        "catalogues": OtherCatalogue.objects.order_by("place", "pk"),
        "first": asked_with(request) if start else "",
        "following": following(request, start + SIZE if len(found) > start + SIZE else None),
        "file": asked_with(request).replace(request.path, reverse("desk:elsewhere_file"), 1),
        "waiting": waiting_rows().count(),
    }
    return render(
        request, "desk/elsewhere.html", context, status=409 if refused else 422 if form.errors else 200
    )


def _load(request: HttpRequest, form: LoadForm) -> tuple[Refusal | None, HttpResponse | None]:
    file = form.cleaned_data["file"]
    if file.size > LARGEST_FILE:
        form.add_error("file", f"文件超过 {LARGEST_FILE // 1024 // 1024} MB，请分成几个文件")
        return None, None
    try:
        kept = load_other_catalogue(
            file_name=file.name,
            content=file.read(),
            place=form.cleaned_data["place"],
            by=who(request),
            at=timezone.now(),
        )
    except BadFile as bad:
        form.add_error("file", f"{str(bad).rstrip('。')}。")
        return None, None
    except Refused as refused:
        return refused.refusal, None
    how = "行数很多，正在后台比对" if waiting_rows().exists() else "已经逐项比对"
    messages.success(request, f"收下了 {len(kept)} 个地方的目录，{how}。同一个文件再收一次，不会重复。")
    return None, redirect("desk:elsewhere")


def _compare_again(request: HttpRequest) -> HttpResponse:
    refusal = why_not_compare(who(request), on=timezone.localdate())
    if refusal is None:
        changed = compare_other_rows(at=timezone.now())
        told = (
            f"重新比对完毕，{changed} 行有变化。" if changed is not None else "行数很多，正在后台重新比对。"
        )
        messages.success(request, told)
    else:
        messages.error(request, f"{refusal.what}：{refusal.why}。")
    return redirect("desk:elsewhere")


def _chosen(request: HttpRequest) -> dict[str, str]:
    field, state = request.GET.get("field", ""), request.GET.get("state", "gaps")
    return {
        "place": request.GET.get("place", "")[:80].replace("\x00", ""),
        "field": field if field in dict(FIELDS) else "",
        "state": state if state in FILTERS else "" if state == "all" else "gaps",
        "query": request.GET.get("q", "").strip()[:60].replace("\x00", ""),
    }


def _narrowed(everything: Sequence[Outside], chosen: dict[str, str]) -> list[Outside]:
    return outside_items(
        place=chosen["place"],
        field=chosen["field"],
        state=chosen["state"],
        query=chosen["query"],
        among=everything,
    )


@officers(*EDITORS)
@require_safe
def elsewhere_file(request: HttpRequest) -> HttpResponse:
    """The same list as a file for table programs, with the reasons on record here."""
    found = _narrowed(outside_items(whole=True), _chosen(request))
    visible = _visible(request, found)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="elsewhere-{timezone.localdate():%Y%m%d}.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow(COLUMNS)
    for number, one in enumerate(found, start=1):
        writer.writerow([number, *(harmless(cell) for cell in _cells(one, visible))])
    return answer


def _visible(request: HttpRequest, found: Sequence[Outside]) -> set[int]:
    items = [one.item for one in found if one.item is not None]
    return seen_by(who(request), items, on=timezone.localdate())


def _cells(one: Outside, visible: set[int]) -> list[Any]:
    first, here, why = one.first, "", ""
    if one.item is not None and one.state != "missing":
        here = f"{one.item.matter.name}：{one.item.name}（{one.item.matter.agency.short_name}）"
        if one.item.pk in visible:
            why = "；".join(f"{reason.label}：{reason.text}" for reason in reasons_on_record(one.item))
    if one.decision is not None and one.decision.reason:
        why = "；".join(filter(None, (f"处理理由：{one.decision.reason}", why)))
    return [
        first.matter,
        first.proof,
        first.get_field_display() if first.field else "其他领域",
        "、".join(one.places),
        len(one.places),
        one.said("method"),
        one.verification,
        one.said("basis"),
        "；".join(dict.fromkeys(row.source for row in one.rows if row.source)),
        "、".join(dict.fromkeys(row.dated for row in one.rows if row.dated)),
        one.word,
        here,
        why,
    ]


@officers(*EDITORS)
@require_safe
def only_here_page(request: HttpRequest) -> HttpResponse:
    """What only this city does: published here, and on record nowhere else."""
    field = request.GET.get("field", "")
    field = field if field in PriorityField.__members__ else ""
    start = whole_number(request.GET.get("after")) or 0
    found = only_here(field=field)
    context = {
        "rows": found[start : start + SIZE],
        "total": len(found),
        "field": field,
        "fields": FIELDS[:-1],
        "places": OtherCatalogue.objects.values("place").distinct().count(),
        "first": asked_with(request) if start else "",
        "following": following(request, start + SIZE if len(found) > start + SIZE else None),
    }
    return render(request, "desk/only_here.html", context)


@officers(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outside_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One item of other places: who does it how since when, what it may be here, and what becomes of it."""
    row = get_object_or_404(outside_rows(), pk=pk)
    acts: dict[str, Callable[[HttpRequest, OtherRow], HttpResponse]] = {
        "same": _same,
        "different": _different,
        "decline": _decline,
        "take_up": _take_up,
    }
    if request.method != "POST":
        return _outside(request, row)
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        return act(request, row)
    except Refused as refused:
        return _outside(request, row, refused=refused.refusal, status=409)


def _same(request: HttpRequest, row: OtherRow) -> HttpResponse:
    item = _candidate(request, row)
    judge_likeness(row=row, item=item, same=True, reason="", by=who(request), at=timezone.now())
    messages.success(request, f"记下了：就是本市的“{item.name}”。以后遇到同样的名称不再问。")
    return redirect("desk:outside", pk=row.pk)


def _different(request: HttpRequest, row: OtherRow) -> HttpResponse:
    form, item = DifferentForm(request.POST), _candidate(request, row)
    if not form.is_valid():
        return _outside(request, row, different=(item.pk, form), status=422)
    judge_likeness(
        row=row, item=item, same=False, reason=form.cleaned_data["reason"], by=who(request), at=timezone.now()
    )
    messages.success(request, f"记下了：不是本市的“{item.name}”。")
    return redirect("desk:outside", pk=row.pk)


def _decline(request: HttpRequest, row: OtherRow) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _outside(request, row, decline=form, status=422)
    decline_outside(row=row, reason=form.cleaned_data["reason"], by=who(request), at=timezone.now())
    messages.success(request, "记下了：本市不采用。理由留在这里，可以再改。")
    return redirect("desk:outside", pk=row.pk)


def _take_up(request: HttpRequest, row: OtherRow) -> HttpResponse:
    form = TakeUpForm(request.POST, agencies=_agencies(request))
    if not form.is_valid():
        return _outside(request, row, take_up=form, status=422)
    item = take_up_outside(
        row=row,
        agency=Agency.objects.get(pk=form.cleaned_data["agency"]),
        matter=form.cleaned_data["matter"],
        proof=form.cleaned_data["proof"],
        by=who(request),
        at=timezone.now(),
    )
    messages.success(request, f"“{item.name}”已经列为候选，来源写着{row.catalogue.place}，还没有公布。")
    return redirect("desk:outside", pk=row.pk)


def _candidate(request: HttpRequest, row: OtherRow) -> ProofItem:
    """The item that was pointed to: one that is near, or one that was judged already, so that a second click finds it."""
    wanted = whole_number(request.POST.get("item"))
    judged = [one.item for one in outside_history(row.key) if one.item is not None]
    found = next(
        (item for item in (*(one for one, _ in candidates(row)), *judged) if item.pk == wanted), None
    )
    if found is None:
        raise Http404
    return found


def _agencies(request: HttpRequest) -> list[Agency]:
    """The bodies whose items this officer may draw up."""
    on, account = timezone.localdate(), who(request)
    return [one for one in Agency.objects.order_by("pk") if why_not_edit(account, one, on=on) is None]


def _outside(
    request: HttpRequest,
    row: OtherRow,
    *,
    refused: Refusal | None = None,
    decline: forms.Form | None = None,
    take_up: forms.Form | None = None,
    different: tuple[int, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    one, agencies = outside_of(row), _agencies(request)
    near = [] if one.state in {"taken", "declined"} else candidates(row)
    visible = seen_by(
        who(request), [item for item, _ in near] + ([one.item] if one.item else []), on=timezone.localdate()
    )
    context = {
        "row": row,
        "one": one,
        "tone": TONES[one.state],
        "refused": refused,
        "near": [
            (item, likeness, _reasons(item, visible), _form_of(item, different)) for item, likeness in near
        ],
        "here": one.item if one.state in {"ours", "held", "taken"} else None,
        "here_visible": one.item is not None and one.item.pk in visible,
        "here_reasons": _reasons(one.item, visible) if one.item is not None else [],
        "history": list(outside_history(row.key)),
        "why_not": why_not_compare(who(request), on=timezone.localdate()),
        "decline": decline or DeclineForm(),
        "take_up": take_up
        or TakeUpForm(agencies=agencies, initial={"matter": row.matter[:120], "proof": row.proof[:200]}),
        "agencies": agencies,
        "open": one.state != "ours",
    }
    return render(request, "desk/outside.html", context, status=status)


def _form_of(item: ProofItem, different: tuple[int, forms.Form] | None) -> forms.Form:
    if different is not None and different[0] == item.pk:
        return different[1]
    return DifferentForm(initial={"item": item.pk}, auto_id=f"different-{item.pk}-%s")


def _reasons(item: ProofItem, visible: set[int]) -> list[OnRecord]:
    return reasons_on_record(item) if item.pk in visible else []
