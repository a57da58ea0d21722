"""Putting right by hand which articles a basis rests on; what a person said stays when the basis is read anew. Clause 3.2-b."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import record
from yinuo.law.citing import spread
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.access import why_not_edit
from yinuo.matters.actions.bases import LONGEST_SAID, MET
from yinuo.matters.actions.drafts import BY_EDITOR
from yinuo.matters.actions.registering import (
    articles_at,
    hold_register,
    named,
    one_reference,
    open_text,
    shelved,
    text_of,
)
from yinuo.matters.models import BasisLink, ItemVersion, ProofItem
from yinuo.matters.queries.texts import texts_named

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.people.models import Account


@transaction.atomic
def add_link(
    *, item: ProofItem, version: ItemVersion | None, written: str, by: Account, at: datetime
) -> list[BasisLink]:
    """Say by hand that a basis rests on an article that was not read from it; kept when the basis is read anew.

    Args:
        item: the proof item.
        version: one of its versions, or None for the item's own basis.
        written: one reference, such as ``《法律援助条例》第十七条第（二）项``.
        by: a catalogue editor of the agency or of the bureau in charge.
        at: the moment, aware.

    Returns:
        The links, one for each article of a range.

    Raises:
        Refused: not an editor of this agency, or what was typed is not one reference.
    """
    hold_register()
    _refuse_other(by, item, at)
    one = one_reference(written, what="没有补上这条依据")
    if not named(one):
        raise Refused(
            Refusal(
                "没有补上这条依据", "没有写明是哪一部文件", CLAUSES["3.2-b"], "请写出文件的名称或者文号。"
            )
        )
    text = text_of(one, texts_named([named(one)])) or open_text(
        title=one.title,
        number=one.number,
        by=by,
        by_label=BY_EDITOR,
        at=at,
        source=MET,
        agency=item.matter.agency,
    )
    links = []
    for where in spread(one.place):
        article = articles_at([(text.pk, shelved(where))])[text.pk, shelved(where)]
        link, new = BasisLink.objects.get_or_create(
            proof_item=item,
            version=version,
            article=article,
            paragraph=where.paragraph,
            item=where.item,
            defaults={"said": one.said[:LONGEST_SAID], "by_hand": True, "found_at": at, "by": by},
        )
        if not new and link.dropped:
            link.dropped, link.by = False, by
            link.save(update_fields=["dropped", "by"])
        links.append(link)
    _note(item, "补上依据", one.label, by, at)
    return links


@transaction.atomic
def drop_link(*, link_id: int, by: Account, at: datetime) -> BasisLink:
    """Cross out a link that was read wrongly; it stays crossed out when the basis is read anew.

    Raises:
        Refused: not an editor of this agency.
    """
    return _cross(link_id, by, at, dropped=True)


@transaction.atomic
def restore_link(*, link_id: int, by: Account, at: datetime) -> BasisLink:
    """Take back that a link was crossed out.

    Raises:
        Refused: not an editor of this agency.
    """
    return _cross(link_id, by, at, dropped=False)


def _cross(link_id: int, by: Account, at: datetime, *, dropped: bool) -> BasisLink:
    link = (
        BasisLink.objects.select_for_update(of=("self",))
        .select_related("proof_item__matter__agency", "article__text")
        .get(pk=link_id)
    )
    _refuse_other(by, link.proof_item, at)
    if link.dropped is not dropped:
        link.dropped, link.by_hand, link.by = dropped, True, by
        link.save(update_fields=["dropped", "by_hand", "by"])
        label = f"{link.article.text.called}{link.place.written()}"
        _note(link.proof_item, "划去依据" if dropped else "恢复依据", label, by, at)
    return link


def _note(item: ProofItem, title: str, label: str, by: Account, at: datetime) -> None:
    record(
        case_file_id=item.case_file_id,
        step="matters.correct_link",
        title=title,
        by=by,
        by_label=BY_EDITOR,
        at=at,
        basis=CLAUSES["3.2-b"],
        facts={"article": label},
    )


def _refuse_other(by: Account, item: ProofItem, at: datetime) -> None:
    refusal = why_not_edit(by, item.matter.agency, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)
