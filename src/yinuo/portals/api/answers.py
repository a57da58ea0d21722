"""What the API answers, as frozen records; the description of the API is made from them, so that the two cannot differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated


@dataclass(frozen=True, slots=True)
class ItemSummary:
    """一项已经公布的证明事项。"""

    slug: Annotated[str, "代号，用于地址"]
    name: Annotated[str, "证明名称"]
    matter: Annotated[str, "所属行政事项"]
    kind: Annotated[str, "事项类型，来源未载明时为“来源未载明”"]
    field: Annotated[str, "重点领域，没有的为空"]
    agency: Annotated[str, "办理单位"]
    issuer: Annotated[str, "开具单位，来源未载明时为空"]
    status: Annotated[str, "published 已公布；suspended 暂停适用"]
    suspended_because: Annotated[str, "暂停的原因，没有暂停的为空"]
    version: Annotated[int, "版本号"]
    valid_from: Annotated[date | None, "适用起"]
    address: Annotated[str, "这一项的接口地址"]
    page: Annotated[str, "这一项的网页"]


@dataclass(frozen=True, slots=True)
class Clause:
    """告知书的一项。"""

    title: Annotated[str, "项目"]
    text: Annotated[str, "正式文字"]


@dataclass(frozen=True, slots=True)
class Fact:
    """承诺的一项事实。"""

    text: Annotated[str, "承诺的事实"]
    standard: Annotated[str, "核查标准"]
    item_class: Annotated[str, "ordinary 一般；exempt 免予核查；strict 从严核查"]
    alternative: Annotated[str, "不签承诺时可以交的证明"]


@dataclass(frozen=True, slots=True)
class Input:
    """申请人要填的一项。"""

    key: Annotated[str, "代号"]
    label: Annotated[str, "名称"]
    kind: Annotated[str, "text 文字；number 数字；date 日期；choice 选一项"]
    required: Annotated[bool, "必填"]
    choices: Annotated[list[str], "选项，不是选一项的为空"]


@dataclass(frozen=True, slots=True)
class Item:
    """一项证明事项的全部公开内容。"""

    summary: Annotated[ItemSummary, "概要"]
    purpose: Annotated[str, "证明用途"]
    basis: Annotated[str, "设定依据"]
    source: Annotated[str, "来源"]
    notice: Annotated[list[Clause], "告知书的八项内容"]
    conditions: Annotated[list[str], "适用条件，要同时符合；对所有人开放的为空"]
    text_digest: Annotated[str, "告知文本的 SHA-256"]
    facts: Annotated[list[Fact], "要承诺的事实和核查标准"]
    inputs: Annotated[list[Input], "要填的内容"]


@dataclass(frozen=True, slots=True)
class ItemPage:
    """目录的一页。"""

    items: Annotated[list[ItemSummary], "按编入目录的先后"]
    next: Annotated[str, "下一页的地址，没有的为空"]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """搜到的一项。"""

    slug: Annotated[str, "代号，用于地址"]
    name: Annotated[str, "证明名称"]
    matter: Annotated[str, "所属行政事项"]
    agency: Annotated[str, "办理单位简称"]
    summary: Annotated[str, "一句话说明，没有写的为空"]
    status: Annotated[str, "published 已公布；suspended 暂停适用"]
    because: Annotated[str, "怎样理解搜的词，照字面的为空"]
    address: Annotated[str, "这一项的接口地址"]
    page: Annotated[str, "这一项的网页"]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """搜索结果的一页。"""

    hits: Annotated[list[SearchHit], "最贴切的在前"]
    next: Annotated[str, "下一页的地址，没有的为空"]


@dataclass(frozen=True, slots=True)
class Check:
    """一份文书现在的效力；姓名已经遮盖，企业名称公开。"""

    code: Annotated[str, "核验码"]
    kind: Annotated[str, "文书种类的代号"]
    title: Annotated[str, "文书种类"]
    number: Annotated[str, "文号"]
    agency: Annotated[str, "出具单位"]
    about: Annotated[str, "所涉的人，自然人只留姓"]
    fixed_on: Annotated[date, "成文日期"]
    state: Annotated[str, "现在的效力"]
    said: Annotated[str, "一句话说明"]
    made: Annotated[bool, "PDF 文件是否已经制成"]
    file_digest: Annotated[str, "PDF 文件的 SHA-256，没有制成的为空；与手里的文件一致就是原件"]
    page: Annotated[str, "核验网页"]


@dataclass(frozen=True, slots=True)
class Measure:
    """一项惩戒措施。"""

    title: Annotated[str, "措施"]
    basis: Annotated[str, "依据"]


@dataclass(frozen=True, slots=True)
class Published:
    """一条正在公示的失信认定；修复、撤销、异议或者到期，当即不再列出。"""

    number: Annotated[str, "认定书文号"]
    name: Annotated[str, "自然人只留姓，企业为全称"]
    uscc: Annotated[str, "企业的统一社会信用代码，自然人为空"]
    agency: Annotated[str, "认定单位"]
    grade: Annotated[str, "一般或者严重；轻微的不公示"]
    measures: Annotated[list[Measure], "惩戒措施和依据"]
    determined_on: Annotated[date, "认定日期"]
    published_until: Annotated[date, "公示到哪一天为止（这一天不再公示）"]
    repair_from: Annotated[date, "最早可以修复的日期"]


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """公示的一页。"""

    determinations: Annotated[list[Published], "新的在前"]
    next: Annotated[str, "下一页的地址，没有的为空"]


@dataclass(frozen=True, slots=True)
class EditionSummary:
    """一期公布目录。"""

    key: Annotated[str, "代号，用于地址"]
    number: Annotated[str, "编号"]
    title: Annotated[str, "名称"]
    scope: Annotated[str, "city 全市；county 县区；unit 单位"]
    region_code: Annotated[str, "行政区划代码"]
    agency: Annotated[str, "单位，全市和县区的为空"]
    as_of: Annotated[date, "截至哪一天"]
    count: Annotated[int, "项数"]
    digest: Annotated[str, "内容的 SHA-256，可以用全文 JSON 重新计算"]
    check_code: Annotated[str, "签名文件的核验码"]
    follows: Annotated[str, "上一期的代号，第一期的为空"]
    corrects: Annotated[str, "更正的那一期的代号，不是更正的为空"]
    correction_reason: Annotated[str, "更正的理由，不是更正的为空"]
    address: Annotated[str, "这一期的接口地址"]
    page: Annotated[str, "这一期的网页"]
    whole: Annotated[str, "这一期的全文 JSON"]


@dataclass(frozen=True, slots=True)
class EditionPage:
    """公布目录的一页。"""

    editions: Annotated[list[EditionSummary], "新的在前"]
    next: Annotated[str, "下一页的地址，没有的为空"]


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """公布目录里的一项，公布时的原文。"""

    slug: Annotated[str, "代号，用于地址"]
    region: Annotated[str, "县区，或者市直"]
    agency: Annotated[str, "办理单位"]
    matter: Annotated[str, "行政事项"]
    matter_code: Annotated[str, "事项编码"]
    kind: Annotated[str, "事项类型"]
    field: Annotated[str, "重点领域"]
    name: Annotated[str, "证明名称"]
    proves: Annotated[str, "证明种类"]
    purpose: Annotated[str, "证明用途"]
    basis: Annotated[str, "设定依据"]
    asker: Annotated[str, "索要单位"]
    issuer: Annotated[str, "开具单位"]
    content: Annotated[str, "证明内容"]
    conditions: Annotated[str, "许可条件"]
    materials: Annotated[str, "材料要求"]
    facts: Annotated[str, "承诺的事实，一行一条"]
    method: Annotated[str, "承诺方式"]
    signers: Annotated[str, "谁可以签"]
    civil: Annotated[str, "民事责任"]
    administrative: Annotated[str, "行政责任"]
    criminal: Annotated[str, "刑事责任"]
    verification: Annotated[str, "核查"]
    public: Annotated[str, "承诺书是否公开"]
    status: Annotated[str, "published 可以承诺；suspended 暂停适用"]
    because: Annotated[str, "暂停或者停用的原因"]
    version: Annotated[int, "版本号"]
    valid_from: Annotated[str, "适用起"]
    ends_on: Annotated[str, "定于停用的日子，没有的为空"]
    digest: Annotated[str, "告知文本的 SHA-256"]


@dataclass(frozen=True, slots=True)
class EditionLines:
    """一期公布目录和它的一页事项。"""

    edition: Annotated[EditionSummary, "是哪一期"]
    lines: Annotated[list[CatalogueLine], "按目录的顺序"]
    next: Annotated[str, "下一页的地址，没有的为空"]


@dataclass(frozen=True, slots=True)
class Change:
    """目录的一次变动。"""

    key: Annotated[int, "先后顺序，越新越大；下次从这里接着取"]
    uid: Annotated[str, "永久标识，与订阅源里的相同"]
    kind: Annotated[
        str,
        "published 新公布；renewed 换用新版；suspended 暂停适用；resumed 恢复适用；retired 停用；edition 公布目录",
    ]
    at: Annotated[str, "时间，ISO 8601"]
    title: Annotated[str, "一句话"]
    text: Annotated[str, "原因或者说明"]
    agency: Annotated[str, "单位"]
    item: Annotated[str, "事项的代号，公布目录的为空"]
    version: Annotated[int, "事项的版本号，公布目录的为 0"]
    edition: Annotated[str, "公布目录的代号，其他的为空"]


@dataclass(frozen=True, slots=True)
class ChangePage:
    """目录变动的一页。"""

    changes: Annotated[list[Change], "旧的在前"]
    next: Annotated[str, "下一页的地址，没有的为空"]


@dataclass(frozen=True, slots=True)
class Basis:
    """依据。"""

    law: Annotated[str, "法律文件的代号"]
    label: Annotated[str, "条款"]
    text: Annotated[str, "原文"]
    source: Annotated[str, "法律文件全称和施行日期"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """不能办的原因和出路。"""

    what: Annotated[str, "办不成的事"]
    why: Annotated[str, "原因"]
    basis: Annotated[Basis, "依据"]
    instead: Annotated[str, "可以怎样办"]


@dataclass(frozen=True, slots=True)
class Refused:
    """没有办成。"""

    refused: Annotated[Refusal, "原因和出路"]
