"""From a version to a paper: which sections under which title, in which layout, and what is printed on every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from django.conf import settings
from django.utils import timezone

from yinuo.commitments.papers import guide, letter, notice, procedure
from yinuo.commitments.papers.kinds import GUIDE, LETTER, LETTER_OF_FIRMS, NOTICE, PROCEDURE
from yinuo.documents.contents import Imprint, Paper
from yinuo.documents.contents.papers import Layout, Section, section_titles
from yinuo.documents.parties import agency, written_day

if TYPE_CHECKING:
    from datetime import date, datetime

    from yinuo.matters.models import ItemVersion

MARKS = {
    "draft": "草稿，不作办理依据",
    "in_review": "草稿，待法制审核，不作办理依据",
    "suspended": "暂停适用",
    "superseded": "已有新版，不再使用",
    "retired": "已停用",
}
"""What is printed on every page of a version that is not in force."""
HOLD_WHILE_SUSPENDED = frozenset({GUIDE.key, PROCEDURE.key})
"""Papers by which an office works on while nobody can promise."""
SCAN = "扫码打开这一项的网页：可以网上办理，也可以核对手里的是不是最新一版"
NO_PAGE = {
    "draft": "草稿没有网页，公布以后这里印二维码",
    "in_review": "草稿没有网页，公布以后这里印二维码",
    "retired": "这一项已经停用，没有网页",
}
"""What is said in place of a code where it would lead nowhere."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What one kind of paper makes of a version; see :class:`~yinuo.documents.contents.Paper`."""

    title: tuple[str, ...]
    sections: tuple[Section, ...]
    layout: Layout = "sheet"
    note: str = ""
    lead: str = ""
    by_hand: bool = False
    signed: bool = False


def paper_of(version: ItemVersion, kind: str, *, at: datetime) -> Paper:
    """What a paper says.

    Args:
        version: with item, matter and agency.
        kind: a key of :data:`~yinuo.commitments.papers.kinds.ALL`.
        at: the moment; its day stands on the paper, its numbers govern.

    Returns:
        The paper with its digest; the same for the same version on the same day.
    """
    on = timezone.localdate(at)
    shape, row, edition = _SHAPES[kind](version, on), version.item.matter.agency, f"第{version.number}版"
    holds = version.status == "suspended" and kind in HOLD_WHILE_SUSPENDED
    return Paper(
        imprint=Imprint(
            number="" if shape.by_hand else edition,
            dated=written_day(on),
            check_url=""
            if version.status in NO_PAGE
            else f"{settings.PUBLIC_URL}/items/{version.item.slug}/",
        ),
        agency=agency(row),
        layout=shape.layout,
        title=shape.title,
        sections=section_titles(shape.sections),
        note=shape.note,
        lead=shape.lead,
        numbered=shape.by_hand,
        version=edition,
        scan=NO_PAGE.get(version.status, SCAN),
        mark="" if holds else MARKS.get(version.status, ""),
        closing=(row.name, written_day(version.valid_from or on)) if shape.signed else (),
    ).sealed()


def _notice(version: ItemVersion, on: date) -> Shape:
    return Shape(notice.TITLE, notice.sections(version, on=on))


def _letter(version: ItemVersion, on: date, *, audience: Literal["person", "firm"]) -> Shape:
    return Shape(letter.TITLE, letter.sections(version, on=on, audience=audience), by_hand=True)


def _guide(version: ItemVersion, on: date) -> Shape:
    return Shape(guide.title(version), guide.sections(version, on=on), lead=version.item.matter.summary)


def _procedure(version: ItemVersion, on: date) -> Shape:
    return Shape(
        procedure.title(version),
        procedure.sections(version, on=on),
        layout="official",
        note=procedure.note(version),
        signed=True,
    )


_SHAPES: dict[str, Callable[[ItemVersion, date], Shape]] = {
    NOTICE.key: _notice,
    LETTER.key: partial(_letter, audience="person"),
    LETTER_OF_FIRMS.key: partial(_letter, audience="firm"),
    GUIDE.key: _guide,
    PROCEDURE.key: _procedure,
}
