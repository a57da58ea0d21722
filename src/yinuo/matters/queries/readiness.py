"""What the law says of publishing a version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from yinuo.law.grammar import Conclusion
from yinuo.law.notice import WordingFacts, notice_complete, wording_clear
from yinuo.law.scope import ItemScope, Risk, may_be_committed, needs_a_basis, village_committee_may_issue
from yinuo.law.texts import BUSINESS_44_2, CLAUSES
from yinuo.matters.content import notice_fields
from yinuo.matters.models import ItemVersion, ProofItem


def readiness(
    version: ItemVersion, *, on: date, answered: Mapping[str, str] | None = None
) -> list[Conclusion[Any]]:
    """What the law says of publishing a version: class, scope, basis, issuer, completeness, wording.

    Args:
        version: with its item.
        on: the day of publication.
        answered: remarked words kept, each with the reason.

    Returns:
        One conclusion for each point; those with ``ok`` false stand against publication.
    """
    item, fields = version.item, notice_fields(version.notice)
    found = [
        _class_allows(item),
        may_be_committed.on(on, ItemScope(frozenset(Risk[name] for name in item.risks))),
        needs_a_basis.on(on, fields.basis),
        notice_complete.on(on, fields),
        wording_clear.on(on, WordingFacts(fields, tuple((answered or {}).items()))),
    ]
    if "村" in item.issuer or "居民委员会" in item.issuer:
        found.append(village_committee_may_issue.on(on, item.name))
    return found


def _class_allows(item: ProofItem) -> Conclusion[bool]:
    label = item.get_row_class_display()
    if item.row_class in {ProofItem.RowClass.SHARED, ProofItem.RowClass.VILLAGE}:
        return Conclusion(
            False,
            BUSINESS_44_2,
            f"这份证明在来源中的类别是“{label}”，不得再向申请人索要。",
            ok=False,
            instead="请由机关自己查询核验，不要编入告知承诺目录。",
        )
    if item.row_class == ProofItem.RowClass.RETAINED:
        return Conclusion(
            False,
            CLAUSES["2.1-a"],
            f"这份证明在来源中的类别是“{label}”。",
            ok=False,
            instead="如要改为实行告知承诺，请先由本市重新确定这份证明的类别。",
        )
    return Conclusion(
        True, CLAUSES["2.1-a"], f"这份证明在来源中的类别是“{label}”，可以编入告知承诺目录。", ok=True
    )
