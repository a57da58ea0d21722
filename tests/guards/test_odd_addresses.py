"""Whatever stands in an address, the answer is a page or a refusal, never a fault of ours."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_from_bytes

import pytest
from tests.guards.walk import CITIZENS, ROLES, address_of, addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

PARAMETERS = (
    "q",
    "after",
    "who",
    "next",
    "days",
    "unit",
    "route",
    "matter",
    "version",
    "state",
    "outcome",
    "which",
    "method",
    "amount",
    "persons_affected",
    "agency",
    "field",
    "kind",
    "mode",
    "code",
    "error",
    "size",
    "page",
    "iss",
    "scope",
    "place",
    "a",
    "b",
)
ODD = (
    "",
    " ",
    "0",
    "-1",
    "１２",
    "²",
    "①",
    "٣",
    "9" * 18,
    "9" * 19,
    "9" * 400,
    "1e9",
    "NaN",
    "1.5",
    "0x10",
    "null",
    "true",
    "2026-13-45",
    "2026-02-30.5",
    "9999-12-31.9",
    "0001-01-01.1",
    "2026-06-09." + "9" * 18,
    "2026-06-09.-1",
    "2026-06-09.²",
    "2021-01-01.2026-06-01",
    "2026-06-01.2021-01-01",
    "..",
    ".",
    "'",
    '"><script>alert(1)</script>',
    "%",
    "_",
    "\\",
    "(((((",
    "\x00",
    "a\x00b",
    "\x01\x1b[31m",
    "\u202eabc",
    "\ufeff",
    "𬭎䶮㛃",
    "👩‍👩‍👧",
    "法" * 300,
    "{{7*7}}",
    "=1+1",
    "../../etc/passwd",
    "//evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "341399199005011019",
)
BYTES = (b"\xff\xfe", b"\xed\xa0\x80", b"\xc3(", b"\x80" * 20, b"\xf0\x28\x8c\xbc")
WHO = {
    "public": None,
    "face": None,
    "api": None,
    "applicant": "lin",
    "desk": "zhou",
    "field": "sun",
    "oversight": "li",
}


def queries(chance: random.Random, count: int) -> Iterator[str]:
    """Queries with odd values, in characters and in bytes that are none."""
    for _ in range(count):
        name = quote(chance.choice((*PARAMETERS, "\x00", "a" * 200, "q")), safe="")
        if chance.random() < 0.2:
            yield f"{name}={quote_from_bytes(chance.choice(BYTES))}"
        else:
            yield f"{name}={quote(chance.choice(ODD), safe='')}"


def broken(answer: Any) -> bool:
    """Whether an answer is a fault of ours; a stream is read to its end."""
    if getattr(answer, "streaming", False):
        b"".join(answer.streaming_content)
    return answer.status_code >= 500


LISTS = {
    None: (
        "public:home",
        "public:search",
        "public:catalogue",
        "public:published_catalogue",
        "public:editions",
        "public:edition",
        "public:difference",
        "public:units",
        "public:feed",
        "public:published",
        "public:verify",
        "public:enter",
        "public:downloads",
        "public:city_back",
        "api:items",
        "api:editions",
        "api:edition",
        "api:changes",
        "api:published",
        "face:styleguide",
    ),
    "lin": ("applicant:cases", "applicant:accesses", "applicant:start", "applicant:credit"),
    "zhou": ("desk:queue", "desk:draws", "desk:proceeding", "desk:untrue", "desk:credit", "field:tasks"),
    "qian": (
        "desk:catalogue",
        "desk:item",
        "desk:imports",
        "desk:import",
        "desk:import_columns",
        "desk:import_row",
        "desk:export",
        "desk:editions",
    ),
    "li": ("oversight:overview", "oversight:list", "oversight:download", "oversight:sources"),
}
"""The pages that read what stands behind the question mark, with somebody who may open them."""


@pytest.mark.parametrize("left_out", ["", "q"])
@pytest.mark.parametrize("who", LISTS)
def test_no_value_of_a_parameter_breaks_a_page(walk, browser, who, left_out):
    patterns, client = dict(addresses()), browser(getattr(walk.city, who) if who else None)
    wrong = []
    for name in LISTS[who]:
        address = address_of(name, patterns[name], walk.keys)
        for value in (*(quote(odd, safe="") for odd in ODD), *(quote_from_bytes(raw) for raw in BYTES)):
            query = "&".join(f"{parameter}={value}" for parameter in PARAMETERS if parameter != left_out)
            if broken(answer := client.get(f"{address}?{query[:60_000]}")):
                wrong.append(f"{name} {value[:60]}: {answer.status_code}")
    assert wrong == []


def test_no_query_breaks_any_address_for_anybody(walk, browser):
    chance = random.Random(20260601)
    wrong = []
    for who in (None, *CITIZENS[:2], "zhou", "sun", "qian", "zheng", "li", "wang"):
        client = browser(getattr(walk.city, who) if who else None)
        for name, pattern in addresses():
            address = address_of(name, pattern, walk.keys)
            for query in queries(chance, 2):
                answer = client.get(f"{address}?{query}")
                if broken(answer):
                    wrong.append(f"{who}: {name}?{query[:80]}: {answer.status_code}")
    assert wrong == []


HUGE = (
    "9" * 15,
    "9223372036854775807",
    "9223372036854775808",
    "9" * 30,
    "9" * 300,
    "0",
    "00000000000000000001",
)
STRANGE = (
    "x",
    "%00",
    "a%00b",
    "%E2%80%AE",
    "%F0%AC%AD%8E",
    "..",
    "%2e%2e",
    "%FF",
    "%ED%A0%80",
    "9" * 500,
    "'",
    "%3Cscript%3E",
    "%0d%0aSet-Cookie:a=b",
    "341302-2026-0000001%00",
    "%20",
)


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_key_in_an_address_breaks_a_page(walk, browser, method):
    people = {
        "applicant": ("lin",),
        "desk": ("zhou", "zheng", "qian"),
        "field": ("sun",),
        "oversight": ("li", "wang"),
        "public": (None,),
        "face": (None,),
        "api": (None,),
    }
    wrong = []
    for name, pattern in addresses():
        converters = pattern.pattern.converters
        if not converters:
            continue
        honest = address_of(name, pattern, walk.keys)
        for parameter, converter in converters.items():
            odd_values = HUGE if converter.regex == "[0-9]+" else STRANGE
            marked = address_of(
                name,
                pattern,
                {**walk.keys, f"{name}/{parameter}": 777123 if odd_values is HUGE else "zqzqzq"},
            )
            for value in odd_values:
                address = marked.replace("777123" if odd_values is HUGE else "zqzqzq", value)
                for who in people[name.split(":", maxsplit=1)[0]]:
                    answer = getattr(browser(getattr(walk.city, who) if who else None), method)(address)
                    if broken(answer):
                        wrong.append(f"{who}: {method} {address[:120]} ({honest}): {answer.status_code}")
    assert wrong == []


def test_every_method_is_answered(walk, browser):
    wrong = []
    for who in ROLES[:2]:
        client = browser(getattr(walk.city, who))
        for name, pattern in addresses():
            address = address_of(name, pattern, walk.keys)
            wrong += [
                f"{method} {name}: {answer.status_code}"
                for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD", "BREW")
                if broken(answer := client.generic(method, address))
            ]
    assert wrong == []
