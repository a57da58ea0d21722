"""What follows from an untrue promise: the officer chooses among what the law gives, and all of it happens at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import take_step
from yinuo.commitments.actions import settle
from yinuo.credit.actions import determine, enter_honest_error
from yinuo.decisions import actions as decisions
from yinuo.decisions.models import Decision
from yinuo.decisions.queries import standing_decision
from yinuo.law import place
from yinuo.law.grammar import Conclusion, Refusal, Refused
from yinuo.law.texts import CLAUSES, LICENSING_38_2
from yinuo.law.verification import Disposition, HearingFacts, Option, may_decide_against, rectification_due
from yinuo.verification import papers
from yinuo.verification.access import why_not_conclude_proceeding
from yinuo.verification.actions.concluding import conclude_locked, keep_locked
from yinuo.verification.actions.hearing import lock_proceeding
from yinuo.verification.lifecycle import PROCEEDING, TASK
from yinuo.verification.models import Finding, Task
from yinuo.verification.queries import Circumstances, options, representations
from yinuo.workdays.queries import calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yinuo.applications.models import Application
    from yinuo.law.credit import GradeFactors
    from yinuo.people.models import Account
    from yinuo.verification.models import Proceeding

OFFICER = "审批人"
LEAST_REASON = 10
_IN_FAVOUR = frozenset({Disposition.CLEARED, Disposition.ACCEPT_CORRECTION})


@dataclass(frozen=True, slots=True)
class _Choice:
    """What the officer has chosen, with everything it is carried out with."""

    application: Application
    proceeding: Proceeding
    option: Option
    chosen: Conclusion[Any]
    reason: str
    grade: str | None
    factors: GradeFactors | None
    measures: Sequence[str]
    by: Account
    at: datetime


@transaction.atomic
def conclude_proceeding(
    *,
    proceeding_id: int,
    disposition: str,
    reason: str,
    grade: str | None = None,
    factors: GradeFactors | None = None,
    measures: Sequence[str] = (),
    by: Account,
    at: datetime,
    circumstances: Circumstances | None = None,
) -> Proceeding:
    """Dispose of a proceeding: found true, error corrected, put right, terminated, annulled, penalised, transferred.

    Annulment, the promise's end as untrue, the determination with its two documents and its message stand or fall
    together in this one transaction.

    Args:
        proceeding_id: a proceeding in which the person was heard or let the time pass.
        disposition: name of a :class:`Disposition`, in lower case.
        reason: facts, answer to what the person said, and why this; at least ten characters.
        grade: name of a grade in lower case where dishonesty is determined; None where it is spared.
        factors: what the officer has established for the grade; needed with a grade.
        measures: keys of the measures chosen.
        by: a deciding officer of the agency.
        at: the moment, aware.
        circumstances: what else the officer has established; nothing of it by default.

    Returns:
        The proceeding, cleared or concluded.

    Raises:
        Refused: not heard yet, not this officer's, the choice is not open (with the law's why-not), no reason, a grade
            where nothing dishonest was found or without its factors.

    Source: 方案二（四）, clause 2.4-d; 行政许可法第七条、第六十九条.
    """
    application, proceeding = lock_proceeding(proceeding_id)
    on = timezone.localdate(at)
    refusal = why_not_conclude_proceeding(by, proceeding, on=on)
    if refusal is not None:
        raise Refused(refusal)
    step = "clear" if disposition in {d.name.lower() for d in _IN_FAVOUR} else "conclude"
    _refuse_unheard(proceeding, at)
    PROCEEDING.refuse_unless_open(step, proceeding.status)
    option, given = _chosen(proceeding, disposition, factors, circumstances or Circumstances(), at)
    _refuse_incomplete(option, reason, grade, factors)
    chosen = Conclusion(
        option.disposition.name.lower(),
        option.citation,
        f"{option.title}：{option.criteria}",
        because=(given,),
        rule="dispositions",
    )
    take_step(
        proceeding,
        PROCEEDING,
        step,
        by=by,
        by_label=OFFICER,
        at=at,
        title=f"作出处理：{option.title}",
        basis=option.citation,
        conclusion=chosen,
        also={
            "disposition": option.disposition.name.lower(),
            "reason": reason.strip(),
            "concluded_by": by,
            "concluded_at": at,
        },
        facts={"disposition": option.disposition.name.lower(), "grade": grade, **_period(option, at)},
    )
    choice = _Choice(
        application, proceeding, option, chosen, reason.strip(), grade, factors, tuple(measures), by, at
    )
    _carry_out(choice)
    return proceeding


def _carry_out(choice: _Choice) -> None:
    if choice.option.disposition is Disposition.CLEARED:
        _found_true(choice)
        return
    commitment = choice.proceeding.commitment
    if choice.option.disposition is Disposition.ACCEPT_CORRECTION:
        _settle(choice, "correct")
        enter_honest_error(
            subject=choice.application.applicant,
            agency=choice.application.agency,
            basis_document=commitment.letter.number,
            by=choice.by,
            at=choice.at,
        )
        return
    if choice.option.disposition is Disposition.ANNUL:
        _annul(choice)
    elif choice.option.disposition is Disposition.TERMINATE:
        decisions.decide(
            application_id=choice.application.pk,
            kind=Decision.Kind.TERMINATION,
            reason=choice.reason,
            by=choice.by,
            at=choice.at,
        )
    _settle(choice, "find_untrue")
    if choice.grade is not None and choice.factors is not None:
        determine(
            subject=choice.application.applicant,
            case_file_id=choice.proceeding.case_file_id,
            agency=choice.application.agency,
            grade=choice.grade,
            factors=choice.factors,
            measure_keys=choice.measures,
            reason=choice.reason,
            by=choice.by,
            at=choice.at,
            act=commitment.letter.number,
        )


def _annul(choice: _Choice) -> None:
    decision = standing_decision(choice.application.pk)
    if decision is None:
        raise Refused(
            Refusal(
                "不能撤销", "没有可以撤销的决定", choice.option.citation, "请刷新页面，按申请现在的状态办理。"
            )
        )
    spoken = [said.text or "" for said in representations(choice.proceeding)]
    decisions.annul(
        decision_id=decision.pk,
        reason=choice.reason,
        heard=papers.how_heard(choice.proceeding, spoken),
        differences=papers.differences(choice.proceeding.finding),
        evidence=papers.evidence(choice.proceeding.finding),
        conclusion=choice.chosen,
        by=choice.by,
        at=choice.at,
    )


def _found_true(choice: _Choice) -> None:
    """What the person said holds: the check gets a finding that agrees, and the promise counts as kept again."""
    task = (
        Task.objects.select_for_update(of=("self",))
        .select_related("case_file")
        .get(pk=choice.proceeding.finding.task_id)
    )
    if task.status == "concluded":
        take_step(
            task,
            TASK,
            "reassess",
            by=choice.by,
            by_label=OFFICER,
            at=choice.at,
            also={"concluded_at": None},
            facts={"proceeding": choice.proceeding.pk},
        )
    conclude_locked(
        task,
        Finding.Outcome.AGREES,
        f"经陈述申辩查明属实：{choice.reason}",
        comparison=None,
        query=None,
        evidence="",
        by=choice.by,
        by_label=OFFICER,
        at=choice.at,
    )
    keep_locked(choice.application, choice.proceeding.commitment, at=choice.at)


def _settle(choice: _Choice, step: str) -> None:
    settle(
        commitment_id=choice.proceeding.commitment_id,
        step=step,
        by=choice.by,
        by_label=OFFICER,
        at=choice.at,
        facts={"proceeding": choice.proceeding.pk, "finding": choice.proceeding.finding_id},
        conclusion=choice.chosen,
    )


def _chosen(
    proceeding: Proceeding,
    disposition: str,
    factors: GradeFactors | None,
    circumstances: Circumstances,
    at: datetime,
) -> tuple[Option, Conclusion[tuple[Option, ...]]]:
    given = options(proceeding, factors=factors, circumstances=circumstances, on=timezone.localdate(at))
    option = next((o for o in given.value if o.disposition.name.lower() == disposition), None)
    open_now = "、".join(o.title for o in given.value if o.open)
    if option is None or not option.open:
        raise Refused(
            Refusal(
                f"不能选择“{option.title}”" if option else "不能作出处理",
                option.why_not if option else "没有选择处理办法",
                option.citation if option else CLAUSES["2.4-d"],
                f"现在可以选择：{open_now}。",
            )
        )
    return option, given


def _refuse_unheard(proceeding: Proceeding, at: datetime) -> None:
    heard = may_decide_against.on(
        timezone.localdate(at),
        HearingFacts(
            told=True, answered=proceeding.status != PROCEEDING.start, due_on=proceeding.representation_due_on
        ),
    )
    if not heard.value:
        raise Refused(Refusal("还不能作出处理", heard.reason, heard.citation, heard.instead))


def _refuse_incomplete(option: Option, reason: str, grade: str | None, factors: GradeFactors | None) -> None:
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(
            Refusal(
                "还不能作出处理",
                "没有写明事实和理由，或者写得太短",
                LICENSING_38_2,
                "请写明查明的事实、对陈述申辩的回应和选择这种处理的理由（至少十个字）。",
            )
        )
    if grade is not None and option.disposition in _IN_FAVOUR:
        raise Refused(
            Refusal(
                "不能认定失信",
                f"处理是“{option.title}”，没有可以认定的失信",
                CLAUSES["2.5-a"],
                "请不要选择失信程度。",
            )
        )
    if grade is not None and factors is None:
        raise Refused(
            Refusal(
                "不能认定失信",
                "没有填写定级所依据的情节",
                CLAUSES["2.5-e"],
                "请逐项填写情节，再选择失信程度。",
            )
        )


def _period(option: Option, at: datetime) -> dict[str, Any]:
    """An order to put something right always names its last day."""
    if option.disposition is not Disposition.RECTIFY:
        return {}
    end = rectification_due(timezone.localdate(at), place.load(settings.YINUO_PLACE), calendar())
    return {"rectify_by": end.due_on, "rectify_text": end.text}
