"""Keeping the register: what is known of a text, and its other names. Clause 3.2-b."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import record
from yinuo.law.citing import known_as
from yinuo.law.citing.titles import tidy
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.access import why_not_keep_texts
from yinuo.matters.actions.registering import LONGEST_NAME, hold_register, refresh_names
from yinuo.matters.models import (
    LegalText,
    TextName,
)
from yinuo.people.models import Role
from yinuo.people.queries import has_role

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.people.models import Account


def label_of(by: Account, at: datetime) -> str:
    """In which capacity somebody keeps the register."""
    reviews = has_role(by, Role.LEGAL_REVIEWER, on=timezone.localdate(at))
    return Role.LEGAL_REVIEWER.label if reviews else Role.JUSTICE_BUREAU.label


def refuse_unless_keeper(by: Account, at: datetime) -> None:
    """Stop who may not keep the register.

    Raises:
        Refused: neither a legal reviewer nor of the justice bureau.
    """
    refusal = why_not_keep_texts(by, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)


@dataclass(frozen=True, slots=True)
class TextWords:
    """What is known of a text; what is not known stays empty.

    Attributes:
        number, issuer, source: as written; at most 80, 120 and 500 characters.
        level: a :class:`LegalText.Level`.
        in_force_from: first day in force.
        trial_until: last day of a trial, or of the term a document gives itself.
        repealed_on: first day no longer in force.
    """

    number: str = ""
    level: str = ""
    issuer: str = ""
    in_force_from: date | None = None
    trial_until: date | None = None
    repealed_on: date | None = None
    source: str = ""


@transaction.atomic
def describe_text(
    *, text: LegalText, words: TextWords, revision: int, by: Account, at: datetime
) -> LegalText:
    """Enter what is known of a text.

    Args:
        text: the text.
        words: all that is known now.
        revision: ``text.revision`` as the person saw it.
        by: a legal reviewer, or somebody of the justice bureau.
        at: the moment, aware.

    Raises:
        Refused: not this person's to keep, somebody else changed it meanwhile, or its days contradict each other.
    """
    refuse_unless_keeper(by, at)
    locked = _locked(text)
    if locked.revision != revision:
        raise Refused(
            Refusal(
                "没有保存",
                "您打开这一页以后，别人改过这部文件",
                CLAUSES["3.2-b"],
                "页面已经换成新的内容，请核对后再改一次。",
            )
        )
    first, last = words.in_force_from, words.repealed_on
    if first is not None and last is not None and last <= first:
        raise Refused(
            Refusal("没有保存", "废止日不在施行日以后", CLAUSES["3.2-b"], "请核对两个日期；不知道的留空。")
        )
    said = asdict(words)
    before = {name: getattr(locked, name) for name in said}
    changed = {name: value for name, value in said.items() if before[name] != value}
    if locked.level_by_name and words.level:
        # Who saves the rank has looked at it: from now on it is no guess.
        changed["level_by_name"], before["level_by_name"] = False, True
    if not changed:
        return locked
    for name, value in changed.items():
        setattr(locked, name, value)
    locked.revision += 1
    locked.save(update_fields=[*changed, "revision"])
    refresh_names(locked)
    note_text(locked, "修改文件登记", {"before": {n: before[n] for n in changed}, "after": changed}, by, at)
    return locked


@transaction.atomic
def name_text(*, text: LegalText, name: str, by: Account, at: datetime) -> TextName:
    """Add a name under which a text is cited; a basis read from now on finds the text by it.

    Args:
        text: the text.
        name: another title, or a document number.
        by: a legal reviewer, or somebody of the justice bureau.
        at: the moment, aware.

    Raises:
        Refused: not this person's to keep, empty, too long, or the name leads to another text.
    """
    refuse_unless_keeper(by, at)
    hold_register()
    locked = _locked(text)
    written = tidy(name).strip("〈〉")
    what = "没有加上这个名称"
    if not written or len(written) > LONGEST_NAME:
        raise Refused(
            Refusal(
                what, f"名称要有 1 到 {LONGEST_NAME} 个字", CLAUSES["3.2-b"], "请写出文件的名称或者文号。"
            )
        )
    kept = TextName.objects.filter(key=known_as(written)).select_related("text").first()
    if kept is not None:
        if kept.text_id == locked.pk:
            return kept
        raise Refused(
            Refusal(
                what,
                f"这个名称已经指向{kept.text.called}",
                CLAUSES["3.2-b"],
                "如果两处登记的是同一部文件，请用“合并”。",
            )
        )
    made = TextName.objects.create(text=locked, name=written, key=known_as(written))
    refresh_names(locked)
    note_text(locked, "添加名称", {"name": written}, by, at)
    return made


def _locked(text: LegalText) -> LegalText:
    return LegalText.objects.select_for_update(of=("self",)).get(pk=text.pk)


def note_text(text: LegalText, title: str, facts: dict[str, Any], by: Account, at: datetime) -> None:
    """Record in the file of a text what somebody did to its entry."""
    record(
        case_file_id=text.case_file_id,
        step="matters.keep_text",
        title=title,
        by=by,
        by_label=label_of(by, at),
        at=at,
        basis=CLAUSES["3.2-b"],
        facts=facts,
    )
