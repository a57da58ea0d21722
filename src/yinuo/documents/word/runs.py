"""What stands inside a paragraph of a Word file: texts, words that head it, fields that Word counts itself."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph


def fit(text: str) -> str:
    """A text without the invisible characters that an XML file cannot hold or that turn its direction."""
    return "".join(
        character
        for character in text
        if character == "\n" or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}
    )


def say(paragraph: Paragraph, text: str) -> None:
    """Add a text; what is on lines of its own stays so."""
    if text:
        paragraph.add_run(fit(text))


def head(paragraph: Paragraph, text: str, font: str) -> None:
    """Add words that head a paragraph."""
    run = paragraph.add_run(fit(text))
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - Chinese fonts have no property
    fonts.set(qn("w:eastAsia"), font)


def field(paragraph: Paragraph, instruction: str) -> None:
    """Add a field that Word counts itself, such as PAGE."""
    for kind in ("begin", "instruction", "separate", "text", "end"):
        run = paragraph.add_run()._element  # noqa: SLF001 - the library knows no fields
        if kind == "instruction":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            run.append(code)
        elif kind == "text":
            shown = OxmlElement("w:t")
            shown.text = "1"
            run.append(shown)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run.append(mark)
