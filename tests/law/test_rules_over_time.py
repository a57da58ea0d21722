"""All rules at once: for each day since commencement exactly one reading, and reasons a citizen can read."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from yinuo.law import describe
from yinuo.law.adjusting import ChangeKind, FootingFacts, RevisionFacts
from yinuo.law.cancelling import CancelFacts
from yinuo.law.credit import EntryFact, Grade, RepairFacts, StandingFacts
from yinuo.law.decision import ItemState, SuggestionFacts, TakeBackFacts
from yinuo.law.eligibility import CreditRecord, EligibilityFacts, WithdrawalFacts, may_commit
from yinuo.law.grading import GradeFactors, GradeFacts, PublicityFacts
from yinuo.law.grammar import RULES, NotInForce
from yinuo.law.notice import NoticeFields, WordingFacts
from yinuo.law.oversight import DiligenceFacts, OverdueFacts
from yinuo.law.publishing import (
    ChoiceFacts,
    InsuranceChoice,
    PromiseWords,
    PublicityChoice,
    RetainedFacts,
)
from yinuo.law.risk import (
    InsuranceFacts,
    PrewarningFacts,
    PublicationFacts,
    may_offer_insurance,
    must_publish_letter,
)
from yinuo.law.scope import CANCEL_FIRST, ItemScope, Risk
from yinuo.law.untrue import HearingFacts, MismatchFacts, UntrueFacts
from yinuo.law.verification import PlanFacts, RateFacts

describe.describe()
NAMES = sorted(
    name for name, rule in RULES.items() if rule.versions[0].reading.__module__.startswith("yinuo.law.")
)
LAST = date(2031, 12, 31)
TODAY = date(2026, 6, 1)


def days(first):
    day = first
    while day <= LAST:
        yield day
        day += timedelta(days=1)


@pytest.mark.parametrize("name", NAMES)
def test_each_day_since_commencement_has_exactly_one_reading(name):
    versions = RULES[name].versions
    commenced = min(version.since for version in versions)

    assert all(sum(version.in_force(day) for version in versions) == 1 for day in days(commenced))
    assert not any(version.in_force(commenced - timedelta(days=1)) for version in versions)


@pytest.mark.parametrize("name", NAMES)
def test_before_its_commencement_a_rule_refuses_to_answer(name, worst):
    commenced = min(version.since for version in RULES[name].versions)

    with pytest.raises(NotInForce):
        RULES[name].on(commenced - timedelta(days=1), worst[name])


@pytest.fixture(scope="session")
def worst(place, calendar):
    """For each rule facts that speak against the person or the office."""
    record = CreditRecord("宿信认〔2026〕3号", "false_commitment", "作出虚假承诺", date(2026, 5, 11))
    eligibility = EligibilityFacts("无房证明", item_published=False, records=(record,))
    application = SuggestionFacts(
        commit_ok=may_commit.on(TODAY, eligibility),
        items=(ItemState("无房证明", "commit", settled=False),),
        notice_before_signature=False,
        checks_clear=False,
    )
    false = EntryFact("失1", "false_commitment", Grade.SERIOUS, date(2026, 2, 2))
    plan = PlanFacts(
        "low_income", "家庭是低保家庭", "", "strict", "watched", "", "", False, False, TODAY, place, calendar
    )  # fmt: skip
    cancelled = {test.key: {"answer": "yes", "reason": "查过了"} for test in CANCEL_FIRST}
    private, unfit = PublicationFacts(), InsuranceFacts(high_value=False, hard_to_check=True)
    return {
        "may_be_committed": ItemScope(frozenset(Risk)),
        "cancel_first": CancelFacts.of(cancelled),
        "choice_grounded": ChoiceFacts(),
        "retained_reasoned": RetainedFacts(retained=True),
        "publicity_fits": PublicityChoice(must_publish_letter.on(TODAY, private), public=True),
        "insurance_fits": InsuranceChoice(may_offer_insurance.on(TODAY, unfit), required=True),
        "promise_clear": PromiseWords((("适用条件", "家庭收入较低以及其他情形"),)),
        "village_committee_may_issue": "亲属关系证明",
        "needs_a_basis": "",
        "may_commit": eligibility,
        "may_withdraw": WithdrawalFacts(closed=True, decided=True, reason=""),
        "notice_complete": NoticeFields(),
        "wording_clear": WordingFacts(NoticeFields(materials="身份证等材料")),
        "plan_line": plan,
        "may_inspect_at_rate": RateFacts(3, 1),
        "on_mismatch": MismatchFacts(decided=True, differences=("已停保",)),
        "dispositions": UntrueFacts(
            decided=True, intent_shown=True, corrected=False, representation="pending"
        ),
        "may_decide_against": HearingFacts(told=False, answered=False, due_on=TODAY),
        "suggestion": application,
        "may_decide_at_once": application,
        "may_take_back": TakeBackFacts(60, True, place),
        "grade_suggestion": GradeFacts(
            GradeFactors(amount_fen=10**9, intent_shown=True, resisted=True), place
        ),
        "measures": Grade.SERIOUS,
        "publicity": PublicityFacts(Grade.SERIOUS, TODAY, place),
        "standing": StandingFacts((false,)),
        "repair_conditions": RepairFacts(Grade.SERIOUS, TODAY, False, False, TODAY, place),
        "must_publish_letter": PublicationFacts(third_party_interest=True),
        "prewarning": PrewarningFacts(3, 3, 9, 9, place),
        "may_offer_insurance": InsuranceFacts(high_value=False, hard_to_check=False),
        "revision_due": RevisionFacts(TODAY, TODAY, place, calendar),
        "keeps_a_basis": FootingFacts(ChangeKind.REPEALED, "《契税暂行条例》第六条", TODAY, 0),
        "overdue": OverdueFacts(date(2026, 1, 5), None, place, calendar),
        "due_diligence": DiligenceFacts(frozenset()),
    }


def test_every_rule_is_looked_at_here(worst):
    assert sorted(worst) == NAMES


@pytest.mark.clause("1-b")
@pytest.mark.parametrize("name", NAMES)
def test_a_refusal_always_carries_why_article_and_what_can_be_done_instead(name, worst):
    answer = RULES[name].on(TODAY, worst[name])

    assert answer.rule == name
    assert answer.reason
    assert answer.citation.place
    assert answer.citation.text
    if answer.ok is False:
        assert answer.instead


@pytest.mark.clause("1-b")
@pytest.mark.parametrize("name", NAMES)
def test_reasons_are_plain_chinese_sentences(name, worst):
    for part in RULES[name].on(TODAY, worst[name]).walk():
        assert part.reason.endswith("。"), part.reason
        assert "。。" not in part.reason + part.instead
        assert not re.search(r"[A-Za-z_]{2,}", part.reason + part.instead), part.reason
        assert not part.instead or part.instead.endswith("。")


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_tree_is_kept_as_plain_json_without_floats(name, worst):
    def walk(value):
        assert value is None or type(value) in (bool, int, str, dict, list) or isinstance(value, str), value
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(part)

    walk(RULES[name].on(TODAY, worst[name]).as_json())
