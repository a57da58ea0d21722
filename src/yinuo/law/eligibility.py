"""二（二） and 二（六）: who may promise, who must bring the proof, and until when a promise may be withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yinuo.law.as_of import RuleAsOf, day_of
from yinuo.law.deadlines import chinese_date
from yinuo.law.grammar import Conclusion, LegalRule
from yinuo.law.scope import ItemScope, may_be_committed
from yinuo.law.texts import CLAUSES, SUZHOU_NOTICE

if TYPE_CHECKING:
    from datetime import date

_PROOF_INSTEAD = "您可以按原来的办法提交证明，事情照样能办。"
_BARRING_KINDS = frozenset({"false_commitment", "serious_dishonesty", "exam_record"})


@dataclass(frozen=True, slots=True)
class CreditRecord:
    """A record that may bar a person from commitment.

    Attributes:
        number: number of the determination or of the entry.
        kind: ``"false_commitment"``, ``"serious_dishonesty"``, ``"exam_record"``; other kinds never bar.
        title: what people read (``"作出虚假承诺（一般）"``).
        entered_on: first day of the record.
        ends_on: first day on which it no longer counts by itself, or None.
        cured_on: day of repair or of withdrawal of the determination, or None.
        how_to_cure: in Chinese, what the person can do.
    """

    number: str
    kind: str
    title: str
    entered_on: date
    ends_on: date | None = None
    cured_on: date | None = None
    how_to_cure: str = ""

    def bars_on(self, day: date) -> bool:
        """Whether the record bars on a day: entered, of a barring kind, neither ended nor cured."""
        over = (self.ends_on is not None and self.ends_on <= day) or (
            self.cured_on is not None and self.cured_on <= day
        )
        return self.kind in _BARRING_KINDS and self.entered_on <= day and not over


@dataclass(frozen=True, slots=True)
class EligibilityFacts:
    """What must be known to say whether a person may promise for one proof item.

    Attributes:
        item_title: name of the proof.
        item_published: whether the item stands in the published catalogue of commitment items.
        item_suspended_because: why it is suspended, in Chinese; empty if it is not.
        scope: risks of the item.
        records: the person's records, also ended and cured ones.
        round_withdrawn: the person withdrew a promise in this round, and the item bars a second one.
        fact_changes: what registers show to have changed, in Chinese; told to the person, never a bar.
        as_of: filled by the rule.
    """

    item_title: str
    item_published: bool
    item_suspended_because: str = ""
    scope: ItemScope = field(default_factory=ItemScope)
    records: tuple[CreditRecord, ...] = ()
    round_withdrawn: bool = False
    fact_changes: tuple[str, ...] = ()
    as_of: date | None = None


may_commit = RuleAsOf[EligibilityFacts, bool]("may_commit", "能否用承诺代替证明", "2.2-c")


@may_commit.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.2-c"])
def _(facts: EligibilityFacts) -> Conclusion[bool]:
    """较严重的不良信用记录或者曾作出虚假承诺等情形，在信用修复前不适用告知承诺制。"""
    day = day_of(facts)
    because = (
        _published(facts),
        may_be_committed.on(day, facts.scope),
        *_records(facts, day),
        _round(facts),
        *(Conclusion(True, CLAUSES["2.6-b"], f"{change.rstrip('。')}。") for change in facts.fact_changes),
    )
    against = [part for part in because if part.ok is False]
    if not against:
        reason = f"“{facts.item_title}”可以承诺，也可以提交证明，由您自己选。"
        return Conclusion(True, CLAUSES["2.2-a"], reason, because=because, ok=True)
    return Conclusion(
        False,
        against[0].citation,
        f"“{facts.item_title}”现在不能用承诺代替：" + "".join(part.reason for part in against),
        because=because,
        ok=False,
        instead="".join(dict.fromkeys([_PROOF_INSTEAD, *(part.instead for part in against)])),
    )


def _published(facts: EligibilityFacts) -> Conclusion[Any]:
    basis = CLAUSES["3.2-a"]
    if facts.item_suspended_because:
        return Conclusion(
            False,
            basis,
            f"这项证明暂停实行告知承诺制，原因是{facts.item_suspended_because.rstrip('。')}。",
            ok=False,
        )
    if not facts.item_published:
        return Conclusion(False, basis, "这项证明不在已经公布的告知承诺制目录里。", ok=False)
    return Conclusion(True, basis, "这项证明在已经公布的告知承诺制目录里。", ok=True)


def _records(facts: EligibilityFacts, day: date) -> tuple[Conclusion[Any], ...]:
    basis = CLAUSES["2.2-c"]
    barring = [record for record in facts.records if record.bars_on(day)]
    if not barring:
        over = [
            record for record in facts.records if record.kind in _BARRING_KINDS and record.entered_on <= day
        ]
        reason = (
            "您过去的失信记录已经修复或者到期，不影响这次承诺。" if over else "没有查到影响您承诺的失信记录。"
        )
        return (Conclusion(True, basis, reason, ok=True),)
    return tuple(_barred_by(record) for record in sorted(barring, key=lambda r: (r.entered_on, r.number)))


def _barred_by(record: CreditRecord) -> Conclusion[Any]:
    until = (
        "信用修复以前"
        if record.ends_on is None
        else f"信用修复以前，最迟到{chinese_date(record.ends_on)}以前"
    )
    return Conclusion(
        False,
        CLAUSES["2.2-c"],
        f"{chinese_date(record.entered_on)}记入的“{record.title}”（{record.number}）还没有修复，{until}不能承诺。",
        ok=False,
        instead=record.how_to_cure or "纠正后可以向作出认定的单位申请信用修复，修复当天就能重新承诺。",
    )


def _round(facts: EligibilityFacts) -> Conclusion[Any]:
    basis = CLAUSES["2.6-c"]
    if facts.round_withdrawn:
        return Conclusion(
            False,
            basis,
            "您在本轮办理中撤回过这项承诺，本轮不能再次承诺。",
            ok=False,
            instead="下一轮办理时可以重新选择承诺。",
        )
    return Conclusion(True, basis, "您在本轮办理中没有撤回过这项承诺。", ok=True)


WITHDRAWAL_REASONS: tuple[tuple[str, str], ...] = (
    ("got_proof", "已经取得证明，改交证明"),
    ("facts_changed", "情况发生变化，不再符合承诺的条件"),
    ("misread", "看错或者没有看懂告知内容"),
    ("wrong_entry", "填写有误"),
    ("no_longer_wanted", "不愿意再用承诺的办法"),
    ("other", "其他理由（请写明）"),
)
"""Reasons offered to the person who withdraws; ``other`` asks for words of one's own."""


@dataclass(frozen=True, slots=True)
class WithdrawalFacts:
    """What must be known to say whether a promise may be withdrawn.

    Attributes:
        closed: the matter is closed (办结).
        decided: the decision has been made.
        reason: a key of :data:`WITHDRAWAL_REASONS` or free words; for ``other`` free words are needed.
        same_round_bar: withdrawing bars another promise for the item in this round.
    """

    closed: bool
    decided: bool
    reason: str
    same_round_bar: bool = False


may_withdraw = LegalRule[WithdrawalFacts, bool]("may_withdraw", "能否撤回承诺", "2.6-c")


@may_withdraw.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.6-c"])
def _(facts: WithdrawalFacts) -> Conclusion[bool]:
    """在行政事项办结前，申请人有合理理由的，可以撤回承诺申请，撤回后应当按原程序办理。"""
    basis = CLAUSES["2.6-c"]
    if facts.closed or facts.decided:
        done = "这件事已经办结" if facts.closed else "这件事已经作出决定"
        return Conclusion(
            False,
            basis,
            f"{done}，承诺只能在办结以前撤回。",
            ok=False,
            instead="如果承诺的内容有误或者情况变了，请主动向承办单位说明并更正；主动更正会在处理时考虑。",
        )
    words = facts.reason.strip()
    if not words or words == "other":
        return Conclusion(
            False, basis, "还没有写明撤回的理由。", ok=False, instead="请选一项理由，或者用自己的话写一句。"
        )
    named = dict(WITHDRAWAL_REASONS).get(words, words)
    because: tuple[Conclusion[Any], ...] = (Conclusion(True, basis, f"撤回的理由：{named}。", ok=True),)
    if facts.same_round_bar:
        because += (Conclusion(True, basis, "请注意：撤回后，本轮办理不能再对这项证明作出承诺。"),)
    return Conclusion(
        True,
        basis,
        "事情还没有办结，可以撤回承诺；撤回后改交证明，已经办过的手续都保留。",
        because=because,
        ok=True,
    )
