"""The verbs of the catalogue: take in a file, draw up a version, have it reviewed, publish it and take it back."""

from yinuo.matters.actions.bases import (
    read_bases,
)
from yinuo.matters.actions.changes import (
    ChangeWords,
    record_change,
    withdraw_change,
)
from yinuo.matters.actions.drafts import (
    Seen,
    draft_version,
    submit_version,
)
from yinuo.matters.actions.editions import (
    AlreadyIssued,
    issue_edition,
)
from yinuo.matters.actions.extras import (
    write_extra,
)
from yinuo.matters.actions.finding import (
    count_uses,
    index_missing,
    recount_search,
    refresh_search,
)
from yinuo.matters.actions.imports import (
    import_catalogue,
)
from yinuo.matters.actions.items import (
    ItemWords,
    answer_pretests,
    assess_risks,
    create_item,
    describe_item,
)
from yinuo.matters.actions.keeping import (
    Stale,
)
from yinuo.matters.actions.links import (
    add_link,
    drop_link,
    restore_link,
)
from yinuo.matters.actions.matters import (
    MatterWords,
    describe_matter,
    enter_codes,
)
from yinuo.matters.actions.merging import (
    merge_texts,
    undo_merge,
)
from yinuo.matters.actions.publication import (
    publish_version,
    resume,
    retire,
    send_back,
    suspend,
)
from yinuo.matters.actions.registering import (
    register_law_texts,
)
from yinuo.matters.actions.reviews import (
    review_item,
)
from yinuo.matters.actions.revisions import (
    ask_drafts,
    correct_basis,
    draft_revision,
    draft_revisions,
    reopen,
    waive,
)
from yinuo.matters.actions.rounds import (
    close_revisions,
    open_revisions,
)
from yinuo.matters.actions.texts import (
    TextWords,
    describe_text,
    name_text,
)
from yinuo.matters.actions.validity import (
    approve_version,
    call_back,
    drop_end,
    end_due,
    enter_into_force,
    plan_end,
)
from yinuo.matters.actions.words import (
    enter_default_words,
    forget_missed,
    keep_word,
    note_missed,
    switch_word,
)

__all__ = [
    "AlreadyIssued",
    "ChangeWords",
    "ItemWords",
    "MatterWords",
    "Seen",
    "Stale",
    "TextWords",
    "add_link",
    "answer_pretests",
    "approve_version",
    "ask_drafts",
    "assess_risks",
    "call_back",
    "close_revisions",
    "correct_basis",
    "count_uses",
    "create_item",
    "describe_item",
    "describe_matter",
    "describe_text",
    "draft_revision",
    "draft_revisions",
    "draft_version",
    "drop_end",
    "drop_link",
    "end_due",
    "enter_codes",
    "enter_default_words",
    "enter_into_force",
    "forget_missed",
    "import_catalogue",
    "index_missing",
    "issue_edition",
    "keep_word",
    "merge_texts",
    "name_text",
    "note_missed",
    "open_revisions",
    "plan_end",
    "publish_version",
    "read_bases",
    "record_change",
    "recount_search",
    "refresh_search",
    "register_law_texts",
    "reopen",
    "restore_link",
    "resume",
    "retire",
    "review_item",
    "send_back",
    "submit_version",
    "suspend",
    "switch_word",
    "undo_merge",
    "waive",
    "withdraw_change",
    "write_extra",
]
