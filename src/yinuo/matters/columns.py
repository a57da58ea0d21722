"""The columns a catalogue list can have: code name, Chinese title, and the other words offices head them with."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Column:
    """One kind of column.

    Attributes:
        name: code name.
        title: as our own files head it.
        words: other words for it, as they stand in lists of departments.
        kept: whether it belongs to the item or its matter; what is not kept stays with the row it came in.
    """

    name: str
    title: str
    words: tuple[str, ...] = ()
    kept: bool = True


ALL: tuple[Column, ...] = (
    Column("source", "来源", ("数据来源", "出处", "来源文件")),
    Column("region", "地区", ("区域", "行政区划", "所属地区"), kept=False),
    Column(
        "department",
        "办理部门",
        ("办理单位", "实施部门", "实施单位", "实施机关", "实施主体", "责任单位", "主管部门", "部门", "单位名称"),
    ),
    Column(
        "administrative_matter",
        "行政事项",
        (
            "行政事项名称",
            "事项名称",
            "对应事项",
            "对应的行政事项",
            "办理事项",
            "所办事项",
            "涉及事项",
            "政务服务事项",
            "政务服务事项名称",
            "适用事项",
        ),
    ),
    Column("matter_type", "事项类型", ("事项类别", "行政事项类型", "权力类型", "行政权力类型")),
    Column(
        "proof_item",
        "证明名称",
        (
            "证明事项名称",
            "证明事项",
            "证明材料名称",
            "证明材料",
            "材料名称",
            "取消的证明材料",
            "取消的证明事项",
            "保留的证明事项",
            "申请材料名称",
        ),
    ),
    Column("proof_use", "证明用途", ("用途", "证明的用途", "证明事项用途", "办理用途")),
    Column("legal_basis", "设定依据", ("法律依据", "设立依据", "依据", "设定证明事项的依据", "政策依据")),
    Column("drafting_agency", "开具单位", ("出具单位", "开具部门", "出具部门", "证明开具单位", "开具机构", "出具机构")),
    Column("commitment_method", "承诺方式", ("告知承诺方式",), kept=False),
    Column("verification_method", "核查方式", ("核查办法", "核验方式", "核实方式"), kept=False),
    Column("public", "是否公开", ("承诺书是否公开",), kept=False),
    Column("row_class", "类别", ("来源类别", "清单类别", "目录类别")),
    Column("note", "备注", ("说明", "其他说明"), kept=False),
    Column("asker", "索要单位", ("索要部门", "证明索要单位", "索要机关", "要求提供单位", "使用单位")),
    Column("proves", "证明种类", ("证明类型", "证明类别")),
    Column("risks", "排除情形", ("不适用告知承诺的情形",)),
    Column("risk_reasons", "排除情形的理由"),
    Column("pretests", "八个一律取消"),
    Column(
        "retained_because",
        "保留理由",
        (
            "不能实行告知承诺及保留原因",
            "不能实行告知承诺制及保留原因",
            "保留原因",
            "保留的理由",
            "不能实行告知承诺的原因",
            "不实行告知承诺的理由",
        ),
    ),
    Column("uses_a_year", "年用件数", ("年办件量", "年使用次数", "年受理量")),
    Column("days_to_get", "开具天数", ("开具时限",)),
    Column("trips_to_get", "跑动次数", ("开具跑动次数",)),
    Column("effort_source", "频次和难度的来源"),
    Column("base_code", "基本编码", ("事项基本编码",)),
    Column("handling_code", "业务办理项编码", ("实施编码", "事项编码")),
    Column("priority_field", "重点领域", ("领域", "所属领域")),
    Column("summary", "一句话说明"),
    Column("for_persons", "个人可办"),
    Column("for_firms", "企业可办"),
    Column("at_once", "可当场决定", ("是否当场办结",)),
    Column("days", "办理期限", ("承诺期限", "承诺办结时限", "办结时限")),
    Column("sequence", "序号", ("编号", "排序"), kept=False),
    Column("basis_title", "设定依据名称", ("依据名称", "法律法规名称", "法规名称", "文件名称"), kept=False),
    Column("basis_number", "设定依据文号", ("文号", "依据文号", "发文字号"), kept=False),
    Column(
        "basis_article",
        "设定依据条文",
        ("条文", "条款", "条文内容", "条款内容", "具体条文", "依据条文", "依据条款", "设定依据条款", "设定依据条款内容"),
        kept=False,
    ),
    Column("basis_level", "效力层级", ("设定依据效力层级", "效力位阶", "法律效力层级", "依据层级"), kept=False),
    Column("level", "行使层级", ("实施层级", "办理层级"), kept=False),
    Column("after_cancel", "取消后的办理方式", ("取消后办理方式", "替代方式", "取消后的替代措施", "取消后办理措施"), kept=False),
    Column("filled_by", "填报人", ("填表人", "联系人", "经办人"), kept=False),
    Column("phone", "联系电话", ("电话", "填报人电话", "联系方式"), kept=False),
    Column("filled_on", "填报日期", ("日期", "填表日期", "填报时间"), kept=False),
    Column("status", "现状", ("公布状态",), kept=False),
    Column("valid_from", "适用起", ("生效日期",), kept=False),
    Column("version", "版本", kept=False),
)  # fmt: skip
BY_NAME: dict[str, Column] = {column.name: column for column in ALL}
COLUMNS: dict[str, str] = {column.name: column.title for column in ALL}
"""Code name to Chinese title; a header may use either."""

SURE = 0.95
LIKELY = 0.6
_MARKS = re.compile(r"[\s、，,。．.：:；;（）()【】\[\]“”\"'‘’《》<>/\\\-—_*★☆]+")
_WORDS: dict[str, str] = {}


def folded(text: str) -> str:
    """A text for comparison: one form for full and half width, no spaces, small letters."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def bare(text: str) -> str:
    """A heading for comparison: folded, without marks and without the remark in brackets behind it."""
    plain = unicodedata.normalize("NFKC", text)
    short = re.sub(r"[(（【\[][^)）】\]]*[)）】\]]\s*$", "", plain)
    return _MARKS.sub("", short or plain).casefold()


for _column in ALL:
    for _word in (_column.name, _column.title, *_column.words):
        _WORDS.setdefault(bare(_word), _column.name)


@lru_cache(maxsize=4096)
def column_named(heading: str) -> tuple[str, float]:
    """Which column a heading means.

    Args:
        heading: as written; the parts of a heading of several rows set apart by a blank.

    Returns:
        Code name and how sure, from 0 to 1; an empty name where no column comes near.
    """
    whole, last = bare(heading), bare(heading.rsplit(" ", maxsplit=1)[-1])
    if not whole:
        return "", 0.0
    if heading.strip() in BY_NAME:
        return heading.strip(), 1.0
    if whole in _WORDS:
        return _WORDS[whole], 1.0
    if last != whole and last in _WORDS and len(last) > 2:
        return _WORDS[last], SURE
    name, sure = max(
        ((name, _nearness(whole, word)) for word, name in _WORDS.items()), key=lambda found: found[1]
    )
    return (name, sure) if sure else ("", 0.0)


def _nearness(heading: str, word: str) -> float:
    if word.isascii():
        return 0.0
    if len(word) > 1 and word in heading:
        return 0.6 + 0.35 * len(word) / len(heading)
    if len(set(heading) & set(word)) * 2 < len(word):
        return 0.0
    ratio = SequenceMatcher(None, heading, word).ratio()
    return 0.8 * ratio if ratio >= 0.75 else 0.0
