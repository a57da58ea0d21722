"""The pool of exempt commitments, and draws that anybody can repeat."""

from yinuo.supervision.access import (
    announcements_visible_to,
    why_not_draw,
)
from yinuo.supervision.queries.draws import (
    Errand,
    ResultLine,
    errand_of,
    holds,
    is_annulled,
    open_to_all,
    public_file,
    result_lines,
    waiting_announcement,
    whole_file,
)
from yinuo.supervision.queries.pool import (
    BY_OFFICER,
    STANDINGS,
    Lists,
    PoolLine,
    Rehearsal,
    Stratum,
    drawable,
    key_of,
    lists_of,
    pool,
    rehearse,
)

__all__ = [
    "BY_OFFICER",
    "STANDINGS",
    "Errand",
    "Lists",
    "PoolLine",
    "Rehearsal",
    "ResultLine",
    "Stratum",
    "announcements_visible_to",
    "drawable",
    "errand_of",
    "holds",
    "is_annulled",
    "key_of",
    "lists_of",
    "open_to_all",
    "pool",
    "public_file",
    "rehearse",
    "result_lines",
    "waiting_announcement",
    "whole_file",
    "why_not_draw",
]
