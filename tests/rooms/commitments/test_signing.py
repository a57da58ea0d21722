"""Told, confirmed, signed: one act, one letter, and nothing without the notice before it."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from tests.cast import CONDITIONS, open_to_some
from tests.conftest import AT

from yinuo.applications import actions as applications
from yinuo.applications.models import Application
from yinuo.casefile.models import CaseFile
from yinuo.casefile.queries import first_break
from yinuo.commitments import actions
from yinuo.commitments.actions.signing import Signature
from yinuo.commitments.models import Commitment, NoticeShowing
from yinuo.documents.models import Delivery, Document
from yinuo.law.grammar import Refused
from yinuo.law.notice import MUST_CONFIRM, STATEMENTS


def signature_of(account: Any) -> Signature:
    return Signature(picture=None, typed_name=account.name, identity_end=account.subject.id_number[-4:])


def ready_to_sign(
    city: Any, who: Any = None, *, confirm: bool = True, matter: Any = None, answers: Any = None
) -> Application:
    who = who or city.lin
    filled = {"cause": "请求支付赡养费"} if answers is None else answers
    application = applications.open_draft(matter=matter or city.matter, applicant=who.subject, by=who, at=AT)
    item = application.items.get()
    applications.choose_route(application_id=application.pk, item_id=item.pk, route="commit", by=who, at=AT)
    applications.save_draft(application_id=application.pk, answers=filled, revision=None, by=who, at=AT)
    actions.show_notice(application_id=application.pk, item_id=item.pk, by=who, at=AT)
    for key in MUST_CONFIRM if confirm else ():
        actions.confirm_clause(
            application_id=application.pk, item_id=item.pk, key=key, by=who, at=AT + timedelta(minutes=1)
        )
    return application


def sign(city: Any, application: Application, who: Any = None) -> list[Commitment]:
    who = who or city.lin
    return actions.sign(
        application_id=application.pk, signature=signature_of(who), by=who, at=AT + timedelta(minutes=3)
    )


@pytest.mark.clause("2.3-a")
def test_the_notice_shown_is_kept_with_version_digest_and_times(city):
    application = ready_to_sign(city)

    showing = NoticeShowing.objects.get(application_item__application=application)
    assert showing.text_digest == city.version.text_digest
    assert set(showing.confirmed) == set(MUST_CONFIRM)
    assert showing.confirmed_at > showing.shown_at


@pytest.mark.clause("2.3-c")
def test_the_letter_holds_the_four_statements_the_facts_and_the_plan_and_is_delivered(city):
    application = ready_to_sign(city)

    [commitment] = sign(city, application)

    letter = Document.objects.get(pk=commitment.letter_id)
    assert len(letter.content["statements"]) == len(STATEMENTS) == 4
    assert [fact["text"] for fact in letter.content["facts"]] == ["本人家庭正在享受最低生活保障", "请求事项"]
    assert letter.content["plan"][0]["standard"] == "低保状态为“在享”"
    assert commitment.plan[0]["method"] == "data"
    assert Delivery.objects.filter(document=letter, to=city.lin.subject).exists()
    assert Application.objects.get(pk=application.pk).status == "submitted"
    assert first_break(CaseFile.objects.get(pk=application.case_file_id)) is None


@pytest.mark.clause("2.1-c")
def test_the_letter_holds_the_conditions_of_the_version_it_was_signed_under(city):
    version = open_to_some(city)
    application = ready_to_sign(city, matter=version.item.matter, answers={})

    [commitment] = sign(city, application)

    assert tuple(Document.objects.get(pk=commitment.letter_id).content["conditions"]) == CONDITIONS


def test_the_letter_of_an_item_open_to_everybody_holds_no_condition(city):
    [commitment] = sign(city, ready_to_sign(city))

    assert not Document.objects.get(pk=commitment.letter_id).content["conditions"]


@pytest.mark.clause("2.3-c")
def test_nothing_is_signed_before_the_notice_was_confirmed(city):
    application = ready_to_sign(city, confirm=False)

    with pytest.raises(Refused, match="告知书还没有确认"):
        sign(city, application)
    assert not Commitment.objects.exists()
    assert Application.objects.get(pk=application.pk).status == "draft"


def test_a_wrong_identity_end_or_name_signs_nothing(city):
    application = ready_to_sign(city)

    for bad, said in (
        (Signature(None, city.lin.name, "0000"), "后四位不对"),
        (Signature(None, "别人", city.lin.subject.id_number[-4:]), "姓名"),
    ):
        with pytest.raises(Refused, match=said):
            actions.sign(
                application_id=application.pk, signature=bad, by=city.lin, at=AT + timedelta(minutes=3)
            )
    assert not Commitment.objects.exists()


def test_a_missing_answer_is_named(city):
    application = applications.open_draft(matter=city.matter, applicant=city.lin.subject, by=city.lin, at=AT)
    item = application.items.get()
    applications.choose_route(
        application_id=application.pk, item_id=item.pk, route="commit", by=city.lin, at=AT
    )

    with pytest.raises(Refused, match="请求事项"):
        sign(city, application)


@pytest.mark.race
def test_a_double_click_on_sign_makes_one_letter(committed_city):
    city, gate, outcomes = committed_city, Barrier(2), []
    application = ready_to_sign(city)

    def click() -> None:
        gate.wait()
        try:
            outcomes.append(len(sign(city, application)))
        except Refused:
            outcomes.append("refused")
        connection.close()

    clicks = [Thread(target=click) for _ in range(2)]
    [c.start() for c in clicks]
    [c.join() for c in clicks]

    assert sorted(map(str, outcomes)) == ["1", "refused"]
    assert Commitment.objects.count() == Document.objects.count() == 1


@pytest.mark.clause("2.6-c")
def test_withdrawal_before_closing_leads_to_the_proof_route_with_nothing_lost(city):
    application = ready_to_sign(city)
    [commitment] = sign(city, application)

    actions.withdraw(
        commitment_id=commitment.pk,
        reason="找到了低保证原件，想改交证明",
        by=city.lin,
        at=AT + timedelta(minutes=9),
    )

    kept = Application.objects.get(pk=application.pk)
    assert kept.status == "evidence_asked"
    assert kept.answers == {"cause": "请求支付赡养费"}
    assert kept.items.get().route == "proof"
    assert Commitment.objects.get(pk=commitment.pk).status == "withdrawn"


def test_withdrawing_twice_or_by_a_stranger_is_refused(city):
    application = ready_to_sign(city)
    [commitment] = sign(city, application)
    with pytest.raises(Refused, match="不是申请人"):
        actions.withdraw(commitment_id=commitment.pk, reason="想改交证明", by=city.tao, at=AT)

    actions.withdraw(
        commitment_id=commitment.pk, reason="想改交证明", by=city.lin, at=AT + timedelta(minutes=9)
    )
    with pytest.raises(Refused):
        actions.withdraw(
            commitment_id=commitment.pk, reason="想改交证明", by=city.lin, at=AT + timedelta(minutes=9)
        )
