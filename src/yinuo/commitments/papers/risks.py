"""The risk points of a working procedure, each with its control and the post that answers for it (clause 2.6-a)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yinuo.commitments.papers import phrases
from yinuo.documents.contents.papers import Line, Lines, Section, Table, bare
from yinuo.law.texts import CLAUSES
from yinuo.matters.terms import Level

if TYPE_CHECKING:
    from yinuo.matters.models import ItemVersion


@dataclass(frozen=True, slots=True)
class UsualRisk:
    """A point at which every commitment procedure can go wrong, and what the procedure itself sets against it."""

    step: str
    point: str
    level: Level
    control: str
    owner: str


USUAL_RISKS = (
    UsualRisk(
        "告知",
        "没有告知或者告知不全，申请人不知道后果",
        Level.HIGH,
        "八条全文展示，证明内容、法律责任、核查权力三条逐条确认以后才能签署；展示和确认的时间记入案卷",
        "窗口人员",
    ),
    UsualRisk(
        "签署",
        "不是本人签署，或者不是真实意思",
        Level.MIDDLE,
        "签署时核对身份；窗口当面签署的，当场核对证件",
        "窗口人员",
    ),
    UsualRisk(
        "核查",
        "该查的没有按时查",
        Level.HIGH,
        "核查安排签署时确定，到期提醒，逾期逐级上报",
        "核查人员",
    ),
    UsualRisk(
        "处理",
        "没有听取陈述申辩就作出不利处理",
        Level.HIGH,
        "陈述申辩期满或者当事人答复以后才能作出处理",
        "审批人",
    ),
    UsualRisk(
        "保密",
        "泄露个人信息或者商业秘密",
        Level.MIDDLE,
        "号码默认遮盖，查看全号写明理由并留下记录",
        "全体承办人员",
    ),
)


def risks_table(version: ItemVersion) -> Section:
    """The version's own risk points where it has any, else those of every commitment procedure."""
    own = phrases.terms_of(version).risk_points
    shown = own or USUAL_RISKS
    reviewed = any(getattr(point, "review_on", "") for point in shown)
    rows = tuple(
        (
            point.step,
            f"{bare(point.point)}（{_level(point.level)}）",
            bare(point.control),
            point.owner,
            *((getattr(point, "review_on", ""),) if reviewed else ()),
        )
        for point in shown
    )
    lead = (
        "本事项的风险点和防控措施如下。"
        if own
        else "本事项没有另行登记风险点，适用告知承诺制各环节共同的风险点和防控措施。"
    )
    return Section(
        "risks",
        "风险点和防控措施",
        (
            Lines((Line(phrases.cited(lead, CLAUSES["2.6-a"])),)),
            Table(
                "风险点和防控措施",
                ("环节", "风险点（等级）", "防控措施", "责任岗位", *(("复核日期",) if reviewed else ())),
                rows,
                (11, 27, 34, 14, 14) if reviewed else (12, 30, 42, 16),
            ),
        ),
        ("容易出错的地方，提前想到，有人负责。",),
    )


def _level(level: Level | str) -> str:
    return level.value if isinstance(level, Level) else Level[level].value
