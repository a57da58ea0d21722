"""二（四）: how each promised fact is checked, and the plan told to the person at the moment of signing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, Protocol

from yinuo.law import untrue
from yinuo.law.deadlines import Deadline, add_months, chinese_date, due
from yinuo.law.grammar import Conclusion, LegalRule
from yinuo.law.texts import CLAUSES, SUZHOU_NOTICE

if TYPE_CHECKING:
    from datetime import date

    from yinuo.law.deadlines import WorkdayCalendar
    from yinuo.law.place import Place

# What follows from an untrue promise stands in untrue.py and is asked for here.
MismatchFacts = untrue.MismatchFacts
on_mismatch = untrue.on_mismatch
UntrueFacts = untrue.UntrueFacts
Disposition = untrue.Disposition
Option = untrue.Option
dispositions = untrue.dispositions
HearingFacts = untrue.HearingFacts
may_decide_against = untrue.may_decide_against
representation_due = untrue.representation_due
rectification_due = untrue.rectification_due
evidence_due = untrue.evidence_due

Timing = Literal["before", "after"]
Who = Literal["system", "verifier", "pool"]


class Method(StrEnum):
    """The ways of checking."""

    DATA = "数据比对"
    PUBLICATION = "公示核查"
    DOCUMENT = "书面核查"
    SITE = "现场核查"
    ASSISTANCE = "协助核查"
    EXEMPT = "免予核查"

    @property
    def burden(self) -> int:
        """How much the person is bothered by it: 0 not at all, 5 a visit."""
        return _BURDEN[self]


_BURDEN = {
    Method.EXEMPT: 0,
    Method.DATA: 1,
    Method.ASSISTANCE: 2,
    Method.DOCUMENT: 3,
    Method.PUBLICATION: 4,
    Method.SITE: 5,
}


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What must be known to plan the check of one promised fact.

    It holds nothing about the route by which anyone else filed: a plan cannot be heavier because of commitment.

    Attributes:
        fact_key: code name of the fact.
        fact_text: what was promised, in Chinese.
        standard: what it is compared with, in Chinese.
        item_class: ``"exempt"`` (免予核查), ``"ordinary"`` or ``"strict"`` (wrongs are costly).
        standing: the person's class of credit.
        source_key: the register or agency that can tell; empty if none can.
        source_name: its Chinese name.
        source_up: it answers now.
        can_be_told_by_register: its data are shared, so that a query settles the fact.
        signed_on: the day of signing.
        place: whose numbers govern.
        calendar: the working days.
        public_can_tell: nobody holds a record, but others would object if it were untrue (no other heirs).
    """

    fact_key: str
    fact_text: str
    standard: str
    item_class: Literal["ordinary", "exempt", "strict"]
    standing: Literal["good", "ordinary", "watched"]
    source_key: str
    source_name: str
    source_up: bool
    can_be_told_by_register: bool
    signed_on: date
    place: Place
    calendar: WorkdayCalendar
    public_can_tell: bool = False


@dataclass(frozen=True, slots=True)
class PlanLine:
    """The planned check of one fact: method, time, standard, and by when."""

    fact_key: str
    fact_text: str
    method: Method
    timing: Timing
    standard: str
    source_key: str
    who: Who
    due_on: date
    due_text: str
    exempt: bool

    @property
    def burden(self) -> int:
        """A number by which two plans compare: the method first, then whether the decision waits for it."""
        return self.method.burden * 2 + (self.timing == "before")


class Checkable(Protocol):
    """What decides how a fact is checked, whoever promises it and on whatever day; see :class:`PlanFacts`."""

    @property
    def item_class(self) -> str: ...
    @property
    def standing(self) -> str: ...
    @property
    def source_key(self) -> str: ...
    @property
    def source_name(self) -> str: ...
    @property
    def source_up(self) -> bool: ...
    @property
    def can_be_told_by_register(self) -> bool: ...
    @property
    def public_can_tell(self) -> bool: ...


plan_line = LegalRule[PlanFacts, PlanLine]("plan_line", "这一项承诺怎样核查", "2.4-a")


@plan_line.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.4-a"])
def _(facts: PlanFacts) -> Conclusion[PlanLine]:
    """分类确定核查办法，将承诺人的信用状况作为重要因素，明确核查时间、标准、方式以及是否免予核查。"""
    method, why = lightest_method(facts)
    timing = timing_of(facts, method)
    end = _end(facts, method, timing)
    line = PlanLine(
        fact_key=facts.fact_key,
        fact_text=facts.fact_text,
        method=method,
        timing=timing,
        standard=facts.standard,
        source_key=facts.source_key,
        who=WHO[method],
        due_on=end.due_on,
        due_text=end.text,
        exempt=method is Method.EXEMPT,
    )
    basis = CLAUSES["2.4-b"] if line.exempt else CLAUSES["2.4-a"]
    ok = None if facts.standard.strip() else False
    lacking = "" if facts.standard.strip() else "请在事项里写明核查时拿什么作比较，再发布这个事项。"
    reason = f"“{facts.fact_text}”：{why}{_WHEN[timing] if not line.exempt else ''}{end.text}。"
    return Conclusion(line, basis, reason, because=_because(facts, line), ok=ok, instead=lacking)


WHO: dict[Method, Who] = {
    Method.DATA: "system",
    Method.EXEMPT: "pool",
    Method.PUBLICATION: "verifier",
    Method.DOCUMENT: "verifier",
    Method.SITE: "verifier",
    Method.ASSISTANCE: "verifier",
}
_WHEN = {"before": "在决定以前核查，", "after": "先办理、后核查，"}


def lightest_method(facts: Checkable) -> tuple[Method, str]:
    """The lightest means that settles the fact, and why, as the beginning of a sentence."""
    watched = facts.standing == "watched"
    if facts.item_class == "exempt" and not watched:
        return Method.EXEMPT, "这一项免予核查，列入日常随机抽查，"
    source = facts.source_name or "有关登记系统"
    if facts.can_be_told_by_register:
        return Method.DATA, f"由系统到{source}查询比对，不用您跑，"
    if facts.source_key or facts.source_name:
        return Method.ASSISTANCE, f"{source}的数据还没有共享，请其协助核查，不用您跑，"
    if facts.item_class == "exempt":
        return Method.DOCUMENT, "因有未修复的失信记录，由工作人员对照书面材料核查，"
    return _method_by_hand(facts, watched=watched)


def _method_by_hand(facts: Checkable, *, watched: bool) -> tuple[Method, str]:
    if facts.item_class == "strict" or watched:
        return Method.SITE, "没有数据可查，由两名以上工作人员到现场核查一次，"
    if facts.public_can_tell:
        return Method.PUBLICATION, "没有数据可查，由知情人在公示期内提出异议，"
    return Method.DOCUMENT, "没有数据可查，由工作人员对照书面材料核查，"


def timing_of(facts: Checkable, method: Method) -> Timing:
    """Whether the decision waits for the check."""
    if method is Method.EXEMPT:
        return "after"
    cautious = facts.standing == "watched" or facts.item_class == "strict"
    if cautious and facts.item_class != "exempt":
        return "before" if method is not Method.SITE or facts.standing == "watched" else "after"
    if method is Method.DATA and facts.source_up:
        return "before"
    return "after"


NUMBER_OF = {
    Method.DATA: "online_check_due",
    Method.PUBLICATION: "publication_check_days",
    Method.DOCUMENT: "document_check_due",
    Method.SITE: "onsite_check_due",
    Method.ASSISTANCE: "assistance_reply_due",
}


def _end(facts: PlanFacts, method: Method, timing: Timing) -> Deadline:
    if method is Method.EXEMPT:
        months = facts.place.amount("routine_supervision_due", facts.signed_on)
        end = add_months(facts.signed_on, months)
        return Deadline(end, f"名单保留{months}个月，到{chinese_date(end)}为止")
    if method is Method.DATA and facts.source_up and timing == "before":
        return Deadline(facts.signed_on, f"签署当日（{chinese_date(facts.signed_on)}）比对")
    return due(NUMBER_OF[method], facts.signed_on, facts.place, facts.calendar)


def _because(facts: PlanFacts, line: PlanLine) -> tuple[Conclusion[Any], ...]:
    classes = {"ordinary": "一般", "exempt": "免予核查", "strict": "从严核查"}
    standings = {"good": "良好", "ordinary": "一般", "watched": "重点关注"}
    parts: list[Conclusion[Any]] = [
        Conclusion(facts.item_class, CLAUSES["2.4-a"], f"这项证明按“{classes[facts.item_class]}”管理。"),
        Conclusion(facts.standing, CLAUSES["2.5-c"], f"您现在的信用状况是“{standings[facts.standing]}”。"),
        Conclusion(facts.standard, CLAUSES["2.4-a"], f"核查标准：{facts.standard or '没有写明'}。"),
    ]
    if line.method is Method.DATA and not facts.source_up:
        parts.append(
            Conclusion(
                False, CLAUSES["2.4-e"], f"{facts.source_name}现在连不上，系统会自动重试，您不用再来。"
            )
        )
    if line.method is Method.SITE:
        parts.append(Conclusion(True, CLAUSES["2.4-g"], "到现场的次数计入年度检查上限，能合并的一次查完。"))
    if line.method is Method.ASSISTANCE:
        parts.append(
            Conclusion(True, CLAUSES["2.4-h"], "被请求的机关应当及时协助，不能协助的要书面说明理由。")
        )
    return (*parts, Conclusion(True, CLAUSES["2.4-c"], "核查轻重不因采用承诺办理而加重。", ok=True))


@dataclass(frozen=True, slots=True)
class RateFacts:
    """Two rates of routine supervision, in percent, for the same matter and the same class of credit."""

    committed: int
    others: int


may_inspect_at_rate = LegalRule[RateFacts, bool]("may_inspect_at_rate", "抽查比例是否构成歧视性监管", "2.4-c")


@may_inspect_at_rate.version(since=SUZHOU_NOTICE.since, basis=CLAUSES["2.4-c"])
def _(facts: RateFacts) -> Conclusion[bool]:
    """不得对通过告知承诺制方式办理的企业和群众采取歧视性监管措施。"""
    basis = CLAUSES["2.4-c"]
    if facts.committed <= facts.others:
        reason = f"承诺办理的抽查{facts.committed}%，其他办理的抽查{facts.others}%，没有因承诺而多查。"
        return Conclusion(True, basis, reason, ok=True)
    return Conclusion(
        False,
        basis,
        f"承诺办理的抽查{facts.committed}%，高于其他办理的{facts.others}%，属于因承诺而多查。",
        ok=False,
        instead=f"请把承诺办理的抽查比例调到{facts.others}%以下，或者按信用状况而不是按办理方式确定比例。",
    )
