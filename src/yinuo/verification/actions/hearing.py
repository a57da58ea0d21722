"""Told and heard: nothing is decided against a person before he could speak (行政许可法第七条, 方案二（四）)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import SYSTEM, begin, next_number, record, take_step
from yinuo.documents.actions import deliver, new_check_code, request_document
from yinuo.documents.models import Delivery, Document
from yinuo.law import place
from yinuo.law.deadlines import chinese_date
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES, LICENSING_7, PENALTY_45
from yinuo.law.verification import MismatchFacts, on_mismatch, representation_due
from yinuo.people.models import Role
from yinuo.people.queries import has_role
from yinuo.verification.access import why_not_open_proceeding, why_not_represent
from yinuo.verification.actions.locking import lock_case, lock_task
from yinuo.verification.lifecycle import PROCEEDING
from yinuo.verification.models import Finding, Proceeding, Representation
from yinuo.verification.papers import representation_content
from yinuo.verification.queries import DECIDED, latest_findings, unheard
from yinuo.workdays.queries import calendar

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.applications.models import Application
    from yinuo.commitments.models import Commitment
    from yinuo.people.models import Account
    from yinuo.verification.models import Task

LEAST_WORDS = 4
MOST_WORDS = 5000


@transaction.atomic
def open_proceeding(*, finding_id: int, by: Account, at: datetime) -> Proceeding:
    """Tell the applicant what was found to contradict his promise, and by when he may speak.

    Args:
        finding_id: the newest finding of a check; it contradicts the promise.
        by: a verifier or deciding officer of the agency.
        at: the moment, aware.

    Returns:
        The proceeding, with its notice requested and delivered.

    Raises:
        Refused: the finding does not contradict or is not the newest; the decision is not made (evidence is asked
            instead); a proceeding was opened before; not this officer's.
        CalendarExhausted: the working days of the period are not known.
    """
    found = Finding.objects.only("task_id").get(pk=finding_id)
    application, commitment, task = lock_task(found.task_id)
    finding = Finding.objects.select_related("task", "query__source").get(pk=finding_id)
    on = timezone.localdate(at)
    refusal = why_not_open_proceeding(by, task, on=on)
    if refusal is not None:
        raise Refused(refusal)
    _refuse_unfounded(commitment, task, finding)
    concluded = on_mismatch.on(
        on,
        MismatchFacts(
            decided=application.status in DECIDED, differences=(f"{task.fact_text}：{finding.explanation}",)
        ),
    )
    if concluded.value != "open_proceeding":
        raise Refused(
            Refusal("现在不能启动不实处理程序", concluded.reason, concluded.citation, concluded.instead)
        )
    due = representation_due(on, place.load(settings.YINUO_PLACE), calendar())
    number, code = next_number("宿告", year=on.year), new_check_code()
    notice = request_document(
        case_file_id=task.case_file_id,
        kind=Document.Kind.REPRESENTATION_NOTICE,
        number_prefix="宿告",
        title=f"陈述申辩告知书（{application.matter.name}）",
        content=representation_content(
            application=application,
            commitment=commitment,
            finding=finding,
            due=due,
            number=number,
            check_code=code,
            at=at,
        ),
        at=at,
        number=number,
        check_code=code,
    )
    proceeding = Proceeding.objects.create(
        commitment=commitment,
        case_file_id=task.case_file_id,
        agency=task.agency,
        finding=finding,
        told_by=by,
        told_at=at,
        notice=notice,
        representation_due_on=due.due_on,
    )
    label = "核查人员" if has_role(by, Role.VERIFIER, on=on) else "审批人"
    begin(
        proceeding,
        PROCEEDING,
        by=by,
        by_label=label,
        at=at,
        title="告知查到的不一致，听取陈述申辩",
        basis=LICENSING_7,
        facts={
            "finding": finding.pk,
            "commitment": commitment.pk,
            "notice": notice.number,
            "digest": notice.content_digest,
            "due_on": due.due_on,
        },
        conclusion=concluded,
    )
    deliver(
        document=notice, to=application.applicant, means=Delivery.Means.PORTAL, at=at, by=by, by_label=label
    )
    return proceeding


def _refuse_unfounded(commitment: Commitment, task: Task, finding: Finding) -> None:
    what = "不能启动不实处理程序"
    earlier = Proceeding.objects.filter(commitment=commitment).first()
    if earlier is not None:
        raise Refused(
            Refusal(
                what,
                f"这份承诺已经启动过（{earlier.get_status_display()}）",
                CLAUSES["2.4-d"],
                "请在原来的程序里办理；发现新的情况，请写进案卷并报告审批人。",
            )
        )
    newest = latest_findings([task.pk])[task.pk]
    if newest.pk != finding.pk or task.status != "concluded":
        raise Refused(
            Refusal(
                what,
                "这项核查后来又有了新的结论或者正在重新核查",
                CLAUSES["2.4-a"],
                "请刷新页面，按最新结论办理。",
            )
        )
    if finding.outcome != Finding.Outcome.DIFFERS:
        raise Refused(
            Refusal(
                what,
                f"这项核查的结论是“{finding.get_outcome_display()}”",
                CLAUSES["2.4-d"],
                "只有核查不一致的才启动程序；无法判断的请继续核查。",
            )
        )
    if commitment.status not in {"signed", "kept"}:
        raise Refused(
            Refusal(
                what, f"这份承诺现在是“{commitment.get_status_display()}”", CLAUSES["2.4-d"], "不需要再办理。"
            )
        )


@transaction.atomic
def represent(*, proceeding_id: int, text: str, by: Account, at: datetime) -> Representation:
    """Take down what the person says; he may add to it until the last day.

    Args:
        proceeding_id: the proceeding.
        text: his words, 4 to 5,000 characters.
        by: the applicant or who acts for him.
        at: the moment, aware.

    Returns:
        What was said, kept unchangeably.

    Raises:
        Refused: a stranger, the time is over, the proceeding is concluded, or nothing was written.
    """
    application, proceeding = lock_proceeding(proceeding_id)
    on = timezone.localdate(at)
    refusal = why_not_represent(by, proceeding, on=on)
    if refusal is not None:
        raise Refused(refusal)
    if proceeding.status not in {"told", "heard"}:
        PROCEEDING.refuse_unless_open("hear", proceeding.status)
    if on > proceeding.representation_due_on:
        raise Refused(
            Refusal(
                "不能再提交陈述申辩",
                f"陈述申辩的期限到{chinese_date(proceeding.representation_due_on)}为止",
                PENALTY_45,
                f"处理还没有作出的，可以直接联系{application.agency.short_name}说明；处理作出后可以申请行政复议或者提起行政诉讼。",
            )
        )
    words = "".join(c for c in text if c == "\n" or c.isprintable()).strip()
    if not LEAST_WORDS <= len(words) <= MOST_WORDS:
        why = "没有写内容" if len(words) < LEAST_WORDS else f"超过{MOST_WORDS}个字"
        raise Refused(
            Refusal(
                "没有提交成功",
                why,
                PENALTY_45,
                f"请写{LEAST_WORDS}到{MOST_WORDS}个字；材料多的请到窗口提交。",
            )
        )
    said = Representation.objects.create(proceeding=proceeding, text=words, by=by, at=at)
    facts = {"representation": said.pk, "characters": len(words)}
    if proceeding.status == PROCEEDING.start:
        take_step(
            proceeding, PROCEEDING, "hear", by=by, by_label="申请人", at=at, facts=facts, basis=PENALTY_45
        )
    else:
        record(
            case_file_id=proceeding.case_file_id,
            step="verification.represent",
            title="补充陈述申辩",
            by=by,
            by_label="申请人",
            at=at,
            basis=PENALTY_45,
            facts=facts,
        )
    return said


@transaction.atomic
def lapse(*, proceeding_id: int, at: datetime) -> Proceeding | None:
    """Note that the time to speak ended without a word; a second call does nothing.

    Returns:
        The proceeding, or None where the person has spoken or may still speak.
    """
    _, proceeding = lock_proceeding(proceeding_id)
    if proceeding.status != PROCEEDING.start or timezone.localdate(at) <= proceeding.representation_due_on:
        return None
    take_step(
        proceeding,
        PROCEEDING,
        "lapse",
        by=None,
        by_label=SYSTEM,
        at=at,
        facts={"due_on": proceeding.representation_due_on},
    )
    return proceeding


def lapse_due(*, at: datetime) -> int:
    """Do so for every proceeding whose time is over; each in its own transaction.

    Returns:
        How many.
    """
    return sum(lapse(proceeding_id=pk, at=at) is not None for pk in unheard(on=timezone.localdate(at)))


def lock_proceeding(proceeding_id: int) -> tuple[Application, Proceeding]:
    """The application and the proceeding, locked in the order of the room."""
    commitment_id = Proceeding.objects.values_list("commitment_id", flat=True).get(pk=proceeding_id)
    application, commitment = lock_case(commitment_id)
    proceeding = (
        Proceeding.objects.select_for_update(of=("self",))
        .select_related("agency", "finding__task", "finding__query__source")
        .get(pk=proceeding_id)
    )
    proceeding.commitment = commitment
    commitment.application_item.application = application
    return application, proceeding
