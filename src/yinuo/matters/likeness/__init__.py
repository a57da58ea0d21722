"""Whether two places mean the same item, told from the words of its names; pure, and every answer says why.

Names are never equal: one place writes 律师执业核准, another 律师执业许可; one asks for a 户口本, another for the 户口簿.
What is compared are the words that carry meaning, each side's against the other's, for the matter and the proof apart.
Words that exclude each other (结婚 and 离婚, 一级 and 二级) decide against, however much else agrees.
"""

from yinuo.matters.likeness.comparing import Band, Likeness, Named, compare
from yinuo.matters.likeness.words import content

__all__ = ["Band", "Likeness", "Named", "compare", "content"]
