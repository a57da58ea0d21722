"""Drawing up: the matter in plain words, the risks of an item, and the draft of a version up to its submission."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from yinuo.casefile.actions import begin, record, take_step
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.scope import PriorityField, Risk
from yinuo.law.texts import CLAUSES
from yinuo.matters import search
from yinuo.matters.access import why_not_edit
from yinuo.matters.content import notice_digest, problems
from yinuo.matters.extras import extra_problems
from yinuo.matters.lifecycle import ITEM_VERSION
from yinuo.matters.models import ItemVersion, Matter, ProofItem
from yinuo.matters.terms import Terms, terms_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from yinuo.people.models import Account, Agency

BY_EDITOR = "目录编辑"


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

    Returns:
        The draft; its ``revision`` has grown by one.

    Raises:
        Refused: not an editor of this agency, or another version waits for review.
        ValueError: the notice names a field that no notice has.
    """
    locked = (
        ProofItem.objects.select_for_update(of=("self",)).select_related("matter__agency").get(pk=item.pk)
    )
    _refuse_other(by, locked.matter.agency, at)
    content: dict[str, Any] = {
        "notice": dict(notice),
        "facts": [dict(f) for f in facts],
        "inputs": [dict(i) for i in inputs],
        "plain": dict(plain),
        "terms": (terms or Terms()).as_json(),
        "answers": dict(answers or {}),
    }
    notice_digest(notice)
    kept = locked.versions.filter(status__in=("draft", "in_review")).first()
    if kept is not None:
        if "extra" in kept.plain:
            # What an office added to its papers has a verb of its own and outlives an edit that does not speak of it.
            content["plain"] = {"extra": kept.plain["extra"], **content["plain"]}
        if kept.status == "in_review":
            ITEM_VERSION.refuse_unless_open("submit", kept.status)
        for column, value in content.items():
            setattr(kept, column, value)
        kept.drafted_by = by
        kept.revision += 1
        kept.save(update_fields=[*content, "drafted_by", "revision"])
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
            facts={"version": kept.number, "notice_digest": notice_digest(notice)},
        )
        return kept
    number = (locked.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = ItemVersion.objects.create(
        item=locked, case_file_id=locked.case_file_id, number=number, drafted_by=by, **content
    )
    begin(
        version,
        ITEM_VERSION,
        by=by,
        by_label=BY_EDITOR,
        at=at,
        title=f"起草第{number}版",
        basis=CLAUSES["3.3-a"],
        facts={"version": number, "notice_digest": notice_digest(notice)},
    )
    return version


@transaction.atomic
def submit_version(*, version: ItemVersion, by: Account, at: datetime) -> ItemVersion:
    """Hand a draft to the reviewer; from now on its content is frozen under the digest of its notice.

    Args:
        version: a draft.
        by: a catalogue editor.
        at: the moment, aware.

    Raises:
        Refused: not a draft, not an editor of this agency, or facts and inputs are not complete.
    """
    locked = _locked(version)
    ITEM_VERSION.refuse_unless_open("submit", locked.status)
    _refuse_other(by, locked.item.matter.agency, at)
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
    digest = notice_digest(locked.notice)
    take_step(
        locked,
        ITEM_VERSION,
        "submit",
        by=by,
        by_label=BY_EDITOR,
        at=at,
        also={"text_digest": digest},
        facts={"version": locked.number, "text_digest": digest},
    )
    return locked


@dataclass(frozen=True, slots=True)
class MatterWords:
    """What the pages need to know of a matter.

    Attributes:
        summary: one sentence in plain words, at most 300 characters.
        field: name of a :class:`PriorityField`, or empty.
        for_persons, for_firms: who may apply.
        at_once: whether it may be decided on filing where all is clear.
        days: working days the agency allows itself, or None for the statutory period.
    """

    summary: str
    field: str = ""
    for_persons: bool = True
    for_firms: bool = False
    at_once: bool = False
    days: int | None = None


@transaction.atomic
def describe_matter(*, matter: Matter, words: MatterWords, by: Account, at: datetime) -> Matter:
    """Say of a matter what the pages need: one sentence, its field, for whom, whether it may be decided at once.

    Args:
        matter: the matter.
        words: what is said.
        by: a catalogue editor of the agency or of the bureau in charge.
        at: the moment, aware.

    Raises:
        Refused: not an editor of this agency.
        ValueError: an unknown field, or nobody may apply.
    """
    locked = Matter.objects.select_for_update(of=("self",)).select_related("agency").get(pk=matter.pk)
    _refuse_other(by, locked.agency, at)
    if words.field and words.field not in PriorityField.__members__:
        raise ValueError(f"没有这个重点领域：{words.field}")
    if not words.for_persons and not words.for_firms:
        raise ValueError("个人和企业至少有一类可以办理")
    said = {**asdict(words), "summary": words.summary.strip()[:300]}
    for column, value in said.items():
        setattr(locked, column, value)
    locked.save(update_fields=list(said))
    for item in locked.items.order_by("pk"):
        record(
            case_file_id=item.case_file_id,
            step="matters.describe_matter",
            title="填写事项说明",
            by=by,
            by_label=BY_EDITOR,
            at=at,
            basis=CLAUSES["3.3-a"],
            facts=said,
        )
    return locked


@transaction.atomic
def assess_risks(*, item: ProofItem, risks: Iterable[str], by: Account, at: datetime) -> ProofItem:
    """Say which of the excluded risks a proof item carries; the question is put to the item, not to the matter.

    Args:
        item: the proof item.
        risks: names of :class:`Risk`.
        by: a catalogue editor.
        at: the moment, aware.

    Raises:
        Refused: not an editor of this agency.
        ValueError: an unknown risk.
    """
    locked = (
        ProofItem.objects.select_for_update(of=("self",)).select_related("matter__agency").get(pk=item.pk)
    )
    _refuse_other(by, locked.matter.agency, at)
    named = sorted(set(risks))
    unknown = [name for name in named if name not in Risk.__members__]
    if unknown:
        raise ValueError(f"没有这种排除情形：{'、'.join(unknown)}")
    before, locked.risks = locked.risks, named
    locked.save(update_fields=["risks"])
    record(
        case_file_id=locked.case_file_id,
        step="matters.assess_risks",
        title="判断排除情形",
        by=by,
        by_label=BY_EDITOR,
        at=at,
        basis=CLAUSES["2.1-c"],
        facts={"before": before, "after": named},
    )
    return locked


def refresh_search(item: ProofItem, plain: Mapping[str, Any]) -> None:
    """Write the fragments by which the item is found; called when a version is published."""
    words = [str(word) for word in plain.get("keywords", [])]
    item.grams, item.search_text = search.for_item(
        item.matter.name, item.name, item.matter.agency.short_name, item.matter.summary, keywords=words
    )
    item.save(update_fields=["grams", "search_text"])


def _locked(version: ItemVersion) -> ItemVersion:
    return (
        ItemVersion.objects.select_for_update(of=("self",))
        .select_related("item__matter__agency", "drafted_by")
        .get(pk=version.pk)
    )


def _refuse_other(by: Account, agency: Agency, at: datetime) -> None:
    refusal = why_not_edit(by, agency, on=timezone.localdate(at))
    if refusal is not None:
        raise Refused(refusal)
