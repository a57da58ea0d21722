"""The verbs of exchange: ask a register, post and send a message, put a stuck one on its way again."""

from yinuo.exchange.actions.asking import ask
from yinuo.exchange.actions.sending import post, retry, send

__all__ = ["ask", "post", "retry", "send"]
