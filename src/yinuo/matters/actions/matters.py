"""What is said of a matter: one sentence, its field, for whom, how fast, and its codes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yinuo.casefile.actions import record
from yinuo.law.grammar import Refusal
from yinuo.law.scope import PriorityField
from yinuo.law.texts import CLAUSES, ITEM_CODES
from yinuo.matters import codes
from yinuo.matters.actions.drafts import BY_EDITOR, refuse_other
from yinuo.matters.actions.keeping import Stale
from yinuo.matters.merging import Change, differing, merge
from yinuo.matters.models import Matter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from yinuo.law.grammar import Citation
    from yinuo.people.models import Account

_LONGEST_CODES = (("基本编码", codes.BASE), ("业务办理项编码", codes.HANDLING))


@dataclass(frozen=True, slots=True)
class MatterWords:
    """What the pages need to know of a matter.

    Attributes:
        summary: one sentence in plain words, at most 300 characters.
        field: name of a :class:`PriorityField`, or empty.
        for_persons, for_firms: who may apply.
        at_once: whether it may be decided on filing where all is clear.
        days: working days the agency allows itself, or None for the statutory period.
        kind: a :class:`Matter.Kind`; None leaves it as it is.
    """

    summary: str
    field: str = ""
    for_persons: bool = True
    for_firms: bool = False
    at_once: bool = False
    days: int | None = None
    kind: str | None = None

    @classmethod
    def of(cls, matter: Matter) -> MatterWords:
        """What is said of a matter now."""
        return cls(
            matter.summary,
            matter.field,
            matter.for_persons,
            matter.for_firms,
            matter.at_once,
            matter.days,
            matter.kind,
        )


@transaction.atomic
def describe_matter(
    *, matter: Matter, words: MatterWords, by: Account, at: datetime, known: MatterWords | None = None
) -> Matter:
    """Say of a matter what the pages need: one sentence, its field, for whom, whether it may be decided at once.

    Args:
        matter: the matter.
        words: what is said.
        by: a catalogue editor of the agency or of the bureau in charge.
        at: the moment, aware.
        known: what was said when the page was made; what the person left as it was is then left as it is now.

    Returns:
        The matter; nothing is written or recorded where nothing changed.

    Raises:
        Refused: not an editor of this agency.
        Stale: somebody else changed what this person changed, to something else.
        ValueError: an unknown field or kind, or nobody may apply.
    """
    locked = Matter.objects.select_for_update(of=("self",)).select_related("agency").get(pk=matter.pk)
    refuse_other(by, locked.agency, at)
    now = asdict(MatterWords.of(locked))
    said = {**asdict(words), "summary": words.summary.strip()[:300]}
    if words.kind is None:
        said["kind"] = locked.kind
    if known is not None:
        said = _merged(asdict(known), now, said)
    if said["field"] and said["field"] not in PriorityField.__members__:
        raise ValueError(f"没有这个重点领域：{said['field']}")
    if said["kind"] not in Matter.Kind.values:
        raise ValueError(f"没有这种事项类型：{said['kind']}")
    if not said["for_persons"] and not said["for_firms"]:
        raise ValueError("个人和企业至少有一类可以办理")
    _write(locked, said, step="describe_matter", title="填写事项说明", by=by, at=at)
    return locked


@transaction.atomic
def enter_codes(*, matter: Matter, base_code: str, handling_code: str, by: Account, at: datetime) -> Matter:
    """Enter the codes of a matter by GB/T 39554.1; what is wrong with them is marked beside them, not refused.

    Args:
        matter: the matter.
        base_code: 基本编码, at most 12 characters, or empty.
        handling_code: 实施编码 or 业务办理项编码, at most 33 characters, or empty.
        by: a catalogue editor of the agency or of the bureau in charge.
        at: the moment, aware.

    Raises:
        Refused: not an editor of this agency.
        ValueError: longer than any code is.
    """
    locked = Matter.objects.select_for_update(of=("self",)).select_related("agency").get(pk=matter.pk)
    refuse_other(by, locked.agency, at)
    said = {"base_code": base_code.strip(), "handling_code": handling_code.strip().upper()}
    for code, (title, most) in zip(said.values(), _LONGEST_CODES, strict=True):
        if len(code) > most:
            raise ValueError(f"{title}最多{most}位，填了{len(code)}位")
    _write(locked, said, step="enter_codes", title="填写事项编码", basis=ITEM_CODES, by=by, at=at)
    return locked


def _merged(known: Mapping[str, Any], now: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    merged = merge(known, now, said)
    if merged.conflicts:
        found = [Change(name, known[name], now[name], said[name]) for name in merged.conflicts]
        raise Stale(
            Refusal(
                "这一页没有存上",
                "您打开这一页以后，别人改过所办事项的说明",
                CLAUSES["3.3-a"],
                "请看现在写的是什么，选定以后再存；您填的都还在。",
            ),
            found,
        )
    return {name: merged.fields.get(name, said[name]) for name in said}


def _write(
    matter: Matter,
    said: Mapping[str, Any],
    *,
    step: str,
    title: str,
    by: Account,
    at: datetime,
    basis: Citation = CLAUSES["3.3-a"],
) -> None:
    changed = differing({name: getattr(matter, name) for name in said}, said)
    if not changed:
        return
    for name in changed:
        setattr(matter, name, said[name])
    matter.save(update_fields=list(changed))
    for item in matter.items.order_by("pk"):
        record(
            case_file_id=item.case_file_id,
            step=f"matters.{step}",
            title=title,
            by=by,
            by_label=BY_EDITOR,
            at=at,
            basis=basis,
            facts=dict(said),
        )
