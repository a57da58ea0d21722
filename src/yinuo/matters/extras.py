"""What an office may add in its own words to guide and working procedure, and what it may not (三（三）; 优化营商环境条例第四十四条).

Notice and letter follow their fields alone. An addition explains; it asks for nothing, so that it cannot contradict
what is published. Stored in ``ItemVersion.plain["extra"]``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from yinuo.law.wording import check_wording

OPEN_PAPERS = {"guide": "办事指南", "procedure": "工作规程"}
"""The papers that take an addition."""

LONGEST = 600
FIELD = "补充说明"
_DEMAND = re.compile(
    r"(?:提交|提供|出示|携带|出具|开具|交验|补交|递交)[^，。；！？\n]{0,12}?"
    r"(?:证明|材料|证件|证书|证照|文件|复印件|原件|照片|户口簿|身份证|执照|承诺书)"
)
_FORBIDS = re.compile(r"(?:不用|不需要|不必|无需|无须|不再|不得|不要)[^，。；！？\n]{0,12}$")


def extra_of(plain: Mapping[str, Any], paper: str) -> str:
    """What the office adds to a paper; empty where it adds nothing."""
    said = plain.get("extra")
    return str(said.get(paper, "")).strip() if isinstance(said, Mapping) else ""


def extra_problems(plain: Mapping[str, Any]) -> tuple[str, ...]:
    """What is wrong with the additions of a version, in Chinese; empty where nothing is."""
    said = plain.get("extra", {})
    if not isinstance(said, Mapping) or not all(isinstance(text, str) for text in said.values()):
        return ("补充说明应当按文书分别写成文字",)
    strange = sorted(set(said) - set(OPEN_PAPERS))
    found = (
        [f"{'、'.join(strange)}不能写补充说明，只有{'、'.join(OPEN_PAPERS.values())}可以"] if strange else []
    )
    for paper, title in OPEN_PAPERS.items():
        found += [f"{title}的补充说明{what}" for what in text_problems(extra_of(plain, paper))]
    return tuple(found)


def text_problems(text: str) -> tuple[str, ...]:
    """What is wrong with one addition, as the end of a sentence; empty where nothing is."""
    found = []
    if len(text) > LONGEST:
        found.append(f"有 {len(text)} 个字，最多 {LONGEST} 个字，请只留最要紧的")
    found += [
        f"里的“{demand.group()}”是在要材料：补充说明不能增加材料和条件，要交什么请写在告知内容的“材料要求”里"
        for demand in _DEMAND.finditer(text)
        if not _FORBIDS.search(text[: demand.start()])
    ]
    for remark in check_wording(text, FIELD):
        words = text[remark.start : remark.end]
        found.append(f"里的“{words}”：{remark.reason.rstrip('。')}，{remark.rewrite.rstrip('。')}")
    return tuple(found)
