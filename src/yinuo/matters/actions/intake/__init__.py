"""Taking in a list, from the file to the items it makes and out again.

Before "take in" nothing of a list stands in the catalogue. Taking in prepares what costs time in small batches that
survive a killed process, and then writes everything in one transaction: for every reader the items of a list are not
there, or all of them are. Undoing works the same way. What runs longer than a page may runs as a job; a job that is
lost comes round again.
"""

from yinuo.matters.actions.intake.checking import choose_agencies, recheck
from yinuo.matters.actions.intake.handing_in import drop_import, hand_in, map_columns
from yinuo.matters.actions.intake.mending import join_row, mend_row, skip_row, split_row
from yinuo.matters.actions.intake.running import AT_ONCE, advance, import_catalogue
from yinuo.matters.actions.intake.taking import stop_taking, take_in
from yinuo.matters.actions.intake.undoing import undo_import

__all__ = [
    "AT_ONCE",
    "advance",
    "choose_agencies",
    "drop_import",
    "hand_in",
    "import_catalogue",
    "join_row",
    "map_columns",
    "mend_row",
    "recheck",
    "skip_row",
    "split_row",
    "stop_taking",
    "take_in",
    "undo_import",
]
