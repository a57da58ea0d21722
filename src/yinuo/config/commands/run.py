"""``yinuo run``: database, tables, demo city, web, worker and demo registers; one Ctrl-C stops them all."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TextIO

from yinuo.config import database
from yinuo.config.commands import CommandRefused
from yinuo.config.commands.children import Child, Family

DEFAULT_PORT = 8000
REGISTERS_PORT = 8009
DEMO_CASES = int(os.environ.get("YINUO_DEMO_CASES", "300"))
PORTS_TRIED = 20
THREADS_PER_WORKER = 4
READY_SECONDS = 60.0
GLANCE_SECONDS = 0.2


class Stopping:
    """Whether somebody asked for a stop, by Ctrl-C or a signal.

    While nothing is served yet (``at_once``) the work at hand is broken off; later the loop ends by itself.
    """

    def __init__(self) -> None:
        self.wanted = False
        self.at_once = True
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.wanted = True
        if self.at_once:
            raise KeyboardInterrupt


@dataclass(frozen=True)
class Wish:
    """What the operator asked for.

    Attributes:
        host: address to listen on.
        port: port of the pages; nothing for the first free one from 8000 on.
        workers: number of web processes, and of processes that run the jobs.
        demo: with the demo city, without it, or nothing for the default.
        verbose: show logs here instead of in files.
    """

    host: str
    port: int | None
    workers: int
    demo: bool | None
    verbose: bool


def run(wish: Wish) -> int:
    """Start everything and stay until it is stopped.

    Args:
        wish: what the operator asked for.

    Returns:
        0 after a wished stop, 1 when a needed process could not be kept alive.

    Raises:
        CommandRefused: it runs already, the port is taken, or demo mode is not allowed here.
    """
    began = time.monotonic()
    home = database.home()
    embedded = database.is_embedded()
    demo = demo_mode(wished=wish.demo, environment=os.environ, embedded=embedded)
    stopping = Stopping()
    with only_run(home) as note:
        family = Family(home / "run" / "children.json", _tell)
        if family.end_leftovers():
            _tell("上次运行未正常结束，已清理残留进程 (ended processes left over from a killed run)")
        port = find_port(wish.host, wish.port)
        address = f"http://{'localhost' if wish.host in {'127.0.0.1', '0.0.0.0', '::'} else wish.host}:{port}"  # noqa: S104
        write_note(note, address)
        environment = _environment(wish, demo=demo, address=address)
        os.environ.update(environment)
        try:
            _prepare(demo=demo)
            stopping.at_once = False
            for child in _children(wish, port, home, environment, demo=demo):
                if not stopping.wanted:
                    family.add(child)
            failed = _await_ready(family, address, stopping)
            if failed is None and not stopping.wanted:
                _welcome(address, time.monotonic() - began, demo=demo)
                failed = _stay(family, stopping)
        finally:
            began = time.monotonic()
            family.stop()
            if embedded:
                database.stop()
        if failed is not None:
            _tell(
                f"{failed.name} 无法运行，已全部停止 ({failed.name} cannot be kept running; everything was stopped)"
            )
            _tell(failed.last_words())
            return 1
        _tell(f"已停止 (stopped in {time.monotonic() - began:.1f} s)")
    return 0


def demo_mode(*, wished: bool | None, environment: Mapping[str, str], embedded: bool) -> bool:
    """Whether the demo city is loaded and anybody may enter as any of its people.

    Args:
        wished: the operator's word, or nothing.
        environment: environment variables.
        embedded: whether the embedded database is used.

    Returns:
        The wish; else what ``YINUO_DEMO`` says; else true on the embedded database. Never in production.

    Raises:
        CommandRefused: demo mode was asked for in production.
    """
    given = environment.get("YINUO_DEMO", "")
    if environment.get("YINUO_ENV") == "production":
        if wished or given == "1":
            raise CommandRefused(
                "生产环境不能使用演示模式：请去掉 --demo 和 YINUO_DEMO "
                "(production never runs in demo mode: drop --demo and YINUO_DEMO)"
            )
        return False
    if wished is not None:
        return wished
    return given == "1" if given else embedded


def _environment(wish: Wish, *, demo: bool, address: str) -> dict[str, str]:
    """The environment of every child."""
    environment = dict(os.environ)
    environment["DATABASE_URL"] = database.url()
    environment["YINUO_DEMO"] = "1" if demo else ""
    environment.setdefault("YINUO_PUBLIC_URL", address)
    environment["PYTHONUNBUFFERED"] = "1"
    if demo and "YINUO_DEMO_REGISTERS_URL" not in environment:
        environment["YINUO_DEMO_REGISTERS_URL"] = f"http://127.0.0.1:{_registers_port()}"
    if wish.host not in {"127.0.0.1", "0.0.0.0", "::"} and "YINUO_HOSTS" not in environment:  # noqa: S104
        environment["YINUO_HOSTS"] = f"localhost,127.0.0.1,{wish.host}"
    return environment


def _prepare(*, demo: bool) -> None:
    """Tables, static files in production, and the demo city; each does nothing when it is up to date."""
    import django  # noqa: PLC0415 - after the environment is complete
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    django.setup()
    if _tables_behind():
        _tell("正在建立数据表 (making the tables)")
        call_command("migrate", verbosity=0, interactive=False)
    if settings.PRODUCTION:
        call_command("collectstatic", verbosity=0, interactive=False)
    if demo:
        call_command("load_demo")
        if DEMO_CASES:
            # A city where nothing ever happened shows nothing; the same cases each time, made once.
            call_command("generate_cases", count=DEMO_CASES)
    # The children have connections of their own.
    connections.close_all()


def _tables_behind() -> bool:
    """Whether any migration is not applied yet."""
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _children(
    wish: Wish, port: int, home: Path, environment: dict[str, str], *, demo: bool
) -> Iterator[Child]:
    """The processes of the house, in the order in which they start."""
    shown = wish.verbose or environment.get("YINUO_ENV") == "production"

    def child(name: str, *command: str, needed: bool = True) -> Child:
        log = None if shown else home / "log" / f"{name}.log"
        return Child(name, [sys.executable, "-m", *command], environment, log, needed)

    if demo:
        yield child("registers", "yinuo_demo.registers", needed=False)
    yield child(
        "web",
        "granian",
        *("--interface", "wsgi", "--host", wish.host, "--port", str(port), "--no-ws"),
        *("--workers", str(wish.workers), "--blocking-threads", str(THREADS_PER_WORKER)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"),
        "yinuo.config.wsgi:application",
    )
    for number in range(1, wish.workers + 1):
        # One process runs one job at a time as far as Python goes; the second core would stand idle.
        yield child(f"worker-{number}", "yinuo.config.worker", needed=False)


def _await_ready(family: Family, address: str, stopping: Stopping) -> Child | None:
    """Wait until the pages answer.

    Returns:
        A child that could not be started, or nothing.
    """
    deadline = time.monotonic() + READY_SECONDS
    while not stopping.wanted and time.monotonic() < deadline:
        failed = family.tend(time.monotonic())
        if failed is not None or _responds(address):
            return failed
        time.sleep(GLANCE_SECONDS)
    return None


def _responds(address: str) -> bool:
    """Whether the web server gives any answer."""
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5):  # noqa: S310 - our own address
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _stay(family: Family, stopping: Stopping) -> Child | None:
    """Tend the children until a signal comes or one of them is given up."""
    while not stopping.wanted:
        failed = family.tend(time.monotonic())
        if failed is not None:
            return failed
        time.sleep(GLANCE_SECONDS)
    return None


def _welcome(address: str, seconds: float, *, demo: bool) -> None:
    """Print where to go and, in demo mode, as whom."""
    print(f"\n  一诺 Yinuo  {address}   ({seconds:.1f} s)\n", flush=True)
    if demo:
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connections  # noqa: PLC0415

        call_command("demo_accounts")
        connections.close_all()
    print("  Ctrl-C 停止 (stops everything)", flush=True)


def find_port(host: str, wished: int | None) -> int:
    """The wished port, or the first free one from 8000 on."""
    if wished is not None:
        if not _free(host, wished):
            raise CommandRefused(
                f"端口 {wished} 已被占用，请用 --port 换一个 (port {wished} is taken: choose another with --port)"
            )
        return wished
    for port in range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED):
        if port != REGISTERS_PORT and _free(host, port):
            if port != DEFAULT_PORT:
                _tell(
                    f"端口 {DEFAULT_PORT} 已被占用，改用 {port} (port {DEFAULT_PORT} is taken, using {port})"
                )
            return port
    raise CommandRefused("没有空闲端口，请用 --port 指定 (no free port: give one with --port)")


def _registers_port() -> int:
    """A free port for the demo registers; each start tells the product anew where they answer."""
    for port in range(REGISTERS_PORT, REGISTERS_PORT + PORTS_TRIED):
        if _free("127.0.0.1", port):
            return port
    raise CommandRefused("演示登记信息没有空闲端口 (no free port for the demo registers)")


def _free(host: str, port: int) -> bool:
    """Whether nobody listens on the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server does: an address that lately was in use counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


@contextmanager
def only_run(home: Path) -> Iterator[TextIO]:
    """Hold the home's run lock, which tells a second run where the first one answers."""
    path = home / "run" / "run.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            file.seek(0)
            where = file.read().strip() or "?"
            raise CommandRefused(f"已在运行：{where} (Yinuo runs already: {where})") from taken
        yield file


def write_note(file: TextIO, text: str) -> None:
    """Replace the text of the run lock."""
    file.seek(0)
    file.truncate()
    file.write(text)
    file.flush()


def _tell(line: str) -> None:
    """One line for the operator."""
    print(line, flush=True)
