"""证明事项告知书: the eight parts, the checks behind the promise, both ways, and the way back (clause 2.3-a)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from yinuo.commitments.papers import phrases, ways
from yinuo.commitments.papers.checks import ORDINARY, checks_of, plan_table
from yinuo.commitments.papers.plain import everyday
from yinuo.commitments.queries import clauses_of, conditions_of
from yinuo.documents.contents.papers import (
    Clauses,
    Column,
    Columns,
    Line,
    Lines,
    Row,
    Section,
    Told,
    counted,
    framed,
    paragraphs,
    sentence,
)
from yinuo.documents.parties import written_day
from yinuo.law.grammar import article_numeral

if TYPE_CHECKING:
    from datetime import date

    from yinuo.matters.models import ItemVersion

TITLE = ("证明事项告知书",)


def told_clauses(version: ItemVersion) -> tuple[Told, ...]:
    """The eight parts of a version's notice, official text and everyday words."""
    return tuple(
        Told(key, article_numeral(number), title, text, question, everyday(version, key))
        for number, (key, title, question, text, _must) in enumerate(clauses_of(version), start=1)
    )


def sections(version: ItemVersion, *, on: date) -> tuple[Section, ...]:
    """The sections of the notice, without their numbers.

    Args:
        version: with item, matter and agency.
        on: the day whose numbers govern.
    """
    return (
        _matter(version),
        Section(
            "clauses",
            "告知内容",
            (
                Clauses(told_clauses(version)),
                Lines((Line("“用白话说”一栏帮助理解；两栏说法不一致的，以告知书正文为准。", small=True),)),
            ),
        ),
        Section(
            "checks",
            "承诺的事实和核查",
            (plan_table(checks_of(version, on=on)), Lines((Line(ORDINARY, small=True),))),
            ("您承诺的每一件事，都有一项核查对应。", "表里写了怎么查、到哪里查、拿什么对照、几天内查完。"),
        ),
        _who(version),
        Section(
            "ways",
            "两种办法，由您选择",
            (_columns(version, on),),
            ("两种办法效力一样，没有默认的。", "选了以后，提交以前还能换。"),
        ),
        Section(
            "withdrawal",
            "承诺以后还能撤回",
            (counted(phrases.withdrawal(version)),),
            ("办完以前改主意，可以撤回，不收钱。",),
            together=True,
        ),
        _help(version),
    )


def _matter(version: ItemVersion) -> Section:
    item, matter = version.item, version.item.matter
    valid = written_day(version.valid_from) if version.valid_from else "公布之日"
    return Section(
        "matter",
        "告知的事项",
        (
            framed(
                (
                    Row("行政机关", matter.agency.name),
                    Row("行政事项", matter.name),
                    Row("证明事项", item.name),
                    Row("版本", f"第{version.number}版", half=True),
                    Row("启用日期", valid, half=True),
                )
            ),
        ),
        (f"您办的是“{matter.name}”，可以用承诺代替的是“{item.name}”。",),
    )


def _who(version: ItemVersion) -> Section:
    conditions = conditions_of(version)
    lines = (
        *((f"承诺人应当同时符合：{'；'.join(conditions)}。",) if conditions else ()),
        f"承诺{phrases.signing(version)}",
        phrases.BARRED,
        phrases.NOT_WILLING,
        phrases.insurance(version),
    )
    return Section(
        "who",
        "谁可以承诺",
        (counted(line for line in lines if line),),
        ("愿意承诺，又没有失信记录挡着，就可以签。", "不想签，交证明也一样办。"),
    )


def _columns(version: ItemVersion, on: date) -> Columns:
    def column(title: str, answers: tuple[ways.Answer, ...]) -> Column:
        said = (text for answer in answers for text in answer.sentences)
        return Column(
            title, tuple(Line(sentence(text), f"{number}.") for number, text in enumerate(said, start=1))
        )

    return Columns(
        (
            column("签承诺", ways.by_commitment(version, on=on)),
            column("交证明", ways.by_proof(version, on=on)),
        )
    )


def _help(version: ItemVersion) -> Section:
    agency, hotline = version.item.matter.agency, settings.YINUO_CITY["hotline"]
    phone = f"，电话 {agency.phone}" if agency.phone else ""
    return Section(
        "help",
        "咨询和投诉",
        (paragraphs(f"咨询：{agency.name}{phone}。投诉举报：{hotline}。"),),
        ("不明白的，打电话问。有人多要证明，打投诉电话。",),
        together=True,
    )
