"""优化营商环境条例第四十四条第一款: which texts a basis names, of what level each is, and whether that is enough.

A proof needs a 法律, a 法规 or a decision of the State Council. What a title alone does not tell is said to be unknown;
nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Level(StrEnum):
    """The level of a legal text."""

    LAW = "法律"
    REGULATION = "法规"
    STATE_COUNCIL = "国务院决定"
    RULE = "规章"
    DOCUMENT = "规范性文件"
    UNKNOWN = "看不出层级"


ENOUGH = frozenset({Level.LAW, Level.REGULATION, Level.STATE_COUNCIL})
"""Levels that may set a proof (第四十四条第一款)."""

KNOWN: dict[str, Level] = {
    "社会救助暂行办法": Level.REGULATION,
    "税收征收管理法实施细则": Level.REGULATION,
    "中国公民收养子女登记办法": Level.REGULATION,
    "中国公民因私事往来香港地区或者澳门地区的暂行管理办法": Level.REGULATION,
    "国务院关于在线政务服务的若干规定": Level.REGULATION,
    "机动车登记规定": Level.RULE,
    "机动车驾驶证申领和使用规定": Level.RULE,
    "市场主体登记管理条例实施细则": Level.RULE,
    "教师资格条例实施办法": Level.RULE,
    "社会力量办学印章管理暂行规定": Level.RULE,
}
"""Texts of the catalogues in use whose title does not tell their level: without book marks and the name of the state."""

_TITLE = re.compile(r"《([^《》]+)》(?:[（(]([^（）()]*)[）)])?([^《]*)")
_NUMBER = re.compile(r"([\u4e00-\u9fff]{1,10})\s*[〔\[【（(]\s*(?:19|20)\d{2}\s*[〕\]】）)]\s*第?\s*\d+\s*号")
_ARTICLE = re.compile(r"第\s*[零〇一二三四五六七八九十百千0-9]+\s*条")
_ENTRY = re.compile(r"(?:附件|目录|序号)[^，。；]{0,12}?第?\s*[零一二三四五六七八九十百0-9]+\s*项?")
_STATE = "中华人民共和国"
_ORDERS: tuple[tuple[str, Level], ...] = (
    ("主席令", Level.LAW),
    ("国务院令", Level.REGULATION),
    ("国务院公布", Level.REGULATION),
    ("国务院批准", Level.REGULATION),
    ("部令", Level.RULE),
    ("局令", Level.RULE),
    ("委令", Level.RULE),
    ("署令", Level.RULE),
    ("政府令", Level.RULE),
)
_ENDINGS: tuple[tuple[str, Level], ...] = (
    (r"^国务院办公厅", Level.DOCUMENT),
    (r"^国务院(?:关于|对).*的决定$", Level.STATE_COUNCIL),
    (r"^全国人民代表大会常务委员会关于.*的(?:决定|决议)$", Level.LAW),
    (r"(?:法典|(?<!办)法)$", Level.LAW),
    (r"(?:条例|自治条例|单行条例)$", Level.REGULATION),
    (
        r"(?:通知|意见|公告|通告|方案|目录|清单|指南|标准|规范|规程|批复|复函|函|纪要|要点|计划)$",
        Level.DOCUMENT,
    ),
)


@dataclass(frozen=True, slots=True)
class CitedText:
    """One text that a basis names.

    Attributes:
        name: as written, without book marks; a document number where no title is given.
        level: of which level it is.
        placed: whether an article or a numbered entry is named.
    """

    name: str
    level: Level
    placed: bool


def cited_texts(basis: str, known: Mapping[str, Level] | None = None) -> tuple[CitedText, ...]:
    """The texts a basis names, in its order.

    Args:
        basis: as an editor or a source wrote it.
        known: levels of further texts by title, from a register of texts.

    Returns:
        One for each title in book marks, and one for each document number that stands without a title.
    """
    return _read(basis, tuple(sorted((known or {}).items())))


@lru_cache(maxsize=20_000)
def _read(basis: str, known: tuple[tuple[str, Level], ...]) -> tuple[CitedText, ...]:
    text, listed = unicodedata.normalize("NFKC", basis), dict(known)
    found: list[tuple[int, CitedText]] = []
    taken: list[tuple[int, int]] = []
    for match in _TITLE.finditer(text):
        title, aside, after = match[1].strip(), match[2] or "", match[3]
        own = after.split(";")[0]
        level = _level(title, f"{aside} {own}", listed)
        placed = bool(_ARTICLE.search(own) or (level is Level.STATE_COUNCIL and _ENTRY.search(own)))
        found.append((match.start(), CitedText(title, level, placed)))
        taken.append((match.start(), match.start(3) + len(own)))
    for match in _NUMBER.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            issued = Level.STATE_COUNCIL if match[1].endswith(("国发", "国函")) else Level.DOCUMENT
            found.append((match.start(), CitedText(match[0], issued, placed=True)))
    return tuple(text for _, text in sorted(found, key=lambda pair: pair[0]))


def _level(title: str, beside: str, known: Mapping[str, Level]) -> Level:
    name = re.sub(r"[〈〉<>\s]|[（(](?:试行|修订|修正|.{0,6}修订|.{0,6}修正)[）)]$", "", title)
    name = name.removeprefix(_STATE)
    listed = known.get(name) or known.get(title) or KNOWN.get(name)
    if listed is not None:
        return listed
    for words, level in _ORDERS:
        if words in beside:
            return level
    return next((level for ending, level in _ENDINGS if re.search(ending, name)), Level.UNKNOWN)
