"""Decisions: with reasons, once, taken back only within minutes, never refused by a machine."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests.conftest import AT
from tests.rooms.commitments.test_signing import ready_to_sign, sign

from yinuo.applications import actions as applications
from yinuo.applications.models import Application
from yinuo.commitments import actions as commitments
from yinuo.decisions import actions
from yinuo.decisions.models import Decision
from yinuo.documents.models import Delivery, Document
from yinuo.law.grammar import Refused

LATER = AT + timedelta(minutes=5)


def filed(city: Any, who: Any = None) -> Application:
    application = ready_to_sign(city, who)
    sign(city, application, who)
    return application


def cleared(city: Any) -> Application:
    application = filed(city)
    return applications.report_checks(
        application_id=application.pk,
        clear=True,
        report=[{"fact": "低保", "outcome": "agrees", "note": ""}],
        at=LATER,
    )


def test_a_grant_is_delivered_with_reasons_and_the_remark_that_it_rests_on_a_promise(city):
    application = cleared(city)

    decision = actions.decide(application_id=application.pk, kind="grant", reason="", by=city.zhou, at=LATER)

    content = Document.objects.get(pk=decision.document_id).content
    assert content["letters"] == [application.case_file.commitments.get().letter.number]
    assert content["reasons"][0]["children"]
    assert Delivery.objects.filter(document=decision.document_id).exists()
    assert Application.objects.get(pk=application.pk).status == "decided"


@pytest.mark.clause("1-b")
def test_a_refusal_needs_reasons_and_tells_both_remedies(city):
    application = cleared(city)
    with pytest.raises(Refused, match="理由"):
        actions.decide(application_id=application.pk, kind="refusal", reason="不行", by=city.zhou, at=LATER)

    decision = actions.decide(
        application_id=application.pk,
        kind="refusal",
        reason="请求事项不在法律援助范围之内，详见说明。",
        by=city.zhou,
        at=LATER,
    )
    remedies = Document.objects.get(pk=decision.document_id).content["remedies"]
    assert (remedies["review_period"], remedies["suit_period"]) == ("60日", "6个月")


def test_an_officer_of_another_agency_and_a_verifier_may_not_decide(city):
    application = cleared(city)

    for who in (city.feng, city.sun, city.lin, city.wang):
        with pytest.raises(Refused, match="审批人可以决定"):
            actions.decide(application_id=application.pk, kind="grant", reason="", by=who, at=LATER)


def test_what_is_clear_is_decided_at_once_and_only_once(city):
    application = cleared(city)

    first = actions.decide_at_once(application_id=application.pk, at=LATER)
    second = actions.decide_at_once(application_id=application.pk, at=LATER)

    assert (first.at_once, first.kind, first.decided_by) == (True, "grant", None)
    assert second is None


def test_nothing_is_decided_at_once_before_the_checks_are_clear(city):
    application = filed(city)

    assert actions.decide_at_once(application_id=application.pk, at=LATER) is None


def test_the_database_refuses_an_automatic_refusal(city):
    application = cleared(city)
    decision = actions.decide(
        application_id=application.pk,
        kind="refusal",
        reason="请求事项不在法律援助范围之内，详见说明。",
        by=city.zhou,
        at=LATER,
    )
    with pytest.raises(IntegrityError, match="only_grants_at_once"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(at_once=True)


@pytest.mark.race
def test_of_two_officers_at_once_one_decides_and_the_other_is_told_who(committed_city):
    city, gate, said = committed_city, Barrier(2), []
    application = cleared(city)

    def press(officer: Any, kind: str) -> None:
        gate.wait()
        try:
            actions.decide(
                application_id=application.pk,
                kind=kind,
                reason="请求事项不在法律援助范围之内，详见说明。",
                by=officer,
                at=LATER,
            )
            said.append("done")
        except Refused as refused:
            said.append(str(refused))
        connection.close()

    presses = [Thread(target=press, args=a) for a in ((city.zhou, "grant"), (city.second, "refusal"))]
    [p.start() for p in presses]
    [p.join() for p in presses]

    assert said.count("done") == 1
    assert any("没有重复决定" in s for s in said)
    assert Decision.objects.count() == 1


@pytest.mark.race
def test_withdrawal_against_decision_has_one_winner(committed_city):
    city, gate, said = committed_city, Barrier(2), []
    application = cleared(city)
    commitment = application.case_file.commitments.get()

    def decide() -> None:
        gate.wait()
        try:
            actions.decide(application_id=application.pk, kind="grant", reason="", by=city.zhou, at=LATER)
            said.append("decided")
        except Refused:
            said.append("refused")
        connection.close()

    def withdraw() -> None:
        gate.wait()
        try:
            commitments.withdraw(commitment_id=commitment.pk, reason="想改交证明", by=city.lin, at=LATER)
            said.append("withdrawn")
        except Refused:
            said.append("refused")
        connection.close()

    acts = [Thread(target=decide), Thread(target=withdraw)]
    [a.start() for a in acts]
    [a.join() for a in acts]

    assert sorted(said) in (["decided", "refused"], ["refused", "withdrawn"])
    status = Application.objects.get(pk=application.pk).status
    assert status == ("decided" if "decided" in said else "evidence_asked")


def test_a_decision_is_taken_back_within_minutes_and_the_case_goes_on(city):
    application = cleared(city)
    decision = actions.decide_at_once(application_id=application.pk, at=LATER)

    actions.take_back(decision_id=decision.pk, reason="点错了", by=city.zhou, at=LATER + timedelta(minutes=2))

    assert Application.objects.get(pk=application.pk).status == "submitted"
    assert actions.decide_at_once(application_id=application.pk, at=LATER + timedelta(minutes=3)) is None


def test_a_decision_is_not_taken_back_late_or_once_read(city):
    application = cleared(city)
    decision = actions.decide(application_id=application.pk, kind="grant", reason="", by=city.zhou, at=LATER)

    with pytest.raises(Refused, match="不能收回"):
        actions.take_back(
            decision_id=decision.pk, reason="点错了", by=city.zhou, at=LATER + timedelta(minutes=6)
        )
