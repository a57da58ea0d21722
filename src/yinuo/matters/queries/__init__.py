"""Questions about the catalogue: what is published, how it is found, and what an editor should know."""

from yinuo.matters.access import items_visible_to, visible_to, why_not_edit, why_not_review
from yinuo.matters.queries.drafting import (
    Difference,
    Returned,
    content_of,
    differences,
    open_draft,
    returned,
)
from yinuo.matters.queries.intake import AgencyFor, agency_finder, known_items, preview
from yinuo.matters.queries.linting import Marked, by_kind, marked, remarks_on
from yinuo.matters.queries.published import (
    current_version,
    item_by_slug,
    open_steps,
    published,
    published_items,
    rows_of,
    versions_of,
)
from yinuo.matters.queries.readiness import excluded, judged, readiness, scope_of
from yinuo.matters.queries.search import Hit, search_items
from yinuo.matters.queries.wording import Remarked, kept_words, remarks_of, texts_of

__all__ = [
    "AgencyFor",
    "Difference",
    "Hit",
    "Marked",
    "Remarked",
    "Returned",
    "agency_finder",
    "by_kind",
    "content_of",
    "current_version",
    "differences",
    "excluded",
    "item_by_slug",
    "items_visible_to",
    "judged",
    "kept_words",
    "known_items",
    "marked",
    "open_draft",
    "open_steps",
    "preview",
    "published",
    "published_items",
    "readiness",
    "remarks_of",
    "remarks_on",
    "returned",
    "rows_of",
    "scope_of",
    "search_items",
    "texts_of",
    "versions_of",
    "visible_to",
    "why_not_edit",
    "why_not_review",
]
