"""The verbs of the catalogue: take in a file, draw up a version, have it reviewed, publish it and take it back."""

from yinuo.matters.actions.drafts import (
    MatterWords,
    assess_risks,
    describe_matter,
    draft_version,
    submit_version,
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
    skip_row,
    split_row,
    stop_taking,
    take_in,
    undo_import,
)
from yinuo.matters.actions.publication import publish_version, resume, retire, send_back, suspend

__all__ = [
    "AT_ONCE",
    "MatterWords",
    "advance",
    "assess_risks",
    "choose_agencies",
    "describe_matter",
    "draft_version",
    "drop_import",
    "hand_in",
    "import_catalogue",
    "join_row",
    "map_columns",
    "mend_row",
    "publish_version",
    "resume",
    "retire",
    "send_back",
    "skip_row",
    "split_row",
    "stop_taking",
    "submit_version",
    "suspend",
    "take_in",
    "undo_import",
]
