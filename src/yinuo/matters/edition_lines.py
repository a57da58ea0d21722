"""One line of a published catalogue, its exact form as JSON, and the digest of a whole edition. Plain Python.

The form is versioned: :data:`FORMAT` names it, ``docs/editions.md`` describes it, and anybody can recompute the digest of
an edition from the file that was published (clause 3.2-a).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from yinuo.casefile.chain import canonical_bytes

FORMAT = "yinuo-catalogue/1"


@dataclass(frozen=True, slots=True)
class Line:
    """One proof item of a catalogue, as it applied on the day of the edition; every text as it stood.

    Attributes:
        slug: the item's code in addresses; a catalogue holds it once.
        region: 县区, or 市直.
        agency: 办理单位.
        matter, matter_code, kind, field: 行政事项, its code, its kind and its priority field.
        name, proves, purpose: 证明名称, 证明种类, 证明用途.
        basis: 设定依据.
        asker, issuer: 索要单位, 开具单位.
        content, conditions, materials: 证明内容, 许可条件, 材料要求.
        facts: 承诺的事实, numbered, one a line, each with its standard.
        method, signers: 承诺方式, 谁可以签.
        civil, administrative, criminal: the three liabilities.
        verification: 核查.
        public: whether a letter is made public, where and how long.
        status: ``published`` or ``suspended``.
        because: why it is suspended, or why it will end.
        version: number of the version in force.
        valid_from: ISO day since when it applies.
        ends_on: ISO day from which it will no longer apply, or empty.
        digest: SHA-256 of the notice's text.
    """

    slug: str
    region: str
    agency: str
    matter: str
    matter_code: str
    kind: str
    field: str
    name: str
    proves: str
    purpose: str
    basis: str
    asker: str
    issuer: str
    content: str
    conditions: str
    materials: str
    facts: str
    method: str
    signers: str
    civil: str
    administrative: str
    criminal: str
    verification: str
    public: str
    status: str
    because: str
    version: int
    valid_from: str
    ends_on: str
    digest: str

    def as_json(self) -> dict[str, Any]:
        """As it is kept and published."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Line:
        """As it was kept.

        Raises:
            ValueError: a column that no catalogue has, or a missing one.
        """
        names = {one.name for one in fields(cls)}
        if set(kept) != names:
            raise ValueError(f"目录的栏目不对：{'、'.join(sorted(set(kept) ^ names))}")
        return cls(**kept)

    @property
    def place(self) -> tuple[str, ...]:
        """Where the line stands in a catalogue: by county, unit, matter and name."""
        return (self.region, self.agency, self.matter, self.name, self.slug)

    @property
    def state(self) -> str:
        """The state in words, with its reason."""
        word = STATES.get(self.status, self.status)
        ends = f"，{written_day(self.ends_on)}起停用" if self.ends_on else ""
        return f"{word}{ends}（{self.because}）" if self.because else f"{word}{ends}"


def written_day(iso: str) -> str:
    """An ISO day as people write it; empty for none."""
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


STATES = {"published": "可以承诺", "suspended": "暂停适用"}
TITLES: dict[str, str] = {
    "region": "县区",
    "agency": "办理单位",
    "matter": "行政事项",
    "matter_code": "事项编码",
    "kind": "事项类型",
    "field": "重点领域",
    "name": "证明名称",
    "proves": "证明种类",
    "purpose": "证明用途",
    "basis": "设定依据",
    "asker": "索要单位",
    "issuer": "开具单位",
    "content": "证明内容",
    "conditions": "许可条件",
    "materials": "材料要求",
    "facts": "承诺的事实",
    "method": "承诺方式",
    "signers": "谁可以签",
    "civil": "民事责任",
    "administrative": "行政责任",
    "criminal": "刑事责任",
    "verification": "核查",
    "public": "承诺书是否公开",
    "status": "现状",
    "because": "暂停或者停用的原因",
    "version": "版本",
    "valid_from": "适用起",
    "ends_on": "定于停用",
    "digest": "告知文本摘要",
    "slug": "代号",
}
"""Column to its title, in the order of the files."""


def shown(name: str, value: Any) -> str:
    """A column as people read it.

    Args:
        name: of the column.
        value: as it is kept.
    """
    if name == "status":
        return STATES.get(str(value), str(value))
    if name in {"valid_from", "ends_on"}:
        return written_day(str(value))
    return f"第{value}版" if name == "version" else str(value)


def ordered(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines in the one order of a catalogue."""
    return tuple(sorted(lines, key=lambda line: line.place))


def content_of(scope: Mapping[str, str], on: str, lines: Iterable[Line]) -> dict[str, Any]:
    """What an edition says, as the one JSON value whose digest is signed.

    Args:
        scope: ``kind``, ``region_code``, ``agency`` (统一社会信用代码, or empty) and ``title``.
        on: ISO day as of which it holds.
        lines: in any order.
    """
    return {
        "format": FORMAT,
        "scope": dict(scope),
        "on": on,
        "lines": [line.as_json() for line in ordered(lines)],
    }


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON (RFC 8785) of an edition's content, in hexadecimal."""
    return hashlib.sha256(canonical_bytes(content)).hexdigest()
