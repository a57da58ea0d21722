"""The life of a decision."""

from __future__ import annotations

from yinuo.law.lifecycle import Lifecycle, Step
from yinuo.law.texts import CLAUSES, LICENSING

DECISION = Lifecycle(
    name="decision",
    title="决定",
    statuses={"made": "已作出", "taken_back": "已收回", "annulled": "已撤销"},
    start="made",
    ends=frozenset({"made", "taken_back", "annulled"}),
    steps=(
        Step(
            "take_back",
            "收回决定",
            frozenset({"made"}),
            "taken_back",
            "deciding_officer",
            CLAUSES["4.2"],
            "限作出后数分钟内且尚未签收",
        ),
        Step(
            "annul",
            "撤销决定",
            frozenset({"made"}),
            "annulled",
            "deciding_officer",
            LICENSING.article(69),
            "须先听取陈述申辩，写明理由和救济",
        ),
    ),
)
