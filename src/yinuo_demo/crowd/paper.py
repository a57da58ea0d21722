"""The one sheet that stands for every proof the crowd hands in, so that opening a material shows something."""

from __future__ import annotations

import typst
from django.conf import settings

_SHEET = b"""\
#set page(paper: "a5", margin: 2cm)
#set text(font: "Noto Serif SC", size: 12pt)
#align(center)[#text(size: 18pt)[Demo sheet]]
#v(1cm)
This sheet stands for every proof that the synthetic people of the demo city hand in. It proves nothing.
"""


def sample_proof() -> bytes:
    """A page of PDF, the same bytes every time."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[settings.FONTS])
    return typst.compile(_SHEET, format="pdf", font_paths=fonts)
