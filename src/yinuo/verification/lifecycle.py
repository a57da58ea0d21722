"""The lives of a verification task and of the proceeding that follows an untrue finding."""

from __future__ import annotations

from yinuo.law.lifecycle import Lifecycle, Step
from yinuo.law.texts import CLAUSES

TASK = Lifecycle(
    name="verification_task",
    title="核查任务",
    statuses={
        "open": "待核查",
        "concluded": "已有结论",
        "pooled": "免予核查，纳入日常监管",
        "cancelled": "已取消",
    },
    start="open",
    ends=frozenset({"concluded", "pooled", "cancelled"}),
    steps=(
        Step("conclude", "作出核查结论", frozenset({"open"}), "concluded", "verifier", CLAUSES["2.4-a"]),
        Step("pool", "纳入日常监管", frozenset({"open"}), "pooled", "system", CLAUSES["2.4-b"]),
        Step(
            "call_up",
            "抽中，转入检查",
            frozenset({"pooled"}),
            "open",
            "system",
            CLAUSES["2.4-b"],
            "由随机抽查抽中，不由人指定",
        ),
        Step(
            "put_back",
            "抽查撤销，放回名单",
            frozenset({"open"}),
            "pooled",
            "system",
            CLAUSES["2.4-b"],
            "抽中以后还没有检查，抽查被撤销",
        ),
        Step(
            "cancel",
            "取消核查",
            frozenset({"open"}),
            "cancelled",
            "system",
            CLAUSES["2.6-c"],
            "承诺撤回后不再核查",
        ),
        Step(
            "reassess",
            "重新核查",
            frozenset({"concluded"}),
            "open",
            "verifier",
            CLAUSES["2.4-a"],
            "申请人补充说明或者来源恢复后",
        ),
    ),
)

PROCEEDING = Lifecycle(
    name="proceeding",
    title="不实处理程序",
    statuses={
        "told": "已告知，等候陈述申辩",
        "heard": "已听取陈述申辩",
        "cleared": "查明属实或者误填，已结束",
        "concluded": "已作出处理",
    },
    start="told",
    ends=frozenset({"cleared", "concluded"}),
    steps=(
        Step("hear", "听取陈述申辩", frozenset({"told"}), "heard", "applicant", CLAUSES["2.4-d"]),
        Step("lapse", "期满未陈述", frozenset({"told"}), "heard", "system", CLAUSES["2.4-d"]),
        Step(
            "clear",
            "查明属实或者按误填更正",
            frozenset({"heard"}),
            "cleared",
            "deciding_officer",
            CLAUSES["2.5-a"],
        ),
        Step("conclude", "作出处理", frozenset({"heard"}), "concluded", "deciding_officer", CLAUSES["2.4-d"]),
    ),
)
