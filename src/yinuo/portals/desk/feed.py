"""The calendar as a file that calendar programs read (RFC 5545), and the address under which an office subscribes to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core import signing

from yinuo.people.models import Account

if TYPE_CHECKING:
    from yinuo.matters.queries import Event

_SALT = "yinuo.desk.feed"
_PROOF = 16
_OCTETS = 75
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def token_of(account: Account) -> str:
    """The secret part of the address of an officer's feed; it ends with his password, his account and his roles."""
    return signing.Signer(salt=_SALT).sign_object(
        {"a": account.pk, "p": account.get_session_auth_hash()[:_PROOF]}
    )


def account_of(token: str) -> Account | None:
    """Whose feed a token opens; None for one that was never given out, or is no longer good."""
    try:
        kept = signing.Signer(salt=_SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    account = Account.objects.filter(pk=kept["a"], is_active=True, agency__isnull=False).first()
    if account is None or account.get_session_auth_hash()[:_PROOF] != kept["p"]:
        return None
    return account


def written(
    events: Iterable[Event], *, name: str, host: str, stamp: datetime, url_of: Callable[[Event], str]
) -> str:
    """Events as one calendar; each the same entry each time it is asked for.

    Args:
        events: what falls on which day.
        name: of the calendar, in Chinese.
        host: of the house, for the keys.
        stamp: when the file is written, in UTC.
        url_of: where an event leads, as a whole address.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Yinuo//Catalogue//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in events:
        lines += _entry(event, host, stamp, url_of(event))
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _entry(event: Event, host: str, stamp: datetime, url: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{event.key}@{host}",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(f'{event.occasion.value}：{event.title}')}",
        f"DESCRIPTION:{_text(event.detail)}",
        f"CATEGORIES:{_text(event.occasion.value)}",
        f"URL:{url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(words: str) -> str:
    """A text value: what has a meaning of its own is escaped."""
    plain = _CONTROL.sub(" ", words.replace("\r\n", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, no character torn apart; a blank begins each further piece."""
    piece, size = "", 0
    for mark in line:
        octets = len(mark.encode())
        if size + octets > _OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + mark, size + octets
    yield piece
