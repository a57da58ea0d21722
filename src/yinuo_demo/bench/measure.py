"""What a measurement is: a median of several runs, beside its floor; as a table and as a file."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

RUNS = 5
"""The fewest runs of which a median is taken."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured.

    Attributes:
        name: what.
        value: the median over the runs.
        unit: of value and floor.
        floor: what the same work costs at least, or the peer it is compared with; None where there is none.
        ratio: value to floor.
        runs: how often it was measured.
    """

    name: str
    value: float
    unit: str
    floor: float | None
    ratio: float | None
    runs: int


@dataclass(frozen=True, slots=True)
class Aim:
    """What a row should be: at most, or at least, so much; of its value or of its ratio."""

    most: float | None = None
    least: float | None = None
    of_ratio: bool = False

    def words(self, row: Row) -> str:
        """The aim and whether it is met, for the table."""
        value = row.ratio if self.of_ratio else row.value
        if value is None:
            return ""
        met = (self.most is None or value <= self.most) and (self.least is None or value >= self.least)
        sign = f"≤ {self.most:g}" if self.most is not None else f"≥ {self.least:g}"
        return f"{'比值' if self.of_ratio else ''}{sign} {'✓' if met else '✗'}"


def row(name: str, values: Sequence[float], unit: str, floors: Sequence[float] = ()) -> Row:
    """A row from the values of all runs, and those of the floor in the same runs."""
    value = statistics.median(values)
    floor = statistics.median(floors) if floors else None
    ratio = value / floor if floor else None
    return Row(
        name,
        round(value, 3),
        unit,
        round(floor, 3) if floor is not None else None,
        round(ratio, 3) if ratio is not None else None,
        len(values),
    )


def quantile(times: Iterable[float], share: float) -> float:
    """The time that so large a share of all stays within: 0.5 the median, 0.95 the slowest but one in twenty.

    Raises:
        ValueError: nothing was measured.
    """
    ordered = sorted(times)
    if not ordered:
        raise ValueError("nothing was measured")
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def write(rows: Sequence[Row], path: Path) -> None:
    """Keep the rows as JSON; those of other names that the file holds stay, so that one can be measured anew."""
    kept: list[dict[str, object]] = []
    if path.exists():
        new = {one.name for one in rows}
        kept = [one for one in json.loads(path.read_text(encoding="utf-8")) if one["name"] not in new]
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = sorted([*kept, *map(asdict, rows)], key=lambda one: str(one["name"]))
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def show(rows: Sequence[Row], aims: dict[str, Aim], say: Callable[[str], object]) -> None:
    """Print the rows as a table."""
    head = ("测量", "值", "单位", "底线", "比值", "次数", "目标")
    lines = [
        (
            one.name,
            f"{one.value:,.2f}",
            one.unit,
            "" if one.floor is None else f"{one.floor:,.2f}",
            "" if one.ratio is None else f"{one.ratio:,.2f}",
            str(one.runs),
            aims[one.name].words(one) if one.name in aims else "",
        )
        for one in rows
    ]
    widths = [max(_width(line[place]) for line in (head, *lines)) for place in range(len(head))]
    for line in (head, *lines):
        cells = [_padded(cell, widths[place], right=place in {1, 3, 4, 5}) for place, cell in enumerate(line)]
        say("  ".join(cells).rstrip())


def _width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if ord(c) >= 0x2E80 else 1 for c in text)


def _padded(text: str, width: int, *, right: bool) -> str:
    blank = " " * (width - _width(text))
    return blank + text if right else text + blank
