"""A change of law that has really happened and that the real catalogue has not followed: so that its tasks can be seen."""

from __future__ import annotations

from datetime import date, datetime

from yinuo.law.adjusting import ChangeKind
from yinuo.law.citing import read
from yinuo.matters.actions import ChangeWords, open_revisions, read_bases, record_change, register_law_texts
from yinuo.matters.models import TextChange
from yinuo.matters.queries import texts_named
from yinuo.people.models import Account

OLD, NEW = "契税暂行条例", "《中华人民共和国契税法》"
SOURCE = "《中华人民共和国契税法》第十六条：自2021年9月1日起施行，《中华人民共和国契税暂行条例》同时废止（条文待核）"


def follow(reviewer: Account, *, at: datetime) -> int:
    """Read the catalogue's bases into the register, and enter that the deed tax regulations gave way to the law.

    Args:
        reviewer: enters the change.
        at: now, aware.

    Returns:
        How much of it is new.
    """
    new = register_law_texts(at=at)
    while count := read_bases(at=at):
        new += count
    text = texts_named([OLD]).get(OLD)
    if text is None or TextChange.objects.filter(text=text).exists():
        return new
    words = ChangeWords(
        kind=ChangeKind.REPLACED,
        places=(),
        in_force_on=date(2021, 9, 1),
        source=SOURCE,
        replaced_by=read(NEW).references[0],
    )
    change = record_change(text=text, words=words, by=reviewer, at=at)
    while open_revisions(change_id=change.pk, at=at):
        pass
    return new + 1
