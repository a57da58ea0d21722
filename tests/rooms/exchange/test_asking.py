"""Questions to registers: bound to purpose and basis, sealed, noted, and never an exception when a register is down."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.conftest import AT
from tests.rooms.commitments.test_signing import ready_to_sign
from tests.rooms.exchange.odd_server import GOOD, hang, odd_server, raw, say

from yinuo.casefile.models import Entry
from yinuo.casefile.queries import first_break
from yinuo.exchange import queries
from yinuo.exchange.actions import ask
from yinuo.exchange.models import Query, Source
from yinuo.law.grammar import Refused
from yinuo.law.texts import CLAUSES
from yinuo.people.models import PersonalDataAccess

BASIS = CLAUSES["2.4-f"]


def question(city: Any, odd: Any = None, **changed: Any) -> Query:
    if odd is not None:
        Source.objects.filter(pk=city.source.pk).update(address=odd.address)
    wish = {
        "source_key": "low-income",
        "subject": city.lin.subject,
        "purpose": "核查承诺",
        "basis": BASIS,
        "case_file_id": None,
        "by": None,
        "at": AT,
    }
    return ask(**{**wish, **changed})


@pytest.mark.clause("2.4-e")
def test_an_answer_is_kept_sealed_with_purpose_and_basis(city):
    with odd_server(say(GOOD)) as odd:
        query = question(city, odd)

    kept = Query.objects.get(pk=query.pk)
    assert (kept.outcome, kept.purpose, kept.basis) == ("answered", "核查承诺", BASIS.label)
    assert queries.answer(kept) == {"status": "在享"}
    assert queries.is_as_sealed(kept)
    asked = odd.got[0]["body"]
    assert asked == kept.asked
    assert asked["id_number"] == city.lin.subject.id_number
    with connection.cursor() as cursor:
        cursor.execute("SELECT asked, answered FROM exchange_query WHERE id = %s", [kept.pk])
        stored = b"".join(bytes(part) for part in cursor.fetchone())
    assert city.lin.subject.id_number.encode() not in stored
    assert "在享".encode() not in stored


def test_a_kept_answer_cannot_be_changed_or_deleted(city):
    with odd_server(say(GOOD)) as odd:
        query = question(city, odd)

    for change in (
        lambda: Query.objects.update(outcome="failed"),
        lambda: Query.objects.filter(pk=query.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_an_answer_that_was_tampered_with_no_longer_fits_its_seal(city):
    with odd_server(say(GOOD)) as odd:
        query = question(city, odd)

    query.answered = {**query.answered, "record": {"status": "停发"}}
    assert not queries.is_as_sealed(query)


@pytest.mark.clause("2.5-f")
@pytest.mark.parametrize(
    ("purpose", "basis", "said"), [("", BASIS, "用途"), ("   ", BASIS, "用途"), ("核查", None, "依据")]
)
def test_without_purpose_or_basis_nothing_leaves_the_house(city, purpose, basis, said):
    with odd_server(say(GOOD)) as odd:
        with pytest.raises(Refused, match=said) as refused:
            question(city, odd, purpose=purpose, basis=basis)
        assert odd.got == []

    assert refused.value.refusal.citation.label == "《个人信息保护法》第三十四条"
    assert not Query.objects.exists()


def test_a_question_for_a_case_leaves_an_entry_with_the_seal_and_no_personal_data(city):
    application = ready_to_sign(city)
    with odd_server(say(GOOD)) as odd:
        query = question(city, odd, case_file_id=application.case_file_id)

    entry = Entry.objects.filter(case_file=application.case_file_id).latest("number")
    assert entry.step == "exchange.ask"
    assert entry.facts["digest"] == query.digest
    assert city.lin.subject.id_number not in str(entry.facts)
    application.case_file.refresh_from_db()
    assert first_break(application.case_file) is None


@pytest.mark.clause("2.5-f")
def test_a_person_sees_who_asked_about_him_and_why(city):
    application = ready_to_sign(city)
    with odd_server(say(GOOD)) as odd:
        question(city, odd, by=city.sun, case_file_id=application.case_file_id)
        question(city, odd, by=city.lin)

    [noted] = PersonalDataAccess.objects.filter(subject=city.lin.subject)
    assert (noted.account, noted.what, noted.purpose) == (city.sun, "查询低收入人口数据", "核查承诺")
    assert noted.case_number == application.number
    assert queries.asked_about([city.lin.subject_id]).count() == 2


@pytest.mark.parametrize("who", ["tao", "feng", "qian"])
def test_strangers_other_agencies_and_editors_may_not_ask(city, who):
    application = ready_to_sign(city)
    with odd_server(say(GOOD)) as odd:
        with pytest.raises(Refused, match="不能查询"):
            question(city, odd, by=getattr(city, who), case_file_id=application.case_file_id)
        assert odd.got == []


def test_an_officer_needs_a_case_to_ask_for(city):
    with pytest.raises(Refused, match="没有对应的案卷"):
        question(city, by=city.sun)


def test_a_register_without_the_person_answers_not_found(city):
    with odd_server(say({"found": False}, 404)) as odd:
        query = question(city, odd)

    assert query.outcome == "not_found"
    assert queries.answer(query) == {}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (say({}, 503), "系统出错"),
        (hang(3), "没有应答"),
        (raw(200, b"<html>"), "读懂"),
        (say({"found": 1}), "约定"),
    ],
)
def test_an_outage_is_an_outcome_with_a_sentence(city, answer, said):
    Source.objects.update(timeout_ms=300)
    with odd_server(answer) as odd:
        query = question(city, odd)

    assert query.outcome == "failed"
    assert said in query.problem
    assert query.problem.startswith("低收入人口数据：")
    assert queries.is_as_sealed(query)


@pytest.mark.clause("2.4-e")
def test_after_three_failures_a_register_rests_and_one_question_tries_it_again(city):
    with odd_server(raw(200, b"?")) as odd:
        for _ in range(3):
            question(city, odd)
        assert len(odd.got) == 3
        resting = question(city, odd, at=AT + timedelta(seconds=30))
        assert len(odd.got) == 3
        assert "暂停查询" in resting.problem
        assert queries.is_resting(queries.source("low-income"), AT + timedelta(seconds=30))
        [health] = queries.health(at=AT + timedelta(seconds=30))
        assert health.state == "resting"

    with odd_server(say(GOOD)) as odd:
        assert question(city, odd, at=AT + timedelta(minutes=2)).outcome == "answered"

    source = queries.source("low-income")
    assert (source.failures, source.rests_until) == (0, None)
    assert queries.health(at=AT + timedelta(minutes=2))[0].state == "answering"


def test_a_source_switched_off_is_not_asked(city):
    Source.objects.update(enabled=False)
    with odd_server(say(GOOD)) as odd:
        query = question(city, odd)
        assert odd.got == []

    assert (query.outcome, "已停用" in query.problem) == ("failed", True)


def test_an_unknown_source_is_a_mistake_of_the_caller(city):
    with pytest.raises(Source.DoesNotExist):
        question(city, source_key="no-such")
    assert queries.source("no-such") is None


def test_a_question_inside_a_transaction_is_refused_so_that_nothing_is_locked_while_waiting(committed_city):
    with odd_server(say(GOOD)) as odd:
        with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
            question(committed_city, odd)
        assert odd.got == []


@pytest.mark.race
def test_of_many_questions_to_a_rested_register_one_tries_it_and_the_others_do_not_wait(committed_city):
    city, gate, outcomes = committed_city, Barrier(4), []
    with odd_server(hang(0.5)) as odd:
        Source.objects.update(failures=3, rests_until=AT, address=odd.address)

        def one() -> None:
            gate.wait()
            outcomes.append(question(city, at=AT + timedelta(seconds=1)).outcome)
            connection.close()

        threads = [Thread(target=one) for _ in range(4)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        assert len(odd.got) == 1

    assert sorted(outcomes) == ["answered", "failed", "failed", "failed"]
    assert Source.objects.get().failures == 0


@pytest.mark.race
def test_failures_at_once_are_all_counted(committed_city):
    city, gate = committed_city, Barrier(3)
    with odd_server(raw(200, b"?")) as odd:
        Source.objects.update(address=odd.address)

        def one() -> None:
            gate.wait()
            question(city)
            connection.close()

        threads = [Thread(target=one) for _ in range(3)]
        [t.start() for t in threads]
        [t.join() for t in threads]

    assert Source.objects.get().failures == 3
    assert queries.is_resting(Source.objects.get(), AT + timedelta(seconds=30))
