"""The bells really ring: a worker takes the case from the signature to the decision by itself."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, connections, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.rooms.exchange.odd_server import odd_server, say
from tests.rooms.verification.cases import HARMLESS, SIGNED, asks, signed

from yinuo.applications.models import Application
from yinuo.commitments.models import Commitment
from yinuo.config import worker
from yinuo.verification import actions
from yinuo.verification.models import Task


def closing(run: Callable[[], Any], _context: Any, _worker: Any) -> Any:
    try:
        return run()
    finally:
        connection.close()


@contextmanager
def working() -> Iterator[None]:
    """A worker in this process, until the block ends."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    loop = asyncio.new_event_loop()
    options = {"task_middleware": [closing], "install_signal_handlers": False, "queues": ["cases"]}
    serving = loop.create_task(worker.serve(**options))

    def run() -> None:
        with pytest.raises(asyncio.CancelledError):
            loop.run_until_complete(serving)
        loop.run_until_complete(sync_to_async(connections.close_all)())  # of the thread that rings the rounds
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    thread = Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(serving.cancel)
        thread.join()


def wait_until(holds: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.race
@pytest.mark.clause("1-b")
def test_a_signed_letter_is_checked_and_decided_within_seconds_without_anybody(committed_city, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: SIGNED + timedelta(minutes=1))
    with odd_server(say(HARMLESS)) as odd, working():
        asks(odd)
        signed(committed_city)
        assert wait_until(lambda: Application.objects.get().status == "decided")

    assert Task.objects.get().status == "concluded"
    assert Commitment.objects.get().status in {"signed", "kept"}


@pytest.mark.race
def test_a_job_queued_by_a_job_is_not_seen_before_its_transaction_ends(committed_city, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: SIGNED + timedelta(minutes=1))
    plain = actions.open_tasks

    def slow(**arguments: Any) -> list[Task]:
        with transaction.atomic():
            tasks = plain(**arguments)
            time.sleep(1)
        return tasks

    monkeypatch.setattr(actions, "open_tasks", slow)
    with odd_server(say(HARMLESS)) as odd:
        asks(odd)
        with working():
            signed(committed_city)
            assert wait_until(lambda: Task.objects.exists() and Task.objects.get().status == "concluded")
        assert len(odd.got) == 1

    assert not ProcrastinateJob.objects.filter(status="failed").exists()
