"""Messages that leave the house: kept with the act, sent after it, taken once, given up visibly."""

from __future__ import annotations

import time
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import httpx
import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.conftest import AT, ON
from tests.rooms.commitments.test_signing import ready_to_sign
from tests.rooms.exchange.odd_server import cut, odd_server, raw, say

from yinuo.casefile.models import Entry
from yinuo.exchange import actions, connectors, queries
from yinuo.exchange.actions.sending import LEASE, MOST_ATTEMPTS, wait_after
from yinuo.exchange.models import OutboxMessage
from yinuo.law.grammar import Refused
from yinuo_demo.registers import running_registers


def posted(key: str = "determination:1", **changed: Any) -> OutboxMessage:
    wish = {
        "key": key,
        "receiver": "credit-platform",
        "kind": "determination",
        "payload": {"name": "陶一川", "grade": "minor"},
        "case_file_id": None,
        "at": AT,
    }
    return actions.post(**{**wish, **changed})


@pytest.fixture
def receiver(settings):
    def at(address: str) -> None:
        settings.YINUO_RECEIVERS = {"credit-platform": address}

    at("http://127.0.0.1:9/none")
    return at


@pytest.mark.clause("2.5-b")
def test_a_message_is_taken_by_the_platform_with_its_key_and_leaves_a_receipt(city, receiver):
    application = ready_to_sign(city)
    message = posted(case_file_id=application.case_file_id)
    with odd_server(say({"receipt": "XY1"}, 201)) as odd:
        receiver(odd.address)
        sent = actions.send(message_id=message.pk, at=AT)

    assert (sent.status, sent.receipt, sent.attempts) == ("delivered", "XY1", 1)
    assert sent.delivered_at >= AT
    assert odd.got[0]["key"] == "determination:1"
    assert odd.got[0]["body"]["payload"] == {"name": "陶一川", "grade": "minor"}
    entry = Entry.objects.filter(case_file=application.case_file_id).latest("number")
    assert (entry.step, entry.facts["receipt"]) == ("exchange.send", "XY1")
    assert "陶一川" not in str(entry.facts)


def test_a_key_with_a_chinese_document_number_is_taken_by_the_platform_as_it_is(city, receiver):
    message = posted(key="determination:宿信认〔2026〕0000111号")
    with running_registers() as url:
        receiver(f"{url}/credit-platform/messages")
        sent = actions.send(message_id=message.pk, at=AT)
        taken = httpx.get(f"{url}/credit-platform/messages", trust_env=False).json()["messages"]

    assert sent.status == "delivered"
    assert [one["key"] for one in taken] == ["determination:宿信认〔2026〕0000111号"]


def test_the_message_exists_if_and_only_if_the_act_does(committed_city, receiver):
    def act_that_fails() -> None:
        with transaction.atomic():
            posted()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act_that_fails()
    assert not OutboxMessage.objects.exists()

    with transaction.atomic():
        message = posted("determination:2")
    assert (
        ProcrastinateJob.objects.filter(task_name="exchange.send", args__message_id=message.pk).count() == 1
    )


def test_the_same_key_is_the_same_message_and_another_content_under_it_is_a_mistake(city, receiver):
    first = posted()

    assert posted() == first
    with pytest.raises(ValueError, match="another message"):
        posted(payload={"name": "陶一川", "grade": "serious"})
    with pytest.raises(ValueError, match="no receiver"):
        posted("determination:9", receiver="nobody")
    assert OutboxMessage.objects.count() == 1


def test_a_failed_sending_waits_longer_each_time_and_is_given_up_where_people_see_it(city, receiver):
    message, now = posted(), AT
    for attempt in range(1, MOST_ATTEMPTS + 1):
        message = actions.send(message_id=message.pk, at=now)
        assert message.attempts == attempt
        assert message.next_at >= now + wait_after(attempt)
        now = message.next_at

    assert message.status == "failed"
    assert message.problem == "连接不上"
    assert list(queries.stuck_messages(city.wang, on=ON)) == [message]
    assert now - AT > timedelta(days=1)


def test_a_message_that_is_not_due_is_not_sent(city, receiver):
    message = posted()
    with odd_server(say({"receipt": "XY1"})) as odd:
        receiver(odd.address)
        assert actions.send(message_id=message.pk, at=AT - timedelta(seconds=1)).status == "pending"
        assert odd.got == []


def test_a_message_the_receiver_refuses_is_not_sent_again_and_again(city, receiver):
    message = posted()
    with odd_server(say({"error": "bad"}, 422)) as odd:
        receiver(odd.address)
        assert actions.send(message_id=message.pk, at=AT).status == "failed"


def test_a_person_puts_a_given_up_message_on_its_way_again(city, receiver):
    application = ready_to_sign(city)
    message = posted(case_file_id=application.case_file_id)
    with odd_server(say({"error": "bad"}, 422)) as odd:
        receiver(odd.address)
        actions.send(message_id=message.pk, at=AT)
    for stranger in (city.sun, city.feng, city.lin):
        with pytest.raises(Refused, match="权限"):
            actions.retry(message_id=message.pk, by=stranger, at=AT)

    again = actions.retry(message_id=message.pk, by=city.zheng, at=AT + timedelta(hours=1))
    assert (again.status, again.attempts) == ("pending", 0)
    with pytest.raises(Refused, match="待发送"):
        actions.retry(message_id=message.pk, by=city.zheng, at=AT + timedelta(hours=1))
    with odd_server(say({"receipt": "XY2"})) as odd:
        receiver(odd.address)
        assert actions.send(message_id=message.pk, at=AT + timedelta(hours=1)).receipt == "XY2"


def test_messages_of_one_case_arrive_in_the_order_they_were_written(city, receiver):
    application = ready_to_sign(city)
    first = posted("determination:1", case_file_id=application.case_file_id)
    second = posted("repair:1", kind="repair", case_file_id=application.case_file_id)

    assert actions.send(message_id=second.pk, at=AT).attempts == 0
    with odd_server(say({"receipt": "XY1"}), say({"receipt": "XY2"})) as odd:
        receiver(odd.address)
        actions.send(message_id=first.pk, at=AT)
        assert actions.send(message_id=second.pk, at=AT + LEASE).receipt == "XY2"
        assert [got["key"] for got in odd.got] == ["determination:1", "repair:1"]


def test_an_earlier_message_that_was_given_up_holds_up_no_repair(city, receiver):
    application = ready_to_sign(city)
    first = posted("determination:1", case_file_id=application.case_file_id)
    OutboxMessage.objects.filter(pk=first.pk).update(status="failed")
    second = posted("repair:1", kind="repair", case_file_id=application.case_file_id)
    with odd_server(say({"receipt": "XY2"})) as odd:
        receiver(odd.address)
        assert actions.send(message_id=second.pk, at=AT).status == "delivered"


def test_only_those_who_mind_messages_see_them(city, receiver):
    application = ready_to_sign(city)
    message = posted(case_file_id=application.case_file_id)
    elsewhere = posted("determination:2")

    assert list(queries.messages(city.wang, on=ON)) == [elsewhere, message]
    assert list(queries.messages(city.zheng, on=ON)) == [message]
    for nobody in (city.feng, city.sun, city.lin):
        assert not queries.messages(nobody, on=ON).exists()


@pytest.mark.race
@pytest.mark.clause("2.5-b")
def test_a_message_sent_by_two_workers_at_once_goes_out_once(committed_city, receiver):
    message, gate, outcomes = posted(), Barrier(5), []
    with odd_server(hang_then_receipt(0.4)) as odd:
        receiver(odd.address)

        def worker() -> None:
            gate.wait()
            outcomes.append(actions.send(message_id=message.pk, at=AT).status)
            connection.close()

        workers = [Thread(target=worker) for _ in range(5)]
        [w.start() for w in workers]
        [w.join() for w in workers]
        assert len(odd.got) == 1

    assert sorted(outcomes) == ["delivered", "pending", "pending", "pending", "pending"]
    assert OutboxMessage.objects.get().attempts == 1


@pytest.mark.race
def test_while_one_worker_is_sending_another_leaves_the_message_alone(committed_city, receiver):
    message = posted()
    with odd_server(hang_then_receipt(0.6)) as odd:
        receiver(odd.address)
        worker = Thread(target=lambda: (actions.send(message_id=message.pk, at=AT), connection.close()))
        worker.start()
        while not odd.got:
            time.sleep(0.01)
        assert actions.send(message_id=message.pk, at=AT + LEASE / 2).status == "pending"
        worker.join()
        assert len(odd.got) == 1

    message.refresh_from_db()
    assert (message.status, message.attempts) == ("delivered", 1)


@pytest.mark.race
def test_the_same_act_posted_twice_at_once_is_one_message(committed_city, receiver):
    gate, kept = Barrier(4), []

    def one() -> None:
        gate.wait()
        kept.append(posted().pk)
        connection.close()

    threads = [Thread(target=one) for _ in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]

    assert len(set(kept)) == OutboxMessage.objects.count() == 1


@pytest.mark.race
def test_a_worker_killed_after_sending_leaves_the_message_to_the_next_and_the_platform_takes_it_once(
    committed_city, receiver, monkeypatch
):
    message = posted()
    with running_registers() as address:
        receiver(f"{address}/credit-platform/messages")
        plain = connectors.hand_over

        def killed(*args: Any, **kwargs: Any) -> str:
            plain(*args, **kwargs)
            raise KeyboardInterrupt

        monkeypatch.setattr(connectors, "hand_over", killed)
        with pytest.raises(KeyboardInterrupt):
            actions.send(message_id=message.pk, at=AT)
        monkeypatch.setattr(connectors, "hand_over", plain)

        assert actions.send(message_id=message.pk, at=AT + LEASE / 2).status == "pending"
        assert queries.due_messages(at=AT + LEASE) == [message.pk]
        sent = actions.send(message_id=message.pk, at=AT + LEASE)
        taken = taken_by(address)

    assert (sent.status, sent.attempts) == ("delivered", 2)
    assert [(m["key"], m["times_sent"], m["receipt"]) for m in taken] == [(message.key, 2, sent.receipt)]


@pytest.mark.race
def test_a_late_failure_does_not_undo_what_the_next_worker_delivered(committed_city, receiver):
    message, late = posted(), []
    with odd_server(hang_then(0.6, raw(422, b"{}")), say({"receipt": "XY2"})) as odd:
        receiver(odd.address)

        def slow() -> None:
            late.append(actions.send(message_id=message.pk, at=AT))
            connection.close()

        worker = Thread(target=slow)
        worker.start()
        while not odd.got:
            time.sleep(0.01)
        assert actions.send(message_id=message.pk, at=AT + LEASE).status == "delivered"
        worker.join()

    message.refresh_from_db()
    assert (message.status, message.receipt, message.problem) == ("delivered", "XY2", "")
    assert late[0].receipt == "XY2"


def test_a_receipt_lost_on_the_way_is_asked_for_again(committed_city, receiver):
    message = posted()
    with odd_server(cut, say({"receipt": "XY1"})) as odd:
        receiver(odd.address)
        first = actions.send(message_id=message.pk, at=AT)
        assert (first.status, first.problem) == ("pending", "连接中断")
        assert actions.send(message_id=message.pk, at=first.next_at).receipt == "XY1"
        assert odd.got[0] == odd.got[1]


def hang_then_receipt(seconds: float) -> Any:
    return hang_then(seconds, say({"receipt": "XY1"}))


def hang_then(seconds: float, answer: Any) -> Any:
    def slow(handler: Any) -> None:
        time.sleep(seconds)
        answer(handler)

    return slow


def taken_by(address: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = httpx.get(f"{address}/credit-platform/messages", trust_env=False).json()[
        "messages"
    ]
    return found
