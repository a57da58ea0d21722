"""The life of a signed commitment."""

from __future__ import annotations

from yinuo.law.lifecycle import Lifecycle, Step
from yinuo.law.texts import CLAUSES

COMMITMENT = Lifecycle(
    name="commitment",
    title="承诺",
    statuses={
        "signed": "已签署，待核查",
        "withdrawn": "已撤回",
        "kept": "核查属实",
        "corrected": "误填，已更正",
        "untrue": "核查不实",
    },
    start="signed",
    ends=frozenset({"withdrawn", "corrected", "untrue", "kept"}),
    steps=(
        Step(
            "withdraw",
            "撤回承诺",
            frozenset({"signed"}),
            "withdrawn",
            "applicant",
            CLAUSES["2.6-c"],
            "办结前随时可以撤回，撤回后按原程序办理",
        ),
        Step("keep", "记为核查属实", frozenset({"signed"}), "kept", "verifier", CLAUSES["2.4-a"]),
        Step("correct", "更正误填", frozenset({"signed", "kept"}), "corrected", "verifier", CLAUSES["2.5-a"]),
        Step(
            "find_untrue",
            "认定不实",
            frozenset({"signed", "kept"}),
            "untrue",
            "deciding_officer",
            CLAUSES["2.4-d"],
            "须先听取陈述申辩",
        ),
    ),
)
