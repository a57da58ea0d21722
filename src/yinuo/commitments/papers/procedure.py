"""工作规程: how an office works on an item, from its structured fields and the numbers of its place (三（三）, 二（六）).

Every clock names its basis; where no text gives the number, the paper says so. Laid out as GB/T 9704-2012 asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from yinuo.commitments.papers import phrases
from yinuo.commitments.papers.checks import checks_of
from yinuo.commitments.papers.risks import risks_table
from yinuo.commitments.papers.steps import Clocks, posts_of, steps_table
from yinuo.commitments.papers.untrue import after_untrue, credit
from yinuo.commitments.papers.verifying import verification
from yinuo.commitments.queries import conditions_of
from yinuo.documents.contents.papers import (
    Line,
    Lines,
    Section,
    Table,
    bare,
    counted,
    itemed,
    paragraphs,
)
from yinuo.law import place
from yinuo.law.texts import (
    BUSINESS_44_3,
    CLAUSES,
    OPEN_INFORMATION_15,
    STATE_GUIDANCE,
    SUZHOU_NOTICE,
)
from yinuo.matters.extras import FIELD, extra_of

if TYPE_CHECKING:
    from datetime import date

    from yinuo.matters.models import ItemVersion


LONGEST_IN_TITLE = 10
"""Characters of a proof's name that leave the title on one line of 2号."""


def title(version: ItemVersion) -> tuple[str, ...]:
    """The title, agency first; a long name of a proof stands below it instead."""
    named = version.item.name if len(version.item.name) <= LONGEST_IN_TITLE else "证明事项"
    return (version.item.matter.agency.name, f"{named}告知承诺制工作规程")


def note(version: ItemVersion) -> str:
    """What stands in brackets under the title."""
    item = version.item
    proof = f"的“{item.name}”" if len(item.name) > LONGEST_IN_TITLE else ""
    return f"（适用于“{item.matter.name}”{proof}，第{version.number}版）"


def sections(version: ItemVersion, *, on: date) -> tuple[Section, ...]:
    """The sections of the procedure, without their numbers.

    Args:
        version: with item, matter and agency.
        on: the day whose numbers govern.
    """
    clocks = Clocks(place.load(settings.YINUO_PLACE), on)
    checks = checks_of(version, on=on)
    found = (
        _scope(version),
        _basis(version),
        _posts(version),
        steps_table(version, checks, clocks),
        verification(checks, clocks),
        after_untrue(clocks),
        credit(clocks),
        _withdrawal(version),
        _publicity(version, clocks),
        risks_table(version),
        _papers(),
        _extra(version),
        _oversight(),
    )
    return tuple(section for section in found if section is not None)


def _scope(version: ItemVersion) -> Section:
    matter, conditions = version.item.matter, conditions_of(version)
    lines = [
        phrases.cited(
            f"{matter.agency.name}办理“{matter.name}”，需要申请人提交“{version.item.name}”的，实行告知承诺制，适用本规程",
            CLAUSES["1-a"],
        ),
        phrases.cited(
            "申请人可以自主选择是否采用告知承诺制方式办理，工作人员不得代为选择，也不得因其选择而区别对待",
            CLAUSES["2.2-a"],
            CLAUSES["2.4-c"],
        ),
        phrases.cited("申请人不愿承诺或者无法承诺的，收取证明，按原程序办理", CLAUSES["2.2-b"]),
        phrases.cited(
            "申请人有较严重的不良信用记录，或者曾作出虚假承诺的，在信用修复以前不适用；修复当日恢复适用",
            CLAUSES["2.2-c"],
        ),
        f"承诺{phrases.signing(version)}",
    ]
    parts: list[Lines] = [Lines(tuple(Line(line) for line in lines))]
    if conditions:
        parts += [paragraphs("采用告知承诺制方式办理的，还应当同时符合下列条件。"), counted(conditions)]
    return Section(
        "scope",
        "适用范围",
        tuple(parts),
        (f"办“{matter.name}”要“{version.item.name}”时，照这份规程做。", "选不选承诺，由申请人自己定。"),
    )


def _basis(version: ItemVersion) -> Section:
    told = phrases.parts_of(version.notice.get("basis", "") or version.item.basis)
    named = dict.fromkeys(
        (*told, *(f"《{law.title}》（{law.number}）" for law in (STATE_GUIDANCE, SUZHOU_NOTICE)))
    )
    return Section("basis", "依据", (counted(named),), ("按这些规定办。",))


def _posts(version: ItemVersion) -> Section:
    return Section(
        "posts",
        "岗位和职责",
        (
            Table(
                "岗位和职责",
                ("岗位", "职责"),
                tuple((post.name, post.duty) for post in posts_of(version)),
                (22, 78),
            ),
        ),
        ("谁做哪一步，写在这里。", "起草的人不审核，承办的人不替申请人选。"),
    )


def _withdrawal(version: ItemVersion) -> Section:
    bar = bool(version.plain.get("same_round_bar"))
    lines = [
        phrases.cited(
            "行政事项办结以前，申请人有合理理由的，可以撤回承诺。窗口人员当场办理，出具撤回承诺确认书，同时停止核查",
            CLAUSES["2.6-c"],
        ),
        "撤回以后按原程序办理，已经填写和提交的内容全部保留；撤回不记入信用记录。",
        "按轮次办理的，撤回以后本轮不再适用告知承诺制；办理撤回以前要把这一点告诉申请人。" if bar else "",
    ]
    return Section(
        "withdrawal",
        "撤回承诺",
        (Lines(tuple(Line(line) for line in lines if line)),),
        ("申请人改主意，当场给他办，填过的都留着。",),
    )


def _publicity(version: ItemVersion, clocks: Clocks) -> Section:
    terms, fields = phrases.terms_of(version), version.notice
    grounds = [
        words
        for holds, words in (
            (terms.public_interest, "涉及社会公共利益"),
            (terms.third_party_interest, "涉及第三人利益"),
            (terms.hard_to_check, "核查难度较大"),
        )
        if holds
    ]
    if fields.get("public"):
        scope, term = bare(fields.get("public_scope", "")), bare(fields.get("public_term", ""))
        because = f"本事项{'、'.join(grounds)}，" if grounds else ""
        said = [
            phrases.cited(
                f"{because}承诺书向社会公开，接受监督；公开范围：{scope}；公开时限：{term}", CLAUSES["2.6-d"]
            ),
            phrases.cited("公开时遮盖证件号码、电话、住址和商业秘密；到期当日撤下", OPEN_INFORMATION_15),
            f"收到对公开承诺书的举报的，{clocks.span('assistance_reply_due')}内转核查人员处理。",
        ]
    else:
        said = [
            phrases.cited(
                "本事项没有需要公开承诺书的情形，承诺书不公开，只供办理和核查使用", CLAUSES["2.6-d"]
            )
        ]
    insured = phrases.insurance(version)
    return Section(
        "publicity",
        "公开和责任保险",
        (Lines(tuple(Line(line) for line in (*said, insured) if line)),),
        ("要公开的，遮住个人信息再公开，到期撤下。" if fields.get("public") else "承诺书不公开，不外传。",),
    )


PAPERS = (
    ("证明事项告知书", "签署以前交申请人阅读、带走", CLAUSES["2.3-a"]),
    ("证明事项告知承诺书", "申请人签署，双方各执一份", CLAUSES["2.3-c"]),
    ("收件回执", "收到申请时", CLAUSES["4.2"]),
    ("决定书", "作出决定时，写明系本人承诺及承诺书编号", CLAUSES["1-b"]),
    ("撤回承诺确认书", "申请人撤回承诺时", CLAUSES["2.6-c"]),
    ("陈述申辩告知书", "作出不利处理以前", CLAUSES["2.4-d"]),
    ("撤销决定书", "撤销行政决定时，写明救济途径", CLAUSES["2.4-d"]),
    ("失信行为认定书", "认定虚假承诺时，写明等级、措施和依据", CLAUSES["2.5-e"]),
    ("信用修复告知书", "与失信行为认定书同时送达", CLAUSES["2.5-d"]),
)
"""The papers of the procedure: name, when, by which clause."""


def _papers() -> Section:
    return Section(
        "papers",
        "使用的文书",
        (
            Table(
                "使用的文书",
                ("序号", "文书", "什么时候用", "依据"),
                tuple(
                    (str(number), f"《{name}》", when, basis.label)
                    for number, (name, when, basis) in enumerate(PAPERS, start=1)
                ),
                (10, 27, 39, 24),
            ),
            paragraphs("文书由系统按统一格式制作，不另行设计，不在格式以外增加要求。"),
        ),
        ("用哪一份文书、什么时候用，看这张表。",),
    )


def _oversight() -> Section:
    hotline = settings.YINUO_CITY["hotline"]
    return Section(
        "oversight",
        "监督和责任",
        (
            itemed(
                (
                    (
                        "清单管理。",
                        phrases.cited("目录清单以外不得索要证明", BUSINESS_44_3)
                        + f"投诉举报电话：{hotline}。",
                    ),
                    (
                        "尽职免责。",
                        phrases.cited(
                            "按本规程办理并如实记录的，依照权责一致、尽职免责、失职追责的原则处理",
                            CLAUSES["4.2"],
                        ),
                    ),
                    (
                        "动态调整。",
                        phrases.cited(
                            "设定依据修改、废止的，先暂停适用，再修订本规程，与告知书、办事指南、承诺书格式文本同时换版",
                            CLAUSES["3.2-b"],
                        ),
                    ),
                )
            ),
        ),
        ("照规程办、留下记录，出了问题有据可查。",),
        together=True,
    )


def _extra(version: ItemVersion) -> Section | None:
    extra = extra_of(version.plain, "procedure")
    if not extra:
        return None
    return Section("extra", FIELD, (phrases.extra_lines(extra),), ("这一段是办理机关自己补充的说明。",))
