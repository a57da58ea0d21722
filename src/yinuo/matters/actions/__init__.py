"""The verbs of the catalogue: take in a file, draw up a version, have it reviewed, publish it and take it back."""

from yinuo.matters.actions.drafts import (
    MatterWords,
    assess_risks,
    describe_matter,
    draft_version,
    submit_version,
)
from yinuo.matters.actions.editions import AlreadyIssued, issue_edition
from yinuo.matters.actions.imports import import_catalogue
from yinuo.matters.actions.publication import publish_version, resume, retire, send_back, suspend
from yinuo.matters.actions.validity import (
    approve_version,
    call_back,
    drop_end,
    end_due,
    enter_into_force,
    plan_end,
)

__all__ = [
    "AlreadyIssued",
    "MatterWords",
    "approve_version",
    "assess_risks",
    "call_back",
    "describe_matter",
    "draft_version",
    "drop_end",
    "end_due",
    "enter_into_force",
    "import_catalogue",
    "issue_edition",
    "plan_end",
    "publish_version",
    "resume",
    "retire",
    "send_back",
    "submit_version",
    "suspend",
]
