"""The text block of GB/T 9704-2012 in a PDF: 22 lines of 28 characters on A4, page numbers between dashes."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from tests.rooms.documents.leaflet import leaflet

from yinuo.documents.contents.papers import Line, Lines, Section
from yinuo.documents.typesetting import typeset


@pytest.fixture(scope="module")
def pages(samples, made_at, fonts_dir):
    letter = samples["letter"]
    text = Section("long", "一、长文", (Lines((Line("永" * 28 * 60),)),))
    paper = leaflet(letter.agency, letter.notice, letter.withdrawal, "official", sections=(text,))
    pdf = typeset("paper", paper.as_json(), made_at=made_at, fonts_dir=fonts_dir)
    return pypdf.PdfReader(io.BytesIO(pdf)).pages


@pytest.mark.clause("3.3-a")
def test_a_page_holds_twenty_two_lines_of_twenty_eight_characters(pages):
    full = [line for line in pages[1].extract_text().splitlines() if "永" in line]

    assert len(full) == 22
    assert {len(line.strip()) for line in full} == {28}


def test_a_paragraph_begins_two_characters_in(pages):
    first, *rest = [line.strip() for line in pages[0].extract_text().splitlines() if "永" in line]

    assert len(first) == 26
    assert {len(line) for line in rest} == {28}


def test_every_page_has_its_number_between_dashes_to_the_outer_side(pages):
    sides = []
    for number, page in enumerate(pages, start=1):
        assert re.search(rf"—\s*{number}\s*—", page.extract_text())
        places = []
        page.extract_text(
            visitor_text=lambda text, cm, tm, _font, _size, kept=places: kept.append(
                (text, cm[4] + cm[0] * tm[4])
            )
        )
        sides.append(next(left for text, left in places if "—" in text) > 595 / 2)
    assert sides == [bool(number % 2) for number in range(1, len(pages) + 1)]


def test_the_page_is_a4(pages):
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pages} == {(595, 842)}
