"""What a published catalogue says on paper (方案三（二）): the announcement, and the list that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yinuo.documents.contents.parts import Agency, Content, Imprint


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One item of the list.

    Attributes:
        unit: 办理单位.
        matter: 行政事项.
        proof: 证明名称.
        basis: 设定依据.
        issuer: 开具单位.
        method: 承诺方式.
        verification: 核查.
        state: 现状 with version and first day.
    """

    unit: str
    matter: str
    proof: str
    basis: str
    issuer: str
    method: str
    verification: str
    state: str


@dataclass(frozen=True, slots=True)
class EditionContent(Content):
    """公布目录 as an official paper: an announcement, signed, with the list as its annex.

    Attributes:
        heading: title of the announcement.
        catalogue: title of the annex.
        paragraphs: the announcement, a paragraph each.
        rows: the list.
        content_digest: SHA-256 of the edition's content, hexadecimal.
        online: the address where it can be read and taken in other formats.
    """

    template: ClassVar[str] = "edition"

    imprint: Imprint
    agency: Agency
    heading: str
    catalogue: str
    paragraphs: tuple[str, ...]
    rows: tuple[EditionRow, ...]
    content_digest: str
    online: str
