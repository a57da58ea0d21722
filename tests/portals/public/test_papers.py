"""The papers of a published item: read, printed and taken away by everybody, in PDF and Word, one or all."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pypdf
import pytest
from tests.cast import LOW_INCOME_FACT, notice_of
from tests.conftest import AT

from yinuo.documents.contents.papers import words
from yinuo.matters.actions import draft_version, submit_version, suspend

SLUG = "legal-aid-hardship"
ADDRESS = f"/items/{SLUG}/"
PAGE = f"{ADDRESS}papers/"
KINDS = ("notice", "letter", "letter-firm", "guide")


def shown(answer):
    """The words of a page without tags and blanks."""
    return "".join(re.sub(r"<[^>]+>", "", answer.content.decode()).split())


@pytest.mark.clause("3.3-b")
@pytest.mark.parametrize("kind", KINDS)
def test_each_paper_comes_in_pdf_and_word(city, client, kind):
    pdf, word = (client.get(f"{ADDRESS}{kind}.{ending}") for ending in ("pdf", "docx"))

    assert pdf["Content-Type"] == "application/pdf"
    assert pypdf.PdfReader(io.BytesIO(pdf.content)).pages
    assert word["Content-Type"].endswith("wordprocessingml.document")
    assert docx.Document(io.BytesIO(word.content)).paragraphs
    assert "attachment" in word["Content-Disposition"]
    assert pdf["Content-Disposition"].startswith("inline")


@pytest.mark.clause("3.3-a")
@pytest.mark.parametrize("kind", KINDS)
def test_the_page_says_what_the_files_say(city, client, kind):
    from yinuo.commitments.papers import paper_of

    paper = paper_of(city.version, kind, at=AT)
    answer = client.get(PAGE, {"paper": kind})
    said = shown(answer).replace("&lt;", "<").replace("&amp;", "&")

    assert [text for text in words(paper) if "".join(text.split()) not in said] == []
    assert paper.digest in answer.content.decode()
    assert all(line in answer.content.decode() for section in paper.sections for line in section.plain)


@pytest.mark.clause("3.3-b")
def test_the_page_offers_every_paper_with_version_digest_and_code(city, client):
    answer = client.get(PAGE).content.decode()

    for kind in KINDS:
        assert f"?paper={kind}" in answer
    assert f"{ADDRESS}notice.pdf" in answer
    assert f"{ADDRESS}notice.docx" in answer
    assert f"{ADDRESS}papers.zip" in answer
    assert "第1版" in answer
    assert re.search(r"文本校验值</dt><dd[^>]*>[0-9a-f]{64}<", answer)
    assert 'src="data:image/svg+xml;base64,' in answer
    assert f"二维码：http://localhost:8000{ADDRESS}" in answer


@pytest.mark.clause("2.3-c")
def test_a_promised_fact_leads_to_the_check_that_tests_it(city, client):
    answer = client.get(PAGE, {"paper": "letter"}).content.decode()

    assert 'href="#check-1"' in answer
    assert '<tr id="check-1">' in answer


@pytest.mark.clause("3.3-b")
def test_everything_comes_in_one_file(city, client):
    answer = client.get(f"{ADDRESS}papers.zip")

    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as packed:
        names = packed.namelist()
    assert len(names) == 9
    assert not any("工作规程" in name for name in names)


def test_the_item_page_leads_to_the_papers(city, client):
    answer = client.get(ADDRESS).content.decode()

    assert f"{PAGE}?paper=guide" in answer
    assert f"{ADDRESS}papers.zip" in answer


@pytest.mark.parametrize(
    "address",
    [
        "procedure.pdf",
        "procedure.docx",
        "secret.pdf",
        "notice.exe",
        "notice.odt",
    ],
)
def test_what_is_internal_or_not_offered_is_not_there(city, client, address):
    assert client.get(f"{ADDRESS}{address}").status_code == 404


def test_the_working_procedure_is_not_read_by_the_public(city, client):
    answer = client.get(PAGE, {"paper": "procedure"})

    assert answer.status_code == 200
    assert "工作规程" not in shown(answer)


@pytest.mark.clause("3.3-b")
def test_a_draft_is_reached_by_no_address_of_the_public(city, client):
    bare = city.item
    version = draft_version(
        item=bare,
        notice=notice_of("申请法律援助", "经济困难证明") | {"proof_content": "只在草稿里的话"},
        facts=[LOW_INCOME_FACT],
        inputs=[],
        plain={},
        by=city.qian,
        at=AT,
    )
    for reached in (version, submit_version(version=version, by=city.qian, at=AT)):
        assert reached.status in {"draft", "in_review"}
        for kind in KINDS:
            assert "只在草稿里的话" not in shown(client.get(PAGE, {"paper": kind}))
        assert client.get(f"/desk/catalogue/versions/{version.pk}/papers/").status_code == 302
        assert client.get(f"/desk/catalogue/versions/{version.pk}/papers/notice.pdf").status_code == 302
        assert client.get(f"/desk/catalogue/versions/{version.pk}/papers.zip").status_code == 302


def test_what_is_not_published_has_no_papers(city, client):
    for address in ("/items/nothing/papers/", "/items/nothing/papers.zip", "/items/nothing/notice.pdf"):
        assert client.get(address).status_code == 404


def test_a_suspended_item_says_so_on_its_letter(city, client):
    suspend(version=city.version, reason="依据正在修订", by=city.wu, at=AT)

    assert "暂停适用" in shown(client.get(PAGE, {"paper": "letter"}))
    assert "现在暂停签承诺：依据正在修订" in shown(client.get(PAGE, {"paper": "guide"}))


def test_the_page_costs_a_fixed_number_of_questions(city, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(PAGE, {"paper": "guide"})
