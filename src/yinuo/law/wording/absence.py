"""What a field must hold at least: a period a time, a check a way, a liability a consequence, a term an end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yinuo.law.wording.mark import PERIOD, VAGUE, Remark
from yinuo.law.wording.nouns import LENGTH, TIMES


@dataclass(frozen=True, slots=True)
class _Need:
    """What a field must name, and what is said where a short text names nothing of it.

    Attributes:
        speaks_of: words that show the text is about it.
        names: words of which one suffices.
        kind: of the remark.
        reason: why.
        rewrite: what to write.
        longest: longer texts are not judged by what they lack.
    """

    speaks_of: re.Pattern[str]
    names: re.Pattern[str]
    kind: str
    reason: str
    rewrite: str
    longest: int = 30


_TIME = _Need(
    re.compile(r"办|答复|发放|审|出证|处理|通知|受理|安排|另计|缩短|用时"),
    re.compile(
        rf"{LENGTH}|\d|第[一二三四五六七八九十]|[一二三四五六七八九十]+[个日天月年周次点时分]|当场|即时|立即|立等|实时|自动|日期|期限|届满|顺延|之[日时]|起|年度|为止|期间|约定|次数|免"
    ),
    PERIOD,
    "没有写明几天办结。",
    "请写明从哪一天起、几天以内，如“自受理之日起5个工作日内”；当场能办的，写“当场”。",
)
_CHECK = _Need(
    re.compile(r"查(?!报告|结果|单)|走访|核实|核验"),
    re.compile(
        r"[\d一二两三四五六七八九十]|系统|平台|数据|档案|登记|现场|上门|入户|到场|函|电话|短信|证|表|书|票|网|比对|核对|查[询看验]|原件|免|"
        r"不(?!打)|无需|每|签|标准|方案|卫星|无人机|照片|录像"
    ),
    VAGUE,
    "查什么、怎么查、什么时候查都没有写明。",
    "请写明查什么、怎么查、什么时候查、怎样算相符，如“受理后3个工作日内在婚姻登记系统查询一次，状态一致的为相符”。",
)
_LIABILITY = _Need(
    re.compile(r"处理|处罚|责任|追究|罚|惩|上报"),
    re.compile(
        r"[\d一二两三四五六七八九十]|罪|刑|民事|行政|赔偿|连带|罚款|警告|撤销|吊销|没收|责令|退[回还]|追回|停[发止]|取消|终止|拘留|处分|移[送交]|"
        r"记入|纳入|名单|不|无效|通报|降|暂停|补缴|恢复|拆除|收回|免|\ue000"
    ),
    VAGUE,
    "后果没有写出来：依据哪一条、什么处理、多重，都不知道。",
    "请写明依据和幅度，如“依照《某某条例》第几条，处1000元以上5000元以下罚款”。",
)
_TERM = _Need(
    re.compile(r"\S"),
    re.compile(rf"{LENGTH}|[至到自].{{1,20}}(?:日|止)|不公开"),
    PERIOD,
    "没有写明公开多久、到哪一天为止。",
    "请写明，如“公开20个自然日”。",
    longest=200,
)
_NEEDS = {**dict.fromkeys(TIMES, _TIME), "核查方式": _CHECK, "法律责任": _LIABILITY, "公开时限": _TERM}


def nothing_to_go_by(read: str, field: str) -> list[Remark]:
    """A remark on the whole of a text that names nothing of what its field must hold.

    Args:
        read: the text without its names.
        field: what the field is called.

    Returns:
        One remark, or none.
    """
    need = _NEEDS.get(field)
    if need is None or len(read) > need.longest or not need.speaks_of.search(read) or need.names.search(read):
        return []
    return [Remark(0, len(read), need.kind, need.reason, need.rewrite)]
