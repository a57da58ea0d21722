"""What the papers of the commitment say: letter, blank letter, notice, guide, withdrawal (方案二（三）, 二（六）, 三（三）)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yinuo.documents.contents.parts import (
    Agency,
    Clause,
    Content,
    Imprint,
    Party,
    PlanRow,
    PromisedFact,
)


@dataclass(frozen=True, slots=True)
class LetterContent(Content):
    """证明事项告知承诺书, signed.

    Attributes:
        imprint: number, date of signing, check code and address.
        agency: the agency that told and keeps it.
        applicant: who promises.
        matter: 行政事项名称.
        proof: 证明事项名称.
        notice: the parts of the notice as shown, in reading order.
        notice_version: such as ``第3版``.
        notice_digest: SHA-256 of the notice's text, hexadecimal.
        notice_confirmed: when the notice was confirmed, to the minute.
        statements: the four statements, without 本人/本单位 before them.
        facts: what is promised.
        plan: how it will be checked.
        withdrawal: how the promise can be taken back, a sentence each.
        signer: name of the person who signed.
        identity: how the signer's identity was made sure.
        typed_name: the name typed instead of drawn, or empty.
        application_number: 申请编号.
    """

    template: ClassVar[str] = "letter"

    imprint: Imprint
    agency: Agency
    applicant: Party
    matter: str
    proof: str
    notice: tuple[Clause, ...]
    notice_version: str
    notice_digest: str
    notice_confirmed: str
    statements: tuple[str, ...]
    facts: tuple[PromisedFact, ...]
    plan: tuple[PlanRow, ...]
    withdrawal: tuple[str, ...]
    signer: str
    identity: str
    typed_name: str = ""
    application_number: str = ""


@dataclass(frozen=True, slots=True)
class LetterBlankContent(Content):
    """证明事项告知承诺书 as a form (格式文本), to be filled in and signed by hand.

    Attributes:
        imprint: number may be empty (a line is printed); the address leads to the page where it is filled in online.
        audience: ``"person"`` or ``"firm"``.
        facts: what is promised; a fact whose ``answer`` is a label gets a line to fill in.
        others: see :class:`LetterContent`.
    """

    template: ClassVar[str] = "letter_blank"

    imprint: Imprint
    agency: Agency
    audience: str
    matter: str
    proof: str
    notice: tuple[Clause, ...]
    notice_version: str
    notice_digest: str
    statements: tuple[str, ...]
    facts: tuple[PromisedFact, ...]
    plan: tuple[PlanRow, ...]
    withdrawal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeContent(Content):
    """证明事项告知书: all parts, by themselves, to read before promising.

    Attributes:
        clauses: the eight parts, each with the question it answers.
        version: such as ``第3版``.
        valid_from: first day of this version.
        digest: SHA-256 of the text, hexadecimal.
        routes: the two ways side by side: (title, sentences) each.
        withdrawal: how a promise can be taken back.
        hotline: telephone for questions and complaints.
    """

    template: ClassVar[str] = "notice"

    imprint: Imprint
    agency: Agency
    matter: str
    proof: str
    clauses: tuple[Clause, ...]
    version: str
    valid_from: str
    digest: str
    routes: tuple[tuple[str, tuple[str, ...]], ...]
    withdrawal: tuple[str, ...]
    hotline: str


@dataclass(frozen=True, slots=True)
class Material:
    """One line of a guide's list of materials.

    Attributes:
        name: 材料名称.
        source: 来源 (申请人自备, 政府部门核发, ...).
        copies: 份数和形式.
        by_commitment: whether a commitment stands in for it.
    """

    name: str
    source: str
    copies: str
    by_commitment: bool = False


@dataclass(frozen=True, slots=True)
class CommitmentOffer:
    """A proof item in a guide: what is promised instead, what would otherwise be brought, what if it is untrue."""

    proof: str
    promised: str
    otherwise: str
    untrue: str


@dataclass(frozen=True, slots=True)
class GuideContent(Content):
    """办事指南.

    Attributes:
        summary: one sentence that says what the matter is.
        facts: the short facts as (label, text): 办理时限, 收费, 地点, 时间, 电话 ...
        conditions: 受理条件.
        materials: what to bring.
        offers: proof items that can be promised.
        steps: (title, text) in order.
        withdrawal: how a promise can be taken back.
        basis: 设定依据.
        complaint: where to complain, including about a proof demanded beyond the list.
    """

    template: ClassVar[str] = "guide"

    imprint: Imprint
    agency: Agency
    matter: str
    kind: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    conditions: tuple[str, ...]
    materials: tuple[Material, ...]
    offers: tuple[CommitmentOffer, ...]
    steps: tuple[tuple[str, str], ...]
    withdrawal: tuple[str, ...]
    basis: tuple[str, ...]
    complaint: str


@dataclass(frozen=True, slots=True)
class WithdrawalContent(Content):
    """撤回承诺确认书 (方案二（六）).

    Attributes:
        letter_number: the letter that is withdrawn.
        proofs: 证明事项 concerned.
        withdrawn_at: moment, to the minute.
        reason: the applicant's reason.
        effects: what follows, a sentence each.
        to_bring: what has to be handed in now: (proof, by when).
    """

    template: ClassVar[str] = "withdrawal"

    imprint: Imprint
    agency: Agency
    applicant: Party
    matter: str
    application_number: str
    letter_number: str
    proofs: tuple[str, ...]
    withdrawn_at: str
    reason: str
    effects: tuple[str, ...]
    to_bring: tuple[tuple[str, str], ...]
    citation: str
