"""The demo city's editorial work on the rows of class A: full notices, promised facts with their checks, plain words.

Nothing here changes what the source says; it is written beside it, grouped by kind of matter.
"""

from __future__ import annotations

from functools import cache

from yinuo_demo.completions import exams, households, legal_aid, licences, taxes_and_firms
from yinuo_demo.completions.shape import Completion

NOT_PUBLISHED: dict[tuple[str, str], str] = {
    (
        "教师资格认定",
        "思想品德情况的鉴定或者证明材料",
    ): "与“思想品格鉴定证明”是同一份证明的两种写法，本市只公布一项，免得让人承诺两次",
}
"""Rows of class A that name matter and proof and are not published all the same, with the reason."""


@cache
def completions() -> dict[tuple[str, str], Completion]:
    """Matter and proof, as the catalogue names them, to what is added."""
    return {
        **exams.completions(),
        **legal_aid.completions(),
        **licences.completions(),
        **households.completions(),
        **taxes_and_firms.completions(),
    }
