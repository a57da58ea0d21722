"""The verbs of the catalogue: take in a file, draw up a version, have it reviewed, publish it and take it back."""

from yinuo.matters.actions.bases import (
    read_bases,
)
from yinuo.matters.actions.changes import (
    ChangeWords,
    record_change,
    withdraw_change,
)
from yinuo.matters.actions.copying import (
    check_copy,
    copy_item,
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
from yinuo.matters.actions.elsewhere import (
    compare_other_rows,
    compare_waiting,
    decline_outside,
    judge_likeness,
    load_other_catalogue,
    take_up_outside,
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
from yinuo.matters.actions.intake import (
    AT_ONCE,
    advance,
    choose_agencies,
    drop_import,
    hand_in,
    import_catalogue,
    join_row,
    map_columns,
    mend_row,
    recheck,
    skip_row,
    split_row,
    stop_taking,
    take_in,
    undo_import,
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
    "AT_ONCE",
    "AlreadyIssued",
    "ChangeWords",
    "ItemWords",
    "MatterWords",
    "Seen",
    "Stale",
    "TextWords",
    "add_link",
    "advance",
    "answer_pretests",
    "approve_version",
    "ask_drafts",
    "assess_risks",
    "call_back",
    "check_copy",
    "choose_agencies",
    "close_revisions",
    "compare_other_rows",
    "compare_waiting",
    "copy_item",
    "correct_basis",
    "count_uses",
    "create_item",
    "decline_outside",
    "describe_item",
    "describe_matter",
    "describe_text",
    "draft_revision",
    "draft_revisions",
    "draft_version",
    "drop_end",
    "drop_import",
    "drop_link",
    "end_due",
    "enter_codes",
    "enter_default_words",
    "enter_into_force",
    "forget_missed",
    "hand_in",
    "import_catalogue",
    "index_missing",
    "issue_edition",
    "join_row",
    "judge_likeness",
    "keep_word",
    "load_other_catalogue",
    "map_columns",
    "mend_row",
    "merge_texts",
    "name_text",
    "note_missed",
    "open_revisions",
    "plan_end",
    "publish_version",
    "read_bases",
    "recheck",
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
    "skip_row",
    "split_row",
    "stop_taking",
    "submit_version",
    "suspend",
    "switch_word",
    "take_in",
    "take_up_outside",
    "undo_import",
    "undo_merge",
    "waive",
    "withdraw_change",
    "write_extra",
]
