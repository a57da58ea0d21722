"""The item itself: made by hand, described, tested for exclusion, and put to the eight questions."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from yinuo.casefile.actions import open_case_file, record
from yinuo.casefile.models import CaseFile
from yinuo.law.cancelling import ANSWERS, CancelFacts, cancel_first
from yinuo.law.grammar import Refusal, Refused
from yinuo.law.scope import CANCEL_FIRST, ItemScope, ProofKind, Risk, may_be_committed
from yinuo.law.texts import BUSINESS_44_2, CLAUSES
from yinuo.matters.actions.drafts import BY_EDITOR, refuse_other
from yinuo.matters.actions.keeping import note_changes, refuse_stale
from yinuo.matters.addresses import code_of, slug_of
from yinuo.matters.catalogue import folded
from yinuo.matters.merging import differing
from yinuo.matters.models import Matter, ProofItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from yinuo.law.grammar import Citation
    from yinuo.people.models import Account, Agency

LONGEST = {"matter": 120, "name": 200}
OWN_CLASSES = (
    ProofItem.RowClass.COMMITTED,
    ProofItem.RowClass.RETAINED,
    ProofItem.RowClass.STATUTORY,
)
"""Classes between which an editor decides; what a source cancelled stays cancelled."""


@dataclass(frozen=True, slots=True)
class ItemWords:
    """What is said of an item beside its notice.

    Attributes:
        proves: name of a :class:`ProofKind`, or empty.
        asker, issuer, purpose, basis: as the catalogue shows them.
        row_class: one of :data:`OWN_CLASSES`, or the class the item has.
        retained_because: why it is kept without commitment.
        uses_a_year, days_to_get, trips_to_get: how often it is used and how hard it is to get, None where not known.
        effort_source: where these numbers come from.
    """

    proves: str = ""
    asker: str = ""
    issuer: str = ""
    purpose: str = ""
    basis: str = ""
    row_class: str = ProofItem.RowClass.STATUTORY.value
    retained_because: str = ""
    uses_a_year: int | None = None
    days_to_get: int | None = None
    trips_to_get: int | None = None
    effort_source: str = ""

    @classmethod
    def of(cls, item: ProofItem) -> ItemWords:
        """What is said of an item now."""
        return cls(**{name: getattr(item, name) for name in cls.__dataclass_fields__})


@transaction.atomic
def create_item(*, agency: Agency, matter: str, name: str, by: Account, at: datetime) -> ProofItem:
    """Enter a proof item by hand, with its matter where the body has none of that name yet.

    Args:
        agency: the body that runs the matter.
        matter: name of the matter, at most 120 characters.
        name: name of the proof, at most 200 characters.
        by: a catalogue editor of the agency or of the bureau in charge.
        at: the moment, aware.

    Returns:
        The item, a candidate whose class is still to be decided.

    Raises:
        Refused: not an editor of this agency, a name is missing or too long, or the matter has this proof already.
    """
    refuse_other(by, agency, at)
    type(agency).objects.select_for_update().get(pk=agency.pk)
    named = {"matter": " ".join(matter.split()), "name": " ".join(name.split())}
    for key, title in (("matter", "行政事项"), ("name", "证明名称")):
        most = LONGEST[key]
        if not named[key] or len(named[key]) > most:
            fault = "没有写" if not named[key] else f"有{len(named[key])}个字，最多{most}个字"
            raise Refused(
                Refusal("没有新建", f"{title}{fault}", CLAUSES["3.3-a"], f"请写明{title}的全称，再新建。")
            )
    found = [one for one in agency.matters.all() if folded(one.name) == folded(named["matter"])]
    home = (
        found[0]
        if found
        else Matter.objects.create(
            code=code_of(agency, named["matter"]),
            name=named["matter"],
            agency=agency,
            region_code=agency.region_code,
        )
    )
    home.agency = agency
    kept = next((one for one in home.items.all() if folded(one.name) == folded(named["name"])), None)
    if kept is not None:
        raise Refused(
            Refusal(
                "没有新建",
                f"“{home.name}”里已经有“{kept.name}”",
                BUSINESS_44_2,
                "请在目录里打开原有的一项接着编；不是同一份证明的，请把名称写得能分开。",
            )
        )
    case_file = open_case_file(kind=CaseFile.Kind.ITEM, agency=agency, region_code=home.region_code, at=at)
    item = ProofItem(
        matter=home,
        case_file=case_file,
        slug=slug_of(home, named["name"]),
        name=named["name"],
        row_class=ProofItem.RowClass.STATUTORY,
        source=f"{agency.name}自编",
    )
    item.save()
    _record(item, "create_item", "新建证明事项", by, at, CLAUSES["2.1-a"], {"matter": home.code})
    return item


@transaction.atomic
def describe_item(
    *, item: ProofItem, words: ItemWords, by: Account, at: datetime, revision: int | None = None
) -> ProofItem:
    """Say of an item what it proves, who asks, who issues, by which article, what for, how often and how hard.

    Args:
        item: the item.
        words: what is said; anything may still be empty.
        by: a catalogue editor of the agency or of the bureau in charge.
        at: the moment, aware.
        revision: the revision the page was made from; None asks nothing.

    Returns:
        The item; its ``revision`` has grown by one where anything changed.

    Raises:
        Refused: not an editor of this agency, or a class that is not the editor's to choose.
        Stale: somebody changed the item since the page was made.
        ValueError: an unknown kind of proof, or a negative number.
    """
    locked = _locked(item, by, at)
    said = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(words).items()}
    if said["proves"] and said["proves"] not in ProofKind.__members__:
        raise ValueError(f"没有这种证明：{said['proves']}")
    numbers = (words.uses_a_year, words.days_to_get, words.trips_to_get)
    if any(number is not None and number < 0 for number in numbers):
        raise ValueError("件数、天数、趟数不能是负数")
    _refuse_class(locked, words.row_class)
    changed = _change(locked, said, revision=revision, by=by, at=at)
    if changed:
        told = {name: said[name] for name in changed}
        _record(locked, "describe_item", "填写证明事项", by, at, CLAUSES["3.3-a"], told)
    return locked


def _refuse_class(item: ProofItem, wanted: str) -> None:
    if wanted == item.row_class:
        return
    if wanted not in OWN_CLASSES or item.row_class not in OWN_CLASSES:
        raise Refused(
            Refusal(
                "没有改类别",
                f"来源写明这份证明“{item.get_row_class_display()}”，不能由编制人改",
                BUSINESS_44_2,
                "已经取消的，不得再编入目录；来源有误的，请改正来源文件后重新导入。",
            )
        )


@transaction.atomic
def assess_risks(
    *,
    item: ProofItem,
    risks: Iterable[str],
    by: Account,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
    none_because: str = "",
    revision: int | None = None,
) -> ProofItem:
    """Say which of the excluded risks a proof item carries; the question is put to the item, not to the matter.

    Args:
        item: the proof item.
        risks: names of :class:`Risk`.
        by: a catalogue editor.
        at: the moment, aware.
        reasons: name of a risk to why the item carries it.
        none_because: why it carries none.
        revision: the revision the page was made from; None asks nothing.

    Raises:
        Refused: not an editor of this agency.
        Stale: somebody changed the item since the page was made.
        ValueError: an unknown risk.
    """
    locked = _locked(item, by, at)
    named = sorted(set(risks))
    given = {name: why.strip() for name, why in (reasons or {}).items() if why.strip()}
    unknown = [name for name in (*named, *given) if name not in Risk.__members__]
    if unknown:
        raise ValueError(f"没有这种排除情形：{'、'.join(unknown)}")
    before = list(locked.risks)
    said = {"risks": named, "risk_reasons": given, "no_risk_because": none_because.strip()}
    if _change(locked, said, revision=revision, by=by, at=at):
        concluded = may_be_committed.on(
            timezone.localdate(at),
            ItemScope(
                frozenset(Risk[name] for name in named),
                tuple((Risk[name], why) for name, why in given.items()),
                none_because,
            ),
        )
        record(
            case_file_id=locked.case_file_id,
            step="matters.assess_risks",
            title="判断排除情形",
            by=by,
            by_label=BY_EDITOR,
            at=at,
            basis=CLAUSES["2.1-c"],
            facts={"before": before, "after": named},
            conclusion=concluded,
        )
    return locked


@transaction.atomic
def answer_pretests(
    *,
    item: ProofItem,
    answers: Mapping[str, Mapping[str, str]],
    by: Account,
    at: datetime,
    revision: int | None = None,
) -> ProofItem:
    """Answer the eight questions that come before the catalogue, each with its reason.

    Args:
        item: the proof item.
        answers: key of a :class:`yinuo.law.scope.CancelTest` to ``{"answer": "yes" or "no" or "", "reason"}``.
        by: a catalogue editor.
        at: the moment, aware.
        revision: the revision the page was made from; None asks nothing.

    Raises:
        Refused: not an editor of this agency.
        Stale: somebody changed the item since the page was made.
        ValueError: an unknown question or answer.
    """
    locked = _locked(item, by, at)
    known = {test.key for test in CANCEL_FIRST}
    kept = {}
    for key, said in answers.items():
        answer, reason = said.get("answer", ""), said.get("reason", "").strip()
        if key not in known or answer not in {"", *ANSWERS}:
            raise ValueError(f"没有这一问或者这种回答：{key} {answer}")
        if answer or reason:
            kept[key] = {"answer": answer, "reason": reason}
    if _change(locked, {"pretests": kept}, revision=revision, by=by, at=at):
        record(
            case_file_id=locked.case_file_id,
            step="matters.answer_pretests",
            title="回答“八个一律取消”",
            by=by,
            by_label=BY_EDITOR,
            at=at,
            basis=BUSINESS_44_2,
            facts={"answers": {key: one["answer"] for key, one in kept.items()}},
            conclusion=cancel_first.on(timezone.localdate(at), CancelFacts.of(kept)),
        )
    return locked


def _locked(item: ProofItem, by: Account, at: datetime) -> ProofItem:
    locked = (
        ProofItem.objects.select_for_update(of=("self",)).select_related("matter__agency").get(pk=item.pk)
    )
    refuse_other(by, locked.matter.agency, at)
    return locked


def _change(
    item: ProofItem, said: Mapping[str, Any], *, revision: int | None, by: Account, at: datetime
) -> list[str]:
    """Write the columns that differ and keep what stood there; names of the columns that changed."""
    now = {name: getattr(item, name) for name in said}
    refuse_stale(item, None, seen=revision, now=now, wanted=said)
    changed = differing(now, said)
    if not changed:
        return []
    for name in changed:
        setattr(item, name, said[name])
    item.revision += 1
    item.save(update_fields=[*changed, "revision"])
    return note_changes(item, None, before=now, after=said, by=by, at=at)


def _record(
    item: ProofItem,
    step: str,
    title: str,
    by: Account,
    at: datetime,
    basis: Citation,
    facts: Mapping[str, Any],
) -> None:
    record(
        case_file_id=item.case_file_id,
        step=f"matters.{step}",
        title=title,
        by=by,
        by_label=BY_EDITOR,
        at=at,
        basis=basis,
        facts=dict(facts),
    )
