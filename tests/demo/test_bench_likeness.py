"""The measurement of likeness: what its figures count, and that every pair is judged by hand once."""

from __future__ import annotations

from yinuo.matters.likeness import Named
from yinuo_demo.bench import likeness
from yinuo_demo.bench.likeness import DEVELOPMENT, HELD_OUT, Pair, read, shares, wrong

SAME = Pair(Named("失业登记", "解除劳动关系证明"), Named("失业登记", "解除劳动关系的证明"), same=True)
UNSEEN = Pair(Named("失业登记", "解除劳动关系证明"), Named("出生登记", "死亡证明"), same=True)
DOUBTED = Pair(Named("", "无犯罪记录证明"), Named("律师执业核准", "无犯罪记录证明"), same=False)
MISTAKEN = Pair(SAME.one, SAME.other, same=False)


def test_the_figures_count_what_they_say():
    told = shares([SAME, UNSEEN, DOUBTED, MISTAKEN])

    assert (told.precision, told.found, told.shown, told.bothered) == (0.5, 0.5, 0.5, 1.0)
    assert wrong([SAME, UNSEEN, DOUBTED, MISTAKEN]) == [UNSEEN, MISTAKEN]


def test_no_pair_stands_in_both_files_and_none_is_judged_twice():
    names = [(pair.one, pair.other) for name in (DEVELOPMENT, HELD_OUT) for pair in read(name)]

    assert len(names) == len(set(names))


def test_the_rows_have_their_aims_and_what_is_judged_wrongly_is_printed():
    told: list[str] = []
    rows = likeness.measure(told.append)

    assert set(likeness.AIMS) <= {row.name for row in rows}
    assert len(told) == len(wrong(read(HELD_OUT)))
