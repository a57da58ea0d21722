"""The verbs of the catalogue: take in a file, draw up a version, have it reviewed, publish it and take it back."""

from yinuo.matters.actions.drafts import Seen, draft_version, submit_version
from yinuo.matters.actions.imports import import_catalogue
from yinuo.matters.actions.items import (
    ItemWords,
    answer_pretests,
    assess_risks,
    create_item,
    describe_item,
)
from yinuo.matters.actions.keeping import Stale
from yinuo.matters.actions.matters import MatterWords, describe_matter, enter_codes
from yinuo.matters.actions.publication import publish_version, resume, retire, send_back, suspend

__all__ = [
    "ItemWords",
    "MatterWords",
    "Seen",
    "Stale",
    "answer_pretests",
    "assess_risks",
    "create_item",
    "describe_item",
    "describe_matter",
    "draft_version",
    "enter_codes",
    "import_catalogue",
    "publish_version",
    "resume",
    "retire",
    "send_back",
    "submit_version",
    "suspend",
]
