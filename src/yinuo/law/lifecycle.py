"""The life-cycle grammar: statuses and one table of steps, from which guard, buttons and diagram derive."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yinuo.law.grammar import Refusal, Refused

if TYPE_CHECKING:
    from yinuo.law.grammar import Citation

LIFECYCLES: dict[str, Lifecycle] = {}


@dataclass(frozen=True, slots=True)
class Step:
    """One act that moves a row from a status to another.

    Attributes:
        name: code name of the verb (``"accept"``).
        title: what the person reads, in Chinese (``"受理"``).
        sources: statuses from which the step is open.
        target: the status after it; may equal a source.
        by: name of the role that does it.
        basis: the article.
        note: what a reader of the diagram should know, in Chinese.
    """

    name: str
    title: str
    sources: frozenset[str]
    target: str
    by: str
    basis: Citation
    note: str = ""


@dataclass(frozen=True)
class Lifecycle:
    """All statuses a kind of row can have and all steps between them.

    Attributes:
        name: code name, unique in :data:`LIFECYCLES` (``"application"``).
        title: Chinese name of the thing that lives (``"申请"``).
        statuses: status to its Chinese title, in reading order.
        start: the status a new row has.
        ends: statuses that may have no exit.
        steps: the table.

    Raises:
        ValueError: another life cycle has the name.
    """

    name: str
    title: str
    statuses: dict[str, str]
    start: str
    ends: frozenset[str]
    steps: tuple[Step, ...]
    _by_name: dict[str, Step] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Enter the life cycle in the registry."""
        if self.name in LIFECYCLES:
            raise ValueError(f"two life cycles are named {self.name}")
        object.__setattr__(self, "_by_name", {step.name: step for step in self.steps})
        LIFECYCLES[self.name] = self

    def step(self, name: str) -> Step:
        """The step of that name.

        Raises:
            KeyError: there is none.
        """
        try:
            return self._by_name[name]
        except KeyError:
            raise KeyError(f"the life cycle {self.name} has no step {name}") from None

    def open_from(self, status: str) -> tuple[Step, ...]:
        """The steps open from a status, in the order of the table.

        Raises:
            KeyError: the life cycle does not know the status.
        """
        self._title_of(status)
        return tuple(step for step in self.steps if status in step.sources)

    def refusal(self, step_name: str, status: str) -> Refusal | None:
        """Why a step is not open from a status, or None where it is.

        Args:
            step_name: code name of the step.
            status: the status the row has now.
        """
        step = self.step(step_name)
        now = self._title_of(status)
        if status in step.sources:
            return None
        needed = "、".join(f"“{self.statuses[s]}”" for s in self.statuses if s in step.sources)
        open_now = "、".join(dict.fromkeys(f"“{other.title}”" for other in self.open_from(status)))
        instead = (
            f"现在可以办的是：{open_now}。"
            if open_now
            else f"{self.title}到此已经结束，不能再往下办；如有疑问请问窗口。"
        )
        return Refusal(
            what=f"现在不能“{step.title}”",
            why=f"{self.title}现在的状态是“{now}”，只有状态为{needed}时才可以“{step.title}”",
            citation=step.basis,
            instead=instead,
        )

    def refuse_unless_open(self, step_name: str, status: str) -> Step:
        """The step, where it is open from the status.

        Args:
            step_name: code name of the step.
            status: the status the row has now.

        Returns:
            The step, so that the verb may write ``row.status = step.target``.

        Raises:
            Refused: it is not open; the refusal names the status and what can be done instead.
        """
        refusal = self.refusal(step_name, status)
        if refusal is not None:
            raise Refused(refusal)
        return self.step(step_name)

    def diagram(self) -> str:
        """The table as a Mermaid state diagram, titles in Chinese."""
        lines = ["stateDiagram-v2"]
        lines += [f'    state "{title}" as {status}' for status, title in self.statuses.items()]
        lines.append(f"    [*] --> {self.start}")
        for step in self.steps:
            lines += [
                f"    {source} --> {step.target}: {step.title}"
                for source in self.statuses
                if source in step.sources
            ]
        lines += [f"    {status} --> [*]" for status in self.statuses if status in self.ends]
        return "\n".join(lines) + "\n"

    def problems(self) -> list[str]:
        """What is wrong with the table; empty where nothing is."""
        return [*self._unknown_names(), *self._duplicates(), *self._dead_statuses(), *self._bare_steps()]

    def _unknown_names(self) -> list[str]:
        named = {self.start, *self.ends, *(step.target for step in self.steps)}
        named = named.union(*(step.sources for step in self.steps))
        return [
            f"{self.name}: the status {status} has no title"
            for status in sorted(named - self.statuses.keys())
        ]

    def _duplicates(self) -> list[str]:
        counted = Counter(step.name for step in self.steps)
        found = [f"{self.name}: two steps are named {name}" for name, times in counted.items() if times > 1]
        titles = Counter(self.statuses.values())
        return found + [
            f"{self.name}: two statuses are titled {title}" for title, times in titles.items() if times > 1
        ]

    def _dead_statuses(self) -> list[str]:
        reached, frontier = {self.start}, [self.start]
        while frontier:
            status = frontier.pop()
            for step in self.steps:
                if status in step.sources and step.target not in reached:
                    reached.add(step.target)
                    frontier.append(step.target)
        left = {status for step in self.steps for status in step.sources if step.target != status}
        found = [
            f"{self.name}: no step reaches {status}" for status in self.statuses if status not in reached
        ]
        return found + [
            f"{self.name}: {status} has no exit and is not an end"
            for status in self.statuses
            if status not in left and status not in self.ends
        ]

    def _bare_steps(self) -> list[str]:
        found = [f"{self.name}: {step.name} has no source" for step in self.steps if not step.sources]
        found += [f"{self.name}: {step.name} names no role" for step in self.steps if not step.by.strip()]
        return found + [
            f"{self.name}: {step.name} has no basis"
            for step in self.steps
            if step.basis is None or not step.basis.place.strip()
        ]

    def _title_of(self, status: str) -> str:
        try:
            return self.statuses[status]
        except KeyError:
            raise KeyError(f"the life cycle {self.name} has no status {status}") from None
