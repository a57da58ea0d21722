"""Looking at an item in use again, and saying that it still holds. Clause 3.2-b."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import record
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.access import why_not_look_again
from yinuo.matters.models import ItemReview, ItemVersion, ProofItem
from yinuo.matters.queries.published import IN_USE
from yinuo.people.models import Role
from yinuo.people.queries import has_role

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.people.models import Account

MIN_NOTE = 4
MAX_NOTE = 300


@transaction.atomic
def review_item(*, version_id: int, note: str, by: Account, at: datetime) -> ItemReview:
    """Say that an item in use was looked at again and still holds; its next review is counted from this day.

    Args:
        version_id: the version that was looked at; must still be in use.
        note: what was compared, 4 to 300 characters, kept.
        by: a catalogue editor or legal reviewer of the agency or of the bureau in charge.
        at: the moment, aware.

    Returns:
        The review; the one already made where the same person looked at the same version on the same day.

    Raises:
        Refused: not this person's to review, the version is not in use, or nothing was said.
    """
    # The item is locked, not its version: no new version comes into use meanwhile, and two posts stand in line.
    item = (
        ProofItem.objects.select_for_update(of=("self",))
        .select_related("matter__agency")
        .get(versions=version_id)
    )
    on = timezone.localdate(at)
    refusal = why_not_look_again(by, item.matter.agency, on=on)
    if refusal is not None:
        raise Refused(refusal)
    version = ItemVersion.objects.get(pk=version_id)
    said = note.strip()
    lacking = _lacking(version, said)
    if lacking is not None:
        raise Refused(lacking)
    kept = ItemReview.objects.filter(version=version, reviewed_on=on, by=by).first()
    if kept is not None:
        return kept
    review = ItemReview.objects.create(
        proof_item=item, version=version, reviewed_on=on, note=said, by=by, at=at
    )
    editor = has_role(by, Role.CATALOGUE_EDITOR, on=on)
    record(
        case_file_id=item.case_file_id,
        step="matters.review_item",
        title="复核，不需要改",
        by=by,
        by_label=str((Role.CATALOGUE_EDITOR if editor else Role.LEGAL_REVIEWER).label),
        at=at,
        basis=CLAUSES["3.2-b"],
        facts={"version": version.number, "note": said},
    )
    return review


def _lacking(version: ItemVersion, said: str) -> Refusal | None:
    """Why a review cannot be entered, or None."""
    if version.status not in IN_USE:
        why = f"第 {version.number} 版现在没有在用（{version.get_status_display()}）"
        instead = "请看现在在用的版本，再记复核；没有在用的版本的，不用复核。"
    elif not MIN_NOTE <= len(said) <= MAX_NOTE:
        why = f"“核对了什么”写了 {len(said)} 个字" if said else "“核对了什么”没有写"
        instead = f"请写明对照了哪些依据和内容，{MIN_NOTE} 到 {MAX_NOTE} 个字；需要改的，起草新的一版。"
    else:
        return None
    return Refusal("没有记入复核", why, CLAUSES["3.2-b"], instead)
