"""A legal text changes: what changed is entered, and a task is opened for everything that rests on it. Clause 3.2-b."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.casefile.actions import record
from yinuo.law import place
from yinuo.law.adjusting import ChangeKind, RevisionFacts, revision_due
from yinuo.law.citing import Place, Reference
from yinuo.law.deadlines import CalendarExhausted
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.actions.registering import (
    articles_at,
    hold_register,
    named,
    open_text,
    shelved,
    text_of,
    written_places,
)
from yinuo.matters.actions.texts import label_of, refuse_unless_keeper
from yinuo.matters.models import (
    ArticleWording,
    ChangedPlace,
    LegalText,
    TextArticle,
    TextChange,
)
from yinuo.matters.queries.texts import texts_named
from yinuo.workdays.queries import calendar

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.people.models import Account

MIN_REASON = 4
WHAT = "没有登记这次变动"
ENTERED = "登记变动时提到"


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """A change as a person enters it.

    Attributes:
        kind: what happened.
        places: what changed; empty for the whole text.
        in_force_on: the first day it is in force.
        source: where it was read.
        old_wording, new_wording: where known, and where one single place changed.
        replaced_by: what takes its place: for REPLACED another text, with a place where known; for RENUMBERED the
            new place, of the same text.
    """

    kind: ChangeKind
    places: tuple[Place, ...]
    in_force_on: date
    source: str
    old_wording: str = ""
    new_wording: str = ""
    replaced_by: Reference | None = None


@transaction.atomic
def record_change(*, text: LegalText, words: ChangeWords, by: Account, at: datetime) -> TextChange:
    """Enter that a text or some of its articles changed; tasks follow at once, in the background.

    Args:
        text: the text.
        words: what is entered.
        by: a legal reviewer, or somebody of the justice bureau.
        at: the moment, aware.

    Returns:
        The change; the one already entered where it says the same.

    Raises:
        Refused: not this person's to enter, or the entry contradicts itself or lacks something.
    """
    refuse_unless_keeper(by, at)
    hold_register()
    locked = LegalText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    _refuse_unless_whole(locked, words)
    successor = _successor(locked, words, by, at)
    key = _key(locked, words, successor)
    kept = TextChange.objects.filter(key=key, withdrawn_at__isnull=True).first()
    if kept is not None:
        return kept
    change = TextChange.objects.create(
        text=locked,
        case_file_id=locked.case_file_id,
        kind=words.kind.name,
        places=written_places(words.places),
        in_force_on=words.in_force_on,
        old_wording=words.old_wording.strip(),
        new_wording=words.new_wording.strip(),
        source=words.source.strip(),
        replaced_by=successor,
        replaced_place=words.replaced_by.place.written() if words.replaced_by is not None else "",
        due_on=_due_on(words, at),
        key=key,
        recorded_by=by,
        recorded_at=at,
    )
    articles = articles_at((locked.pk, shelved(one)) for one in words.places)
    ChangedPlace.objects.bulk_create(
        [
            ChangedPlace(
                change=change,
                article=articles[locked.pk, shelved(one)],
                paragraph=one.paragraph,
                item=one.item,
            )
            for one in words.places
        ],
        ignore_conflicts=True,
    )
    _follow(change, locked, words, articles)
    record(
        case_file_id=locked.case_file_id,
        step="matters.record_change",
        title=f"登记变动：{words.kind.value}",
        by=by,
        by_label=label_of(by, at),
        at=at,
        basis=CLAUSES["3.2-b"],
        facts={
            "kind": words.kind.name,
            "places": change.places,
            "in_force_on": words.in_force_on,
            "source": change.source,
            "due_on": change.due_on,
        },
    )
    ring(change.pk)
    return change


def ring(change_id: int) -> None:
    """Queue the opening of tasks; a bell that is lost is made up for by the round."""
    app.configure_task("matters.open_revisions", queue="catalogue").defer(change_id=change_id)


def _refuse_unless_whole(text: LegalText, words: ChangeWords) -> None:
    lacks = ""
    if text.merged_into_id is not None:
        lacks = "这条登记已经并入别的文件"
    elif not words.source.strip():
        lacks = "没有写明从哪里得知"
    elif words.kind is ChangeKind.RENUMBERED and (not words.places or words.replaced_by is None):
        lacks = "条文序号变动要写明原来的条文和新的序号"
    elif words.kind is ChangeKind.REPLACED and words.replaced_by is None:
        lacks = "没有写明由哪一部文件代替"
    elif len(words.places) > 1 and (words.old_wording.strip() or words.new_wording.strip()):
        lacks = "一次登记几条时不能写条文内容"
    if lacks:
        raise Refused(
            Refusal(WHAT, lacks, CLAUSES["3.2-b"], "请补写后再登记；几条都有内容的，一条一条登记。")
        )


def _successor(text: LegalText, words: ChangeWords, by: Account, at: datetime) -> LegalText | None:
    """The text that takes the place: the same one where only numbers moved."""
    one = words.replaced_by
    if one is None or words.kind not in {ChangeKind.REPLACED, ChangeKind.RENUMBERED}:
        return None
    if words.kind is ChangeKind.RENUMBERED:
        return text
    name = named(one)
    if not name:
        raise Refused(
            Refusal(WHAT, "没有写明由哪一部文件代替", CLAUSES["3.2-b"], "请写出新文件的名称或者文号。")
        )
    found = text_of(one, texts_named([name])) or open_text(
        title=one.title, number=one.number, by=by, by_label=label_of(by, at), at=at, source=ENTERED
    )
    if found.pk == text.pk and not one.place.article:
        raise Refused(
            Refusal(
                WHAT, "代替它的还是它自己", CLAUSES["3.2-b"], "请写出新文件的名称；只改了内容的，选“修改”。"
            )
        )
    return found


def _due_on(words: ChangeWords, at: datetime) -> date:
    on = timezone.localdate(at)
    facts = RevisionFacts(on, words.in_force_on, place.load(settings.YINUO_PLACE), calendar())
    try:
        return revision_due.on(on, facts).value
    except CalendarExhausted as exhausted:
        raise Refused(
            Refusal(
                WHAT,
                f"工作日历里没有{exhausted.year}年的放假安排，算不出修订期限",
                CLAUSES["3.2-b"],
                f"请管理员先导入{exhausted.year}年的工作日表。",
            )
        ) from exhausted


def _key(text: LegalText, words: ChangeWords, successor: LegalText | None) -> str:
    """What makes two entries the same change."""
    parts = (
        text.pk,
        words.kind.name,
        written_places(words.places),
        words.in_force_on.isoformat(),
        successor.pk if successor else 0,
        words.replaced_by.place.written() if words.replaced_by else "",
    )
    return hashlib.sha256("\x00".join(map(str, parts)).encode()).hexdigest()


def _follow(
    change: TextChange, text: LegalText, words: ChangeWords, articles: dict[tuple[int, Place], TextArticle]
) -> None:
    """What the register itself says from now on: ended texts and articles, old and new wording."""
    ends = words.kind in {ChangeKind.REPEALED, ChangeKind.REPLACED}
    if ends and not words.places:
        LegalText.objects.filter(pk=text.pk, repealed_on__isnull=True).update(repealed_on=words.in_force_on)
    if ends:
        whole = [
            articles[text.pk, shelved(one)].pk for one in words.places if not one.paragraph and not one.item
        ]
        TextArticle.objects.filter(pk__in=whole, repealed_on__isnull=True).update(
            repealed_on=words.in_force_on
        )
    if len(words.places) == 1:
        _reword(change, articles[text.pk, shelved(words.places[0])], words.places[0], words)


def _reword(change: TextChange, article: TextArticle, where: Place, words: ChangeWords) -> None:
    rows = ArticleWording.objects.filter(article=article, paragraph=where.paragraph, item=where.item)
    spot = {
        "article": article,
        "paragraph": where.paragraph,
        "item": where.item,
        "source": words.source.strip(),
    }
    now = rows.filter(until__isnull=True).first()
    old, new = words.old_wording.strip(), words.new_wording.strip()
    if now is not None and (now.since is None or now.since < words.in_force_on):
        now.until = words.in_force_on
        now.save(update_fields=["until"])
    elif now is None and old:
        ArticleWording.objects.create(**spot, content=old, until=words.in_force_on, change=change)
    if new and not rows.filter(until__isnull=True).exists():
        ArticleWording.objects.create(**spot, content=new, since=words.in_force_on, change=change)


@transaction.atomic
def withdraw_change(*, change_id: int, reason: str, by: Account, at: datetime) -> TextChange:
    """Take back a change that was entered by mistake; its wording and its ends are taken out of the register again.

    Tasks that are not finished are closed by the round that comes by.

    Args:
        change_id: the change.
        reason: why; kept.
        by: a legal reviewer, or somebody of the justice bureau.
        at: the moment, aware.

    Raises:
        Refused: not this person's to enter, or no reason.
    """
    refuse_unless_keeper(by, at)
    hold_register()
    change = TextChange.objects.select_for_update(of=("self",)).select_related("text").get(pk=change_id)
    if change.withdrawn_at is not None:
        return change
    why = reason.strip()[:200]
    if len(why) < MIN_REASON:
        raise Refused(
            Refusal("没有撤销登记", "没有写明理由", CLAUSES["3.2-b"], "请写明为什么撤销（至少四个字）。")
        )
    change.withdrawn_by, change.withdrawn_at, change.withdrawn_because = by, at, why
    change.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_because"])
    _unfollow(change)
    record(
        case_file_id=change.case_file_id,
        step="matters.withdraw_change",
        title="撤销变动登记",
        by=by,
        by_label=label_of(by, at),
        at=at,
        basis=CLAUSES["3.2-b"],
        facts={"change": change.pk, "reason": why},
    )
    return change


def _unfollow(change: TextChange) -> None:
    """The register as it was before, as far as no other change says the same."""
    others = TextChange.objects.filter(
        text=change.text_id,
        withdrawn_at__isnull=True,
        in_force_on=change.in_force_on,
        kind__in=("REPEALED", "REPLACED"),
    )
    changed = list(change.changed.select_related("article"))
    if not changed and not others.filter(changed__isnull=True).exists():
        LegalText.objects.filter(pk=change.text_id, repealed_on=change.in_force_on).update(repealed_on=None)
    for spot in changed:
        if not others.filter(changed__article=spot.article).exists():
            TextArticle.objects.filter(pk=spot.article_id, repealed_on=change.in_force_on).update(
                repealed_on=None
            )
        ArticleWording.objects.filter(change=change, article=spot.article).delete()
        rows = ArticleWording.objects.filter(article=spot.article, paragraph=spot.paragraph, item=spot.item)
        if not rows.filter(until__isnull=True).exists():
            rows.filter(until=change.in_force_on).update(until=None)
