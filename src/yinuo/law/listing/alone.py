"""What is marked on an item by itself: its basis, its name, its purpose, its bodies, its reasons and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from yinuo.law import levels, naming
from yinuo.law.listing.remarks import Kind, ListedItem, ListRemark
from yinuo.law.scope import VILLAGE_COMMITTEE_MAY_NOT_ISSUE, village_committee_may_issue
from yinuo.law.texts import (
    BUSINESS_44_1,
    BUSINESS_44_2,
    BUSINESS_44_3,
    CLAUSES,
    ITEM_CODES,
    PROOF_MEANING,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_USES = 10_000_000
"""More uses a year than the city has people twice over are a slip of the pen."""
MOST_DAYS = 365
MOST_TRIPS = 20


def lint_one(
    item: ListedItem, *, on: date, known: Mapping[str, levels.Level] | None = None
) -> tuple[ListRemark, ...]:
    """The remarks on one item that do not depend on the others.

    Args:
        item: the item.
        on: the day as of which the law is asked.
        known: levels of legal texts by title.
    """
    if item.cancelled:
        return ()
    return (
        *_on_basis(item, known or {}),
        *(remark for check in _CHECKS for remark in check(item)),
        *_on_village(item, on),
    )


# --- the basis ------------------------------------------------------------------------------------------------


def _on_basis(item: ListedItem, known: Mapping[str, levels.Level]) -> Iterator[ListRemark]:
    texts = levels.cited_texts(item.basis, known)
    if not item.basis.strip() or not texts:
        yield ListRemark(
            Kind.NO_BASIS,
            item.key,
            "basis",
            "没有写明依据哪一部法律、法规或者国务院的哪一份决定。",
            "请补写到条的依据；写不出的，取消这份证明。",
            BUSINESS_44_1,
        )
        return
    high = [text for text in texts if text.level in levels.ENOUGH]
    if high and not any(text.placed for text in high):
        yield ListRemark(
            Kind.NO_ARTICLE,
            item.key,
            "basis",
            f"写了“{high[0].name}”，没有写是哪一条。",
            "请写明第几条、第几款、第几项。",
            BUSINESS_44_1,
        )
    if not high:
        unknown = [text for text in texts if text.level is levels.Level.UNKNOWN]
        named = "、".join(f"“{text.name}”（{text.level.value}）" for text in texts)
        yield ListRemark(
            Kind.LOW_BASIS,
            item.key,
            "basis",
            f"依据只有{named}，{'要看是不是法规' if unknown else '不是法律、法规或者国务院决定'}。",
            "请补写法律、法规或者国务院决定的条文；没有的，取消这份证明。",
            BUSINESS_44_1,
            sure=not unknown,
        )


# --- the name, the purpose, the bodies ------------------------------------------------------------------------


def _on_licences(item: ListedItem) -> Iterator[ListRemark]:
    held = naming.licences_in(item.name)
    if held:
        yield ListRemark(
            Kind.LICENCE,
            item.key,
            "name",
            f"“{'、'.join(held)}”是申请人手里已有的证照，不是要去开的证明。",
            "请改为核验证照原件或者电子证照，不列入证明目录。",
            BUSINESS_44_2,
            sure=len(held) == len(naming.papers_in(item.name)),
        )
    elif naming.shown_by_identity_card(item.name):
        yield ListRemark(
            Kind.LICENCE,
            item.key,
            "name",
            f"“{item.name}”多半用居民身份证、营业执照就能说明。",
            "请核对；证照能说明的，不列入证明目录。",
            BUSINESS_44_2,
            sure=False,
        )


def _on_own_paper(item: ListedItem) -> Iterator[ListRemark]:
    own = naming.own_papers_in(item.name)
    if own:
        yield ListRemark(
            Kind.OWN_PAPER,
            item.key,
            "name",
            f"“{'、'.join(own)}”由申请人自己写，不是别的单位出具的证明。",
            "请列入办事指南的申请材料，不列入证明目录。",
            PROOF_MEANING,
            sure=len(own) == len(naming.papers_in(item.name)),
        )


def _on_purpose(item: ListedItem) -> Iterator[ListRemark]:
    if not item.purpose.strip():
        yield ListRemark(
            Kind.NO_PURPOSE,
            item.key,
            "purpose",
            "没有写这份证明要说明什么。",
            "请写明要证明的事实，例如“家庭人均收入低于当地低保标准”。",
            BUSINESS_44_3,
        )
    elif naming.matter_stem(item.purpose) == naming.matter_stem(item.matter):
        yield ListRemark(
            Kind.PURPOSE,
            item.key,
            "purpose",
            f"用途“{item.purpose}”是所办的事项，没有说明要证明什么。",
            "请写明要证明的事实，不要重复事项名称。",
            BUSINESS_44_3,
        )


def _on_issuer(item: ListedItem) -> Iterator[ListRemark]:
    if not item.issuer.strip():
        yield ListRemark(
            Kind.NO_ISSUER,
            item.key,
            "issuer",
            "没有写由哪个单位开具。",
            "请写明开具单位；没有单位能开的，取消这份证明。",
            BUSINESS_44_2,
        )
        return
    issuing, asking = naming.bodies_in(item.issuer), naming.bodies_in(item.asked_by)
    own = issuing & asking
    same = naming.plain_name(item.issuer) == naming.plain_name(item.asked_by)
    if same or own:
        yield ListRemark(
            Kind.OWN_ISSUER,
            item.key,
            "issuer",
            f"“{item.asked_by}”索要，又由“{item.issuer}”开具，是同一系统自己开给自己看。",
            "请改为内部核查，不再向申请人要。",
            BUSINESS_44_2,
            sure=same or issuing == own,
        )


def _on_village(item: ListedItem, on: date) -> Iterator[ListRemark]:
    if naming.VILLAGE not in naming.bodies_in(item.issuer):
        return
    answer = village_committee_may_issue.on(on, item.name)
    near = next(
        (listed for listed in VILLAGE_COMMITTEE_MAY_NOT_ISSUE if listed.removesuffix("证明") in item.name), ""
    )
    if answer.ok is False:
        yield ListRemark(Kind.ISSUER, item.key, "issuer", answer.reason, answer.instead, answer.citation)
    elif near:
        yield ListRemark(
            Kind.ISSUER,
            item.key,
            "issuer",
            f"要村（居）委会开的内容里有清单上的“{near}”。",
            "请核对；属于清单的，改由掌握情况的机关开具或者由承办机关自己核查。",
            answer.citation,
            sure=False,
        )


# --- reasons, codes, numbers ----------------------------------------------------------------------------------


def _on_reasons(item: ListedItem) -> Iterator[ListRemark]:
    if item.retained and not item.retained_because.strip():
        yield ListRemark(
            Kind.UNREASONED,
            item.key,
            "retained_because",
            "列为保留、不实行告知承诺，没有写理由。",
            "请写明为什么不能用承诺代替。",
            CLAUSES["2.1-c"],
        )
    if not item.tested:
        yield ListRemark(
            Kind.UNTESTED,
            item.key,
            "pretests",
            "“八个一律取消”没有逐问答完并写明理由。",
            "请逐问回答；答“是”的，先取消。",
            BUSINESS_44_2,
        )


def _on_codes(item: ListedItem) -> Iterator[ListRemark]:
    for fault in item.code_faults:
        yield ListRemark(
            Kind.CODE, item.key, "codes", fault, "请对照政务服务事项管理系统里的编码改正。", ITEM_CODES
        )


def _on_effort(item: ListedItem) -> Iterator[ListRemark]:
    said = (
        ("uses_a_year", item.uses_a_year, MOST_USES, "件", "一年用到"),
        ("days_to_get", item.days_to_get, MOST_DAYS, "个工作日", "开出来要"),
        ("trips_to_get", item.trips_to_get, MOST_TRIPS, "趟", "开出来要跑"),
    )
    for field, number, most, unit, words in said:
        if number is not None and number > most:
            yield _effort(item, field, f"{words}{number}{unit}，不大可能。", "请核对是不是多写了一位。")
    if item.uses_a_year == 0:
        yield _effort(item, "uses_a_year", "一年没有用到过。", "请核对；确实没有人办的，考虑取消这份证明。")
    given = any(number is not None for _, number, *_ in said)
    if given and not item.effort_source.strip():
        yield _effort(item, "effort_source", "写了频次或者难度，没有写从哪里来。", "请写明统计的来源和年份。")


def _effort(item: ListedItem, field: str, reason: str, instead: str) -> ListRemark:
    return ListRemark(Kind.EFFORT, item.key, field, reason, instead, CLAUSES["2.1-a"], sure=False)


_CHECKS: tuple[Callable[[ListedItem], Iterator[ListRemark]], ...] = (
    _on_licences,
    _on_own_paper,
    _on_purpose,
    _on_issuer,
    _on_reasons,
    _on_codes,
    _on_effort,
)
