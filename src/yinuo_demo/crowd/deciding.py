"""Deciding a case of the crowd: at once by rule, or by an officer; taken back, closed, annulled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yinuo.applications.lifecycle import APPLICATION
from yinuo.casefile.actions import SYSTEM
from yinuo.decisions.lifecycle import DECISION
from yinuo.decisions.models import Decision
from yinuo.decisions.papers import TITLES, annulment_content, decision_content
from yinuo.documents.models import Document
from yinuo.law.decision import (
    ItemState,
    SuggestionFacts,
    TakeBackFacts,
    may_decide_at_once,
    may_take_back,
    suggestion,
)
from yinuo.law.grammar import Conclusion
from yinuo.law.texts import CLAUSES
from yinuo_demo.crowd.case import OFFICER, check_code

if TYPE_CHECKING:
    from yinuo.documents.contents import Difference
    from yinuo.people.models import Account
    from yinuo_demo.crowd.case import Case

REFUSALS = (
    "申请人提交的证明与申请的事项不符，经一次告知补充后仍不能证明符合法定条件。",
    "经审查，申请人提交的证明已经失效，补充期满没有提交有效证明，不符合法定条件。",
)
TERMINATIONS = (
    "申请人已经不在本市办理这件事，书面说明不再需要，继续办理没有意义。",
    "经查明申请的事项已由其他单位办结，没有需要继续办理的内容。",
)
CAUTIOUS = "材料齐全，承诺事项虽有说明但不影响法定条件，经审查准予办理。"


def decide_at_once(case: Case) -> Decision:
    """Grant at once by rule; see ``decisions.actions.decide_at_once``."""
    case.wait(1, 4)
    facts = _facts(case)
    key = ("at once", case.offer.matter.pk, _shape(facts))
    concluded = case.town.kept(key, lambda: may_decide_at_once.on(case.on, facts))
    if not concluded.value:
        raise ValueError(f"{case.application.number} cannot be decided at once: {concluded.reason}")
    return _make(case, Decision.Kind.GRANT, "", concluded, by=None)


def decide(case: Case, kind: Decision.Kind = Decision.Kind.GRANT, reason: str = "") -> Decision:
    """An officer decides; see ``decisions.actions.decide``."""
    facts = _facts(case)
    key = ("suggested", case.offer.matter.pk, _shape(facts))
    concluded = case.town.kept(key, lambda: suggestion.on(case.on, facts))
    if not reason and (kind != Decision.Kind.GRANT or concluded.value != "grant"):
        reason = {
            Decision.Kind.GRANT: CAUTIOUS,
            Decision.Kind.REFUSAL: case.chance.choice(REFUSALS),
            Decision.Kind.TERMINATION: case.chance.choice(TERMINATIONS),
        }[kind]
    return _make(case, kind, reason, concluded, by=case.officer("deciding_officer"))


def _make(
    case: Case, kind: Decision.Kind, reason: str, concluded: Conclusion[Any], *, by: Account | None
) -> Decision:
    number, code, matter = case.number("宿决"), check_code(), case.offer.matter
    letters = tuple(
        commitment.letter.number for commitment in case.commitments if commitment.status == "signed"
    )
    content = decision_content(
        application=case.application,
        kind=kind,
        reason=reason,
        concluded=concluded,
        at_once=by is None,
        letters=letters,
        number=number,
        check_code=code,
        at=case.now,
    )
    document = case.request(
        Document.Kind.DECISION, f"{matter.name}{TITLES[kind]}", content, number=number, check_code=code
    )
    decision = case.batch.add(
        Decision(
            application=case.application,
            case_file=case.file,
            kind=kind.value,
            status=DECISION.start,
            at_once=by is None,
            conclusion=concluded.as_json(),
            reason=reason,
            document=document,
            decided_by=by,
            decided_at=case.now,
        )
    )
    label = SYSTEM if by is None else OFFICER
    case.begin(
        decision,
        DECISION,
        by=by,
        by_label=label,
        title=f"作出决定：{kind.label}",
        basis=concluded.citation,
        facts={
            "kind": kind.value,
            "document": number,
            "digest": document.content_digest,
            "at_once": by is None,
        },
        conclusion=concluded,
    )
    ends = kind == Decision.Kind.TERMINATION
    case.step(
        case.application,
        APPLICATION,
        "terminate" if ends else "decide",
        by=by,
        by_label=label,
        also={} if ends else {"decided_at": case.now},
        facts={"decision": decision.pk},
    )
    delivery = case.deliver(document, by=by, by_label=label)
    case.decision, case.delivery = decision, delivery
    return decision


def take_back(case: Case) -> None:
    """Take the decision back within minutes; see ``decisions.actions.take_back``."""
    case.wait(30, 200)
    decision = case.decision
    minutes = int((case.now - decision.decided_at).total_seconds() // 60)
    concluded = may_take_back.on(case.on, TakeBackFacts(minutes, False, case.town.place))
    case.step(
        decision,
        DECISION,
        "take_back",
        by=decision.decided_by,
        by_label=OFFICER,
        conclusion=concluded,
        facts={"reason_given": True, "document": decision.document_id},
    )
    case.step(
        case.application,
        APPLICATION,
        "reopen",
        by=decision.decided_by,
        by_label=OFFICER,
        also={"decided_at": None},
    )


def close(case: Case) -> None:
    """Close once the decision can no longer be taken back; most people open their decision soon."""
    minutes = case.town.place.amount("take_back_minutes", case.on)
    case.wait(60 * minutes + 5, 60 * minutes + 90)
    case.step(case.application, APPLICATION, "close", by=None, by_label=SYSTEM)
    if case.hit(0.7):
        case.wait(60, 40_000)
        case.receive(case.delivery)


def annul(
    case: Case,
    *,
    reason: str,
    heard: str,
    differences: tuple[Difference, ...],
    evidence: tuple[str, ...],
    conclusion: Conclusion[Any],
    by: Account,
) -> None:
    """Annul a decision obtained by an untrue promise; see ``decisions.actions.annul``."""
    number, code, decision = case.number("宿撤"), check_code(), case.decision
    content = annulment_content(
        application=case.application,
        decision=decision,
        differences=differences,
        evidence=evidence,
        reason=reason,
        heard=heard,
        concluded=conclusion,
        number=number,
        check_code=code,
        at=case.now,
    )
    title = f"撤销决定书（{case.offer.matter.name}）"
    document = case.request(Document.Kind.ANNULMENT, title, content, number=number, check_code=code)
    case.step(
        decision,
        DECISION,
        "annul",
        by=by,
        by_label=OFFICER,
        also={"annulment": document},
        facts={"document": number, "digest": document.content_digest},
        conclusion=conclusion,
    )
    case.step(
        case.application, APPLICATION, "annul", by=by, by_label=OFFICER, facts={"decision": decision.pk}
    )
    case.deliver(document, by=by, by_label=OFFICER)


def _facts(case: Case) -> SuggestionFacts:
    """The state of the file as the deciding rules ask for it; see ``decisions.queries.suggestion_facts``."""
    application = case.application
    standing = {c.application_item_id: c for c in case.commitments if c.status != "withdrawn"}
    states = tuple(
        ItemState(
            item.proof_item.name,
            item.route,  # type: ignore[arg-type]
            settled=item.pk in standing if item.route == "commit" else True,
        )
        for item in case.items
    )
    differs = [check for check in application.checks if check["outcome"] == "differs"]
    pending = tuple(check["fact"] for check in application.checks if check["outcome"] == "pending")
    cleared = application.checks_cleared_at is not None
    if standing and not cleared and not pending and not differs:
        pending = ("决定前的数据比对",)
    return SuggestionFacts(
        commit_ok=_eligibility_kept([c.eligibility for c in standing.values()]),
        items=states,
        notice_before_signature=True,
        checks_clear=not differs,
        checks_pending=() if cleared else pending,
        on_the_spot_allowed=case.offer.matter.at_once,
        warnings=(),
    )


def _eligibility_kept(kept: list[dict[str, Any]]) -> Conclusion[Any]:
    if not kept:
        return Conclusion(True, CLAUSES["2.2-b"], "没有用承诺，不需要审查承诺资格。", ok=None)
    return Conclusion(kept[0]["value"], CLAUSES["2.2-c"], kept[0]["reason"], ok=kept[0]["ok"])


def _shape(facts: SuggestionFacts) -> tuple[Any, ...]:
    """What of a file's state the rule's words depend on, besides the matter."""
    return (
        tuple((item.title, item.route, item.settled) for item in facts.items),
        facts.commit_ok.reason,
        facts.checks_clear,
        facts.checks_pending,
    )
