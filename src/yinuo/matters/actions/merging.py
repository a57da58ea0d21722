"""Two entries of one text made one, and taken apart again. Clause 3.2-b."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.actions.registering import hold_register, refresh_names
from yinuo.matters.actions.texts import note_text, refuse_unless_keeper
from yinuo.matters.models import (
    BasisLink,
    BasisReading,
    ChangedPlace,
    LegalText,
    TextArticle,
    TextChange,
    TextMerge,
    TextName,
)

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.people.models import Account

_KEPT_OF_A_LINK = (
    "proof_item_id",
    "version_id",
    "article_id",
    "paragraph",
    "item",
    "said",
    "by_hand",
    "dropped",
    "by_id",
)
_DAYS = ("in_force_from", "trial_until", "repealed_on")
_FILLED = ("number", "level", "issuer", *_DAYS)


@transaction.atomic
def merge_texts(*, kept: LegalText, gone: LegalText, by: Account, at: datetime) -> TextMerge:
    """Make two entries of one text one: names, articles, links and changes of one go to the other; it can be undone.

    Args:
        kept: stays.
        gone: goes into it; its address leads on to the other.
        by: a legal reviewer, or somebody of the justice bureau.
        at: the moment, aware.

    Returns:
        The merge; the one already made where these two were merged before.

    Raises:
        Refused: not this person's to keep, one and the same entry, or both are texts our rules know apart.
    """
    refuse_unless_keeper(by, at)
    hold_register()
    rows = {
        row.pk: row
        for row in LegalText.objects.select_for_update().filter(pk__in=(kept.pk, gone.pk)).order_by("pk")
    }
    kept, gone = rows[kept.pk], rows[gone.pk]
    standing = TextMerge.objects.filter(gone=gone, undone_at__isnull=True).first()
    if standing is not None and standing.kept_id == kept.pk:
        return standing
    _refuse_merge(kept, gone)
    moved = _moved(kept, gone)
    merge = TextMerge.objects.create(kept=kept, gone=gone, moved=moved, by=by, at=at)
    facts = {"kept": kept.title, "gone": gone.title}
    note_text(kept, f"并入{gone.called}", facts, by, at)
    note_text(gone, f"并入{kept.called}", facts, by, at)
    return merge


def _refuse_merge(kept: LegalText, gone: LegalText) -> None:
    why = ""
    if kept.pk == gone.pk:
        why = "两个是同一条登记"
    elif kept.merged_into_id is not None or gone.merged_into_id is not None:
        why = "其中一条已经并入别的文件"
    elif kept.law_key and gone.law_key:
        why = "系统规则把这两部文件当作不同的文件引用"
    if why:
        raise Refused(Refusal("没有合并", why, CLAUSES["3.2-b"], "请核对要合并的两条登记。"))


def _moved(kept: LegalText, gone: LegalText) -> dict[str, Any]:
    """Move everything, and say what was moved."""
    names = list(gone.names.values_list("pk", flat=True))
    TextName.objects.filter(pk__in=names).update(text=kept)
    filled = {}
    for column in _FILLED:
        if not getattr(kept, column) and getattr(gone, column):
            filled[column] = ""
            setattr(kept, column, getattr(gone, column))
    law_key = gone.law_key
    if law_key:
        LegalText.objects.filter(pk=gone.pk).update(law_key="")
        kept.law_key = law_key
    kept.revision += 1
    kept.save(update_fields=[*filled, "law_key", "revision"])
    changes = list(gone.changes.values_list("pk", flat=True))
    TextChange.objects.filter(pk__in=changes).update(text=kept)
    done = _point_articles(kept, gone)
    LegalText.objects.filter(pk=gone.pk).update(merged_into=kept)
    refresh_names(kept)
    return {
        "names": names,
        "filled": sorted(filled),
        "law_key": law_key,
        "changes": changes,
        "articles": done.whole,
        "links": done.links,
        "places": done.places,
        "doubled": done.doubled,
    }


@dataclass
class _Pointed:
    """What pointed to articles of the text that goes, and points to those of the text that stays."""

    whole: list[int] = field(default_factory=list)
    links: dict[str, list[int]] = field(default_factory=dict)
    places: dict[str, list[int]] = field(default_factory=dict)
    doubled: list[dict[str, Any]] = field(default_factory=list)


def _point_articles(kept: LegalText, gone: LegalText) -> _Pointed:
    """Articles the kept text has not are moved whole; of the others what points to them is pointed anew."""
    there = {row.place: row for row in kept.articles.all()}
    done = _Pointed()
    for row in list(gone.articles.all()):
        same = there.get(row.place)
        if same is None:
            row.text = kept
            row.save(update_fields=["text"])
            done.whole.append(row.pk)
            continue
        _point_links(row, same, done)
        done.places[str(row.pk)] = list(ChangedPlace.objects.filter(article=row).values_list("pk", flat=True))
        ChangedPlace.objects.filter(article=row).update(article=same)
    return done


def _point_links(old: TextArticle, new: TextArticle, done: _Pointed) -> None:
    """Point the links of one article to another; a basis that rests on both keeps one link."""
    taken = {_spot(link) for link in BasisLink.objects.filter(article=new)}
    moving = list(BasisLink.objects.filter(article=old))
    doubled = [link for link in moving if _spot(link) in taken]
    done.links[str(old.pk)] = [link.pk for link in moving if _spot(link) not in taken]
    # What was read is read again when the merge is undone; what a person said is kept here.
    done.doubled += [
        {name: getattr(link, name) for name in _KEPT_OF_A_LINK} for link in doubled if link.by_hand
    ]
    BasisLink.objects.filter(pk__in=[link.pk for link in doubled]).delete()
    BasisLink.objects.filter(pk__in=done.links[str(old.pk)]).update(article=new)


def _spot(link: BasisLink) -> tuple[int, int | None, int, int]:
    return link.proof_item_id, link.version_id, link.paragraph, link.item


@transaction.atomic
def undo_merge(*, merge_id: int, by: Account, at: datetime) -> TextMerge:
    """Take a merge apart again: names, articles, links and changes go back; what was read since is read anew.

    Args:
        merge_id: the merge, the newest into its text.
        by: a legal reviewer, or somebody of the justice bureau.
        at: the moment, aware.

    Raises:
        Refused: not this person's to keep, or a newer merge into the same text stands.
    """
    refuse_unless_keeper(by, at)
    hold_register()
    merge = TextMerge.objects.select_for_update().get(pk=merge_id)
    if merge.undone_at is not None:
        return merge
    rows = {
        row.pk: row
        for row in LegalText.objects.select_for_update()
        .filter(pk__in=(merge.kept_id, merge.gone_id))
        .order_by("pk")
    }
    kept, gone = rows[merge.kept_id], rows[merge.gone_id]
    newer = TextMerge.objects.filter(kept=kept, undone_at__isnull=True, pk__gt=merge.pk).exists()
    if newer or kept.merged_into_id is not None:
        why = "这以后又有别的文件并入" if newer else "这部文件后来并入了别的文件"
        raise Refused(Refusal("没有撤销合并", why, CLAUSES["3.2-b"], "请先撤销后来的合并。"))
    _move_back(merge, kept, gone)
    merge.undone_by, merge.undone_at = by, at
    merge.save(update_fields=["undone_by", "undone_at"])
    facts = {"kept": kept.title, "gone": gone.title}
    note_text(kept, f"撤销并入{gone.called}", facts, by, at)
    note_text(gone, f"撤销并入{kept.called}", facts, by, at)
    return merge


def _move_back(merge: TextMerge, kept: LegalText, gone: LegalText) -> None:
    moved = merge.moved
    TextName.objects.filter(pk__in=moved["names"]).update(text=gone)
    TextArticle.objects.filter(pk__in=moved["articles"]).update(text=gone)
    TextChange.objects.filter(pk__in=moved["changes"]).update(text=gone)
    for old, links in moved["links"].items():
        BasisLink.objects.filter(pk__in=links).update(article_id=int(old))
    for old, places in moved["places"].items():
        ChangedPlace.objects.filter(pk__in=places).update(article_id=int(old))
    BasisLink.objects.bulk_create(
        [BasisLink(**{**one, "found_at": merge.at}) for one in moved["doubled"]], ignore_conflicts=True
    )
    for column in moved["filled"]:
        setattr(kept, column, None if column in _DAYS else "")
    if moved["law_key"]:
        kept.law_key = ""
    kept.revision += 1
    kept.save(update_fields=[*moved["filled"], "law_key", "revision"])
    gone.law_key, gone.merged_into = moved["law_key"], None
    gone.save(update_fields=["law_key", "merged_into"])
    refresh_names(kept)
    refresh_names(gone)
    # Read anew what rests on either: links that were joined part again.
    resting = BasisLink.objects.filter(article__text__in=(kept.pk, gone.pk))
    versions = list(resting.filter(version__isnull=False).values_list("version", flat=True).distinct())
    items = list(resting.filter(version__isnull=True).values_list("proof_item", flat=True).distinct())
    BasisReading.objects.filter(version__in=versions).delete()
    BasisReading.objects.filter(version__isnull=True, proof_item__in=items).delete()
