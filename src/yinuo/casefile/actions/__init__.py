"""Opening case files and recording entries; every other room's verbs end here."""

from yinuo.casefile.actions.logging import append_to_log
from yinuo.casefile.actions.many import open_case_files, record_each
from yinuo.casefile.actions.recording import (
    SYSTEM,
    begin,
    next_number,
    open_case_file,
    record,
    take_step,
    written_number,
)

__all__ = [
    "SYSTEM",
    "append_to_log",
    "begin",
    "next_number",
    "open_case_file",
    "open_case_files",
    "record",
    "record_each",
    "take_step",
    "written_number",
]
