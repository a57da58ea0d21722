"""The letter, made from the same structured facts as the notice and the checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yinuo.commitments.queries import clauses_of, conditions_of
from yinuo.documents.contents import Clause, LetterContent, PlanRow, PromisedFact
from yinuo.documents.parties import agency, imprint, party, written_moment
from yinuo.law.notice import STATEMENTS

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.applications.models import Application, ApplicationItem
    from yinuo.commitments.models import NoticeShowing
    from yinuo.law.verification import PlanLine

TIMINGS = {"before": "决定前", "after": "决定后"}
WITHDRAWAL = (
    "在这件事办结以前，您有合理理由的，可以随时撤回承诺，改交证明；已填的内容都保留。",
    "撤回可以在“我的办件”里办，也可以到窗口办，不收费用（宿政办秘〔2021〕7号 二（六））。",
)
ROUND_BAR = "请注意：本事项撤回承诺后，本年度（本次）不能再用承诺，只能提交证明。"


def withdrawal_words(*, round_bar: bool) -> tuple[str, ...]:
    """How a promise can be taken back, and the lasting effect where there is one."""
    return (*WITHDRAWAL, ROUND_BAR) if round_bar else WITHDRAWAL


def plan_rows(lines: list[PlanLine]) -> tuple[PlanRow, ...]:
    """The plan of checks as letter and pages tell it."""
    return tuple(
        PlanRow(
            line.fact_text, f"{line.method.value}（{TIMINGS[line.timing]}）", line.standard, line.due_text
        )
        for line in lines
    )


def promised_facts(facts: list[dict[str, Any]], lines: list[PlanLine]) -> tuple[PromisedFact, ...]:
    """Each promised fact with the check that will test it."""
    checks = {line.fact_key: line.method.value for line in lines}
    return tuple(PromisedFact(fact["text"], check=checks.get(fact["key"], "")) for fact in facts)


def letter_content(
    *,
    application: Application,
    item: ApplicationItem,
    showing: NoticeShowing,
    lines: list[PlanLine],
    answers: dict[str, Any],
    number: str,
    check_code: str,
    typed_name: str,
    signer: str,
    identity: str,
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
        typed_name: the name typed instead of a drawn signature, or empty.
        signer: who signed.
        identity: how the signer's identity was made sure, in Chinese.
        at: the moment of signing, aware.
    """
    version = item.version
    filled = tuple(
        PromisedFact(field["label"], answer=str(answers.get(field["key"], "")))
        for field in version.inputs
        if str(answers.get(field["key"], "")).strip()
    )
    return LetterContent(
        imprint=imprint(number=number, check_code=check_code, at=at),
        agency=agency(application.agency),
        applicant=party(application.applicant, application.mandate),
        matter=application.matter.name,
        proof=item.proof_item.name,
        notice=tuple(Clause(title, text) for _key, title, _plain, text, _must in clauses_of(version)),
        conditions=conditions_of(version),
        notice_version=f"第{version.number}版",
        notice_digest=showing.text_digest,
        notice_confirmed=written_moment(showing.confirmed_at or showing.shown_at),
        statements=tuple(text for _key, text in STATEMENTS),
        facts=promised_facts(version.facts, lines) + filled,
        plan=plan_rows(lines),
        withdrawal=withdrawal_words(round_bar=bool(version.plain.get("same_round_bar"))),
        signer=signer,
        identity=identity,
        typed_name=typed_name,
        application_number=application.number,
    )
