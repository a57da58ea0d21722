"""证明事项告知承诺书 as a form, for a person and for a firm: told, promised, checked, signed (clause 2.3-c)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from yinuo.commitments.papers import phrases
from yinuo.commitments.papers.checks import ANCHOR, ORDINARY, Check, checks_of, plan_table
from yinuo.commitments.queries import clauses_of
from yinuo.documents.contents.papers import (
    Line,
    Lines,
    Row,
    Section,
    Signatures,
    bare,
    counted,
    framed,
    itemed,
    paragraphs,
    sentence,
)
from yinuo.law.grammar import article_numeral
from yinuo.law.notice import STATEMENTS
from yinuo.matters.terms import Signer

if TYPE_CHECKING:
    from datetime import date

    from yinuo.matters.models import ItemVersion

TITLE = ("证明事项告知承诺书",)
SELF = {"person": "本人", "firm": "本单位"}
COPIES = "本文书一式两份，双方各执一份。"


def sections(version: ItemVersion, *, on: date, audience: Literal["person", "firm"]) -> tuple[Section, ...]:
    """The sections of the letter form, without their numbers.

    Args:
        version: with item, matter and agency.
        on: the day whose numbers govern.
        audience: who promises.
    """
    checks = checks_of(version, on=on)
    return (
        _parties(version, audience),
        Section(
            "told",
            "行政机关告知",
            (
                itemed(
                    (
                        *((title, text) for _key, title, _plain, text, _must in clauses_of(version)),
                        ("适用对象和不适用情形", phrases.admitted(version, audience)),
                    )
                ),
                Lines((Line(_edition(version), small=True),)),
            ),
            ("前八条和告知书一字不差。", "先看懂，再往下签。"),
        ),
        Section(
            "promised",
            "申请人承诺",
            (Lines(_promises(version, checks, SELF[audience])),),
            (
                "四句话：看懂了，条件都够，愿意负责，是真心话。",
                "第（二）句下面列出您承诺的事，每件事写明由哪一项核查来查。",
            ),
        ),
        Section(
            "plan",
            "核查安排",
            (
                paragraphs(f"行政机关按照下表核查{SELF[audience]}承诺的事实。"),
                plan_table(checks),
                Lines((Line(ORDINARY, small=True),)),
            ),
            ("表里的序号，就是上面承诺后面写的那一项。",),
        ),
        Section(
            "withdrawal",
            "撤回承诺",
            (
                counted(phrases.withdrawal(version)),
                Signatures(("承诺人（签名或者盖章）", "行政机关（盖章）")),
                Lines((Line(COPIES, small=True),)),
            ),
            ("办完以前可以撤回。", "想好了再签名，一份您留着。"),
            together=True,
        ),
    )


def _edition(version: ItemVersion) -> str:
    digest = f"告知书文本校验值（SHA-256）：{version.text_digest}" if version.text_digest else "尚未提交审核"
    return f"告知书第{version.number}版。{digest}"


def _parties(version: ItemVersion, audience: str) -> Section:
    matter, signers = version.item.matter, phrases.terms_of(version).signers
    if audience == "firm":
        rows = [
            Row("名称"),
            Row("统一社会信用代码", half=True),
            Row("法定代表人（负责人）", half=True),
            Row("住所"),
            Row("联系电话", half=True),
            Row("联系人", half=True),
        ]
    else:
        rows = [
            Row("姓名", half=True),
            Row("联系电话", half=True),
            Row("证件类型", half=True),
            Row("证件号码", half=True),
            Row("住址"),
        ]
        if Signer.GUARDIAN.name in signers:
            rows += [Row("法定监护人", half=True), Row("监护人证件号码", half=True)]
    if Signer.PROXY.name in signers:
        rows += [Row("委托代理人", half=True), Row("代理人证件号码", half=True)]
    office = [
        Row("行政机关", matter.agency.name),
        *([Row("联系电话", matter.agency.phone, half=True)] if matter.agency.phone else []),
        *([Row("地址", matter.agency.address)] if matter.agency.address else []),
        Row("行政事项", matter.name),
        Row("证明事项", version.item.name),
    ]
    return Section(
        "parties",
        "基本信息",
        (
            Lines((Line("", "（一）", head="申请人"),)),
            framed(rows),
            Lines((Line("", "（二）", head="行政机关和办理的事项"),)),
            framed(office),
        ),
        ("写清楚您是谁，按证件填。", "下面一栏是收您这份承诺的机关。"),
    )


def _promises(version: ItemVersion, checks: tuple[Check, ...], self_word: str) -> tuple[Line, ...]:
    """The four statements; under the second stand the facts promised, each with its check, and what is filled in."""
    lines = [Line(f"{self_word}就上述证明事项自愿选择告知承诺方式办理，现作出下列承诺：")]
    for number, (key, text) in enumerate(STATEMENTS, start=1):
        said = text if text.startswith("以上") else f"{self_word}{text}"
        if key == "qualified":
            lines.append(Line(f"{said}，具体承诺下列事实属实：", f"（{article_numeral(number)}）"))
            lines += _facts(version, checks)
        else:
            stop = "。" if number == len(STATEMENTS) else "；"
            lines.append(Line(f"{said}{stop}", f"（{article_numeral(number)}）"))
    return tuple(lines)


def _facts(version: ItemVersion, checks: tuple[Check, ...]) -> list[Line]:
    lines = []
    for check in checks:
        lines.append(Line(sentence(check.fact), f"{check.number}.", level=1))
        told = Line(f"〔{check.told}〕", level=2, small=True, link=f"{ANCHOR}-{check.number}")
        lines.append(told)
    for number, field in enumerate(version.inputs, start=len(checks) + 1):
        lines.append(Line(f"{bare(field['label'])}：", f"{number}.", level=1, blank=True))
        hints = [
            *([f"选填：{'、'.join(field['choices'])}"] if field.get("choices") else []),
            field.get("help", ""),
        ]
        said = "；".join(bare(hint) for hint in hints if hint)
        if said:
            lines.append(Line(f"〔{said}〕", level=2, small=True))
    return lines
