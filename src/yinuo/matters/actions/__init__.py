"""The verbs of the catalogue: take in a file, draw up a version, have it reviewed, publish it and take it back; keep the
register of legal texts, enter their changes, and revise what rests on them.
"""

from yinuo.matters.actions.bases import read_bases
from yinuo.matters.actions.changes import ChangeWords, record_change, withdraw_change
from yinuo.matters.actions.drafts import (
    MatterWords,
    assess_risks,
    describe_matter,
    draft_version,
    submit_version,
)
from yinuo.matters.actions.imports import import_catalogue
from yinuo.matters.actions.links import add_link, drop_link, restore_link
from yinuo.matters.actions.merging import merge_texts, undo_merge
from yinuo.matters.actions.publication import publish_version, resume, retire, send_back, suspend
from yinuo.matters.actions.registering import register_law_texts
from yinuo.matters.actions.revisions import (
    ask_drafts,
    correct_basis,
    draft_revision,
    draft_revisions,
    reopen,
    waive,
)
from yinuo.matters.actions.rounds import close_revisions, open_revisions
from yinuo.matters.actions.texts import TextWords, describe_text, name_text

__all__ = [
    "ChangeWords",
    "MatterWords",
    "TextWords",
    "add_link",
    "ask_drafts",
    "assess_risks",
    "close_revisions",
    "correct_basis",
    "describe_matter",
    "describe_text",
    "draft_revision",
    "draft_revisions",
    "draft_version",
    "drop_link",
    "import_catalogue",
    "merge_texts",
    "name_text",
    "open_revisions",
    "publish_version",
    "read_bases",
    "record_change",
    "register_law_texts",
    "reopen",
    "restore_link",
    "resume",
    "retire",
    "send_back",
    "submit_version",
    "suspend",
    "undo_merge",
    "waive",
    "withdraw_change",
]
