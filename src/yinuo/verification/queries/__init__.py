"""Questions about checks: what is to be done by whom and when, what was found, what may be done next."""

from yinuo.verification.access import proceedings_visible_to, visible_to
from yinuo.verification.queries.detail import (
    OpenStep,
    TaskDetail,
    open_steps,
    proceeding_detail,
    representations,
    task_detail,
)
from yinuo.verification.queries.lists import (
    of_commitment,
    overdue,
    to_review,
    unassigned,
    untold,
    untrue_findings,
    worklist,
)
from yinuo.verification.queries.pulls import (
    differing_unasked,
    due_data_checks,
    kept_but_not_said,
    pointless,
    unheard,
    without_tasks,
)
from yinuo.verification.queries.standing import (
    DECIDED,
    OVER,
    UNDER_WAY,
    CheckBefore,
    Circumstances,
    application_of,
    checks_before,
    latest_findings,
    options,
    promised,
)

__all__ = [
    "DECIDED",
    "OVER",
    "UNDER_WAY",
    "CheckBefore",
    "Circumstances",
    "OpenStep",
    "TaskDetail",
    "application_of",
    "checks_before",
    "differing_unasked",
    "due_data_checks",
    "kept_but_not_said",
    "latest_findings",
    "of_commitment",
    "open_steps",
    "options",
    "overdue",
    "pointless",
    "proceeding_detail",
    "proceedings_visible_to",
    "promised",
    "representations",
    "task_detail",
    "to_review",
    "unassigned",
    "unheard",
    "untold",
    "untrue_findings",
    "visible_to",
    "without_tasks",
    "worklist",
]
