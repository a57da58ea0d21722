"""What stands behind the longer words of the command line: running, keeping and checking the house."""

from __future__ import annotations


class CommandRefused(Exception):
    """A command cannot be carried out; the message says what, why and what can be done instead."""
