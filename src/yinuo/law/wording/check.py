"""All marks read together over one field."""

from __future__ import annotations

from bisect import bisect

from yinuo.law.wording.absence import nothing_to_go_by
from yinuo.law.wording.basis import check_basis
from yinuo.law.wording.discretion import DISCRETION
from yinuo.law.wording.lists import LISTS
from yinuo.law.wording.mark import CATCH_ALL, Mark, Remark
from yinuo.law.wording.papers import PAPERS
from yinuo.law.wording.periods import PERIODS
from yinuo.law.wording.qualities import QUALITIES
from yinuo.law.wording.quantities import QUANTITIES
from yinuo.law.wording.reading import remarks, without_names
from yinuo.law.wording.references import REFERENCES

BASIS_FIELD = "设定依据"

MARKS: tuple[Mark, ...] = (
    *LISTS,
    *REFERENCES,
    *PAPERS,
    *PERIODS,
    *QUANTITIES,
    *QUALITIES,
    *DISCRETION,
)


def check_wording(text: str, field: str = "") -> tuple[Remark, ...]:
    """What in a text a citizen could not act on.

    Args:
        text: one field of a notice, in Chinese.
        field: what the field is called (``"材料要求"``, ``"设定依据"``, ...); empty reads it as a demand of no
            particular field.

    Returns:
        Remarks that do not overlap, in the order of the text; none where nothing was found.
    """
    return tuple(remark for _name, remark in remarks_by_mark(text, field))


def remarks_by_mark(text: str, field: str = "") -> tuple[tuple[str, Remark], ...]:
    """The same remarks, each with the name of the mark that made it; the bench asks which marks earn their keep.

    Args:
        text: one field of a notice, in Chinese.
        field: what the field is called.

    Returns:
        Pairs of name and remark in the order of the text.
    """
    if field == BASIS_FIELD:
        return _without_overlaps([("basis", remark) for remark in check_basis(text)])
    read = without_names(text)
    found = [
        (mark.name, remark)
        for mark in MARKS
        if not mark.fields or field in mark.fields
        for remark in remarks(mark, read, field)
    ]
    if not found:
        found = [("nothing to go by", remark) for remark in nothing_to_go_by(read, field)]
    return _without_overlaps(found)


def _without_overlaps(found: list[tuple[str, Remark]]) -> tuple[tuple[str, Remark], ...]:
    """In the order of the text; of two that overlap, an open list stays, else the earlier, else the longer."""
    found.sort(key=lambda pair: (pair[1].kind != CATCH_ALL, pair[1].start, -pair[1].end, pair[0]))
    kept: list[tuple[str, Remark]] = []
    starts: list[int] = []
    for name, remark in found:
        place = bisect(starts, remark.start)
        before_it = place == 0 or kept[place - 1][1].end <= remark.start
        if before_it and (place == len(kept) or remark.end <= kept[place][1].start):
            kept.insert(place, (name, remark))
            starts.insert(place, remark.start)
    return tuple(kept)
