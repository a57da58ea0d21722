"""List pages as the people see them who may see least, through the whole product but the network."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yinuo.inspectorate.actions import take_tally
from yinuo.people.models import Account


@dataclass(frozen=True, slots=True)
class Page:
    """A list page and who looks at it.

    Attributes:
        name: in the table.
        account: user name; empty for the public.
        address: where it is.
        further: so many times the way to the next page is followed first, as far as it leads.
    """

    name: str
    account: str
    address: str
    further: int = 0


AGENCY = "human-resources"
"""The officers' agency: the one with the most cases."""

SURNAME = "王"
"""The commonest surname: whom an officer searches for by it, he finds many."""

PAGES: tuple[Page, ...] = (
    Page("desk queue", f"{AGENCY}-deciding", "/desk/"),
    Page("desk queue, fourth page", f"{AGENCY}-deciding", "/desk/", further=3),
    Page("desk search by name", f"{AGENCY}-deciding", f"/desk/?q={SURNAME}"),
    Page("field list", f"{AGENCY}-verifier", "/field/"),
    Page("oversight overview", "li-du", "/oversight/"),
    Page("oversight overview of one agency", f"{AGENCY}-deciding", "/oversight/"),
    Page("oversight list of cases", "li-du", "/oversight/figures/cases/"),
    Page("public search", "", "/search/?q=低保"),
    Page("public register", "", "/published/"),
)
_FOLLOWING = re.compile(r"[?&](?:amp;)?after=([\w.-]+)")
_clients: dict[str, Client] = {}


def page(name: str, times: int) -> dict[str, Any]:
    """Open a page several times.

    Returns:
        Milliseconds of each, and how many queries one asks.
    """
    found = _named(name)
    client, address = _client(found.account), _address(found)
    _get(client, address)
    with CaptureQueriesContext(connection) as asked:
        _get(client, address)
    queries = len(asked)
    return {"ms": _timed(lambda: _get(client, address), times), "queries": queries}


def explain(name: str) -> str:
    """The plan of a page's slowest query."""
    found = _named(name)
    client, address = _client(found.account), _address(found)
    with CaptureQueriesContext(connection) as asked:
        _get(client, address)
    slowest = max(asked.captured_queries, key=lambda one: float(one["time"]))["sql"]
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) " + slowest.replace("%", "%%"))
        return slowest + "\n" + "\n".join(line for (line,) in cursor.fetchall())


def tally() -> int:
    """Take the tally the worker takes every five minutes.

    Returns:
        How many numbers it holds.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    return take_tally(since=on.replace(year=on.year - 1, month=1, day=1), on=on, at=at)


def _named(name: str) -> Page:
    return next(one for one in PAGES if one.name == name)


def _client(account: str) -> Client:
    if account not in _clients:
        _clients[account] = Client(headers={"host": "localhost"})
        if account:
            _clients[account].force_login(Account.objects.get(username=account))
    return _clients[account]


def _address(found: Page) -> str:
    """The address of the page, after following the way to the next page as often as is asked."""
    address, client = found.address, _client(found.account)
    for _ in range(found.further):
        following = _FOLLOWING.search(_get(client, address).content.decode())
        if following is None:
            return address
        address = f"{found.address}?after={following.group(1)}"
    return address


def _get(client: Client, address: str) -> Any:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return response


def _timed(act: Callable[[], object], times: int) -> list[float]:
    ms = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        ms.append((time.perf_counter() - began) * 1000)
    return ms
