"""Questions about the catalogue: what is published, how it is found, and what an editor should know."""

from yinuo.matters.access import items_visible_to, visible_to
from yinuo.matters.queries.intake import AgencyFor, agency_finder, known_items, preview
from yinuo.matters.queries.published import (
    current_version,
    item_by_slug,
    open_steps,
    published,
    published_items,
    rows_of,
    versions_of,
)
from yinuo.matters.queries.readiness import readiness
from yinuo.matters.queries.search import Hit, search_items

__all__ = [
    "AgencyFor",
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
