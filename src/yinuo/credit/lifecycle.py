"""The lives of a determination of dishonesty, of an objection to it and of its repair."""

from __future__ import annotations

from yinuo.law.lifecycle import Lifecycle, Step
from yinuo.law.texts import CLAUSES

DETERMINATION = Lifecycle(
    name="determination",
    title="失信认定",
    statuses={"in_force": "有效", "repaired": "已修复", "quashed": "已撤销认定"},
    start="in_force",
    ends=frozenset({"repaired", "quashed"}),
    steps=(
        Step(
            "repair", "准予信用修复", frozenset({"in_force"}), "repaired", "credit_officer", CLAUSES["2.5-d"]
        ),
        Step(
            "quash",
            "撤销认定",
            frozenset({"in_force", "repaired"}),
            "quashed",
            "credit_officer",
            CLAUSES["2.5-d"],
            "异议成立；已经修复的认定有误，也可以撤销",
        ),
    ),
)

REPAIR = Lifecycle(
    name="repair",
    title="信用修复申请",
    statuses={
        "applied": "待办理",
        "granted": "已准予",
        "refused": "暂不符合条件",
        "lapsed": "认定已撤销，不再需要",
    },
    start="applied",
    ends=frozenset({"granted", "refused", "lapsed"}),
    steps=(
        Step("grant", "准予修复", frozenset({"applied"}), "granted", "credit_officer", CLAUSES["2.5-d"]),
        Step(
            "refuse",
            "暂不准予并告知还差什么",
            frozenset({"applied"}),
            "refused",
            "credit_officer",
            CLAUSES["2.5-d"],
        ),
        Step("lapse", "因认定撤销而终止", frozenset({"applied"}), "lapsed", "system", CLAUSES["2.5-d"]),
    ),
)

OBJECTION = Lifecycle(
    name="objection",
    title="信用异议",
    statuses={"raised": "已标注异议，办理中", "upheld": "异议成立", "rejected": "异议不成立"},
    start="raised",
    ends=frozenset({"upheld", "rejected"}),
    steps=(
        Step("uphold", "异议成立", frozenset({"raised"}), "upheld", "credit_officer", CLAUSES["2.5-d"]),
        Step("reject", "异议不成立", frozenset({"raised"}), "rejected", "credit_officer", CLAUSES["2.5-d"]),
    ),
)
