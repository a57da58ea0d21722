"""The life of an application, from draft to closing."""

from __future__ import annotations

from yinuo.law.lifecycle import Lifecycle, Step
from yinuo.law.texts import CLAUSES, LICENSING

APPLICATION = Lifecycle(
    name="application",
    title="申请",
    statuses={
        "draft": "草稿",
        "submitted": "办理中",
        "evidence_asked": "请您补充",
        "decided": "已决定",
        "annulled": "决定已撤销",
        "withdrawn": "已撤回申请",
        "terminated": "已终止办理",
        "discarded": "草稿已删除",
        "closed": "已办结",
    },
    start="draft",
    ends=frozenset({"withdrawn", "terminated", "discarded", "closed", "annulled"}),
    steps=(
        Step("submit", "提交申请", frozenset({"draft"}), "submitted", "applicant", LICENSING.article(29)),
        Step("discard", "删除草稿", frozenset({"draft"}), "discarded", "applicant", CLAUSES["2.2-a"]),
        Step(
            "ask_evidence",
            "请申请人补充",
            frozenset({"submitted"}),
            "evidence_asked",
            "deciding_officer",
            LICENSING.article(32, 1, 4),
            "一次说清全部要补的内容",
        ),
        Step(
            "supply",
            "补充材料或者说明",
            frozenset({"evidence_asked"}),
            "submitted",
            "applicant",
            LICENSING.article(32, 1, 4),
        ),
        Step(
            "decide",
            "作出决定",
            frozenset({"submitted"}),
            "decided",
            "deciding_officer",
            LICENSING.article(34),
        ),
        Step(
            "reopen",
            "收回决定，继续办理",
            frozenset({"decided"}),
            "submitted",
            "deciding_officer",
            CLAUSES["4.2"],
            "限作出决定后数分钟内，且申请人尚未签收",
        ),
        Step(
            "terminate",
            "终止办理",
            frozenset({"submitted", "evidence_asked"}),
            "terminated",
            "deciding_officer",
            CLAUSES["2.4-d"],
        ),
        Step(
            "withdraw",
            "撤回申请",
            frozenset({"submitted", "evidence_asked"}),
            "withdrawn",
            "applicant",
            CLAUSES["2.6-c"],
        ),
        Step(
            "annul",
            "撤销决定",
            frozenset({"decided", "closed"}),
            "annulled",
            "deciding_officer",
            LICENSING.article(69),
        ),
        Step("close", "办结", frozenset({"decided"}), "closed", "system", LICENSING.article(44)),
    ),
)
