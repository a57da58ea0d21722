"""A whole Yinuo of its own: database, web, worker and registers in a folder apart, started and stopped by code.

The stories, the benchmarks and the browser tests play here, so that nobody's data are touched.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

READY_SECONDS = 120.0
STOP_SECONDS = 30.0


class StageFailed(RuntimeError):
    """The house did not come up; the message holds its last words."""


@dataclass(frozen=True)
class Stage:
    """Where everything answers.

    Attributes:
        url: the pages, without a slash at the end.
        registers: the demo registers and the demo credit platform.
        home: the folder of this house; ``log/`` lies in it.
    """

    url: str
    registers: str
    home: Path

    def switch(self, register: str, mode: str, **more: object) -> None:
        """Make a register fail, lie or answer again.

        Args:
            register: ``"low-income"`` …, ``"credit-platform"`` or ``"*"``.
            mode: ``"up"``, ``"slow"``, ``"down"``, ``"wrong"`` or ``"garbage"``.
            more: ``latency_ms``, ``only`` (one identity number).
        """
        answer = httpx.post(
            f"{self.registers}/switches", json={"register": register, "mode": mode, **more}, timeout=10
        )
        answer.raise_for_status()


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def stage(*, workers: int = 1, cases: int = 0) -> Iterator[Stage]:
    """Start a house with the demo city, and stop and remove it afterwards.

    Args:
        workers: web processes.
        cases: synthetic cases of the past year; none for stories that must find their own.

    Yields:
        Where it answers.

    Raises:
        StageFailed: it did not come up in two minutes.
    """
    with TemporaryDirectory(prefix="yinuo-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        home.chmod(0o755)  # the embedded database may run as another user than root
        port, registers = free_port(), f"http://127.0.0.1:{free_port()}"
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("YINUO_", "DATABASE_URL"))}
        for kept in ("YINUO_ROOT", "YINUO_CHROMIUM"):
            if kept in os.environ:
                environment[kept] = os.environ[kept]
        environment |= {
            "YINUO_HOME": str(home),
            "YINUO_DEMO": "1",
            "YINUO_DEMO_REGISTERS_URL": registers,
            "DJANGO_SETTINGS_MODULE": "yinuo.config.settings",
            "YINUO_DEMO_CASES": str(cases),
        }
        log = home / "run.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "yinuo.config.cli",
                    "run",
                    "--port",
                    str(port),
                    "--workers",
                    str(workers),
                    "--demo",
                ],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            place = Stage(f"http://localhost:{port}", registers, home)
            _await(process, place, log)
            yield place
        finally:
            _end(process)


def _await(process: subprocess.Popen[bytes], place: Stage, log: Path) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        if "Ctrl-C" in log.read_text(encoding="utf-8", errors="replace"):
            return
        time.sleep(0.2)
    raise StageFailed(
        f"Yinuo did not come up at {place.url}:\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}"
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
