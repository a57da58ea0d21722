"""What an office adds in its own words to guide and working procedure of a draft (三（三）)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import record
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.access import why_not_edit
from yinuo.matters.extras import OPEN_PAPERS, extra_of, text_problems
from yinuo.matters.lifecycle import ITEM_VERSION
from yinuo.matters.models import ItemVersion

if TYPE_CHECKING:
    from datetime import datetime

    from yinuo.people.models import Account

_NOT_SAVED = "补充说明没有保存"


@transaction.atomic
def write_extra(
    *, version: ItemVersion, paper: str, text: str, revision: int, by: Account, at: datetime
) -> ItemVersion:
    """Write what an office adds to a paper of a draft; the same text again changes nothing.

    Args:
        version: a draft.
        paper: a key of :data:`~yinuo.matters.extras.OPEN_PAPERS`.
        text: the addition; empty takes it away.
        revision: of the draft as the editor saw it.
        by: a catalogue editor of the agency or of the bureau in charge.
        at: the moment, aware.

    Returns:
        The draft; its ``revision`` has grown by one where the text is another.

    Raises:
        Refused: no draft, not an editor of this agency, a paper that takes no addition, words that are vague or ask for
            something, too long, or somebody else changed the draft meanwhile.
    """
    locked = (
        ItemVersion.objects.select_for_update(of=("self",))
        .select_related("item__matter__agency")
        .get(pk=version.pk)
    )
    refusal = why_not_edit(by, locked.item.matter.agency, on=timezone.localdate(at)) or _why_not(
        locked, paper, text.strip(), revision
    )
    if refusal is not None:
        raise Refused(refusal)
    said = text.strip()
    if said == extra_of(locked.plain, paper):
        return locked
    extra = {**locked.plain.get("extra", {}), paper: said}
    locked.plain = {**locked.plain, "extra": {key: words for key, words in extra.items() if words}}
    locked.revision += 1
    locked.save(update_fields=["plain", "revision"])
    record(
        case_file_id=locked.case_file_id,
        step="matters.write_extra",
        title=f"修改{OPEN_PAPERS[paper]}的补充说明",
        by=by,
        by_label="目录编辑",
        at=at,
        row=locked,
        from_status="draft",
        to_status="draft",
        basis=CLAUSES["3.3-a"],
        facts={"version": locked.number, "paper": paper, "text": said},
    )
    return locked


def _why_not(locked: ItemVersion, paper: str, said: str, revision: int) -> Refusal | None:
    if locked.status != ITEM_VERSION.start:
        return Refusal(
            _NOT_SAVED,
            f"第{locked.number}版现在是“{locked.get_status_display()}”，内容已经固定",
            CLAUSES["3.3-a"],
            "请先起草新的一版，在草稿里写补充说明。",
        )
    if paper not in OPEN_PAPERS:
        return Refusal(
            _NOT_SAVED,
            "告知书和承诺书的文字只由各栏目生成，不能另加",
            CLAUSES["2.3-a"],
            f"只有{'、'.join(OPEN_PAPERS.values())}可以写补充说明；其他内容请在事项的栏目里改。",
        )
    if said == extra_of(locked.plain, paper):
        return None
    if revision != locked.revision:
        there = extra_of(locked.plain, paper)
        return Refusal(
            _NOT_SAVED,
            f"您打开以后，这份草稿被别人改过；{OPEN_PAPERS[paper]}现在的补充说明是：{there or '（空）'}",
            CLAUSES["3.3-a"],
            "您写的还在下面，请对照以后再保存一次。",
        )
    wrong = text_problems(said)
    if wrong:
        return Refusal(
            _NOT_SAVED,
            "；".join(f"{OPEN_PAPERS[paper]}的补充说明{what}" for what in wrong),
            CLAUSES["2.3-b"],
            "请改好以后再保存；补充说明可以不写，写了就要清楚，不能增加要求。",
        )
    return None
