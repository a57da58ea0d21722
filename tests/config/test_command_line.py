"""The command line explains itself, refuses in sentences, and tells demo mode from the real thing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from yinuo.config import cli
from yinuo.config.commands import CommandRefused, run

WORDS = [
    "run",
    "migrate",
    "database",
    "import-catalogue",
    "story",
    "bench",
    "docs",
    "backup",
    "restore",
    "verify-letter",
    "wording",
    "check",
    "manage",
]


@pytest.mark.parametrize("word", WORDS)
def test_every_word_has_help_in_chinese_and_english(word, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main([word, "--help"])

    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert any("\u4e00" <= character <= "\u9fff" for character in said)
    assert any(character.isascii() and character.isalpha() for character in said.split("。", 1)[1])


def test_help_lists_every_word_and_starts_no_database(tmp_path):
    environment = {"PATH": os.environ["PATH"], "YINUO_HOME": str(tmp_path / "home")}

    done = subprocess.run(
        [sys.executable, "-m", "yinuo.config.cli", "--help"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert all(f"    {word}" in done.stdout for word in WORDS)
    assert not (tmp_path / "home").exists()


def test_a_wrong_address_is_one_sentence_and_no_traceback(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "YINUO_HOME": str(tmp_path),
        "DATABASE_URL": "mysql://u:hunter2@db/y",
    }

    done = subprocess.run(
        [sys.executable, "-m", "yinuo.config.cli", "migrate"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "only PostgreSQL" in done.stderr
    assert "hunter2" not in done.stderr


@pytest.mark.parametrize(
    ("wished", "environment", "embedded", "expected"),
    [
        (None, {}, True, True),
        (None, {}, False, False),
        (None, {"YINUO_DEMO": "1"}, False, True),
        (None, {"YINUO_DEMO": "0"}, True, False),
        (False, {"YINUO_DEMO": "1"}, True, False),
        (True, {}, False, True),
        (None, {"YINUO_ENV": "production"}, True, False),
        (False, {"YINUO_ENV": "production"}, False, False),
    ],
)
def test_demo_mode_follows_wish_then_variable_then_database(wished, environment, embedded, expected):
    assert run.demo_mode(wished=wished, environment=environment, embedded=embedded) is expected


@pytest.mark.parametrize(("wished", "variable"), [(True, ""), (None, "1")])
def test_production_never_runs_in_demo_mode(wished, variable):
    environment = {"YINUO_ENV": "production", "YINUO_DEMO": variable}

    with pytest.raises(CommandRefused, match="never runs in demo mode"):
        run.demo_mode(wished=wished, environment=environment, embedded=True)


def test_a_wished_port_that_is_taken_is_refused():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandRefused, match=f"port {port} is taken"):
            run.find_port("127.0.0.1", port)


def test_a_second_run_in_the_same_home_is_told_where_the_first_one_answers(tmp_path):
    with run.only_run(tmp_path) as note:
        run.write_note(note, "http://localhost:8000")

        with pytest.raises(CommandRefused, match="http://localhost:8000"), run.only_run(tmp_path):
            pass

    with run.only_run(tmp_path):
        pass
