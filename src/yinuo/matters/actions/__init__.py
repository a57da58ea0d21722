"""The verbs of the catalogue: take in a file, draw up a version, have it reviewed, publish it and take it back."""

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
from yinuo.matters.actions.matters import (
    MatterWords,
    describe_matter,
    enter_codes,
)
from yinuo.matters.actions.publication import (
    publish_version,
    resume,
    retire,
    send_back,
    suspend,
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
    "ItemWords",
    "MatterWords",
    "Seen",
    "Stale",
    "answer_pretests",
    "approve_version",
    "assess_risks",
    "call_back",
    "count_uses",
    "create_item",
    "describe_item",
    "describe_matter",
    "draft_version",
    "drop_end",
    "end_due",
    "enter_codes",
    "enter_default_words",
    "enter_into_force",
    "forget_missed",
    "import_catalogue",
    "index_missing",
    "issue_edition",
    "keep_word",
    "note_missed",
    "plan_end",
    "publish_version",
    "recount_search",
    "refresh_search",
    "resume",
    "retire",
    "send_back",
    "submit_version",
    "suspend",
    "switch_word",
    "write_extra",
]
