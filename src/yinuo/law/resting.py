"""What of this house's own law rests on an article: its rules, its steps and the numbers of the place."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from yinuo.law.citing import WHOLE, Place, Touch, read, touches
from yinuo.law.describe import CHAPTERS
from yinuo.law.grammar import RULES, Citation
from yinuo.law.lifecycle import LIFECYCLES
from yinuo.law.texts import LAWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from types import CodeType

    from yinuo.law import place as places
    from yinuo.law.grammar import Version


@dataclass(frozen=True, slots=True)
class Resting:
    """A rule, a step or a number that cites an article.

    Attributes:
        kind: ``"rule"``, ``"step"`` or ``"number"``.
        name: code name.
        title: Chinese name.
        label: the citation as it is printed.
        touch: YES, or MAYBE where the citation names the whole text or a part.
    """

    kind: str
    name: str
    title: str
    label: str
    touch: Touch


def resting_on(
    law_key: str, changed: Iterable[Place], *, numbers_of: places.Place, on: date
) -> tuple[Resting, ...]:
    """What cites one of some places of a text and is in force on a day or later.

    Args:
        law_key: key of the text among those the rules may cite (:data:`yinuo.law.texts.LAWS`).
        changed: the places; the whole text where it is a single empty place.
        numbers_of: the place whose numbers are looked through.
        on: the day.

    Returns:
        Rules, then steps, then numbers, each once; empty where the rules do not know the text.
    """
    wanted, found = tuple(changed), dict[tuple[str, str], Resting]()
    for one in (*_rules(on), *_steps(), *_numbers(numbers_of)):
        kind, name, title, cited = one
        if cited.law.key != law_key:
            continue
        touch = _touch(wanted, place_of(cited))
        known = found.get((kind, name))
        if touch is not Touch.NO and (known is None or known.touch is Touch.MAYBE):
            found[kind, name] = Resting(kind, name, title, cited.label, touch)
    return tuple(found.values())


def place_of(citation: Citation) -> Place:
    """Where a citation stands in its text; the whole text where it names a passage by its subject."""
    read_ = read(f"《{citation.law.title}》{citation.place}")
    return read_.references[0].place if read_.whole and len(read_.references) == 1 else WHOLE


def _touch(changed: tuple[Place, ...], cited: Place) -> Touch:
    met = {touches(one, cited) for one in changed}
    return Touch.YES if Touch.YES in met else Touch.MAYBE if Touch.MAYBE in met else Touch.NO


_Cited = tuple[str, str, str, Citation]


def _rules(on: date) -> Iterator[_Cited]:
    for module, _title in CHAPTERS:
        import_module(f"yinuo.law.{module}")
    for rule in RULES.values():
        for version in rule.versions:
            if version.until is None or version.until > on:
                for cited in _cited_by(version):
                    yield "rule", rule.name, rule.title, cited


def _cited_by(version: Version[Any, Any]) -> Iterator[Citation]:
    """The basis of a reading, and the articles its words name."""
    yield version.basis
    scope = version.reading.__globals__
    for name in sorted(_names(version.reading.__code__)):
        if isinstance(scope.get(name), Citation):
            yield scope[name]


def _names(code: CodeType) -> set[str]:
    inner = (part for part in code.co_consts if hasattr(part, "co_names"))
    return set(code.co_names).union(*(_names(part) for part in inner))


def _steps() -> Iterator[_Cited]:
    for lifecycle in LIFECYCLES.values():
        for step in lifecycle.steps:
            yield "step", f"{lifecycle.name}.{step.name}", f"{lifecycle.title}：{step.title}", step.basis


def _numbers(numbers_of: places.Place) -> Iterator[_Cited]:
    for number in numbers_of.numbers():
        law = next((law for law in LAWS.values() if number.basis.startswith(law.name)), None)
        if law is not None:
            yield "number", number.name, number.title, law.at(number.basis.removeprefix(law.name).strip())
