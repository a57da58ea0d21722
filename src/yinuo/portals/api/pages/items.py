"""The published catalogue. Clause 3.2-a."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from yinuo.commitments.queries import clauses_of, conditions_of
from yinuo.law.scope import PriorityField
from yinuo.matters.queries import MOST_HITS, item_by_slug, published_items, search_items
from yinuo.people.models import Agency
from yinuo.portals.api import answers
from yinuo.portals.api.asking import BadParameter, next_address, page_asked, reading

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yinuo.matters.models import ItemVersion


@reading
def items(request: HttpRequest) -> answers.ItemPage:
    """The published items, keyset paged, narrowed by agency or field."""
    after, size = page_asked(request)
    field = request.GET.get("field", "")
    if field and field not in PriorityField.__members__:
        raise BadParameter("没有这个重点领域", f"请用 {'、'.join(PriorityField.__members__)} 之一。")
    slug = request.GET.get("agency", "")
    agency = Agency.objects.filter(slug=slug[:50]).first() if slug else None
    if slug and agency is None:
        raise BadParameter("没有这个单位", "请核对单位的代号，不写就是全部单位。")
    rows = published_items(agency=agency, field=field).order_by("item_id")
    found = list((rows.filter(item_id__gt=after) if after else rows)[: size + 1])
    last = found[size - 1].item_id if len(found) > size else None
    return answers.ItemPage([_summary(request, one) for one in found[:size]], next_address(request, last))


@reading
def item(request: HttpRequest, slug: str) -> answers.Item | None:
    """One published item with its notice, the facts to be promised and what is filled in."""
    version = item_by_slug(slug)
    if version is None:
        return None
    return answers.Item(
        summary=_summary(request, version),
        purpose=version.item.purpose,
        basis=version.item.basis,
        source=version.item.source,
        notice=[answers.Clause(title, text) for _key, title, _plain, text, _must in clauses_of(version)],
        conditions=list(conditions_of(version)),
        text_digest=version.text_digest,
        facts=[
            answers.Fact(
                fact["text"],
                fact["standard"],
                fact.get("item_class", "ordinary"),
                fact.get("alternative", ""),
            )
            for fact in version.facts
        ],
        inputs=[
            answers.Input(
                one["key"],
                one["label"],
                one["kind"],
                bool(one.get("required")),
                list(one.get("choices") or ()),
            )
            for one in version.inputs
        ],
    )


@reading
def search(request: HttpRequest) -> answers.SearchPage:
    """Items for what a person typed, by words, everyday words, pinyin or initials, the nearest first."""
    after, size = page_asked(request)
    q = request.GET.get("q", "").strip()[:80]
    if not q:
        raise BadParameter("没有写要搜的词", "请在 q 里写要办的事或者要开的证明，拼音、首字母也可以。")
    if size > MOST_HITS:
        raise BadParameter(f"参数 size 超过 {MOST_HITS}", f"搜索一页最多 {MOST_HITS} 条。")
    start = after or 0
    hits = search_items(q, limit=size, after=start)
    more = len(hits) == size and bool(search_items(q, limit=1, after=start + size))
    return answers.SearchPage(
        [
            answers.SearchHit(
                slug=hit.slug,
                name=hit.name,
                matter=hit.matter,
                agency=hit.agency,
                summary=hit.summary,
                status=hit.status,
                because=hit.because,
                address=request.build_absolute_uri(reverse("api:item", args=[hit.slug])),
                page=request.build_absolute_uri(reverse("public:item", args=[hit.slug])),
            )
            for hit in hits
        ],
        next_address(request, start + size if more else None),
    )


def _summary(request: HttpRequest, version: ItemVersion) -> answers.ItemSummary:
    row, matter = version.item, version.item.matter
    return answers.ItemSummary(
        slug=row.slug,
        name=row.name,
        matter=matter.name,
        kind=matter.get_kind_display(),
        field=matter.get_field_display() if matter.field else "",
        agency=matter.agency.name,
        issuer=row.issuer,
        status=version.status,
        suspended_because=version.suspended_because,
        version=version.number,
        valid_from=version.valid_from,
        address=request.build_absolute_uri(reverse("api:item", args=[row.slug])),
        page=request.build_absolute_uri(reverse("public:item", args=[row.slug])),
    )
