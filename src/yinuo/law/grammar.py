"""The grammar every rule is written in: text, citation, conclusion, rule, dated value, refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

Facts = TypeVar("Facts")
Value = TypeVar("Value")

_NUMERALS = "零一二三四五六七八九"


def article_numeral(number: int) -> str:
    """The way a Chinese statute writes an article number.

    Args:
        number: 1 to 9999.

    Returns:
        For instance ``"一百零八"`` for 108, ``"十二"`` for 12.

    Raises:
        ValueError: the number is outside 1 to 9999.
    """
    if not 1 <= number <= 9999:
        raise ValueError(f"an article number lies between 1 and 9999, not {number}")
    written, zero_due = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            written += ("零" if zero_due else "") + _NUMERALS[digit] + unit
            zero_due = False
        elif written:
            zero_due = True
    return written[1:] if written.startswith("一十") else written


@dataclass(frozen=True, slots=True)
class Law:
    """A legal text that may be cited.

    Attributes:
        key: short code name, unique among all texts (``"suzhou_notice"``).
        title: official title without book marks (``"中华人民共和国行政许可法"``).
        number: document number where it has one (``"宿政办秘〔2021〕7号"``).
        short: the name people use (``"行政许可法"``).
        since: first day in force.
        until: first day no longer in force, or None.
        source: where the text was read.
    """

    key: str
    title: str
    short: str
    since: date
    until: date | None = None
    number: str = ""
    source: str = ""

    def at(self, place: str, text: str = "") -> Citation:
        """A citation of a place written as the text itself writes it, such as ``二（二）`` or ``第十二条``."""
        return Citation(self, place, text)

    def article(self, number: int, paragraph: int = 0, item: int = 0, *, text: str = "") -> Citation:
        """A citation of an article, paragraph (款) and item (项) by number.

        Args:
            number: the article (条), from 1.
            paragraph: the paragraph (款), from 1; 0 cites the whole article.
            item: the item (项), from 1; 0 cites the whole paragraph.
            text: the sentence cited, in Chinese.
        """
        place = f"第{article_numeral(number)}条"
        if paragraph:
            place += f"第{article_numeral(paragraph)}款"
        if item:
            place += f"第（{article_numeral(item)}）项"
        return Citation(self, place, text)

    @property
    def name(self) -> str:
        """How the text is called in a citation: its number for a notice, its short name in book marks else."""
        return self.number or f"《{self.short}》"


@dataclass(frozen=True, slots=True)
class Citation:
    """One place of one legal text, with the sentence it says."""

    law: Law
    place: str
    text: str = ""

    @property
    def label(self) -> str:
        """For people: ``《行政许可法》第六十九条`` or ``宿政办秘〔2021〕7号 二（二）``."""
        gap = " " if self.law.number else ""
        return f"{self.law.name}{gap}{self.place}"

    @property
    def source(self) -> str:
        """The full title with the day it came into force, for the foot of a quotation."""
        return f"《{self.law.title}》（{self.law.since.year}年{self.law.since.month}月{self.law.since.day}日起施行）"

    def as_json(self) -> dict[str, str]:
        """The citation as it is kept in a case-file entry."""
        return {"law": self.law.key, "label": self.label, "text": self.text, "source": self.source}


@dataclass(frozen=True, slots=True)
class Conclusion(Generic[Value]):
    """What follows: a value, the article it follows from, the reason in Chinese, and what it rests on.

    Attributes:
        value: the answer.
        citation: the basis.
        reason: one plain Chinese sentence a citizen understands.
        because: the conclusions this one rests on.
        ok: True where the point speaks for the person, False against, None where it is neutral.
        instead: what can be done instead or to cure, in Chinese; empty where nothing is refused.
    """

    value: Value
    citation: Citation
    reason: str
    because: tuple[Conclusion[Any], ...] = ()
    ok: bool | None = None
    instead: str = ""
    rule: str = ""

    def walk(self) -> Iterator[Conclusion[Any]]:
        """This conclusion and all it rests on, in reading order."""
        yield self
        for part in self.because:
            yield from part.walk()

    def as_json(self) -> dict[str, Any]:
        """The whole tree as plain JSON, for the case file, the page, the letter and the API."""
        return {
            "rule": self.rule,
            "value": plain(self.value),
            "citation": self.citation.as_json(),
            "reason": self.reason,
            "ok": self.ok,
            "instead": self.instead,
            "because": [part.as_json() for part in self.because],
        }


def plain(value: Any) -> Any:
    """A value a rule concluded, as JSON without floats: dates in ISO form, enums by value, dataclasses by field."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(part) for part in value]
    if hasattr(value, "as_json"):
        return value.as_json()
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return str(value)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be done: what, why, on what basis, and what can be done instead.

    Attributes:
        what: the act that cannot be done, in Chinese.
        why: the fact, in Chinese.
        citation: the article.
        instead: the way out, in Chinese.
    """

    what: str
    why: str
    citation: Citation
    instead: str

    def as_json(self) -> dict[str, Any]:
        """The refusal for the API and the case file."""
        return {"what": self.what, "why": self.why, "basis": self.citation.as_json(), "instead": self.instead}

    def __str__(self) -> str:
        return f"{self.what}：{self.why}（{self.citation.label}）。{self.instead}"


class Refused(Exception):
    """Raised by a verb that may not be done; carries the refusal shown to the person."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


class NotInForce(LookupError):
    """Asked of a rule or value on a day for which it has no version."""


@dataclass(frozen=True, slots=True)
class Version(Generic[Facts, Value]):
    """One reading of a rule, from a day until a day."""

    since: date
    until: date | None
    basis: Citation
    reading: Callable[[Facts], Conclusion[Value]]

    def in_force(self, day: date) -> bool:
        """Whether this reading governs the day."""
        return self.since <= day and (self.until is None or day < self.until)


RULES: dict[str, LegalRule[Any, Any]] = {}


@dataclass
class LegalRule(Generic[Facts, Value]):
    """A named question of law with its readings over time; asked by :meth:`on`."""

    name: str
    title: str
    clause: str
    versions: list[Version[Facts, Value]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.name in RULES:
            raise ValueError(f"two rules are named {self.name}")
        RULES[self.name] = self

    def version(
        self, *, since: date, basis: Citation, until: date | None = None
    ) -> Callable[[Callable[[Facts], Conclusion[Value]]], Callable[[Facts], Conclusion[Value]]]:
        """Register a reading of the rule.

        Args:
            since: first day it governs.
            basis: the article it reads.
            until: first day it no longer governs, or None.

        Raises:
            ValueError: the period overlaps another reading.
        """

        def register(reading: Callable[[Facts], Conclusion[Value]]) -> Callable[[Facts], Conclusion[Value]]:
            for other in self.versions:
                if (until is None or other.since < until) and (other.until is None or since < other.until):
                    raise ValueError(f"two readings of {self.name} govern the same days")
            self.versions.append(Version(since, until, basis, reading))
            return reading

        return register

    def on(self, day: date, facts: Facts) -> Conclusion[Value]:
        """What the rule says of the facts as of a day.

        Raises:
            NotInForce: no reading governs that day.
        """
        for version in self.versions:
            if version.in_force(day):
                found = version.reading(facts)
                return Conclusion(
                    found.value,
                    found.citation,
                    found.reason,
                    found.because,
                    found.ok,
                    found.instead,
                    self.name,
                )
        raise NotInForce(f"{self.title} has no reading in force on {day.isoformat()}")


@dataclass(frozen=True, slots=True)
class Dated(Generic[Value]):
    """A number of the law over time: ``{since: value}`` with one basis.

    Attributes:
        name: code name, as in the place file.
        title: Chinese name.
        unit: ``工作日``, ``日``, ``个月``, ``%``, ...
        values: first day in force to value, ascending.
        basis: the citation's label, or ``"local choice"`` where no text gives the number.
        note: how the number was chosen, in Chinese.
    """

    name: str
    title: str
    unit: str
    values: tuple[tuple[date, Value], ...]
    basis: str
    note: str = ""

    def on(self, day: date) -> Value:
        """The value in force on a day.

        Raises:
            NotInForce: the day lies before the first value.
        """
        found = [value for since, value in self.values if since <= day]
        if not found:
            raise NotInForce(f"{self.title} has no value in force on {day.isoformat()}")
        return found[-1]

    @property
    def is_local_choice(self) -> bool:
        """Whether no legal text gives the value."""
        return self.basis == "local choice"
