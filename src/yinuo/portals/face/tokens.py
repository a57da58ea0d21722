"""Reads the design tokens out of ``tokens.css`` and computes the contrast of the pairs the components use.

The pairs and what they must reach are named here once; ``/styleguide`` shows them and a test holds them
(WCAG 2.2, 1.4.3 and 1.4.11: 4.5 for text, 3 for borders and marks).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static" / "face"
TEXT, SHAPE = 4.5, 3.0

_BLOCK = re.compile(r'(:root|\[data-mode="elder"\])\s*\{([^}]*)\}')
_COLOUR = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})\s*;")

FAMILIES = (
    ("墨", ("ink", "ink-2", "ink-3", "line-strong", "line", "line-soft", "wash")),
    (
        "政务蓝",
        (
            "blue-900",
            "blue-800",
            "blue-700",
            "blue-600",
            "blue-400",
            "blue-300",
            "blue-200",
            "blue-100",
            "blue-50",
        ),
    ),
    ("赭，唯一的暖色", ("warm-800", "warm-600", "warm-300", "warm-200", "warm-100", "warm-50")),
    ("结果", ("green-700", "green-200", "green-50", "red-700", "red-200", "red-50")),
    ("纸", ("paper", "paper-2", "paper-line")),
)

PAIRS: tuple[tuple[str, str, str, float], ...] = (
    ("ink", "white", "正文", TEXT),
    ("ink", "wash", "浅灰底上的正文", TEXT),
    ("ink", "paper", "条文、文书", TEXT),
    ("ink", "warm-50", "提醒里的正文", TEXT),
    ("ink", "green-50", "放心框里的正文", TEXT),
    ("ink", "red-50", "出错框里的正文", TEXT),
    ("ink-2", "white", "次要文字", TEXT),
    ("ink-2", "line-soft", "灰标签", TEXT),
    ("ink-2", "blue-50", "路线标题下的话", TEXT),
    ("ink-2", "green-50", "尽职记录的时间", TEXT),
    ("ink-3", "white", "说明", TEXT),
    ("ink-3", "wash", "浅灰底上的说明", TEXT),
    ("ink-3", "line-soft", "不可用的按钮", TEXT),
    ("ink-3", "blue-50", "浅蓝底上的说明", TEXT),
    ("ink-3", "warm-50", "暖底上的说明", TEXT),
    ("ink-3", "paper", "纸面上的说明", TEXT),
    ("ink-3", "paper-2", "承诺书表头", TEXT),
    ("blue-700", "white", "链接", TEXT),
    ("white", "blue-700", "主按钮", TEXT),
    ("blue-700", "blue-50", "浅蓝底上的链接", TEXT),
    ("blue-700", "blue-100", "蓝标签", TEXT),
    ("blue-700", "warm-50", "提醒里的链接", TEXT),
    ("blue-700", "green-50", "放心框里的链接", TEXT),
    ("blue-700", "wash", "灰带上的链接", TEXT),
    ("blue-900", "blue-200", "县区块", TEXT),
    ("white", "blue-900", "页脚、工作台", TEXT),
    ("white", "blue-800", "深底悬停", TEXT),
    ("on-dark", "blue-900", "深底上的链接", TEXT),
    ("warm-200", "blue-900", "深底上的留意", TEXT),
    ("warm-200", "ink", "短提示里的链接", TEXT),
    ("warm-800", "warm-100", "暖标签", TEXT),
    ("warm-800", "warm-50", "提醒文字", TEXT),
    ("warm-800", "white", "留意文字", TEXT),
    ("white", "warm-800", "选中的“不符”", TEXT),
    ("green-700", "green-50", "完成标签", TEXT),
    ("green-700", "white", "已保存", TEXT),
    ("red-700", "white", "错误文字", TEXT),
    ("red-700", "red-50", "逾期标签", TEXT),
    ("warm-600", "white", "提醒图形", SHAPE),
    ("warm-600", "warm-50", "提醒边框", SHAPE),
    ("warm-300", "blue-900", "深底当前项", SHAPE),
    ("blue-600", "white", "图表", SHAPE),
    ("blue-600", "line-soft", "比例条", SHAPE),
    ("warm-600", "line-soft", "留意的比例条", SHAPE),
    ("line-strong", "white", "输入框边线", SHAPE),
    ("line-strong", "wash", "浅灰底输入框边线", SHAPE),
    ("blue-400", "blue-900", "深底分隔线", SHAPE),
    ("focus-line", "white", "焦点线", SHAPE),
    ("focus-ring", "blue-900", "深底焦点圈", SHAPE),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A foreground on a ground, with the contrast it has and the one it needs."""

    front: str
    ground: str
    use: str
    need: float
    has: float

    @property
    def is_text(self) -> bool:
        """Whether words are written in it."""
        return self.need == TEXT

    @property
    def passes(self) -> bool:
        """Whether it reaches what it needs."""
        return self.has >= self.need


@cache
def colours(mode: str = "") -> dict[str, str]:
    """The colours by token name, ``{"ink": "#16202c"}``; ``mode="elder"`` with the overrides of the elder mode."""
    found: dict[str, str] = {}
    for selector, body in _BLOCK.findall((STATIC / "tokens.css").read_text(encoding="utf-8")):
        if selector == ":root" or mode == "elder":
            for name, value in _COLOUR.findall(body):
                # The block for people who ask for more contrast repeats names; the first word counts.
                if selector != ":root" or name not in found:
                    found[name] = value
    return found


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours ``#rrggbb``, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(mode: str = "") -> list[Pair]:
    """Every pair in use with its contrast in a mode."""
    named = colours(mode)
    return [
        Pair(front, ground, use, need, contrast(named[front], named[ground]))
        for front, ground, use, need in PAIRS
    ]
