"""The wording checker against the labelled sentences: how much it finds, how much of it is right, how long it takes.

The marks are written by hand, so there is nothing to train; what can deceive is a mark that was written for one
sentence. Three things show it: the held-out sentences beside those the marks were written with, round by round; the
marks that only one sentence bears out; and the recall when a sentence counts as found only if the same mark, or the
same words, are also right in another source.
"""

from __future__ import annotations

import csv
import io
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from yinuo.law.wording import CATCH_ALL, MARKS, Remark, check_wording, remarks_by_mark
from yinuo_demo.bench.measure import RUNS, Aim, Row, row

OK, VAGUE = "ok", "vague"
KINDS = (VAGUE, CATCH_ALL)
EARLIER = ("vague_labelled.csv", "wording_fields.csv")
DEVELOPMENT = "wording_development.csv"
HELD_OUT = "wording_heldout.csv"
CONSTRUCTED = "构造"
TIMES = 3
LEAST = 0.95
AIMS: dict[str, Aim] = {
    "wording: held-out precision": Aim(least=LEAST),
    "wording: held-out recall": Aim(least=LEAST),
    **{
        f"wording: held-out {kind} {figure}": Aim(least=0.93)
        for kind in KINDS
        for figure in ("precision", "recall")
    },
    "wording: worst round precision": Aim(least=0.93),
    "wording: worst round recall": Aim(least=0.93),
    "wording: one field": Aim(most=1000),
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence.

    Attributes:
        text: of a field.
        field: what the field is called.
        label: ``"ok"``, ``"vague"`` or ``"catch-all"``.
        source: the statute and article, or 构造 where it was made up.
        round: in which held-out round it was first read; empty elsewhere.
    """

    text: str
    field: str
    label: str
    source: str
    round: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """Right among found and right among wanted; 1 where nothing was found or wanted."""

    precision: float
    recall: float


@cache
def read(name: str) -> tuple[Labelled, ...]:
    """The sentences of one labelled file."""
    content = files("yinuo_demo").joinpath("data", "wording", name).read_text(encoding="utf-8")
    return tuple(
        Labelled(r["text"], r.get("field", ""), r["label"], r["source"], r.get("round", ""))
        for r in csv.DictReader(io.StringIO(content, newline=""))
    )


def judged(remarks: Iterable[Remark]) -> str:
    """The label the remarks amount to: an open list outweighs vague words beside it."""
    kinds = {remark.kind for remark in remarks}
    if CATCH_ALL in kinds:
        return CATCH_ALL
    return VAGUE if kinds else OK


def confusion(sentences: Iterable[Labelled]) -> Counter[tuple[str, str]]:
    """How often each label was judged as which."""
    return Counter((one.label, judged(check_wording(one.text, one.field))) for one in sentences)


def share(counts: Counter[tuple[str, str]], kinds: Sequence[str] = KINDS) -> Share:
    """Precision and recall of one kind, or of any remark at all when both are given."""
    right = sum(n for (label, found), n in counts.items() if label in kinds and found in kinds)
    found = sum(n for (_label, found), n in counts.items() if found in kinds)
    wanted = sum(n for (label, _found), n in counts.items() if label in kinds)
    return Share(right / found if found else 1.0, right / wanted if wanted else 1.0)


def measure(say: Callable[[str], object]) -> list[Row]:
    """All figures; the tables behind them are printed.

    Returns:
        Rows; where there is a floor it is the same figure on the sentences the marks were written with.
    """
    development = [one for name in (*EARLIER, DEVELOPMENT) for one in read(name)]
    held_out = read(HELD_OUT)
    return [
        *_gap(development, held_out, say),
        *_rounds(held_out, say),
        *_support([*development, *held_out], say),
        _speed([*development, *held_out]),
    ]


def _gap(
    development: Sequence[Labelled], held_out: Sequence[Labelled], say: Callable[[str], object]
) -> list[Row]:
    ours, theirs = confusion(development), confusion(held_out)
    _print("编写时用过的句子", ours, say)
    _print("保留的句子", theirs, say)
    rows = []
    for name, kinds in (("", KINDS), *((f"{kind} ", (kind,)) for kind in KINDS)):
        mine, other = share(ours, kinds), share(theirs, kinds)
        rows += [
            row(f"wording: held-out {name}precision", [other.precision], "", [mine.precision]),
            row(f"wording: held-out {name}recall", [other.recall], "", [mine.recall]),
        ]
    for name, chosen in (
        ("statutes", [one for one in held_out if one.source != CONSTRUCTED]),
        ("constructed", [one for one in held_out if one.source == CONSTRUCTED]),
    ):
        part = share(confusion(chosen))
        rows += [
            row(f"wording: held-out {name} precision", [part.precision], ""),
            row(f"wording: held-out {name} recall", [part.recall], ""),
        ]
    return rows


def _rounds(held_out: Sequence[Labelled], say: Callable[[str], object]) -> list[Row]:
    by_round: dict[str, list[Labelled]] = defaultdict(list)
    for one in held_out:
        by_round[one.round].append(one)
    shares = {}
    for name, sentences in sorted(by_round.items()):
        counts = confusion(sentences)
        _print(f"第 {name} 轮", counts, say)
        shares[name] = share(counts)
    return [
        row("wording: worst round precision", [min(one.precision for one in shares.values())], ""),
        row("wording: worst round recall", [min(one.recall for one in shares.values())], ""),
    ]


def _support(sentences: Sequence[Labelled], say: Callable[[str], object]) -> list[Row]:
    """What bears the marks out: sources in which each mark, and each mark with these words, was right."""
    right: dict[str, set[str]] = defaultdict(set)
    words: dict[tuple[str, str], set[str]] = defaultdict(set)
    wrong: Counter[str] = Counter()
    found: list[tuple[str, set[str], set[tuple[str, str]]]] = []
    for place, one in enumerate(sentences):
        by_mark = remarks_by_mark(one.text, one.field)
        names = {name for name, _ in by_mark}
        spans = {(name, one.text[remark.start : remark.start + 2]) for name, remark in by_mark}
        if one.label == OK:
            wrong.update(names)
            continue
        # A statute is one source however often it is quoted; a made-up sentence stands for itself.
        source = one.source if one.source != CONSTRUCTED else f"{CONSTRUCTED}{place}"
        for name in names:
            right[name].add(source)
        for span in spans:
            words[span].add(source)
        found.append((source, names, spans))
    every = {mark.name for mark in MARKS} | {"basis", "nothing to go by"}
    say("  规则、支持它的来源数、误报的句子数：")
    for name in sorted(every, key=lambda name: (len(right[name]), name)):
        say(f"    {len(right[name]):5d} {wrong[name]:3d}  {name}")
    lone = sorted(name for name in every if len(right[name]) <= 1)
    say(f"  只有一个来源支持的规则：{'、'.join(lone) if lone else '没有'}")
    by_marks = sum(any(right[name] - {source} for name in names) for source, names, _ in found)
    by_words = sum(any(words[span] - {source} for span in spans) for source, _, spans in found)
    return [
        row("wording: marks of one source", [len(lone)], "marks", [len(every)]),
        row("wording: recall by marks another source bears out", [by_marks / len(found)], ""),
        row("wording: recall by words another source bears out", [by_words / len(found)], ""),
    ]


def _speed(sentences: Sequence[Labelled]) -> Row:
    """Microseconds for one field: the mean over all labelled sentences, the median over the runs."""
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        for _ in range(TIMES):
            for one in sentences:
                check_wording(one.text, one.field)
        took.append((time.perf_counter() - began) / (TIMES * len(sentences)) * 1e6)
    return row("wording: one field", took, "µs")


def _print(title: str, counts: Counter[tuple[str, str]], say: Callable[[str], object]) -> None:
    """A confusion table: labels down, judgements across."""
    say(f"  {title}（{counts.total()} 句）：标注 → 判为 {' / '.join((OK, *KINDS))}")
    for label in (OK, *KINDS):
        say(f"    {label:10s}" + "".join(f"{counts[label, found]:6d}" for found in (OK, *KINDS)))
    whole = share(counts)
    say(f"    精确率 {whole.precision:.3f}，召回率 {whole.recall:.3f}")
