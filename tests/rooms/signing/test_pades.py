"""A signed document holds as it was handed out, and any other file is told from it."""

from __future__ import annotations

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import pikepdf
import pytest
from asn1crypto import tsp
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yinuo.signing.check import LARGEST, check_pdf, check_stamp
from yinuo.signing.keyring import CityKeyring, LocalKeyring
from yinuo.signing.pades import LocalSigner, NotSignable
from yinuo.signing.timestamps import HttpTimeAuthority, LocalTimeAuthority, StampRefused

AT = datetime(2026, 11, 23, 10, 0, 0, tzinfo=timezone(timedelta(hours=8)))
AGENCY = "宿州市法律援助中心"
REASON, PLACE = "签发证明事项告知承诺书", "安徽省宿州市"
DIGEST = hashlib.sha256(b"a tree head").digest()


@pytest.fixture(scope="module")
def keyring(tmp_path_factory):
    return LocalKeyring(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def signer(keyring):
    return LocalSigner(keyring.office(AGENCY), LocalTimeAuthority(keyring.time_authority()))


@pytest.fixture(scope="module")
def plain():
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.fixture(scope="module")
def signed(signer, plain):
    return signer.sign_pdf(plain, reason=REASON, location=PLACE, at=AT)


@pytest.fixture(scope="module")
def roots(keyring):
    return keyring.trust_roots


@pytest.mark.clause("2.4-f")
def test_a_signed_document_is_intact_whole_trusted_and_dated(signed, roots):
    check = check_pdf(signed, trust_roots=roots)
    assert check.ok
    assert (check.intact, check.covers_whole_file, check.trusted) == (True, True, True)
    assert check.signer == AGENCY
    assert check.signed_at == AT
    assert check.timestamp_at == AT
    assert check.problems == ()


def test_the_typeset_bytes_stay_as_they_were(signed, plain):
    assert signed.startswith(plain)


def test_the_signature_is_pades_and_forbids_any_change(signed):
    with pikepdf.open(BytesIO(signed)) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        value = field.V
        assert value.SubFilter == "/ETSI.CAdES.detached"
        assert str(value.Reason) == REASON
        assert str(value.Location) == PLACE
        assert pdf.Root.Perms.DocMDP.Reference[0].TransformParams.P == 1
        assert int(field.F) & 0b100, "a hidden widget would break PDF/A"
        assert "/ModDate" not in pdf.docinfo, "signing reads no clock and leaves the metadata alone"


def test_the_time_attested_is_the_time_given_to_the_second(signer, plain, roots):
    moment = datetime(2024, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC)
    check = check_pdf(signer.sign_pdf(plain, reason="", location="", at=moment), trust_roots=roots)
    assert check.ok
    assert check.timestamp_at == moment.replace(microsecond=0)


@given(place=st.integers(0), bit=st.integers(0, 7))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_document_with_any_single_bit_changed_is_not_accepted(signed, roots, place, bit):
    place %= len(signed)
    changed = bytearray(signed)
    changed[place] ^= 1 << bit
    check = check_pdf(bytes(changed), trust_roots=roots)
    if check.ok:
        # Only the padding behind the signature and the case of its hexadecimal digits carry no meaning.
        begin, end = signed.index(b"/Contents <"), signed.index(b"/ByteRange")
        assert begin < place < end
    else:
        assert check.problems


def test_a_changed_letter_says_that_it_was_changed(signed, roots):
    changed = signed.replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 0 0 595 843 ]")
    assert changed != signed
    check = check_pdf(changed, trust_roots=roots)
    assert not check.intact
    assert not check.trusted
    assert check.problems == ("文件内容与签名不符，签名之后被改动过。请使用当初下载的原文件。",)


def test_anything_added_after_the_signature_is_seen(signed, roots):
    for added in (b"\n", b"\n9 0 obj\n<< /Type /Page >>\nendobj\nstartxref\n0\n%%EOF\n"):
        check = check_pdf(signed + added, trust_roots=roots)
        assert check.intact
        assert not check.covers_whole_file
        assert not check.ok
        assert any("又被添加" in problem for problem in check.problems)


def test_a_file_signed_again_by_a_stranger_on_top_is_not_accepted(signed, roots, tmp_path):
    stranger = LocalKeyring(tmp_path)
    other = LocalSigner(stranger.office(AGENCY), LocalTimeAuthority(stranger.time_authority()))
    with pytest.raises(NotSignable, match="signed already"):
        other.sign_pdf(signed, reason="", location="", at=AT)
    unsigned = signed[: signed.index(b"%%EOF") + 6]
    on_top = signed + other.sign_pdf(unsigned, reason="", location="", at=AT)[len(unsigned) :]
    check = check_pdf(on_top, trust_roots=roots)
    assert not check.ok
    assert check.problems


def test_a_stranger_who_calls_himself_the_office_is_not_trusted(plain, roots, tmp_path):
    stranger = LocalKeyring(tmp_path)
    forged = LocalSigner(stranger.office(AGENCY), LocalTimeAuthority(stranger.time_authority()))
    check = check_pdf(forged.sign_pdf(plain, reason=REASON, location=PLACE, at=AT), trust_roots=roots)
    assert check.intact
    assert check.covers_whole_file
    assert check.signer == AGENCY
    assert not check.trusted
    assert check.timestamp_at is None
    assert any("不能确认是本机关签发" in problem for problem in check.problems)


def test_the_right_signer_with_a_stranger_s_time_is_not_accepted(keyring, plain, roots, tmp_path):
    stranger = LocalTimeAuthority(LocalKeyring(tmp_path).time_authority())
    backdated = LocalSigner(keyring.office(AGENCY), stranger)
    check = check_pdf(backdated.sign_pdf(plain, reason="", location="", at=AT), trust_roots=roots)
    assert check.intact
    assert not check.trusted
    assert check.problems == ("没有可信的时间戳，不能确认签名时间。",)


def test_an_office_key_cannot_stamp_times(keyring, plain, roots):
    misused = LocalSigner(keyring.office(AGENCY), LocalTimeAuthority(keyring.office("乙局")))
    check = check_pdf(misused.sign_pdf(plain, reason="", location="", at=AT), trust_roots=roots)
    assert check.timestamp_at is None
    assert not check.ok


def test_a_signature_before_the_certificate_s_first_day_is_not_trusted(signer, plain, roots):
    early = datetime(2020, 1, 1, tzinfo=UTC)
    check = check_pdf(signer.sign_pdf(plain, reason="", location="", at=early), trust_roots=roots)
    assert check.intact
    assert not check.trusted


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        (b"\x00" * 100, "不是 PDF"),
        (b"GIF89a", "不是 PDF"),
        (b"%PDF-1.7\n%%EOF", "没有电子签名"),
        (b"%PDF-1.7\n/ByteRange [0 10 5 99]", "位置信息不正确"),
        (b"%PDF-1.7\n/ByteRange [0 9999999999 1 1]", "位置信息不正确"),
        (b"%PDF-1.7\n/ByteRange [3 4 6 1]", "位置信息不正确"),
    ],
)
def test_what_is_no_signed_document_is_named_as_such(content, said, roots):
    check = check_pdf(content, trust_roots=roots)
    assert not check.ok
    assert said in check.problems[0]
    assert not check.intact


def test_ten_megabytes_of_junk_are_answered_at_once(roots):
    junk = hashlib.shake_256(b"seed").digest(10 * 1024 * 1024)
    assert "不是 PDF" in check_pdf(junk, trust_roots=roots).problems[0]
    dressed = b"%PDF-1.7\n" + b"/ByteRange [0 9 11 " * 500_000
    assert "没有电子签名" in check_pdf(dressed, trust_roots=roots).problems[0]
    many = b"%PDF-1.7\n<30>" + b"/ByteRange [0 9 13 5]\n" * 200_000
    assert not check_pdf(many, trust_roots=roots).ok
    assert "超过 20 MB" in check_pdf(bytes(LARGEST + 1), trust_roots=roots).problems[0]


def _around(text):
    """A file whose one signature has this hexadecimal text and covers everything else."""
    head, tail = b"%PDF-1.7\n", b"/ByteRange [0 %010d %010d %010d]\n"
    return head + b"<" + text + b">" + tail % (len(head), len(head) + len(text) + 2, len(tail % (0, 0, 0)))


@pytest.mark.parametrize("text", [b"", b"3", b"303", b"3030", b"30820102", b"00" * 50])
def test_a_container_that_is_none_is_named_as_such(text, roots):
    check = check_pdf(_around(text), trust_roots=roots)
    assert "签名数据无法读取" in check.problems[0]
    assert not check.ok


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_container_makes_the_check_fail_or_pass(roots, junk):
    check = check_pdf(_around(junk.hex().encode()), trust_roots=roots)
    assert not check.ok
    assert check.problems


@pytest.mark.parametrize("content", [b"", b"not a PDF", b"%PDF-1.7\njunk", b"%PDF-1.7\nstartxref\n5\n%%EOF"])
def test_only_a_whole_pdf_is_signed(signer, content):
    with pytest.raises(NotSignable):
        signer.sign_pdf(content, reason="", location="", at=AT)


def test_a_moment_without_a_time_zone_is_refused(signer, plain):
    naive = datetime(2026, 11, 23)  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValueError, match="time zone"):
        signer.sign_pdf(plain, reason="", location="", at=naive)
    with pytest.raises(ValueError, match="time zone"):
        signer._authority.stamp(DIGEST, at=naive)


def test_many_threads_sign_with_one_signer(signer, plain, roots):
    def work(number):
        return signer.sign_pdf(plain, reason=f"第{number}份", location=PLACE, at=AT)

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(work, range(12)))
    assert all(check_pdf(pdf, trust_roots=roots).ok for pdf in done)
    assert len(set(done)) == 12


def test_a_detached_stamp_holds_for_its_digest(keyring, roots, tmp_path):
    token = LocalTimeAuthority(keyring.time_authority()).stamp(DIGEST, at=AT)
    stamp = check_stamp(token, DIGEST, trust_roots=roots)
    assert (stamp.at, stamp.authority, stamp.trusted) == (AT, "一诺演示时间戳", True)
    assert check_stamp(token, bytes(32), trust_roots=roots).at is None
    assert check_stamp(token[:-1], DIGEST, trust_roots=roots).at is None
    assert check_stamp(b"junk", DIGEST, trust_roots=roots).at is None
    assert not check_stamp(token, DIGEST, trust_roots=LocalKeyring(tmp_path).trust_roots).trusted
    with pytest.raises(ValueError, match="32"):
        LocalTimeAuthority(keyring.time_authority()).stamp(b"short", at=AT)


def test_each_stamp_has_its_own_number(keyring):
    authority = LocalTimeAuthority(keyring.time_authority())
    request = tsp.TimeStampReq(
        {
            "version": 1,
            "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": DIGEST},
        }
    )
    numbers = set()
    for _ in range(3):
        answer = authority.answer(request, AT)
        content = answer["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
        numbers.add(content["serial_number"].native)
    assert len(numbers) == 3


def test_a_city_s_own_key_file_signs_documents(tmp_path, keyring, plain):
    city = LocalKeyring(tmp_path / "certification service").office("宿州市人民政府办公室")
    path = tmp_path / "city.p12"
    secret = serialization.BestAvailableEncryption(b"a long password")
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"seal", city.key, city.certificate, city.chain, secret)
    )
    own = CityKeyring(path, "a long password", time_keyring=keyring)
    signer = LocalSigner(own.office("任一机关"), LocalTimeAuthority(own.time_authority()))
    pdf = signer.sign_pdf(plain, reason=REASON, location=PLACE, at=AT)
    assert check_pdf(pdf, trust_roots=own.trust_roots).ok
    assert not check_pdf(pdf, trust_roots=keyring.trust_roots).trusted


class _Authority(BaseHTTPRequestHandler):
    """A time authority over real HTTP whose temper the test sets."""

    temper = "good"
    inner = None

    def do_POST(self):
        request = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        if self.temper == "another digest":
            request["message_imprint"]["hashed_message"] = bytes(32)
        answer = self.inner.answer(request, AT).dump()
        if self.temper == "refuses":
            answer = tsp.TimeStampResp({"status": {"status": "rejection"}}).dump()
        if self.temper == "junk":
            answer = b"junk"
        self.send_response(503 if self.temper == "down" else 200)
        kind = "text/html" if self.temper == "a page" else "application/timestamp-reply"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        pass


@pytest.fixture
def outside(keyring):
    _Authority.inner = LocalTimeAuthority(keyring.time_authority())
    server = HTTPServer(("127.0.0.1", 0), _Authority)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_outside_authority_is_asked_over_http(keyring, plain, roots, outside):
    _Authority.temper = "good"
    with HttpTimeAuthority(outside) as authority:
        pdf = LocalSigner(keyring.office(AGENCY), authority).sign_pdf(plain, reason="", location="", at=AT)
    check = check_pdf(pdf, trust_roots=roots)
    assert check.ok
    assert check.timestamp_at == AT


@pytest.mark.parametrize("temper", ["down", "junk", "refuses", "a page", "another digest"])
def test_an_authority_that_gives_no_stamp_is_named_and_nothing_is_signed(keyring, plain, outside, temper):
    _Authority.temper = temper
    with HttpTimeAuthority(outside) as authority:
        signer = LocalSigner(keyring.office(AGENCY), authority)
        with pytest.raises(StampRefused, match="time authority http"):
            signer.sign_pdf(plain, reason="", location="", at=AT)


def test_an_authority_out_of_reach_is_named():
    with (
        HttpTimeAuthority("http://127.0.0.1:9/", seconds=2) as authority,
        pytest.raises(StampRefused, match="did not answer"),
    ):
        authority.stamp(DIGEST, at=AT)
