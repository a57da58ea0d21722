"""The layouts in which catalogue lists come and go: those of departments, and our own, which holds everything.

After the lists that Changde and other cities of Hunan, Chibi, Jalaid Banner and cities of Anhui published (column
headings only; their wording is the source).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yinuo.matters.columns import ALL, LIKELY, column_named

ONE_A_CELL = "一格一项，不拆分"
"""Stands in the last note of lists this house wrote; such a list is not taken apart again."""


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """A column of a layout.

    Attributes:
        name: code name, see :mod:`yinuo.matters.columns`.
        title: as the layout heads it.
        group: heading above it that it shares with its neighbours.
        width: characters, for Excel and Word.
    """

    name: str
    title: str
    group: str = ""
    width: int = 14

    @property
    def heading(self) -> str:
        """Both rows of the heading in one."""
        return f"{self.group}{self.title}"


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout.

    Attributes:
        key: code name, also in addresses.
        title: as people call it.
        heading: what stands above the table of such a list.
        columns: from left to right.
        classes: classes of items that belong on such a list.
        row_class: class of the rows of such a list where it names none; empty where it always does.
        whole: holds everything of an item, so that reading it back gives the same items.
        ours: made up by this house, where a cell never holds two proofs.
        sections: whether the units stand as rows of their own above their items.
    """

    key: str
    title: str
    heading: str
    columns: tuple[LayoutColumn, ...]
    classes: str = "ABSRNC"
    row_class: str = ""
    whole: bool = False
    ours: bool = False
    sections: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Code names of its columns."""
        return tuple(column.name for column in self.columns)


_BASIS = (
    LayoutColumn("basis_title", "名称", "设定依据", 26),
    LayoutColumn("basis_number", "文号", "设定依据", 14),
    LayoutColumn("basis_article", "条文", "设定依据", 30),
)
_NUMBER = LayoutColumn("sequence", "序号", width=6)
_LEAVES_OUT = {
    "sequence",
    "basis_title",
    "basis_number",
    "basis_article",
    "basis_level",
    "level",
    "after_cancel",
    "filled_by",
    "phone",
    "filled_on",
    "status",
    "valid_from",
    "version",
}
_WIDE = {"legal_basis": 40, "source": 30, "proof_item": 26, "administrative_matter": 26, "proof_use": 24}

FULL = Layout(
    "full",
    "一诺完整目录",
    "证明事项目录",
    tuple(
        LayoutColumn(one.name, one.title, width=_WIDE.get(one.name, 14))
        for one in ALL
        if one.name not in _LEAVES_OUT
    ),
    whole=True,
    ours=True,
)
CHANGDE = Layout(
    "changde",
    "常德（湖南）目录",
    "证明事项目录清单",
    (
        _NUMBER,
        LayoutColumn("proof_item", "证明名称", width=24),
        LayoutColumn("proof_use", "证明用途", width=24),
        *_BASIS,
        LayoutColumn("basis_level", "效力层级", "设定依据"),
        LayoutColumn("asker", "索要单位", width=18),
        LayoutColumn("drafting_agency", "开具单位", width=18),
        LayoutColumn("level", "行使层级"),
        LayoutColumn("matter_type", "事项类型"),
    ),
    row_class="C",
    sections=True,
)
CHIBI = Layout(
    "chibi",
    "赤壁保留清单",
    "保留的证明事项清单",
    (
        _NUMBER,
        LayoutColumn("proof_item", "证明名称", width=24),
        LayoutColumn("proof_use", "证明用途", width=24),
        LayoutColumn("legal_basis", "设定依据", width=40),
        LayoutColumn("asker", "索要单位", width=18),
        LayoutColumn("drafting_agency", "开具单位", width=18),
        LayoutColumn("level", "行使层级"),
        LayoutColumn("matter_type", "事项类型"),
        LayoutColumn("retained_because", "不能实行告知承诺及保留原因", width=30),
    ),
    classes="RC",
    row_class="R",
    sections=True,
)
JALAID = Layout(
    "jalaid",
    "扎赉特旗目录",
    "证明事项清单",
    (
        _NUMBER,
        LayoutColumn("proof_item", "证明事项名称", width=24),
        LayoutColumn("proof_use", "证明用途", width=24),
        LayoutColumn("legal_basis", "设定依据", width=40),
        LayoutColumn("basis_level", "效力层级"),
        LayoutColumn("asker", "索要单位", width=18),
        LayoutColumn("drafting_agency", "开具单位", width=18),
        LayoutColumn("filled_by", "填报人", width=10),
        LayoutColumn("phone", "联系电话"),
        LayoutColumn("filled_on", "填报日期"),
    ),
    row_class="C",
    sections=True,
)
ANHUI = Layout(
    "anhui",
    "安徽取消清单",
    "取消的证明材料清单",
    (
        _NUMBER,
        LayoutColumn("proof_item", "材料名称", width=28),
        LayoutColumn("administrative_matter", "对应事项", width=28),
        LayoutColumn("after_cancel", "取消后的办理方式", width=24),
    ),
    classes="BS",
    row_class="S",
    sections=True,
)
PUBLISHED = Layout(
    "published",
    "公布目录",
    "实行告知承诺制的证明事项目录",
    (
        _NUMBER,
        LayoutColumn("administrative_matter", "行政事项", width=26),
        LayoutColumn("matter_type", "事项类型"),
        LayoutColumn("proof_item", "证明名称", width=26),
        LayoutColumn("proof_use", "证明用途", width=24),
        LayoutColumn("drafting_agency", "开具单位", width=18),
        LayoutColumn("department", "办理单位", width=18),
        LayoutColumn("legal_basis", "设定依据", width=40),
        LayoutColumn("commitment_method", "承诺方式", width=20),
        LayoutColumn("verification_method", "核查方式", width=24),
        LayoutColumn("public", "承诺书是否公开"),
        LayoutColumn("status", "现状"),
        LayoutColumn("valid_from", "适用起"),
        LayoutColumn("version", "版本"),
        LayoutColumn("source", "来源", width=30),
    ),
    classes="A",
    row_class="A",
    ours=True,
)
LAYOUTS: dict[str, Layout] = {one.key: one for one in (FULL, CHANGDE, CHIBI, JALAID, ANHUI, PUBLISHED)}

_ONLY_THERE = {
    "retained_because": CHIBI.key,
    "after_cancel": ANHUI.key,
    "filled_by": JALAID.key,
    "status": PUBLISHED.key,
}
_LEAST_SHARE = 0.6
_OURS = {"row_class", "source", "proof_item"}
_LEAST_OURS = 8


def recognised(headings: Iterable[str]) -> Layout | None:
    """The layout that a list's headings follow, or None where they follow none closely.

    Args:
        headings: of the columns, those of several rows joined by blanks.
    """
    names = {name for name, sure in map(column_named, headings) if sure >= LIKELY}
    if names >= _OURS and len(names & set(FULL.names)) >= _LEAST_OURS:
        return FULL
    scored = [(_likeness(layout, names), layout) for layout in LAYOUTS.values() if layout is not FULL]
    best = max(scored, key=lambda pair: pair[0])
    return best[1] if best[0] >= _LEAST_SHARE else None


def _likeness(layout: Layout, names: set[str]) -> float:
    wanted = set(layout.names) - {"sequence"}
    given = _as_in(layout, names)
    own = sum(0.15 for name, key in _ONLY_THERE.items() if name in names and key == layout.key)
    return len(wanted & given) / len(wanted | (given - {"sequence", "note"})) + own


def _as_in(layout: Layout, names: set[str]) -> set[str]:
    """Names as the layout has them: a basis in three columns counts as one where the layout has one."""
    parts = {"basis_title", "basis_number", "basis_article"}
    if "legal_basis" in layout.names and parts & names:
        return (names - parts) | {"legal_basis"}
    if "legal_basis" in names and parts <= set(layout.names):
        return (names - {"legal_basis"}) | parts
    return names
