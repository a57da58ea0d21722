"""The verbs of deciding: decide, decide at once, take back, annul, close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from yinuo.applications.actions import settle
from yinuo.applications.lifecycle import APPLICATION
from yinuo.applications.models import Application
from yinuo.casefile.actions import SYSTEM, begin, next_number, take_step
from yinuo.decisions.access import why_not_decide
from yinuo.decisions.lifecycle import DECISION
from yinuo.decisions.models import Decision
from yinuo.decisions.papers import TITLES, annulment_content, decision_content
from yinuo.decisions.queries import letters_relied_on, suggestion_facts, take_back_open, waiting
from yinuo.documents.actions import deliver, new_check_code, request_document
from yinuo.documents.models import Delivery, Document
from yinuo.law.decision import may_decide_at_once, suggestion
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES, LICENSING

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.documents.contents import Difference
    from yinuo.law.grammar import Conclusion
    from yinuo.people.models import Account

OFFICER = "审批人"
LEAST_REASON = 10
_STEP = {
    Decision.Kind.GRANT: "decide",
    Decision.Kind.REFUSAL: "decide",
    Decision.Kind.TERMINATION: "terminate",
}


@transaction.atomic
def decide(*, application_id: int, kind: str, reason: str, by: Account, at: datetime) -> Decision:
    """Decide an application: grant, refuse or terminate, with reasons and remedies, and deliver it.

    Args:
        application_id: an application under way.
        kind: one of :class:`Decision.Kind`.
        reason: the officer's reason; needed (ten characters) for everything but a grant that the file suggests.
        by: a deciding officer of the agency.
        at: the moment, aware.

    Returns:
        The decision; its document is in the making.

    Raises:
        Refused: not this officer's; no longer open (of two officers the second is told who was first); a grant
            while an item has neither promise nor proof; a missing reason.
    """
    application = _locked(application_id)
    on = timezone.localdate(at)
    refusal = why_not_decide(by, application, on=on)
    if refusal is not None:
        raise Refused(refusal)
    _refuse_decided(application)
    APPLICATION.refuse_unless_open(_STEP[Decision.Kind(kind)], application.status)
    facts = suggestion_facts(application)
    concluded = suggestion.on(on, facts)
    unsettled = [item.title for item in facts.items if not item.settled]
    if kind == Decision.Kind.GRANT and unsettled:
        raise Refused(
            Refusal(
                "还不能准予",
                "这些证明事项既没有承诺也没有证明：" + "、".join(unsettled),
                CLAUSES["2.2-b"],
                "请点“请补充”，一次告知申请人要补什么。",
            )
        )
    if (kind != Decision.Kind.GRANT or concluded.value != "grant") and len(reason.strip()) < LEAST_REASON:
        raise Refused(
            Refusal(
                "还不能决定",
                "没有写明理由，或者写得太短",
                LICENSING.article(38, 2),
                "请写明事实和理由（至少十个字）；不予和终止的理由会写进决定书，送给申请人。",
            )
        )
    return _make(application, kind, reason.strip(), concluded, by=by, at=at, at_once=False)


@transaction.atomic
def decide_at_once(*, application_id: int, at: datetime) -> Decision | None:
    """Grant at once where the matter allows it and everything is clear; never refuses.

    Args:
        application_id: an application just filed and checked.
        at: the moment, aware.

    Returns:
        The decision, or None where a person must look at it (or somebody decided meanwhile).
    """
    application = _locked(application_id)
    if not waiting().filter(pk=application_id).exists():
        return None
    concluded = may_decide_at_once.on(timezone.localdate(at), suggestion_facts(application))
    if not concluded.value:
        return None
    return _make(application, Decision.Kind.GRANT, "", concluded, by=None, at=at, at_once=True)


def _make(
    application: Application,
    kind: str,
    reason: str,
    concluded: Conclusion[Any],
    *,
    by: Account | None,
    at: datetime,
    at_once: bool,
) -> Decision:
    number, code = next_number("宿决", year=at.year), new_check_code()
    document = request_document(
        case_file_id=application.case_file_id,
        kind=Document.Kind.DECISION,
        number_prefix="宿决",
        title=f"{application.matter.name}{TITLES[Decision.Kind(kind)]}",
        content=decision_content(
            application=application,
            kind=Decision.Kind(kind),
            reason=reason,
            concluded=concluded,
            at_once=at_once,
            letters=letters_relied_on(application),
            number=number,
            check_code=code,
            at=at,
        ),
        at=at,
        number=number,
        check_code=code,
    )
    decision = Decision.objects.create(
        application=application,
        case_file_id=application.case_file_id,
        kind=kind,
        at_once=at_once,
        conclusion=concluded.as_json(),
        reason=reason,
        document=document,
        decided_by=by,
        decided_at=at,
    )
    label = SYSTEM if by is None else OFFICER
    facts = {"kind": kind, "document": document.number, "digest": document.content_digest, "at_once": at_once}
    begin(
        decision,
        DECISION,
        by=by,
        by_label=label,
        at=at,
        title=f"作出决定：{decision.get_kind_display()}",
        basis=concluded.citation,
        facts=facts,
        conclusion=concluded,
    )
    settle(
        application_id=application.pk,
        step=_STEP[Decision.Kind(kind)],
        by=by,
        by_label=label,
        at=at,
        facts={"decision": decision.pk},
    )
    deliver(
        document=document, to=application.applicant, means=Delivery.Means.PORTAL, at=at, by=by, by_label=label
    )
    return decision


@transaction.atomic
def take_back(*, decision_id: int, reason: str, by: Account, at: datetime) -> Decision:
    """Take a decision back within minutes, before the person has opened it; the case goes on.

    Raises:
        Refused: too late, already read, not this officer's, or no reason.
    """
    found = Decision.objects.only("application_id").get(pk=decision_id)
    application = _locked(found.application_id)
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision_id)
    on = timezone.localdate(at)
    refusal = why_not_decide(by, application, on=on)
    if refusal is not None:
        raise Refused(refusal)
    DECISION.refuse_unless_open("take_back", decision.status)
    concluded = take_back_open(decision, at=at, on=on)
    if not concluded.value:
        raise Refused(Refusal("不能收回决定", concluded.reason, concluded.citation, concluded.instead))
    take_step(
        decision,
        DECISION,
        "take_back",
        by=by,
        by_label=OFFICER,
        at=at,
        conclusion=concluded,
        facts={"reason_given": bool(reason.strip()), "document": decision.document_id},
    )
    if decision.kind != Decision.Kind.TERMINATION:
        settle(application_id=application.pk, step="reopen", by=by, by_label=OFFICER, at=at)
    return decision


@transaction.atomic
def annul(
    *,
    decision_id: int,
    reason: str,
    heard: str,
    differences: tuple[Difference, ...],
    evidence: tuple[str, ...],
    conclusion: Conclusion[Any],
    by: Account,
    at: datetime,
) -> Decision:
    """Annul a decision obtained by an untrue promise, after the person was heard (行政许可法第六十九条).

    Args:
        decision_id: the decision.
        reason: facts and reasons, with the answer to what the person said.
        heard: how the person was heard, in Chinese.
        differences: what was promised against what was found.
        evidence: what the finding rests on, in Chinese.
        conclusion: the option of law that was chosen.
        by: a deciding officer of the agency.
        at: the moment, aware.

    Returns:
        The decision, annulled, with its document delivered.

    Raises:
        Refused: not open, not this officer's, or no reason.
    """
    found = Decision.objects.only("application_id").get(pk=decision_id)
    application = _locked(found.application_id)
    decision = Decision.objects.select_for_update(of=("self",)).select_related("document").get(pk=decision_id)
    refusal = why_not_decide(by, application, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)
    DECISION.refuse_unless_open("annul", decision.status)
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(
            Refusal(
                "还不能撤销决定",
                "没有写明事实和理由",
                LICENSING.article(69),
                "请写明查明的事实、对陈述申辩的回应和撤销的理由。",
            )
        )
    number, code = next_number("宿撤", year=at.year), new_check_code()
    document = request_document(
        case_file_id=application.case_file_id,
        kind=Document.Kind.ANNULMENT,
        number_prefix="宿撤",
        title=f"撤销决定书（{application.matter.name}）",
        content=annulment_content(
            application=application,
            decision=decision,
            differences=differences,
            evidence=evidence,
            reason=reason.strip(),
            heard=heard,
            concluded=conclusion,
            number=number,
            check_code=code,
            at=at,
        ),
        at=at,
        number=number,
        check_code=code,
    )
    take_step(
        decision,
        DECISION,
        "annul",
        by=by,
        by_label=OFFICER,
        at=at,
        also={"annulment": document},
        facts={"document": document.number, "digest": document.content_digest},
        conclusion=conclusion,
    )
    settle(
        application_id=application.pk,
        step="annul",
        by=by,
        by_label=OFFICER,
        at=at,
        facts={"decision": decision.pk},
    )
    deliver(
        document=document,
        to=application.applicant,
        means=Delivery.Means.PORTAL,
        at=at,
        by=by,
        by_label=OFFICER,
    )
    return decision


@transaction.atomic
def close(*, application_id: int, at: datetime) -> Application | None:
    """Close a decided application once its decision can no longer be taken back; a second call does nothing."""
    application = _locked(application_id)
    if application.status != "decided":
        return None
    decision = application.decisions.exclude(status="taken_back").first()
    if decision is None or take_back_open(decision, at=at, on=timezone.localdate(at)).value:
        return None
    return settle(application_id=application_id, step="close", by=None, by_label=SYSTEM, at=at)


def _refuse_decided(application: Application) -> None:
    """Of two officers at once the second is told who was first, and that nothing changed."""
    if application.status not in {"decided", "closed"}:
        return
    made = application.decisions.exclude(status="taken_back").select_related("decided_by").first()
    if made is None:
        return
    who = made.decided_by.name if made.decided_by is not None else SYSTEM
    when = timezone.localtime(made.decided_at)
    raise Refused(
        Refusal(
            "没有重复决定",
            f"这件申请已由{who}在{when.month}月{when.day}日{when:%H:%M}作出“{made.get_kind_display()}”决定",
            LICENSING.article(38),
            "您的操作没有改变任何内容。如有不同意见，请与作出决定的人联系。",
        )
    )


def _locked(application_id: int) -> Application:
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("matter", "agency", "applicant", "case_file")
        .get(pk=application_id)
    )
