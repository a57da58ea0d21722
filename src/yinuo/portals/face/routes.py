"""The ways to settle one proof item, told side by side in the same rows and with the same weight (clause 2.2-a)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from yinuo.law import place
from yinuo.law.texts import CLAUSES, LICENSING_31
from yinuo.portals.face.parts import Cell, Route, RouteRow

if TYPE_CHECKING:
    from datetime import date

    from yinuo.law.grammar import Conclusion
    from yinuo.matters.models import ItemVersion, Matter

COMMIT, PROOF, HELD = "commit", "proof", "held"
WORDS = {COMMIT: "签承诺", PROOF: "交证明", HELD: "用机关已有的数据"}
_AFTER = CLAUSES["2.4-d"]


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
    columns = [_commit(version, within), _proof(version, within)]
    if register:
        routes.append(
            Route(HELD, "机关已有数据", f"我同意查“{register}”里我的记录。", "search", "选这种：查已有数据")
        )
        columns.append(_held(register, within, at_once=item.matter.at_once))
    heads = (
        ("您要做什么", "user"),
        ("要多久", "clock"),
        ("怎么核查", "search"),
        ("如果不属实", "alert"),
        ("想反悔怎么办", "undo"),
    )
    rows = tuple(
        RouteRow(label, icon, tuple(column[number] for column in columns))
        for number, (label, icon) in enumerate(heads)
    )
    return Ways(tuple(routes), rows)


def decided_within(matter: Matter, *, on: date) -> str:
    """How long a decision takes at most: what the matter promises, else the legal period; ``20 个工作日内``."""
    days = matter.days or place.load(settings.YINUO_PLACE).amount("decision_due", on)
    return f"{days} 个工作日内"


def _shut(version: ItemVersion, eligible: Conclusion[bool] | None) -> tuple[str, Any]:
    """Why commitment is not open, with its article; empty where it is."""
    if eligible is not None and not eligible.value:
        return "现在不能签承诺，原因和恢复的办法写在上面", eligible.citation
    if version.status == "suspended":
        return f"暂停签承诺：{version.suspended_because}", CLAUSES["3.2-b"]
    return "", None


def _url(start: str, route: str) -> str:
    return f"{start}?route={route}" if start else ""


def _commit(version: ItemVersion, within: str) -> list[Cell]:
    matter = version.item.matter
    fill = f"填 {len(version.inputs)} 项情况" if version.inputs else "看清要承诺的事实"
    soon = f"条件齐备的，当场作出决定；最迟 {within}" if matter.at_once else f"{within}作出决定"
    checked = version.plain.get("check") or version.notice.get("verification_power", "")
    untrue = version.plain.get("if_untrue") or "故意不实的，终止办理或者撤销决定，并记入信用记录。"
    return [
        Cell(points=("读告知书，大约 5 分钟", fill, "签名，确认是您本人"), brief="自己填、自己签"),
        Cell(soon, brief="条件齐备当场" if matter.at_once else within),
        Cell(checked, brief=f"核对 {len(version.facts)} 项"),
        Cell(
            f"先听您说明。写错了，更正就行。故意不实的：{untrue}",
            citations=(_AFTER, CLAUSES["2.5-a"]),
            brief="先听您说明",
        ),
        Cell(_withdrawal(version), citations=(CLAUSES["2.6-c"],), brief="办结前可以撤回"),
    ]


def _withdrawal(version: ItemVersion) -> str:
    said = (
        version.plain.get("withdraw")
        or "办结之前，有合理的理由就可以撤回承诺，改交证明接着办，填过的都保留。"
    )
    return str(said) + ("撤回以后，本轮不能再签承诺。" if version.plain.get("same_round_bar") else "")


def _proof(version: ItemVersion, within: str) -> list[Cell]:
    item = version.item
    where = f"到{item.issuer}开《{item.name}》" if item.issuer else f"请开具单位开《{item.name}》"
    return [
        Cell(points=(where, "拍照或者扫描上传，也可以交到窗口", "核对后提交"), brief="去开证明"),
        Cell(f"材料齐全的，{within}作出决定", brief=within),
        Cell("核对证明的真伪，需要时向开具单位核实，不要您再跑。", brief="核对真伪"),
        Cell(
            "伪造、变造证明的，依法处理，并记入信用记录。", citations=(LICENSING_31, _AFTER), brief="依法处理"
        ),
        Cell("提交之前可以改签承诺；作出决定之前可以撤回申请，填过的都保留。", brief="决定前可以撤回"),
    ]


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
