"""Titles of legal texts: taken apart, made comparable, and what a name alone says of a text's rank."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

STATE = "中华人民共和国"
_TRIAL = re.compile(r"\((?:试行|暂行)(?:稿)?\)$")
_EDITION = re.compile(
    r"\((?:(?:\d{4}年?)?\d{0,2}月?\d{0,2}日?(?:第[一二三四五六七八九十]+次)?(?:最新)?(?:修正|修订|修改)(?:案|版|本|稿)?|\d{4}(?:年)?(?:版|本|年|文本)?)\)$"
)
_FOLDED = str.maketrans(dict.fromkeys('〈〉《》<>“”"'))
_TYPESET = str.maketrans("()《》<>", "（）〈〉〈〉")
_REGION = re.compile(r"^.{2,12}?(?:自治区|自治州|自治县|自治旗|经济特区|省)|^[^市]{2,4}(?<!城)市(?!场)")
_PROVINCES = [
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
]


@dataclass(frozen=True, slots=True)
class Titled:
    """A title taken apart.

    Attributes:
        name: without the state's name in front and without marks behind.
        trial: whether it is marked as on trial behind the name, （试行） or （暂行）.
        edition: ``2018年修正`` and the like, without brackets; empty where none is named.
    """

    name: str
    trial: bool = False
    edition: str = ""


def tidy(written: str) -> str:
    """A title in one typographic form: no spaces between characters, full-width brackets, inner titles in 〈〉."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", written))
    return text.translate(_TYPESET)


def title_parts(title: str) -> Titled:
    """A title without the state's name, with the marks behind it taken off and named.

    Args:
        title: without its own book marks.
    """
    name, trial, edition = unicodedata.normalize("NFKC", tidy(title)), False, ""
    while True:
        marked = _EDITION.search(name)
        if marked and marked.start():
            name, edition = name[: marked.start()], edition or marked.group()[1:-1]
            continue
        marked = _TRIAL.search(name)
        if not marked or not marked.start():
            break
        name, trial = name[: marked.start()], True
    if name.startswith(STATE) and len(name) > len(STATE) + 1:
        name = name.removeprefix(STATE)
    return Titled(tidy(name), trial, edition)


def known_as(title: str) -> str:
    """The key under which a title or a document number is compared.

    The state's name and the mark of an edition do not tell texts apart; the mark of a trial does: what is on trial
    and what takes its place later often have the same name.
    """
    parts = title_parts(title)
    key = unicodedata.normalize("NFKC", parts.name).translate(_FOLDED).casefold()
    return f"{key}(试行)" if parts.trial else key


def level_by_name(title: str, number: str = "") -> str:
    """The rank that a text's name and number themselves tell; empty where they do not.

    Only a law may be called 法; a text called 条例 is the State Council's, or local where a place stands in front; a
    number of the form 〔2020〕25号 is that of a document and not of a decree (《行政法规制定程序条例》第五条).

    Returns:
        ``"law"``, ``"administrative_regulation"``, ``"local_regulation"``, ``"state_council_decision"``,
        ``"department_rules"``, ``"normative_document"`` or empty.
    """
    name = title_parts(title).name
    if re.search(r"(?<![办方])法(?:典)?$", name):
        return "law"
    if name.startswith("国务院") and name.endswith("的决定"):
        return "state_council_decision"
    if re.search(r"〔\d{4}〕\d+号$", number):
        return "normative_document"
    if number.startswith("国务院令"):
        return "administrative_regulation"
    if name.endswith("条例"):
        return "local_regulation" if _is_local(name) else "administrative_regulation"
    return "department_rules" if re.search(r"(?:部|委|局|署|行|会)令", number) else ""


def _is_local(name: str) -> bool:
    return name.startswith(tuple(_PROVINCES)) or bool(_REGION.match(name))
