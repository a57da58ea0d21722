"""What the papers of one person's commitment say: letter and withdrawal (方案二（三）, 二（六））."""

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
        conditions: for whom the commitment route is open, a sentence each without its stop; empty for everybody.
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
    conditions: tuple[str, ...] = ()


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
