"""The styles of a Word file in both layouts, by which an office that edits it changes all of it at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from yinuo.documents.contents.papers import Layout

Align = Literal["left", "center", "right", "both"]

FANGSONG, KAITI = "仿宋_GB2312", "楷体_GB2312"
XIAOBIAOSONG, HEITI, SONGTI = "方正小标宋简体", "黑体", "宋体"
LATIN = "Times New Roman"

FALLBACKS = {
    FANGSONG: "仿宋,FangSong,STFangsong",
    KAITI: "楷体,KaiTi,STKaiti",
    XIAOBIAOSONG: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,宋体",
    HEITI: "SimHei,Microsoft YaHei",
    SONGTI: "SimSun,Noto Serif CJK SC",
}
"""What stands in for a font that an office does not have."""

MM = 56.7
"""Twentieths of a point in a millimetre."""
LINE = round(225 / 22 * MM)
"""One of 22 lines on 225 mm, in twentieths of a point (GB/T 9704-2012)."""
CLOSER = -5
"""By how much characters of 3号 are set apart so that 28 of them stand on 156 mm, in twentieths of a point.

Not by a grid of characters, which programs other than Word draw too wide.
"""


@dataclass(frozen=True, slots=True)
class Style:
    """A style of paragraphs.

    Attributes:
        key: its id in the file.
        name: as Word shows it; Word itself translates the names it knows.
        font: for Chinese characters.
        size: in half points.
        bold: whether it is.
        colour: six hexadecimal digits, or empty.
        align: how it is set.
        before, after: space, in twentieths of a point.
        line: height of a line in twentieths of a point; 0 for as high as the type is.
        indent: of the first line, in hundredths of a character.
        left, hanging: of all lines and of the number before the first, in twentieths of a point.
        outline: level in the outline from 0, or None.
        based: the style it follows.
        keep: whether it stays with what follows.
        boxed: whether it stands on a ground.
        apart: between characters, in twentieths of a point.
    """

    key: str
    name: str
    font: str
    size: int
    bold: bool = False
    colour: str = ""
    align: Align = "left"
    before: int = 0
    after: int = 0
    line: int = 0
    indent: int = 0
    left: int = 0
    hanging: int = 0
    outline: int | None = None
    based: str = "Normal"
    keep: bool = False
    boxed: bool = False
    apart: int = 0


def styles(layout: Layout) -> tuple[Style, ...]:
    """All styles of a layout."""
    return _official() if layout == "official" else _sheet()


def _sheet() -> tuple[Style, ...]:
    text = Style("Normal", "Normal", SONGTI, 21, after=60, line=0, based="")
    numbered = replace(
        text, key="Numbered", name="编号段落", left=540, hanging=540, based="Normal", align="both"
    )
    return (
        text,
        Style("Title", "Title", SONGTI, 44, bold=True, align="center", after=120),
        Style("Subtitle", "Subtitle", SONGTI, 21, align="center", after=160, colour="5F5F5F"),
        Style("Heading1", "heading 1", HEITI, 24, before=280, after=120, outline=0, keep=True),
        replace(text, key="BodyText", name="Body Text", based="Normal", align="both"),
        numbered,
        replace(numbered, key="Numbered2", name="编号段落 2", left=900, hanging=360),
        replace(numbered, key="Numbered3", name="编号段落 3", left=900, hanging=0),
        Style("Lead", "提要", SONGTI, 22, before=60, after=120, boxed=True),
        *_small_styles(SONGTI, table=20, small=18),
    )


def _official() -> tuple[Style, ...]:
    text = Style("Normal", "Normal", FANGSONG, 32, align="both", line=LINE, based="", apart=CLOSER)
    numbered = replace(text, key="Numbered", name="编号段落", indent=200, based="Normal")
    return (
        text,
        Style("Title", "Title", XIAOBIAOSONG, 44, align="center", line=720),
        Style("Subtitle", "Subtitle", KAITI, 32, align="center", line=LINE, after=LINE),
        Style("Heading1", "heading 1", HEITI, 32, line=LINE, indent=200, outline=0, keep=True, apart=CLOSER),
        replace(numbered, key="BodyText", name="Body Text"),
        numbered,
        replace(numbered, key="Numbered2", name="编号段落 2"),
        replace(numbered, key="Numbered3", name="编号段落 3"),
        replace(numbered, key="Lead", name="提要"),
        *_small_styles(FANGSONG, table=24, small=24),
    )


def _small_styles(font: str, *, table: int, small: int) -> Iterator[Style]:
    yield Style("TableText", "表内文字", font, table)
    yield Style("TableHead", "表头", HEITI, table, keep=True)
    yield Style("FieldLabel", "栏目名", HEITI, table)
    yield Style("Small", "小字", font, small, colour="5F5F5F", after=40)
    yield Style("Closing", "Closing", font, 32 if table == 24 else 21, align="right", keep=True)
    yield Style("Imprint", "印记", SONGTI, 18, colour="5F5F5F", after=20)
    yield Style("Header", "header", HEITI, 21, bold=True, colour="C7000B", align="center")
    yield Style("Footer", "footer", SONGTI, 28 if table == 24 else 18)


def heads(layout: Layout) -> str:
    """The font of words that head a paragraph: the second level of an official paper is set in Kai type."""
    return KAITI if layout == "official" else HEITI
