"""The verbs on applications: drafting, handing in, and what later rooms report back."""

from yinuo.applications.actions.drafting import (
    add_material,
    choose_route,
    discard,
    open_draft,
    remove_material,
    save_draft,
    use_held,
)
from yinuo.applications.actions.filing import ask_evidence, submit, supply, withdraw_application
from yinuo.applications.actions.reporting import report_checks, settle

__all__ = [
    "add_material",
    "ask_evidence",
    "choose_route",
    "discard",
    "open_draft",
    "remove_material",
    "report_checks",
    "save_draft",
    "settle",
    "submit",
    "supply",
    "use_held",
    "withdraw_application",
]
