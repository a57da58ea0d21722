"""``yinuo run`` as an operator knows it: it answers, mends what falls, stops within seconds, and starts again."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from yinuo.config import postgres

FIRST_START_SECONDS = 120


@pytest.fixture(scope="module")
def home():
    folder = Path(tempfile.mkdtemp(prefix="yinuo-run-"))
    folder.chmod(0o711)
    yield folder / "var"
    for process in _processes_of(folder):
        process.kill()
    for pid in postgres._processes_on(postgres.locate(folder / "var")):
        psutil.Process(pid).kill()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_it_answers_mends_a_fallen_child_and_stops_within_seconds(home, port):
    running = _start(home, port)
    try:
        _wait_until_welcomed(running)
        web = _child(running, "granian")
        web.kill()

        assert _wait_for(lambda: (child := _child(running, "granian")) and child.pid != web.pid)
        assert _wait_for(lambda: _answers(port))
    finally:
        began = time.monotonic()
        running.send_signal(signal.SIGTERM)
        running.wait(30)

    said = _said(running)
    assert running.returncode == 0, said
    assert time.monotonic() - began < 15
    assert f"http://localhost:{port}" in said
    assert not _answers(port)
    assert _wait_for(lambda: not _processes_of(home.parent))
    assert not postgres.is_running(postgres.locate(home))


def test_what_a_killed_run_left_behind_is_ended_by_the_next(home, port):
    killed = _start(home, port)
    _wait_until_welcomed(killed)
    left = psutil.Process(killed.pid).children(recursive=True)
    killed.kill()
    killed.wait(10)
    assert _answers(port)

    again = _start(home, port)
    try:
        _wait_until_welcomed(again)

        assert not [process for process in left if process.is_running() and process.status() != "zombie"]
    finally:
        again.send_signal(signal.SIGINT)
        again.wait(30)

    assert again.returncode == 0, _said(again)
    assert "left over" in _said(again)


def _start(home, port):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("YINUO_", "DATABASE_"))}
    command = [
        sys.executable,
        "-m",
        "yinuo.config.cli",
        "run",
        "--no-demo",
        "--workers",
        "1",
        "--port",
        str(port),
    ]
    with tempfile.NamedTemporaryFile("w", dir=home.parent, suffix=".said", delete=False) as said:
        started = subprocess.Popen(
            command, env={**kept, "YINUO_HOME": str(home)}, stdout=said, stderr=subprocess.STDOUT
        )
    started.said = Path(said.name)
    return started


def _said(running):
    return running.said.read_text(encoding="utf-8")


def _wait_until_welcomed(running):
    _wait_for(lambda: "Ctrl-C" in _said(running) or running.poll() is not None, FIRST_START_SECONDS)
    assert "Ctrl-C" in _said(running), _said(running)


def _answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
            return True
    except urllib.error.HTTPError as refused:
        refused.close()
        return True
    except OSError:
        return False


def _child(running, name):
    for process in psutil.Process(running.pid).children():
        try:
            if name in " ".join(process.cmdline()):
                return process
        except psutil.Error:  # ended, and not yet buried
            continue
    return None


def _processes_of(folder):
    """Processes of the launcher that work for this home."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("YINUO_HOME", "").startswith(str(folder)):
                found.append(process)
        except psutil.Error:
            continue
    return found


def _wait_for(question, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = question()
        if answer:
            return answer
        time.sleep(0.2)
    return False
