"""The verbs on commitments: tell, confirm, sign, withdraw, settle."""

from yinuo.commitments.actions.settling import settle, withdraw
from yinuo.commitments.actions.signing import sign
from yinuo.commitments.actions.telling import confirm_clause, show_notice

__all__ = ["confirm_clause", "settle", "show_notice", "sign", "withdraw"]
