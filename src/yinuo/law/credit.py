"""二（五）: what the ledger says of a person's credit, and how a record ends by repair."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from yinuo.law import grading
from yinuo.law.as_of import RuleAsOf, day_of
from yinuo.law.deadlines import Deadline, chinese_date, due
from yinuo.law.eligibility import CreditRecord
from yinuo.law.grammar import Citation, Conclusion, LegalRule
from yinuo.law.texts import (
    CLAUSES,
    CREDIT_REPAIR,
    CREDIT_REPAIR_CONDITIONS,
    CREDIT_REPAIR_EFFECTS,
    SUZHOU_NOTICE,
)

if TYPE_CHECKING:
    from yinuo.law.deadlines import WorkdayCalendar
    from yinuo.law.place import Place

# Grades, measures and publicity stand in grading.py and are asked for here.
Grade = grading.Grade
GradeFactors = grading.GradeFactors
GradeFacts = grading.GradeFacts
GradeSuggestion = grading.GradeSuggestion
grade_suggestion = grading.grade_suggestion
Measure = grading.Measure
MEASURES = grading.MEASURES
measures = grading.measures
PublicityFacts = grading.PublicityFacts
Publicity = grading.Publicity
publicity = grading.publicity

EntryKind = Literal[
    "kept",
    "honest_error",
    "false_commitment",
    "serious_dishonesty",
    "exam_record",
    "repaired",
    "withdrawn",
    "objection_marked",
    "objection_lifted",
]


@dataclass(frozen=True, slots=True)
class EntryFact:
    """One entry of the append-only credit ledger.

    Attributes:
        number: unique number of the entry.
        kind: what it records; ``"withdrawn"`` means the determination was withdrawn.
        entered_on: first day of effect.
        grade: of a false promise, else None.
        of: number of the entry it repairs, withdraws, marks or unmarks.
        until: first day on which it no longer counts by itself, or None.
    """

    number: str
    kind: EntryKind
    grade: Grade | None
    entered_on: date
    of: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class StandingFacts:
    """All entries of a person, in any order; ``as_of`` is filled by the rule."""

    entries: tuple[EntryFact, ...] = field(default_factory=tuple)
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ledger says of a person on a day.

    Attributes:
        class_: ``"good"``, ``"ordinary"`` or ``"watched"``; feeds plans of checks and draw rates.
        barred: whether a record bars commitment.
        records: all records of barring kinds entered by that day, ended and cured ones included.
    """

    class_: Literal["good", "ordinary", "watched"]
    barred: bool
    records: tuple[CreditRecord, ...]


standing = RuleAsOf[StandingFacts, Standing]("standing", "信用状况", "2.5-c")

_BAD: dict[str, str] = {
    "false_commitment": "作出虚假承诺",
    "serious_dishonesty": "列入严重失信主体名单",
    "exam_record": "考试诚信记录",
}


@standing.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.5-c"])
def _(facts: StandingFacts) -> Conclusion[Standing]:
    """按照信用状况，实施分类精准监管。"""
    day = day_of(facts)
    entries = tuple(
        sorted((e for e in facts.entries if e.entered_on <= day), key=lambda e: (e.entered_on, e.number))
    )
    records = tuple(_record(entry, entries) for entry in entries if entry.kind in _BAD)
    barring = tuple(record for record in records if record.bars_on(day))
    grades = {entry.number: entry.grade for entry in entries}
    watched = any(grades[record.number] is not Grade.MINOR for record in barring)
    withdrawn = {entry.of for entry in entries if entry.kind == "withdrawn"}
    kept = any(entry.kind == "kept" and entry.number not in withdrawn for entry in entries)
    class_: Literal["good", "ordinary", "watched"] = "watched" if watched else "ordinary"
    if not barring and kept:
        class_ = "good"
    because: tuple[Conclusion[Any], ...] = tuple(
        Conclusion(
            False,
            CLAUSES["2.2-c"],
            f"{chinese_date(r.entered_on)}“{r.title}”（{r.number}）还没有修复。",
            ok=False,
        )
        for r in barring
    )
    return Conclusion(
        Standing(class_, bool(barring), records),
        CLAUSES["2.5-c"],
        _STANDING_SAYS["barred" if barring and not watched else class_],
        because,
        ok=not barring,
        instead=_HOW_TO_CURE if barring else "",
    )


_HOW_TO_CURE = "改正并履行义务、公开作出信用承诺后，可以向作出认定的单位申请信用修复；修复当天就能重新承诺。"
_STANDING_SAYS = {
    "good": "有已经兑现的承诺，没有未修复的失信记录，信用状况良好。",
    "ordinary": "没有需要重点关注的失信记录，信用状况一般。",
    "barred": "有未修复的轻微失信记录，修复以前不能承诺，核查照常。",
    "watched": "有未修复的失信记录，列为重点关注。",
}


def _record(entry: EntryFact, entries: tuple[EntryFact, ...]) -> CreditRecord:
    over = [e.entered_on for e in entries if e.of == entry.number and e.kind in {"repaired", "withdrawn"}]
    marks = sum(e.of == entry.number and e.kind == "objection_marked" for e in entries)
    lifts = sum(e.of == entry.number and e.kind == "objection_lifted" for e in entries)
    grade = f"（{entry.grade.value}）" if entry.grade else ""
    marked = "（异议处理中）" if marks > lifts else ""
    return CreditRecord(
        number=entry.number,
        kind=entry.kind,
        title=f"{_BAD[entry.kind]}{grade}{marked}",
        entered_on=entry.entered_on,
        ends_on=entry.until,
        cured_on=min(over) if over else None,
        how_to_cure=_HOW_TO_CURE,
    )


@dataclass(frozen=True, slots=True)
class RepairFacts:
    """What must be known to say whether repair is due.

    Attributes:
        grade: of the determination.
        determined_on: its day.
        duty_done: corrected and all duties fulfilled.
        promise_signed: the public credit promise is signed.
        on: the day of the question.
        place: whose periods govern.
    """

    grade: Grade
    determined_on: date
    duty_done: bool
    promise_signed: bool
    on: date
    place: Place


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of repair.

    Attributes:
        title: in Chinese.
        met: whether it is met.
        missing_text: what to do, in Chinese, where it is not.
        from_on: the day from which it is met by itself; None where time alone does not do it.
    """

    title: str
    met: bool
    missing_text: str = ""
    from_on: date | None = None


repair_conditions = LegalRule[RepairFacts, tuple[Condition, ...]](
    "repair_conditions", "信用修复的条件是否具备", "2.5-d"
)


def _repair(facts: RepairFacts, basis: Citation) -> Conclusion[tuple[Condition, ...]]:
    term = publicity.on(facts.on, PublicityFacts(facts.grade, facts.determined_on, facts.place))
    from_on = term.value.repair_possible_from
    conditions = (
        Condition(
            "达到最短公示期",
            facts.on >= from_on,
            f"最短公示期到{chinese_date(from_on)}才满，请届时再申请。",
            from_on,
        ),
        Condition("改正并履行义务", facts.duty_done, "请先改正，并提交已经履行义务的材料。"),
        Condition("公开作出信用承诺", facts.promise_signed, "请签署信用承诺书，并同意公开。"),
    )
    missing = [condition for condition in conditions if not condition.met]
    because: tuple[Conclusion[Any], ...] = (
        term,
        *(
            Conclusion(c.met, basis, f"{c.title}：{'已经具备。' if c.met else '还不具备。'}", ok=c.met)
            for c in conditions
        ),
    )
    if not missing:
        effects = Conclusion(
            True, CREDIT_REPAIR_EFFECTS, "修复后停止公示、停止共享使用、解除限制，三项同时生效。", ok=True
        )
        return Conclusion(
            conditions, basis, "信用修复的条件都具备，应当予以修复。", (*because, effects), ok=True
        )
    named = "、".join(condition.title for condition in missing)
    instead = "".join(condition.missing_text for condition in missing)
    return Conclusion(conditions, basis, f"信用修复还缺：{named}。", because, ok=False, instead=instead)


@repair_conditions.version(since=SUZHOU_NOTICE.since, until=CREDIT_REPAIR.since, basis=CLAUSES["2.5-d"])
def _(facts: RepairFacts) -> Conclusion[tuple[Condition, ...]]:
    """探索建立信用修复、异议处理机制。"""
    return _repair(facts, CLAUSES["2.5-d"])


@repair_conditions.version(since=CREDIT_REPAIR.since, basis=CREDIT_REPAIR_CONDITIONS)
def _(facts: RepairFacts) -> Conclusion[tuple[Condition, ...]]:
    """达到最短公示期、纠正失信行为并履行义务、公开作出信用承诺。"""
    return _repair(facts, CREDIT_REPAIR_CONDITIONS)


def objection_mark_due(day: date, place: Place, calendar: WorkdayCalendar) -> Deadline:
    """By when an objection received on a day is marked on the record.

    Raises:
        CalendarExhausted: the period ends past the table.
    """
    return due("objection_mark_due", day, place, calendar)


def objection_decide_due(
    day: date, place: Place, calendar: WorkdayCalendar, *, assisted: bool = False
) -> Deadline:
    """By when an objection received on a day is decided; longer where another agency must help.

    Raises:
        CalendarExhausted: the period ends past the table.
    """
    return due("objection_assisted_due" if assisted else "objection_decide_due", day, place, calendar)


def repair_due(day: date, place: Place, calendar: WorkdayCalendar, *, extended: bool = False) -> Deadline:
    """By when a request for repair received on a day is decided; later where the head approved the extension.

    Raises:
        CalendarExhausted: the period ends past the table.
    """
    first = due("repair_decide_due", day, place, calendar)
    return due("repair_extension", first.due_on, place, calendar) if extended else first
