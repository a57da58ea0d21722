"""What a working procedure says of promises that were not true: hearing, disposition, credit (二（四）, 二（五）)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yinuo.documents.contents.papers import Line, Lines, Section, Table, bare, itemed
from yinuo.law.grading import Grade
from yinuo.law.texts import (
    CLAUSES,
    CREDIT_REPAIR_CONDITIONS,
    LICENSING_7,
    LICENSING_36,
    PENALTY_45,
    TAX_EVIDENCE,
    TWO_LETTERS_TOGETHER,
)
from yinuo.law.untrue import UntrueFacts, dispositions

if TYPE_CHECKING:
    from yinuo.commitments.papers.steps import Clocks


def after_untrue(clocks: Clocks) -> Section:
    """How a mismatch is dealt with, before and after the decision, and what may be done in the end."""
    options = dispositions.on(
        clocks.on,
        UntrueFacts(decided=True, intent_shown=False, corrected=False, representation="heard"),
    ).value
    return Section(
        "untrue",
        "核查不一致和承诺不实的处理",
        (
            itemed(
                (
                    (
                        "决定以前核查不一致的，",
                        (
                            f"请申请人在{clocks.span('evidence_due')}内（{clocks.basis('evidence_due')}）说明并补充佐证，"
                            f"不直接作出不予的决定；能够说明的照常办理，不能说明的可以改交证明（{CLAUSES['2.4-d'].label}，参照{TAX_EVIDENCE.law.name}）。"
                        ),
                    ),
                    (
                        "决定以后核查不一致的，",
                        (
                            "送达《陈述申辩告知书》，写明查到的事实、理由和依据；当事人自收到之日起"
                            f"{clocks.span('representation_due')}内（{clocks.basis('representation_due')}）陈述申辩，"
                            f"期满或者答复以前不作出不利的处理（{LICENSING_7.label}、{PENALTY_45.label}）。"
                        ),
                    ),
                    ("涉及第三人利益的，", f"处理以前告知第三人，听取其意见（{LICENSING_36.label}）。"),
                    (
                        "处理方式。",
                        (
                            f"由审批人按下表选定，写明理由，系统不代为决定（{CLAUSES['2.4-d'].label}）。"
                            f"责令限期整改的，写明到期日，期限{clocks.span('rectification_due')}（{clocks.basis('rectification_due')}）。"
                        ),
                    ),
                )
            ),
            Table(
                "承诺不实的处理方式",
                ("处理方式", "适用情形", "依据"),
                tuple((option.title, bare(option.criteria), option.citation.label) for option in options),
                (24, 48, 28),
            ),
        ),
        ("先问清楚，再处理。", "写错了可以更正，故意写假的才追究。"),
    )


def credit(clocks: Clocks) -> Section:
    """Record, grade, service of both papers, objection and repair."""
    grades = "、".join(grade.value for grade in Grade)
    lines = (
        (
            f"认定虚假承诺的，根据造成的社会影响分为{grades}三级，写明计分和理由；误填并更正的，不作失信认定"
            f"（{CLAUSES['2.5-a'].label}、{CLAUSES['2.5-e'].label}）。"
        ),
        f"《失信行为认定书》与《信用修复告知书》同时送达（{TWO_LETTERS_TOGETHER.law.name}）。",
        (
            f"失信信息自认定之日起{clocks.span('credit_push_due')}内报送信用平台（{clocks.basis('credit_push_due')}；"
            f"{CLAUSES['2.5-b'].label}）。"
        ),
        (
            f"当事人提出异议的，{clocks.span('objection_mark_due')}内标注，{clocks.span('objection_decide_due')}内处理"
            f"（{clocks.basis('objection_decide_due')}；{CLAUSES['2.5-d'].label}）。"
        ),
        (
            f"申请信用修复的，{clocks.span('repair_decide_due')}内办理（{clocks.basis('repair_decide_due')}），不收费；"
            f"准予修复的，公示、共享和限制同时解除（{CREDIT_REPAIR_CONDITIONS.law.name}）。"
        ),
        f"个人信息和商业秘密依法保护（{CLAUSES['2.5-f'].label}）。",
    )
    return Section(
        "credit",
        "失信认定、异议和信用修复",
        (Lines(tuple(Line(line) for line in lines)),),
        ("认定要分轻重，要告诉人家怎么修复。", "修复以后，限制当天解除。"),
    )
