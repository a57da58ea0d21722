"""PAdES-B-T: the office's signature inside a PDF, with an RFC 3161 time-stamp (ETSI EN 319 142-1; ISO 32000-2).

The signature certifies the document: nothing may be changed afterwards (DocMDP 1). Its field is invisible, so that
what was typeset and shown stays byte for byte what is signed, and the file stays PDF/A.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from io import BytesIO
from typing import Protocol

from asn1crypto import cms
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import Signer as CmsSigner
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import SimpleCertificateStore

from yinuo.signing.keys import KeyPair
from yinuo.signing.timestamps import TimeAuthority, asn1_certificate

FIELD = "OfficeSignature"

# PDF/A wants a field that would be printed, PDF/UA one that nobody meets on the page: it lies beside the paper.
_SPEC = SigFieldSpec(FIELD, invis_sig_settings=InvisSigSettings(set_print_flag=True, box_out_of_bounds=True))

# Room for signature, chain and time-stamp, in hexadecimal digits.
_RESERVED = 16 * 1024


class NotSignable(ValueError):
    """The bytes are no PDF that can be signed."""


class Signer(Protocol):
    """Who signs for an office: the local key, or a city's licensed signing service."""

    @property
    def holder(self) -> str:
        """The name the signature will show."""

    def sign_pdf(self, pdf: bytes, *, reason: str, location: str, at: datetime) -> bytes:
        """The PDF with the office's signature and a time-stamp.

        Args:
            pdf: an unsigned PDF.
            reason: why it is signed, in Chinese.
            location: where, in Chinese.
            at: the moment of signing, with a time zone.
        """

    def sign_digest(self, digest: bytes) -> bytes:
        """A detached signature over a SHA-256 digest."""


class LocalSigner:
    """Signs with a key held in memory; one object per key is kept and used by all threads.

    Args:
        pair: the office's key with its certificate.
        authority: where time-stamps come from.
    """

    def __init__(self, pair: KeyPair, authority: TimeAuthority) -> None:
        self._pair = pair
        self._authority = authority

    @property
    def holder(self) -> str:
        """The name on the certificate."""
        return self._pair.holder

    def sign_digest(self, digest: bytes) -> bytes:
        """A detached signature over a SHA-256 digest; checked by ``keys.digest_is_signed``.

        Raises:
            ValueError: the digest is not 32 bytes.
        """
        return self._pair.sign_digest(digest)

    def sign_pdf(self, pdf: bytes, *, reason: str, location: str, at: datetime) -> bytes:
        """The PDF with a PAdES-B-T signature; see :class:`Signer`.

        Raises:
            NotSignable: the bytes are no whole PDF, or it is signed already.
            StampRefused: the time authority did not answer.
            ValueError: the moment has no time zone.
        """
        if at.utcoffset() is None:
            raise ValueError("a signature needs a moment with a time zone")
        output = BytesIO(pdf)
        try:
            writer = _Increment(output)
            if writer.prev.embedded_signatures:
                raise NotSignable("the PDF is signed already")
            embedder = PdfCMSEmbedder(_SPEC).write_cms(field_name=FIELD, writer=writer)
            next(embedder)
            embedder.send(_set_up(reason, location, self.holder, at))
            prepared, _ = embedder.send(SigIOSetup(md_algorithm="sha256", in_place=True))
        except (PdfError, ValueError, KeyError, IndexError) as broken:
            raise NotSignable(f"the bytes are no PDF that can be signed: {broken}") from broken
        embedder.send(self._container(prepared.document_digest, at))
        return output.getvalue()

    def _container(self, digest: bytes, at: datetime) -> cms.ContentInfo:
        signing = _KeptKey(self._pair).async_sign(
            digest,
            "sha256",
            use_pades=True,
            timestamper=self._authority.stamper(at),
            signed_attr_settings=PdfCMSSignedAttributes(signing_time=at),
        )
        return asyncio.run(signing)


class _Increment(IncrementalPdfFileWriter):
    """Adds the signature and nothing else."""

    def _update_meta(self) -> None:
        """Leave the metadata as typeset: it says PDF/A and the moment of making, and the clock is not ours to read."""


class _KeptKey(CmsSigner):
    """Builds the CMS container around a key object that is loaded once.

    Made anew for each signature: a certificate object that was looked into is encoded field by field ever after,
    one fresh from its bytes is not; this halves the time of a signature.
    """

    def __init__(self, pair: KeyPair) -> None:
        store = SimpleCertificateStore()
        store.register_multiple([asn1_certificate(other) for other in pair.chain])
        super().__init__(signing_cert=asn1_certificate(pair.certificate), cert_registry=store)
        self._pair = pair

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: ARG002, FBT001, FBT002 - the library's signature
    ) -> bytes:
        if digest_algorithm != "sha256":
            raise ValueError(f"documents are signed with SHA-256, not {digest_algorithm}")
        return self._pair.sign(data)


def _set_up(reason: str, location: str, holder: str, at: datetime) -> SigObjSetup:
    placeholder = SignatureObject(
        timestamp=at,
        subfilter=SigSeedSubFilter.PADES,
        name=holder,
        reason=reason or None,
        location=location or None,
        bytes_reserved=_RESERVED,
    )
    return SigObjSetup(
        sig_placeholder=placeholder,
        mdp_setup=SigMDPSetup(md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.NO_CHANGES),
    )
