"""A private key with its certificate: signing with it, reading it from a city's PKCS#12 file, checking against it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

_DIGEST = utils.Prehashed(hashes.SHA256())


class KeysUnusable(RuntimeError):
    """The key material cannot be read; the message says which file and what to do."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A private key with its certificate.

    Attributes:
        key: the private key, P-256 or RSA, held in memory.
        certificate: its certificate.
        chain: the issuers' certificates, from the nearest to the root.
    """

    key: PrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    @property
    def holder(self) -> str:
        """The name the certificate was made out to."""
        return common_name(self.certificate)

    @property
    def algorithm(self) -> str:
        """The signature algorithm by its CMS name."""
        return "sha256_rsa" if isinstance(self.key, rsa.RSAPrivateKey) else "sha256_ecdsa"

    def sign(self, data: bytes) -> bytes:
        """A signature over data (SHA-256 inside): DER for P-256, PKCS#1 v1.5 for RSA."""
        return self.sign_digest(hashlib.sha256(data).digest())

    def sign_digest(self, digest: bytes) -> bytes:
        """A signature over a SHA-256 digest; checked by :func:`digest_is_signed`.

        Raises:
            ValueError: the digest is not 32 bytes.
        """
        if len(digest) != 32:
            raise ValueError(f"a SHA-256 digest is 32 bytes long, not {len(digest)}")
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(digest, padding.PKCS1v15(), _DIGEST)
        return self.key.sign(digest, ec.ECDSA(_DIGEST))


def load_pkcs12(path: Path, password: str) -> KeyPair:
    """Read a key, its certificate and its chain.

    Args:
        path: the PKCS#12 file.
        password: its password; empty for none.

    Raises:
        KeysUnusable: it cannot be read, the password is wrong, or the key is neither P-256 nor RSA.
    """
    try:
        raw = path.read_bytes()
        key, certificate, others = pkcs12.load_key_and_certificates(raw, password.encode() or None)
    except OSError as missing:
        raise KeysUnusable(f"the key file {path} cannot be read: {missing.strerror}") from missing
    except ValueError as wrong:
        raise KeysUnusable(f"the key file {path} does not open with the password given") from wrong
    if certificate is None or not _usable(key):
        raise KeysUnusable(f"the key file {path} must hold a P-256 or RSA key with its certificate")
    return KeyPair(key, certificate, _chain(certificate, others))


def load_pem(path: Path) -> KeyPair:
    """Read an unencrypted PEM file: the key, its certificate, the issuers.

    Raises:
        KeysUnusable: it cannot be read, or the key is neither P-256 nor RSA.
    """
    try:
        raw = path.read_bytes()
        key = serialization.load_pem_private_key(raw, password=None)
        certificate, *chain = x509.load_pem_x509_certificates(raw)
    except (OSError, ValueError) as broken:
        raise KeysUnusable(f"the key file {path} cannot be read; restore it from a backup") from broken
    if not _usable(key):
        raise KeysUnusable(f"the key file {path} holds neither a P-256 nor an RSA key")
    return KeyPair(key, certificate, tuple(chain))


def digest_is_signed(digest: bytes, signature: bytes, certificate: x509.Certificate) -> bool:
    """Whether a signature over a SHA-256 digest was made with the key of a certificate.

    Args:
        digest: 32 bytes.
        signature: what :meth:`KeyPair.sign_digest` returned.
        certificate: the signer's certificate; whether it is trusted is another question.
    """
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, digest, padding.PKCS1v15(), _DIGEST)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, digest, ec.ECDSA(_DIGEST))
        else:
            return False
    except (InvalidSignature, ValueError):
        return False
    return True


def common_name(certificate: x509.Certificate) -> str:
    """The name a certificate was made out to.

    That is its common name, the organisation where the common name is only the beginning of it, or all of its
    subject when it has no common name.
    """
    subject = certificate.subject
    names = [str(name.value) for name in subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    organisations = [str(name.value) for name in subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)]
    if not names:
        return subject.rfc4514_string()
    longer = [name for name in organisations if len(names[0].encode()) > 61 and name.startswith(names[0])]
    return (longer or names)[0]


def _usable(key: object) -> TypeGuard[PrivateKey]:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return isinstance(key.curve, ec.SECP256R1)
    return isinstance(key, rsa.RSAPrivateKey)


def _chain(certificate: x509.Certificate, others: list[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """The issuers in order, as far as they are at hand."""
    by_subject = {other.subject: other for other in others}
    chain: list[x509.Certificate] = []
    at = certificate
    while at.issuer != at.subject and at.issuer in by_subject:
        at = by_subject.pop(at.issuer)
        chain.append(at)
    return tuple(chain)
