"""Children are restarted with growing pauses, stopped within seconds, and found again after a kill."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from yinuo.config.commands.children import GIVEN_UP_AFTER, LONGEST_PAUSE, Child, Family

SLEEP = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
PARENT = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(61)']); time.sleep(60)"


@pytest.fixture
def told():
    return []


@pytest.fixture
def family(tmp_path, told):
    made = Family(tmp_path / "run" / "children.json", told.append)
    yield made
    made.stop()


def test_a_child_that_falls_is_restarted_after_its_pause(family, tmp_path, told):
    child = _child(tmp_path, SLEEP)
    family.add(child)
    first = child.process
    first.kill()
    first.wait()
    now = time.monotonic()

    family.tend(now)
    family.tend(now + 0.5)
    assert not child.alive()
    family.tend(now + 1.1)

    assert child.alive()
    assert child.process.pid != first.pid
    assert "web" in told[0]


def test_what_a_fallen_child_had_started_goes_with_it(family, tmp_path):
    child = _child(tmp_path, PARENT)
    family.add(child)
    (grandchild,) = _wait_for(lambda: psutil.Process(child.process.pid).children())
    child.process.kill()
    child.process.wait()

    family.tend(time.monotonic())

    assert _wait_for(lambda: not _lives(grandchild))


def test_pauses_grow_to_a_limit_and_a_needed_child_is_given_up_at_last(family, tmp_path):
    child = _child(tmp_path, "print('no table'); raise SystemExit(3)")
    family.add(child)
    now, pauses, failed = time.monotonic(), [], None
    while failed is None and len(pauses) <= GIVEN_UP_AFTER:
        child.process.wait(10)
        pauses.append(child.pause)
        failed = family.tend(now)
        now = child.next_start
        family.tend(now)

    assert failed is child
    assert pauses == [1, 2, 4, 8, 16]
    assert "no table" in child.last_words()


def test_a_child_that_can_be_spared_is_tried_for_ever(family, tmp_path):
    child = _child(tmp_path, "raise SystemExit(1)", needed=False)
    family.add(child)
    now = time.monotonic()
    for _ in range(GIVEN_UP_AFTER + 3):
        child.process.wait(10)
        assert family.tend(now) is None
        now = child.next_start
        family.tend(now)

    assert child.pause == LONGEST_PAUSE


def test_a_child_that_lived_long_starts_anew_with_a_short_pause(family, tmp_path):
    child = _child(tmp_path, SLEEP)
    family.add(child)
    child.falls, child.pause = 3, 8.0

    family.tend(child.started + 61)

    assert (child.falls, child.pause) == (0, 1.0)


def test_stopping_ends_children_and_their_own_processes(family, tmp_path):
    child = _child(tmp_path, PARENT)
    family.add(child)
    grandchildren = _wait_for(lambda: psutil.Process(child.process.pid).children())

    began = time.monotonic()
    family.stop()

    assert time.monotonic() - began < 3
    assert not child.alive()
    assert _wait_for(lambda: not any(_lives(process) for process in grandchildren))


def test_a_child_that_does_not_listen_is_ended_all_the_same(family, tmp_path, monkeypatch):
    monkeypatch.setattr("yinuo.config.commands.children.STOP_SECONDS", 0.5)
    child = _child(tmp_path, STUBBORN)
    family.add(child)
    _wait_for(lambda: "deaf" in child.last_words())

    family.stop()

    assert not child.alive()


def test_children_of_a_killed_run_are_ended_by_the_next(family, tmp_path, told):
    child = _child(tmp_path, SLEEP)
    family.add(child)
    record = family.record.read_text()

    next_family = Family(family.record, told.append)
    assert next_family.end_leftovers() == 1

    assert str(child.process.pid) in record
    assert child.process.wait(5) is not None
    assert next_family.end_leftovers() == 0


def test_a_stranger_with_a_recorded_number_is_left_alone(family):
    stranger = subprocess.Popen([sys.executable, "-c", SLEEP], process_group=0)
    try:
        created = psutil.Process(stranger.pid).create_time()
        family.record.parent.mkdir(parents=True)
        family.record.write_text(f"[[{stranger.pid}, {created - 100}]]")
        assert os.getpgid(stranger.pid) == stranger.pid

        assert family.end_leftovers() == 0
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_log_that_grew_too_large_is_set_aside(family, tmp_path):
    log = Path(tmp_path / "log" / "web.log")
    log.parent.mkdir()
    log.write_bytes(b"x" * (10 * 1024 * 1024 + 1))

    family.add(_child(tmp_path, SLEEP))

    assert log.stat().st_size == 0
    assert (tmp_path / "log" / "web.log.1").exists()


def _child(tmp_path, program, *, needed=True):
    return Child(
        "web", [sys.executable, "-c", program], dict(os.environ), tmp_path / "log" / "web.log", needed
    )


def _lives(process):
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _wait_for(question):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        answer = question()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError("it did not happen within ten seconds")
