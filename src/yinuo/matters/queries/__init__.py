"""Questions about the catalogue: what is published, how it is found, and what an editor should know."""

from yinuo.matters.access import items_visible_to, visible_to, why_not_edit_words
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
from yinuo.matters.queries.search import (
    MOST_HITS,
    Hit,
    Trial,
    nearest_matters,
    search_items,
    suggested_matters,
    tried,
)
from yinuo.matters.queries.words import Word, missed_searches, word, word_history, words_in_force
from yinuo.matters.search import held_words
from yinuo.matters.words import everyday_word, official_words, word_problems

__all__ = [
    "MOST_HITS",
    "AgencyFor",
    "Hit",
    "Trial",
    "Word",
    "agency_finder",
    "current_version",
    "everyday_word",
    "held_words",
    "item_by_slug",
    "items_visible_to",
    "known_items",
    "missed_searches",
    "nearest_matters",
    "official_words",
    "open_steps",
    "preview",
    "published",
    "published_items",
    "readiness",
    "rows_of",
    "search_items",
    "suggested_matters",
    "tried",
    "versions_of",
    "visible_to",
    "why_not_edit_words",
    "word",
    "word_history",
    "word_problems",
    "words_in_force",
]
