"""The verbs of verification: plan, check, conclude, ask again; open a proceeding, hear, dispose of it."""

from yinuo.verification.actions.checking import run_data_check
from yinuo.verification.actions.concluding import conclude, keep, reassess
from yinuo.verification.actions.disposing import conclude_proceeding
from yinuo.verification.actions.hearing import lapse, lapse_due, open_proceeding, represent
from yinuo.verification.actions.planning import assign, cancel_for_withdrawn, open_tasks
from yinuo.verification.actions.routine import call_up, put_back
from yinuo.verification.actions.telling import tell_application

__all__ = [
    "assign",
    "call_up",
    "cancel_for_withdrawn",
    "conclude",
    "conclude_proceeding",
    "keep",
    "lapse",
    "lapse_due",
    "open_proceeding",
    "open_tasks",
    "put_back",
    "reassess",
    "represent",
    "run_data_check",
    "tell_application",
]
