from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.grammar import Citation, Law, Refused
from yinuo.law.lifecycle import LIFECYCLES, Lifecycle, Step

LAW = Law("trial", "试行法", "试行法", date(2020, 1, 1))
STATUSES = {"draft": "草稿", "submitted": "已提交", "accepted": "已受理", "closed": "已办结"}


def step(name, sources, target, title="", **more):
    return Step(
        name,
        title or name,
        frozenset(sources),
        target,
        more.pop("by", "officer"),
        **{"basis": LAW.article(3)} | more,
    )


def application(**changes):
    words = {
        "name": "trial_application",
        "title": "申请",
        "statuses": dict(STATUSES),
        "start": "draft",
        "ends": frozenset({"closed"}),
        "steps": (
            step("submit", ["draft"], "submitted", "提交", by="applicant"),
            step("accept", ["submitted"], "accepted", "受理"),
            step("close", ["submitted", "accepted"], "closed", "办结"),
        ),
    }
    return Lifecycle(**words | changes)


@pytest.fixture(autouse=True)
def apart(own_registries):
    """Each test makes life cycles of its own."""


def test_a_sound_life_cycle_has_no_problems_and_is_registered():
    lifecycle = application()

    assert lifecycle.problems() == []
    assert LIFECYCLES["trial_application"] is lifecycle


def test_two_life_cycles_may_not_bear_one_name():
    application()

    with pytest.raises(ValueError, match="two life cycles"):
        application()


def test_the_steps_open_from_a_status_come_in_the_order_of_the_table():
    assert [s.name for s in application().open_from("submitted")] == ["accept", "close"]
    assert application(name="another").open_from("closed") == ()


def test_an_open_step_is_handed_back_so_that_its_target_can_be_written():
    assert application().refuse_unless_open("accept", "submitted").target == "accepted"


@pytest.mark.clause("1-b")
def test_a_step_that_is_not_open_is_refused_with_status_article_and_what_is_open():
    with pytest.raises(Refused) as refused:
        application().refuse_unless_open("accept", "draft")

    refusal = refused.value.refusal
    assert refusal.what == "现在不能“受理”"
    assert "“草稿”" in refusal.why
    assert "“已提交”" in refusal.why
    assert refusal.citation == LAW.article(3)
    assert refusal.instead == "现在可以办的是：“提交”。"


def test_at_an_end_the_refusal_says_that_it_is_over():
    with pytest.raises(Refused, match="已经结束"):
        application().refuse_unless_open("submit", "closed")


def test_a_step_or_a_status_nobody_knows_is_a_fault_and_no_refusal():
    lifecycle = application()

    with pytest.raises(KeyError, match="no step vanish"):
        lifecycle.refuse_unless_open("vanish", "draft")
    with pytest.raises(KeyError, match="no status lost"):
        lifecycle.open_from("lost")


def test_the_diagram_draws_every_step_from_every_source():
    diagram = application().diagram()

    assert diagram.startswith("stateDiagram-v2\n")
    assert '    state "已受理" as accepted' in diagram
    assert "    [*] --> draft" in diagram
    assert "    submitted --> closed: 办结" in diagram
    assert "    accepted --> closed: 办结" in diagram
    assert "    closed --> [*]" in diagram


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"statuses": STATUSES | {"lost": "失落"}}, "no step reaches lost"),
        ({"ends": frozenset()}, "closed has no exit"),
        ({"start": "nowhere"}, "the status nowhere has no title"),
        ({"statuses": STATUSES | {"accepted": "已提交"}}, "two statuses are titled 已提交"),
        ({"steps": (step("submit", ["draft"], "closed"), step("submit", ["draft"], "submitted"))}, "two steps are named"),
        ({"steps": (step("submit", [], "closed"),)}, "submit has no source"),
        ({"steps": (step("submit", ["draft"], "closed", by=" "),)}, "submit names no role"),
        ({"steps": (step("submit", ["draft"], "closed", basis=Citation(LAW, "")),)}, "submit has no basis"),
        ({"steps": (step("submit", ["draft"], "gone"),)}, "the status gone has no title"),
        ({"steps": (step("wait", ["draft"], "draft"),)}, "draft has no exit"),
    ],
)  # fmt: skip
def test_a_faulty_table_names_its_problem(changes, problem):
    assert any(problem in found for found in application(**changes).problems())


@given(st.sampled_from(sorted(STATUSES)), st.sampled_from(["submit", "accept", "close"]))
def test_a_step_is_either_open_or_refused_with_a_reason(status, name):
    lifecycle = LIFECYCLES.get("trial_application") or application()

    is_open = name in {found.name for found in lifecycle.open_from(status)}

    refusal = lifecycle.refusal(name, status)
    assert (refusal is None) == is_open
    assert refusal is None or (refusal.why and refusal.citation.place and refusal.instead)
