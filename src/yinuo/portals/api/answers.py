"""What the API answers, as frozen records; the description of the API is made from them, so that the two cannot differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any


def means(zh: str) -> Any:
    """A field with what it means, in Chinese."""
    return field(metadata={"zh": zh})


@dataclass(frozen=True, slots=True)
class ItemSummary:
    """一项已经公布的证明事项。"""

    slug: str = means("代号，用于地址")
    name: str = means("证明名称")
    matter: str = means("所属行政事项")
    kind: str = means("事项类型，来源未载明时为“来源未载明”")
    field: str = means("重点领域，没有的为空")
    agency: str = means("办理单位")
    issuer: str = means("开具单位，来源未载明时为空")
    status: str = means("published 已公布；suspended 暂停适用")
    suspended_because: str = means("暂停的原因，没有暂停的为空")
    version: int = means("版本号")
    valid_from: date | None = means("适用起")
    address: str = means("这一项的接口地址")
    page: str = means("这一项的网页")


@dataclass(frozen=True, slots=True)
class Clause:
    """告知书的一项。"""

    title: str = means("项目")
    text: str = means("正式文字")


@dataclass(frozen=True, slots=True)
class Fact:
    """承诺的一项事实。"""

    text: str = means("承诺的事实")
    standard: str = means("核查标准")
    item_class: str = means("ordinary 一般；exempt 免予核查；strict 从严核查")
    alternative: str = means("不签承诺时可以交的证明")


@dataclass(frozen=True, slots=True)
class Input:
    """申请人要填的一项。"""

    key: str = means("代号")
    label: str = means("名称")
    kind: str = means("text 文字；number 数字；date 日期；choice 选一项")
    required: bool = means("必填")
    choices: list[str] = means("选项，不是选一项的为空")


@dataclass(frozen=True, slots=True)
class Item:
    """一项证明事项的全部公开内容。"""

    summary: ItemSummary = means("概要")
    purpose: str = means("证明用途")
    basis: str = means("设定依据")
    source: str = means("来源")
    notice: list[Clause] = means("告知书的八项内容")
    text_digest: str = means("告知文本的 SHA-256")
    facts: list[Fact] = means("要承诺的事实和核查标准")
    inputs: list[Input] = means("要填的内容")


@dataclass(frozen=True, slots=True)
class ItemPage:
    """目录的一页。"""

    items: list[ItemSummary] = means("按编入目录的先后")
    next: str = means("下一页的地址，没有的为空")


@dataclass(frozen=True, slots=True)
class Check:
    """一份文书现在的效力；姓名已经遮盖，企业名称公开。"""

    code: str = means("核验码")
    kind: str = means("文书种类的代号")
    title: str = means("文书种类")
    number: str = means("文号")
    agency: str = means("出具单位")
    about: str = means("所涉的人，自然人只留姓")
    fixed_on: date = means("成文日期")
    state: str = means("现在的效力")
    said: str = means("一句话说明")
    made: bool = means("PDF 文件是否已经制成")
    file_digest: str = means("PDF 文件的 SHA-256，没有制成的为空；与手里的文件一致就是原件")
    page: str = means("核验网页")


@dataclass(frozen=True, slots=True)
class Measure:
    """一项惩戒措施。"""

    title: str = means("措施")
    basis: str = means("依据")


@dataclass(frozen=True, slots=True)
class Published:
    """一条正在公示的失信认定；修复、撤销、异议或者到期，当即不再列出。"""

    number: str = means("认定书文号")
    name: str = means("自然人只留姓，企业为全称")
    uscc: str = means("企业的统一社会信用代码，自然人为空")
    agency: str = means("认定单位")
    grade: str = means("一般或者严重；轻微的不公示")
    measures: list[Measure] = means("惩戒措施和依据")
    determined_on: date = means("认定日期")
    published_until: date = means("公示到哪一天为止（这一天不再公示）")
    repair_from: date = means("最早可以修复的日期")


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """公示的一页。"""

    determinations: list[Published] = means("新的在前")
    next: str = means("下一页的地址，没有的为空")


@dataclass(frozen=True, slots=True)
class Basis:
    """依据。"""

    law: str = means("法律文件的代号")
    label: str = means("条款")
    text: str = means("原文")
    source: str = means("法律文件全称和施行日期")


@dataclass(frozen=True, slots=True)
class Refusal:
    """不能办的原因和出路。"""

    what: str = means("办不成的事")
    why: str = means("原因")
    basis: Basis = means("依据")
    instead: str = means("可以怎样办")


@dataclass(frozen=True, slots=True)
class Refused:
    """没有办成。"""

    refused: Refusal = means("原因和出路")
