"""Filing through the real pages of a whole house, and its floors: the same SQL alone, the paper alone."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yinuo.config import postgres
from yinuo_demo.accounts import accounts
from yinuo_demo.bench.measure import RUNS, Row, quantile, row
from yinuo_demo.bench.scratch import BenchFailed, Child, Scratch
from yinuo_demo.people import Person, city
from yinuo_demo.records import books
from yinuo_demo.stage import Stage, stage
from yinuo_demo.story import acts
from yinuo_demo.story.visitor import Visitor

CLIENTS = 4
AT_A_TIME = 48
"""Filings in one run; each by another person."""
ALONE = 12
"""Filings of one client at a time, while the papers of those before are in the making."""
FLOOR = "bench_floor"
PAPERS = 30
WORKERS = 2
PATIENCE_SECONDS = 120.0
ANSWERS = {"cause": "请求给付赡养费、抚养费、扶养费"}
_LATENCY = re.compile(r"latency average = ([\d.]+) ms")
_TPS = re.compile(r"tps = ([\d.]+)")


@dataclass(frozen=True, slots=True)
class Run:
    """One run: how long the pages took, with so many clients and with one, and how long until every paper was there."""

    ms: list[float]
    papers: int
    seconds: float
    alone_ms: list[float]


def measure(house: Scratch, say: Callable[[str], object]) -> list[Row]:
    """Measure filing against its floors.

    Returns:
        Rows: the HTTP part, finished letters, finished cases.
    """
    say("filing：底线（同样的 SQL、单做文书）")
    sql_ms = _same_sql(house)
    alone = _papers_alone(house)
    say(f"filing：通过真实页面，{CLIENTS} 个申请人同时")
    runs = list(_through_pages(say))
    return [
        row("filing: HTTP part p50, one at a time", [quantile(run.alone_ms, 0.5) for run in runs], "ms"),
        row("filing: HTTP part p50", [quantile(run.ms, 0.5) for run in runs], "ms", sql_ms),
        row("filing: HTTP part p95", [quantile(run.ms, 0.95) for run in runs], "ms", sql_ms),
        row("filing: signed letters", [run.papers / run.seconds for run in runs], "1/s", alone),
        row(
            "filing: whole cases",
            [len(run.ms) / run.seconds for run in runs],
            "1/s",
            [one / 2 for one in alone],
        ),
    ]


# --- the floors ------------------------------------------------------------------------------------------------


def _same_sql(house: Scratch) -> list[float]:
    """Milliseconds of the same SQL by pgbench with as many clients, in each run."""
    house.make(FLOOR, cases=0, anew=True)
    path, each = house.home / "filing.sql", 40
    with Child(house, FLOOR) as child:
        child.ask("script", path=str(path), drafts=RUNS * CLIENTS * each)
    return [_pgbench(house, path, each) for _ in range(RUNS)]


def _pgbench(house: Scratch, path: Path, each: int) -> float:
    done = subprocess.run(
        [
            str(postgres.program("pgbench")),
            "--no-vacuum",
            "--file",
            str(path),
            "--client",
            str(CLIENTS),
            "--jobs",
            "2",
            "--transactions",
            str(each),
            house.url(FLOOR),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    found = _LATENCY.search(done.stdout)
    if done.returncode or found is None:
        raise BenchFailed(f"pgbench: {done.stderr[-2000:]}")
    return float(found.group(1))


def _papers_alone(house: Scratch) -> list[float]:
    """Letters a second by two processes that do nothing else, in each run."""
    found = []
    with ExitStack() as children:
        both = [children.enter_context(Child(house, FLOOR)) for _ in range(WORKERS)]
        for child in both:
            child.ask("paper", times=1)
        for _ in range(RUNS):
            for child in both:
                child.put("paper", times=PAPERS)
            found.append(sum(PAPERS / child.hear()["seconds"] for child in both))
    return found


# --- the pages -------------------------------------------------------------------------------------------------


def _through_pages(say: Callable[[str], object]) -> Iterator[Run]:
    with (
        stage(workers=WORKERS) as place,
        _visitors(place) as visitors,
        ThreadPoolExecutor(CLIENTS) as clients,
    ):
        _one_run(place, visitors[: CLIENTS * 2], clients)  # the processes warm up
        for number in range(1, RUNS + 1):
            run = _one_run(place, visitors, clients)
            say(
                f"  第 {number} 次：{len(run.ms)} 件，提交 p50 {quantile(run.ms, 0.5):.0f} ms"
                f"（一个一个来 {quantile(run.alone_ms, 0.5):.0f} ms），"
                f"全部办完 {run.seconds:.1f} 秒，文书 {run.papers} 份"
            )
            yield run


@contextmanager
def _visitors(place: Stage) -> Iterator[list[Applicant]]:
    """People whose promise the register confirms, each signed in."""
    with ExitStack() as open_:
        yield [
            Applicant(open_.enter_context(Visitor(place.url, account)), person)
            for account, person in _truthful()[:AT_A_TIME]
        ]


def _truthful() -> list[tuple[str, Person]]:
    register, town = books(), city()
    citizens = [(account.username, town.person(account.person)) for account in accounts() if account.person]
    return [
        (username, person)
        for username, person in citizens
        if (register.find("low-income", person.id_number, person.name) or {}).get("status") == "在享"
    ]


@dataclass
class Applicant:
    """A visitor, who he is, and the case he is about to sign."""

    visitor: Visitor
    person: Person
    number: str = ""
    sent: dict[str, Any] | None = None

    def prepare(self) -> None:
        """Everything up to the signature: draft, way, answers, notice confirmed."""
        self.number = acts.start(self.visitor, acts.LEGAL_AID)
        acts.choose(self.visitor, self.number, "commit")
        acts.fill_in(self.visitor, self.number, ANSWERS)
        acts.read_notice(self.visitor, self.number)
        page = self.visitor.open(self.address)
        token = page.find(r'name="csrfmiddlewaretoken" value="(\w+)"')
        self.sent = {
            "csrfmiddlewaretoken": token,
            "identity_end": self.person.id_number[-4:],
            "typed_name": self.person.name,
        }

    def sign(self) -> float:
        """Sign and hand in.

        Returns:
            Milliseconds the page took.
        """
        began = time.perf_counter()
        answer = self.visitor.client.post(
            self.address,
            data=self.sent,
            headers={"Referer": self.visitor.url + self.address},
            follow_redirects=False,
        )
        took = (time.perf_counter() - began) * 1000
        if answer.status_code != 302:
            raise BenchFailed(f"{self.address} answered {answer.status_code}")
        return took

    @property
    def address(self) -> str:
        """Where it is signed."""
        return f"/my/cases/{self.number}/sign/"


def _one_run(place: Stage, applicants: list[Applicant], clients: ThreadPoolExecutor) -> Run:
    list(clients.map(Applicant.prepare, applicants))
    began = time.perf_counter()
    ms = list(clients.map(Applicant.sign, applicants))
    papers = _all_made(place, [one.number for one in applicants])
    seconds = time.perf_counter() - began
    few = applicants[:ALONE]
    list(clients.map(Applicant.prepare, few))
    alone = [one.sign() for one in few]
    _all_made(place, [one.number for one in few])
    return Run(ms, papers, seconds, alone)


def _all_made(place: Stage, numbers: list[str]) -> int:
    """Wait until every case is decided and each of its papers is a signed file.

    Returns:
        How many papers.
    """
    import psycopg  # noqa: PLC0415 - only where a database is really asked

    asked = """
        SELECT count(*) FILTER (WHERE d.made_at IS NOT NULL), count(*) FILTER (WHERE d.made_at IS NULL),
               count(*) FILTER (WHERE d.kind = 'decision')
        FROM documents_document d JOIN casefile_case_file f ON f.id = d.case_file_id WHERE f.number = ANY(%s)
    """
    until = time.monotonic() + PATIENCE_SECONDS
    with psycopg.connect(postgres.locate(place.home).url, autocommit=True) as connection:
        while time.monotonic() < until:
            made, missing, decisions = connection.execute(asked, [numbers]).fetchone() or (0, 0, 0)
            if not missing and decisions == len(numbers):
                return int(made)
            time.sleep(0.05)
    raise BenchFailed(
        f"after {PATIENCE_SECONDS:.0f} s {decisions} of {len(numbers)} cases are decided, {missing} papers missing"
    )
