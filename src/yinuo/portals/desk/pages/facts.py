"""The item itself: the eight questions, the exclusion test, what it proves, and beside each field what a reader marks.

Clauses 2.1-a, 2.1-b, 2.1-c.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yinuo.inspectorate.queries import measured_use
from yinuo.law.grammar import Refusal, Refused
from yinuo.matters.actions import (
    ItemWords,
    MatterWords,
    Stale,
    answer_pretests,
    assess_risks,
    create_item,
    describe_item,
    describe_matter,
    enter_codes,
)
from yinuo.matters.queries import excluded, judged, remarks_on, why_not_edit
from yinuo.people.models import Agency
from yinuo.portals.desk.editing import merging
from yinuo.portals.desk.forms.cataloguing import ItemForm, MatterForm, NewItemForm
from yinuo.portals.desk.pages.editing import EDITORS, item_to_edit
from yinuo.portals.face.doors import officers
from yinuo.portals.face.reading import who, whole_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from yinuo.law.listing import ListRemark
    from yinuo.matters.merging import Change, Fields
    from yinuo.matters.models import Matter, ProofItem

PLAIN = ("proves", "purpose", "asker", "issuer", "basis")
NUMBERS = ("uses_a_year", "days_to_get", "trips_to_get", "effort_source")
_NOTHING: dict[str, Any] = {"risks": [], "risk_reasons": {}, "no_risk_because": "", "pretests": {}}
TOLD = (*ItemWords.__dataclass_fields__, *_NOTHING)


@officers(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def facts_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The facts of an item and of its matter; each of the two forms is saved by itself."""
    item = item_to_edit(request, slug)
    if request.method != "POST":
        return _page(request, item)
    act = request.POST.get("do", "")
    if act == "matter":
        return _matter(request, item)
    return _merged(request, item) if act == "merge" else _item(request, item)


def _item(request: HttpRequest, item: ProofItem) -> HttpResponse:
    form = ItemForm(item, request.POST)
    if not form.is_valid():
        return _page(request, item, form=form, status=422)
    wanted = _wanted(form)
    return _write(request, item, wanted, form)


def _wanted(form: ItemForm) -> Fields:
    said = form.assessed()
    kept = {key: one for key, one in form.answers().items() if one["answer"] or one["reason"]}
    return {
        **{name: getattr(form.words(), name) for name in ItemWords.__dataclass_fields__},
        "risks": sorted(said["risks"]),
        "risk_reasons": {name: why for name, why in said["reasons"].items() if why},
        "no_risk_because": said["none_because"],
        "pretests": kept,
    }


def _write(
    request: HttpRequest, item: ProofItem, wanted: Fields, form: ItemForm | None = None
) -> HttpResponse:
    """Write all parts of the page or none; where somebody else changed the item, show both."""
    given: dict[str, Any] = {
        "item": item,
        "by": who(request),
        "at": timezone.now(),
        "revision": whole_number(request.POST.get("version")),
    }
    words = ItemWords(**{name: wanted[name] for name in ItemWords.__dataclass_fields__})
    verbs: tuple[Callable[[], Any], ...] = (
        lambda: describe_item(words=words, **given),
        lambda: assess_risks(
            risks=wanted["risks"],
            reasons=wanted["risk_reasons"],
            none_because=wanted["no_risk_because"],
            **given,
        ),
        lambda: answer_pretests(answers=wanted["pretests"], **given),
    )
    changes: list[Change] = []
    refusal: Refusal | None = None
    with transaction.atomic():
        for verb in verbs:
            try:
                verb()
            except Stale as stale:
                changes += stale.changes
                refusal = stale.refusal
            except Refused as refused:
                refusal = refused.refusal
        if refusal is not None:
            transaction.set_rollback(True)
    if changes and refusal is not None:
        return _merge_page(request, item, changes, wanted, refusal)
    if refusal is not None:
        return _page(request, item, form=form, refused=refusal, status=409)
    messages.success(request, "事项信息已经保存。")
    return redirect("desk:facts", slug=item.slug)


def _merge_page(
    request: HttpRequest, item: ProofItem, changes: list[Change], wanted: Fields, refusal: Refusal
) -> HttpResponse:
    item.refresh_from_db()
    now = {name: getattr(item, name) for name in TOLD}
    context = {
        "item": item,
        "refused": refusal,
        "action": reverse("desk:facts", args=[item.slug]),
        "seen": item.revision,
        **merging.page(changes, wanted, now),
    }
    return render(request, "desk/merge.html", context, status=409)


def _merged(request: HttpRequest, item: ProofItem) -> HttpResponse:
    now = {name: getattr(item, name) for name in TOLD}
    fields = merging.fields_of_form(request.POST, now)
    empty = {**asdict(ItemWords(row_class=item.row_class)), **_NOTHING}
    if fields is not None:
        try:
            return _write(request, item, {name: fields.get(name, empty[name]) for name in TOLD})
        except (TypeError, ValueError, AttributeError):
            pass
    messages.error(request, "没有读懂要合并的内容，请重新打开这一页。")
    return redirect("desk:facts", slug=item.slug)


def _matter(request: HttpRequest, item: ProofItem) -> HttpResponse:
    form = MatterForm(item.matter, request.POST)
    if not form.is_valid():
        return _page(request, item, matter_form=form, status=422)
    at, by = timezone.now(), who(request)
    try:
        with transaction.atomic():
            describe_matter(
                matter=item.matter, words=form.words(), known=_known(request, item.matter), by=by, at=at
            )
            enter_codes(
                matter=item.matter,
                base_code=form.cleaned_data["base_code"],
                handling_code=form.cleaned_data["handling_code"],
                by=by,
                at=at,
            )
    except Refused as refused:
        item.matter.refresh_from_db()
        return _page(request, item, matter_form=form, refused=refused.refusal, status=409)
    messages.success(request, "所办事项的说明已经保存。")
    return HttpResponseRedirect(f"{reverse('desk:facts', args=[item.slug])}#matter")


def _known(request: HttpRequest, matter: Matter) -> MatterWords | None:
    """What was said of the matter when the page was made; None where the page does not tell."""
    try:
        said = dict(json.loads(request.POST.get("known", "")))
        names = MatterWords.__dataclass_fields__
        return MatterWords(**{name: said.get(name, getattr(matter, name)) for name in names})
    except (TypeError, ValueError):
        return None


def _page(
    request: HttpRequest,
    item: ProofItem,
    *,
    form: ItemForm | None = None,
    matter_form: MatterForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    on = timezone.localdate()
    shown, matter = form or ItemForm(item), item.matter
    marks: defaultdict[str, list[ListRemark]] = defaultdict(list)
    for remark in remarks_on(item, who(request), on=on):
        marks[remark.field].append(remark)
    words = MatterWords.of(matter)
    context = {
        "item": item,
        "matter": matter,
        "form": shown,
        "matter_form": matter_form or MatterForm(matter),
        "known": json.dumps(
            {name: getattr(words, name) for name in MatterWords.__dataclass_fields__}, ensure_ascii=False
        ),
        "seen": request.POST.get("version") if form is not None else item.revision,
        "plain": [(shown[name], marks[name]) for name in PLAIN],
        "numbers": [(shown[name], marks[name]) for name in NUMBERS],
        "kept": [(shown[name], marks[name]) for name in ("row_class", "retained_because")],
        "named": marks["name"],
        "coded": marks["codes"],
        "tested": marks["pretests"],
        "use": measured_use(item, at=timezone.now()),
        "judged": judged(item, on=on),
        "excluded": excluded(item, on=on),
        "found": sum(len(remarks) for remarks in marks.values()),
        **more,
    }
    return render(request, "desk/facts.html", context, status=status)


@officers(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """Enter an item by hand."""
    on, refusal = timezone.localdate(), None
    mine = [
        agency
        for agency in Agency.objects.order_by("region_code", "name")
        if why_not_edit(who(request), agency, on=on) is None
    ]
    form = NewItemForm(
        [(agency.slug, agency.name) for agency in mine], request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            item = create_item(
                agency=next(agency for agency in mine if agency.slug == given["agency"]),
                matter=given["matter"],
                name=given["name"],
                by=who(request),
                at=timezone.now(),
            )
        except Refused as refused:
            refusal = refused.refusal
        else:
            messages.success(request, f"已经新建“{item.name}”。先填事项信息，再写告知书。")
            return redirect("desk:facts", slug=item.slug)
    status = 409 if refusal is not None else 422 if form.errors else 200
    return render(request, "desk/new_item.html", {"form": form, "refused": refusal}, status=status)
