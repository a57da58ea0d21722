"""Drawing up: the draft of a version up to its submission."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from yinuo.casefile.actions import begin, record, take_step
from yinuo.casefile.models import Entry
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import CLAUSES
from yinuo.matters.access import why_not_edit
from yinuo.matters.actions.keeping import note_changes, refuse_older, refuse_stale
from yinuo.matters.content import notice_digest, problems
from yinuo.matters.extras import extra_problems
from yinuo.matters.lifecycle import ITEM_VERSION
from yinuo.matters.merging import Fields, apart
from yinuo.matters.models import ItemVersion, ProofItem
from yinuo.matters.queries import content_of, remarks_of
from yinuo.matters.terms import Terms, terms_problems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from yinuo.people.models import Account, Agency

BY_EDITOR = "目录编辑"
SITTING = timedelta(hours=1)
"""What one person types within an hour of the last entry is one act of drafting."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page was made from.

    Attributes:
        number: number of the draft; 0 where there was none.
        revision: its revision then; without a draft the number of the version in use, 0 where there was none either.
    """

    number: int = 0
    revision: int = 0


@transaction.atomic
def draft_version(
    *,
    item: ProofItem,
    notice: Mapping[str, Any],
    facts: Sequence[Mapping[str, Any]],
    inputs: Sequence[Mapping[str, Any]],
    plain: Mapping[str, Any],
    by: Account,
    at: datetime,
    terms: Terms | None = None,
    answers: Mapping[str, str] | None = None,
    seen: Seen | None = None,
    by_itself: bool = False,
) -> ItemVersion:
    """Draft a version of an item, or change the draft that is open; there is never more than one.

    Args:
        item: the proof item.
        notice: fields of :class:`yinuo.law.notice.NoticeFields`; may be incomplete while it is a draft.
        facts: promised facts, see :class:`yinuo.matters.models.ItemVersion`.
        inputs: what the applicant fills in.
        plain: the same in everyday words: ``summary``, ``who``, ``promise``, ``check``, ``if_untrue``, ``withdraw``
            (texts), ``keywords`` (list), ``same_round_bar`` (whether withdrawing bars a second promise this round) and
            ``extra`` (see :mod:`yinuo.matters.extras`; what was added stays where it is not named).
        by: a catalogue editor of the agency or of the bureau in charge.
        at: the moment, aware.
        terms: conditions, signers, publicity, insurance, risk points, procedure; the usual where none are given.
        answers: remarked words that stay, each with the editor's reason (clause 2.3-b).
        seen: which draft, in which revision, the page was made from; None asks nothing.
        by_itself: whether the page saved by itself while somebody typed; what one person types in one sitting is one
            entry of the case file.

    Returns:
        The draft; its ``revision`` has grown by one where anything changed.

    Raises:
        Refused: not an editor of this agency, or another version waits for review or for its day.
        Stale: somebody changed the draft since the page was made; carries what changed.
        ValueError: the notice names a field that no notice has.
    """
    locked = (
        ProofItem.objects.select_for_update(of=("self",)).select_related("matter__agency").get(pk=item.pk)
    )
    refuse_other(by, locked.matter.agency, at)
    content: dict[str, Any] = {
        "notice": dict(notice),
        "facts": [dict(f) for f in facts],
        "inputs": [dict(i) for i in inputs],
        "plain": dict(plain),
        "terms": (terms or Terms()).as_json(),
        "answers": dict(answers or {}),
    }
    notice_digest(notice)
    kept = locked.versions.select_for_update().filter(status__in=("draft", "in_review", "approved")).first()
    if kept is None:
        return _first_draft(locked, content, seen=seen, by=by, at=at)
    ITEM_VERSION.refuse_unless_open("submit", kept.status)
    if "extra" in kept.plain:
        # What an office added to its papers has a verb of its own and outlives an edit that does not speak of it.
        content["plain"] = {"extra": kept.plain["extra"], **content["plain"]}
    before, after = apart(content_of(kept)), apart(content)
    if seen is not None:
        if seen.number == kept.number:
            refuse_stale(locked, kept, seen=seen.revision, now=before, wanted=after)
        else:
            base = _fields_of(locked, seen.number or seen.revision)
            refuse_older(base=base, now=before, wanted=after, by=kept.drafted_by.name)
    if before == after and (kept.facts, kept.inputs) == (content["facts"], content["inputs"]):
        return kept
    for column, value in content.items():
        setattr(kept, column, value)
    kept.drafted_by = by
    kept.revision += 1
    kept.save(update_fields=[*content, "drafted_by", "revision"])
    changed = note_changes(locked, kept, before=before, after=after, by=by, at=at)
    if not (by_itself and _same_sitting(kept, by, at)):
        record(
            case_file_id=kept.case_file_id,
            step="matters.draft_version",
            title="修改草稿",
            by=by,
            by_label=BY_EDITOR,
            at=at,
            row=kept,
            from_status="draft",
            to_status="draft",
            basis=CLAUSES["3.3-a"],
            facts={
                "version": kept.number,
                "revision": kept.revision,
                "fields": changed,
                "notice_digest": notice_digest(notice),
            },
        )
    return kept


def _first_draft(
    item: ProofItem, content: dict[str, Any], *, seen: Seen | None, by: Account, at: datetime
) -> ItemVersion:
    if seen is not None and seen.number:
        raise Refused(
            Refusal(
                "这一页没有存上",
                f"您打开的第{seen.number}版已经不是草稿了",
                CLAUSES["3.2-b"],
                "请先看这一版现在的状态；要接着改，从现行的一版另起草稿。",
            )
        )
    running = item.versions.filter(status__in=("published", "suspended")).first()
    if seen is not None and running is not None and running.number != seen.revision:
        refuse_older(
            base=_fields_of(item, seen.revision),
            now=apart(content_of(running)),
            wanted=apart(content),
            by=running.drafted_by.name,
        )
    number = (item.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = ItemVersion.objects.create(
        item=item, case_file_id=item.case_file_id, number=number, drafted_by=by, **content
    )
    begin(
        version,
        ITEM_VERSION,
        by=by,
        by_label=BY_EDITOR,
        at=at,
        title=f"起草第{number}版",
        basis=CLAUSES["3.3-a"],
        facts={"version": number, "notice_digest": notice_digest(content["notice"])},
    )
    return version


def _fields_of(item: ProofItem, number: int) -> Fields:
    """The content of one version by field; nothing where there is none of that number."""
    version = item.versions.filter(number=number).first()
    return apart(content_of(version)) if version is not None else {}


def _same_sitting(version: ItemVersion, by: Account, at: datetime) -> bool:
    """Whether the last entry of the draft is this person's, of the same sitting."""
    last = (
        Entry.objects.filter(row_table=version._meta.db_table, row_id=version.pk).order_by("-number").first()
    )
    return (
        last is not None
        and last.by_id == by.pk
        and last.to_status == "draft"
        and last.from_status in {"", "draft"}
        and timedelta(0) <= at - last.at < SITTING
    )


@transaction.atomic
def submit_version(*, version: ItemVersion, by: Account, at: datetime) -> ItemVersion:
    """Hand a draft to the reviewer; from now on its content is frozen under the digest of its notice.

    Args:
        version: a draft.
        by: a catalogue editor.
        at: the moment, aware.

    Raises:
        Refused: not a draft, not an editor of this agency, facts and inputs are not complete, or words that a citizen
            could not act on are neither mended nor answered with a reason (clause 2.3-b).
    """
    locked = _locked(version)
    ITEM_VERSION.refuse_unless_open("submit", locked.status)
    refuse_other(by, locked.item.matter.agency, at)
    wrong = (
        *problems(locked.notice, locked.facts, locked.inputs),
        *terms_problems(Terms.from_json(locked.terms)),
        *extra_problems(locked.plain),
    )
    if wrong:
        raise Refused(
            Refusal(
                "还不能提交审核", "；".join(wrong), CLAUSES["3.3-a"], "请逐条改好后再提交，草稿已经保存。"
            )
        )
    unanswered = [remark for remark in remarks_of(locked) if not remark.answer]
    if unanswered:
        named = "；".join(f"{one.title}中的“{one.words}”" for one in unanswered)
        raise Refused(
            Refusal(
                "还不能提交审核",
                f"有 {len(unanswered)} 处用语没有处理：{named}",
                CLAUSES["2.3-b"],
                "请逐处改写；确需保留的，写明理由，由审核人员认可。",
            )
        )
    digest = notice_digest(locked.notice)
    kept = {one.words: one.answer for one in remarks_of(locked)}
    take_step(
        locked,
        ITEM_VERSION,
        "submit",
        by=by,
        by_label=BY_EDITOR,
        at=at,
        also={"text_digest": digest},
        facts={"version": locked.number, "text_digest": digest, "kept": kept},
    )
    return locked


def _locked(version: ItemVersion) -> ItemVersion:
    return (
        ItemVersion.objects.select_for_update(of=("self",))
        .select_related("item__matter__agency", "drafted_by")
        .get(pk=version.pk)
    )


def refuse_other(by: Account, agency: Agency, at: datetime) -> None:
    """Refuse who may not draw up items of an agency.

    Raises:
        Refused: not an editor of this agency nor of the bureau in charge.
    """
    refusal = why_not_edit(by, agency, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)
