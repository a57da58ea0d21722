"""Questions about the catalogue: what is published, how it is found, and what an editor should know."""

from yinuo.matters.access import (
    items_visible_to,
    visible_to,
    why_not_edit,
    why_not_issue,
    why_not_review,
)
from yinuo.matters.queries.changes import (
    KINDS as CHANGE_KINDS,
)
from yinuo.matters.queries.changes import (
    Change,
    changes,
)
from yinuo.matters.queries.drafting import (
    Difference,
    Returned,
    content_of,
    differences,
    open_draft,
    returned,
)
from yinuo.matters.queries.editions import (
    Ahead,
    CountyRow,
    UnitRow,
    ahead,
    counties_and_units,
    edition_by_key,
    editions,
    in_force,
    latest,
    line_of,
    lines_now,
    lines_of,
    newest_of_each,
    recomputed_digest,
    scopes_of,
    scopes_seen_by,
    successor,
)
from yinuo.matters.queries.gaps import (
    Gap,
    gaps,
)
from yinuo.matters.queries.intake import (
    AgencyFor,
    agency_finder,
    known_items,
    preview,
)
from yinuo.matters.queries.linting import (
    Marked,
    by_kind,
    marked,
    remarks_on,
)
from yinuo.matters.queries.published import (
    current_version,
    item_by_slug,
    open_steps,
    published,
    published_items,
    rows_of,
    versions_of,
)
from yinuo.matters.queries.readiness import (
    excluded,
    judged,
    readiness,
    scope_of,
)
from yinuo.matters.queries.search import (
    Hit,
    search_items,
)
from yinuo.matters.queries.validity import (
    STATES as CATALOGUE_STATES,
)
from yinuo.matters.queries.validity import (
    History,
    coming,
    deciding_version,
    due_to_end,
    due_to_start,
    ended_because,
    history_of,
    items_by_state,
    planned,
)
from yinuo.matters.queries.wording import (
    Remarked,
    kept_words,
    remarks_of,
    texts_of,
)

__all__ = [
    "CATALOGUE_STATES",
    "CHANGE_KINDS",
    "AgencyFor",
    "Ahead",
    "Change",
    "CountyRow",
    "Difference",
    "Gap",
    "History",
    "Hit",
    "Marked",
    "Remarked",
    "Returned",
    "UnitRow",
    "agency_finder",
    "ahead",
    "by_kind",
    "changes",
    "coming",
    "content_of",
    "counties_and_units",
    "current_version",
    "deciding_version",
    "differences",
    "due_to_end",
    "due_to_start",
    "edition_by_key",
    "editions",
    "ended_because",
    "excluded",
    "gaps",
    "history_of",
    "in_force",
    "item_by_slug",
    "items_by_state",
    "items_visible_to",
    "judged",
    "kept_words",
    "known_items",
    "latest",
    "line_of",
    "lines_now",
    "lines_of",
    "marked",
    "newest_of_each",
    "open_draft",
    "open_steps",
    "planned",
    "preview",
    "published",
    "published_items",
    "readiness",
    "recomputed_digest",
    "remarks_of",
    "remarks_on",
    "returned",
    "rows_of",
    "scope_of",
    "scopes_of",
    "scopes_seen_by",
    "search_items",
    "successor",
    "texts_of",
    "versions_of",
    "visible_to",
    "why_not_edit",
    "why_not_issue",
    "why_not_review",
]
