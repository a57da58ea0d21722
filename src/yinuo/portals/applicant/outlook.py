"""What is now, and what comes next and when: the one question an applicant's page answers first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from yinuo.decisions.models import Decision
from yinuo.law.deadlines import CalendarExhausted
from yinuo.portals.face.parts import DayCell, day_cells
from yinuo.portals.face.words import full_date, short_date
from yinuo.workdays.queries import calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yinuo.applications.models import Application, SupplementRequest
    from yinuo.commitments.models import Commitment
    from yinuo.verification.models import Proceeding

MOST_DAYS = 9
"""Days the clock shows at most, so that they can be read on a phone."""
PATIENCE = timedelta(minutes=2)
"""How long after filing the receipt keeps asking whether the decision was made at once."""
GIVEN_UP = timedelta(minutes=10)
"""After so long a page no longer asks whether a document is made; the person looks again when he likes."""

TAGS: dict[str, tuple[str, str]] = {
    "draft": ("草稿", ""),
    "submitted": ("办理中", "go"),
    "evidence_asked": ("请您补充", "look"),
    "decided": ("已决定", "ok"),
    "closed": ("已办结", "ok"),
    "annulled": ("决定已撤销", "look"),
    "withdrawn": ("已撤回", ""),
    "terminated": ("已终止", "look"),
}


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is now and what comes.

    Attributes:
        now: what is now, as a heading.
        text: one or two sentences: who does what, and whether the person has to do something.
        due: by when, or None.
        left: working days after today; None where it cannot be counted.
        cells: the days of the clock.
        what: what is due on that day.
        url, action: where the person acts, if he has to.
    """

    now: str
    text: str
    due: date | None = None
    left: int | None = None
    cells: Sequence[DayCell] = field(default=())
    what: str = ""
    url: str = ""
    action: str = ""


def of_application(
    application: Application,
    *,
    on: date,
    decision: Decision | None = None,
    request: SupplementRequest | None = None,
    proceeding: Proceeding | None = None,
    commitments: Sequence[Commitment] = (),
) -> Outlook:
    """The outlook of a case.

    Args:
        application: with matter and agency.
        on: the day.
        decision: the one that stands.
        request: the open request for evidence.
        proceeding: about a promise found untrue, the newest.
        commitments: those signed, for the checks still to come.
    """
    if proceeding is not None and proceeding.status == "told":
        return _with_clock(
            "请您说说情况",
            f"{application.agency.short_name}发现承诺和查到的不一致，作出处理之前要先听您说明。说明要在期限之内交，不说明也不会自动不利，但单位就听不到您的理由。",
            on,
            proceeding.representation_due_on,
            "陈述申辩的期限",
            reverse("applicant:represent", args=[application.number]),
            "现在去说明",
        )
    if proceeding is not None and proceeding.status == "heard":
        more = on <= proceeding.representation_due_on
        return Outlook(
            "已经听了您的说明，等处理结果",
            f"{application.agency.short_name}会对您的说明逐条答复，结果写成文书送给您。",
            url=reverse("applicant:represent", args=[application.number]) if more else "",
            action="看我说的，再补充" if more else "",
        )
    if application.status == "evidence_asked":
        return _with_clock(
            "请您补充",
            "有内容对不上或者缺材料，先请您说明，不会直接不批。可以写说明，也可以交材料，或者两样都交。",
            on,
            request.due_on if request is not None else application.due_on,
            "补充的期限",
            reverse("applicant:supply", args=[application.number]),
            "现在去补充",
        )
    if application.status == "submitted":
        soon = application.matter.at_once and any(one.status == "signed" for one in commitments)
        text = (
            "系统正在比对数据，条件齐备的，几分钟内当场作出决定。您不用做什么。"
            if soon and application.checks_cleared_at is None and not application.checks
            else f"{application.agency.short_name}正在审查，您现在不用做什么。有要您补充的，会一次说清。"
        )
        if application.due_on is not None and application.due_on < on:
            text = (
                f"{application.agency.short_name}过了期限还没有决定，不是您的原因，您不用做什么。"
                f"可以直接问{application.agency.short_name}，也可以打 {settings.YINUO_CITY['hotline']} 催办。"
            )
        return _with_clock("等决定", text, on, application.due_on, "最晚作出决定的日子")
    return _after_decision(application, on, decision, commitments)


def _after_decision(
    application: Application, on: date, decision: Decision | None, commitments: Sequence[Commitment]
) -> Outlook:
    name = application.matter.name
    if application.status == "annulled":
        return Outlook("决定已经撤销", f"“{name}”的决定已依法撤销，理由和不服怎么办，都写在撤销决定书里。")
    if application.status == "withdrawn":
        return Outlook("您已撤回申请", "这件事不再往下办。以后想办，随时可以重新申请。")
    if application.status == "terminated":
        return Outlook("已经终止办理", "理由和不服怎么办，都写在决定书里。")
    if decision is not None and decision.kind == Decision.Kind.REFUSAL:
        return Outlook("没有批准", "理由、依据和不服怎么办，都写在决定书里。条件符合以后可以重新申请。")
    last = last_check(commitments)
    if last is not None and last >= on:
        text = f"承诺的事实，最晚{short_date(last)}前核查完，您不用做什么。情况有变或者发现写错了，请主动告诉办理单位。"
        return _with_clock("已经准予", text, on, last, "最晚核查完的日子")
    if commitments and all(one.status in {"kept", "withdrawn"} for one in commitments):
        return Outlook(
            "已经准予，承诺核查属实", "这件事办完了，您不用再做什么。决定书在“我的文书”里，随时可以打开。"
        )
    return Outlook("已经准予", "决定书在“我的文书”里，可以打开、下载、打印。")


def last_check(commitments: Sequence[Commitment]) -> date | None:
    """The last day on which a check of promises still waiting is due; exempt facts are not waited for."""
    days = [
        date.fromisoformat(line["due_on"])
        for one in commitments
        if one.status == "signed"
        for line in one.plan
        if not line["exempt"]
    ]
    return max(days, default=None)


def _with_clock(
    now: str, text: str, on: date, due: date | None, what: str, url: str = "", action: str = ""
) -> Outlook:
    """An outlook with its working-day clock; past the known calendar the day alone is told."""
    if due is None:
        return Outlook(now, text, url=url, action=action)
    try:
        days = calendar()
        left = days.workdays_between(on, due)
        cells = day_cells(today=on, due=due, is_workday=days.is_workday, at_most=MOST_DAYS)
    except CalendarExhausted:
        return Outlook(now, text, due=due, what=what, url=url, action=action)
    return Outlook(now, text, due, left, cells, f"{what}：{full_date(due)}", url, action)


def days_left(on: date, due: date) -> int | None:
    """Working days after today up to a day, negative when it is past; None beyond the known calendar."""
    try:
        return calendar().workdays_between(on, due)
    except CalendarExhausted:
        return None


def tag(application: Application, decision: Any = None) -> tuple[str, str]:
    """The word and tone of a case's state; a decision says which way it went."""
    if application.status in {"decided", "closed"} and decision is not None:
        return {"grant": ("已准予", "ok"), "refusal": ("没有批准", "look")}.get(
            decision.kind, TAGS[application.status]
        )
    return TAGS.get(application.status, (application.get_status_display(), ""))
