"""Copying an item's whole set-up to another body in one act (复制推广, clause 4.1-b)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from yinuo.casefile.actions import open_case_file, record
from yinuo.casefile.models import CaseFile
from yinuo.exchange.models import Source
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.actions.drafts import BY_EDITOR, draft_version, refuse_other
from yinuo.matters.addresses import code_of, slug_of
from yinuo.matters.catalogue import folded
from yinuo.matters.copying import Body, flags
from yinuo.matters.models import CopiedSetup, ItemVersion, Matter, ProofItem
from yinuo.matters.queries.copying import held_by
from yinuo.matters.queries.published import current_version
from yinuo.matters.terms import Terms
from yinuo.people.models import Agency

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.people.models import Account

_OF_MATTER = ("kind", "field", "summary", "for_firms", "for_persons", "at_once", "days", "base_code")
_OF_ITEM = (
    "proves",
    "purpose",
    "issuer",
    "basis",
    "row_class",
    "risks",
    "risk_reasons",
    "no_risk_because",
    "pretests",
)


@transaction.atomic
def copy_item(*, item: ProofItem, to: Agency, by: Account, at: datetime) -> CopiedSetup:
    """Copy the set-up that an item has now to another body: a draft there, with what must be looked at marked.

    Notice, facts, inputs, terms and plain words are copied as they stand; reviews, answers to remarks and figures of use
    are not: they are the other body's own to give.

    Args:
        item: with a version in use.
        to: the body that gets the draft.
        by: a catalogue editor of that body or of the bureau in charge.
        at: the moment, aware.

    Returns:
        The copy; the one already made where the same set-up was copied there before.

    Raises:
        Refused: not this person's to edit there, nothing in use to copy, the same body, or the body already has this item.
    """
    target = Agency.objects.select_for_update(of=("self",)).get(pk=to.pk)
    refuse_other(by, target, at)
    source = current_version(item)
    if source is None or source.status != "published":
        raise Refused(
            _refusal("这一项现在没有公布的版本，没有经过审核的内容不复制", "请等它公布以后再复制。")
        )
    origin = source.item.matter
    if origin.agency_id == target.pk:
        raise Refused(_refusal("这一项本来就是这个单位的", "请选别的单位。"))
    kept = held_by(target, matter=origin.name, proof=source.item.name)
    if kept is not None:
        copied = CopiedSetup.objects.filter(item=kept, source__item=item).select_related("version").first()
        if copied is None:
            raise Refused(
                _refusal(
                    f"{target.short_name}已经有“{kept.name}”这一项，复制会盖掉它自己的内容",
                    "请在它自己的页面起草新版，需要时对照着抄。",
                )
            )
        return copied
    return _copy(source, target, by, at)


@transaction.atomic
def check_copy(*, copied: CopiedSetup, by: Account, at: datetime) -> CopiedSetup:
    """Say that everything marked in a copied set-up was looked at; until then it cannot be published.

    Args:
        copied: the copy.
        by: a catalogue editor of its body or of the bureau in charge.
        at: the moment, aware.

    Returns:
        The copy; unchanged where it was checked before.

    Raises:
        Refused: not this person's to edit.
    """
    locked = (
        CopiedSetup.objects.select_for_update(of=("self",))
        .select_related("item__matter__agency")
        .get(pk=copied.pk)
    )
    refuse_other(by, locked.item.matter.agency, at)
    if locked.checked_at is None:
        locked.checked_by, locked.checked_at = by, at
        locked.save(update_fields=["checked_by", "checked_at"])
        record(
            case_file_id=locked.item.case_file_id,
            step="matters.check_copy",
            title="核对复制的设置",
            by=by,
            by_label=BY_EDITOR,
            at=at,
            basis=CLAUSES["4.1-b"],
            facts={"flags": len(locked.flags)},
        )
    return locked


def _copy(source: ItemVersion, target: Agency, by: Account, at: datetime) -> CopiedSetup:
    origin = source.item.matter
    same = (one for one in target.matters.all() if folded(one.name) == folded(origin.name))
    matter = next(same, None) or Matter.objects.create(
        agency=target,
        name=origin.name,
        code=code_of(target, origin.name),
        region_code=target.region_code,
        **{name: getattr(origin, name) for name in _OF_MATTER},
    )
    matter.agency = target
    file = open_case_file(kind=CaseFile.Kind.ITEM, agency=target, region_code=target.region_code, at=at)
    made = ProofItem.objects.create(
        matter=matter,
        case_file=file,
        slug=slug_of(matter, source.item.name),
        name=source.item.name,
        source=f"复制自{origin.agency.name}《{origin.name}》第{source.number}版。原来源：{source.item.source}",
        **{name: getattr(source.item, name) for name in _OF_ITEM},
    )
    content = {name: getattr(source, name) for name in ("notice", "facts", "inputs", "plain")}
    version = draft_version(item=made, by=by, at=at, terms=Terms.from_json(source.terms), **content)
    marked = flags(
        {**content, "terms": source.terms},
        issuer=source.item.issuer,
        source=_body(origin.agency),
        target=_body(target),
        known_sources=set(Source.objects.filter(enabled=True).values_list("key", flat=True)),
    )
    record(
        case_file_id=file.pk,
        step="matters.copy_item",
        title="复制已有的做法",
        by=by,
        by_label=BY_EDITOR,
        at=at,
        basis=CLAUSES["4.1-b"],
        facts={
            "from_agency": origin.agency.name,
            "from_item": source.item.slug,
            "from_version": source.number,
            "text_digest": source.text_digest,
            "flags": len(marked),
        },
    )
    return CopiedSetup.objects.create(
        item=made, version=version, source=source, flags=[one.as_json() for one in marked], by=by, at=at
    )


def _body(agency: Agency) -> Body:
    return Body(agency.name, agency.short_name, agency.address, agency.phone)


def _refusal(why: str, instead: str) -> Refusal:
    return Refusal("没有复制", why, CLAUSES["4.1-b"], instead)
