"""Questions about the register of legal texts: which texts there are, their articles, and what rests on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from yinuo.law.citing import known_as, title_parts
from yinuo.matters.models import (
    ArticleWording,
    BasisLink,
    BasisReading,
    ItemVersion,
    LegalText,
    ProofItem,
    TextArticle,
    TextMerge,
    TextName,
)
from yinuo.matters.queries.published import IN_USE

ALIVE = ("draft", "in_review", "approved", *IN_USE)
"""Versions that are used or will be."""


def texts(*, query: str = "", level: str | None = None) -> QuerySet[LegalText]:
    """The register, without what was merged into another text.

    Args:
        query: words of a title, number or alias, full pinyin or initials; all of them must be found.
        level: a :class:`LegalText.Level`, empty for those nobody judged, None for all.
    """
    rows = LegalText.objects.filter(merged_into__isnull=True)
    for word in query.casefold().split()[:6]:
        rows = rows.filter(search_text__contains=word)
    return rows if level is None else rows.filter(level=level)


def by_weight(rows: QuerySet[LegalText]) -> QuerySet[LegalText]:
    """Texts with ``items``, how many items rest on each, those with the most first."""
    links = Q(articles__links__dropped=False) & (
        Q(articles__links__version__isnull=True) | Q(articles__links__version__status__in=ALIVE)
    )
    counted = Count("articles__links__proof_item", filter=links, distinct=True)
    return rows.annotate(items=counted).order_by("-items", "pk")


def text_by_slug(slug: str) -> LegalText | None:
    """The text of an address; of a merged one the text it went into."""
    found = LegalText.objects.select_related("merged_into", "case_file").filter(slug=slug).first()
    return found.merged_into if found is not None and found.merged_into is not None else found


def texts_named(names: Iterable[str]) -> dict[str, LegalText]:
    """Names, as written, to the texts they lead to; a name nobody knows is left out.

    A text on trial is often cited without that mark; it is meant where no other text has the bare name.
    """
    keys = {name: known_as(name) for name in names}
    wanted = set(keys.values())
    known = {
        row.key: row.text
        for row in TextName.objects.filter(
            key__in=wanted | {f"{key}(试行)" for key in wanted}
        ).select_related("text")
    }
    found = {name: known.get(key) or known.get(f"{key}(试行)") for name, key in keys.items()}
    return {name: text for name, text in found.items() if text is not None}


def current_links() -> QuerySet[BasisLink]:
    """The links of items and of versions that are used or will be, without those an editor crossed out."""
    return BasisLink.objects.filter(Q(version__isnull=True) | Q(version__status__in=ALIVE), dropped=False)


def cited_by(text_ids: Collection[int]) -> dict[int, int]:
    """How many items rest on each of some texts."""
    counted = (
        current_links()
        .filter(article__text__in=text_ids)
        .values_list("article__text")
        .annotate(n=Count("proof_item", distinct=True))
    )
    return dict(counted.order_by())


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article with what it says and how many items rest on it."""

    article: TextArticle
    wordings: list[ArticleWording]
    items: int


def articles_of(text: LegalText) -> list[ArticleRow]:
    """The articles of a text in order, each with its wordings, the newest first, and the items that rest on it."""
    wordings = ArticleWording.objects.order_by("paragraph", "item", "-since", "-id")
    rows = text.articles.prefetch_related(Prefetch("wordings", wordings)).order_by("number", "sub", "part")
    counted = dict(
        current_links()
        .filter(article__text=text)
        .order_by()
        .values_list("article")
        .annotate(n=Count("proof_item", distinct=True))
    )
    return [ArticleRow(row, list(row.wordings.all()), counted.get(row.pk, 0)) for row in rows]


def items_on(text: LegalText, *, article: TextArticle | None = None) -> QuerySet[ProofItem]:
    """The items that rest on a text, or on one of its articles, drafts included, by key."""
    links = current_links().filter(article=article) if article else current_links().filter(article__text=text)
    return (
        ProofItem.objects.filter(pk__in=links.values("proof_item"))
        .select_related("matter__agency")
        .order_by("pk")
    )


def published_on(text: LegalText) -> QuerySet[ItemVersion]:
    """The versions in use that rest on a text by their own notice or by their item, for everybody, by item."""
    links = _public_links().filter(article__text=text)
    return (
        ItemVersion.objects.filter(item__in=links.values("proof_item"), status__in=IN_USE)
        .select_related("item__matter__agency")
        .order_by("item_id")
    )


def articles_named_by(items: Collection[int], text: LegalText) -> dict[int, list[str]]:
    """Items to the places of a text they rest on, drafts included, as written in the one form."""
    return _places(current_links(), items, text)


def published_places(items: Collection[int], text: LegalText) -> dict[int, list[str]]:
    """Items to the places of a text that their own basis or their version in use names."""
    return _places(_public_links(), items, text)


def _public_links() -> QuerySet[BasisLink]:
    return BasisLink.objects.filter(Q(version__isnull=True) | Q(version__status__in=IN_USE), dropped=False)


def _places(links: QuerySet[BasisLink], items: Collection[int], text: LegalText) -> dict[int, list[str]]:
    found: dict[int, dict[str, None]] = {}
    links = links.filter(proof_item__in=items, article__text=text).select_related("article")
    for link in links.order_by("article__number", "article__sub", "paragraph", "item"):
        found.setdefault(link.proof_item_id, {})[link.place.written() or "全文"] = None
    return {item: list(places) for item, places in found.items()}


def links_of(item: ProofItem) -> QuerySet[BasisLink]:
    """What the basis of an item and of its living versions rests on, crossed-out links too, in reading order."""
    return (
        BasisLink.objects.filter(Q(version__isnull=True) | Q(version__status__in=ALIVE), proof_item=item)
        .select_related("article__text", "version", "by")
        .order_by("version__number", "start", "id")
    )


def readings_of(item: ProofItem) -> QuerySet[BasisReading]:
    """What was read of the basis of an item and of its living versions."""
    return (
        BasisReading.objects.filter(Q(version__isnull=True) | Q(version__status__in=ALIVE), proof_item=item)
        .select_related("version")
        .order_by("version__number")
    )


def links_to_show(version: ItemVersion) -> list[BasisLink]:
    """The links of the basis a version shows to everybody: of its notice, or of its item where that says nothing.

    One query.

    Returns:
        Links in reading order; none where the words have changed since they were read.
    """
    said = str(version.notice.get("basis", ""))
    own = said.strip() != ""
    readings = BasisReading.objects.filter(proof_item=OuterRef("proof_item"))
    readings = readings.filter(version=OuterRef("version")) if own else readings.filter(version__isnull=True)
    return list(
        BasisLink.objects.filter(
            Exists(readings.filter(source=said if own else version.item.basis)),
            proof_item=version.item_id,
            version=version.pk if own else None,
            dropped=False,
        )
        .select_related("article__text")
        .order_by("start", "id")
    )


def alike(text: LegalText) -> list[LegalText]:
    """Texts that may be the same: the same name but for the mark of a trial, or the same number."""
    bare = known_as(title_parts(text.title).name)
    same_name = Q(names__key__in=(bare, f"{bare}(试行)"))
    same_number = Q(number=text.number) if text.number else Q(pk__in=())
    return list(texts().filter(same_name | same_number).exclude(pk=text.pk).distinct().order_by("pk")[:10])


def merges_into(text: LegalText) -> QuerySet[TextMerge]:
    """The merges into a text that stand, the newest first; only the newest can be undone."""
    return (
        TextMerge.objects.filter(kept=text, undone_at__isnull=True)
        .select_related("gone", "by")
        .order_by("-pk")
    )


@dataclass(frozen=True, slots=True)
class HowFarRead:
    """How much of all bases has been read: bases, those read whole, and since when nothing newer was read."""

    bases: int
    whole: int


def how_far_read() -> HowFarRead:
    """How many bases were read, and how many of them whole; empty ones do not count."""
    rows = BasisReading.objects.exclude(source="")
    found = rows.aggregate(bases=Count("pk"), whole=Count("pk", filter=Q(unread=[])))
    return HowFarRead(found["bases"], found["whole"])


def not_read_whole() -> QuerySet[BasisReading]:
    """The readings in which something was not understood, of items and living versions, by key."""
    return (
        BasisReading.objects.filter(Q(version__isnull=True) | Q(version__status__in=ALIVE))
        .exclude(unread=[])
        .select_related("proof_item__matter__agency", "version")
        .order_by("pk")
    )
