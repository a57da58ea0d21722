"""From content to paper: Typst templates, fed with JSON, to PDF/A-2a with tags (ISO 19005-2, ISO 14289-1).

Content reaches a template only as data, never as source, so nothing a person types is ever run. The time of making
is an argument: the same content made at the same moment gives the same bytes.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from yinuo.documents.glyphs import FontsMissing, coverage, printable
from yinuo.documents.pictures import checked_signature, qr_svg, signature_svg

TEMPLATES = Path(__file__).parent / "templates"
FONTS = (
    "NotoSerifSC-Regular.ttf",
    "NotoSerifSC-Bold.ttf",
    "NotoSansSC-Regular.ttf",
    "NotoSansSC-Bold.ttf",
)
FAMILIES = frozenset({"Noto Serif SC", "Noto Sans SC"})
_NAME = re.compile(r"[a-z][a-z_]{0,40}")


class NotTypeset(RuntimeError):
    """The template did not take the content; the message says where."""


def typeset(
    template: str,
    data: Mapping[str, Any],
    *,
    made_at: datetime,
    fonts_dir: Path,
    picture: bytes | None = None,
) -> bytes:
    """Typeset one paper.

    Args:
        template: name of a template, such as ``"letter"``; see ``contents.KINDS``.
        data: the content as JSON, as ``as_json()`` of the content gives it.
        made_at: the moment of making, with a time zone; it goes into the file.
        fonts_dir: the folder of the four fonts.
        picture: the drawn signature as PNG, for papers a person signs.

    Returns:
        The PDF. Characters the fonts lack are printed as ``〓`` with their code point.

    Raises:
        FontsMissing: the fonts are not in the folder.
        PictureRefused: the picture is no signature.
        NotTypeset: there is no such template, or the content lacks what it needs.
        ValueError: the moment has no time zone.
    """
    if made_at.utcoffset() is None:
        raise ValueError("a paper is made at a moment with a time zone")
    source = TEMPLATES / f"{template}.typ"
    if not _NAME.fullmatch(template) or not source.is_file():
        raise NotTypeset(f"there is no template named {template!r}")
    press = _press(fonts_dir)
    inputs = {
        "data": json.dumps(printable(data, press.covered), ensure_ascii=False, allow_nan=False),
        "pictures": json.dumps(_pictures(data, picture)),
    }
    return press.print(source, inputs, made_at)


def _pictures(data: Mapping[str, Any], signature: bytes | None) -> dict[str, str | list[str]]:
    url = data.get("imprint", {}).get("check_url", "")
    return {
        "qr": qr_svg(url) if url else "",
        "codes": [qr_svg(text) for text in data.get("codes", ())],
        "signature": signature_svg(checked_signature(signature)) if signature else "",
    }


class _Press:
    """One compiler with its fonts, kept for the life of the process and used by one thread at a time."""

    def __init__(self, fonts_dir: Path) -> None:
        paths = tuple(fonts_dir / name for name in FONTS)
        missing = [path.name for path in paths if not path.is_file()]
        if missing:
            raise FontsMissing(f"fonts are missing in {fonts_dir} ({', '.join(missing)}); run: make assets")
        self.covered = coverage(paths)
        self._lock = threading.Lock()
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts_dir)]
        )
        # Without its font Typst leaves the text out and says nothing.
        if not FAMILIES.issubset(fonts.families()):
            raise FontsMissing(f"the fonts in {fonts_dir} are not those that are needed; run: make assets")
        self._compiler = typst.Compiler(root=str(TEMPLATES), font_paths=fonts, ignore_system_fonts=True)

    def print(self, source: Path, inputs: dict[str, str], made_at: datetime) -> bytes:
        try:
            with self._lock:
                pdf = self._compiler.compile(
                    input=str(source),
                    format="pdf",
                    sys_inputs=inputs,
                    # PDF/A-2a for keeping, PDF/UA-1 for screen readers.
                    pdf_standards=["a-2a", "ua-1"],
                    timestamp=int(made_at.timestamp()),
                )
        except typst.TypstError as failed:
            raise NotTypeset(f"{source.name}: {failed.message} {' '.join(failed.hints)}".strip()) from failed
        if not isinstance(pdf, bytes):
            raise NotTypeset(f"{source.name} gave no file")
        return pdf


@lru_cache(maxsize=2)
def _kept_press(fonts_dir: Path) -> _Press:
    return _Press(fonts_dir)


_opening = threading.Lock()


def _press(fonts_dir: Path) -> _Press:
    # Without the lock two threads at once would each load the fonts.
    with _opening:
        return _kept_press(fonts_dir)
