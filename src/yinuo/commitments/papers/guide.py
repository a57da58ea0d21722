"""办事指南: what the matter is, what to bring, both ways, the commitment in full, steps, basis, complaint (三（三）).

Fields follow the 实施清单 of GB/T 39554.2 where they are known; what is not known is left out, never guessed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings

from yinuo.commitments.papers import phrases, ways
from yinuo.commitments.papers.checks import ORDINARY, Check, checks_of, plan_table
from yinuo.commitments.queries import conditions_of
from yinuo.documents.contents.papers import (
    Column,
    Columns,
    Line,
    Lines,
    Row,
    Section,
    Table,
    bare,
    counted,
    framed,
    paragraphs,
    sentence,
)
from yinuo.law import place
from yinuo.law.place import LOCAL_CHOICE
from yinuo.law.texts import BUSINESS_44_3, CLAUSES
from yinuo.matters.extras import FIELD, extra_of
from yinuo.matters.models import Matter
from yinuo.matters.queries import published_items
from yinuo.matters.terms import Way

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from yinuo.matters.models import ItemVersion

OTHERS = 20
"""So many other proofs of the same matter are listed; more have a page of their own."""
_COPIES = re.compile(r"^(?P<name>.+?)\s*(?P<copies>\d+\s*[份套张本])(?:[，,（(](?P<note>.+?)[）)]?)?$")


def title(version: ItemVersion) -> tuple[str, ...]:
    """The matter's name stands alone where it is long."""
    name = version.item.matter.name
    return (name, "办事指南") if len(name) > 12 else (f"{name}办事指南",)


def siblings_of(version: ItemVersion) -> list[ItemVersion]:
    """The other published items of the same matter, as far as the guide lists them."""
    rows = published_items(matter=version.item.matter).exclude(item=version.item_id)
    return list(rows.order_by("item_id")[:OTHERS])


def sections(
    version: ItemVersion, *, on: date, siblings: Sequence[ItemVersion] | None = None
) -> tuple[Section, ...]:
    """The sections of the guide, without their numbers.

    Args:
        version: with item, matter and agency.
        on: the day whose numbers govern.
        siblings: the other items of the matter, where they are known already.
    """
    others = siblings_of(version) if siblings is None else siblings
    checks = checks_of(version, on=on)
    extra = extra_of(version.plain, "guide")
    found = (
        _facts(version, on),
        _conditions(version),
        _materials(version, others),
        _ways(version, on),
        _commitment(version, checks),
        _steps(version, on),
        _basis(version),
        Section(
            "extra",
            FIELD,
            (phrases.extra_lines(extra),),
            ("这一段是办理机关自己补充的，只作说明，不增加要求。",),
        )
        if extra
        else None,
        Section(
            "complaint",
            "监督投诉",
            (
                paragraphs(
                    f"目录清单以外索要证明的，可以拨打 {settings.YINUO_CITY['hotline']} 投诉（{BUSINESS_44_3.label}）。"
                ),
            ),
            ("多要证明的，可以不给，打电话告诉我们。",),
            together=True,
        ),
    )
    return tuple(section for section in found if section is not None)


def _facts(version: ItemVersion, on: date) -> Section:
    matter, agency = version.item.matter, version.item.matter.agency
    online = Way.ONLINE.name in phrases.terms_of(version).ways
    who = "、".join(
        word
        for word, admitted in (("自然人", matter.for_persons), ("法人和其他组织", matter.for_firms))
        if admitted
    )
    rows = (
        ("事项名称", matter.name, False),
        ("实施主体", agency.name, False),
        ("主体性质", agency.get_kind_display(), True),
        ("实施主体编码", agency.uscc, True),
        ("事项类型", matter.get_kind_display() if matter.kind else "", True),
        ("行使层级", _level(agency.region_code), True),
        ("基本编码", matter.base_code, True),
        ("业务办理项编码", matter.handling_code, False),
        ("服务对象", who, True),
        ("办件类型", "即办件" if matter.at_once else "承诺件", True),
        ("办理时限", _within(version, on), False),
        ("法定期限", _legal_period(matter, on), False),
        ("办理形式", "网上办理、窗口办理" if online else "窗口办理", True),
        ("到现场次数", "0 次（网上办理的）" if online else "1 次", True),
        ("收费", str(version.plain.get("fee", "")), True),
        ("咨询电话", agency.phone, True),
        ("办理地点", agency.address, False),
        ("网上办理", f"{settings.PUBLIC_URL}/items/{version.item.slug}/" if online else "", False),
    )
    return Section(
        "facts",
        "基本信息",
        (framed(Row(label, text, half) for label, text, half in rows if text),),
        (f"这件事由{agency.name}办。", f"最迟{_within(version, on).rpartition('最迟')[2]}有结果。"),
    )


def _within(version: ItemVersion, on: date) -> str:
    matter = version.item.matter
    within = ways.decided_within(matter, on=on)
    return f"条件齐备的当场决定，最迟 {within}" if matter.at_once else within


def _legal_period(matter: Matter, on: date) -> str:
    """The statutory period of a licence; other matters have none in common."""
    if matter.kind != Matter.Kind.LICENCE:
        return ""
    city = place.load(settings.YINUO_PLACE)
    number = city.number("decision_due")
    basis = "" if number.basis == LOCAL_CHOICE else f"（{number.basis}）"
    return f"{city.amount('decision_due', on)} 个工作日{basis}"


def _level(region_code: str) -> str:
    """The level that exercises the power, from the division code GB/T 2260."""
    if region_code.endswith("0000"):
        return "省级"
    return "市级" if region_code.endswith("00") else "县级"


def _conditions(version: ItemVersion) -> Section:
    asked = phrases.parts_of(version.notice.get("conditions", "")) or tuple(
        bare(fact["text"]) for fact in version.facts
    )
    return Section(
        "conditions",
        "受理条件",
        (counted(asked),),
        ("符合这些条件的，就可以来办。",),
    )


def _materials(version: ItemVersion, others: Sequence[ItemVersion]) -> Section:
    item = version.item
    rows = [
        *(_material(part) for part in phrases.parts_of(version.notice.get("materials", ""))),
        (item.name, f"{phrases.issuer_of(version)}开具", "1 份", "不承诺的才要交", "能，由您选择"),
        *(
            (
                other.item.name,
                f"{phrases.issuer_of(other)}开具",
                "1 份",
                "暂停承诺，须提交" if other.status == "suspended" else "不承诺的才要交",
                "暂时不能" if other.status == "suspended" else "能，由您选择",
            )
            for other in others
        ),
        ("证明事项告知承诺书", "网上填写，或者窗口领取", "1 份", "选择承诺的才要签", "它就是承诺"),
    ]
    return Section(
        "materials",
        "申请材料",
        (
            Table(
                "申请材料",
                ("序号", "材料名称", "来源渠道", "份数", "填报须知", "能不能用承诺代替"),
                tuple((str(number), *row) for number, row in enumerate(rows, start=1)),
                (9, 25, 21, 9, 21, 15),
            ),
        ),
        ("最后一栏写“能”的，签一份承诺就不用交。", "表里没有的，不用带。"),
    )


def _material(part: str) -> tuple[str, str, str, str, str]:
    """A material with its number of copies and what is said of them, where the text says it."""
    found = _COPIES.match(part)
    if found is None:
        return part, "申请人自备", "1 份", "", "不能，须提交"
    return found["name"], "申请人自备", found["copies"], found["note"] or "", "不能，须提交"


def _ways(version: ItemVersion, on: date) -> Section:
    answers = zip(
        ways.QUESTIONS, ways.by_commitment(version, on=on), ways.by_proof(version, on=on), strict=True
    )
    suspended = (
        (Lines((Line(f"现在暂停签承诺：{bare(version.suspended_because)}。恢复以前，请提交证明办理。"),)),)
        if version.status == "suspended"
        else ()
    )
    return Section(
        "ways",
        "两种办法，由您选择",
        (
            *suspended,
            Table(
                "两种办法比一比",
                ("比一比", "签承诺", "交证明"),
                tuple((question, _joined(one), _joined(other)) for question, one, other in answers),
                (16, 42, 42),
            ),
        ),
        ("两种办法效力一样。", "不愿意承诺，照样办，不受影响。"),
    )


def _joined(answer: ways.Answer) -> str:
    points = tuple(f"{number}. {bare(point)}" for number, point in enumerate(answer.points, start=1))
    return "\n".join((*points, *((sentence(answer.text),) if answer.text else ())))


def _commitment(version: ItemVersion, checks: tuple[Check, ...]) -> Section:
    conditions = conditions_of(version)
    liability = version.notice.get("liability_administrative", "")
    lines = (
        f"承诺什么：{'；'.join(check.fact for check in checks)}",
        f"谁来承诺：承诺{phrases.signing(version)}",
        f"适用条件：{'；'.join(conditions)}" if conditions else "",
        f"不适用：{phrases.BARRED}",
        f"承诺不实的：{bare(liability)}" if liability else "",
        "承诺书公开吗：" + ("向社会公开，公开时遮盖个人信息" if version.notice.get("public") else "不公开"),
        phrases.insurance(version),
        *phrases.withdrawal(version),
    )
    return Section(
        "commitment",
        f"告知承诺怎么办：{version.item.name}",
        (
            counted(line for line in lines if line),
            Lines((Line("承诺以后按下表核查：", head=""),)),
            plan_table(checks),
            Lines((Line(ORDINARY, small=True),)),
        ),
        ("签承诺，就是自己写明情况，自己负责。", "我们会去查。和承诺不一样的，先请您说明。"),
    )


def _steps(version: ItemVersion, on: date) -> Section:
    within = ways.decided_within(version.item.matter, on=on)
    check = str(version.plain.get("check") or version.notice.get("verification_power", ""))
    steps = (
        ("1　申请", "网上或者窗口提出，窗口工作人员可以帮忙填写。"),
        ("2　选择", "签承诺还是交证明，自己选，效力一样。"),
        ("3　审查", "有对不上的，先请您说明或者补材料。"),
        ("4　决定", f"{within}作出决定，写明理由，送到您手里。"),
        ("5　核查", sentence(check)),
    )
    return Section(
        "steps",
        "办理流程",
        (Columns(tuple(Column(name, (Line(text),)) for name, text in steps)),),
        ("一共五步，前两步您来，后三步我们来。",),
        together=True,
    )


def _basis(version: ItemVersion) -> Section:
    told = phrases.parts_of(version.notice.get("basis", "") or version.item.basis)
    suzhou = CLAUSES["2.1-a"]
    named = [*told, *(() if any(suzhou.law.number in part for part in told) else (suzhou.label,))]
    return Section(
        "basis",
        "设定依据",
        (counted(named),),
        ("要这份证明，按的是这些规定。",),
        together=True,
    )
