"""The verbs of the catalogue: take in a file, draw up a version, have it reviewed, publish it and take it back."""

from yinuo.matters.actions.drafts import (
    MatterWords,
    assess_risks,
    describe_matter,
    draft_version,
    submit_version,
)
from yinuo.matters.actions.finding import (
    count_uses,
    index_missing,
    recount_search,
    refresh_search,
)
from yinuo.matters.actions.imports import import_catalogue
from yinuo.matters.actions.publication import publish_version, resume, retire, send_back, suspend
from yinuo.matters.actions.words import (
    enter_default_words,
    forget_missed,
    keep_word,
    note_missed,
    switch_word,
)

__all__ = [
    "MatterWords",
    "assess_risks",
    "count_uses",
    "describe_matter",
    "draft_version",
    "enter_default_words",
    "forget_missed",
    "import_catalogue",
    "index_missing",
    "keep_word",
    "note_missed",
    "publish_version",
    "recount_search",
    "refresh_search",
    "resume",
    "retire",
    "send_back",
    "submit_version",
    "suspend",
    "switch_word",
]
