"""Checking a paper by code, number or file: what it is, whether it still holds, and nothing personal in the clear."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.conftest import AT
from tests.rooms.commitments.test_signing import ready_to_sign, sign
from tests.rooms.credit.conftest import false_promise

from yinuo.commitments.actions import withdraw
from yinuo.documents import actions as documents
from yinuo.documents.queries import file_bytes


@pytest.fixture
def letter(city):
    """Lin's letter, made, signed and stamped."""
    [commitment] = sign(city, ready_to_sign(city))
    return documents.make(document_id=commitment.letter_id, at=AT + timedelta(minutes=4))


def upload(content: bytes, name: str = "承诺书.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.mark.clause("2.3-c")
def test_the_code_of_a_letter_shows_that_it_is_ours_and_holds(letter, client):
    answer = client.get(f"/check/{letter.check_code}/").content.decode()

    assert "承诺有效，还在核查期内" in answer
    assert letter.number in answer
    assert letter.file_digest in answer
    assert letter.content_digest in answer


@pytest.mark.clause("2.5-f")
def test_nothing_personal_is_shown_in_the_clear(letter, city, client):
    answer = client.get(f"/check/{letter.check_code}/").content.decode()

    assert "林**" in answer
    for hidden in (
        city.lin.name,
        city.lin.subject.id_number,
        city.lin.subject.masked_id,
        city.lin.subject.phone,
        "赡养费",
    ):
        assert hidden not in answer


def test_a_code_may_be_typed_as_people_type(letter, client):
    typed = letter.check_code.lower().replace("-", " ")

    answer = client.get("/check/", {"q": typed})

    assert answer.headers["Location"] == f"/check/{letter.check_code}/"


def test_a_number_alone_tells_the_state_but_not_whose_it_is(letter, client):
    answer = client.get("/check/", {"q": letter.number}).content.decode()

    assert f"有这份文书：{letter.number}" in answer
    assert "林" not in answer.split("<main")[1]


@pytest.mark.parametrize("typed", ["ABCD-EFGH-JKMN", "宿诺〔2026〕9999999号", "' OR 1=1"])
def test_what_we_never_issued_is_not_found_and_says_how_to_read_the_code(city, client, typed):
    answer = client.get("/check/", {"q": typed})

    assert "没有查到这个编号" in answer.content.decode() or "有 1 处要改" in answer.content.decode()
    assert client.get("/check/NOSUCHCODE00/").status_code == 404


@pytest.mark.clause("2.6-c")
def test_a_withdrawn_letter_says_so(letter, city, client):
    withdraw(commitment_id=letter.commitment.pk, reason="misread", by=city.lin, at=AT + timedelta(minutes=5))

    assert "已撤回" in client.get(f"/check/{letter.check_code}/").content.decode()


def test_the_original_file_is_recognised_with_signature_and_time_stamp(letter, client):
    answer = client.post("/check/", {"file": upload(file_bytes(letter))}).content.decode()

    assert "这是当初签发的原文件，一个字没有动" in answer
    assert "宿州市司法局" in answer
    assert "时间戳证明它在" in answer
    assert "林**" in answer


def test_one_changed_byte_is_noticed(letter, client):
    content = bytearray(file_bytes(letter))
    place = content.index(b"endobj") - 3
    content[place] ^= 1

    answer = client.post("/check/", {"file": upload(bytes(content))}).content.decode()

    assert "这个文件不是签发时的原样" in answer
    assert letter.number not in answer


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 nothing in it", b"PK\x03\x04 a zip", b"\x00" * 1000, "只是文字".encode()]
)
def test_any_other_file_is_told_from_ours_without_a_fault(city, client, content):
    answer = client.post("/check/", {"file": upload(content)})

    assert answer.status_code == 200
    assert "这个文件不是签发时的原样" in answer.content.decode()


def test_no_file_an_empty_one_and_a_huge_one_are_explained(city, client, monkeypatch):
    from yinuo.portals.public.forms import checking

    monkeypatch.setattr(checking, "LARGEST", 10)
    for files, said in (
        ({}, "没有选择文件"),
        ({"file": upload(b"")}, "文件是空的"),
        ({"file": upload(b"x" * 11)}, "文件超过"),
    ):
        answer = client.post("/check/", files)
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_a_determination_says_whether_it_is_in_force(city, client, settings):
    settings.YINUO_RECEIVERS = {"credit-platform": "http://127.0.0.1:9/none"}
    made = false_promise(city, at=AT)

    answer = client.get(f"/check/{made.document.check_code}/").content.decode()

    assert "这份认定现在有效" in answer
    assert "陶**" in answer


@pytest.mark.clause("2.5-f")
def test_the_register_shows_no_identity_and_finds_no_person_by_name(city, client, settings):
    settings.YINUO_RECEIVERS = {"credit-platform": "http://127.0.0.1:9/none"}
    made = false_promise(city, at=AT)

    whole = client.get("/published/").content.decode()
    by_name = client.get("/published/", {"q": "陶一川"}).content.decode()
    by_number = client.get("/published/", {"q": made.number}).content.decode()

    assert "陶**" in whole
    assert city.tao.subject.id_number not in whole
    assert "没有查到" in by_name
    assert made.number in by_number


def test_checks_keep_their_budget(letter, client, django_assert_max_num_queries):
    for address, most in ((f"/check/{letter.check_code}/", 8), ("/published/", 4)):
        with django_assert_max_num_queries(most):
            client.get(address)
