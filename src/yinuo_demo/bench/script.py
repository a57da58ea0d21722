"""The floor of a filing: the very SQL that the page executes, as a script for pgbench that files other drafts.

One draft is filed through the page and its queries are kept as they were sent. What differs from draft to draft, keys,
numbers, is then read from a table of drafts or taken from what a statement of the script itself returned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yinuo_demo.crowd import ways
from yinuo_demo.crowd.case import Case
from yinuo_demo.crowd.newcomers import settle
from yinuo_demo.crowd.rows import Batch, Keys
from yinuo_demo.crowd.town import look_round

MATTER = "申请法律援助"
APART = 10_000_000
"""Keys of two tables are so far apart that a number in a query belongs to one row only."""
_LITERAL = re.compile(r"E?'(?:[^'\\]|''|\\.)*'", re.DOTALL)
_NUMBER = re.compile(r"(?<![\w.])\d{8,}(?![\w.])")
_IN_TEXT = re.compile(r"\d{8,}")
_CODE = re.compile(r"'[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}'")
_NUMBERS = "casefile_number"
_INTO = re.compile(r'INSERT INTO "(\w+)"')


def write(path: str, drafts: int) -> dict[str, Any]:
    """Make drafts ready to be signed, file one of them through the page, and write the script for the others.

    Args:
        path: where the script goes.
        drafts: how many filings the script can run.

    Returns:
        How many statements a filing has.
    """
    _set_keys_apart()
    cases = _drafts(drafts + 1)
    last = _last_keys()
    asked = _file(cases[0])
    made = _Script(cases[0], last)
    for sql in asked:
        made.take(sql)
    _keep(cases[1:])
    Path(path).write_text("\n".join(made.lines) + "\n", encoding="utf-8")
    return {"statements": len(asked)}


def _set_keys_apart() -> None:
    with connection.cursor() as cursor:
        for place, sequence in enumerate(_sequences().values(), start=1):
            cursor.execute("SELECT setval(%s, %s)", [sequence, place * APART])


def _last_keys() -> dict[str, int]:
    """Table to the last key it gave."""
    found = {}
    with connection.cursor() as cursor:
        for table, sequence in _sequences().items():
            cursor.execute("SELECT pg_sequence_last_value(%s::regclass)", [sequence])
            found[table] = int(cursor.fetchone()[0] or 0)
    return found


def _sequences() -> dict[str, str]:
    """Table to the sequence of its keys; that of the running numbers too."""
    found = {_NUMBERS: _NUMBERS}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table, key = model._meta.db_table, model._meta.pk.column
            if model._meta.app_config.name.startswith("yinuo."):
                cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, key])
                (sequence,) = cursor.fetchone()
                if sequence:  # a calendar day is its own key
                    found[table] = sequence
    return found


def _drafts(count: int) -> list[Case]:
    """So many drafts of different people, alike but for their keys."""
    town, batch, now = look_round(), Batch(Keys()), timezone.now()
    offer = next(offer for offer in town.offers if offer.matter.name == MATTER)
    cases = []
    for place in range(count):
        who = settle(batch, 0, place, with_firm=False)
        case = Case(
            batch=batch,
            town=town,
            chance=Random(place),
            who=who,
            offer=offer,
            channel="online",
            now=now - timedelta(hours=1),
            end=now,
            salt=place.to_bytes(16),
            ledger=[],
        )
        ways.draft_ready(case, "commit")
        cases.append(case)
    batch.write()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return cases


def _file(case: Case) -> list[str]:
    """File a draft through the page; the queries it asked, parameters filled in."""
    client = Client(headers={"host": "localhost"})
    client.force_login(case.who.account)
    address = f"/my/cases/{case.application.number}/sign/"
    client.get(address)
    end = (case.who.account.subject.id_number or "")[-4:] if case.who.account.subject is not None else ""
    with CaptureQueriesContext(connection) as asked:
        response = client.post(address, {"identity_end": end, "typed_name": case.who.account.name})
    if response.status_code != 302:
        raise RuntimeError(f"the draft was not filed: {response.status_code}")
    return [one["sql"] for one in asked.captured_queries]


def _keys(case: Case) -> list[str]:
    """What of a draft stands in the queries."""
    [item], who = case.items, case.who
    return [
        str(row.pk)
        for row in (case.application, item, case.file, case.showings[item.pk], who.applicant, who.account)
    ] + [case.application.number.rpartition("-")[2]]


def _keep(cases: list[Case]) -> None:
    """The drafts the script files, in the order in which it takes them."""
    columns = ", ".join(f"d{place} bigint" for place in range(len(_keys(cases[0]))))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_draft; DROP SEQUENCE IF EXISTS bench_draft_taken")
        cursor.execute(
            f"CREATE TABLE bench_draft (n bigint PRIMARY KEY, {columns}); CREATE SEQUENCE bench_draft_taken"
        )
        with cursor.copy("COPY bench_draft FROM STDIN") as copy:
            for place, case in enumerate(cases, start=1):
                copy.write_row([place, *map(int, _keys(case))])


@dataclass
class _Script:
    """The script while it grows.

    Attributes:
        draft: whose filing was recorded.
        lines: the script.
        variables: number in the recorded queries to variable of the script.
        last: table to the last key it had given before the filing.
    """

    draft: Case
    last: dict[str, int]
    lines: list[str] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.variables = {key: f"d{place}" for place, key in enumerate(_keys(self.draft))}
        self.lines = [
            "SELECT nextval('bench_draft_taken') AS n \\gset",
            "SELECT * FROM bench_draft WHERE n = :n \\gset",
        ]

    def take(self, sql: str) -> None:
        """Add one recorded query."""
        statement = _CODE.sub("substr(md5(random()::text), 1, 14)", sql.strip().rstrip(";"))
        statement = self._with_variables(statement)
        self.lines.append(statement + self._kept_result(sql))

    def _with_variables(self, sql: str) -> str:
        parts, end = [], 0
        for literal in _LITERAL.finditer(sql):
            parts.append(_NUMBER.sub(self._bare, sql[end : literal.start()]))
            parts.append(self._in_literal(literal.group()))
            end = literal.end()
        return "".join([*parts, _NUMBER.sub(self._bare, sql[end:])])

    def _bare(self, number: re.Match[str]) -> str:
        known = self.variables.get(number.group())
        return f":{known}" if known else number.group()

    def _in_literal(self, literal: str) -> str:
        """A text that holds a key is put together again from its parts."""
        quote = "E'" if literal.startswith("E") else "'"
        inside = literal[len(quote) : -1]
        put = _IN_TEXT.sub(
            lambda n: (
                f"'||:{self.variables[n.group()]}||{quote}" if n.group() in self.variables else n.group()
            ),
            inside,
        )
        return literal if put == inside else f"({quote}{put}')"

    def _kept_result(self, sql: str) -> str:
        """What a statement returned stands for itself in those that follow."""
        place, into = len(self.lines), _INTO.match(sql.strip())
        if into is not None and "RETURNING" in sql:
            return self._call(into.group(1), f"r{place}", "id")
        if "nextval('casefile_number')" in sql:
            return self._call(_NUMBERS, f"r{place}", "nextval")
        return ";"

    def _call(self, drawn_from: str, name: str, column: str) -> str:
        self.last[drawn_from] += 1
        self.variables[str(self.last[drawn_from])] = f"{name}_{column}"
        return f" \\gset {name}_"
