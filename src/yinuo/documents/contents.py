"""What each kind of document says: frozen dataclasses, the only input of their templates.

All texts are Chinese and ready to print; moments and days are written out (``2026年6月1日 10:00``).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Party:
    """A subject as a document names it.

    Attributes:
        kind: ``自然人``, ``企业`` or ``其他组织``.
        name: in full.
        id_kind: ``居民身份证`` or ``统一社会信用代码``.
        id_number: in full; the document is the person's own.
        phone: may be empty.
        address: may be empty.
        representative: who acts for it, with capacity (``法定代表人 程小满``); empty for a person acting himself.
    """

    kind: str
    name: str
    id_kind: str
    id_number: str
    phone: str = ""
    address: str = ""
    representative: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """The agency as a document names it."""

    name: str
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of the notice: title and text (lines separated by a line feed)."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One promised fact and the check that will test it."""

    fact: str
    method: str
    timing: str
    standard: str
    due: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the reasons: what follows, from which article, and what it rests on."""

    text: str
    citation: str = ""
    ok: bool | None = None
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Remedy:
    """Where and until when the person can turn against a decision."""

    text: str
    citation: str


@dataclass(frozen=True, slots=True)
class CheckMark:
    """How anyone can check the document.

    Attributes:
        code: ``7K3M-Q9TX-2HBA``.
        address: of the check page; the QR holds it.
    """

    code: str
    address: str


@dataclass(frozen=True, slots=True)
class Content:
    """What all documents have."""

    number: str
    city: str
    office: Office
    made_on: str
    check: CheckMark

    def as_json(self) -> dict[str, Any]:
        """The content as plain JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class LetterContent(Content):
    """证明事项告知承诺书: who, what was told, what is promised, how it is checked, how it was signed."""

    matter: str
    item: str
    applicant: Party
    notice_version: str
    told: tuple[Clause, ...]
    answers: tuple[Clause, ...]
    facts: tuple[str, ...]
    statements: tuple[str, ...]
    plan: tuple[PlanLine, ...]
    withdrawal: str
    signer: str
    typed_name: str
    signed_at: str
    shown_at: str
    confirmed_at: str
    case_number: str


@dataclass(frozen=True, slots=True)
class WithdrawalContent(Content):
    """撤回承诺确认书."""

    matter: str
    item: str
    applicant: Party
    letter_number: str
    reason: str
    what_next: str
    case_number: str


@dataclass(frozen=True, slots=True)
class ReceiptContent(Content):
    """收件回执: what was handed in, when, and what follows by when."""

    matter: str
    applicant: Party
    items: tuple[Clause, ...]
    submitted_at: str
    due: str
    what_next: str
    case_number: str


@dataclass(frozen=True, slots=True)
class DecisionContent(Content):
    """决定书.

    Attributes:
        title: ``准予决定书``, ``不予决定书`` or ``终止办理决定书``.
        opening: the sentence that decides.
        remark: ``系本人承诺`` line, or empty.
        officer: who decided, or ``系统依规则当场作出``.
    """

    title: str
    matter: str
    applicant: Party
    opening: str
    reasons: tuple[Reason, ...]
    officer_reason: str
    basis: tuple[str, ...]
    remark: str
    remedies: tuple[Remedy, ...]
    officer: str
    case_number: str


@dataclass(frozen=True, slots=True)
class RepresentationNoticeContent(Content):
    """陈述申辩告知书: what was found, what may follow, until when and how to speak."""

    matter: str
    item: str
    applicant: Party
    letter_number: str
    found: tuple[Clause, ...]
    may_follow: tuple[Remedy, ...]
    due: str
    how: str
    case_number: str


@dataclass(frozen=True, slots=True)
class AnnulmentContent(Content):
    """撤销决定书."""

    matter: str
    applicant: Party
    annulled_number: str
    annulled_on: str
    facts: str
    heard: str
    reasons: tuple[Reason, ...]
    basis: tuple[str, ...]
    remedies: tuple[Remedy, ...]
    officer: str
    case_number: str


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure with its basis, link to the act and proportion."""

    title: str
    citation: str
    link: str
    proportion: str


@dataclass(frozen=True, slots=True)
class DeterminationContent(Content):
    """失信行为认定书."""

    subject: Party
    act: str
    grade: str
    factors: tuple[Clause, ...]
    reason: str
    measures: tuple[MeasureLine, ...]
    publicity: str
    basis: tuple[str, ...]
    remedies: tuple[Remedy, ...]
    officer: str
    case_number: str


@dataclass(frozen=True, slots=True)
class RepairNoticeContent(Content):
    """信用修复告知书, served together with the determination (两书同达)."""

    subject: Party
    determination_number: str
    conditions: tuple[Clause, ...]
    earliest: str
    how: str
    fee: str
    effects: tuple[str, ...]
    case_number: str


@dataclass(frozen=True, slots=True)
class RepairReceiptContent(Content):
    """信用修复回执: what ended when, and who was told."""

    subject: Party
    determination_number: str
    granted: bool
    conditions: tuple[Clause, ...]
    ended: tuple[str, ...]
    told: tuple[str, ...]
    case_number: str


@dataclass(frozen=True, slots=True)
class NoticeContent(Content):
    """告知书 as published: the eight parts."""

    matter: str
    item: str
    version: str
    told: tuple[Clause, ...]
    statements: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuideContent(Content):
    """办事指南: both routes side by side, in plain words."""

    matter: str
    item: str
    version: str
    facts: tuple[Clause, ...]
    commit_route: tuple[Clause, ...]
    proof_route: tuple[Clause, ...]
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DiligenceContent(Content):
    """尽职记录: what was done when, with the article that asks for it."""

    matter: str
    applicant_masked: str
    elements: tuple[Reason, ...]
    entries: tuple[tuple[str, str, str, str], ...] = field(default=())
    case_number: str = ""
    chain: str = ""
