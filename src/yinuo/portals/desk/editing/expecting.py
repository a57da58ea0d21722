"""What a register must say for a promised fact to hold, written line by line as an editor writes it, and read back.

``状态 = 在享`` · ``婚姻状况 = 未婚 或者 离婚`` · ``法定代表人 = 填写项：法定代表人姓名`` · ``月人均收入 不超过 1420`` · ``有没有记录 = 是``
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from yinuo.exchange.comparison import ANSWER, LABELS

_ASKED = "填写项："
_OR = " 或者 "
_LIMITS = {"at_most": "不超过", "at_least": "不低于"}
_TRUTHS = {True: "是", False: "否"}
_LINE = re.compile(r"^(?P<field>.+?)\s*(?P<how>=|＝|不超过|不低于|≤|≥)\s*(?P<wanted>.+)$")
_SIGNS = {"≤": "不超过", "≥": "不低于"}


def written(expects: Mapping[str, Any], inputs: Sequence[Mapping[str, Any]]) -> str:
    """What a register must say, as an editor writes it.

    Args:
        expects: see :func:`yinuo.exchange.comparison.compare`.
        inputs: what the applicant fills in, for the names of answers.
    """
    names = {str(one.get("key", "")): str(one.get("label", "")) for one in inputs}
    lines = []
    for field, wanted in expects.items():
        label = LABELS.get(field, field)
        if isinstance(wanted, Mapping):
            lines += [
                f"{label} {_LIMITS.get(word, word)} {_said(part, names)}" for word, part in wanted.items()
            ]
        elif isinstance(wanted, (list, tuple)):
            lines.append(f"{label} = {_OR.join(_said(part, names) for part in wanted)}")
        else:
            lines.append(f"{label} = {_said(wanted, names)}")
    return "\n".join(lines)


def _said(wanted: Any, names: Mapping[str, str]) -> str:
    if isinstance(wanted, bool):
        return _TRUTHS[wanted]
    if isinstance(wanted, str) and wanted.startswith(ANSWER):
        key = wanted.removeprefix(ANSWER)
        return _ASKED + (names.get(key) or key)
    return str(wanted)


def read(text: str, inputs: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What an editor wrote, as it is kept.

    Args:
        text: one field of the register a line.
        inputs: what the applicant fills in.

    Returns:
        Register field to what it must say, and what could not be read, in Chinese.
    """
    keys = {str(one.get("label", "")): str(one.get("key", "")) for one in inputs}
    codes = {label: code for code, label in LABELS.items()}
    expects: dict[str, Any] = {}
    faults = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        match = _LINE.match(line.strip())
        if match is None:
            faults.append(f"第{number}行没有读懂，应写成“状态 = 在享”这样")
            continue
        field = codes.get(match["field"].strip(), match["field"].strip())
        how = _SIGNS.get(match["how"], match["how"])
        wanted = match["wanted"].strip()
        if how in _LIMITS.values():
            word = next(word for word, said in _LIMITS.items() if said == how)
            kept = expects.setdefault(field, {})
            if isinstance(kept, dict):
                kept[word] = _limit(wanted, keys)
        else:
            parts = [_wanted(part, keys) for part in re.split(r"\s+或者\s+", wanted)]
            expects[field] = parts[0] if len(parts) == 1 else parts
    return expects, tuple(faults)


def _wanted(said: str, keys: Mapping[str, str]) -> Any:
    said = said.strip()
    if said.startswith((_ASKED, "填写项:")):
        name = said[len(_ASKED) :].strip()
        return ANSWER + (keys.get(name) or name)
    return {"是": True, "否": False}.get(said, said)


def _limit(said: str, keys: Mapping[str, str]) -> Any:
    wanted = _wanted(said, keys)
    return int(wanted) if isinstance(wanted, str) and wanted.isascii() and wanted.isdecimal() else wanted
