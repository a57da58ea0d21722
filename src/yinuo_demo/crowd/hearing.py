"""What follows from a promise found untrue after the decision: told, heard, disposed of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yinuo.casefile.actions import SYSTEM
from yinuo.commitments.lifecycle import COMMITMENT
from yinuo.credit.models import CreditEntry
from yinuo.documents.models import Document
from yinuo.law.grading import Grade
from yinuo.law.grammar import Conclusion
from yinuo.law.texts import LICENSING_7, PENALTY_45
from yinuo.law.verification import (
    Disposition,
    MismatchFacts,
    UntrueFacts,
    dispositions,
    on_mismatch,
    rectification_due,
    representation_due,
)
from yinuo.verification import papers
from yinuo.verification.lifecycle import PROCEEDING
from yinuo.verification.models import Proceeding, Representation
from yinuo_demo.crowd import checking, crediting, deciding, unsettled
from yinuo_demo.crowd.case import APPLICANT, OFFICER, VERIFIER, check_code

if TYPE_CHECKING:
    from yinuo.credit.models import Determination
    from yinuo.people.models import Account
    from yinuo.verification.models import Task
    from yinuo_demo.crowd.case import Case

WORDS = (
    "登记没有及时更新，我已经向登记单位申请更正，请再核实。",
    "当时看错了告知书里的条件，填错了，愿意更正。",
    "情况是签承诺以后才变化的，签的时候是真实的。",
    "我不知道这项已经停发，没有要骗的意思，愿意配合处理。",
)
REASONS = {
    Disposition.CLEARED: "申请人提交的登记更正证明属实，承诺时符合条件，查明属实，按属实处理。",
    Disposition.ACCEPT_CORRECTION: "申请人承认填写有误并已更正，没有证据表明明知不实，也没有造成后果，按误填处理。",
    Disposition.RECTIFY: "承诺的条件在期限内可以补上，没有欺骗，责令限期整改，期满复查。",
    Disposition.ANNUL: "经核查申请人承诺时不符合法定条件，陈述申辩的理由不能成立，依法撤销准予决定。",
    Disposition.PENALISE: "承诺不实，法律对此规定了处罚，移交有处罚权的机关立案处理。",
}


@dataclass(frozen=True, slots=True)
class Disposed:
    """What the officer chooses.

    Attributes:
        disposition: among what the law gives.
        grade: of dishonesty, or None where none is determined.
        corrected: the person put the error right himself.
    """

    disposition: Disposition
    grade: Grade | None = None
    corrected: bool = False


def open_proceeding(case: Case, task: Task) -> Proceeding:
    """Tell the applicant what was found; see ``verification.actions.open_proceeding``."""
    finding, commitment = case.findings[task.pk], task.commitment
    facts = MismatchFacts(decided=True, differences=(f"{task.fact_text}：{finding.explanation}",))
    concluded = on_mismatch.on(case.on, facts)
    due = representation_due(case.on, case.town.place, case.town.days)
    number, code, by = case.number("宿告"), check_code(), case.officer("verifier")
    content = papers.representation_content(
        application=case.application,
        commitment=commitment,
        finding=finding,
        due=due,
        number=number,
        check_code=code,
        at=case.now,
    )
    title = f"陈述申辩告知书（{case.offer.matter.name}）"
    notice = case.request(Document.Kind.REPRESENTATION_NOTICE, title, content, number=number, check_code=code)
    proceeding = case.batch.add(
        Proceeding(
            commitment=commitment,
            case_file=case.file,
            agency=case.offer.matter.agency,
            finding=finding,
            told_by=by,
            told_at=case.now,
            notice=notice,
            representation_due_on=due.due_on,
            status=PROCEEDING.start,
        )
    )
    case.proceeding = proceeding
    case.begin(
        proceeding,
        PROCEEDING,
        by=by,
        by_label=VERIFIER,
        title="告知查到的不一致，听取陈述申辩",
        basis=LICENSING_7,
        facts={
            "finding": finding.pk,
            "commitment": commitment.pk,
            "notice": number,
            "digest": notice.content_digest,
            "due_on": due.due_on,
        },
        conclusion=concluded,
    )
    case.deliver(notice, by=by, by_label=VERIFIER)
    return proceeding


def speak(case: Case) -> Representation:
    """The person says his part; see ``verification.actions.represent``."""
    proceeding, words = _open(case), case.chance.choice(WORDS)
    said = case.batch.add(Representation(proceeding=proceeding, text=words, by=case.who.account, at=case.now))
    case.step(
        proceeding,
        PROCEEDING,
        "hear",
        by=case.who.account,
        by_label=APPLICANT,
        basis=PENALTY_45,
        facts={"representation": said.pk, "characters": len(words)},
    )
    case.said = said
    return said


def lapse(case: Case) -> None:
    """The time to speak ends without a word."""
    proceeding = _open(case)
    case.wait_until_after(proceeding.representation_due_on)
    case.step(
        proceeding,
        PROCEEDING,
        "lapse",
        by=None,
        by_label=SYSTEM,
        facts={"due_on": proceeding.representation_due_on},
    )


def dispose(case: Case, what: Disposed) -> Determination | None:
    """The officer chooses, and all of it happens at once; see ``verification.actions.conclude_proceeding``."""
    proceeding, by = _open(case), case.officer("deciding_officer")
    given = dispositions.on(
        case.on,
        UntrueFacts(
            decided=True,
            intent_shown=what.grade is not None and crediting.FACTORS[what.grade].intent_shown,
            corrected=False,
            representation="heard" if case.said is not None else "waived",
            corrects_own_error=what.corrected,
        ),
    )
    option = next(o for o in given.value if o.disposition is what.disposition)
    if not option.open:
        raise ValueError(f"{case.application.number}: {option.title} is not open: {option.why_not}")
    name, reason = option.disposition.name.lower(), REASONS[what.disposition]
    chosen: Conclusion[Any] = Conclusion(
        name, option.citation, f"{option.title}：{option.criteria}", because=(given,), rule="dispositions"
    )
    favour = what.disposition in {Disposition.CLEARED, Disposition.ACCEPT_CORRECTION}
    case.step(
        proceeding,
        PROCEEDING,
        "clear" if favour else "conclude",
        by=by,
        by_label=OFFICER,
        title=f"作出处理：{option.title}",
        basis=option.citation,
        conclusion=chosen,
        also={"disposition": name, "reason": reason, "concluded_by": by, "concluded_at": case.now},
        facts={
            "disposition": name,
            "grade": what.grade.name.lower() if what.grade else None,
            **_period(case, what.disposition),
        },
    )
    return _carry_out(case, what, chosen, reason, by)


def _carry_out(
    case: Case, what: Disposed, chosen: Conclusion[Any], reason: str, by: Account
) -> Determination | None:
    proceeding = _open(case)
    commitment, finding = proceeding.commitment, proceeding.finding
    if what.disposition is Disposition.CLEARED:
        unsettled.reassess(case, finding.task, by=by, by_label=OFFICER, facts={"proceeding": proceeding.pk})
        checking.conclude(
            case, finding.task, "agrees", f"经陈述申辩查明属实：{reason}", by=by, by_label=OFFICER
        )
        return None
    if what.disposition is Disposition.ANNUL:
        deciding.annul(
            case,
            reason=reason,
            heard=papers.how_heard(proceeding, [case.said.text or ""] if case.said else []),
            differences=papers.differences(finding),
            evidence=papers.evidence(finding),
            conclusion=chosen,
            by=by,
        )
    untrue = what.disposition is not Disposition.ACCEPT_CORRECTION
    case.step(
        commitment,
        COMMITMENT,
        "find_untrue" if untrue else "correct",
        by=by,
        by_label=OFFICER,
        facts={"proceeding": proceeding.pk, "finding": finding.pk},
        conclusion=chosen,
    )
    if not untrue:
        crediting.enter(case, CreditEntry.Kind.HONEST_ERROR, commitment.letter.number, by=by)
    if what.grade is None:
        return None
    return crediting.determine(case, what.grade, reason, by=by, act=commitment.letter.number)


def _period(case: Case, disposition: Disposition) -> dict[str, Any]:
    if disposition is not Disposition.RECTIFY:
        return {}
    end = rectification_due(case.on, case.town.place, case.town.days)
    return {"rectify_by": end.due_on, "rectify_text": end.text}


def _open(case: Case) -> Proceeding:
    if case.proceeding is None:
        raise ValueError(f"{case.application.number} has no proceeding")
    return case.proceeding
