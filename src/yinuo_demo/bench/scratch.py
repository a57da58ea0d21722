"""The bench's own house: a database server under ``build/``, apart from every other, kept for the next run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from yinuo.config import postgres

SEED = 3413


class BenchFailed(RuntimeError):
    """Something of the bench did not come up or did not answer; the message holds its last words."""


@dataclass(frozen=True, slots=True)
class Scratch:
    """A database server of the bench.

    Attributes:
        home: its folder; keys, files and the server's data lie in it.
        server: the server.
    """

    home: Path
    server: postgres.Server

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        path = f"/{postgres.DATABASE}?"
        if path not in self.server.url:
            raise BenchFailed(f"the address of the server is not understood: {self.server.url}")
        return self.server.url.replace(path, f"/{database}?")

    def environment(self, database: str) -> dict[str, str]:
        """For a process that works on one of its databases."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("YINUO_", "DATABASE_URL"))}
        if "YINUO_ROOT" in os.environ:
            kept["YINUO_ROOT"] = os.environ["YINUO_ROOT"]
        return kept | {
            "YINUO_HOME": str(self.home),
            "YINUO_DEMO": "1",
            "DATABASE_URL": self.url(database),
            "DJANGO_SETTINGS_MODULE": "yinuo.config.settings",
            "PYTHONUNBUFFERED": "1",
        }

    def make(self, database: str, *, cases: int, anew: bool = False) -> None:
        """A database with the demo city and so many cases; one that is there already gets only what is missing.

        Raises:
            BenchFailed: it could not be made.
        """
        if anew:
            self.statement(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        if not self.statement("SELECT 1 FROM pg_database WHERE datname = %s", database):
            self.statement(f"CREATE DATABASE {database}")
        self._run(database, "migrate", "--no-input", "--verbosity", "0")
        self._run(database, "load_demo")
        if cases:
            self._run(database, "generate_cases", "--count", str(cases), "--seed", str(SEED), loud=True)

    def statement(self, sql: str, *values: str) -> list[Any]:
        """Run one statement outside any transaction, as the house's role.

        Returns:
            The rows, if it gives any.
        """
        import psycopg  # noqa: PLC0415 - only where a database is really asked

        with psycopg.connect(self.server.url, autocommit=True) as connection:
            cursor = connection.execute(sql.encode(), values)
            return cursor.fetchall() if cursor.description else []

    def _run(self, database: str, *words: str, loud: bool = False) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "yinuo.config.cli", "manage", *words],
            env=self.environment(database),
            check=False,
            text=True,
            stdout=None if loud else subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if done.returncode:
            raise BenchFailed(f"{words[0]} 没有完成：{(done.stdout or '')[-2000:]}")


@contextmanager
def scratch(home: Path) -> Iterator[Scratch]:
    """Start the bench's server, and stop it afterwards; its databases stay for the next run."""
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o755)  # the embedded database may run as another user than root
    server = postgres.locate(home)
    postgres.start(server)
    try:
        yield Scratch(home, server)
    finally:
        postgres.stop(server)


class Child:
    """A process that works on one database and answers one question at a time; see :mod:`yinuo_demo.bench.child`."""

    def __init__(self, house: Scratch, database: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "yinuo_demo.bench.child"],
            env=house.environment(database),
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def put(self, what: str, **more: Any) -> None:
        """Put a question without waiting for the answer."""
        if self._process.stdin is None:
            raise BenchFailed("the child cannot be spoken to")
        self._process.stdin.write(json.dumps({"what": what, **more}) + "\n")
        self._process.stdin.flush()

    def hear(self) -> Any:
        """The answer to the last question.

        Raises:
            BenchFailed: the child ended instead.
        """
        said = self._process.stdout.readline() if self._process.stdout is not None else ""
        if not said:
            raise BenchFailed("a process of the bench ended; its words are above")
        return json.loads(said)

    def ask(self, what: str, **more: Any) -> Any:
        """Put a question and wait for the answer."""
        self.put(what, **more)
        return self.hear()

    def close(self) -> None:
        """End the child."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
