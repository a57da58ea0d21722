"""What the papers of credit say: determination, the repair notice served with it, the repair (方案二（五）)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yinuo.documents.contents.parts import Agency, Content, Imprint, Party, Reason, Remedies


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure with its own legal basis: 措施, 依据, 期限."""

    measure: str
    citation: str
    until: str


@dataclass(frozen=True, slots=True)
class DeterminationContent(Content):
    """失信行为认定书.

    Attributes:
        matter: 行政事项名称.
        letter_number: the letter that was broken.
        facts: what was found, as a tree.
        evidence: 证据, one each.
        heard: what the person said and what the agency answers, a paragraph each.
        grade: ``轻微``, ``一般`` or ``严重``.
        grade_reasons: why this grade, as a tree.
        basis: the articles relied on.
        measures: what follows, each with its basis.
        publicity: whether, where and how long the record is public, a sentence each.
        repair_number: number of the repair notice served together with this paper (两书同达).
        objection: how to object, a sentence each.
        remedies: how to contest it.
    """

    template: ClassVar[str] = "determination"

    imprint: Imprint
    agency: Agency
    party: Party
    matter: str
    letter_number: str
    facts: tuple[Reason, ...]
    evidence: tuple[str, ...]
    heard: tuple[str, ...]
    grade: str
    grade_reasons: tuple[Reason, ...]
    basis: tuple[str, ...]
    measures: tuple[MeasureRow, ...]
    publicity: tuple[str, ...]
    repair_number: str
    objection: tuple[str, ...]
    remedies: Remedies


@dataclass(frozen=True, slots=True)
class RepairNoticeContent(Content):
    """信用修复告知书, served together with the determination (两书同达).

    Attributes:
        determination_number: the determination it belongs to.
        grade: ``轻微``, ``一般`` or ``严重``.
        earliest: first day on which repair may be asked for.
        ends: day on which the record ends by itself.
        conditions: what must be fulfilled, one each.
        materials: what to hand in, one each.
        steps: how to ask, in order.
        effects: what repair ends, one each.
        decided_within: how soon it is decided.
        where: where to ask, with address and telephone.
        basis: the articles relied on.
    """

    template: ClassVar[str] = "repair_notice"

    imprint: Imprint
    agency: Agency
    party: Party
    determination_number: str
    grade: str
    earliest: str
    ends: str
    conditions: tuple[str, ...]
    materials: tuple[str, ...]
    steps: tuple[str, ...]
    effects: tuple[str, ...]
    decided_within: str
    where: str
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One effect of a repair and when it took place: 效果, 时间, 说明."""

    effect: str
    at: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RepairReceiptContent(Content):
    """信用修复决定回执: the three effects, all at once, and who was told.

    Attributes:
        determination_number: the determination that is repaired.
        act: what had been determined.
        repaired_on: day from which the record no longer counts.
        reasons: why it is repaired, as a tree.
        effects: publicity ended, sharing stopped, bars lifted.
        receivers: (who was told, when), for every receiver of the record.
        basis: the articles relied on.
        closing: what the person should know, a sentence each.
    """

    template: ClassVar[str] = "repair_receipt"

    imprint: Imprint
    agency: Agency
    party: Party
    determination_number: str
    act: str
    repaired_on: str
    reasons: tuple[Reason, ...]
    effects: tuple[EffectRow, ...]
    receivers: tuple[tuple[str, str], ...]
    basis: tuple[str, ...]
    closing: tuple[str, ...]
