"""What the papers of the case itself say: receipt, and the record of due diligence (方案四（二）)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yinuo.documents.contents.parts import Agency, Content, Imprint, Party


@dataclass(frozen=True, slots=True)
class ReceiptItem:
    """One proof item of an application: what, by which route, how it stands."""

    name: str
    route: str
    state: str


@dataclass(frozen=True, slots=True)
class ReceiptContent(Content):
    """收件回执 or 办理回执.

    Attributes:
        title: ``收件回执`` or ``办理回执``.
        received_at: moment of receipt, to the minute.
        items: the proof items.
        materials: names of the files and papers received.
        steps: what happens next, a sentence each.
        due: by when it is decided, with how it was reckoned.
        follow: where to follow the case, a sentence each.
        file_number: 案卷编号.
        entry_digest: hash of the case file's entry of receipt, hexadecimal.
    """

    template: ClassVar[str] = "receipt"

    imprint: Imprint
    agency: Agency
    title: str
    applicant: Party
    matter: str
    application_number: str
    received_at: str
    items: tuple[ReceiptItem, ...]
    materials: tuple[str, ...]
    steps: tuple[str, ...]
    due: str
    follow: tuple[str, ...]
    file_number: str
    entry_digest: str


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """One entry of a case file.

    Attributes:
        number: its number in the file.
        at: moment, to the minute.
        who: name and role.
        what: what was done.
        basis: the article, or empty.
        digest: its hash, hexadecimal.
    """

    number: int
    at: str
    who: str
    what: str
    basis: str
    digest: str


@dataclass(frozen=True, slots=True)
class DueDiligenceContent(Content):
    """尽职记录: what was done, by whom, when and on what basis, as the case file itself says.

    Attributes:
        file_number: 案卷编号.
        matter: 行政事项名称.
        applicant: the applicant as he may be shown here (masked).
        summary: (label, text) lines at the top.
        entries: the case file's entries in order.
        duties: (duty, how it was done, basis): 告知, 核查, 听取陈述申辩, 送达 ...
        finding: what the record shows, a sentence each.
        head_digest: hash of the last entry, hexadecimal.
        log: how the hash can be checked against the public log, a sentence each.
    """

    template: ClassVar[str] = "due_diligence"

    imprint: Imprint
    agency: Agency
    file_number: str
    matter: str
    applicant: str
    summary: tuple[tuple[str, str], ...]
    entries: tuple[RecordEntry, ...]
    duties: tuple[tuple[str, str, str], ...]
    finding: tuple[str, ...]
    head_digest: str
    log: tuple[str, ...]
