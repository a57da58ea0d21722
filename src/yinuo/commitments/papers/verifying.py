"""What a working procedure says of checking what was promised (二（四）)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yinuo.commitments.papers import phrases
from yinuo.commitments.papers.checks import ANCHOR, Check
from yinuo.documents.contents.papers import Line, Lines, Section, Table
from yinuo.law.texts import CLAUSES, INSPECTION_LIMITS, LICENSING_34_3
from yinuo.law.verification import Method

if TYPE_CHECKING:
    from yinuo.commitments.papers.steps import Clocks


def verification(checks: tuple[Check, ...], clocks: Clocks) -> Section:
    """Every fact with its check, and the rules that hold for all checks."""
    rows = tuple(
        (
            str(check.number),
            check.fact,
            f"{check.method.value}（{check.timing}）\n{check.who}",
            f"{check.source}\n标准：{check.standard}",
            f"{check.period}\n（{check.basis}）",
        )
        for check in checks
    )
    methods = {check.method for check in checks}
    lines = [
        phrases.cited(
            "核查安排在申请人签署时按下表确定，写入承诺书；核查人员按安排核查，不得临时增加核查内容",
            CLAUSES["2.4-a"],
        ),
        phrases.cited(
            "申请人的信用状况为重点关注的，在决定以前核查；没有数据可查的，现场核查",
            CLAUSES["2.4-a"],
            CLAUSES["2.5-c"],
        ),
        phrases.cited("核查的轻重不因采用告知承诺制方式办理而加重", CLAUSES["2.4-c"]),
    ]
    said = {
        Method.DATA: (
            f"数据来源连不上的，系统自动重试，不要求申请人补交证明；最迟在签署后{clocks.span('online_check_due')}内补做",
            (CLAUSES["2.4-e"], CLAUSES["2.4-f"]),
        ),
        Method.ASSISTANCE: (
            (
                f"请求其他机关协助核查的，写明要核查的事实和期限；被请求机关自收到之日起{clocks.span('assistance_reply_due')}内答复，"
                "不能协助的书面说明理由"
            ),
            (CLAUSES["2.4-h"],),
        ),
        Method.EXEMPT: (
            f"免予核查的，签署后{clocks.span('routine_supervision_due')}内留在日常监管的随机抽查名单中",
            (CLAUSES["2.4-b"],),
        ),
    }
    lines += [phrases.cited(text, *basis) for method, (text, basis) in said.items() if method in methods]
    lines.append(
        phrases.cited(
            f"确需到现场的，先经批准，由{clocks.span('officers_on_site')}以上核查人员进行，出示证件，当场记录；"
            f"同一企业一年内入企检查不超过{clocks.span('inspections_per_year')}，能合并的合并进行",
            LICENSING_34_3,
            INSPECTION_LIMITS,
            CLAUSES["2.4-g"],
        )
    )
    return Section(
        "checks",
        "核查",
        (
            Table(
                "每项事实的核查",
                ("序号", "承诺的事实", "方式和人员", "来源和标准", "时间"),
                rows,
                (10, 22, 21, 26, 21),
                anchor=ANCHOR,
            ),
            Lines(tuple(Line(line) for line in lines)),
        ),
        ("承诺一件，核查一件，照表做。", "能用数据查的，不麻烦申请人。"),
    )
