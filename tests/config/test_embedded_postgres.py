"""The embedded PostgreSQL: made once, shared, recovered after a kill, private to its owner. Real servers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest

from yinuo.config import postgres, system_user

ASK = "from yinuo.config import database; print(database.url())"


@pytest.fixture
def home():
    """A home of its own for a test that kills or breaks its server."""
    with _open_folder() as folder:
        yield folder / "var"


@pytest.fixture(scope="module")
def server():
    """One server for the tests that only ask."""
    with _open_folder() as folder:
        found = postgres.locate(folder / "var")
        postgres.start(found)
        yield found


def test_a_server_is_made_started_and_found_again(home):
    server = postgres.locate(home)
    assert not postgres.is_running(server)

    postgres.start(server)
    began = time.monotonic()
    postgres.start(server)

    assert time.monotonic() - began < 0.5
    assert postgres.is_running(server)
    assert _ask(server, "SELECT current_user || '@' || current_database()") == "yinuo@yinuo"


def test_the_server_is_tuned_and_keeps_every_commit(server):
    assert _ask(server, "SHOW max_connections") == "200"
    assert _ask(server, "SHOW shared_buffers") == "256MB"
    assert _ask(server, "SHOW synchronous_commit") == "on"
    assert _ask(server, "SHOW fsync") == "on"
    assert _ask(server, "SELECT upper('ä') || lower('Ä')") == "Ää"


def test_the_product_is_no_superuser_of_its_database(server):
    assert _ask(server, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        _ask(server, "SET session_replication_role = replica")


def test_nobody_else_reaches_the_socket_and_no_port_is_open(server):
    assert server.sockets.stat().st_mode & 0o077 == 0
    assert _ask(server, "SHOW listen_addresses") == ""


@pytest.mark.race
def test_five_processes_that_start_at_once_share_one_server(home):
    environment = _environment(home)

    asking = [
        subprocess.Popen([sys.executable, "-c", ASK], env=environment, stdout=subprocess.PIPE)
        for _ in range(5)
    ]
    answers = {process.communicate(timeout=60)[0] for process in asking}

    assert len(answers) == 1
    assert all(process.returncode == 0 for process in asking)
    assert len(_postmasters(home)) == 1


def test_a_killed_server_is_recovered_with_all_that_was_committed(home):
    server = postgres.locate(home)
    postgres.start(server)
    _do(server, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (7)")
    _kill(home)

    postgres.start(server)

    assert _ask(server, "SELECT n FROM kept") == 7


def test_a_process_id_that_belongs_to_another_program_by_now_does_not_hinder_a_start(home):
    server = postgres.locate(home)
    postgres.start(server)
    lines = (server.data / "postmaster.pid").read_text().splitlines()
    _kill(home)
    stranger = subprocess.Popen(["sleep", "60"], **system_user.identity(server.runs_as))
    try:
        for name in ("postmaster.pid", f"{postgres.SOCKET}.lock"):
            (server.data / name).write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")

        postgres.start(server)

        assert _ask(server, "SELECT 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_process_id_file_cut_short_does_not_hinder_a_start(home):
    server = postgres.locate(home)
    postgres.start(server)
    _kill(home)
    (server.data / "postmaster.pid").write_text("")

    postgres.start(server)

    assert _ask(server, "SELECT 1") == 1


def test_a_start_killed_while_the_data_were_made_leaves_nothing_half_made(home):
    server = postgres.locate(home)
    (home / "postgres.making").mkdir(parents=True)
    (home / "postgres.making" / "PG_VERSION").write_text("18\n")

    postgres.start(server)

    assert _ask(server, "SELECT 1") == 1
    assert not (home / "postgres.making").exists()


def test_a_start_killed_before_the_database_was_created_creates_it(home):
    server = postgres.locate(home)
    postgres.start(server)
    with psycopg.connect(server.maintenance_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE yinuo")
    (server.data / postgres.READY).unlink()

    postgres.start(server)

    assert _ask(server, "SELECT 1") == 1


def test_data_of_another_major_version_are_refused_with_a_way_out(home):
    server = postgres.locate(home)
    postgres.start(server)
    postgres.stop(server)
    (server.data / "PG_VERSION").write_text("16\n")

    with pytest.raises(postgres.DatabaseUnavailable, match=r"made by PostgreSQL 16.*restore a backup"):
        postgres.start(server)


def test_a_server_that_is_used_is_not_stopped(home):
    server = postgres.locate(home)
    postgres.start(server)

    with psycopg.connect(server.url):
        assert postgres.stop(server) == "in use"

    assert postgres.stop(server) == "stopped"
    assert postgres.stop(server) == "not running"
    assert not _postmasters(home)


def test_a_long_path_gets_its_socket_in_a_short_private_folder(home):
    deep = home / ("a" * 60) / ("b" * 40) / "var"
    server = postgres.locate(deep)
    try:
        postgres.start(server)

        assert server.sockets != server.data
        assert len(os.fsencode(server.sockets / postgres.SOCKET)) < 100
        assert server.sockets.stat().st_mode & 0o777 == 0o700
        assert _ask(server, "SELECT 1") == 1
    finally:
        postgres.stop(server)
        shutil.rmtree(server.sockets, ignore_errors=True)


def test_a_socket_folder_that_somebody_else_laid_out_is_refused(home):
    deep = home / ("a" * 60) / ("b" * 40) / "var"
    server = postgres.locate(deep)
    server.sockets.mkdir(mode=0o755)
    try:
        with pytest.raises(postgres.DatabaseUnavailable, match="not a private folder"):
            postgres.start(server)
    finally:
        shutil.rmtree(server.sockets)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts the server as another user")
def test_root_opens_none_of_its_own_folders_to_the_database_user(monkeypatch):
    closed = Path(tempfile.mkdtemp(prefix="yinuo-closed-"))
    with _open_folder() as system:
        monkeypatch.setattr(system_user, "SYSTEM_FOLDER", system / "lib")
        # As in a checkout under root's own home, where the programs cannot be reached either.
        monkeypatch.setattr(system_user, "open_to_others", lambda _path: False)
        server = postgres.locate(closed / "var")
        try:
            postgres.start(server)

            assert closed.stat().st_mode & 0o777 == 0o700
            assert server.data.is_relative_to(system / "lib")
            assert _ask(server, "SELECT 1") == 1
            assert postgres.locate(closed / "var") == server
        finally:
            postgres.stop(server)
            shutil.rmtree(closed)


def test_another_users_data_are_refused_with_a_way_out(home, monkeypatch):
    postgres.start(postgres.locate(home))

    with monkeypatch.context() as another:
        another.setattr(os, "geteuid", lambda: 65534)
        with pytest.raises(postgres.DatabaseUnavailable, match=r"belongs to another user.*YINUO_HOME"):
            postgres.locate(home)


@contextmanager
def _open_folder():
    """A folder that other users may pass through, as a checkout mostly is; pytest's own is private."""
    folder = Path(tempfile.mkdtemp(prefix="yinuo-test-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        _kill(folder / "var")
        shutil.rmtree(folder, ignore_errors=True)


def _environment(home):
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "YINUO_ENV"}}
    return {**kept, "YINUO_HOME": str(home)}


def _ask(server, question):
    with psycopg.connect(server.url) as connection:
        return connection.execute(question).fetchone()[0]


def _do(server, *statements):
    with psycopg.connect(server.url) as connection:
        for statement in statements:
            connection.execute(statement)


def _postmasters(home):
    """Servers whose folder lies in this home."""
    found = []
    for process in psutil.process_iter(["name", "cmdline"]):
        line = " ".join(process.info["cmdline"] or [])
        if process.info["name"] == "postgres" and f"-D {home}/postgres" in line:
            found.append(process)
    return found


def _kill(home):
    """End the server as a lost machine would; its own children follow at once."""
    for process in _postmasters(home):
        process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while postgres._processes_on(postgres.locate(home)) and time.monotonic() < deadline:
        time.sleep(0.05)
