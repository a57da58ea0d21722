"""What a verifier is shown of one check: what was promised, what to look at, and nothing the fact does not ask for."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone

from yinuo.applications.models import ApplicationItem
from yinuo.applications.queries import materials_of
from yinuo.law.texts import CLAUSES
from yinuo.people.actions import note_access
from yinuo.portals.face.reading import who
from yinuo.verification.models import Task
from yinuo.verification.queries import of_commitment, promised, visible_to

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from yinuo.applications.models import Application
    from yinuo.law.grammar import Citation

HOW: dict[str, tuple[tuple[str, ...], Citation]] = {
    "data": (
        (
            "系统自动到登记系统查询比对，通常不用您做什么",
            "系统一直查不到、您又知道结果的，可以直接写核查结论",
        ),
        CLAUSES["2.4-f"],
    ),
    "document": (
        (
            "先看案卷里已经有的材料",
            "不够的，向原来开具证明的单位核实；不要让申请人再去开证明",
            "写清楚看了哪一份材料、谁出具、哪一天",
        ),
        CLAUSES["2.4-a"],
    ),
    "assistance": (
        (
            "向掌握情况的单位发函请求协助，写明要核实的事实和标准",
            "对方不能协助的，请其书面说明理由，作为证据上传",
            "写清楚哪个单位、哪一天、怎么答复",
        ),
        CLAUSES["2.4-h"],
    ),
    "site": (
        (
            "两人以上到场，先出示证件",
            "告诉对方：可以申请回避，可以当场说明",
            "只看承诺的这一项，能合并的一次查完",
            "写看到的，不写判断；对方的说明一并写上",
        ),
        CLAUSES["2.4-g"],
    ),
    "publication": (
        ("看公示期内有没有人提出异议", "有异议的，向提出的人核实，写清楚异议的内容和根据"),
        CLAUSES["2.6-d"],
    ),
}
"""What to do for each method, and its article."""


def task_or_404(request: HttpRequest, pk: int) -> Task:
    """The check, where this officer may see it.

    Raises:
        Http404: there is none, or it is somebody else's.
    """
    task = visible_to(who(request), on=timezone.localdate()).filter(pk=pk).select_related("agency").first()
    if task is None:
        raise Http404
    return task


def promise(task: Task) -> dict[str, Any]:
    """What was promised and on what it is to be checked.

    Args:
        task: with commitment and application.

    Returns:
        The item, the answers the fact refers to (all of the item's where it names none), what else proves it, how to
        check with the article, the materials handed in for the item, and the other checks of the same letter.
    """
    application = task.commitment.application_item.application
    item = ApplicationItem.objects.select_related("proof_item", "version").get(
        pk=task.commitment.application_item_id
    )
    fact, answers = promised(task.commitment, task.fact_key)
    steps, citation = HOW.get(task.method, HOW["document"])
    return {
        "item": item,
        "answers": _asked_about(fact, answers, item.version.inputs),
        "erased": task.commitment.facts is None,
        "alternative": str(fact.get("alternative", "")),
        "how": steps,
        "how_citation": citation,
        "address": application.applicant.address if task.method == "site" else "",
        "materials": [row for row in materials_of(application) if row.item_id in {None, item.pk}],
        "siblings": [one for one in of_commitment(task.commitment_id) if one.pk != task.pk],
    }


def _asked_about(
    fact: Mapping[str, Any], answers: Mapping[str, Any], inputs: list[dict[str, Any]]
) -> list[tuple[str, str]]:
    named = set(re.findall(r'"answer:([^"]+)"', json.dumps(fact.get("expects", {}), ensure_ascii=False)))
    by_register = bool(fact.get("expects"))
    return [
        (str(one["label"]), str(answers.get(one["key"], "")))
        for one in inputs
        if one["key"] in named or not by_register
    ]


def note_look(request: HttpRequest, task: Task, application: Application) -> None:
    """Keep that the officer looked; the person sees it among who looked at his data."""
    note_access(
        by=who(request),
        subject=application.applicant,
        what=f"核查任务：{task.fact_text}"[:80],
        purpose="核查承诺",
        case_number=application.number,
        at=timezone.now(),
        once_a_day=True,
    )
