"""The verbs of credit: entering the ledger, determining, objecting, repairing."""

from yinuo.credit.actions.determining import determine, quash
from yinuo.credit.actions.entering import enter_honest_error, enter_kept
from yinuo.credit.actions.objecting import ask_assistance, decide_objection, raise_objection
from yinuo.credit.actions.repairing import apply_for_repair, decide_repair, extend_repair
from yinuo.credit.papers import Findings

__all__ = [
    "Findings",
    "apply_for_repair",
    "ask_assistance",
    "decide_objection",
    "decide_repair",
    "determine",
    "enter_honest_error",
    "enter_kept",
    "extend_repair",
    "quash",
    "raise_objection",
]
