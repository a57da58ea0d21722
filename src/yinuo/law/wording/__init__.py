"""二（三） 可量化、易操作，不含模糊表述或兜底条款: finds such words in a field of a notice and proposes a rewrite.

The same words are right in one field and wrong in another: a statute quoted under 设定依据 may say 等材料, a demand
under 材料要求 may not. Titles of texts and words in quotation marks are names and are not read.

One file holds the marks of one topic: ``lists`` what is left open, ``references`` and ``papers`` what is not named,
``periods`` what has no day, ``quantities`` and ``qualities`` what has no measure, ``discretion`` what the office keeps
for itself, ``basis`` what a basis must name, ``absence`` what a field must hold at least. A mark is a pattern and the
cases in which its words are harmless after all; ``reading`` holds the questions such a case asks of the words around,
``nouns`` the words that are asked for.
"""

from __future__ import annotations

from yinuo.law.wording.check import BASIS_FIELD, MARKS, check_wording, remarks_by_mark
from yinuo.law.wording.mark import CATCH_ALL, PERIOD, REFERENCE, VAGUE, Mark, Remark

__all__ = [
    "BASIS_FIELD",
    "CATCH_ALL",
    "MARKS",
    "PERIOD",
    "REFERENCE",
    "VAGUE",
    "Mark",
    "Remark",
    "check_wording",
    "remarks_by_mark",
]
