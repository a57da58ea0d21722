"""A case file's entries have one byte form, and each hash depends on everything before it."""

from __future__ import annotations

import copy
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.casefile import chain

EXACT = 2**53 - 1
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
SCALARS = st.none() | st.booleans() | st.integers(-EXACT, EXACT) | TEXT
VALUES = st.recursive(
    SCALARS, lambda part: st.lists(part, max_size=4) | st.dictionaries(TEXT, part, max_size=4)
)
ENTRIES = st.dictionaries(TEXT, VALUES, min_size=1, max_size=5)
SHANGHAI = timezone(timedelta(hours=8))


class Route(StrEnum):
    COMMITMENT = "commitment"


def test_the_byte_form_is_the_published_canonical_form() -> None:
    # Key order is the example of RFC 8785, section 3.2.3: by UTF-16 code units, not by code points.
    names = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    order = [part["name"] for part in _pairs(chain.canonical_bytes(names))]
    assert order == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert chain.canonical_bytes({"b": [1, True, None], "a": '丨"\\\n\x1f'}) == (
        '{"a":"丨\\"\\\\\\n\\u001f","b":[1,true,null]}'.encode()
    )


def _pairs(raw: bytes) -> list[dict[str, Any]]:
    return json.loads(raw, object_pairs_hook=lambda pairs: [{"name": name} for name, _ in pairs])  # type: ignore[no-any-return]


def test_dates_moments_decimals_and_enums_are_written_as_text() -> None:
    entry = {
        "on": date(2026, 11, 23),
        "at": datetime(2026, 11, 23, 10, 0, 0, 5, tzinfo=SHANGHAI),
        "amount": Decimal("3000.00"),
        "route": Route.COMMITMENT,
        "key": UUID(int=1),
        Route.COMMITMENT: (1, 2),
    }
    assert json.loads(chain.canonical_bytes(entry)) == {
        "on": "2026-11-23",
        "at": "2026-11-23T02:00:00.000005Z",
        "amount": "3000.00",
        "route": "commitment",
        "key": "00000000-0000-0000-0000-000000000001",
        "commitment": [1, 2],
    }


def test_the_same_moment_in_another_time_zone_has_the_same_bytes() -> None:
    here = datetime(2026, 11, 23, 10, tzinfo=SHANGHAI)
    assert chain.canonical_bytes([here]) == chain.canonical_bytes([here.astimezone(UTC)])


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ({"a": {"b": [0.5]}}, r"\.a\.b\[0\] is a floating-point number"),
        ({"a": float("nan")}, "floating-point"),
        ({"at": datetime(2026, 11, 23)}, "without a time zone"),  # noqa: DTZ001 - the naive moment is the point
        ({"n": 2**53}, "beyond"),
        ({"n": -(2**53)}, "beyond"),
        ({"t": "a\x00b"}, "NUL"),
        ({"t\x00": 1}, "NUL"),
        ({"t": "\ud800"}, "lone surrogate"),
        ({1: "a"}, "no text"),
        ({"b": b"bytes"}, "is a bytes"),
        ({"s": {1, 2}}, "is a set"),
        ({"d": Decimal("NaN")}, "no finite number"),
    ],
)
def test_what_others_could_not_read_exactly_is_refused(value: Any, complaint: str) -> None:
    with pytest.raises(chain.NotCanonical, match=complaint):
        chain.canonical_bytes(value)


def test_a_value_that_nests_without_end_is_refused_and_does_not_exhaust_the_stack() -> None:
    deep: list[Any] = []
    deep.append(deep)
    with pytest.raises(chain.NotCanonical, match="too deep"):
        chain.canonical_bytes(deep)


@given(VALUES)
def test_what_is_read_back_has_the_same_bytes(value: Any) -> None:
    raw = chain.canonical_bytes(value)
    assert json.loads(raw) == value
    assert chain.canonical_bytes(json.loads(raw)) == raw
    assert chain.canonical_bytes(chain.plain(value)) == raw


@given(ENTRIES)
def test_the_order_in_which_keys_were_written_does_not_matter(entry: dict[str, Any]) -> None:
    turned = dict(reversed(entry.items()))
    assert chain.canonical_bytes(turned) == chain.canonical_bytes(entry)


@given(ENTRIES, st.binary(min_size=32, max_size=32), st.data())
def test_any_single_change_changes_the_hash(
    entry: dict[str, Any], previous: bytes, data: st.DataObject
) -> None:
    before = chain.entry_hash(previous, entry)
    changed = copy.deepcopy(entry)
    key = data.draw(st.sampled_from(sorted(entry)))
    kind = data.draw(st.sampled_from(["other value", "no key", "one more key", "other hash before"]))
    if kind == "other value":
        changed[key] = data.draw(VALUES.filter(lambda value: _differs(value, entry[key])))
    elif kind == "no key":
        del changed[key]
    elif kind == "one more key":
        changed[data.draw(TEXT.filter(lambda name: name not in entry))] = data.draw(VALUES)
    else:
        previous = bytes([previous[0] ^ 1]) + previous[1:]
    assert chain.entry_hash(previous, changed) != before


def _differs(one: Any, other: Any) -> bool:
    # True == 1 in Python and not in JSON.
    return json.dumps(one, sort_keys=True) != json.dumps(other, sort_keys=True)


def test_an_entry_hash_is_fixed_for_ever() -> None:
    # Kept files must verify in every later release: this value may never change.
    assert chain.entry_hash(chain.FIRST, {"number": 1, "act": "开立案卷"}).hex() == (
        "3da09807aecec49b9810bac2b4030d7ea9c3f1dfa40e63e167c1c86697713ea2"
    )


def test_the_hash_before_must_be_whole() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        chain.entry_hash(b"short", {"a": 1})


@given(st.lists(ENTRIES, min_size=1, max_size=6), st.data())
def test_a_break_is_found_at_the_entry_that_was_touched(
    entries: list[dict[str, Any]], data: st.DataObject
) -> None:
    kept, previous = [], chain.FIRST
    for entry in entries:
        previous = chain.entry_hash(previous, entry)
        kept.append((entry, previous))
    assert chain.first_break(kept) is None
    touched = data.draw(st.integers(0, len(entries) - 1))
    kept[touched] = ({**kept[touched][0], "touched": "by hand", "n": len(entries)}, kept[touched][1])
    assert chain.first_break(kept) == touched
    del kept[touched]
    assert chain.first_break(kept) == (touched if touched < len(kept) else None)


def test_an_entry_without_a_byte_form_counts_as_a_break() -> None:
    assert chain.first_break([({"a": 0.5}, bytes(32))]) == 0
