"""The letter, made from the same structured facts as the notice and the checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from yinuo.commitments.queries import clauses_of
from yinuo.documents.contents import Clause, LetterContent, PlanLine
from yinuo.documents.parties import check_mark, office, party, written_day, written_moment
from yinuo.law.notice import STATEMENTS

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.applications.models import Application, ApplicationItem
    from yinuo.commitments.models import NoticeShowing
    from yinuo.law import verification
    from yinuo.law.place import Place

TIMINGS = {"before": "决定前", "after": "决定后"}
WITHDRAWAL = "在这件事办结以前，您有合理理由的，可以随时撤回承诺，改交证明，已填的内容都保留（宿政办秘〔2021〕7号 二（六））。"
ROUND_BAR = "本事项撤回承诺后，本年度（本次）不能再次采用承诺，只能提交证明。"


def statements(*, firm: bool) -> tuple[str, ...]:
    """The four statements in the person's voice."""
    who = "本单位" if firm else "本人"
    return tuple(f"{who}{text}；" if number < len(STATEMENTS) - 1 else f"{text}。" for number, (_, text) in
                 enumerate(STATEMENTS))


def plan_lines(lines: list[verification.PlanLine]) -> tuple[PlanLine, ...]:
    """The plan of checks as the letter and the pages tell it."""
    return tuple(
        PlanLine(line.fact_text, line.method.value, TIMINGS[line.timing], line.standard, line.due_text) for line in lines
    )


def letter_content(
    *,
    application: Application,
    item: ApplicationItem,
    showing: NoticeShowing,
    lines: list[verification.PlanLine],
    answers: dict[str, Any],
    number: str,
    check_code: str,
    city: Place,
    typed_name: str,
    signer: str,
    at: datetime,
) -> LetterContent:
    """Everything the signed letter says.

    Args:
        application: with matter, agency, applicant and mandate.
        item: the proof item with its pinned version.
        showing: the record that the notice was shown and confirmed.
        lines: the plan of checks.
        answers: input key to what was typed.
        number, check_code: of the letter.
        city: the place.
        typed_name: the name typed instead of a drawn signature, or empty.
        signer: who signed.
        at: the moment of signing, aware.
    """
    version = item.version
    bar = ROUND_BAR if version.plain.get("same_round_bar") else ""
    return LetterContent(
        number=number,
        city=city.name,
        office=office(application.agency),
        made_on=written_day(timezone.localdate(at)),
        check=check_mark(check_code),
        matter=application.matter.name,
        item=item.proof_item.name,
        applicant=party(application.applicant, application.mandate),
        notice_version=f"第{version.number}版",
        told=tuple(Clause(title, text) for _key, title, _plain, text, _must in clauses_of(version)),
        answers=tuple(Clause(field["label"], str(answers.get(field["key"], ""))) for field in version.inputs),
        facts=tuple(fact["text"] for fact in version.facts),
        statements=statements(firm=application.applicant.kind != "person"),
        plan=plan_lines(lines),
        withdrawal=WITHDRAWAL + bar,
        signer=signer,
        typed_name=typed_name,
        signed_at=written_moment(at),
        shown_at=written_moment(showing.shown_at),
        confirmed_at=written_moment(showing.confirmed_at) if showing.confirmed_at is not None else "",
        case_number=application.number,
    )
