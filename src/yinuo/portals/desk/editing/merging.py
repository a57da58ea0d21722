"""The page on which the second of two editors puts both changes together, and what he chose on it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yinuo.matters.actions import Seen
from yinuo.matters.comparing import Piece, compared
from yinuo.matters.content import notice_fields
from yinuo.matters.merging import Change, Fields, apart, merge, together
from yinuo.matters.reading import in_words, title_of
from yinuo.matters.terms import Terms
from yinuo.portals.desk.editing.sheet import clean

if TYPE_CHECKING:
    from datetime import datetime

THEIRS, YOURS, OWN = "theirs", "yours", "own"
_MOST_DIGITS = 9
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Clash:
    """One field on the page.

    Attributes:
        field: its name; ``name`` is how its choice is called in the form.
        title: what people call it.
        theirs, yours: each side against what stood there before, word by word.
        text: what the second wrote, where it is a text he may write anew; None where it is not.
        by, at: who changed it, and when.
    """

    field: str
    name: str
    title: str
    theirs: tuple[Piece, ...]
    yours: tuple[Piece, ...]
    text: str | None
    by: str
    at: datetime | None


def seen_of(token: str | None) -> Seen | None:
    """Which draft a page was made from, as its form says it; None where it says nothing that can be read."""
    number, dot, revision = (token or "").partition(".")
    read = [part for part in (number, revision) if part.isascii() and part.isdecimal()]
    if not dot or len(read) != 2 or any(len(part) > _MOST_DIGITS for part in read):
        return None
    return Seen(int(number), int(revision))


def of_content(changes: Iterable[Change], yours: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """The page for a draft.

    Args:
        changes: what differs, as the verb told.
        yours: the content that was handed in.
        now: the content that stands there.
    """
    return page(changes, apart(yours), apart(now))


def page(changes: Iterable[Change], yours: Fields, now: Fields) -> dict[str, Any]:
    """What the page shows: what is to be chosen, what is taken over, and what it has to remember.

    Args:
        changes: what differs.
        yours: what was handed in, by field.
        now: what stands there, by field.
    """
    told = list(changes)
    clashes = [_clash(number, one) for number, one in enumerate(told) if one.both]
    taken = [
        _clash(number, one)
        for number, one in enumerate(told)
        if not one.both and one.theirs != one.base and one.yours == one.base
    ]
    base = {one.field: one.base for one in told}
    return {
        "clashes": clashes,
        "taken": taken,
        "kept": json.dumps({"yours": yours, "base": base}, ensure_ascii=False),
        "mine": sum(1 for one in told if one.theirs == one.base),
        "standing": len(now),
    }


def _clash(number: int, change: Change) -> Clash:
    before = in_words(change.field, change.base)
    return Clash(
        change.field,
        f"pick-{number}",
        title_of(change.field),
        compared(before, in_words(change.field, change.theirs)),
        compared(before, in_words(change.field, change.yours)),
        change.yours if isinstance(change.yours, str) else None,
        change.by,
        change.at,
    )


def content_of_form(posted: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any] | None:
    """The content that was put together; None where the form cannot be read.

    Args:
        posted: the form.
        now: the content that stands there.
    """
    fields = fields_of_form(posted, apart(now))
    if fields is None:
        return None
    try:
        made = together(fields)
        notice_fields(made["notice"])
        made["terms"] = Terms.from_json(made["terms"]).as_json()
        rows = [*made["facts"], *made["inputs"]]
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return made if all(isinstance(row, dict) for row in rows) else None


def fields_of_form(posted: Mapping[str, Any], now: Fields) -> Fields | None:
    """The fields that were put together; None where the form cannot be read.

    Args:
        posted: the form: what the page remembered, and a choice for each field that both changed.
        now: what stands there, by field.
    """
    try:
        kept = _cleaned(json.loads(str(posted.get("kept", ""))[: _LONGEST * 10]))
        yours, base = dict(kept["yours"]), dict(kept["base"])
    except (KeyError, TypeError, ValueError):
        return None
    began = {name: value for name, value in {**now, **base}.items() if value is not None}
    merged = merge(began, now, yours)
    fields = dict(merged.fields)
    picks = {name: f"pick-{number}" for number, name in enumerate(base)}
    for name in merged.conflicts:
        choice = posted.get(picks.get(name, ""), YOURS)
        if choice == THEIRS:
            _put(fields, name, now.get(name))
        elif choice == OWN and isinstance(yours.get(name), str):
            _put(fields, name, clean(posted.get(f"own-{picks[name]}", ""), most=_LONGEST).strip() or None)
    return fields


def _put(fields: Fields, name: str, value: Any) -> None:
    if value is None:
        fields.pop(name, None)
    else:
        fields[name] = value


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value, most=_LONGEST)
    if isinstance(value, list):
        return [_cleaned(part) for part in value]
    if isinstance(value, dict):
        return {clean(key, most=_LONGEST): _cleaned(part) for key, part in value.items()}
    return value
