"""What a decision and its annulment say on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from yinuo.commitments.models import Commitment
from yinuo.decisions.models import Decision
from yinuo.documents.contents import AnnulmentContent, DecisionContent
from yinuo.documents.parties import check_mark, office, party, reasons, remedies, written_day
from yinuo.law import place
from yinuo.law.texts import CLAUSES, LICENSING

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.applications.models import Application
    from yinuo.law.grammar import Conclusion

_TITLES = {
    Decision.Kind.GRANT: "准予决定书",
    Decision.Kind.REFUSAL: "不予决定书",
    Decision.Kind.TERMINATION: "终止办理决定书",
}
_OPENINGS = {
    Decision.Kind.GRANT: "经审查，你（单位）关于“{matter}”的申请符合规定，决定准予。",
    Decision.Kind.REFUSAL: "经审查，你（单位）关于“{matter}”的申请不符合规定，决定不予。",
    Decision.Kind.TERMINATION: "你（单位）关于“{matter}”的申请，决定终止办理。",
}


def decision_content(
    *,
    application: Application,
    kind: Decision.Kind,
    reason: str,
    concluded: Conclusion[Any],
    at_once: bool,
    number: str,
    check_code: str,
    at: datetime,
) -> DecisionContent:
    """Everything a decision says: opening, reasons with their articles, remark, remedies."""
    promised = list(
        Commitment.objects.filter(application_item__application=application, status="signed").values_list(
            "application_item__proof_item__name", "letter__number"
        )
    )
    listed = "、".join(f"{name}（{letter}）" for name, letter in promised)
    return DecisionContent(
        number=number,
        city=place.load(settings.YINUO_PLACE).name,
        office=office(application.agency),
        made_on=written_day(timezone.localdate(at)),
        check=check_mark(check_code),
        title=_TITLES[kind],
        matter=application.matter.name,
        applicant=party(application.applicant, application.mandate),
        opening=_OPENINGS[kind].format(matter=application.matter.name),
        reasons=(reasons(concluded),),
        officer_reason=reason,
        basis=tuple(dict.fromkeys([concluded.citation.label, LICENSING.article(38).label])),
        remark=f"下列证明事项系本人承诺：{listed}。承诺不实的，依法撤销本决定。" if promised else "",
        remedies=remedies(),
        officer="系统依规则当场作出" if at_once else "",
        case_number=application.number,
    )


def annulment_content(
    *,
    application: Application,
    decision: Decision,
    reason: str,
    heard: str,
    concluded: Conclusion[Any],
    number: str,
    check_code: str,
    at: datetime,
) -> AnnulmentContent:
    """Everything an annulment says: what is annulled, the facts, how the person was heard, reasons, remedies."""
    return AnnulmentContent(
        number=number,
        city=place.load(settings.YINUO_PLACE).name,
        office=office(application.agency),
        made_on=written_day(timezone.localdate(at)),
        check=check_mark(check_code),
        matter=application.matter.name,
        applicant=party(application.applicant, application.mandate),
        annulled_number=decision.document.number,
        annulled_on=written_day(timezone.localdate(decision.decided_at)),
        facts=reason,
        heard=heard,
        reasons=(reasons(concluded),),
        basis=(LICENSING.article(69).label, CLAUSES["2.4-d"].label),
        remedies=remedies(),
        officer="",
        case_number=application.number,
    )
