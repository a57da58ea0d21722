"""The ways to settle one proof item, told side by side in the same rows and with the same weight (clause 2.2-a)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yinuo.commitments.papers.ways import QUESTIONS, Answer, by_commitment, by_proof, decided_within
from yinuo.law.texts import CLAUSES
from yinuo.portals.face.parts import Cell, Route, RouteRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from yinuo.law.grammar import Conclusion
    from yinuo.matters.models import ItemVersion

COMMIT, PROOF, HELD = "commit", "proof", "held"
WORDS = {COMMIT: "签承诺", PROOF: "交证明", HELD: "用机关已有的数据"}
ICONS = ("user", "clock", "search", "alert", "undo")
"""One for each of the questions that every way answers."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The routes of an item and the rows that compare them; for ``{% versus ways.routes ways.rows %}``."""

    routes: tuple[Route, ...]
    rows: tuple[RouteRow, ...]


def ways(
    version: ItemVersion,
    *,
    on: date,
    eligible: Conclusion[bool] | None = None,
    register: str = "",
    start_url: str = "",
) -> Ways:
    """The ways for a proof item.

    Args:
        version: with item and matter.
        on: the day, for the period of the decision.
        eligible: whether this person may promise; None where nobody in particular is asked about.
        register: name of the register that holds the data; empty where none does, then the third way is left out.
        start_url: where the buttons lead, ``?route=`` is added; empty where they post.

    Returns:
        Commitment and proof, and the office's own data where a register has them.
    """
    item = version.item
    within = decided_within(item.matter, on=on)
    shut = _shut(version, eligible)
    routes = [
        Route(
            COMMIT,
            "签承诺",
            "我自己写明情况，签名负责。",
            "pen",
            "选这种：签承诺",
            _url(start_url, COMMIT),
            *shut,
        ),
        Route(
            PROOF,
            "交证明",
            f"我请{item.issuer or '开具单位'}开《{item.name}》。",
            "file",
            "选这种：交证明",
            _url(start_url, PROOF),
        ),
    ]
    columns = [_cells(by_commitment(version, on=on)), _cells(by_proof(version, on=on))]
    if register:
        routes.append(
            Route(HELD, "机关已有数据", f"我同意查“{register}”里我的记录。", "search", "选这种：查已有数据")
        )
        columns.append(_held(register, within, at_once=item.matter.at_once))
    rows = tuple(
        RouteRow(label, icon, tuple(column[number] for column in columns))
        for number, (label, icon) in enumerate(zip(QUESTIONS, ICONS, strict=True))
    )
    return Ways(tuple(routes), rows)


def _shut(version: ItemVersion, eligible: Conclusion[bool] | None) -> tuple[str, Any]:
    """Why commitment is not open, with its article; empty where it is."""
    if eligible is not None and not eligible.value:
        return "现在不能签承诺，原因和恢复的办法写在上面", eligible.citation
    if version.status == "suspended":
        return f"暂停签承诺：{version.suspended_because}", CLAUSES["3.2-b"]
    return "", None


def _url(start: str, route: str) -> str:
    return f"{start}?route={route}" if start else ""


def _cells(answers: Iterable[Answer]) -> list[Cell]:
    return [Cell(one.text, one.points, one.citations, one.brief) for one in answers]


def _held(register: str, within: str, *, at_once: bool) -> list[Cell]:
    soon = f"查到记录的，当场用上；最迟 {within}作出决定" if at_once else f"查到记录的，{within}作出决定"
    return [
        Cell(points=(f"点一下，同意查“{register}”", "看一眼查到的结果", "核对后提交"), brief="点一下就行"),
        Cell(soon, brief=within),
        Cell(
            "查到的记录就是依据，不再另外核查。谁查过、为什么查，您都看得到。",
            citations=(CLAUSES["2.4-e"],),
            brief="不再核查",
        ),
        Cell("数据有错不算您不实，可以请数据单位更正，也可以换一种办法。", brief="可以请求更正"),
        Cell("提交之前随时可以换成另外两种办法。", brief="提交前可以换"),
    ]
