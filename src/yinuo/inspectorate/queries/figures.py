"""Every figure of the first screen: its filter, its article, what it says. The figure counts the filter, the list shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value, When

from yinuo.applications.models import Application, ApplicationItem
from yinuo.commitments.models import Commitment
from yinuo.credit.models import Objection, Repair
from yinuo.exchange.models import OutboxMessage, Source
from yinuo.law.texts import BUSINESS_44_2, CLAUSES, LICENSING_42
from yinuo.verification.models import Proceeding, Task
from yinuo.verification.queries import untold

if TYPE_CHECKING:
    from yinuo.inspectorate.access import Scope
    from yinuo.law.grammar import Citation

ROUTES = {
    "commit": "全部签承诺",
    "proof": "全部交证明",
    "held": "全部用机关已有数据",
    "mixed": "几种办法并用",
}

FATES = {
    "kept": ("核查属实", "2.5-b"),
    "signed": ("待查", "2.4-a"),
    "corrected": ("误填已更正", "2.5-a"),
    "withdrawn": ("撤回改交证明", "2.6-c"),
}
"""What became of a promise, other than being found untrue: title and clause."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the first screen.

    Attributes:
        key: code name, also in the address of its list.
        title: Chinese title.
        unit: what is counted, 件 or 份.
        citation: the article for which it is counted.
        says: one sentence on what exactly is counted.
        rows: the filter; figure and list both use it and nothing else.
        order: columns of the keyset, ascending or descending alike.
        alarming: a number above zero asks for a person.
        of_period: only what falls into the scope's days; others are as of now.
    """

    key: str
    title: str
    unit: str
    citation: Citation
    says: str
    rows: Callable[[Scope], QuerySet[Any]]
    order: tuple[str, ...] = ("-id",)
    alarming: bool = False
    of_period: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure with its number."""

    figure: Figure
    number: int


def cases(scope: Scope) -> QuerySet[Application]:
    """Applications handed in within the scope's days."""
    return Application.objects.filter(scope.reach(), scope.period("submitted_at"))


def cases_by(route: str) -> Callable[[Scope], QuerySet[Application]]:
    """Applications whose items all took one route, or several routes (``mixed``).

    The route is asked row by row, so that a page of the list reads as few rows as it shows.
    """
    items = ApplicationItem.objects.filter(application=OuterRef("pk")).order_by().values("application")
    taken = items.annotate(first=Min("route"), last=Max("route")).values_list(
        Case(When(first=F("last"), then=F("first")), default=Value("mixed"))
    )
    return lambda scope: cases(scope).alias(taken=Subquery(taken)).filter(taken=route)


def spared(scope: Scope) -> QuerySet[Commitment]:
    """Proofs nobody had to fetch: promises signed and not withdrawn."""
    return Commitment.objects.filter(scope.reach(), scope.period("signed_at")).exclude(status="withdrawn")


def promises(status: str) -> Callable[[Scope], QuerySet[Commitment]]:
    """Promises signed within the scope's days that stand in one status now."""
    return lambda scope: Commitment.objects.filter(scope.reach(), scope.period("signed_at"), status=status)


def untrue(scope: Scope) -> QuerySet[Commitment]:
    """Promises found untrue, of those signed within the scope's days."""
    return Commitment.objects.filter(scope.reach(), scope.period("signed_at"), status="untrue")


def overdue_checks(scope: Scope) -> QuerySet[Task]:
    """Checks still open after their due day."""
    return Task.objects.filter(scope.reach(), status="open", due_on__lt=scope.on)


def unassigned(scope: Scope) -> QuerySet[Task]:
    """Checks that wait for a person and have none."""
    return Task.objects.filter(
        scope.reach(), status="open", assigned_to__isnull=True, next_attempt_at__isnull=True
    )


def untold_findings(scope: Scope) -> QuerySet[Task]:
    """Checks that contradict a promise after the decision, of which the person has not been told."""
    return untold().filter(scope.reach())


def overdue_decisions(scope: Scope) -> QuerySet[Application]:
    """Applications under way after the day on which they had to be decided."""
    return Application.objects.filter(
        scope.reach(), status__in=("submitted", "evidence_asked"), due_on__lt=scope.on
    )


def open_proceedings(scope: Scope) -> QuerySet[Proceeding]:
    """Proceedings on untrue promises that are not concluded."""
    return Proceeding.objects.filter(scope.reach(), status__in=("told", "heard"))


def pending_repairs(scope: Scope) -> QuerySet[Repair]:
    """Applications for credit repair that wait."""
    return Repair.objects.filter(scope.reach("determination__"), status="applied")


def pending_objections(scope: Scope) -> QuerySet[Objection]:
    """Objections to determinations that wait."""
    return Objection.objects.filter(scope.reach("determination__"), status="raised")


def silent_sources(scope: Scope) -> QuerySet[Source]:
    """Registers that are switched off, failed last time, or rest after failures; they belong to no unit."""
    if scope.agencies is not None and not scope.agencies:
        return Source.objects.none()
    return Source.objects.filter(Q(enabled=False) | Q(failures__gt=0) | Q(rests_until__gt=scope.at))


def failed_messages(scope: Scope) -> QuerySet[OutboxMessage]:
    """Messages that could not be delivered and wait for a person."""
    return OutboxMessage.objects.filter(scope.reach("case_file__"), status=OutboxMessage.Status.FAILED)


FIGURES: tuple[Figure, ...] = (
    Figure(
        "checks-overdue",
        "逾期未核查",
        "件",
        CLAUSES["2.4-a"],
        "过了核查期限还没有结论的核查任务",
        overdue_checks,
        ("due_on", "id"),
        alarming=True,
    ),
    Figure(
        "decisions-overdue",
        "逾期未决定",
        "件",
        LICENSING_42,
        "过了办理期限还没有决定的申请",
        overdue_decisions,
        ("due_on", "id"),
        alarming=True,
    ),
    Figure(
        "checks-unassigned",
        "没有指派核查人",
        "件",
        CLAUSES["2.4-a"],
        "需要人工核查、还没有指派给人的核查任务",
        unassigned,
        ("due_on", "id"),
        alarming=True,
    ),
    Figure(
        "findings-untold",
        "查出不一致未告知",
        "件",
        CLAUSES["2.4-d"],
        "决定以后查出与承诺不一致、还没有告知当事人听取陈述申辩的核查",
        untold_findings,
        ("due_on", "id"),
        alarming=True,
    ),
    Figure(
        "untrue",
        "核查不实",
        "份",
        CLAUSES["2.4-d"],
        "本期签署的承诺里，核查并听取申辩后认定不实的",
        untrue,
        alarming=True,
        of_period=True,
    ),
    Figure(
        "proceedings-open",
        "不实处理未结",
        "件",
        CLAUSES["2.4-d"],
        "已经告知、还没有作出处理的不实处理程序",
        open_proceedings,
    ),
    Figure(
        "repairs-pending",
        "信用修复待办",
        "件",
        CLAUSES["2.5-d"],
        "已经申请、还没有办理的信用修复",
        pending_repairs,
        ("due_on", "id"),
    ),
    Figure(
        "objections-pending",
        "信用异议待办",
        "件",
        CLAUSES["2.5-d"],
        "已经标注、还没有办理的信用异议",
        pending_objections,
        ("due_on", "id"),
    ),
    Figure(
        "sources-silent",
        "数据来源不通",
        "个",
        CLAUSES["2.4-e"],
        "停用、最近没有应答或者暂停查询的数据来源",
        silent_sources,
        alarming=True,
    ),
    Figure(
        "messages-failed",
        "信用信息未送达",
        "条",
        CLAUSES["2.5-b"],
        "多次发送失败、等候人工处理的消息",
        failed_messages,
        alarming=True,
    ),
    Figure(
        "proofs-spared",
        "少跑腿的证明",
        "份",
        BUSINESS_44_2,
        "本期签了承诺、没有撤回，因此不用去开的证明",
        spared,
        of_period=True,
    ),
    *(
        Figure(
            f"promises-{status}",
            title,
            "份",
            CLAUSES[clause],
            f"本期签署的承诺里，{title}的",
            promises(status),
            of_period=True,
        )
        for status, (title, clause) in FATES.items()
    ),
    Figure("cases", "办件", "件", CLAUSES["1-a"], "本期提交的申请", cases, of_period=True),
    *(
        Figure(
            f"cases-{route}",
            title,
            "件",
            CLAUSES["2.2-a"],
            f"本期提交的申请里，{title}的",
            cases_by(route),
            of_period=True,
        )
        for route, title in ROUTES.items()
    ),
)
"""In the order of the screen."""

_BY_KEY = {known.key: known for known in FIGURES}


def figure(key: str) -> Figure | None:
    """The figure with a key, or None."""
    return _BY_KEY.get(key)


def count(found: Figure, scope: Scope) -> int:
    """How many rows a figure's filter has."""
    return found.rows(scope).count()


def counted(scope: Scope, *keys: str) -> list[Counted]:
    """Several figures with their numbers, each one query."""
    return [Counted(_BY_KEY[key], count(_BY_KEY[key], scope)) for key in keys]
