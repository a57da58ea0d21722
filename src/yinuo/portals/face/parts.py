"""What page authors hand to the components: small frozen records, so that a page reads like a list of facts.

Every component also takes plain dicts with the same keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal

Tone = Literal["", "go", "ok", "look", "bad", "open"]
DayKind = Literal["gone", "now", "open", "due", "rest"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure; ``url`` leads back to it once it is done."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a timeline.

    Attributes:
        title: what happened or will.
        when: a moment or a day, or words such as ``现在`` and ``11月26日前``.
        text: one sentence of detail.
        state: ``done``, ``now`` or ``next``.
        url: where more is shown; ``link`` is the word that leads there.
    """

    title: str
    when: datetime | date | str = ""
    text: str = ""
    state: Literal["done", "now", "next"] = "done"
    url: str = ""
    link: str = "查看"
    citation: Any = None


@dataclass(frozen=True, slots=True)
class Route:
    """One of the ways to settle a proof item.

    Attributes:
        key: the value posted when it is chosen.
        title: ``签承诺``, ``交证明`` …
        lead: one sentence.
        icon: name in the sprite.
        action: the word on the button; the same weight for every route.
        url: where the button leads; without it the button posts ``key``.
        shut: why the route is not open to this person now; empty when it is open. A shut route keeps its place
            and its rows, and says why in place of the button.
    """

    key: str
    title: str
    lead: str
    icon: str
    action: str
    url: str = ""
    shut: str = ""
    shut_citation: Any = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What one route says in one row: text, or points, with its articles; ``brief`` for the phone's table."""

    text: str = ""
    points: Sequence[str] = ()
    citations: Sequence[Any] = ()
    brief: str = ""


@dataclass(frozen=True, slots=True)
class RouteRow:
    """One question answered for every route, in the order of the routes; a cell is a ``Cell`` or plain text."""

    label: str
    icon: str
    cells: Sequence[Cell | str]


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One clause of a notice: the official text and, beside it, what it means.

    Attributes:
        number: ``五`` …
        title: ``不实承诺的责任`` …
        text: the official text; each line is a paragraph.
        plain: the same in plain words.
        key: anchor, and with ``confirm`` the name of the tick box.
        confirm: whether the reader ticks it.
        checked: whether it has been ticked.
        look: it is the one still missing.
    """

    number: str
    title: str
    text: str
    plain: str
    key: str
    citations: Sequence[Any] = ()
    confirm: bool = False
    checked: bool = False
    look: bool = False

    @property
    def paragraphs(self) -> list[str]:
        """The text, line by line."""
        return [line for line in self.text.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class FileLink:
    """A document to open: title, address, and what it is (``PDF，1 页``)."""

    title: str
    url: str
    note: str = ""
    icon: str = "file"


@dataclass(frozen=True, slots=True)
class Share:
    """One share of a whole: its name, count and the list behind it."""

    label: str
    count: int
    url: str = ""
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One line of numbers in a chart, as long as the chart's labels."""

    name: str
    values: Sequence[int | float]


@dataclass(frozen=True, slots=True)
class ChartData:
    """A chart and its table: one row a label, one column a series; ``label_urls`` lead to what is behind a row."""

    key: str
    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    kind: Literal["line", "bar"] = "line"
    unit: str = ""
    note: str = ""
    label_title: str = "时间"
    label_urls: Sequence[str] = ()
    rows: list[tuple[str, list[int | float], str]] = field(init=False)

    def __post_init__(self) -> None:
        urls = self.label_urls or [""] * len(self.labels)
        rows = [
            (label, [one.values[i] for one in self.series], urls[i]) for i, label in enumerate(self.labels)
        ]
        object.__setattr__(self, "rows", rows)


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the working-day clock."""

    day: date
    kind: DayKind


def day_cells(
    *, today: date, due: date, is_workday: Callable[[date], bool], before: int = 0, at_most: int = 14
) -> list[DayCell]:
    """The days of the working-day clock, from a little before today to the due day.

    Args:
        today: the day it is.
        due: the last day of the period.
        is_workday: whether a day counts.
        before: how many days before today to show.
        at_most: cells at most; a longer period shows its last days, today kept in front.

    Returns:
        The cells in order of day; today is ``now`` even on a rest day, the due day is ``due``.
    """
    first, last = min(today, due) - timedelta(days=before), max(today, due)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if len(days) > at_most:
        days = [today, *days[-(at_most - 1) :]] if due > today else days[-at_most:]
    return [DayCell(day, _kind(day, today, due, is_workday)) for day in days]


def _kind(day: date, today: date, due: date, is_workday: Callable[[date], bool]) -> DayKind:
    """How one day is drawn."""
    if day == due:
        return "due"
    if day == today:
        return "now"
    if not is_workday(day):
        return "rest"
    return "gone" if day < today else "open"


def told(thing: Any, name: str, default: Any = None) -> Any:
    """An attribute of a record, or the key of a dict; the default when it has none."""
    if isinstance(thing, Mapping):
        return thing.get(name, default)
    return getattr(thing, name, default)
