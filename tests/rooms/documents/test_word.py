"""Word files: the same words as the PDF, real styles, heads that repeat, page numbers, the same bytes again."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, timedelta

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from lxml import etree
from tests.rooms.documents.leaflet import leaflet

from yinuo.documents.contents.papers import Line, Lines, Section, words
from yinuo.documents.typesetting import typeset
from yinuo.documents.word import written
from yinuo.documents.word.styles import FALLBACKS

LAYOUTS = ("sheet", "official")


@pytest.fixture(scope="module")
def paper(samples):
    letter = samples["letter"]

    def make(layout="sheet", **changed):
        return leaflet(letter.agency, letter.notice, letter.withdrawal, layout, **changed)

    return make


def said(file):
    """All that stands in the body of a Word file, without blanks and breaks."""
    body = docx.Document(io.BytesIO(file)).element.body
    return "".join("".join(node.text or "" for node in body.iter(qn("w:t"))).split())


def parts(file):
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.clause("3.3-a")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_pdf_and_word_say_the_same_words(paper, made_at, fonts_dir, layout):
    content = paper(layout)
    pdf = typeset("paper", content.as_json(), made_at=made_at, fonts_dir=fonts_dir)
    printed = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    word = said(written(content, made_at=made_at))
    wanted = ["".join(text.split()) for text in (*words(content), content.digest[:8], content.version)]

    assert len(wanted) > 100
    assert [text for text in wanted if text not in word] == []
    assert [text for text in wanted if text not in printed] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_word_file_is_one_that_an_office_can_edit(paper, made_at, layout):
    document = docx.Document(io.BytesIO(written(paper(layout), made_at=made_at)))

    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [section.title for section in paper(layout).sections]
    assert document.paragraphs[0].style.name == "Title"
    [section] = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    properties = document.core_properties
    assert (properties.language, properties.author) == ("zh-CN", "宿州市法律援助中心")
    assert properties.title == "宿州市法律援助中心经济困难证明告知承诺制工作规程"
    assert properties.created == datetime(2026, 11, 23, 2, 20, 30, tzinfo=properties.created.tzinfo)


def test_the_head_of_a_table_repeats_and_no_row_is_torn(paper, made_at):
    document = docx.Document(io.BytesIO(written(paper(), made_at=made_at)))
    [plan] = [table for table in document.tables if table.cell(0, 0).text == "序号"]

    head, *rows = plan.rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert len(rows) == 40
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_word_counts_the_pages_itself(paper, made_at, layout):
    file = parts(written(paper(layout), made_at=made_at))
    feet = [text.decode() for name, text in file.items() if re.fullmatch(r"word/footer\d*\.xml", name)]

    assert len(feet) == (2 if layout == "official" else 1)
    assert all("PAGE" in foot for foot in feet)
    assert all(("—" in foot) is (layout == "official") for foot in feet)


@pytest.mark.clause("3.3-a")
def test_an_official_paper_has_the_page_of_the_standard(paper, made_at):
    document = docx.Document(io.BytesIO(written(paper("official"), made_at=made_at)))
    [section] = document.sections
    sides = [
        round(side.mm)
        for side in (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    ]
    normal, title = document.styles["Normal"], document.styles["Title"]

    assert sides == [37, 26, 35, 28]
    assert (normal.font.size.pt, title.font.size.pt) == (16, 22)
    assert round(normal.paragraph_format.line_spacing.pt * 22 / 72 * 25.4) == 225
    assert 28 * (16 - 5 / 20) <= 156 / 25.4 * 72 < 29 * (16 - 5 / 20)
    fonts = {one: _chinese(document.styles[one]) for one in ("Normal", "Title", "Heading 1", "Subtitle")}
    assert fonts == {
        "Normal": "仿宋_GB2312",
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Subtitle": "楷体_GB2312",
    }


def _chinese(style):
    return style.element.rPr.rFonts.get(qn("w:eastAsia"))


def test_every_font_of_a_style_has_something_that_stands_in_for_it(paper, made_at):
    for layout in LAYOUTS:
        file = parts(written(paper(layout), made_at=made_at))
        named = set(re.findall(r'w:eastAsia="([^"a-z]+)"', file["word/styles.xml"].decode()))
        kept = dict(
            re.findall(
                r'<w:font w:name="([^"]+)"><w:altName w:val="([^"]+)"', file["word/fontTable.xml"].decode()
            )
        )
        assert named <= set(kept) == set(FALLBACKS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_paper_at_the_same_moment_gives_the_same_bytes(paper, made_at, layout):
    content = paper(layout)

    assert written(content, made_at=made_at) == written(content, made_at=made_at)
    assert written(content, made_at=made_at) != written(content, made_at=made_at + timedelta(days=1))
    naive = datetime(2026, 11, 23)  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValueError, match="time zone"):
        written(content, made_at=naive)


def test_nothing_is_hidden_in_a_word_file_and_nothing_leads_outside(paper, made_at):
    file = parts(written(paper(), made_at=made_at))

    assert not any("vba" in name.lower() or "thumbnail" in name or "customXml" in name for name in file)
    assert b'TargetMode="External"' not in b"".join(file.values())
    assert not any(b"<w:vanish" in text for text in file.values())
    for name, text in file.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(text)


def test_what_is_no_paper_in_force_says_so_on_every_page(paper, made_at, fonts_dir):
    draft = paper(mark="草稿，不作办理依据")
    pdf = typeset("paper", draft.as_json(), made_at=made_at, fonts_dir=fonts_dir)
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    heads = [
        text.decode()
        for name, text in parts(written(draft, made_at=made_at)).items()
        if re.fullmatch(r"word/header\d*\.xml", name)
    ]

    assert len(pages) > 1
    assert all("草稿，不作办理依据" in "".join(page.extract_text().split()) for page in pages)
    assert heads
    assert all("草稿，不作办理依据" in head for head in heads)
    both = parts(written(paper("official", mark="草稿"), made_at=made_at))
    assert sum("草稿" in text.decode() for name, text in both.items() if "/header" in name) == 2


def test_a_paper_without_a_page_has_no_code(paper, made_at):
    from yinuo.documents.contents import Imprint

    without = paper(imprint=Imprint("第3版", "2026年11月23日"))

    assert any(name.startswith("word/media/") for name in parts(written(paper(), made_at=made_at)))
    assert not any(name.startswith("word/media/") for name in parts(written(without, made_at=made_at)))


def test_characters_that_no_file_may_hold_are_left_out(paper, made_at):
    odd = paper(sections=(Section("odd", "一、杂", (Lines((Line("甲\x07乙\u202e丙丁\u200b戊<&>"),)),)),))

    assert "甲乙丙丁戊<&>" in said(written(odd, made_at=made_at))


def test_the_digest_is_of_the_words_and_not_of_the_day(paper):
    from yinuo.documents.contents import Imprint

    other_day = paper(
        imprint=Imprint("第3版", "2026年11月24日", "", "https://yinuo.example.cn/items/legal-aid/")
    )

    assert other_day.digest == paper().digest
    assert paper(mark="草稿").digest == paper().digest
    assert paper(lead="多一句").digest != paper().digest
    assert paper("official").digest != paper().digest
