"""Processes that one parent keeps alive: started in order, restarted with growing pauses, stopped together."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psutil

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
# A child that lived this long has recovered: its next pause is short again.
STEADY_SECONDS = 60.0
STOP_SECONDS = 8.0
LARGEST_LOG = 10 * 1024 * 1024
GIVEN_UP_AFTER = 5


@dataclass
class Child:
    """One process to be kept alive.

    Attributes:
        name: short, for the operator and the log file.
        command: the program and its arguments.
        environment: the whole environment of the process.
        log: file that takes its output, or nothing to show the output here.
        needed: whether the house cannot do without it: when it never gets going, everything stops.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path | None
    needed: bool = True
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    next_start: float = 0.0
    falls: int = field(default=0)

    def start(self, now: float) -> None:
        """Start the process in a group of its own, so that Ctrl-C reaches the parent alone."""
        output: IO[bytes] | None = None
        if self.log is not None:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
                self.log.replace(self.log.with_suffix(".log.1"))
            output = self.log.open("ab")
        try:
            self.process = subprocess.Popen(
                list(self.command),
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                process_group=0,
            )
        finally:
            if output:
                output.close()
        self.started = now

    def alive(self) -> bool:
        """Whether the process runs."""
        return self.process is not None and self.process.poll() is None

    def last_words(self, lines: int = 12) -> str:
        """The end of its log."""
        if self.log is None or not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


class Family:
    """The children of one run, and the record by which the next run finds those of a run that was killed."""

    def __init__(self, record: Path, tell: Callable[[str], None]) -> None:
        self.record = record
        self.tell = tell
        self.children: list[Child] = []

    def add(self, child: Child) -> None:
        """Start a child and keep it from now on."""
        child.start(time.monotonic())
        self.children.append(child)
        self._remember()

    def tend(self, now: float) -> Child | None:
        """Restart what fell, each after its pause.

        Args:
            now: seconds of a clock that never goes back.

        Returns:
            A needed child that fell again and again and is given up, else nothing.
        """
        for child in self.children:
            if child.alive():
                if child.falls and now - child.started > STEADY_SECONDS:
                    child.falls, child.pause = 0, FIRST_PAUSE
                continue
            if child.process is not None:
                self._fell(child, now)
                if child.needed and child.falls >= GIVEN_UP_AFTER:
                    return child
            elif now >= child.next_start:
                child.start(now)
                self._remember()
        return None

    def stop(self) -> None:
        """Ask every child to end, last started first; end those that do not within seconds."""
        running = [child for child in reversed(self.children) if child.alive()]
        for child in running:
            _signal_group(child, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in running:
            if child.process is not None:
                try:
                    child.process.wait(max(0.0, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    _signal_group(child, signal.SIGKILL)
                    child.process.wait()
            # A web server's own processes share its group.
            _signal_group(child, signal.SIGKILL)
        self.record.unlink(missing_ok=True)

    def end_leftovers(self) -> int:
        """End the children of a run that was killed, as far as their ids still are theirs.

        Returns:
            How many were ended.
        """
        try:
            kept = json.loads(self.record.read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return 0
        ended = 0
        for group, created in kept:
            members = _members(group, created)
            for member in members:
                _ask_to_end(member)
            _, alive = psutil.wait_procs(members, timeout=STOP_SECONDS)
            for member in alive:
                member.kill()
            ended += bool(members)
        self.record.unlink(missing_ok=True)
        return ended

    def _fell(self, child: Child, now: float) -> None:
        code = child.process.returncode if child.process else None
        # What it had started itself goes with it, or two generations would serve at once.
        _signal_group(child, signal.SIGKILL)
        child.process = None
        child.falls += 1
        child.next_start = now + child.pause
        self.tell(
            f"{child.name} 意外退出（{code}），{child.pause:.0f} 秒后重启 (stopped; restarting in {child.pause:.0f} s)"
        )
        child.pause = min(child.pause * 2, LONGEST_PAUSE)

    def _remember(self) -> None:
        kept = []
        for child in self.children:
            if child.process is not None and child.alive():
                try:
                    kept.append([child.process.pid, psutil.Process(child.process.pid).create_time()])
                except psutil.Error:  # gone already
                    continue
        self.record.parent.mkdir(parents=True, exist_ok=True)
        self.record.write_text(json.dumps(kept), encoding="ascii")


def _members(group: int, created: float) -> list[psutil.Process]:
    """The processes of a group that began with a child started at this moment; a stranger's is left alone."""
    found = []
    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) == group and process.create_time() >= created - 1:
                found.append(process)
        except (psutil.Error, ProcessLookupError, PermissionError):
            continue
    leader = next((process for process in found if process.pid == group), None)
    return [] if leader is not None and abs(leader.create_time() - created) > 1 else found


def _ask_to_end(process: psutil.Process) -> None:
    try:
        process.terminate()
    except psutil.Error:  # gone already
        return


def _signal_group(child: Child, number: signal.Signals) -> None:
    """Send a signal to a child and all that it started."""
    if child.process is None:
        return
    try:
        os.killpg(child.process.pid, number)
    except (ProcessLookupError, PermissionError):
        return
