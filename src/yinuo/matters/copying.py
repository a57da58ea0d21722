"""What in a copied set-up belongs to the body it came from, and must be looked at in its new place. No table is touched."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from yinuo.law.notice import FIELD_TITLES
from yinuo.matters.extras import OPEN_PAPERS

_WHEREABOUTS = re.compile(
    r"[\u4e00-\u9fff]{1,12}?(?:路|街|巷|大道)[0-9０-９一二三四五六七八九十]+号(?!窗口)"
    r"|(?<!\d)(?:(?:0\d{2,3}-?)?\d{7,8}|1\d{10}|\d{3}-\d{4}-\d{4})(?!\d)"
    r"|[\u4e00-\u9fff]{0,8}?(?:政务服务中心|服务大厅|办事大厅)|[0-9A-Z０-９一二三四五六七八九十]+号窗口"
)
_LEADS_IN = re.compile(r"^.*?[到在往](?=[\u4e00-\u9fff]{2})")
"""What stands before the name of a place and is no part of it."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body as far as its set-ups speak of it."""

    name: str
    short_name: str
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to be looked at.

    Attributes:
        where: in Chinese, where it stands.
        words: what stands there.
        why: why it must be looked at.
    """

    where: str
    words: str
    why: str

    def as_json(self) -> dict[str, str]:
        """As it is stored."""
        return asdict(self)


_NOTICE_TITLES = {
    **FIELD_TITLES,
    "liability_civil": "民事责任",
    "liability_administrative": "行政责任",
    "liability_criminal": "刑事责任",
}
_PLAIN_TITLES = {
    "summary": "一句话",
    "who": "谁可以",
    "promise": "承诺什么",
    "check": "怎样核对",
    "if_untrue": "不实怎样",
    "withdraw": "怎样撤回",
}


def flags(
    content: Mapping[str, Any], *, issuer: str, source: Body, target: Body, known_sources: Collection[str]
) -> list[Flag]:
    """What of a copied set-up must be looked at before it may be used by another body.

    Args:
        content: ``notice``, ``facts``, ``inputs``, ``plain`` and ``terms`` of the version.
        issuer: who issues the proof, as the source has it.
        source, target: the bodies.
        known_sources: keys of the data sources that can be asked here.
    """
    found = list(_texts(content))
    return [
        *([Flag("开具单位", issuer, f"{target.short_name}这里由谁开具，请核对")] if issuer else []),
        *(flag for where, text in found for flag in _names(where, text, source)),
        *(flag for where, text in found for flag in _whereabouts(where, text, source)),
        *_unknown_sources(content.get("facts", ()), known_sources),
    ]


_PARTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("facts", "承诺事实{}", ("text", "standard", "source_name", "alternative")),
    ("inputs", "填写项{}", ("label", "help")),
    ("procedure", "工作规程第{}步", ("title", "who", "note")),
    ("risk_points", "风险点{}", ("step", "point", "control", "owner")),
    ("conditions", "适用条件{}", ("text", "measure")),
)
"""Lists of a set-up: name, what a part is called, and its columns that hold words."""


def _texts(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    notice = {name: content.get("notice", {}).get(name, "") for name in _NOTICE_TITLES}
    yield from _of(notice, "告知内容·{}", _NOTICE_TITLES)
    yield from _of(content.get("plain", {}), "大白话·{}", _PLAIN_TITLES)
    yield from _of(content.get("plain", {}).get("extra", {}), "{}的补充说明", OPEN_PAPERS)
    for name, called, columns in _PARTS:
        parts = content.get(name) or content.get("terms", {}).get(name, ())
        for number, part in enumerate(parts, start=1):
            yield from ((called.format(number), str(part[column])) for column in columns if part.get(column))


def _of(part: Mapping[str, Any], called: str, titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from ((called.format(title), str(part[name])) for name, title in titles.items() if part.get(name))


def _names(where: str, text: str, source: Body) -> Iterator[Flag]:
    named = [name for name in dict.fromkeys((source.name, source.short_name)) if name and name in text]
    own = [words for words in (source.address, source.phone) if words and words in text]
    for words in (*named[:1], *own):
        yield Flag(where, words, f"写的是{source.short_name}的，请改成本单位的")


def _whereabouts(where: str, text: str, source: Body) -> Iterator[Flag]:
    for words in (source.address, source.phone):
        text = text.replace(words, "；") if words else text
    for found in dict.fromkeys(_WHEREABOUTS.findall(text)):
        words = _LEADS_IN.sub("", found)
        yield Flag(where, words, "地址、电话、窗口各单位不同，请核对")


def _unknown_sources(facts: Sequence[Mapping[str, Any]], known: Collection[str]) -> Iterator[Flag]:
    for number, fact in enumerate(facts, start=1):
        key = str(fact.get("source_key", ""))
        if key and key not in known:
            yield Flag(f"承诺事实{number}", key, "这个数据来源这里还不能查询，请换一个来源，或者改为人工核查")
