"""Every published item of the demo city has all its papers, on A4, for keeping, and in Word."""

from __future__ import annotations

import io

import docx
import pikepdf
import pytest
from django.utils import timezone

from yinuo.commitments.papers import FORMATS, file_of, kinds_of, paper_of
from yinuo.documents.contents.papers import words
from yinuo.documents.glyphs import GETA
from yinuo.law.notice import NOTICE_CLAUSES
from yinuo.law.wording import check_wording
from yinuo.matters.queries import published

pytestmark = pytest.mark.django_db
A4 = (595, 842)


@pytest.mark.clause("3.3-a")
@pytest.mark.clause("3.3-b")
def test_every_published_item_yields_all_its_papers(demo_city):
    at = timezone.now()
    made = 0
    for version in published():
        audiences = version.item.matter.for_persons + version.item.matter.for_firms
        kinds = kinds_of(version, internal=True)
        assert len(kinds) == 3 + audiences
        for kind in kinds:
            with pikepdf.open(io.BytesIO(file_of(version, kind.key, "pdf", at=at))) as pdf:
                assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf.pages} == {A4}
                assert pdf.open_metadata().pdfa_status == "2A"
                assert pdf.open_metadata().get("pdfuaid:part") == "1"
            word = docx.Document(io.BytesIO(file_of(version, kind.key, "docx", at=at)))
            assert word.paragraphs[0].text.replace("\n", "") == paper_of(version, kind.key, at=at).name
            made += len(FORMATS)
    assert made > 400


@pytest.mark.clause("2.3-a")
def test_every_notice_says_its_eight_parts_and_nothing_a_font_lacks(demo_city):
    at = timezone.now()
    for version in published():
        said = list(words(paper_of(version, "notice", at=at)))
        assert [clause.title for clause in NOTICE_CLAUSES if clause.title not in said] == []
        assert GETA not in "".join(said)


@pytest.mark.clause("2.3-b")
def test_what_the_papers_add_of_their_own_is_not_vague(demo_city):
    """Sections that repeat fields are checked where the fields are; these are words of the papers themselves."""
    version = published().first()
    found = []
    for kind in kinds_of(version, internal=True):
        for section in paper_of(version, kind.key, at=timezone.now()).sections:
            found += [
                (kind.key, section.key, line, remark.reason)
                for line in section.plain
                for remark in check_wording(line, "补充说明")
            ]
    assert found == []
