"""The catalogue as the lists of departments have it: what an item says, in the columns of a layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yinuo.matters.layouts import Layout
from yinuo.matters.phrases import after_of, basis_parts, use_with_matter

SECTION = "section"
"""The key under which a row names the section it stands in."""

_LEVELS = (("0000", "省级"), ("00", "市级"))


def laid_out(cells: Mapping[str, str], layout: Layout) -> dict[str, str]:
    """A row of a list.

    Args:
        cells: everything that is known of an item, by the code name of the column; of the list it came from too.
        layout: which list.

    Returns:
        The columns of the layout to their texts, and :data:`SECTION` where the units stand as rows of their own.
    """
    row = {name: _DERIVED.get(name, _plainly(name))(cells) for name in layout.names}
    if "proof_use" in row and "administrative_matter" not in row:
        row["proof_use"] = use_with_matter(cells.get("proof_use", ""), cells.get("administrative_matter", ""))
    if layout.sections:
        row[SECTION] = cells.get("department", "")
    return row


def _plainly(name: str) -> Callable[[Mapping[str, str]], str]:
    return lambda cells: cells.get(name, "")


def _basis(place: int) -> Callable[[Mapping[str, str]], str]:
    return lambda cells: basis_parts(cells.get("legal_basis", ""))[place]


def _level(cells: Mapping[str, str]) -> str:
    code = cells.get("region_code", "")
    return cells.get("level") or next((word for end, word in _LEVELS if code.endswith(end)), "县级")


_DERIVED: dict[str, Callable[[Mapping[str, str]], str]] = {
    "basis_title": _basis(0),
    "basis_number": _basis(1),
    "basis_article": _basis(2),
    "asker": lambda cells: cells.get("asker") or cells.get("department", ""),
    "level": _level,
    "after_cancel": lambda cells: cells.get("after_cancel") or after_of(cells.get("row_class", "")),
}


def laid_out_for(layout: Layout) -> Callable[[Mapping[str, str]], dict[str, str]]:
    """:func:`laid_out` for one layout; our own keeps every cell as it is."""
    if layout.whole:
        return lambda cells: {name: cells.get(name, "") for name in layout.names}
    return lambda cells: laid_out(cells, layout)
