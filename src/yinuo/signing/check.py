"""Is this file one of ours, unchanged? Checks a PDF's signature and a detached time-stamp.

The file comes from anyone, so it is never opened as a PDF: the signature is found by its ``/ByteRange``, and what it
covers is hashed byte by byte. A file that is covered from its first to its last byte, except for the signature's own
hexadecimal text, is exactly the file that was signed; no trick inside the PDF can change that, and nothing in it is
decompressed or followed.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from asn1crypto import cms, tsp
from cryptography import x509
from pyhanko.pdf_utils.generic import parse_pdf_date
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.generic_cms import (
    async_validate_detached_cms,
    extract_self_reported_ts,
    extract_tst_data_iter,
    validate_tst_signed_data,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from yinuo.signing.keys import common_name
from yinuo.signing.timestamps import asn1_certificate

LARGEST = 20 * 1024 * 1024

_MOST_SIGNATURES = 8
_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
_CLAIMED_TIME = re.compile(rb"/M\s*\(([^)]{4,60})\)")
_HEX = re.compile(rb"<[0-9A-Fa-f\s]*>")
_OCTAL = re.compile(rb"\\([0-7]{3})")
_OURS = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


@dataclass(frozen=True, slots=True)
class PdfCheck:
    """What a check of a file found.

    Attributes:
        intact: the signed bytes are those that were signed.
        covers_whole_file: the signature covers the file from the first byte to the last.
        signer: the name on the signer's certificate; empty when there is no readable signature.
        signed_at: the time of signing as the signer states it, or None.
        timestamp_at: the time a trusted time authority attested, or None.
        trusted: the signer's and the time authority's certificates rest on the trust roots.
        problems: what is wrong, in Chinese; empty when nothing is.
    """

    intact: bool
    covers_whole_file: bool
    signer: str
    signed_at: datetime | None
    timestamp_at: datetime | None
    trusted: bool
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether the file is a whole, unchanged document of a trusted office."""
        return self.intact and self.covers_whole_file and self.trusted and not self.problems


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a time-stamp token says.

    Attributes:
        at: the attested moment, in UTC; None when the token is broken or stamps something else.
        authority: the name of the time authority.
        trusted: whether its certificate rests on the trust roots.
    """

    at: datetime | None
    authority: str
    trusted: bool


def check_pdf(pdf: bytes, *, trust_roots: Sequence[x509.Certificate]) -> PdfCheck:
    """Check the office's signature on a PDF.

    Certificates are judged as of the time-stamp, so a document stays checkable after its certificate has run out;
    without a trusted time-stamp as of the stated time of signing, and that is named as a problem.

    Args:
        pdf: the file as handed in, of any content.
        trust_roots: the root certificates that are trusted.

    Returns:
        The findings; never raises for what the file holds.
    """
    unreadable = _unreadable(pdf)
    if unreadable:
        return _nothing(unreadable)
    ranges = list(_BYTE_RANGE.finditer(pdf))[-_MOST_SIGNATURES:]
    if not ranges:
        return _nothing("文件里没有电子签名，可能是另存、打印或者转换过的副本。请使用当初下载的原文件。")
    roots = [asn1_certificate(root) for root in trust_roots]
    found = [_check_range(pdf, match, roots) for match in ranges]
    return max(found, key=lambda check: (check.trusted, check.intact, check.covers_whole_file))


def check_stamp(token: bytes, digest: bytes, *, trust_roots: Sequence[x509.Certificate]) -> Stamp:
    """Check a detached RFC 3161 token over a SHA-256 digest.

    Args:
        token: the token (DER).
        digest: the 32 bytes it should stamp.
        trust_roots: the root certificates that are trusted.
    """
    try:
        signed = cms.ContentInfo.load(token, strict=True)["content"]
        info = signed["encap_content_info"]["content"].parsed
        if not isinstance(info, tsp.TSTInfo) or info["message_imprint"]["hashed_message"].native != digest:
            return Stamp(None, "", trusted=False)
        at: datetime = info["gen_time"].native
        context = _context([asn1_certificate(root) for root in trust_roots], at)
        status = asyncio.run(validate_tst_signed_data(signed, context, lambda _algorithm: digest))
        authority = _holder(signed)
    except Exception:  # noqa: BLE001 - whatever a stranger's bytes set off, the answer is the same
        return Stamp(None, "", trusted=False)
    sound = bool(status["intact"] and status["valid"])
    return Stamp(at if sound else None, authority, trusted=sound and status["trust_problem_indic"] is None)


def _unreadable(pdf: bytes) -> str:
    if not pdf:
        return "文件是空的，请重新选择文件。"
    if len(pdf) > LARGEST:
        return f"文件超过 {LARGEST // 1024 // 1024} MB，不是本系统签发的文书。"
    if b"%PDF-" not in pdf[:1024]:
        return "这不是 PDF 文件。请上传签发时下载的 PDF 原文件。"
    return ""


def _check_range(pdf: bytes, match: re.Match[bytes], roots: list[object]) -> PdfCheck:
    """Check one signature: where it lies, whether its bytes are as signed, and who made it when."""
    begin, before, resume, after = (int(number) for number in match.groups())
    container = pdf[before:resume]
    if begin != 0 or not before < resume <= resume + after <= len(pdf) or not _HEX.fullmatch(container):
        return _nothing("签名的位置信息不正确，文件可能损坏或者被改动过。请使用当初下载的原文件。")
    whole = resume + after == len(pdf)
    try:
        content = cms.ContentInfo.load(bytes.fromhex(container[1:-1].decode("ascii")), strict=False)
        signed = content["content"]
        covered = pdf[:before] + pdf[resume : resume + after]
        check = _check_container(signed, covered, _claimed_time(pdf, match), roots)
    except Exception:  # noqa: BLE001 - whatever a stranger's bytes set off, the answer is the same
        return _nothing("签名数据无法读取，文件可能损坏或者被改动过。请使用当初下载的原文件。")
    if not whole:
        check = _with_problem(check, "签名之后文件又被添加或者修改了内容。请使用当初下载的原文件。")
    return replace(check, covers_whole_file=whole)


def _check_container(
    signed: cms.SignedData, covered: bytes, claimed: datetime | None, roots: list[object]
) -> PdfCheck:
    claimed = claimed or extract_self_reported_ts(extract_signer_info(signed))
    stamped = _stamped_time(signed)
    moment = stamped or claimed
    if moment is None or moment.utcoffset() is None:
        return replace(_nothing("签名没有写明时间，无法核验。"), signer=_holder(signed))
    status = asyncio.run(
        async_validate_detached_cms(
            covered,
            signed,
            signer_validation_context=_context(roots, moment),
            ts_validation_context=_context(roots, moment),
            key_usage_settings=_OURS,
        )
    )
    stamp = status.timestamp_validity
    attested = stamp.timestamp if stamp and stamp.intact and stamp.valid and stamp.trusted else None
    check = PdfCheck(
        intact=bool(status.intact and status.valid),
        covers_whole_file=False,
        signer=_holder(signed),
        signed_at=claimed,
        timestamp_at=attested,
        trusted=bool(status.intact and status.valid and status.trusted and (stamp is None or attested)),
        problems=(),
    )
    if not check.intact:
        return _with_problem(check, "文件内容与签名不符，签名之后被改动过。请使用当初下载的原文件。")
    if not status.trusted:
        check = _with_problem(
            check, f"签名人“{check.signer}”的证书不在本系统信任的范围内，不能确认是本机关签发。"
        )
    if attested is None:
        check = _with_problem(check, "没有可信的时间戳，不能确认签名时间。")
    return check


def _stamped_time(signed: cms.SignedData) -> datetime | None:
    """The time the token in the signature states; whether to believe it is checked with the rest."""
    token = next(extract_tst_data_iter(extract_signer_info(signed), signed=False), None)
    if token is None:
        return None
    found = token["encap_content_info"]["content"].parsed["gen_time"].native
    return found if isinstance(found, datetime) else None


def _claimed_time(pdf: bytes, match: re.Match[bytes]) -> datetime | None:
    """The ``/M`` entry of the signature's dictionary, which stands behind the byte range."""
    end = pdf.find(b"endobj", match.end(), match.end() + 4096)
    found = _CLAIMED_TIME.search(pdf, match.end(), end if end > 0 else match.end())
    if found is None:
        return None
    text = _OCTAL.sub(lambda octal: bytes([int(octal.group(1), 8) & 0xFF]), found.group(1))
    moment = parse_pdf_date(text.decode("ascii"), strict=False)
    return moment if isinstance(moment, datetime) and moment.utcoffset() is not None else None


def _context(roots: list[object], moment: datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=roots,
        moment=moment,
        best_signature_time=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )


def _holder(signed: cms.SignedData) -> str:
    certificate = extract_certificate_info(signed).signer_cert
    return common_name(x509.load_der_x509_certificate(certificate.dump()))


def _nothing(problem: str) -> PdfCheck:
    return PdfCheck(
        intact=False,
        covers_whole_file=False,
        signer="",
        signed_at=None,
        timestamp_at=None,
        trusted=False,
        problems=(problem,),
    )


def _with_problem(check: PdfCheck, problem: str) -> PdfCheck:
    return replace(check, problems=(*check.problems, problem))
