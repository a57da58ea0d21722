"""The words that people use: entering, changing and switching them off; remembering what was searched in vain."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.access import why_not_edit_words
from yinuo.matters.grams import number
from yinuo.matters.models import MissedSearch, Synonym
from yinuo.matters.queries.words import word as current
from yinuo.matters.words import default_words, everyday_word, spelled, word_problems, worth_keeping

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from yinuo.people.models import Account

_LOCK = 3_413_006
"""Names the words among advisory locks."""
KEPT_DAYS = 90
"""A search in vain that is not made again is forgotten after so many days."""
MOST_MISSED = 5_000
"""More different words than this are not kept: whoever types at random fills no table."""


@transaction.atomic
def keep_word(*, everyday: str, official: Sequence[str], note: str, by: Account, at: datetime) -> Synonym:
    """Enter an everyday word of the city, or change what it stands for; it works from the next search on.

    Args:
        everyday: as people say it.
        official: as the catalogue says it, the best first.
        note: why; may be empty.
        by: a catalogue editor of the bureau in charge.
        at: the moment, aware.

    Returns:
        The row that counts now; the one that already did where nothing changes.

    Raises:
        Refused: not this person's to edit, or the words say nothing.
    """
    _refuse_other(by, at)
    said, meant = everyday_word(everyday), [word.strip() for word in official if word.strip()]
    wrong = word_problems(said, meant)
    if wrong:
        raise Refused(
            Refusal("没有保存这个说法", "".join(wrong.values()), CLAUSES["3.3-b"], "请改好后再保存。")
        )
    _lock(said)
    kept = current(said)
    if kept is not None and kept.row.in_use and list(kept.row.official) == meant:
        return kept.row
    MissedSearch.objects.filter(words=said).delete()
    return _add(said, meant, in_use=True, note=note, by=by, at=at)


@transaction.atomic
def switch_word(*, everyday: str, in_use: bool, note: str, by: Account, at: datetime) -> Synonym:
    """Stop using an everyday word, the product's ones too, or use it again.

    Args:
        everyday: a word there is.
        in_use: whether it shall be used.
        note: why.
        by: a catalogue editor of the bureau in charge.
        at: the moment, aware.

    Returns:
        The row that counts now; the one that already did where nothing changes.

    Raises:
        Refused: not this person's to edit, or there is no such word.
    """
    _refuse_other(by, at)
    said = everyday_word(everyday)
    _lock(said)
    kept = current(said)
    if kept is None:
        raise Refused(
            Refusal(
                "没有改动", f"没有“{said}”这个说法", CLAUSES["3.3-b"], "请刷新页面，看看它是不是刚被改掉。"
            )
        )
    if kept.row.in_use is in_use:
        return kept.row
    return _add(said, kept.row.official, in_use=in_use, note=note, by=by, at=at)


@transaction.atomic
def enter_default_words(*, at: datetime) -> int:
    """Enter the words that the product brings along, as far as they are new or changed; the city's own stay as they are.

    Args:
        at: the moment, aware.

    Returns:
        How many rows were added.
    """
    _lock("")
    kept: dict[str, Synonym] = {}
    for row in Synonym.objects.filter(origin=Synonym.Origin.PRODUCT).order_by("pk"):
        kept[row.everyday] = row
    wanted = default_words()
    new = [
        _row(everyday, official, in_use=True, note="", by=None, at=at)
        for everyday, official in wanted.items()
        if everyday not in kept or not kept[everyday].in_use or tuple(kept[everyday].official) != official
    ]
    new += [
        _row(everyday, row.official, in_use=False, note="新版软件不再提供", by=None, at=at)
        for everyday, row in kept.items()
        if everyday not in wanted and row.in_use
    ]
    return len(Synonym.objects.bulk_create(new))


@transaction.atomic
def note_missed(*, query: str, at: datetime) -> None:
    """Remember that a search found nothing: the words and how often, nobody's name and no numbers.

    Args:
        query: as typed.
        at: the moment, aware.
    """
    words, on = worth_keeping(query), timezone.localdate(at)
    if not words:
        return
    if MissedSearch.objects.filter(words=words).update(times=F("times") + 1, last_on=on):
        return
    if MissedSearch.objects.count() < MOST_MISSED:
        MissedSearch.objects.bulk_create(
            [MissedSearch(words=words, first_on=on, last_on=on)], ignore_conflicts=True
        )


@transaction.atomic
def forget_missed(*, at: datetime) -> int:
    """Forget searches in vain that nobody made again.

    Args:
        at: the moment, aware.

    Returns:
        How many were forgotten.
    """
    before = timezone.localdate(at) - timedelta(days=KEPT_DAYS)
    return MissedSearch.objects.filter(last_on__lt=before).delete()[0]


def _add(
    everyday: str, official: Sequence[str], *, in_use: bool, note: str, by: Account, at: datetime
) -> Synonym:
    row = _row(everyday, official, in_use=in_use, note=note, by=by, at=at)
    row.save()
    return row


def _row(
    everyday: str, official: Sequence[str], *, in_use: bool, note: str, by: Account | None, at: datetime
) -> Synonym:
    sound, initials = spelled(everyday)
    return Synonym(
        everyday=everyday,
        official=list(official),
        sound=sound,
        initials=initials,
        origin=Synonym.Origin.CITY if by is not None else Synonym.Origin.PRODUCT,
        in_use=in_use,
        note=note.strip()[:200],
        by=by,
        at=at,
    )


def _lock(everyday: str) -> None:
    """Whoever changes one word waits for the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, number(everyday)])


def _refuse_other(by: Account, at: datetime) -> None:
    refusal = why_not_edit_words(by, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)
