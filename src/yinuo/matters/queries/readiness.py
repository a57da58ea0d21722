"""What the law says of publishing a version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from yinuo.law.cancelling import CancelFacts, cancel_first
from yinuo.law.grammar import Conclusion
from yinuo.law.notice import WordingFacts, notice_complete, wording_clear
from yinuo.law.publishing import (
    ChoiceFacts,
    InsuranceChoice,
    PromiseWords,
    PublicityChoice,
    RetainedFacts,
    choice_grounded,
    insurance_fits,
    promise_clear,
    publicity_fits,
    retained_reasoned,
)
from yinuo.law.risk import InsuranceFacts, PublicationFacts, may_offer_insurance, must_publish_letter
from yinuo.law.scope import ItemScope, Risk, may_be_committed, needs_a_basis, village_committee_may_issue
from yinuo.law.texts import BUSINESS_44_2, CLAUSES
from yinuo.matters.content import notice_fields
from yinuo.matters.models import CopiedSetup, ItemVersion, ProofItem
from yinuo.matters.queries.wording import texts_of
from yinuo.matters.terms import Insurance, Terms


def readiness(
    version: ItemVersion, *, on: date, answered: Mapping[str, str] | None = None
) -> list[Conclusion[Any]]:
    """What the law says of publishing a version: class, scope, basis, completeness, wording, what goes with it, issuer.

    Args:
        version: with its item and matter.
        on: the day of publication.
        answered: remarked words kept, each with the reason; the editor's own answers where none are given.

    Returns:
        One conclusion for each point; those with ``ok`` false stand against publication.
    """
    item, fields = version.item, notice_fields(version.notice)
    kept = tuple((version.answers if answered is None else answered).items())
    found = [
        _class_allows(item),
        may_be_committed.on(on, scope_of(item)),
        needs_a_basis.on(on, fields.basis),
        notice_complete.on(on, fields),
        wording_clear.on(on, WordingFacts(fields, kept)),
        promise_clear.on(on, PromiseWords(_promised(version), kept)),
        *_terms(version, public=fields.public, on=on),
        *judged(item, on=on),
    ]
    # An editor who begins is shown what stands against a version that is not stored yet.
    copied = CopiedSetup.objects.filter(version_id=version.pk).first() if version.pk is not None else None
    if copied is not None:
        found.append(_copy_checked(copied))
    if "村" in item.issuer or "居民委员会" in item.issuer:
        found.append(village_committee_may_issue.on(on, item.name))
    return found


def _copy_checked(copied: CopiedSetup) -> Conclusion[bool]:
    if copied.checked_at is not None or not copied.flags:
        return Conclusion(True, CLAUSES["4.1-b"], "复制来的内容已经逐条核对。", ok=True)
    return Conclusion(
        False,
        CLAUSES["4.1-b"],
        f"复制来的内容还有 {len(copied.flags)} 处写着原单位的情况，没有核对。",
        ok=False,
        instead="请逐条改成本单位的，再点“已经核对”。",
    )


def judged(item: ProofItem, *, on: date) -> list[Conclusion[Any]]:
    """What the law says of an item whether or not anything has been written for it: the eight questions, the choice.

    Args:
        item: with its matter.
        on: the day.
    """
    return [
        cancel_first.on(on, CancelFacts.of(item.pretests)),
        choice_grounded.on(
            on,
            ChoiceFacts(
                item.uses_a_year,
                item.days_to_get,
                item.trips_to_get,
                item.effort_source,
                item.matter.get_field_display() if item.matter.field else "",
            ),
        ),
    ]


def excluded(item: ProofItem, *, on: date) -> list[Conclusion[Any]]:
    """What the law says of keeping an item without commitment: its risks, and whether that is reasoned."""
    scope = scope_of(item)
    retained = item.row_class == ProofItem.RowClass.RETAINED or bool(scope.risks)
    return [
        may_be_committed.on(on, scope),
        retained_reasoned.on(on, RetainedFacts(retained, item.retained_because)),
    ]


def scope_of(item: ProofItem) -> ItemScope:
    """The risks of an item with the reasons the agency wrote."""
    return ItemScope(
        frozenset(Risk[name] for name in item.risks),
        tuple((Risk[name], str(why)) for name, why in item.risk_reasons.items() if name in Risk.__members__),
        item.no_risk_because,
    )


def _promised(version: ItemVersion) -> tuple[tuple[str, str], ...]:
    return tuple((one.title, one.text) for one in texts_of(version) if not one.field.startswith("notice."))


def _terms(version: ItemVersion, *, public: bool, on: date) -> Iterator[Conclusion[Any]]:
    terms = Terms.from_json(version.terms)
    grounds = PublicationFacts(terms.public_interest, terms.third_party_interest, terms.hard_to_check)
    yield publicity_fits.on(on, PublicityChoice(must_publish_letter.on(on, grounds), public))
    may = may_offer_insurance.on(on, InsuranceFacts(terms.high_value, terms.hard_to_check))
    yield insurance_fits.on(on, InsuranceChoice(may, terms.insurance == Insurance.REQUIRED.name))


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
