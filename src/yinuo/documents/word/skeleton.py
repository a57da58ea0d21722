"""An empty Word file of ours: fonts with what stands in for them, styles, settings, language, A4 (ECMA-376)."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from yinuo.documents.contents.papers import Layout, Paper
from yinuo.documents.word.styles import FALLBACKS, LATIN, LINE, MM, Style, styles

if TYPE_CHECKING:
    from collections.abc import Mapping

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD = f"{_OFFICE}.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

MARGINS: dict[Layout, tuple[int, int, int, int]] = {"sheet": (27, 25, 25, 25), "official": (37, 26, 35, 28)}
"""Top, right, bottom, left in millimetres."""
A4 = (210, 297)


def skeleton(paper: Paper, *, made_at: datetime) -> bytes:
    """The file without its text.

    Args:
        paper: for layout, title and agency.
        made_at: the moment of making, aware.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in _parts(paper, made_at).items():
            archive.writestr(name, _HEAD + text)
    return out.getvalue()


def _parts(paper: Paper, made_at: datetime) -> Mapping[str, str]:
    return {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"),
            ("extended-properties", "docProps/app.xml"),
            core="docProps/core.xml",
        ),
        "docProps/core.xml": _core(paper, made_at),
        "docProps/app.xml": _app(paper),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"), ("settings", "settings.xml"), ("fontTable", "fontTable.xml")
        ),
        "word/document.xml": _document(paper.layout),
        "word/styles.xml": _styles(paper.layout),
        "word/settings.xml": _settings(paper.layout),
        "word/fontTable.xml": _fonts(),
    }


def _types() -> str:
    kinds = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
        "/docProps/app.xml": f"{_OFFICE}.extended-properties+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    named = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def _relations(*targets: tuple[str, str], core: str = "") -> str:
    named = [(f"{_RELATION}/{kind}", target) for kind, target in targets]
    if core:
        named.append((f"{_PACKAGE}/relationships/metadata/core-properties", core))
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(named, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _core(paper: Paper, made_at: datetime) -> str:
    moment = f"{made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    said = {
        "dc:title": paper.name,
        "dc:subject": paper.note.strip("（）"),
        "dc:creator": paper.agency.name,
        "cp:keywords": " ".join(text for text in (paper.version, paper.mark) if text),
        "dc:description": paper.imprint.check_url,
        "cp:lastModifiedBy": paper.agency.name,
        "dc:language": "zh-CN",
    }
    rows = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in said.items())
    dated = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{rows}<cp:revision>1</cp:revision>{dated}'
        "</cp:coreProperties>"
    )


def _app(paper: Paper) -> str:
    return (
        f'<Properties xmlns="{_RELATION.replace("relationships", "extended-properties")}">'
        f"<Application>Yinuo</Application><Company>{escape(paper.agency.name)}</Company></Properties>"
    )


def _document(layout: Layout) -> str:
    top, right, bottom, left = (round(side * MM) for side in MARGINS[layout])
    width, height = (round(side * MM) for side in A4)
    footer = round((35 - 7 - 5 if layout == "official" else 13) * MM)
    grid = (
        f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/>'
        if layout == "official"
        else '<w:docGrid w:linePitch="312"/>'
    )
    return (
        f"<w:document {_W} {_R}><w:body><w:sectPr>"
        f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{round(13 * MM)}" w:footer="{footer}" w:gutter="0"/>{grid}'
        "</w:sectPr></w:body></w:document>"
    )


def _settings(layout: Layout) -> str:
    even = "<w:evenAndOddHeaders/>" if layout == "official" else ""
    return (
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>{even}'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _fonts() -> str:
    chinese = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    latin = f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    return f"<w:fonts {_W}>{latin}{chinese}</w:fonts>"


def _styles(layout: Layout) -> str:
    rows = "".join(_style(style) for style in styles(layout))
    text = styles(layout)[0]
    return (
        f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_type(text)}"
        '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        f"{rows}{_STRONG}{_TABLES}</w:styles>"
    )


_STRONG = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
)
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_CELL = '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="100" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
    '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    f"{_CELL}</w:tblPr></w:style>"
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    "<w:tblPr><w:tblBorders>"
    + "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="808080"/>' for edge in _EDGES)
    + "</w:tblBorders></w:tblPr></w:style>"
)


def _style(style: Style) -> str:
    default = ' w:default="1"' if not style.based else ""
    own = "" if style.name.isascii() else ' w:customStyle="1"'
    based = f'<w:basedOn w:val="{style.based}"/>' if style.based else ""
    following = '<w:next w:val="BodyText"/>' if style.outline is not None or style.key == "Title" else ""
    return (
        f'<w:style w:type="paragraph"{default}{own} w:styleId="{style.key}"><w:name w:val={quoteattr(style.name)}/>'
        f"{based}{following}<w:qFormat/><w:pPr>{_paragraph(style)}</w:pPr><w:rPr>{_type(style)}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> str:
    rule = f' w:line="{style.line}" w:lineRule="exact"' if style.line else ' w:line="276" w:lineRule="auto"'
    grid = "" if style.line else '<w:snapToGrid w:val="0"/>'
    ground = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>' if style.boxed else ""
    first = f' w:firstLineChars="{style.indent}" w:firstLine="{style.indent * style.size // 10}"'
    set_in = (
        first
        if style.indent
        else f' w:left="{style.left}" w:hanging="{style.hanging}"'
        if style.left
        else ' w:firstLineChars="0" w:firstLine="0"'
    )
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else ""
    return (
        f"{'<w:keepNext/>' if style.keep else ''}<w:widowControl/>{ground}{grid}"
        f'<w:spacing w:before="{style.before}" w:after="{style.after}"{rule}/><w:ind{set_in}/>'
        f'<w:jc w:val="{style.align}"/>{outline}'
    )


def _type(style: Style) -> str:
    bold = "<w:b/>" if style.bold else '<w:b w:val="0"/>'
    colour = f'<w:color w:val="{style.colour}"/>' if style.colour else ""
    return (
        f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{style.font}" w:cs="{LATIN}"/>'
        f'{bold}{colour}<w:spacing w:val="{style.apart}"/><w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>'
    )
