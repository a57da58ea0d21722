"""What the law says of the officer's choice of grade and measures, asked once and kept whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings

from yinuo.credit.papers import Concluded
from yinuo.credit.queries import earlier_times
from yinuo.law import credit as law
from yinuo.law import place
from yinuo.law.grading import Grade
from yinuo.law.grammar import Conclusion, Refusal, Refused
from yinuo.law.texts import CLAUSES

if TYPE_CHECKING:
    from datetime import date

    from yinuo.law.credit import GradeFactors, GradeSuggestion, Measure, Publicity

FOLLOWS_BY_LAW = frozenset({"record", "no_commitment", "shared", "published"})
"""Measures that a grade brings with it; the officer chooses among the others."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """The grade chosen, and all the law says of it.

    Attributes:
        grade: the officer's choice.
        factors: with the earlier times of the ledger.
        suggested: the grade the law would suggest, with its points.
        offered: the measures the law gives for the grade chosen.
        publicity: from when until when it is public, and when it can be repaired.
        measures: those that follow.
    """

    grade: Grade
    factors: GradeFactors
    suggested: Conclusion[GradeSuggestion]
    offered: Conclusion[tuple[Measure, ...]]
    publicity: Conclusion[Publicity]
    measures: tuple[Measure, ...]

    @property
    def term(self) -> Publicity:
        """The days of publicity and repair."""
        return self.publicity.value

    def concluded(self) -> Concluded:
        """What the papers print of it."""
        return Concluded(self.suggested, self.publicity, self.measures)

    def factors_kept(self) -> dict[str, Any]:
        """The factors with their points, the suggestion and the choice, as the row keeps them."""
        found = self.suggested.value
        return {
            "factors": asdict(self.factors),
            "points": found.points,
            "lines": [list(line) for line in found.lines],
            "suggested": found.grade.name.lower() if found.grade else None,
            "chosen": self.grade.name.lower(),
        }

    def measures_kept(self) -> list[dict[str, str]]:
        """The measures, each with its own basis, as the row keeps them."""
        return [
            {
                "key": m.key,
                "title": m.title,
                "basis": m.citation.label,
                "text": m.citation.text,
                "link": m.link,
                "proportion": m.proportion,
            }
            for m in self.measures
        ]

    def conclusion(self, reason: str) -> Conclusion[str]:
        """The whole tree for the case file."""
        return Conclusion(
            self.grade.name.lower(),
            CLAUSES["2.5-e"],
            f"认定为“{self.grade.value}”。理由：{reason}",
            because=(self.suggested, self.offered, self.publicity),
            rule="credit.determine",
        )


def rule(
    *, grade: Grade | str, factors: GradeFactors, chosen: frozenset[str], subject_id: int, on: date
) -> Ruling:
    """Ask the law about a grade and measures an officer chose.

    Args:
        grade: a :class:`Grade` or its name in lower case.
        factors: as the officer found them; the earlier times are replaced by the ledger's.
        chosen: keys of measures.
        subject_id: who promised.
        on: the day of the determination.

    Raises:
        Refused: there is no such grade, or the law does not give a measure for it.
    """
    here, named = place.load(settings.YINUO_PLACE), _grade(grade)
    known = replace(factors, earlier_times=earlier_times(subject_id, on=on))
    offered = law.measures.on(on, named)
    _refuse_strange(chosen, named, offered)
    return Ruling(
        grade=named,
        factors=known,
        suggested=law.grade_suggestion.on(on, law.GradeFacts(known, here)),
        offered=offered,
        publicity=law.publicity.on(on, law.PublicityFacts(named, on, here)),
        measures=tuple(m for m in offered.value if m.key in chosen | FOLLOWS_BY_LAW),
    )


def _grade(grade: Grade | str) -> Grade:
    if isinstance(grade, Grade):
        return grade
    try:
        return Grade[grade.upper()]
    except KeyError:
        named = "、".join(known.value for known in Grade)
        raise Refused(
            Refusal("不能这样定级", "没有选择失信程度", CLAUSES["2.5-e"], f"请在{named}中选择一项。")
        ) from None


def _refuse_strange(chosen: frozenset[str], grade: Grade, offered: Conclusion[tuple[Measure, ...]]) -> None:
    strange = sorted(chosen - {measure.key for measure in offered.value})
    if not strange:
        return
    titles = {measure.key: measure.title for measure in law.MEASURES}
    named = "、".join(titles.get(key, key) for key in strange)
    raise Refused(
        Refusal(
            "不能采取这项措施",
            f"认定为“{grade.value}”的，没有依据采取：{named}",
            offered.citation,
            "可以采取的是：" + "、".join(measure.title for measure in offered.value) + "。",
        )
    )
