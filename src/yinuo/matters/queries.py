"""Questions about the catalogue: what is published, how it is found, and what an editor should know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from yinuo.law import place
from yinuo.law.grammar import Conclusion
from yinuo.law.lifecycle import Step
from yinuo.law.notice import WordingFacts, notice_complete, wording_clear
from yinuo.law.scope import ItemScope, Risk, may_be_committed, needs_a_basis, village_committee_may_issue
from yinuo.law.texts import BUSINESS_44_2, CLAUSES
from yinuo.matters import departments, search
from yinuo.matters.access import items_visible_to, visible_to, why_not_edit, why_not_review
from yinuo.matters.catalogue import Row, Verdict, folded, judge, read
from yinuo.matters.content import notice_fields
from yinuo.matters.lifecycle import ITEM_VERSION
from yinuo.matters.models import CatalogueRow, ItemVersion, Matter, ProofItem
from yinuo.people.models import Account, Agency

__all__ = [
    "Hit",
    "agency_finder",
    "current_version",
    "item_by_slug",
    "items_visible_to",
    "known_items",
    "open_steps",
    "preview",
    "published",
    "published_items",
    "readiness",
    "rows_of",
    "search_items",
    "versions_of",
    "visible_to",
]

IN_USE = ("published", "suspended")
MOST_HITS = 50


def published() -> QuerySet[ItemVersion]:
    """The versions in use, suspended ones too (they are shown with their reason), with item, matter and agency."""
    return (
        ItemVersion.objects.filter(status__in=IN_USE)
        .select_related("item__matter__agency")
        .order_by("item__matter__agency_id", "item__matter_id", "item_id")
    )


def published_items(
    *, agency: Agency | None = None, field: str = "", matter: Matter | None = None
) -> QuerySet[ItemVersion]:
    """The published catalogue, narrowed by agency, field or matter.

    Args:
        agency: whose items.
        field: name of a :class:`yinuo.law.scope.PriorityField`.
        matter: the items of one matter.
    """
    wanted = Q()
    if agency is not None:
        wanted &= Q(item__matter__agency=agency)
    if field:
        wanted &= Q(item__matter__field=field)
    if matter is not None:
        wanted &= Q(item__matter=matter)
    return published().filter(wanted)


def item_by_slug(slug: str) -> ItemVersion | None:
    """The version in use of the item with an address, with item, matter and agency; None for the public else."""
    return published().filter(item__slug=slug).first()


def current_version(item: ProofItem) -> ItemVersion | None:
    """The version of an item that is in use now."""
    return published().filter(item=item).first()


def versions_of(item: ProofItem) -> QuerySet[ItemVersion]:
    """All versions of an item, the newest first, with who drafted and reviewed them."""
    return item.versions.select_related("drafted_by", "reviewed_by").order_by("-number")


def rows_of(item: ProofItem) -> QuerySet[CatalogueRow]:
    """The rows of imported files that an item came from, as they stood."""
    return item.rows.select_related("catalogue_import").order_by("pk")


def open_steps(account: Account, version: ItemVersion, *, on: date) -> list[tuple[Step, str]]:
    """The steps of a version with the reason why one is not open to a person, empty where it is.

    Args:
        account: who asks.
        version: with item, matter and agency.
        on: the day, for roles.
    """
    found = []
    for step in ITEM_VERSION.steps:
        if step.name == "supersede":
            continue
        refusal = ITEM_VERSION.refusal(step.name, version.status) or (
            why_not_edit(account, version.item.matter.agency, on=on)
            if step.by == "catalogue_editor"
            else why_not_review(account, version, on=on)
        )
        found.append((step, refusal.why if refusal is not None else ""))
    return found


def readiness(
    version: ItemVersion, *, on: date, answered: Mapping[str, str] | None = None
) -> list[Conclusion[Any]]:
    """What the law says of publishing a version: class, scope, basis, issuer, completeness, wording.

    Args:
        version: with its item.
        on: the day of publication.
        answered: remarked words kept, each with the reason.

    Returns:
        One conclusion for each point; those with ``ok`` false stand against publication.
    """
    item, fields = version.item, notice_fields(version.notice)
    found = [
        _class_allows(item),
        may_be_committed.on(on, ItemScope(frozenset(Risk[name] for name in item.risks))),
        needs_a_basis.on(on, fields.basis),
        notice_complete.on(on, fields),
        wording_clear.on(on, WordingFacts(fields, tuple((answered or {}).items()))),
    ]
    if "村" in item.issuer or "居民委员会" in item.issuer:
        found.append(village_committee_may_issue.on(on, item.name))
    return found


def _class_allows(item: ProofItem) -> Conclusion[bool]:
    label = item.get_row_class_display()
    if item.row_class in {ProofItem.RowClass.SHARED, ProofItem.RowClass.VILLAGE}:
        return Conclusion(
            False,
            BUSINESS_44_2,
            f"这份证明在来源中的类别是“{label}”，不得再向申请人索要。",
            ok=False,
            instead="请由机关自己查询核验，不要编入告知承诺目录。",
        )
    if item.row_class == ProofItem.RowClass.RETAINED:
        return Conclusion(
            False,
            CLAUSES["2.1-a"],
            f"这份证明在来源中的类别是“{label}”。",
            ok=False,
            instead="如要改为实行告知承诺，请先由本市重新确定这份证明的类别。",
        )
    return Conclusion(
        True, CLAUSES["2.1-a"], f"这份证明在来源中的类别是“{label}”，可以编入告知承诺目录。", ok=True
    )


def known_items() -> dict[tuple[str, str], str]:
    """Folded matter and proof of every item to its slug; an import compares with it."""
    named = ProofItem.objects.values_list("matter__name", "name", "slug")
    return {(folded(matter), folded(name)): slug for matter, name, slug in named}


AgencyFor = Callable[[Row], Agency | None]
NO_AGENCY = "本市没有找到对应的办理单位"


def preview(
    content: bytes, *, on: date, agency_for: AgencyFor, by: Account | None = None
) -> list[tuple[Verdict, Agency | None]]:
    """What becomes of each row of a file, and which body runs its matter; nothing is written.

    Args:
        content: CSV, see :func:`yinuo.matters.catalogue.read`.
        on: the day as of which the law and the roles are asked.
        agency_for: the body that runs the matter of a row, or None where the city has none.
        by: the catalogue editor, or None for the operator of the command line.

    Raises:
        yinuo.matters.catalogue.BadFile: it cannot be read as a catalogue.
    """
    found: list[tuple[Verdict, Agency | None]] = []
    reasons: dict[int, str] = {}
    for verdict in judge(read(content), on=on, known=known_items()):
        agency = agency_for(verdict.row) if verdict.outcome != "refused" else None
        if verdict.outcome != "refused":
            against = NO_AGENCY if agency is None else reasons.get(agency.pk)
            if agency is not None and against is None:
                refusal = why_not_edit(by, agency, on=on) if by is not None else None
                against = reasons[agency.pk] = refusal.why if refusal is not None else ""
            if against:
                verdict = replace(verdict, outcome="refused", remarks=(against,))  # noqa: PLW2901 - the same row
        found.append((verdict, agency))
    return found


def agency_finder(otherwise: Agency | None = None) -> AgencyFor:
    """A function that finds the agency of a catalogue row among all agencies of the city.

    Args:
        otherwise: for rows whose department and matter point to none.
    """
    agencies = list(Agency.objects.all())
    region = place.load(settings.YINUO_PLACE).region_code

    def find(row: Row) -> Agency | None:
        found = departments.find(row["department"], row.matter, agencies, region_code=region)
        return found or otherwise

    return find


@dataclass(frozen=True, slots=True)
class Hit:
    """A published item that a search found; ``score`` is 1 where everything typed was found."""

    slug: str
    name: str
    matter: str
    agency: str
    summary: str
    status: str
    suspended_because: str
    score: float


_SEARCH = """
WITH asked AS (SELECT gram, weight FROM unnest(%(grams)s::varchar[], %(weights)s::float8[]) AS t(gram, weight)),
offered AS (
    SELECT i.id, i.slug, i.name, i.grams, m.name AS matter, m.summary, a.short_name AS agency, v.status, v.suspended_because
    FROM matters_proof_item i
    JOIN matters_item_version v ON v.item_id = i.id AND v.status IN ('published', 'suspended')
    JOIN matters_matter m ON m.id = i.matter_id
    JOIN people_agency a ON a.id = m.agency_id
    WHERE i.grams && %(grams)s::varchar[]
),
shared AS (
    SELECT o.id, asked.gram, asked.weight FROM offered o CROSS JOIN LATERAL unnest(o.grams) AS g(gram)
    JOIN asked ON asked.gram = g.gram
),
rarity AS (
    SELECT gram, ln(1 + (SELECT count(*) FROM offered)::float8 / count(*)) AS worth FROM shared GROUP BY gram
),
scored AS (
    SELECT shared.id, sum(shared.weight) / %(total)s AS share, sum(shared.weight * rarity.worth) AS points
    FROM shared JOIN rarity USING (gram) GROUP BY shared.id
    HAVING bool_or(position(left(gram, 1) IN %(strong)s) > 0)
),
ranked AS (
    SELECT o.slug, o.name, o.matter, o.agency, o.summary, o.status, o.suspended_because, o.id,
           round(share::numeric, 4) AS share, round((points / max(points) OVER ())::numeric, 6) AS nearness
    FROM scored JOIN offered o USING (id)
)
SELECT slug, name, matter, agency, summary, status, suspended_because, share::float8
FROM ranked WHERE share >= %(least)s AND nearness >= %(near)s
ORDER BY nearness DESC, id LIMIT %(limit)s OFFSET %(after)s
"""
_LEAST_SHARE = 0.15
_NEAR = 0.5


def search_items(query: str, *, limit: int = 20, after: int = 0) -> list[Hit]:
    """Published items for what a person typed, the nearest first; one query.

    Words, everyday abbreviations, full pinyin, initials, homophones and one typing error are understood.

    Args:
        query: as typed.
        limit: at most so many, up to 50.
        after: how many were shown before.

    Returns:
        Hits; empty where nothing was typed that can be searched for, or nothing is near.
    """
    grams = search.of_query(query)
    if not grams:
        return []
    asked: dict[str, Any] = {
        "grams": list(grams),
        "weights": list(grams.values()),
        "total": sum(grams.values()),
        "least": _LEAST_SHARE,
        "near": _NEAR,
        "strong": search.STRONG,
        "limit": max(1, min(limit, MOST_HITS)),
        "after": max(0, after),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, asked)
        return [Hit(*row) for row in cursor.fetchall()]
