"""What lies on the catalogue's desks when the demo opens: a next version that waits for review, and a draft half written."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yinuo.law.wording import check_wording
from yinuo.matters.actions import draft_version, submit_version
from yinuo.matters.models import ProofItem
from yinuo.matters.queries import content_of, current_version
from yinuo.matters.starting import starting_content
from yinuo.matters.terms import Condition, Terms

if TYPE_CHECKING:
    from yinuo.people.models import Account

WAITING = ("律师执业核准", "无被开除公职情形证明材料")
HALF_WRITTEN = ("申领居住证", "居住地住址证明")
_MATERIALS = "本人居民身份证1份，现场或者网上核验后退还；必要时提供离职证明1份"
_KEPT = "只有人才中心没有记录的人要交，办事指南写明了是哪些人（演示）"


def leave_unfinished(*, editor: Account, at: datetime) -> int:
    """Leave both, where they do not lie there yet.

    Args:
        editor: who writes.
        at: the moment of the first, aware.

    Returns:
        How many are new.
    """
    return sum((_next_version(editor, at), _half_written(editor, at + timedelta(hours=1))))


def _item(names: tuple[str, str]) -> ProofItem | None:
    matter, name = names
    return ProofItem.objects.select_related("matter__agency").filter(matter__name=matter, name=name).first()


@transaction.atomic
def _next_version(editor: Account, at: datetime) -> int:
    item = _item(WAITING)
    running = current_version(item) if item is not None else None
    if item is None or running is None or item.versions.filter(number__gt=running.number).exists():
        return 0
    content = content_of(running)
    notice = content["notice"] | {
        "materials": _MATERIALS,
        "verification_power": content["notice"]["verification_power"].replace("3个工作日", "5个工作日"),
    }
    kept = {_MATERIALS[remark.start : remark.end]: _KEPT for remark in check_wording(_MATERIALS, "材料要求")}
    terms = Terms.from_json(content["terms"])
    version = draft_version(
        item=item,
        notice=notice,
        facts=content["facts"],
        inputs=content["inputs"],
        plain=content["plain"]
        | {"check": str(content["plain"]["check"]).replace("3 个工作日", "5 个工作日")},
        terms=replace(terms, conditions=(Condition("以前在机关、事业单位工作过", "人才中心的人事档案"),)),
        answers=kept,
        by=editor,
        at=at,
    )
    submit_version(version=version, by=editor, at=at)
    return 1


@transaction.atomic
def _half_written(editor: Account, at: datetime) -> int:
    item = _item(HALF_WRITTEN)
    if item is None or item.versions.exists():
        return 0
    content: dict[str, Any] = starting_content(item)
    draft_version(
        item=item,
        notice=content["notice"]
        | {
            "proof_content": "申请人在居住地有合法稳定住所",
            "materials": "租赁合同1份，以及其他能够证明居住的有关材料",
            "verification_power": "签署以后尽快由派出所核查",
        },
        facts=[
            {
                "key": "fact_1",
                "text": "本人在所填住址连续居住半年以上",
                "standard": "",
                "alternative": "",
                "item_class": "ordinary",
                "source_key": "",
                "expects": {},
            }
        ],
        inputs=[],
        plain=content["plain"],
        by=editor,
        at=at,
    )
    return 1
