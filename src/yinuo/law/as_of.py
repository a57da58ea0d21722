"""Rules whose answer depends on the day they are asked of, not only on which reading governs that day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from yinuo.law.grammar import LegalRule

if TYPE_CHECKING:
    from dataclasses import Field
    from datetime import date
    from typing import Any, ClassVar

    from yinuo.law.grammar import Conclusion


class AskedOn(Protocol):
    """Facts with a field ``as_of``, which the rule fills with the day it is asked of."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def as_of(self) -> date | None:
        """The day asked of; None until a rule is asked."""


FactsAsOf = TypeVar("FactsAsOf", bound=AskedOn)
Value = TypeVar("Value")


@dataclass
class RuleAsOf(LegalRule[FactsAsOf, Value]):
    """A legal rule that hands the day to its reading inside the facts."""

    def on(self, day: date, facts: FactsAsOf) -> Conclusion[Value]:
        """What the rule says of the facts as of a day.

        Args:
            day: the day; it replaces ``facts.as_of``.
            facts: the facts.

        Raises:
            NotInForce: no reading governs that day.
        """
        return super().on(day, replace(facts, as_of=day))


def day_of(facts: AskedOn) -> date:
    """The day the facts are asked of.

    Raises:
        ValueError: the facts did not come through :class:`RuleAsOf`.
    """
    if facts.as_of is None:
        raise ValueError("these facts carry no day; ask the rule by on(day, facts)")
    return facts.as_of
