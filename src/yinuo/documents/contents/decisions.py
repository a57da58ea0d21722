"""What the papers of deciding say: decision, hearing, annulment (方案二（四）)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from yinuo.documents.contents.parts import Agency, Content, Imprint, Party, Reason, Remedies


@dataclass(frozen=True, slots=True)
class DecisionContent(Content):
    """决定书: granted, refused or terminated.

    Attributes:
        title: such as ``准予法律援助决定书``.
        kind: what was decided.
        applicant: who is addressed.
        matter: 行政事项名称.
        application_number: 申请编号.
        applied_on: 申请日期.
        accepted_on: 受理日期; empty where it was accepted on the day of application.
        operative: what is decided, a sentence each.
        reasons: why, as a tree.
        basis: the articles relied on.
        letters: numbers of the commitment letters relied on; they become the remark 系本人承诺.
        remedies: None for a grant that burdens nobody.
    """

    template: ClassVar[str] = "decision"

    imprint: Imprint
    agency: Agency
    title: str
    kind: Literal["grant", "refuse", "terminate"]
    applicant: Party
    matter: str
    application_number: str
    applied_on: str
    accepted_on: str
    operative: tuple[str, ...]
    reasons: tuple[Reason, ...]
    basis: tuple[str, ...]
    letters: tuple[str, ...] = ()
    remedies: Remedies | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What was promised and what was found.

    Attributes:
        fact: 承诺的事实.
        promised: as promised.
        found: as found.
        source: where it was found, and when.
    """

    fact: str
    promised: str
    found: str
    source: str


@dataclass(frozen=True, slots=True)
class RepresentationContent(Content):
    """陈述申辩告知书: what was found, what is intended, and the right to be heard first.

    Attributes:
        letter_number: the letter in question.
        differences: promised against found.
        intended: what the agency intends (拟作出的处理), a sentence each.
        basis: the articles relied on.
        due: last day to speak, with how it was reckoned.
        ways: how to speak, a sentence each.
        rights: what else the person may do, a sentence each.
    """

    template: ClassVar[str] = "representation_notice"

    imprint: Imprint
    agency: Agency
    party: Party
    matter: str
    letter_number: str
    differences: tuple[Difference, ...]
    intended: tuple[str, ...]
    basis: tuple[str, ...]
    due: str
    ways: tuple[str, ...]
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnnulmentContent(Content):
    """撤销决定书.

    Attributes:
        decision_title: title of the decision that is annulled.
        decision_number: its number.
        decided_on: its date.
        matter: 行政事项名称.
        differences: promised against found.
        evidence: 证据, one each.
        heard: what the person said and what the agency answers, a paragraph each.
        reasons: why, as a tree.
        basis: the articles relied on.
        operative: what is decided, a sentence each.
        consequences: what the person must do or loses, a sentence each.
        remedies: how to contest it.
    """

    template: ClassVar[str] = "decision_annul"

    imprint: Imprint
    agency: Agency
    party: Party
    matter: str
    decision_title: str
    decision_number: str
    decided_on: str
    differences: tuple[Difference, ...]
    evidence: tuple[str, ...]
    heard: tuple[str, ...]
    reasons: tuple[Reason, ...]
    basis: tuple[str, ...]
    operative: tuple[str, ...]
    consequences: tuple[str, ...]
    remedies: Remedies
