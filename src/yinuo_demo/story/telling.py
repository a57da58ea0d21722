"""How a story is told: each step in words, with the articles behind it as the page itself cites them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from yinuo.law.texts import CLAUSES
from yinuo_demo.story.visitor import Visitor


@dataclass
class Telling:
    """What happened, line by line.

    Attributes:
        title: of the story.
        lines: as printed.
    """

    title: str
    lines: list[str] = field(default_factory=list)

    def step(self, said: str, clause: str = "", visitor: Visitor | None = None) -> None:
        """Tell one step that went as it must.

        Args:
            said: what was done and seen, in Chinese.
            clause: id of the clause it shows.
            visitor: whose page cites articles; they are told too.
        """
        cited: list[str] = [CLAUSES[clause].label] if clause else []
        if visitor is not None and visitor.page is not None:
            cited += visitor.articles()
        behind = "；".join(dict.fromkeys(cited))
        self.lines.append(f"  {len(self.lines) + 1:>2}. {said}" + (f"\n      —— {behind}" if behind else ""))

    def told(self) -> str:
        """The whole story as text."""
        return "\n".join([f"【{self.title}】", *self.lines])


def tell(tellings: Sequence[Telling]) -> str:
    """All stories, one after another."""
    return "\n\n".join(telling.told() for telling in tellings)
