"""The rounds of the worker: what a lost bell left behind is found, and one bad row stops no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.cast import LOW_INCOME_FACT
from tests.rooms.exchange.odd_server import odd_server, say
from tests.rooms.verification.cases import (
    HARMLESS,
    SIGNED,
    STOPPED,
    application_of,
    asks,
    matter_of,
    planned,
    signed,
    slow_matter,
)

from yinuo.commitments import actions as commitments
from yinuo.commitments.models import Commitment
from yinuo.decisions import actions as decisions
from yinuo.exchange import tasks as exchange_tasks
from yinuo.exchange.actions import post
from yinuo.exchange.models import OutboxMessage
from yinuo.verification import actions, tasks
from yinuo.verification.models import Proceeding, Task
from yinuo.workdays.models import KnownYear

pytestmark = pytest.mark.usefixtures("after_signing")


@pytest.fixture
def after_signing(monkeypatch):
    """The jobs read the clock; here it stands a minute after the letter was signed."""
    clock = {"now": SIGNED + timedelta(minutes=1)}
    monkeypatch.setattr(timezone, "now", lambda: clock["now"])
    return clock


def test_commitments_without_checks_get_them(committed_city):
    commitment = signed(committed_city)

    tasks.pull_unplanned(0)

    assert Task.objects.get().commitment_id == commitment.pk
    tasks.pull_unplanned(0)
    assert Task.objects.count() == 1


def test_due_checks_are_queued_once_each_and_run(committed_city):
    task = planned(committed_city)
    tasks.run_due_checks(0)
    tasks.run_due_checks(0)
    queued = ProcrastinateJob.objects.filter(
        task_name="verification.check", args__task_id=task.pk, status="todo"
    )
    assert queued.exclude(queueing_lock=None).count() == 1

    with odd_server(say(HARMLESS)) as odd:
        asks(odd)
        tasks.check(task.pk)
        tasks.check(task.pk)
        assert len(odd.got) == 1
    assert Task.objects.get().status == "concluded"


def test_kept_promises_are_marked_and_pointless_checks_dropped_on_the_round(committed_city):
    city = committed_city
    kept, dropped = planned(city), planned(city, slow_matter(city), city.tao)
    with odd_server(say(HARMLESS)) as odd:
        asks(odd)
        tasks.check(kept.pk)
    decisions.decide_at_once(application_id=application_of(kept).pk, at=SIGNED)
    commitments.withdraw(commitment_id=dropped.commitment_id, reason="想改交证明原件", by=city.tao, at=SIGNED)

    tasks.settle(0)

    assert Commitment.objects.get(pk=kept.commitment_id).status == "kept"
    assert Task.objects.get(pk=dropped.pk).status == "cancelled"


def test_a_year_without_a_calendar_stops_only_what_needs_it(committed_city, after_signing):
    """Fails loudly for the one check whose day cannot be reckoned; the others go on."""
    city = committed_city
    silent, other = planned(city), signed(city, matter_of(city, LOW_INCOME_FACT, code="SZ-7"), city.tao)
    KnownYear.objects.filter(year__gte=2026).delete()
    with odd_server(say({}, 503)) as odd:
        asks(odd)
        with pytest.raises(LookupError, match="2026年"):
            tasks.check(silent.pk)

    tasks.pull_unplanned(0)
    assert Task.objects.filter(commitment=other).count() == 1


def test_silence_in_a_proceeding_is_noted_on_the_round(committed_city, after_signing):
    city = committed_city
    task = planned(city, slow_matter(city), city.tao)
    decisions.decide(
        application_id=application_of(task).pk,
        kind="grant",
        reason="材料齐全，符合规定的条件，准予。",
        by=city.zhou,
        at=SIGNED,
    )
    with odd_server(say(STOPPED)) as odd:
        asks(odd)
        finding = actions.run_data_check(task_id=task.pk, at=SIGNED)
    actions.open_proceeding(finding_id=finding.pk, by=city.sun, at=SIGNED)

    tasks.lapse_due(0)
    assert Proceeding.objects.get().status == "told"
    after_signing["now"] = SIGNED + timedelta(days=12)
    tasks.lapse_due(0)
    assert Proceeding.objects.get().status == "heard"


def test_messages_left_behind_are_queued_once_and_sent(committed_city, settings):
    with odd_server(say({"receipt": "XY1"})) as odd:
        settings.YINUO_RECEIVERS = {"credit-platform": odd.address}
        message = post(
            key="determination:1",
            receiver="credit-platform",
            kind="determination",
            payload={},
            case_file_id=None,
            at=SIGNED,
        )
        exchange_tasks.sweep(0)
        exchange_tasks.sweep(0)
        queued = ProcrastinateJob.objects.filter(task_name="exchange.send", args__message_id=message.pk)
        assert queued.exclude(queueing_lock=None).count() == 1
        exchange_tasks.send(message.pk)
        exchange_tasks.send(message.pk)
        assert len(odd.got) == 1

    assert OutboxMessage.objects.get().status == "delivered"
