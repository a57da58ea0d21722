"""What a decision and its annulment say on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from django.utils import timezone

from yinuo.decisions.models import Decision
from yinuo.documents.contents import AnnulmentContent, DecisionContent, Difference, Reason
from yinuo.documents.parties import agency, imprint, party, remedies, written_day
from yinuo.law.texts import CLAUSES, LICENSING

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.applications.models import Application
    from yinuo.law.grammar import Conclusion

TITLES = {
    Decision.Kind.GRANT: "准予决定书",
    Decision.Kind.REFUSAL: "不予决定书",
    Decision.Kind.TERMINATION: "终止办理决定书",
}
_KINDS: dict[str, Literal["grant", "refuse", "terminate"]] = {
    Decision.Kind.GRANT: "grant",
    Decision.Kind.REFUSAL: "refuse",
    Decision.Kind.TERMINATION: "terminate",
}
_OPERATIVE = {
    Decision.Kind.GRANT: "准予“{matter}”的申请。",
    Decision.Kind.REFUSAL: "对“{matter}”的申请，决定不予。",
    Decision.Kind.TERMINATION: "终止办理“{matter}”的申请。",
}


def decision_content(
    *,
    application: Application,
    kind: Decision.Kind,
    reason: str,
    concluded: Conclusion[Any],
    at_once: bool,
    letters: tuple[str, ...],
    number: str,
    check_code: str,
    at: datetime,
) -> DecisionContent:
    """Everything a decision says: what is decided, reasons with their articles, remark, remedies.

    Args:
        application: with matter, agency, applicant and mandate.
        kind: what is decided.
        reason: the officer's own words, or empty.
        concluded: what the law says of the file.
        at_once: whether it is decided by rule.
        letters: numbers of the letters relied on.
        number, check_code: of the document.
        at: the moment, aware.
    """
    own = (Reason(reason),) if reason else ()
    how = (
        ("本决定由系统按照公布的规则当场作出；作出后数分钟内发现差错的，由审批人收回改正。",)
        if at_once
        else ()
    )
    submitted = written_day(timezone.localdate(application.submitted_at))
    return DecisionContent(
        imprint=imprint(number=number, check_code=check_code, at=at),
        agency=agency(application.agency),
        title=TITLES[kind],
        kind=_KINDS[kind],
        applicant=party(application.applicant, application.mandate),
        matter=application.matter.name,
        application_number=application.number,
        applied_on=submitted,
        accepted_on="",
        operative=(_OPERATIVE[kind].format(matter=application.matter.name), *how),
        reasons=(*own, Reason.of(concluded))
        if kind == Decision.Kind.GRANT
        else own or (Reason.of(concluded),),
        basis=tuple(dict.fromkeys([concluded.citation.label, LICENSING.article(38).label])),
        letters=letters,
        remedies=None if kind == Decision.Kind.GRANT else remedies(),
    )


def annulment_content(
    *,
    application: Application,
    decision: Decision,
    differences: tuple[Difference, ...],
    evidence: tuple[str, ...],
    reason: str,
    heard: str,
    concluded: Conclusion[Any],
    number: str,
    check_code: str,
    at: datetime,
) -> AnnulmentContent:
    """Everything an annulment says: what is annulled, the facts, how the person was heard, reasons, remedies."""
    return AnnulmentContent(
        imprint=imprint(number=number, check_code=check_code, at=at),
        agency=agency(application.agency),
        party=party(application.applicant, application.mandate),
        matter=application.matter.name,
        decision_title=TITLES[Decision.Kind(decision.kind)],
        decision_number=decision.document.number,
        decided_on=written_day(timezone.localdate(decision.decided_at)),
        differences=differences,
        evidence=evidence,
        heard=(heard,),
        reasons=(Reason(reason), Reason.of(concluded)),
        basis=(LICENSING.article(69).label, CLAUSES["2.4-d"].label),
        operative=(f"撤销{decision.document.number}《{TITLES[Decision.Kind(decision.kind)]}》。",),
        consequences=("基于该决定取得的利益不受保护；已经取得的，应当返还。",),
        remedies=remedies(),
    )
