"""Everything the case page shows: reasons, plan, papers, due diligence, and what this officer may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone

from yinuo.applications.queries import items_of, materials_of, visible_to
from yinuo.casefile.queries import first_break, timeline
from yinuo.commitments.queries import of_application
from yinuo.decisions.queries import diligence, standing_decision, suggest, take_back_open, why_not_decide
from yinuo.documents.queries import of_case
from yinuo.people.actions import note_access
from yinuo.portals.desk.forms.deciding import AskForm, DecideForm, RevealForm, TakeBackForm
from yinuo.portals.desk.pages.queue import lines
from yinuo.portals.desk.reading import beside, neighbours
from yinuo.portals.face.reading import days_from, who
from yinuo.verification.models import Proceeding
from yinuo.verification.queries import latest_findings, of_commitment

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yinuo.applications.models import Application, ApplicationItem
    from yinuo.commitments.models import Commitment
    from yinuo.law.grammar import Conclusion
    from yinuo.people.models import Account
    from yinuo.verification.models import Finding, Task

WORDS = {
    "grant": ("建议：准予", "ok", "check"),
    "ask": ("建议：请补充", "look", "alert"),
    "wait": ("建议：等核查结果", "open", "clock"),
    "refuse": ("建议：不予，先听取意见", "look", "alert"),
}


def case_of(request: HttpRequest, number: str) -> Application:
    """The case, where this officer may see it.

    Raises:
        Http404: there is none, or it is another agency's.
    """
    rows = visible_to(who(request), on=timezone.localdate())
    found = rows.select_related("matter", "agency", "applicant", "case_file", "mandate__agent").filter(
        number=number
    )
    application = found.first()
    if application is None:
        raise Http404
    return application


def case_context(request: HttpRequest, application: Application, **more: Any) -> dict[str, Any]:
    """The whole page of a case; ``more`` replaces forms that came back with faults."""
    on, account = timezone.localdate(), who(request)
    suggested = suggest(application, on=on) if application.status == "submitted" else None
    return {
        **_beside(account, application),
        **_file(application),
        **_decided(application),
        "application": application,
        "suggested": suggested,
        "suggestion": WORDS.get(suggested.value, WORDS["wait"]) if suggested is not None else None,
        "because": _halves(suggested),
        "diligence": diligence(application, on=on),
        "left": days_from(on)(application.due_on),
        "refusal": why_not_decide(account, application, on=on),
        "ask_form": AskForm(initial={"reason": _drafted(suggested)}),
        "decide_form": DecideForm(),
        "reveal_form": RevealForm(),
        "take_back_form": TakeBackForm(),
        **more,
    }


def _beside(account: Account, application: Application) -> dict[str, Any]:
    """The queue at the left, and the cases before and after."""
    on = timezone.localdate()
    rows = beside(account, application, on=on)
    previous, following = neighbours(rows, application)
    return {"rows": lines(rows, on), "previous": previous, "following": following}


def _file(application: Application) -> dict[str, Any]:
    """What lies in the file: items with their answers, promises with their checks, papers, entries."""
    items, commitments = items_of(application), of_application(application)
    entries = list(timeline(application.case_file_id))
    return {
        "items": items,
        "answers": _answers(application, items),
        "commitments": commitments,
        "checks": _checks(commitments),
        "proceeding": Proceeding.objects.filter(case_file=application.case_file_id).order_by("-id").first(),
        "requests": list(application.requests.order_by("-id")),
        "materials": materials_of(application),
        "documents": list(of_case(application.case_file_id)),
        "entries": entries,
        "broken": first_break(application.case_file),
    }


def _decided(application: Application) -> dict[str, Any]:
    decision = standing_decision(application.pk)
    made = decision is not None and decision.status == "made"
    return {
        "decision": decision,
        "take_back": take_back_open(decision, at=timezone.now(), on=timezone.localdate())
        if made and decision
        else None,
    }


def _answers(application: Application, items: list[ApplicationItem]) -> list[tuple[str, str]]:
    """What the applicant filled in, under the labels of the items; one asked by two items stands once."""
    kept = application.answers or {}
    asked = {field["key"]: field["label"] for item in items for field in item.version.inputs}
    return [(label, str(kept.get(key, ""))) for key, label in asked.items()] if kept else []


def _checks(commitments: list[Commitment]) -> list[tuple[Task, Finding | None]]:
    tasks = [task for commitment in commitments for task in of_commitment(commitment.pk)]
    findings = latest_findings([task.pk for task in tasks])
    return [(task, findings.get(task.pk)) for task in tasks]


def _halves(suggested: Conclusion[Any] | None) -> tuple[list[Conclusion[Any]], list[Conclusion[Any]]]:
    """What a suggestion rests on, in two columns of about the same length."""
    parts = list(suggested.because) if suggested is not None else []
    middle = (len(parts) + 1) // 2
    return parts[:middle], parts[middle:]


def _drafted(suggested: Conclusion[Any] | None) -> str:
    """What stands against granting, as the beginning of a request to the applicant; the officer goes on writing."""
    if suggested is None or suggested.value != "ask":
        return ""
    against = [part for part in suggested.walk() if part.ok is False and not part.because]
    return "\n".join(dict.fromkeys(f"{part.reason}{part.instead}" for part in against))


def note_look(request: HttpRequest, application: Application, what: str, *, once_a_day: bool = False) -> None:
    """Keep that the officer looked; the person sees it among who looked at his data."""
    note_access(
        by=who(request),
        subject=application.applicant,
        what=what[:80],
        purpose="办理申请",
        case_number=application.number,
        at=timezone.now(),
        once_a_day=once_a_day,
    )
