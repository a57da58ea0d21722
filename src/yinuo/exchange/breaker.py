"""When a register that fails is left alone, and when one question may try it again. Plain Python, no table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

FAILURES_TO_REST = 3
"""So many failures in a row, and the register is left alone for a while."""

REST = timedelta(seconds=60)
"""How long."""

Verdict = Literal["ask", "probe", "rest"]


@dataclass(frozen=True, slots=True)
class Breaker:
    """What is known of a register's recent answers.

    Attributes:
        failures: how often in a row it has not answered properly.
        rests_until: until when nobody asks it, or None.
    """

    failures: int = 0
    rests_until: datetime | None = None

    def verdict(self, at: datetime) -> Verdict:
        """Whether it may be asked: freely, by one question that tries it again, or not at all.

        Args:
            at: the moment, aware.
        """
        if self.failures < FAILURES_TO_REST:
            return "ask"
        if self.rests_until is not None and at < self.rests_until:
            return "rest"
        return "probe"

    def probing(self, at: datetime, *, patience: timedelta) -> Breaker:
        """While one question tries it again, the others rest, at most for as long as that question can take.

        Args:
            at: the moment, aware.
            patience: the longest time a question takes.
        """
        return Breaker(self.failures, at + max(patience, REST))

    def failed(self, at: datetime) -> Breaker:
        """After one more failure."""
        failures = self.failures + 1
        return Breaker(failures, at + REST if failures >= FAILURES_TO_REST else None)

    def answered(self) -> Breaker:
        """After a proper answer: as if it had never failed."""
        return Breaker()
