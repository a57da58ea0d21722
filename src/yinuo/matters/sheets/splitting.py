"""Several proofs in one cell, told apart where nobody could read it otherwise."""

from __future__ import annotations

import re

MOST_PARTS = 30

_PROOF = re.compile(
    r"(证|证明|证书|证件|证照|簿|本|书|表|单|卡|函|照|照片|材料|资料|文件|报告|协议|合同|意见|决定|判决|凭证|票据|发票|登记|信|公证|存折|户口|执照|批文|批复|记录|清册|清单)$"
)
_NUMBERED = re.compile(r"^[(（]?[0-9]{1,2}[)）]?[.．、)）]")
_OPEN_END = re.compile(r"等$|等[^级同待]{0,4}$|[或和及与并]$|^[或和及与并]")
_LAST_BRACKET = re.compile(r"[(（][^()（）]*[)）]$")
_EITHER = re.compile(r"或|以及|和|及|与|并")
_MARKERS = (
    re.compile(r"(?<![0-9])[(（]?([0-9]{1,2})[)）]?\s*[.．、)）]\s*(?![0-9])"),
    re.compile(r"\s*([①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳])\s*"),
    re.compile(r"[(（]([一二三四五六七八九十]{1,3})[)）]\s*"),
    re.compile(r"(?:^|(?<=[\s;；,，。]))\s*([一二三四五六七八九十]{1,3})、\s*"),
)
_ORDER = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_EDGES = " \t\r\n;；,，、。.．　"


def parts(text: str) -> tuple[str, ...]:
    """The proofs in a cell; the text alone where it is one, or where that is not certain.

    Told apart are: a numbered list that begins at one and leaves no number out; lines, semicolons and ``、`` where each
    part by itself is the name of a proof.

    Args:
        text: of the cell.
    """
    # With an "or" in it, a row of names tells alternatives, of which one is enough.
    listed = () if _EITHER.search(text) else _by(text, "、")
    for found in (_numbered(text), _by(text, "\n"), _by(text, ";；"), listed):
        if 1 < len(found) <= MOST_PARTS and len(set(found)) == len(found):
            return found
    return (text,)


def _numbered(text: str) -> tuple[str, ...]:
    for marker in _MARKERS:
        marks = list(marker.finditer(text))
        if len(marks) > 1 and not text[: marks[0].start()].strip(_EDGES):
            numbers = [_value(mark.group(1)) for mark in marks]
            ends = [mark.start() for mark in marks[1:]] + [len(text)]
            found = [text[mark.end() : end].strip(_EDGES) for mark, end in zip(marks, ends, strict=True)]
            if numbers == list(range(1, len(marks) + 1)) and all(found):
                return tuple(found)
    return ()


def _value(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if written in _CIRCLED:
        return _CIRCLED.index(written) + 1
    tens, _, ones = written.rpartition("十") if "十" in written else ("", "", written)
    base = (10 * (_ORDER.index(tens) + 1 if tens else 1)) if "十" in written else 0
    return base + (_ORDER.index(ones) + 1 if ones else 0)


def _by(text: str, separators: str) -> tuple[str, ...]:
    """The parts between separators outside brackets and book marks, where each is a proof by itself."""
    found, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        depth += (sign in "(（《“[【") - (sign in ")）》”]】")
        if sign in separators and depth == 0:
            found.append(text[start:place].strip(_EDGES))
            start = place + 1
    found = [part for part in (*found, text[start:].strip(_EDGES)) if part]
    return tuple(found) if len(found) > 1 and all(map(_is_proof, found)) else ()


def _is_proof(part: str) -> bool:
    name = _LAST_BRACKET.sub("", part).strip()
    whole = not _OPEN_END.search(name) and not _NUMBERED.match(name) and "等" not in name
    return len(name) > 1 and whole and bool(_PROOF.search(name))
