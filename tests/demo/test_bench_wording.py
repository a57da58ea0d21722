"""The figures of the bench on the wording checker, and that its aims are met."""

from __future__ import annotations

from collections import Counter

import pytest

from yinuo_demo.bench import wording


def test_shares_count_what_was_found_and_what_was_wanted():
    counts = Counter(
        {
            ("ok", "ok"): 5,
            ("ok", "vague"): 1,
            ("vague", "vague"): 3,
            ("vague", "catch-all"): 1,
            ("catch-all", "ok"): 2,
            ("catch-all", "catch-all"): 4,
        }
    )

    assert wording.share(counts) == wording.Share(precision=8 / 9, recall=8 / 10)
    assert wording.share(counts, ("vague",)) == wording.Share(precision=3 / 4, recall=3 / 4)
    assert wording.share(counts, ("catch-all",)) == wording.Share(precision=4 / 5, recall=4 / 6)
    assert wording.share(Counter()) == wording.Share(precision=1.0, recall=1.0)


@pytest.mark.parametrize(
    ("text", "label"),
    [("受理后5个工作日内办结。", "ok"), ("及时办理。", "vague"), ("及时办理户籍等业务。", "catch-all")],
)
def test_an_open_list_outweighs_vague_words_beside_it(text, label):
    assert wording.judged(wording.check_wording(text)) == label


@pytest.mark.clause("2.3-b")
def test_the_aims_are_met_and_every_mark_is_listed_with_its_sources(monkeypatch):
    monkeypatch.setattr(wording, "RUNS", 1)
    monkeypatch.setattr(wording, "TIMES", 1)
    said = []

    rows = {row.name: row for row in wording.measure(said.append)}

    for name, aim in wording.AIMS.items():
        if name != "wording: one field":  # how fast depends on the machine
            assert aim.words(rows[name]).endswith("✓"), name
    assert rows["wording: one field"].value > 0
    printed = "\n".join(said)
    assert all(mark.name in printed for mark in wording.MARKS)
    assert "只有一个来源支持的规则" in printed
    assert rows["wording: marks of one source"].value <= 5
    assert rows["wording: recall by marks another source bears out"].value >= 0.95
