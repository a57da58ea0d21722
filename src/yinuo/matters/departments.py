"""Which body of this city answers to the department that a source names, or to the matter where it names none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from yinuo.matters.catalogue import folded

WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("法律援助", ("法律援助机构", "法律援助中心")),
    (
        "公安",
        (
            "公安",
            "派出所",
            "户口",
            "落户",
            "分户",
            "居住证",
            "出入境",
            "护照",
            "通行证",
            "保安员",
            "机动车",
            "刻制印章",
        ),
    ),
    (
        "人力资源",
        ("人力资源", "人社", "人事考试", "资格考试", "社会保险", "职称", "工伤", "失业", "死亡待遇"),
    ),
    ("教育", ("教育", "教师资格", "中小学", "高中", "高校", "学籍")),
    ("税务", ("税务", "地税", "契税", "个人所得税")),
    ("文化", ("文化", "娱乐场所")),
    ("消防", ("消防",)),
    ("民政", ("民政", "婚姻登记", "结婚登记", "收养")),
    ("医疗保障", ("医保", "医疗保障", "生育补贴")),
    ("市场监督", ("市场监管", "市场监督", "工商行政", "股份有限公司", "企业登记", "个体工商户")),
    ("住房和城乡建设", ("住房公积金", "住房和城乡", "房地产")),
    ("自然资源", ("不动产", "自然资源")),
    ("司法", ("司法", "律师", "法律服务", "法律援助")),
)
"""A word of the agency's name, and the words of a department or matter that point to it; the first that fits counts."""


class Named(Protocol):
    """An agency as far as its name matters."""

    name: str
    short_name: str
    region_code: str


A = TypeVar("A", bound=Named)


def agency_word(department: str, matter: str) -> str:
    """The word by which an agency is looked for.

    Args:
        department: as the source names it; may be empty.
        matter: name of the matter, asked where the department says nothing.

    Returns:
        A word of :data:`WORDS`, or the empty string.
    """
    for text in (folded(department), folded(matter)):
        for word, signs in WORDS:
            if any(sign in text for sign in signs):
                return word
    return ""


def find(department: str, matter: str, agencies: Iterable[A], *, region_code: str) -> A | None:
    """The agency that answers to a department, or None.

    Args:
        department, matter: as the source writes them.
        agencies: all bodies of the city.
        region_code: of the city; its own bodies go before those of its counties.

    Returns:
        The body of that very name, else the one whose name holds the word that the department or matter points to.
    """
    listed = sorted(agencies, key=lambda agency: (agency.region_code != region_code, len(agency.name)))
    wanted = folded(department)
    exact = next((a for a in listed if wanted and wanted in {folded(a.name), folded(a.short_name)}), None)
    word = agency_word(department, matter)
    return exact or next((agency for agency in listed if word and word in agency.name), None)
