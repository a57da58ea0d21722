"""Each promised fact with the check that will test it: how, against what, where, by when, and by whom (2.3-c, 2.4-a)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from yinuo.commitments.letters import TIMINGS
from yinuo.documents.contents.papers import Table, bare
from yinuo.exchange.models import Source
from yinuo.law import place
from yinuo.law.place import LOCAL_CHOICE
from yinuo.law.usual_check import UsualCheck, UsualFacts, usual_check
from yinuo.law.verification import Method

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from yinuo.matters.models import ItemVersion

ANCHOR = "check"
"""Before the number of a check it is its anchor on pages."""
ORDINARY = "本表按信用状况一般的申请人列明；每个人的核查安排在签署时确定，写在本人的承诺书里。"
"""What stands beside a plan that is nobody's in particular."""


@dataclass(frozen=True, slots=True)
class Check:
    """A promised fact and its check.

    Attributes:
        number: its number in the plan, by which the fact points to it.
        fact: what is promised.
        method: the way of checking.
        timing: ``决定前`` or ``决定后``.
        source: where it is looked up, or against what papers.
        standard: what it is compared with.
        period: by when, counted from signing.
        who: who does it.
        basis: what gives the period.
        alternative: the proof that may be handed in instead.
    """

    number: int
    fact: str
    method: Method
    timing: str
    source: str
    standard: str
    period: str
    who: str
    basis: str
    alternative: str

    @property
    def told(self) -> str:
        """The check in one clause, as it stands under the fact."""
        return f"核查安排第{self.number}项：{self.method.value}，{self.source}，{self.period}"


def checks_of(version: ItemVersion, *, on: date) -> tuple[Check, ...]:
    """The checks of a version for an applicant of ordinary credit; one query.

    Args:
        version: whose facts.
        on: the day whose numbers govern.
    """
    city = place.load(settings.YINUO_PLACE)
    keys = {fact["source_key"] for fact in version.facts if fact.get("source_key")}
    sources = {source.key: source for source in Source.objects.filter(key__in=keys)} if keys else {}
    found = []
    for number, fact in enumerate(version.facts, start=1):
        source = sources.get(fact.get("source_key", ""))
        usual = usual_check(
            UsualFacts(
                item_class=fact.get("item_class", "ordinary"),
                source_key=fact.get("source_key", ""),
                source_name=source.name if source is not None else fact.get("source_name", ""),
                can_be_told_by_register=source is not None,
                public_can_tell=bool(fact.get("public_can_tell")),
                place=city,
            ),
            on=on,
        )
        found.append(_check(number, fact, usual, source))
    return tuple(found)


def _check(number: int, fact: Mapping[str, Any], usual: UsualCheck, source: Source | None) -> Check:
    return Check(
        number=number,
        fact=bare(fact["text"]),
        method=usual.method,
        timing=TIMINGS[usual.timing],
        source=_source(fact, usual.method, source),
        standard=bare(fact["standard"]),
        period=usual.period,
        who=_WHO[usual.method],
        basis="本市自定" if usual.basis == LOCAL_CHOICE else usual.basis,
        alternative=bare(fact.get("alternative", "")),
    )


def _source(fact: Mapping[str, Any], method: Method, source: Source | None) -> str:
    if source is not None and method is Method.DATA:
        return f"{source.holder}“{source.name}”"
    if method is Method.ASSISTANCE:
        return str(fact.get("source_name") or (source.holder if source is not None else ""))
    return _WHERE[method]


_WHERE = {
    Method.DOCUMENT: "申请人持有的书面材料",
    Method.SITE: "承诺所涉的场所",
    Method.PUBLICATION: "公示期内知情人的异议",
    Method.EXEMPT: "日常监管的随机抽查",
    Method.DATA: "登记系统",
}
_WHO = {
    Method.DATA: "系统自动比对，核查人员确认不一致的",
    Method.ASSISTANCE: "核查人员发起，被请求单位协助",
    Method.DOCUMENT: "核查人员",
    Method.PUBLICATION: "核查人员",
    Method.SITE: "两名以上核查人员",
    Method.EXEMPT: "日常监管人员",
}


def plan_table(checks: tuple[Check, ...]) -> Table:
    """The plan as notice and letter show it."""
    return Table(
        "核查安排",
        ("序号", "承诺的事实", "核查方式", "数据来源", "核查标准", "核查时间"),
        tuple(
            (
                str(check.number),
                check.fact,
                f"{check.method.value}（{check.timing}）",
                check.source,
                check.standard,
                check.period,
            )
            for check in checks
        ),
        (9, 22, 14, 18, 21, 17),
        anchor=ANCHOR,
    )
