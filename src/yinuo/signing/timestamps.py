"""RFC 3161 time-stamps: from an outside authority by HTTP, or from a local one on our own key for the demo."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from datetime import UTC, datetime
from typing import Protocol, Self

import httpx
from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.general import as_signing_certificate_v2, simple_cms_attribute
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from yinuo.signing.keys import KeyPair

# An object identifier anyone may make from a UUID (ITU-T X.667): "tried out, no guarantee".
POLICY = "2.25.208446316480871043937361164286711826549"

_SECONDS_TO_WAIT = 10.0
_LONGEST_ANSWER = 64 * 1024


class StampRefused(RuntimeError):
    """The time authority could not be reached or did not answer with a stamp."""


class TimeAuthority(Protocol):
    """Where time-stamps come from."""

    def stamper(self, at: datetime) -> TimeStamper:
        """What signs a document's signature over with a time; an outside authority uses its own clock."""

    def stamp(self, digest: bytes, *, at: datetime) -> bytes:
        """A time-stamp token (DER) over a SHA-256 digest."""


class LocalTimeAuthority:
    """Issues RFC 3161 tokens in this process, for the demo and for trying out.

    Args:
        pair: the time authority's key; its certificate must be made out for time-stamping.
    """

    def __init__(self, pair: KeyPair) -> None:
        self._pair = pair
        certificate = asn1_certificate(pair.certificate)
        issuer = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
        self._identifier = cms.IssuerAndSerialNumber(issuer).dump()
        self._named = simple_cms_attribute(
            "signing_certificate_v2", as_signing_certificate_v2(certificate)
        ).dump()

    def stamper(self, at: datetime) -> TimeStamper:
        """A stamper that attests the moment given, to the second.

        Raises:
            ValueError: the moment has no time zone.
        """
        if at.utcoffset() is None:
            raise ValueError("a time-stamp needs a moment with a time zone")
        return _LocalStamper(self, at)

    def stamp(self, digest: bytes, *, at: datetime) -> bytes:
        """A token over a SHA-256 digest, as DER; checked by :func:`check_stamp`.

        Raises:
            ValueError: the digest is not 32 bytes, or the moment has no time zone.
        """
        return _stamp(self.stamper(at), digest)

    def answer(self, request: tsp.TimeStampReq, at: datetime) -> tsp.TimeStampResp:
        """The answer of the authority to a request."""
        content = {
            "version": "v1",
            "policy": POLICY,
            "message_imprint": request["message_imprint"],
            "serial_number": secrets.randbits(120) | 1 << 120,
            "gen_time": at.astimezone(UTC).replace(microsecond=0),
            "accuracy": {"seconds": 1},
        }
        if request["nonce"].native is not None:
            content["nonce"] = request["nonce"]
        token = self._token(tsp.TSTInfo(content).dump())
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})

    def _token(self, content: bytes) -> cms.ContentInfo:
        attributes = cms.CMSAttributes(
            [
                simple_cms_attribute("content_type", "tst_info"),
                simple_cms_attribute("message_digest", hashlib.sha256(content).digest()),
                cms.CMSAttribute.load(self._named),
            ]
        )
        digest_algorithm = algos.DigestAlgorithm({"algorithm": "sha256"})
        identifier = cms.IssuerAndSerialNumber.load(self._identifier)
        signer = cms.SignerInfo(
            {
                "version": "v1",
                "sid": cms.SignerIdentifier({"issuer_and_serial_number": identifier}),
                "digest_algorithm": digest_algorithm,
                "signature_algorithm": {"algorithm": self._pair.algorithm},
                "signed_attrs": attributes,
                "signature": self._pair.sign(attributes.dump()),
            }
        )
        signed = cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [digest_algorithm],
                "encap_content_info": {
                    "content_type": "tst_info",
                    "content": core.ParsableOctetString(content),
                },
                "certificates": [
                    asn1_certificate(each) for each in (self._pair.certificate, *self._pair.chain)
                ],
                "signer_infos": [signer],
            }
        )
        token = cms.ContentInfo({"content_type": "signed_data", "content": signed})
        # Read back from its bytes, or every later use would encode the whole tree again.
        return cms.ContentInfo.load(token.dump())


class HttpTimeAuthority:
    """An outside authority that speaks RFC 3161 over HTTP.

    Args:
        url: its address.
        seconds: how long to wait for an answer.
    """

    def __init__(self, url: str, *, seconds: float = _SECONDS_TO_WAIT) -> None:
        self._client = httpx.Client(timeout=seconds)
        self._stamper = _HttpStamper(url, self._client)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def stamper(self, at: datetime) -> TimeStamper:  # noqa: ARG002 - the authority has its own clock
        """A stamper that asks the authority."""
        return self._stamper

    def stamp(self, digest: bytes, *, at: datetime) -> bytes:
        """A token over a SHA-256 digest, as DER.

        Raises:
            ValueError: the digest is not 32 bytes.
            StampRefused: the authority does not answer with a stamp.
        """
        return _stamp(self.stamper(at), digest)


class _LocalStamper(TimeStamper):
    def __init__(self, authority: LocalTimeAuthority, at: datetime) -> None:
        super().__init__()
        self._authority, self._at = authority, at

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return self._authority.answer(req, self._at)


class _HttpStamper(TimeStamper):
    def __init__(self, url: str, client: httpx.Client) -> None:
        super().__init__()
        self._url, self._client = url, client

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
            content = token["content"]["encap_content_info"]["content"].parsed
            stamped = content["message_imprint"]["hashed_message"].native
        except (TimestampRequestError, ValueError, TypeError) as odd:
            raise StampRefused(f"the time authority {self._url} gave no stamp: {odd}") from odd
        if stamped != message_digest:
            raise StampRefused(f"the time authority {self._url} stamped something else")
        return token

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        # Nothing else runs on this event loop (see _stamp and pades), so a plain call with a kept connection will do.
        headers = {"Content-Type": "application/timestamp-query"}
        try:
            answer = self._client.post(self._url, content=req.dump(), headers=headers)
            answer.raise_for_status()
        except httpx.HTTPError as failed:
            raise StampRefused(f"the time authority {self._url} did not answer: {failed}") from failed
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        if kind != "application/timestamp-reply" or len(answer.content) > _LONGEST_ANSWER:
            raise StampRefused(f"the time authority {self._url} answered with {kind or 'no content type'}")
        return tsp.TimeStampResp.load(answer.content)


def asn1_certificate(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """The same certificate in the form of the signing library."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _stamp(stamper: TimeStamper, digest: bytes) -> bytes:
    if len(digest) != 32:
        raise ValueError(f"a SHA-256 digest is 32 bytes long, not {len(digest)}")
    token: cms.ContentInfo = asyncio.run(stamper.async_timestamp(digest, "sha256"))
    return bytes(token.dump())
